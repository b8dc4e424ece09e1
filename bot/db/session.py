"""Sessions: one to read with, one to write with."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.db.models import Base
from bot.db.together import Together
from bot.errors import OperatorError

SQLITE_CONNECTIONS = 4
"""One writes at a time, the others read; each is a thread."""

WAL_TRIES = 1000
"""Each takes a fraction of a millisecond."""

POSTGRES_CONNECTIONS = 20
"""Of one process; PostgreSQL allows 100 in all unless told otherwise."""

STATEMENT_SECONDS = 20
"""How long PostgreSQL may take for one statement, unless it changes tables."""

Asked = TypeVar("Asked")
Got = TypeVar("Got")

Insert = sqlite.Insert | postgresql.Insert


class Store:
    """The database: SQLite for one process, PostgreSQL for any number.

    Raises:
        OperatorError: a SQLite file cannot be opened.

    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.on_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.on_sqlite else _postgres(self.url, STATEMENT_SECONDS)
        self.writing_engine = self.engine.execution_options(writes=True)
        self._readers = async_sessionmaker(self.engine, expire_on_commit=False)
        self._writers = async_sessionmaker(self.writing_engine, expire_on_commit=False)
        # SQLite lets one write at a time and serves those who wait in no order: some would wait for ever.
        self._writing = asyncio.Lock() if self.on_sqlite else nullcontext()
        self._together: dict[object, Together[Any, Any]] = {}

    def insert(self, table: type[Base]) -> Insert:
        """Begin an INSERT that may say what to do on a conflict, which each database spells in its own way."""
        return sqlite.insert(table) if self.on_sqlite else postgresql.insert(table)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session that only reads."""
        async with self._readers() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Open a session in one transaction: committed at the end, undone when an error passes.

        A row that is read to be changed is read `with_for_update`: SQLite's writers wait for each other anyway,
        PostgreSQL's only for a row.
        """
        async with self._writing, self._writers.begin() as session:
            yield session

    async def together(self, work: "Callable[[Store, Sequence[Asked]], Awaitable[Sequence[Got]]]", one: Asked) -> Got:
        """Do atomic work for one, in one round with whoever else asks for the same work meanwhile.

        Under load a transaction costs more than what is in it.
        """
        rounds = self._together.get(work) or self._together.setdefault(work, Together(partial(work, self)))
        got: Got = await rounds(one)
        return got

    @asynccontextmanager
    async def changing_tables(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection in one transaction that may take as long as it needs."""
        patient = self.writing_engine if self.on_sqlite else _postgres(self.url, seconds=None)
        try:
            async with patient.begin() as connection:
                yield connection
        finally:
            if patient is not self.writing_engine:
                await patient.dispose()

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def _sqlite(url: URL) -> AsyncEngine:
    """Open a SQLite file; its writers take their lock at once, so that none fails half way."""
    _make_sure_of(Path(url.database or ""))
    engine = create_async_engine(
        url, hide_parameters=True, pool_size=SQLITE_CONNECTIONS, max_overflow=0, connect_args={"timeout": 10}
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _postgres(url: URL, seconds: float | None) -> AsyncEngine:
    settings = {"application_name": "gcm-desk"}
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_timeout=10,
        connect_args={"timeout": 5, "command_timeout": seconds, "server_settings": settings},
    )


def _make_sure_of(file: Path) -> None:
    """Open the file once: what cannot be opened is a wrong setting, not an outage."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        sqlite3.connect(file).close()
    except (OSError, sqlite3.Error) as error:
        reason = f"{file} cannot be opened ({getattr(error, 'strerror', None) or error})"
        raise OperatorError(f"DATABASE_URL: {reason}; name a file that the desk may write.") from error


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 the driver's connection
    connection.isolation_level = None  # SQLAlchemy's BEGIN is ours, see _begin
    cursor = connection.cursor()
    _use_wal(cursor)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _use_wal(cursor: Any) -> None:  # noqa: ANN401 the driver's cursor
    """Switch the file to WAL; here, and only here, SQLite does not wait while another process does the same."""
    for _ in range(WAL_TRIES):
        with suppress(sqlite3.OperationalError):
            cursor.execute("PRAGMA journal_mode=WAL")
            return
    cursor.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
