from pathlib import Path

import pytest
from redis.exceptions import ResponseError
from sqlalchemy import text

from bot.db.session import Store
from bot.outages import is_outage
from tests.servers import Postgres


async def test_a_database_that_is_not_there_is_away(tmp_path: Path) -> None:
    assert is_outage(await _failure(f"postgresql+asyncpg://postgres@/postgres?host={tmp_path}"))
    assert is_outage(await _failure("postgresql+asyncpg://postgres@127.0.0.1:1/postgres"))


async def test_a_database_that_ends_our_connections_is_away_and_comes_back(postgres: Postgres) -> None:
    store = Store(postgres.url)
    async with store.read() as session:
        await session.execute(text("SELECT 1"))
        await postgres.empty()
        with pytest.raises(Exception, match="connection") as refused:
            await session.execute(text("SELECT 1"))
    assert is_outage(refused.value)
    async with store.read() as session:
        assert await session.scalar(text("SELECT 1")) == 1
    await store.close()


async def test_a_mistake_in_a_query_is_no_outage(empty: Store) -> None:
    with pytest.raises(Exception, match="no_such_table") as refused:
        async with empty.read() as session:
            await session.execute(text("SELECT * FROM no_such_table"))
    assert not is_outage(refused.value)


@pytest.mark.parametrize("error", [ZeroDivisionError(), ValueError("x"), ResponseError("unknown command")])
def test_a_mistake_is_no_outage(error: Exception) -> None:
    assert not is_outage(error)


async def _failure(url: str) -> BaseException:
    store = Store(url)
    try:
        async with store.read() as session:
            await session.execute(text("SELECT 1"))
    except Exception as error:  # noqa: BLE001 what kind it is, is the question
        return error
    finally:
        await store.close()
    pytest.fail("the database is there")
