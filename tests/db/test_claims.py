import asyncio

import pytest

from bot.db.claims import web_claim
from bot.db.session import Store
from bot.errors import OperatorError
from tests.db.conftest import kill, started
from tests.servers import Postgres

CLAIM_WEB = """
import asyncio, sys
from bot.db.claims import web_claim
from bot.db.session import Store
async def main():
    async with web_claim(Store(sys.argv[1]), shared=False):
        print("held", flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


@pytest.mark.parametrize(("first", "then"), [(False, False), (True, False), (False, True)])
async def test_a_web_that_is_alone_shares_with_nobody(empty: Store, second: Store, *, first: bool, then: bool) -> None:
    async with web_claim(empty, shared=first):
        with pytest.raises(OperatorError, match="put the same REDIS_URL into each"):
            async with web_claim(second, shared=then):
                pass


async def test_webs_with_redis_work_together(empty: Store, second: Store) -> None:
    async with web_claim(empty, shared=True), web_claim(second, shared=True):
        pass


@pytest.mark.parametrize("shared", [True, False])
async def test_what_a_web_claimed_is_free_when_it_ends(empty: Store, second: Store, *, shared: bool) -> None:
    with pytest.raises(ZeroDivisionError):
        async with web_claim(empty, shared=shared):
            raise ZeroDivisionError
    async with web_claim(second, shared=False):
        pass


async def test_what_a_web_was_refused_it_does_not_hold(empty: Store, second: Store) -> None:
    async with web_claim(empty, shared=True):
        with pytest.raises(OperatorError):
            async with web_claim(second, shared=False):
                pass
        async with web_claim(second, shared=True):
            pass


async def test_what_a_web_claimed_is_free_when_it_is_killed(empty: Store, database_url: str) -> None:
    other = await started(CLAIM_WEB, database_url)
    with pytest.raises(OperatorError):
        async with web_claim(empty, shared=True):
            pass
    await kill(other)
    await _until_claimed(empty)


async def test_a_claim_is_taken_anew_when_its_connection_is_lost(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.db.claims.LOOK_SECONDS", 0.02)
    await postgres.empty()
    store, second = Store(postgres.url), Store(postgres.url)
    async with web_claim(store, shared=False) as claim:
        keeping = asyncio.create_task(claim.keep())
        await postgres.empty()
        await asyncio.sleep(0.5)
        with pytest.raises(OperatorError):
            async with web_claim(second, shared=False):
                pass
        assert not keeping.done()
        keeping.cancel()
    await store.close()
    await second.close()


async def test_a_claim_that_another_took_meanwhile_is_told(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.db.claims.LOOK_SECONDS", 0.02)
    await postgres.empty()
    store, second = Store(postgres.url), Store(postgres.url)
    async with web_claim(store, shared=False) as claim:
        await postgres.empty()
        async with web_claim(second, shared=False):
            with pytest.raises(OperatorError, match="Another `web`"):
                await claim.keep()
    await store.close()
    await second.close()


async def _until_claimed(store: Store) -> None:
    """PostgreSQL sees a moment later that a process is gone."""
    async with asyncio.timeout(10):
        while True:
            try:
                async with web_claim(store, shared=False):
                    return
            except OperatorError:
                await asyncio.sleep(0.02)
