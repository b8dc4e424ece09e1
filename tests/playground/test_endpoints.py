"""What the page calls: /play and its stream of events."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.playground.events import BACKLOG
from bot.playground.server import Playground


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground("42:TEST") as playground:
        yield playground


@pytest.fixture
async def http(playground: Playground) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(playground.url) as session:
        yield session


async def get(http: aiohttp.ClientSession, path: str) -> Any:  # noqa: ANN401 # any JSON
    async with http.get(path) as response:
        assert response.status == 200
        return await response.json()


async def post(http: aiohttp.ClientSession, path: str, **body: object) -> Any:  # noqa: ANN401 # any JSON
    async with http.post(path, json=body) as response:
        answer = await response.json()
        assert response.status == (400 if "error" in answer else 200)
        return answer


async def call(http: aiohttp.ClientSession, method: str, **params: object) -> Any:  # noqa: ANN401 # any JSON
    async with http.post(f"/bot42:TEST/{method}", json=params) as response:
        return (await response.json())["result"]


class Stream:
    """The events of a person, as a browser gets them."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.last_id = ""

    async def next(self) -> Any:  # noqa: ANN401 # any JSON
        async with asyncio.timeout(5):
            while line := (await self._response.content.readline()).decode():
                if line.startswith("id: "):
                    self.last_id = line[4:].strip()
                if line.startswith("data: "):
                    return json.loads(line[6:])
        raise EOFError


@asynccontextmanager
async def listening(http: aiohttp.ClientSession, last_id: str = "") -> AsyncIterator[Stream]:
    headers = {"Last-Event-ID": last_id} if last_id else {}
    async with http.get("/play/events", params={"person": 1001}, headers=headers) as response:
        assert response.content_type == "text/event-stream"
        assert (await response.content.readline()).startswith(b":")
        yield Stream(response)


async def test_the_state_names_the_bot_and_the_people(http: aiohttp.ClientSession) -> None:
    state = await get(http, "/play/state")
    assert set(state["bot"]) == {"id", "username", "first_name", "description", "short_description"}
    assert [(person["id"], person["language_code"], person["blocked"]) for person in state["people"]] == [
        (1001, "ru", False),
        (1002, "en", False),
        (1003, "fr", False),
    ]


async def test_a_chat_has_messages_commands_and_the_bot_in_the_persons_language(http: aiohttp.ClientSession) -> None:
    await call(http, "setMyCommands", commands=[{"command": "help", "description": "Помощь"}], language_code="ru")
    await call(http, "setMyDescription", description="Описание", language_code="ru")
    sent = await post(http, "/play/start", person=1001, parameter="case_1")
    keyboard = {"keyboard": [[{"text": "Да"}]]}
    await call(http, "sendMessage", chat_id=1001, text="<b>Да?</b>", parse_mode="HTML", reply_markup=keyboard)
    chat = await get(http, "/play/chat?person=1001")
    assert [message["plain"] for message in chat["messages"]] == ["/start case_1", "Да?"]
    assert chat["messages"][0] == sent["message"]
    assert [message["from"] for message in chat["messages"]] == [1001, "bot"]
    assert chat["messages"][1]["html"] == "<b>Да?</b>"
    assert chat["commands"] == [{"command": "help", "description": "Помощь"}]
    assert chat["bot"]["description"] == "Описание"
    assert (chat["reply_keyboard"], chat["menu_button"]) == (keyboard, None)


async def test_what_the_person_and_the_bot_say_reaches_the_page(http: aiohttp.ClientSession) -> None:
    async with listening(http) as stream:
        await post(http, "/play/send", person=1001, text="Привет")
        assert (await stream.next())["message"]["plain"] == "Привет"
        rows = [[{"text": "Go", "callback_data": "go"}, {"text": "Site", "url": "https://x.org"}]]
        await call(http, "sendMessage", chat_id=1001, text="Hi", reply_markup={"inline_keyboard": rows})
        shown = (await stream.next())["message"]
    go, site = shown["inline_keyboard"][0]
    assert go == {"text": "Go", "kind": "callback", "url": None}
    assert site == {"text": "Site", "kind": "url", "url": "https://x.org/"}


