"""What keeps the processes of one desk in step: a chat is held by one at a time, an album answered once; in Redis."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count

from redis.asyncio import Redis
from redis.exceptions import RedisError

LEASE_SECONDS = 15
"""How long the chats of a process that died stay locked."""

PATIENCE_SECONDS = 45

POLL_SECONDS = 0.02

ALBUM_SECONDS = 86_400
"""Telegram repeats for a day what it could not deliver."""


# Joins a queue (once), lets go of those at its head whose lease has ended, and tells whether the caller is first.
_JOIN = """
local queue, own, lease = KEYS[1], KEYS[2], ARGV[1]
redis.call('SET', own, '', 'PX', lease)
if not redis.call('LPOS', queue, own) then
    redis.call('RPUSH', queue, own)
    redis.call('EXPIRE', queue, 3600)
end
local first = redis.call('LINDEX', queue, 0)
while first ~= own and redis.call('EXISTS', first) == 0 do
    redis.call('LPOP', queue)
    first = redis.call('LINDEX', queue, 0)
end
return first == own and 1 or 0
"""


class SharedOffice:
    """Keeps processes in step: each chat is held by one at a time, first come first served, by a queue in Redis.

    Whoever waits or holds has a ticket with a lease, which is renewed for as long as they do; the tickets of a process
    that died, or that Redis could not take back, end by themselves.

    Args:
        redis: a client of the Redis that every process uses.
        lease: seconds for which the chats of a process that died stay held.
        patience: seconds for which a chat is waited for.

    """

    def __init__(self, redis: Redis, *, lease: float = LEASE_SECONDS, patience: float = PATIENCE_SECONDS) -> None:
        self._redis = redis
        self._join = redis.register_script(_JOIN)
        self._lease = lease
        self._patience = patience
        self._process = secrets.token_hex(8)
        self._numbers = count(1)
        self._tickets: set[str] = set()
        self._renewing: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def hold(self, chat: int) -> AsyncIterator[None]:
        """Hold a chat.

        Raises:
            TimeoutError: others hold it for too long.
            RedisError: Redis is away.

        """
        queue, ticket = f"gcm-desk:chat:{chat}", f"gcm-desk:ticket:{self._process}:{next(self._numbers)}"
        try:
            await self._wait(queue, ticket)
            self._tickets.add(ticket)
            if self._renewing is None:
                self._renewing = asyncio.create_task(self._renew())
            yield
        finally:
            self._tickets.discard(ticket)
            # The work is done whether or not Redis hears of it; the lease ends by itself.
            with suppress(RedisError):
                await self._leave(queue, ticket)

    async def speaks_for(self, album: str, update: int) -> bool:
        """Tell whether this update is the one of its album that is answered: the first that asks, for good.

        Raises:
            RedisError: Redis is away.

        """
        key = f"gcm-desk:album:{album}"
        if await self._redis.set(key, update, nx=True, ex=ALBUM_SECONDS):
            return True
        return bool(await self._redis.get(key) == str(update).encode())

    async def _wait(self, queue: str, ticket: str) -> None:
        give_up = time.monotonic() + self._patience
        while not await self._join(keys=(queue, ticket), args=(self._lease_ms,)):
            if time.monotonic() > give_up:
                raise TimeoutError("the chat is held elsewhere for longer than can be waited")
            await asyncio.sleep(POLL_SECONDS)

    async def _leave(self, queue: str, ticket: str) -> None:
        async with self._redis.pipeline(transaction=False) as both:
            both.lrem(queue, 1, ticket)
            both.delete(ticket)
            await both.execute()

    async def _renew(self) -> None:
        """Renew every lease of this process for as long as it holds a chat."""
        try:
            while self._tickets:
                await asyncio.sleep(self._lease / 3)
                with suppress(RedisError):
                    async with self._redis.pipeline(transaction=False) as all_of_them:
                        for ticket in self._tickets:
                            all_of_them.set(ticket, "", px=self._lease_ms)
                        await all_of_them.execute()
        finally:
            self._renewing = None

    @property
    def _lease_ms(self) -> int:
        return round(self._lease * 1000)
