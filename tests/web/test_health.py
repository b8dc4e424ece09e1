import json

import aiohttp
import pytest

from bot.playground.server import Playground
from bot.web.health import Health
from bot.web.webhook import PATH
from tests.conftest import Outage, Start

from .conftest import Hooked, free_port


async def test_health_names_every_part(hooked: Hooked) -> None:
    status, text = await hooked.get("/healthz")
    assert status == 200
    assert json.loads(text) == {"process": "ok", "database": "ok", "telegram": "ok"}


async def test_a_database_that_is_away_is_told(hooked: Hooked, outage: Outage) -> None:
    async with outage(hooked.app):
        status, text = await hooked.get("/healthz")
    assert status == 503
    assert json.loads(text)["database"] == "away"
    assert (await hooked.get("/healthz"))[0] == 200


async def test_a_telegram_that_is_away_is_told(hooked: Hooked, playground: Playground) -> None:
    playground.fail_next("getMe", 502, "Bad Gateway")
    status, text = await hooked.get("/healthz")
    assert status == 503
    assert json.loads(text)["telegram"] == "away"


async def test_a_part_that_was_well_just_now_is_not_asked_again() -> None:
    calls, now = 0, 100.0

    async def check() -> None:
        nonlocal calls
        calls += 1

    health = Health({"part": check}, lambda: now)
    for _ in range(5):
        await health.tell(None)  # type: ignore[arg-type] # the request is not looked at
    assert calls == 1
    now = 200.0
    await health.tell(None)  # type: ignore[arg-type] # the same
    assert calls == 2


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
async def test_metrics_are_not_for_those_who_come_through_a_proxy(hooked: Hooked, header: str) -> None:
    assert (await hooked.get("/metrics", **{header: "203.0.113.7"}))[0] == 403


async def test_metrics_count_updates_answers_and_time(hooked: Hooked, playground: Playground) -> None:
    await playground.send(1002, "What counts as a pledge?")
    await playground.next_message(1002)
    status, text = await hooked.get("/metrics")
    assert status == 200
    assert 'gcm_desk_updates_total{kind="message",outcome="done"}' in text
    assert 'gcm_desk_answers_total{action="answer",language="en"}' in text
    assert "gcm_desk_handling_seconds_bucket" in text
    assert "gcm_desk_queue_lag_seconds_count" in text


async def test_health_and_metrics_are_served_when_polling_too(start: Start, playground: Playground) -> None:
    port = free_port()
    await start(host="127.0.0.1", port=port)
    await playground.press_start(1002)
    await playground.next_message(1002)
    async with aiohttp.ClientSession() as http:
        for path in ("/healthz", "/metrics"):
            async with http.get(f"http://127.0.0.1:{port}{path}") as response:
                assert response.status == 200
        async with http.post(f"http://127.0.0.1:{port}{PATH}") as response:
            assert response.status == 404
