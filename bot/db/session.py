"""Sessions: one to read with, one to write with, and the rule that an update is done once."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from bot.db.models import Update
from bot.errors import OperatorError

CONNECTIONS = 4
"""One writes at a time, the others read; each is a thread."""


class AlreadyDoneError(Exception):
    """The update's effect is stored and its screen was drawn: there is nothing left to do."""


class Store:
    """The database. SQLite writers take their lock at once, so that none fails half way.

    Raises:
        OperatorError: the folder of a SQLite file cannot be made.

    """

    def __init__(self, url: str) -> None:
        if path := make_url(url).database:
            _make_folder(Path(path).parent)
        self.engine = create_async_engine(
            url, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0, connect_args={"timeout": 10}
        )
        event.listen(self.engine.sync_engine, "connect", _prepare)
        event.listen(self.engine.sync_engine, "begin", _begin)
        self.writing_engine = self.engine.execution_options(writes=True)
        self._readers = async_sessionmaker(self.engine, expire_on_commit=False)
        self._writers = async_sessionmaker(self.writing_engine, expire_on_commit=False)
        # SQLite lets one write at a time and serves those who wait in no order: some would wait for ever.
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session that only reads."""
        async with self._readers() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Open a session in one transaction: committed at the end, undone when an error passes."""
        async with self._writing, self._writers.begin() as session:
            yield session

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


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
            mark = insert(Update).values(update_id=self.update_id, at=self.at, replied=False)
            inserted = await session.execute(mark.on_conflict_do_nothing().returning(Update.update_id))
            if inserted.scalar() is not None:
                yield session
            elif (await session.get_one(Update, self.update_id)).replied and not self._stored:
                raise AlreadyDoneError
            else:
                yield None
        self._stored = True

    async def store_nothing(self) -> None:
        """Note the update when nothing else did: a screen without an effect is not to be drawn twice either."""
        if not self._stored:
            async with self.effect():
                pass

    async def replied(self) -> None:
        """Note that the screen was drawn."""
        async with self.store.write() as session:
            await session.execute(update(Update).where(Update.update_id == self.update_id).values(replied=True))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"the folder {folder} cannot be made ({error.strerror})"
        raise OperatorError(f"DATABASE_URL: {reason}; name one that the desk may write in.") from error


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 the driver's connection
    connection.isolation_level = None  # SQLAlchemy's BEGIN is ours, see _begin
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
