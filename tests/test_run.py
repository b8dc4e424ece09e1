import asyncio
import logging

import pytest
from sqlalchemy.exc import OperationalError

from bot import run
from bot.errors import OperatorError
from bot.playground.server import Playground
from tests.conftest import EN, Chat, Start


async def test_a_telegram_that_is_away_at_start_is_waited_for(
    start: Start, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    playground.fail_next("getMe", 502, "Bad Gateway")
    with caplog.at_level(logging.WARNING):
        await start()
        await playground.press_start(EN)
        assert "Good day" in (await playground.next_message(EN, timeout=15)).text
    assert any("Telegram is away" in record.message for record in caplog.records)


async def test_a_database_that_is_away_is_waited_for_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    answers = [OperationalError("", {}, Exception()), OSError(), None]

    async def attempt() -> str:
        if error := answers.pop(0):
            raise error
        return "there"

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    assert await run.when_there("the database", attempt) == "there"
    assert pauses == [1, 2]


async def test_a_token_that_telegram_does_not_know_ends_the_start_with_the_mend(
    start: Start, playground: Playground
) -> None:
    playground.fail_next("getMe", 401, "Unauthorized")
    app = start.build()
    with pytest.raises(OperatorError, match="BOT_TOKEN"):
        await run.serve(app)
    await app.close()


async def test_a_webhook_left_over_is_removed_and_nothing_waiting_is_lost(start: Start, playground: Playground) -> None:
    await playground.press_start(EN)
    await start()
    assert "Good day" in (await Chat(playground, EN).heard()).text
    removed = [call for call in playground.calls if call.method.lower() == "deletewebhook"]
    assert removed
    assert str(removed[0].params.get("drop_pending_updates", "false")).lower() == "false"


async def test_a_courier_that_telegram_keeps_waiting_is_waited_for(start: Start, playground: Playground) -> None:
    await start()
    playground.fail_next("getMe", 502, "Bad Gateway", times=2)
    await playground.press_start(EN)
    assert "Good day" in (await playground.next_message(EN, timeout=15)).text


async def test_an_ordinary_web_server_at_the_apis_address_ends_the_start_with_the_mend(
    start: Start, playground: Playground
) -> None:
    app = start.build(telegram_api_url=f"{playground.url}/page")
    with pytest.raises(OperatorError, match="TELEGRAM_API_URL"):
        await run.serve(app)
    await app.close()