async def test_every_other_doing_of_the_bot_reaches_the_page(http: aiohttp.ClientSession) -> None:
    await post(http, "/play/start", person=1001)
    buttons = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await call(http, "sendMessage", chat_id=1001, text="Hi", reply_markup=buttons)
    place = {"person": 1001, "message_id": sent["message_id"]}
    async with listening(http) as stream:
        await call(http, "sendChatAction", chat_id=1001, action="typing")
        assert await stream.next() == {"type": "typing", "action": "typing"}
        press = await post(http, "/play/press", **place, row=0, column=0)
        await call(http, "answerCallbackQuery", callback_query_id=press["query_id"], text="Done")
        answer = {"type": "answer", "query_id": press["query_id"], "text": "Done", "alert": False, "url": None}
        assert await stream.next() == answer
        await call(http, "editMessageText", chat_id=1001, message_id=sent["message_id"], text="Bye")
        edit = await stream.next()
        assert (edit["type"], edit["message"]["plain"]) == ("edit", "Bye")
        await call(http, "deleteMessage", chat_id=1001, message_id=sent["message_id"])
        assert await stream.next() == {"type": "delete", "message_id": sent["message_id"]}
        await call(http, "setMyCommands", commands=[])
        assert await stream.next() == {"type": "commands"}


async def test_a_new_reply_keyboard_is_to_be_fetched(http: aiohttp.ClientSession) -> None:
    await post(http, "/play/start", person=1001)
    keyboard = {"keyboard": [[{"text": "Yes"}]], "resize_keyboard": True}
    async with listening(http) as stream:
        for markup, shown in ((keyboard, keyboard), ({"remove_keyboard": True}, None)):
            await call(http, "sendMessage", chat_id=1001, text="Hi", reply_markup=markup)
            assert [(await stream.next())["type"] for _ in range(2)] == ["message", "commands"]
            assert (await get(http, "/play/chat?person=1001"))["reply_keyboard"] == shown


async def test_a_page_that_comes_back_misses_nothing(http: aiohttp.ClientSession) -> None:
    async with listening(http) as before:
        await post(http, "/play/send", person=1001, text="one")
        await before.next()
    for text in ("two", "three"):
        await post(http, "/play/send", person=1001, text=text)
    async with listening(http, before.last_id) as after:
        assert [(await after.next())["message"]["plain"] for _ in range(2)] == ["two", "three"]
        await post(http, "/play/send", person=1001, text="four")
        assert (await after.next())["message"]["plain"] == "four"


