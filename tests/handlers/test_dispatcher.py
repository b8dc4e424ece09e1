from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.fsm.middleware import FSMContextMiddleware
from aiogram.fsm.storage.base import StateType, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Update

from bot.app import App, build
from bot.db import migrate
from bot.playground.server import Playground
from bot.run import conversation, speaker
from bot.settings import Settings
from handlers.metering import Metering
from tests.conftest import EN, KEY, TOKEN


class CountingStorage(MemoryStorage):
    """aiogram's own storage in memory, counting its calls."""

    calls = 0

    async def get_state(self, key: StorageKey) -> str | None:
        self.calls += 1
        return await super().get_state(key)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self.calls += 1
        await super().set_state(key, state)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        self.calls += 1
        return await super().get_data(key)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self.calls += 1
        await super().set_data(key, data)


@pytest.fixture
async def app(playground: Playground, tmp_path: Path) -> Any:  # noqa: ANN401 an iterator of the app
    settings = Settings.model_validate(
        {
            "bot_token": TOKEN,
            "telegram_api_url": playground.url,
            "secret_key": KEY,
            "database_url": f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}",
        }
    )
    app = build(settings)
    await migrate.upgrade(app.store)
    yield app
    await app.close()


async def ask(app: App, playground: Playground, root: Dispatcher) -> None:
    await playground.send(EN, "What counts as a pledge?")
    async with speaker(app.settings) as bot:
        for update in await bot.get_updates():
            await root.feed_update(bot, Update.model_validate(update.model_dump(), context={"bot": bot}))
    assert playground.messages(EN)[-1].from_bot


async def test_a_question_outside_a_dialog_makes_no_call_to_dialog_storage(app: App, playground: Playground) -> None:
    storage = CountingStorage()
    await ask(app, playground, conversation(app, Metering(app.clock), storage))
    assert storage.calls == 0


async def test_the_counting_storage_counts_when_state_is_read(app: App, playground: Playground) -> None:
    storage = CountingStorage()
    root = conversation(app, Metering(app.clock), storage)
    root.update.outer_middleware(FSMContextMiddleware(storage=storage, events_isolation=root.fsm.events_isolation))
    await ask(app, playground, root)
    assert storage.calls > 0
