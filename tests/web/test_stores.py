"""PostgreSQL and Redis go away, at start and later: the desk waits, says so, loses nothing, and needs no restart."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.db.models import Question
from bot.playground.server import Playground
from tests.conftest import EN, Chat, Start, settled
from tests.servers import Postgres, RedisServer
from tests.web.conftest import free_port

SURE = "What counts as a pledge?"

Server = Postgres | RedisServer

NAMES = {Postgres: "the database", RedisServer: "Redis"}


@pytest.fixture(params=["postgres", "redis"])
async def server(request: pytest.FixtureRequest, postgres: Postgres, own_redis: RedisServer) -> AsyncIterator[Server]:
    """Each that can go away; it is there again in the end."""
    chosen: Server = postgres if request.param == "postgres" else own_redis
    yield chosen
    await asyncio.to_thread(chosen.start)


@pytest.fixture
async def large(start: Start, postgres: Postgres, own_redis: RedisServer) -> "Large":
    await postgres.empty()
    return Large(start, {"database_url": postgres.url, "redis_url": own_redis.url})


class Large:
    """A desk on its webhook, on PostgreSQL and Redis."""

    def __init__(self, start: Start, stores: dict[str, str]) -> None:
        self._start = start
        self._stores = stores

    async def start(self) -> App:
        """Start it; it listens some time later."""
        url = f"http://127.0.0.1:{(port := free_port())}"
        return await self._start(updates="webhook", public_url=url, host="127.0.0.1", port=port, **self._stores)


async def test_what_is_away_at_start_is_waited_for(
    large: Large, server: Server, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(server.stop)
    with caplog.at_level(logging.WARNING):
        await large.start()
        async with asyncio.timeout(10):
            while f"{NAMES[type(server)]} is away" not in caplog.text:  # noqa: ASYNC110 it waits by the clock
                await asyncio.sleep(0.05)
    await asyncio.to_thread(server.start)
    await playground.press_start(EN)
    assert "Network" in (await playground.next_message(EN, timeout=30)).text


async def test_what_is_away_during_a_conversation_is_told_once_and_everything_answered_later(
    large: Large, server: Server, playground: Playground
) -> None:
    app, chat = await large.start(), Chat(playground, EN)
    await playground.press_start(EN)
    await playground.next_message(EN, timeout=20)
    await asyncio.to_thread(server.stop)
    await playground.send(EN, SURE)
    await playground.send(EN, "How many pledges have been made?")
    async with asyncio.timeout(10):
        while "A moment, please" not in chat.last().text:  # noqa: ASYNC110 it comes by HTTP
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.5)
    assert sum("A moment, please" in said.text for said in chat.said()) == 1
    await asyncio.to_thread(server.start)
    async with asyncio.timeout(30):
        await settled(playground)
    *_, patience, first, second = chat.said()
    assert "A moment, please" in patience.text
    assert SURE in first.text
    assert "How many pledges" in second.text
    async with app.store.read() as session:
        assert await session.scalar(select(func.count()).select_from(Question)) == 2


async def test_a_database_that_restarts_between_two_questions_is_not_noticed(
    large: Large, postgres: Postgres, playground: Playground
) -> None:
    await large.start()
    chat = Chat(playground, EN)
    await playground.press_start(EN)
    await playground.next_message(EN, timeout=20)
    await asyncio.to_thread(postgres.stop)
    await asyncio.to_thread(postgres.start)
    await playground.send(EN, SURE)
    await settled(playground)
    assert SURE in chat.last().text
    assert len(chat.said()) <= 3
