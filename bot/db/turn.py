"""The rule that an update is done once: its effect is stored once, its screen drawn at least once."""

import datetime as dt
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Base, Update
from bot.db.session import Store


class AlreadyDoneError(Exception):
    """The update's effect is stored and its screen was drawn: there is nothing left to do."""


class Turn:
    """One update's turn: its effect is stored once and its screen drawn at least once, however often it comes."""

    def __init__(self, store: Store, update_id: int, at: dt.datetime) -> None:
        self.store = store
        self.at = at
        self.update_id = update_id
        self._stored = False

    @asynccontextmanager
    async def effect(self) -> AsyncIterator[AsyncSession | None]:
        """Open the transaction of this update's effect; None when an earlier delivery stored it already.

        Raises:
            AlreadyDoneError: an earlier delivery also drew the screen.

        """
        async with self.store.write() as session:
            (before,) = await _begin(self.store, session, [_Beginning(self.update_id, self.at)])
            self._make_sure_to_draw(before)
            yield session if before is _Before.NOTHING else None
        self._stored = True

    async def add(self, *rows: Base) -> bool:
        """Store an effect that is nothing but new rows, in one transaction with those of other updates.

        Returns:
            Whether they are stored now; an earlier delivery did so otherwise.

        Raises:
            AlreadyDoneError: an earlier delivery also drew the screen.

        """
        before = await self.store.together(_add, _Beginning(self.update_id, self.at, rows))
        self._make_sure_to_draw(before)
        self._stored = True
        return before is _Before.NOTHING

    async def store_nothing(self) -> None:
        """Note the update when nothing else did: a screen without an effect is not to be drawn twice either."""
        if not self._stored:
            await self.add()

    async def replied(self) -> None:
        """Note that the screen was drawn."""
        await self.store.together(_mark_replied, self.update_id)

    def _make_sure_to_draw(self, before: "_Before") -> None:
        if before is _Before.REPLIED and not self._stored:
            raise AlreadyDoneError


class _Before(Enum):
    """What earlier deliveries of an update left."""

    NOTHING = auto()
    EFFECT = auto()
    REPLIED = auto()


@dataclass(frozen=True, slots=True)
class _Beginning:
    """An update, and the rows that are its effect."""

    update_id: int
    at: dt.datetime
    rows: Sequence[Base] = ()


async def _add(store: Store, beginnings: Sequence[_Beginning]) -> list[_Before]:
    async with store.write() as session:
        before = await _begin(store, session, beginnings)
        for beginning, found in zip(beginnings, before, strict=True):
            if found is _Before.NOTHING:
                session.add_all(beginning.rows)
        return before


async def _begin(store: Store, session: AsyncSession, beginnings: Sequence[_Beginning]) -> list[_Before]:
    """Note that these updates are at work, and tell what was there of each before."""
    # In one order everywhere, so that two processes with the same updates do not wait for each other in turn.
    marks = sorted((one.update_id, one.at) for one in beginnings)
    mark = store.insert(Update).on_conflict_do_nothing().returning(Update.update_id)
    new = set(await session.scalars(mark, [{"update_id": number, "at": at, "replied": False} for number, at in marks]))
    old = [number for number, _ in marks if number not in new]
    drawn: set[int] = set()
    if old:
        drawn = set(await session.scalars(select(Update.update_id).where(Update.update_id.in_(old), Update.replied)))
    before = []
    for one in beginnings:
        if one.update_id in new:
            before.append(_Before.NOTHING)
        else:
            before.append(_Before.REPLIED if one.update_id in drawn else _Before.EFFECT)
        new.discard(one.update_id)  # the same one at the same moment comes after
    return before


async def _mark_replied(store: Store, updates: Sequence[int]) -> list[None]:
    async with store.write() as session:
        await session.execute(update(Update).where(Update.update_id.in_(updates)).values(replied=True))
    return [None] * len(updates)
