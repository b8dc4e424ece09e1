"""The playground as tests and `make play` use it."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.playground.attachments import LocalFile
from bot.playground.errors import PlayError
from bot.playground.server import Playground
from bot.playground.views import Button


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground("42:TEST") as playground:
        yield playground


async def call(playground: Playground, method: str, **body: Any) -> Any:  # noqa: ANN401 # aiohttp's keywords, any JSON
    async with (
        aiohttp.ClientSession(playground.url) as http,
        http.post(f"/bot42:TEST/{method}", **body) as response,
    ):
        return (await response.json()).get("result")


async def updates(playground: Playground) -> list[dict[str, dict[str, object]]]:
    """Return what the bot would get, and confirm it."""
    waiting = playground.world.updates.waiting()
    playground.world.updates.clear()
    return waiting


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "", "example.org"])  # noqa: S104 # what must be refused
async def test_only_this_machine_may_be_served(host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await Playground("42:TEST").start(host)


async def test_another_host_name_that_points_here_is_refused(playground: Playground) -> None:
    async with aiohttp.ClientSession() as http, http.get(playground.url, headers={"Host": "evil.example"}) as response:
        assert response.status == 403


async def test_a_started_bot_sees_who_writes_and_what(playground: Playground) -> None:
    await playground.press_start(1001, "case_12_answer")
    (update,) = await updates(playground)
    message = update["message"]
    assert message["text"] == "/start case_12_answer"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {
        "id": 1001,
        "is_bot": False,
        "first_name": "Амина",
        "username": "amina",
        "language_code": "ru",
    }
    assert message["chat"] == {"id": 1001, "type": "private", "first_name": "Амина", "username": "amina"}


async def test_a_text_over_4096_characters_is_split(playground: Playground) -> None:
    await playground.send(1001, "😀" * 3000)
    texts = [message.text for message in playground.messages(1001)]
    assert [len(text) for text in texts] == [2048, 952]


async def test_a_reply_a_forward_and_an_edit_look_as_telegram_makes_them(playground: Playground) -> None:
    first = await playground.send(1001, "one")
    await playground.send(1001, "two", reply_to=first, forward=True)
    await playground.edit_text(1001, first, "three")
    _, second, edited = await updates(playground)
    answered = second["message"]["reply_to_message"]
    assert isinstance(answered, dict)
    assert answered["text"] == "one"
    origin = second["message"]["forward_origin"]
    assert isinstance(origin, dict)
    assert origin["type"] == "user"
    assert edited["edited_message"]["text"] == "three"
    assert edited["edited_message"]["edit_date"]


async def test_several_photos_are_one_album_with_the_caption_on_the_first(playground: Playground) -> None:
    await playground.upload(1001, "photo", LocalFile("a.jpg", b"a"), LocalFile("b.jpg", b"b"), caption="Both /help")
    first, second = (update["message"] for update in await updates(playground))
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption"] == "Both /help"
    assert first["caption_entities"] == [{"type": "bot_command", "offset": 5, "length": 5}]
    assert "caption" not in second
    sizes = first["photo"]
    assert isinstance(sizes, list)
    assert [size["width"] for size in sizes] == sorted(size["width"] for size in sizes)


@pytest.mark.parametrize(
    ("kind", "field"), [("document", "file_name"), ("voice", "duration"), ("video", "width"), ("sticker", "emoji")]
)
async def test_every_kind_of_file_has_its_fields(playground: Playground, kind: str, field: str) -> None:
    await playground.upload(1001, kind, LocalFile("a.bin", b"content"))
    (update,) = await updates(playground)
    content = update["message"][kind]
    assert isinstance(content, dict)
    assert content["file_size"] == 7
    assert field in content


async def test_a_contact_and_a_place_need_no_file(playground: Playground) -> None:
    await playground.upload(1001, "contact")
    await playground.upload(1001, "location")
    contact, place = (update["message"] for update in await updates(playground))
    assert contact["contact"] == {"phone_number": "+41220001001", "first_name": "Амина", "user_id": 1001}
    assert place["location"] == {"latitude": 46.2210, "longitude": 6.1405}


@pytest.mark.parametrize(
    ("kind", "files", "caption"),
    [
        ("document", [], ""),
        ("document", [LocalFile("a", b"")], ""),
        ("dance", [LocalFile("a", b"a")], ""),
        ("photo", [LocalFile("a", b"a")] * 11, ""),
        ("photo", [LocalFile("a", b"a")], "a" * 1025),
    ],
)
async def test_what_cannot_be_attached_is_refused(
    playground: Playground, kind: str, files: list[LocalFile], caption: str
) -> None:
    with pytest.raises(PlayError):
        await playground.upload(1001, kind, *files, caption=caption)
    assert await updates(playground) == []


async def test_blocking_and_starting_again_are_told_to_the_bot(playground: Playground) -> None:
    await playground.block(1001)
    await playground.block(1001)
    with pytest.raises(PlayError):
        await playground.send(1001, "Hi")
    await playground.press_start(1001)
    blocked, unblocked, start = await updates(playground)
    assert blocked["my_chat_member"]["new_chat_member"] == {
        "user": playground.world.bot,
        "status": "kicked",
        "until_date": 0,
    }
    assert unblocked["my_chat_member"]["new_chat_member"] == {"user": playground.world.bot, "status": "member"}
    assert start["message"]["text"] == "/start"


async def test_a_message_is_read_with_its_buttons_and_pressed(playground: Playground) -> None:
    rows = [[{"text": "Go", "callback_data": "go"}], [{"text": "Site", "url": "https://x.org/"}]]
    await playground.press_start(1001)
    params = {"chat_id": 1001, "text": "<b>Hi</b>", "parse_mode": "HTML", "reply_markup": {"inline_keyboard": rows}}
    await call(playground, "sendMessage", json=params)
    message = await playground.next_message(1001)
    assert (message.html, message.text, message.edited) == ("<b>Hi</b>", "Hi", None)
    assert message.keyboard == ((Button("Go", "callback", None, "go"),), (Button("Site", "url", "https://x.org/"),))
    assert message.buttons == ["Go", "Site"]
    assert await playground.press(1001, message.message_id, "Go")
    assert await playground.press(1001, message.message_id, (0, 0))
    for wrong in ("Stop", "Site", (5, 0)):
        with pytest.raises(PlayError):
            await playground.press(1001, message.message_id, wrong)
    with pytest.raises(TimeoutError):
        await playground.next_message(1001, timeout=0.01)


async def test_settled_waits_until_the_bot_has_confirmed_everything(playground: Playground) -> None:
    await playground.send(1001, "Hi")
    with pytest.raises(TimeoutError):
        await playground.settled(timeout=0.1)
    (update,) = await call(playground, "getUpdates")
    await call(playground, "getUpdates", json={"offset": update["update_id"] + 1})
    await playground.settled()


async def test_calls_are_recorded_with_readable_parameters(playground: Playground) -> None:
    params = {"chat_id": "1002", "text": "[1]", "reply_markup": '{"force_reply": true}', "protect_content": "true"}
    await call(playground, "sendMessage", data=params)
    (made,) = playground.calls
    assert made.method == "sendMessage"
    assert made.status == 403
    assert made.answer["description"] == "Forbidden: bot can't initiate conversation with a user"
    assert made.params == {
        "chat_id": 1002,
        "text": "[1]",
        "reply_markup": {"force_reply": True},
        "protect_content": True,
    }


async def test_a_group_hears_its_members(playground: Playground) -> None:
    group = playground.create_group("Secretariat", [1001, 1002], forum=True)
    await playground.post_in_group(group, 1002, "Hello", thread=3)
    (update,) = await updates(playground)
    assert update["message"]["chat"] == {"id": group, "type": "supergroup", "title": "Secretariat", "is_forum": True}
    assert update["message"]["message_thread_id"] == 3
    assert [message.text for message in playground.messages(group)] == ["Hello"]
