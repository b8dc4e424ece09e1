"""answerCallbackQuery."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.server import Playground

Call = Callable[..., Awaitable[Any]]
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_press_is_answered_once(
    playground: Playground, api: Call, refusal: Call, amina: int, greeting: int
) -> None:
    query = await playground.press(amina, greeting, "Go")
    (update,) = await api("getUpdates")
    assert update["callback_query"]["id"] == query
    assert update["callback_query"]["data"] == "go"
    assert update["callback_query"]["from"]["language_code"] == "ru"
    assert update["callback_query"]["message"]["message_id"] == greeting
    assert await api("answerCallbackQuery", callback_query_id=query, text="Done", show_alert=True) is True
    assert await refusal("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_an_unknown_or_old_query_is_refused(
    playground: Playground, refusal: Call, amina: int, greeting: int
) -> None:
    assert await refusal("answerCallbackQuery") == TOO_OLD
    assert await refusal("answerCallbackQuery", callback_query_id="7") == TOO_OLD
    query = await playground.press(amina, greeting, (0, 0))
    playground.world.clock = lambda: time.time() + 3600
    assert await refusal("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_an_alert_has_two_hundred_characters(
    playground: Playground, api: Call, refusal: Call, amina: int, greeting: int
) -> None:
    query = await playground.press(amina, greeting, "Go")
    description = await refusal("answerCallbackQuery", callback_query_id=query, text="a" * 201)
    assert description == "Bad Request: MESSAGE_TOO_LONG"
    assert await api("answerCallbackQuery", callback_query_id=query, text="a" * 200) is True


async def test_a_press_opens_only_deep_links_of_the_bot(
    playground: Playground, api: Call, refusal: Call, amina: int, greeting: int
) -> None:
    query = await playground.press(amina, greeting, "Go")
    description = await refusal("answerCallbackQuery", callback_query_id=query, url="https://x.org")
    assert description == "Bad Request: URL_INVALID"
    link = f"https://t.me/{playground.world.bot['username']}?start=case_1"
    assert await api("answerCallbackQuery", callback_query_id=query, url=link) is True
