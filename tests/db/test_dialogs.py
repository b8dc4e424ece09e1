import asyncio
import datetime as dt
from typing import Any

import pytest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.redis import RedisStorage
from redis.asyncio import Redis
from sqlalchemy import func, select

from bot.db.dialogs import SqlStorage, storage_of
from bot.db.models import Dialog
from bot.db.session import Store

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
AMINA = StorageKey(bot_id=42, chat_id=1001, user_id=1001)
OTHERS = (
    StorageKey(bot_id=42, chat_id=1002, user_id=1002),
    StorageKey(bot_id=42, chat_id=1001, user_id=1002),
    StorageKey(bot_id=42, chat_id=-1001, user_id=1001),
    StorageKey(bot_id=42, chat_id=1001, user_id=1001, destiny="aiogd:stack:"),
)
DATA: dict[str, Any] = {
    "text": "Вопрос: “é” 🧭 \ud83d \0 \u2028",
    "nested": {"list": [1, 2.5, None, True, {"deep": []}]},
    "": "",
    "long": "я" * 10_000,
}


class Form(StatesGroup):
    title = State()


@pytest.fixture
def in_sql(store: Store) -> BaseStorage:
    return storage_of(store, None, lambda: AT)


@pytest.fixture
def in_redis(store: Store, redis: Redis) -> BaseStorage:
    return storage_of(store, redis, lambda: AT)


@pytest.fixture(params=["in SQL", "in Redis"])
def storage(request: pytest.FixtureRequest, in_sql: BaseStorage, in_redis: BaseStorage) -> BaseStorage:
    """Each place where dialogs can stand."""
    return in_sql if request.param == "in SQL" else in_redis


async def test_nothing_is_there_before_something_is_set(storage: BaseStorage) -> None:
    assert await storage.get_state(AMINA) is None
    assert await storage.get_data(AMINA) == {}
    assert await storage.get_value(AMINA, "missing", "instead") == "instead"


async def test_state_and_data_come_back_as_they_were(storage: BaseStorage) -> None:
    await storage.set_state(AMINA, Form.title)
    await storage.set_data(AMINA, DATA)
    assert await storage.get_state(AMINA) == "Form:title"
    assert await storage.get_data(AMINA) == DATA


async def test_what_is_set_again_replaces_what_was(storage: BaseStorage) -> None:
    for state, data in (("first", {"a": 1}), ("second", {"b": 2})):
        await storage.set_state(AMINA, state)
        await storage.set_data(AMINA, data)
    assert await storage.get_state(AMINA) == "second"
    assert await storage.get_data(AMINA) == {"b": 2}


async def test_an_update_changes_what_it_names_and_returns_the_whole(storage: BaseStorage) -> None:
    assert await storage.update_data(AMINA, {"a": 1, "b": 1}) == {"a": 1, "b": 1}
    assert await storage.update_data(AMINA, {"b": 2}) == {"a": 1, "b": 2}
    assert await storage.get_data(AMINA) == {"a": 1, "b": 2}


@pytest.mark.parametrize("other", OTHERS)
async def test_chats_people_and_destinies_are_kept_apart(storage: BaseStorage, other: StorageKey) -> None:
    await storage.set_state(AMINA, "hers")
    await storage.set_data(AMINA, {"hers": True})
    assert (await storage.get_state(other), await storage.get_data(other)) == (None, {})
    await storage.set_state(other, "theirs")
    await storage.set_data(other, {})
    assert (await storage.get_state(AMINA), await storage.get_data(AMINA)) == ("hers", {"hers": True})


async def test_clearing_one_leaves_the_other(storage: BaseStorage) -> None:
    await storage.set_state(AMINA, "state")
    await storage.set_data(AMINA, {"a": 1})
    await storage.set_state(AMINA, None)
    assert (await storage.get_state(AMINA), await storage.get_data(AMINA)) == (None, {"a": 1})
    await storage.set_state(AMINA, "state")
    await storage.set_data(AMINA, {})
    assert (await storage.get_state(AMINA), await storage.get_data(AMINA)) == ("state", {})


async def test_what_is_set_at_the_same_moment_is_all_there(storage: BaseStorage) -> None:
    keys = (AMINA, *OTHERS)
    await asyncio.gather(
        *(storage.set_state(key, "state") for key in keys), *(storage.update_data(key, {"a": 1}) for key in keys)
    )
    for key in keys:
        assert (await storage.get_state(key), await storage.get_data(key)) == ("state", {"a": 1})


async def test_a_context_of_aiogram_works_on_it(storage: BaseStorage) -> None:
    context = FSMContext(storage, AMINA)
    await context.set_state(Form.title)
    await context.update_data(title="Обязательство", pages=3)
    assert await context.get_state() == Form.title.state
    assert await context.get_value("pages") == 3
    await context.clear()
    assert (await context.get_state(), await context.get_data()) == (None, {})


async def test_closing_twice_does_no_harm(storage: BaseStorage) -> None:
    await storage.close()
    await storage.close()


async def test_dialogs_stand_in_redis_when_there_is_one(in_redis: BaseStorage, store: Store) -> None:
    assert isinstance(in_redis, RedisStorage)
    await in_redis.set_state(AMINA, "state")
    assert await _rows(store) == 0


async def test_a_dialog_in_redis_that_was_left_ends_by_itself(in_redis: BaseStorage, redis: Redis) -> None:
    await in_redis.set_state(AMINA, Form.title)
    await in_redis.set_data(AMINA, DATA)
    assert [await redis.ttl(key) for key in await redis.keys()] == [30 * 24 * 3600] * 2


async def test_a_dialog_that_ended_leaves_no_row(in_sql: BaseStorage, store: Store) -> None:
    await in_sql.set_state(AMINA, "state")
    await in_sql.set_data(AMINA, {"a": 1})
    assert await _rows(store) == 1
    await in_sql.set_state(AMINA, None)
    assert await _rows(store) == 1
    await in_sql.set_data(AMINA, {})
    assert await _rows(store) == 0
    await in_sql.set_state(OTHERS[0], None)
    await in_sql.update_data(OTHERS[0], {})
    assert await _rows(store) == 0


async def test_updates_at_the_same_moment_lose_nothing(in_sql: BaseStorage) -> None:
    await asyncio.gather(*(in_sql.update_data(AMINA, {str(number): number}) for number in range(10)))
    assert await in_sql.get_data(AMINA) == {str(number): number for number in range(10)}


async def test_the_moment_of_the_last_change_stands_in_the_row(store: Store) -> None:
    moments = iter((AT, AT + dt.timedelta(hours=1)))
    storage = SqlStorage(store, lambda: next(moments))
    await storage.set_state(AMINA, "first")
    await storage.set_data(AMINA, {"a": 1})
    async with store.read() as session:
        assert await session.scalar(select(Dialog.changed_at)) == AT + dt.timedelta(hours=1)


async def _rows(store: Store) -> int:
    async with store.read() as session:
        return await session.scalar(select(func.count()).select_from(Dialog)) or 0
