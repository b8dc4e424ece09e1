import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.db.office import SharedOffice
from bot.outages import is_outage
from tests.db.conftest import kill, started
from tests.servers import RedisServer

AMINA, DANIEL = 1001, 1002

SHORT = 0.3
"""A lease that a test can outlive."""

HOLD_CHAT = """
import asyncio, sys
from redis.asyncio import Redis
from bot.db.office import SharedOffice
async def main():
    async with SharedOffice(Redis.from_url(sys.argv[1]), lease=0.3).hold(1001):
        print("held", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


@pytest.fixture
async def there(redis_server: RedisServer, redis: Redis) -> AsyncIterator[Redis]:  # noqa: ARG001 it is emptied first
    """Another process's client of the same Redis."""
    async with Redis.from_url(redis_server.url) as client:
        yield client


async def test_one_chat_is_held_by_one_process_at_a_time(redis: Redis, there: Redis) -> None:
    inside: set[int] = set()

    async def work(client: Redis, number: int) -> None:
        async with SharedOffice(client).hold(AMINA):
            assert not inside
            inside.add(number)
            await asyncio.sleep(0.01)
            inside.remove(number)

    await asyncio.gather(*(work(client, number) for number, client in enumerate((redis, there) * 3)))


async def test_different_chats_are_held_side_by_side(redis: Redis, there: Redis) -> None:
    async with asyncio.timeout(1), SharedOffice(redis).hold(AMINA), SharedOffice(there).hold(DANIEL):
        pass


async def test_a_chat_that_is_let_go_leaves_nothing_behind(redis: Redis) -> None:
    async with SharedOffice(redis).hold(AMINA):
        assert await redis.dbsize()
    assert await redis.dbsize() == 0


async def test_those_who_wait_in_two_processes_come_in_their_order(redis: Redis, there: Redis) -> None:
    locks, came = [SharedOffice(redis), SharedOffice(there)], []

    async def work(number: int) -> None:
        async with locks[number % 2].hold(AMINA):
            came.append(number)

    async with locks[0].hold(AMINA):
        waiting = []
        for number in range(10):
            waiting.append(asyncio.create_task(work(number)))
            await _until_queued(redis, number + 2)  # the one who holds it is in the queue too
        assert not came
    await asyncio.gather(*waiting)
    assert came == list(range(10))


async def test_one_who_waits_and_died_holds_nobody_back(redis: Redis, redis_server: RedisServer) -> None:
    async with SharedOffice(redis).hold(AMINA):
        other = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLD_CHAT, redis_server.url, stdout=PIPE)
        await _until_queued(redis, 2)
        await kill(other)
    async with asyncio.timeout(5), SharedOffice(redis).hold(AMINA):
        pass
    assert await redis.dbsize() == 0


async def test_a_chat_stays_held_for_as_long_as_the_work_takes(redis: Redis, there: Redis) -> None:
    happened: list[str] = []

    async def wait_for_it() -> None:
        async with SharedOffice(there, lease=SHORT).hold(AMINA):
            happened.append("next")

    async with SharedOffice(redis, lease=SHORT).hold(AMINA):
        waiting = asyncio.create_task(wait_for_it())
        await asyncio.sleep(4 * SHORT)
        happened.append("done")
    await waiting
    assert happened == ["done", "next"]


async def test_the_chat_of_a_process_that_died_is_free_after_its_lease(redis: Redis, redis_server: RedisServer) -> None:
    await kill(await started(HOLD_CHAT, redis_server.url))
    assert await redis.dbsize()
    async with SharedOffice(redis).hold(AMINA):
        pass


async def test_an_error_while_a_chat_is_held_passes_and_frees_it(redis: Redis) -> None:
    with pytest.raises(ZeroDivisionError):
        async with SharedOffice(redis).hold(AMINA):
            raise ZeroDivisionError
    assert await redis.dbsize() == 0


async def test_a_chat_that_cannot_be_had_in_time_is_an_outage(redis: Redis, there: Redis) -> None:
    async with SharedOffice(redis).hold(AMINA):
        with pytest.raises(Exception, match="held elsewhere") as refused:
            async with SharedOffice(there, patience=0.1).hold(AMINA):
                pass
    assert is_outage(refused.value)


async def test_redis_away_is_an_outage(own_redis: RedisServer) -> None:
    own_redis.stop()
    async with Redis.from_url(own_redis.url) as client:
        with pytest.raises(Exception, match="redis") as refused:
            async with SharedOffice(client).hold(AMINA):
                pass
    assert is_outage(refused.value)


async def test_what_was_done_while_redis_went_away_stays_done(own_redis: RedisServer) -> None:
    async with Redis.from_url(own_redis.url) as client:
        async with SharedOffice(client, lease=SHORT).hold(AMINA):
            own_redis.stop()
            await asyncio.sleep(2 * SHORT)
        own_redis.start()
        async with SharedOffice(client).hold(AMINA):
            pass


async def test_a_chat_is_held_on_when_redis_was_away_for_a_moment(redis: Redis, there: Redis) -> None:
    async with SharedOffice(redis, lease=2 * SHORT).hold(AMINA):
        await there.client_kill_filter(_type="normal", skipme=True)
        await asyncio.sleep(4 * SHORT)
        with pytest.raises(TimeoutError):
            async with SharedOffice(there, patience=0.1).hold(AMINA):
                pass


async def test_one_part_of_an_album_speaks_for_it_in_every_process(redis: Redis, there: Redis) -> None:
    here, elsewhere = SharedOffice(redis), SharedOffice(there)
    assert await here.speaks_for("a", 1)
    assert not await elsewhere.speaks_for("a", 2)
    assert await elsewhere.speaks_for("a", 1)
    assert await elsewhere.speaks_for("b", 2)


async def _until_queued(redis: Redis, number: int) -> None:
    async with asyncio.timeout(10):
        while await _queued(redis) < number:  # noqa: ASYNC110 Redis tells nobody
            await asyncio.sleep(0.01)


async def _queued(redis: Redis) -> int:
    return len(await redis.lrange(f"gcm-desk:chat:{AMINA}", 0, -1))  # type: ignore[misc] # typed for both kinds
