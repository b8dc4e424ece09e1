"""editMessageText, editMessageReplyMarkup, deleteMessage."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.playground.server import Playground

Call = Callable[..., Awaitable[Any]]
KEYBOARD = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_an_edit_changes_the_words_and_drops_the_keyboard(api: Call, amina: int, greeting: int) -> None:
    message = await api("editMessageText", chat_id=amina, message_id=greeting, text="<i>Bye</i>", parse_mode="HTML")
    assert (message["message_id"], message["text"]) == (greeting, "Bye")
    assert message["edit_date"] >= message["date"]
    assert "reply_markup" not in message


async def test_a_keyboard_is_changed_alone(api: Call, amina: int, greeting: int) -> None:
    message = await api("editMessageReplyMarkup", chat_id=amina, message_id=greeting)
    assert message["text"] == "Hello"
    assert "reply_markup" not in message
    message = await api("editMessageReplyMarkup", chat_id=amina, message_id=greeting, reply_markup=KEYBOARD)
    assert message["reply_markup"] == KEYBOARD


async def test_an_edit_that_changes_nothing_is_refused(refusal: Call, amina: int, greeting: int) -> None:
    target = {"chat_id": amina, "message_id": greeting}
    assert await refusal("editMessageText", **target, text="Hello ", reply_markup=KEYBOARD) == UNCHANGED
    assert await refusal("editMessageReplyMarkup", **target, reply_markup=KEYBOARD) == UNCHANGED


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
async def test_an_edit_needs_a_message_of_the_bot(
    playground: Playground, refusal: Call, amina: int, method: str
) -> None:
    own = await playground.send(amina, "Mine")
    assert await refusal(method, text="x") == "Bad Request: inline message identifier is not specified"
    assert await refusal(method, text="x", message_id=own) == "Bad Request: chat_id is empty"
    assert await refusal(method, text="x", chat_id=amina) == "Bad Request: message to edit not found"
    assert await refusal(method, text="x", chat_id=amina, message_id="a") == "Bad Request: message to edit not found"
    assert await refusal(method, text="x", chat_id=999, message_id=own) == "Bad Request: chat not found"
    assert await refusal(method, text="x", chat_id=amina, message_id=own) == "Bad Request: message can't be edited"


async def test_the_text_of_an_edit_is_checked_like_that_of_a_message(refusal: Call, amina: int, greeting: int) -> None:
    target = {"chat_id": amina, "message_id": greeting}
    assert await refusal("editMessageText", **target) == "Bad Request: message text is empty"
    assert await refusal("editMessageText", **target, text="a" * 4097) == "Bad Request: message is too long"


async def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited(api: Call, refusal: Call, amina: int) -> None:
    sent = await api("sendMessage", chat_id=amina, text="Yes?", reply_markup={"keyboard": [["Yes"]]})
    description = await refusal("editMessageText", chat_id=amina, message_id=sent["message_id"], text="No?")
    assert description == "Bad Request: message can't be edited"


async def test_a_document_has_no_text_to_edit(playground: Playground, api: Call, refusal: Call, amina: int) -> None:
    file = playground.world.store_file("document", "a.txt", b"a")
    sent = await api("sendDocument", chat_id=amina, document=file.id)
    description = await refusal("editMessageText", chat_id=amina, message_id=sent["message_id"], text="x")
    assert description == "Bad Request: there is no text in the message to edit"


async def test_messages_of_both_sides_are_deleted_in_a_private_chat(
    playground: Playground, api: Call, amina: int, greeting: int
) -> None:
    own = await playground.send(amina, "Mine")
    assert await api("deleteMessage", chat_id=amina, message_id=own) is True
    assert await api("deleteMessage", chat_id=amina, message_id=greeting) is True
    assert [message.text for message in playground.messages(amina)] == ["/start"]


async def test_a_deletion_needs_a_message(refusal: Call, amina: int) -> None:
    assert await refusal("deleteMessage") == "Bad Request: chat identifier is not specified"
    assert await refusal("deleteMessage", chat_id=amina) == "Bad Request: message identifier is not specified"
    description = await refusal("deleteMessage", chat_id=amina, message_id=1)
    assert description == "Bad Request: message to delete not found"


async def test_after_48_hours_a_message_stays(playground: Playground, refusal: Call, amina: int, greeting: int) -> None:
    playground.world.clock = lambda: time.time() + 48 * 3600 + 1
    description = await refusal("deleteMessage", chat_id=amina, message_id=greeting)
    assert description == "Bad Request: message can't be deleted for everyone"


async def test_others_messages_in_a_group_stay(playground: Playground, refusal: Call) -> None:
    group = playground.create_group("Secretariat", [1002])
    posted = await playground.post_in_group(group, 1002, "Hello all")
    description = await refusal("deleteMessage", chat_id=group, message_id=posted)
    assert description == "Bad Request: message can't be deleted for everyone"