async def test_a_page_that_missed_too_much_is_told_to_fetch_anew(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    async with listening(http) as before:
        await post(http, "/play/send", person=1001, text="one")
        await before.next()
    for _ in range(BACKLOG + 1):
        playground.world.events.publish(1001, {"type": "typing", "action": "typing"})
    async with listening(http, before.last_id) as after:
        assert await after.next() == {"type": "commands"}


async def test_a_page_from_an_earlier_run_is_told_to_fetch_anew(http: aiohttp.ClientSession) -> None:
    async with listening(http, "7") as stream:
        assert await stream.next() == {"type": "commands"}


async def test_streams_end_when_the_server_stops(playground: Playground, http: aiohttp.ClientSession) -> None:
    async with listening(http) as stream:
        await playground.stop()
        with pytest.raises((EOFError, aiohttp.ClientError)):
            await stream.next()


async def test_own_messages_are_edited_and_others_not(http: aiohttp.ClientSession) -> None:
    sent = await post(http, "/play/send", person=1001, text="Helo")
    edited = await post(http, "/play/edit", person=1001, message_id=sent["message"]["message_id"], text="Hello /help")
    assert edited["message"]["html"] == 'Hello <a class="command">/help</a>'
    assert edited["message"]["edited"]
    answer = await call(http, "sendMessage", chat_id=1001, text="Hi")
    refused = await post(http, "/play/edit", person=1001, message_id=answer["message_id"], text="x")
    assert refused == {"error": "Only one's own messages can be edited."}


async def test_replies_and_forwards_are_shown_as_such(http: aiohttp.ClientSession) -> None:
    first = (await post(http, "/play/send", person=1001, text="a" * 90))["message"]
    reply = (await post(http, "/play/send", person=1001, text="b", reply_to=first["message_id"], forward=True))[
        "message"
    ]
    assert reply["reply_to"] == {"message_id": first["message_id"], "plain": "a" * 80}
    assert reply["forwarded"] is True


async def test_photos_of_one_upload_are_an_album_that_can_be_seen(http: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData({"person": "1001", "kind": "photo", "caption": "Two"})
    for name in ("a.png", "b.png"):
        form.add_field("file", name.encode(), filename=name, content_type="image/png")
    async with http.post("/play/upload", data=form) as response:
        first, second = (await response.json())["messages"]
    assert first["album"]
    assert first["album"] == second["album"]
    assert (first["caption_html"], second["caption_html"]) == ("Two", "")
    async with http.get(first["file"]["url"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", b"a.png")


async def test_a_document_is_downloaded_and_never_run_in_the_page(http: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData({"person": "1001", "kind": "document"})
    form.add_field("file", b"<script>", filename="a.html", content_type="text/html")
    async with http.post("/play/upload", data=form) as response:
        (message,) = (await response.json())["messages"]
    async with http.get(message["file"]["url"]) as response:
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_contact_needs_no_file(http: aiohttp.ClientSession) -> None:
    async with http.post("/play/upload", data={"person": "1001", "kind": "contact"}) as response:
        (message,) = (await response.json())["messages"]
    assert message["file"]["name"].startswith("Амина, +41")
    assert message["file"]["url"] is None


async def test_a_cleared_chat_is_empty_for_the_person_only(playground: Playground, http: aiohttp.ClientSession) -> None:
    await post(http, "/play/send", person=1001, text="Hi")
    assert await post(http, "/play/clear", person=1001) == {}
    assert (await get(http, "/play/chat?person=1001"))["messages"] == []
    assert [message.text for message in playground.messages(1001)] == ["Hi"]


async def test_a_blocked_bot_is_not_written_to(http: aiohttp.ClientSession) -> None:
    await post(http, "/play/block", person=1001, blocked=True)
    assert (await get(http, "/play/state"))["people"][0]["blocked"] is True
    refused = await post(http, "/play/send", person=1001, text="Hi")
    assert refused == {"error": "The bot is blocked: unblock it first."}


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("send", {"text": "Hi"}, "“person” is a whole number."),
        ("send", {"person": 7, "text": "Hi"}, "There is no person 7."),
        ("send", {"person": 1001, "text": 5}, "“text” is a text."),
        ("send", {"person": 1001, "text": " \n"}, "An empty message cannot be sent."),
        ("edit", {"person": 1001, "message_id": 1, "text": "x"}, "There is no message 1 in this chat."),
        ("press", {"person": 1001, "message_id": 1, "row": 0, "column": 0}, "There is no message 1 in this chat."),
        (
            "start",
            {"person": 1001, "parameter": "a b"},
            "A start parameter has up to 64 characters of A-Z, a-z, 0-9, _ and -.",
        ),
    ],
)
async def test_what_an_app_would_not_allow_is_one_sentence(
    http: aiohttp.ClientSession, path: str, body: dict[str, object], error: str
) -> None:
    assert await post(http, f"/play/{path}", **body) == {"error": error}


async def test_a_body_that_is_no_object_is_refused(http: aiohttp.ClientSession) -> None:
    async with http.post("/play/send", data=b"[1]") as response:
        assert (response.status, await response.json()) == (400, {"error": "The body is a JSON object."})


async def test_the_page_and_only_its_files_are_served(http: aiohttp.ClientSession) -> None:
    async with http.get("/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
    for path in ("/page/missing.js", "/page/..%2fserver.py", "/play/file/missing"):
        async with http.get(path) as response:
            assert response.status == 404
