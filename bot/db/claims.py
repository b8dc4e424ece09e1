"""Which web processes may be at work on one database: several that share Redis, else one."""

import asyncio
import fcntl
import os
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.session import Store
from bot.errors import OperatorError
from bot.outages import is_outage

LOOK_SECONDS = 2.0
"""How often a web process makes sure of its claim."""

# A number of this project's own among PostgreSQL's advisory locks: "gcm-desk web".
_WEB = 0x67636D_77


class WebClaim(ABC):
    """A web process's place at the database: shared with others that have the same Redis, else alone."""

    def __init__(self, store: Store, *, shared: bool) -> None:
        self._store = store
        self._shared = shared

    @abstractmethod
    async def take(self) -> None:
        """Take it.

        Raises:
            OperatorError: another web process is there, and one of the two has no Redis.

        """

    @abstractmethod
    async def keep(self) -> None:
        """Keep it until cancelled.

        Raises:
            OperatorError: it was lost with a connection, and another process took it since.

        """

    @abstractmethod
    async def leave(self) -> None:
        """Let it go."""


@asynccontextmanager
async def web_claim(store: Store, *, shared: bool) -> AsyncIterator[WebClaim]:
    """Claim the database for a web process: together with others when they share Redis, else alone.

    Raises:
        OperatorError: another web process is there, and one of the two has no Redis.

    """
    claim = (_SqliteClaim if store.on_sqlite else _PostgresClaim)(store, shared=shared)
    try:
        await claim.take()
        yield claim
    finally:
        await claim.leave()


class _SqliteClaim(WebClaim):
    """A locked file beside the database; the system frees it when the process ends, however it ends."""

    _file: int | None = None

    async def take(self) -> None:
        self._file = os.open(f"{self._store.url.database}.web", os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_SH if self._shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _taken() from None

    async def keep(self) -> None:
        await asyncio.Event().wait()  # a file is not lost

    async def leave(self) -> None:
        if self._file is not None:
            os.close(self._file)


class _PostgresClaim(WebClaim):
    """An advisory lock on a connection of its own, taken anew when the connection is lost."""

    _connection: AsyncConnection | None = None

    async def take(self) -> None:
        function = "pg_try_advisory_lock_shared" if self._shared else "pg_try_advisory_lock"
        self._connection = await self._store.engine.connect()
        await self._connection.execution_options(isolation_level="AUTOCOMMIT")
        if not await self._connection.scalar(text(f"SELECT {function}({_WEB})")):
            raise _taken()

    async def keep(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                if self._connection is None:
                    await self.take()
                else:
                    await self._connection.execute(text("SELECT 1"))
            except Exception as error:
                if not is_outage(error):
                    raise
                await self.leave()

    async def leave(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            # Closed and not given back, for the lock hangs on it.
            await connection.invalidate()
            await connection.close()


def _taken() -> OperatorError:
    return OperatorError(
        "Another `web` is at work on this database: for several, put the same REDIS_URL into each, "
        "so that they keep people's messages in order."
    )
