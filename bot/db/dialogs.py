"""Where the state of dialogs stands: in Redis when there is one, else in a table.

It is a position and no more; what people typed stands in their drafts.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey
from aiogram.fsm.storage.redis import RedisStorage
from redis.asyncio import Redis
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Dialog
from bot.db.session import Store

Now = Callable[[], dt.datetime]

KEEP_DIALOGS = dt.timedelta(days=30)
"""A dialog is a place in a form; what was typed stands elsewhere."""

# aiogram-dialog keeps each stack and each dialog under a destiny of its own.
_KEYS = DefaultKeyBuilder(with_destiny=True)


def storage_of(store: Store, redis: Redis | None, now: Now) -> BaseStorage:
    """Choose where dialogs stand: several web processes share Redis, one alone needs none."""
    if redis is None:
        return SqlStorage(store, now)
    return RedisStorage(redis, key_builder=_KEYS, state_ttl=KEEP_DIALOGS, data_ttl=KEEP_DIALOGS)


class SqlStorage(BaseStorage):
    """aiogram's storage in the table `dialogs`; a dialog that ended leaves no row."""

    def __init__(self, store: Store, now: Now) -> None:
        self._store = store
        self._now = now

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Replace the state; None clears it."""
        async with self._store.write() as session:
            await self._put(session, key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the state; None when there is none."""
        async with self._store.read() as session:
            return await session.scalar(select(Dialog.state).where(Dialog.key == _KEYS.build(key)))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace the data; what is empty is cleared."""
        async with self._store.write() as session:
            await self._put(session, key, data=dict(data) or None)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return the data; empty when there are none."""
        async with self._store.read() as session:
            return await self._data(session, key)

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> dict[str, Any]:
        """Change what `data` names in one transaction, and return the whole."""
        async with self._store.write() as session:
            await self._put(session, key)  # holds the row, so that nobody else changes it meanwhile
            whole = await self._data(session, key) | dict(data)
            await self._put(session, key, data=whole or None)
        return whole

    async def close(self) -> None:
        """Leave the connections to the store."""

    async def _put(self, session: AsyncSession, key: StorageKey, **values: Any) -> None:  # noqa: ANN401 state or data
        values["changed_at"] = self._now()
        row = self._store.insert(Dialog).values(key=_KEYS.build(key), **values)
        await session.execute(row.on_conflict_do_update(index_elements=["key"], set_=values))
        if None in values.values():
            ended = Dialog.state.is_(None) & Dialog.data.is_(None)
            await session.execute(delete(Dialog).where(Dialog.key == _KEYS.build(key), ended))

    async def _data(self, session: AsyncSession, key: StorageKey) -> dict[str, Any]:
        data: dict[str, Any] | None = await session.scalar(select(Dialog.data).where(Dialog.key == _KEYS.build(key)))
        return data or {}
