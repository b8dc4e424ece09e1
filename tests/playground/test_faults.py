"""Faults on the wire, by switch."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.playground.faults import OVERALL_PER_SECOND, PER_CHAT_BURST
from bot.playground.messages import Person
from bot.playground.server import Playground


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    people = [Person(number, f"Person {number}") for number in range(1, 21)]
    async with Playground("42:TEST", people) as playground:
        for person in people:
            await playground.press_start(person.id)
        playground.world.updates.clear()
        yield playground


@pytest.fixture
async def http(playground: Playground) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(playground.url) as session:
        yield session


async def say(http: aiohttp.ClientSession, chat: int = 1) -> tuple[int, Any]:
    async with http.post("/bot42:TEST/sendMessage", json={"chat_id": chat, "text": "Hi"}) as response:
        return response.status, await response.json()


async def test_the_next_calls_fail_as_told_and_then_succeed(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    playground.fail_next("SendMessage", 502, "Bad Gateway", times=2)
    failed = {"ok": False, "error_code": 502, "description": "Bad Gateway"}
    assert await say(http) == (502, failed)
    assert await say(http) == (502, failed)
    assert (await say(http))[0] == 200
    assert [call.status for call in playground.calls] == [502, 502, 200]


async def test_a_flood_names_the_seconds_to_wait(playground: Playground, http: aiohttp.ClientSession) -> None:
    playground.flood(retry_after=7)
    status, answer = await say(http)
    assert status == 429
    assert answer["description"] == "Too Many Requests: retry after 7"
    assert answer["parameters"] == {"retry_after": 7}


async def test_a_fault_for_any_method_leaves_polling_alone(playground: Playground, http: aiohttp.ClientSession) -> None:
    playground.fail_next(None, 500, "Internal Server Error")
    async with http.get("/bot42:TEST/getUpdates") as response:
        assert response.status == 200
    assert (await say(http))[0] == 500


async def test_a_lost_answer_has_done_its_work(playground: Playground, http: aiohttp.ClientSession) -> None:
    playground.drop_after("sendMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await say(http)
    assert [message.text for message in playground.messages(1)] == ["/start", "Hi"]
    assert (await say(http))[0] == 200


async def test_a_slow_method_outlasts_an_impatient_caller(playground: Playground, http: aiohttp.ClientSession) -> None:
    playground.slow("sendMessage", 30)
    with pytest.raises(TimeoutError):
        async with http.post("/bot42:TEST/sendMessage", json={}, timeout=aiohttp.ClientTimeout(total=0.05)):
            pass
    playground.slow("sendMessage", 0)
    assert (await say(http))[0] == 200


async def test_one_chat_takes_a_short_burst_when_limits_are_on(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    playground.rate_limits = True
    statuses = [(await say(http))[0] for _ in range(PER_CHAT_BURST + 1)]
    assert statuses == [200] * PER_CHAT_BURST + [429]
    assert (await say(http, chat=2))[0] == 200


async def test_all_chats_together_take_thirty_a_second_when_limits_are_on(
    playground: Playground, http: aiohttp.ClientSession
) -> None:
    playground.rate_limits = True
    statuses = [(await say(http, chat=1 + number % 20))[0] for number in range(OVERALL_PER_SECOND + 1)]
    assert statuses == [200] * OVERALL_PER_SECOND + [429]


async def test_without_limits_nothing_is_held_back(http: aiohttp.ClientSession) -> None:
    assert {(await say(http))[0] for _ in range(40)} == {200}
