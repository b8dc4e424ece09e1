import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.db.models import Question
from bot.playground.server import Playground
from bot.web.webhook import BODY_BYTES, PATH
from tests.conftest import EN, RU, Chat, Outage

from .conftest import SECRET, Hooked

SURE = "What counts as a pledge?"


async def answered(playground: Playground) -> None:
    """Wait until Telegram has no update left to send."""
    async with asyncio.timeout(20):
        while len(playground.world.updates):  # noqa: ASYNC110 the queue is Telegram's
            await asyncio.sleep(0.01)


async def questions(app: App) -> int:
    async with app.store.read() as session:
        return await session.scalar(select(func.count()).select_from(Question)) or 0


async def test_the_webhook_is_registered_with_its_secret_and_the_updates_in_use(
    hooked: Hooked, playground: Playground
) -> None:
    (call,) = [call for call in playground.calls if call.method.lower() == "setwebhook"]
    assert call.params["url"] == f"{hooked.url}{PATH}"
    assert call.params["secret_token"] == SECRET
    assert set(call.params["allowed_updates"]) == {"message", "edited_message", "callback_query"}
    assert str(call.params.get("drop_pending_updates", "false")).lower() == "false"


async def test_a_question_is_answered_by_webhook(hooked: Hooked, playground: Playground) -> None:
    await playground.send(EN, SURE)
    await answered(playground)
    assert SURE in hooked.chat.last().text


async def test_an_update_that_comes_twice_is_answered_once(hooked: Hooked, playground: Playground) -> None:
    await playground.send(EN, SURE)
    await answered(playground)
    playground.redeliver()
    await answered(playground)
    assert len(hooked.chat.said()) == 2
    assert await questions(hooked.app) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "s\u00e9cret", SECRET.upper()])
async def test_a_wrong_missing_or_strange_secret_is_refused(hooked: Hooked, secret: str | None) -> None:
    assert await hooked.post(b"{}", secret) == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"update_id": "x"}', b"\xff\xfe", b"1" * 5000])
async def test_a_body_that_is_no_update_is_refused(hooked: Hooked, body: bytes) -> None:
    assert await hooked.post(body) == 400


async def test_a_body_over_the_limit_is_refused(hooked: Hooked) -> None:
    assert await hooked.post(BytesIO(b" " * (BODY_BYTES + 1))) == 413


async def test_bodies_of_ten_megabytes_are_refused_and_the_conversation_goes_on(
    hooked: Hooked, playground: Playground
) -> None:
    bodies = [BytesIO(b" " * 10_000_000) for _ in range(20)]
    flood = asyncio.gather(*map(hooked.post, bodies), return_exceptions=True)
    await playground.send(EN, SURE)
    await answered(playground)
    assert SURE in hooked.chat.last().text
    # Whoever still writes when the answer is there may find the connection closed.
    assert {status if isinstance(status, int) else 413 for status in await flood} == {413}


async def test_an_update_of_an_unknown_kind_is_taken_and_left_alone(hooked: Hooked) -> None:
    assert await hooked.post(json.dumps({"update_id": 7, "something_new": {}}).encode()) == 200


async def test_what_comes_while_the_database_is_away_is_answered_when_it_is_back(
    hooked: Hooked, playground: Playground, outage: Outage
) -> None:
    async with outage(hooked.app):
        await playground.send(EN, SURE)
        async with asyncio.timeout(10):
            while "A moment, please" not in hooked.chat.last().text:  # noqa: ASYNC110 it comes by HTTP
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        assert len([said for said in hooked.chat.said() if "A moment, please" in said.text]) == 1
        hook = playground.world.webhook
        assert hook
        assert "503" in (hook.last_error or "")
    await answered(playground)
    assert SURE in hooked.chat.last().text
    assert await questions(hooked.app) == 1


async def test_a_telegram_that_takes_no_answers_gets_the_update_back(hooked: Hooked, playground: Playground) -> None:
    playground.fail_next("sendMessage", 500, "Internal Server Error", times=4)
    await playground.send(EN, SURE)
    await answered(playground)
    assert SURE in hooked.chat.last().text
    assert await questions(hooked.app) == 1


async def test_a_thousand_requests_without_the_secret_leave_the_conversation_going(
    hooked: Hooked, playground: Playground
) -> None:
    noise = [asyncio.create_task(hooked.post(b" " * 1000, "wrong")) for _ in range(1000)]
    await playground.send(EN, SURE)
    await answered(playground)
    assert SURE in hooked.chat.last().text
    assert set(await asyncio.gather(*noise)) == {401}


async def test_a_client_that_never_ends_its_body_holds_up_nobody(hooked: Hooked, playground: Playground) -> None:
    ended = asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b'{"update_id":'
        await ended.wait()

    slow = [asyncio.create_task(hooked.post(slowly())) for _ in range(20)]
    await playground.send(EN, SURE)
    await answered(playground)
    assert SURE in hooked.chat.last().text
    ended.set()
    assert set(await asyncio.gather(*slow)) == {400}


async def test_one_persons_messages_keep_their_order_and_others_do_not_wait(
    hooked: Hooked, playground: Playground
) -> None:
    assert hooked
    amina = Chat(playground, RU)
    asked = ["/topics", "/help", "/about", "/privacy", "/language"]
    for command in asked:
        for person in (EN, RU):
            await playground.send(person, command)
    await answered(playground)
    heads = [said.text.split("\n")[0] for said in amina.said()]
    assert heads[0] == "📚 Что вас интересует?"
    assert heads[1] == "Как пользоваться"
    assert heads[-1] == "🌐 На каком языке говорить?"
    assert len(heads) == 5
