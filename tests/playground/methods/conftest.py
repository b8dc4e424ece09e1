"""A running playground, and calls to it over real HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.playground.server import Playground

TOKEN = "42:TEST"  # noqa: S105 # made up
Call = Callable[..., Awaitable[Any]]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground(TOKEN) as playground:
        yield playground


@pytest.fixture
async def http(playground: Playground) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(playground.url) as session:
        yield session


@pytest.fixture
def api(http: aiohttp.ClientSession) -> Call:
    """Call a method with JSON; return its result."""

    async def call(method: str, **params: object) -> object:
        async with http.post(f"/bot{TOKEN}/{method}", json=params) as response:
            answer = await response.json()
            assert (response.status, answer["ok"]) == (200, True), answer
            return answer["result"]

    return call


@pytest.fixture
def refusal(http: aiohttp.ClientSession) -> Call:
    """Call a method that must be refused; return Telegram's sentence, whose code is the HTTP status."""

    async def call(method: str, **params: object) -> object:
        async with http.post(f"/bot{TOKEN}/{method}", json=params) as response:
            answer = await response.json()
            assert answer["ok"] is False
            assert response.status == answer["error_code"]
            return answer["description"]

    return call


@pytest.fixture
async def amina(playground: Playground) -> int:
    """Return the id of a person who has started the bot; the update of it is gone."""
    await playground.press_start(1001)
    playground.world.updates.clear()
    return 1001


@pytest.fixture
async def greeting(amina: int, api: Call) -> int:
    """Return the id of a message from the bot to Amina with one button."""
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    message = await api("sendMessage", chat_id=amina, text="Hello", reply_markup=keyboard)
    message_id: int = message["message_id"]
    return message_id
