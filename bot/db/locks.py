"""Who may do what at the same moment in several processes: by Redis for chats, by the database for processes."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError
from sqlalchemy import text

from bot.db.session import Store
from bot.errors import OperatorError

LEASE_SECONDS = 15
"""How long the chats of a process that died stay locked."""

PATIENCE_SECONDS = 45

POLL_SECONDS = 0.02

# A number of this project's own among PostgreSQL's advisory locks: "gcm-desk web".
_WEB = 0x67636D_77


class ChatLocks:
    """Locks chats in Redis, with a lease that is renewed while the work goes on.

    Args:
        redis: a client of the Redis that every process uses.
        lease: seconds for which the chats of a process that died stay locked.
        patience: seconds for which a chat is waited for.

    """

    def __init__(self, redis: Redis, *, lease: float = LEASE_SECONDS, patience: float = PATIENCE_SECONDS) -> None:
        self._redis = redis
        self._lease = lease
        self._patience = patience

    @asynccontextmanager
    async def hold(self, chat: int) -> AsyncIterator[None]:
        """Hold a chat.

        Raises:
            TimeoutError: somebody else holds it for too long.
            RedisError: Redis is away.

        """
        lock = self._redis.lock(f"gcm-desk:chat:{chat}", timeout=self._lease, sleep=POLL_SECONDS)
        if not await lock.acquire(blocking_timeout=self._patience):
            raise TimeoutError("the chat is held elsewhere for longer than can be waited")
        renewing = asyncio.create_task(self._renew(lock))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            # The work is done whether or not Redis hears of it; the lease ends by itself.
            with suppress(RedisError):
                await lock.release()

    async def _renew(self, lock: Lock) -> None:
        while True:
            await asyncio.sleep(self._lease / 3)
            with suppress(RedisError):
                await lock.extend(self._lease, replace_ttl=True)


@asynccontextmanager
async def web_claim(store: Store, *, shared: bool) -> AsyncIterator[None]:
    """Claim the database for a web process: together with others when they share Redis, else alone.

    Raises:
        OperatorError: another web process is there, and one of the two has no Redis.

    """
    claim = _sqlite_claim(store, shared=shared) if store.on_sqlite else _postgres_claim(store, shared=shared)
    async with claim as claimed:
        if not claimed:
            raise OperatorError(
                "Another `web` is at work on this database: for several, put the same REDIS_URL into each, "
                "so that they keep people's messages in order."
            )
        yield


@asynccontextmanager
async def _sqlite_claim(store: Store, *, shared: bool) -> AsyncIterator[bool]:
    """Lock a file beside the database; the system frees it when the process ends, however it ends."""
    file = os.open(f"{store.url.database}.web", os.O_RDWR | os.O_CREAT)
    try:
        yield _locked(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    finally:
        os.close(file)


def _locked(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@asynccontextmanager
async def _postgres_claim(store: Store, *, shared: bool) -> AsyncIterator[bool]:
    """Hold an advisory lock on a connection of its own, for as long as the process is a web."""
    function = "pg_try_advisory_lock_shared" if shared else "pg_try_advisory_lock"
    async with store.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        claimed = await connection.scalar(text(f"SELECT {function}({_WEB})"))
        try:
            yield bool(claimed)
        finally:
            await connection.invalidate()
