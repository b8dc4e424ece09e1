"""sendMessage, sendDocument, sendChatAction."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.playground.server import Playground

Call = Callable[..., Awaitable[Any]]
SEND = "/bot42:TEST/sendMessage"


async def test_a_sent_message_comes_back_whole(api: Call, amina: int) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    message = await api(
        "sendMessage", chat_id=amina, text=" <b>Hello</b> &amp; /help\n", parse_mode="HTML", reply_markup=keyboard
    )
    assert message["text"] == "Hello & /help"
    assert message["entities"] == [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "bot_command", "offset": 8, "length": 5},
    ]
    assert message["from"]["is_bot"] is True
    assert message["chat"] == {"id": amina, "type": "private", "first_name": "Амина", "username": "amina"}
    assert message["reply_markup"] == keyboard


@pytest.mark.parametrize("way", ["json", "data", "params", "multipart"])
async def test_parameters_come_as_json_form_multipart_or_query(
    http: aiohttp.ClientSession, amina: int, way: str
) -> None:
    flat = {
        "chat_id": str(amina),
        "text": "Hi",
        "reply_markup": '{"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}',
    }
    if way == "multipart":
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in flat.items():
            form.add_field(name, value)
        request = http.post(SEND, data=form)
    else:
        request = http.post(SEND, **{way: flat})  # type: ignore[arg-type] # one of three keywords that take a dict
    async with request as response:
        answer = await response.json()
    assert answer["result"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "A"


async def test_method_names_do_not_mind_case_and_unknown_parameters_are_ignored(api: Call, amina: int) -> None:
    message = await api("SENDMESSAGE", chat_id=str(amina), text="Hi", something_new={"a": 1}, disable_notification=True)
    assert message["text"] == "Hi"


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "Bad Request: message text is empty"),
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n"}, "Bad Request: text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty"),
        ({"text": "a" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"text": "a" * 32769}, "Bad Request: text is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode"),
        (
            {"text": "<foo>", "parse_mode": "html"},
            'Bad Request: can\'t parse entities: Unsupported start tag "foo" at byte offset 0',
        ),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "Bad Request: object expected as reply markup"),
        ({"text": "x", "link_preview_options": "{"}, "Bad Request: can't parse link preview options JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 7}}, "Bad Request: message to be replied not found"),
        (
            {"text": "x", "entities": [{"type": "bold"}]},
            "Bad Request: can't parse MessageEntity: Can't find field \"offset\"",
        ),
        ({"text": "\ud83d"}, "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_a_wrong_message_is_refused_in_telegrams_words(
    refusal: Call, amina: int, params: dict[str, object], description: str
) -> None:
    assert await refusal("sendMessage", chat_id=amina, **params) == description


async def test_the_longest_text_is_measured_after_parsing(api: Call, amina: int) -> None:
    text = "<b>" + "&lt;" * 4096 + "</b>"
    message = await api("sendMessage", chat_id=amina, text=text, parse_mode="HTML")
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize(
    ("chat", "description"),
    [
        ({}, "Bad Request: chat_id is empty"),
        ({"chat_id": 999}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"chat_id": 1002}, "Forbidden: bot can't initiate conversation with a user"),
    ],
)
async def test_a_chat_that_cannot_be_written_to_is_refused(
    refusal: Call, chat: dict[str, object], description: str
) -> None:
    assert await refusal("sendMessage", text="x", **chat) == description
    assert await refusal("sendChatAction", action="typing", **chat) == description


async def test_who_blocked_the_bot_is_not_written_to(playground: Playground, refusal: Call, amina: int) -> None:
    await playground.block(amina)
    assert await refusal("sendMessage", chat_id=amina, text="x") == "Forbidden: bot was blocked by the user"


async def test_a_reply_carries_what_it_answers(playground: Playground, api: Call, amina: int) -> None:
    question = await playground.send(amina, "How?")
    message = await api("sendMessage", chat_id=amina, text="So.", reply_parameters={"message_id": question})
    assert message["reply_to_message"]["text"] == "How?"
    lenient = {"message_id": 7, "allow_sending_without_reply": True}
    message = await api("sendMessage", chat_id=amina, text="So.", reply_parameters=lenient)
    assert "reply_to_message" not in message


async def test_given_entities_are_kept_instead_of_a_parse_mode(api: Call, amina: int) -> None:
    given = [{"type": "italic", "offset": 0, "length": 2}, {"type": "url", "offset": 0, "length": 2}]
    message = await api("sendMessage", chat_id=amina, text="😀", entities=given)
    assert message["entities"] == given[:1]


async def test_an_uploaded_document_can_be_fetched_and_sent_again(
    http: aiohttp.ClientSession, api: Call, amina: int
) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(amina))
    form.add_field("caption", "<i>Receipt</i>")
    form.add_field("parse_mode", "HTML")
    form.add_field("document", "attach://it")
    form.add_field("it", b"hello", filename="Квитанция.txt", content_type="text/plain")
    async with http.post("/bot42:TEST/sendDocument", data=form) as response:
        sent = (await response.json())["result"]
    assert sent["document"]["file_name"] == "Квитанция.txt"
    assert sent["document"]["file_size"] == 5
    assert sent["caption_entities"] == [{"type": "italic", "offset": 0, "length": 7}]
    again = await api("sendDocument", chat_id=amina, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]
    path = (await api("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    async with http.get(f"/file/bot42:TEST/{path}") as response:
        assert await response.read() == b"hello"


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "Bad Request: there is no document in the request"),
        ({"document": "attach://nothing"}, "Bad Request: there is no document in the request"),
        ({"document": "nonsense"}, "Bad Request: wrong remote file identifier specified: Wrong string length"),
        ({"document": "https://x.org/a.pdf"}, "Bad Request: failed to get HTTP URL content"),
        ({"document": "x", "caption": "a" * 1025}, "Bad Request: message caption is too long"),
    ],
)
async def test_a_wrong_document_is_refused(
    refusal: Call, amina: int, params: dict[str, object], description: str
) -> None:
    assert await refusal("sendDocument", chat_id=amina, **params) == description


async def test_an_empty_file_is_refused(http: aiohttp.ClientSession, amina: int) -> None:
    form = aiohttp.FormData({"chat_id": str(amina)})
    form.add_field("document", b"", filename="empty.txt")
    async with http.post("/bot42:TEST/sendDocument", data=form) as response:
        assert (await response.json())["description"] == "Bad Request: file must be non-empty"


async def test_an_unknown_chat_action_is_refused(api: Call, refusal: Call, amina: int) -> None:
    assert await api("sendChatAction", chat_id=amina, action="typing") is True
    description = await refusal("sendChatAction", chat_id=amina, action="dancing")
    assert description == "Bad Request: wrong parameter action in request"


async def test_a_group_gets_messages_too(playground: Playground, api: Call) -> None:
    group = playground.create_group("Secretariat", [1002], forum=True)
    message = await api("sendMessage", chat_id=group, message_thread_id=5, text="New case")
    assert message["chat"] == {"id": group, "type": "supergroup", "title": "Secretariat", "is_forum": True}
    assert (message["message_thread_id"], message["is_topic_message"]) == (5, True)
