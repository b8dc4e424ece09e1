"""getUpdates and webhooks."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.playground.server import Playground

Call = Callable[..., Coroutine[Any, Any, Any]]
TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Receiver:
    """A bot's webhook that answers with the statuses it is given, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.updates: asyncio.Queue[Any] = asyncio.Queue()
        self.secrets: set[str | None] = set()

    async def handle(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        self.updates.put_nowait((status, await request.json()))
        return web.Response(status=status)


@pytest.fixture
async def receiver() -> Receiver:
    return Receiver(500)


@pytest.fixture
async def hook(receiver: Receiver) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_updates_are_repeated_until_a_higher_offset_confirms_them(
    playground: Playground, api: Call, amina: int
) -> None:
    for text in ("one", "two", "three"):
        await playground.send(amina, text)
    first, second, third = (update["update_id"] for update in await api("getUpdates"))
    assert (second, third) == (first + 1, first + 2)
    assert [update["update_id"] for update in await api("getUpdates", offset=second)] == [second, third]
    assert [update["update_id"] for update in await api("getUpdates", limit=1)] == [second]
    assert await api("getUpdates", offset=third + 1) == []


async def test_a_negative_offset_keeps_only_the_newest(playground: Playground, api: Call, amina: int) -> None:
    for text in ("one", "two", "three"):
        await playground.send(amina, text)
    (newest,) = await api("getUpdates", offset=-1)
    assert newest["message"]["text"] == "three"
    assert await api("getUpdates") == [newest]


async def test_a_poll_waits_for_an_update(playground: Playground, api: Call, amina: int) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await playground.send(amina, "Hello")
    (update,) = await poll
    assert update["message"]["text"] == "Hello"


async def test_a_second_poller_ends_the_first(playground: Playground, api: Call, refusal: Call, amina: int) -> None:
    first = asyncio.create_task(refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(api("getUpdates", timeout=30))
    assert await first == TERMINATED
    await playground.send(amina, "Hello")
    assert len(await second) == 1


async def test_types_that_were_not_asked_for_do_not_come(playground: Playground, api: Call, amina: int) -> None:
    await api("getUpdates", allowed_updates=["message"])
    await playground.block(amina)
    await playground.block(amina, blocked=False)
    await playground.send(amina, "Hello")
    assert [list(update)[1] for update in await api("getUpdates", allowed_updates=[])] == ["message"]
    await playground.block(amina)
    assert [list(update)[1] for update in await api("getUpdates")] == ["message", "my_chat_member"]


async def test_a_confirmed_update_is_given_again_once(playground: Playground, api: Call, amina: int) -> None:
    await playground.send(amina, "Hello")
    (update,) = await api("getUpdates")
    following = update["update_id"] + 1
    assert await api("getUpdates", offset=following) == []
    assert playground.redeliver() == update["update_id"]
    assert await api("getUpdates", offset=following) == [update]
    assert await api("getUpdates", offset=following) == []


async def test_a_webhook_gets_updates_in_order_and_again_after_a_failure(
    playground: Playground, api: Call, amina: int, receiver: Receiver, hook: str
) -> None:
    await playground.send(amina, "one")
    assert await api("setWebhook", url=hook, secret_token="s-e_cret") is True  # noqa: S106 # made up
    await playground.send(amina, "two")
    got = [await asyncio.wait_for(receiver.updates.get(), 5) for _ in range(3)]
    assert [(status, update["message"]["text"]) for status, update in got] == [(500, "one"), (200, "one"), (200, "two")]
    assert receiver.secrets == {"s-e_cret"}
    await playground.settled()
    info = await api("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (hook, 0)
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_polling_and_a_webhook_exclude_each_other(api: Call, refusal: Call, hook: str) -> None:
    poll = asyncio.create_task(refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await api("setWebhook", url=hook)
    assert await poll == "Conflict: terminated by setWebhook request"
    assert await refusal("getUpdates") == WEBHOOK_ACTIVE
    assert await api("deleteWebhook") is True
    assert await api("getUpdates") == []
    assert await api("getWebhookInfo") == {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "http://x.org/hook"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://x.org", "secret_token": "a b"}, "Bad Request: secret token contains unallowed characters"),
        ({"url": "https://x.org", "secret_token": "a" * 257}, "Bad Request: secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(refusal: Call, params: dict[str, object], description: str) -> None:
    assert await refusal("setWebhook", **params) == description


async def test_waiting_updates_can_be_dropped(playground: Playground, api: Call, amina: int) -> None:
    await playground.send(amina, "Hello")
    assert await api("deleteWebhook", drop_pending_updates=True) is True
    assert await api("getUpdates") == []


async def test_only_the_right_token_is_answered(http: aiohttp.ClientSession) -> None:
    async with http.get("/bot42:WRONG/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_recorded(playground: Playground, refusal: Call) -> None:
    assert await refusal("sendTelepathy") == "Not Found"
    assert playground.unknown == ["sendTelepathy"]
