import asyncio
import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from bot.db.models import Person, Tap, Update
from bot.db.session import Store
from bot.db.turn import Turn
from bot.errors import OperatorError
from bot.outages import is_outage
from tests.servers import Postgres

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


async def test_writers_who_read_first_wait_for_each_other(store: Store, second: Store) -> None:
    async with store.write() as session:
        session.add(Person(id=1, since=AT, language="0"))

    async def add_one(where: Store) -> None:
        async with where.write() as session:
            person = await session.get_one(Person, 1, with_for_update=True)
            await asyncio.sleep(0)
            person.language = str(int(person.language) + 1)

    await asyncio.gather(*(add_one(where) for where in (store, second) * 10))
    assert await _language(store) == "20"


async def test_reading_does_not_wait_for_a_writer(store: Store, second: Store) -> None:
    async with store.write() as session:
        session.add(Person(id=1, since=AT, language="ru"))
        await session.flush()
        assert await _language(second) is None
    assert await _language(second) == "ru"


async def test_only_what_changes_tables_may_take_its_time(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.db.session.STATEMENT_SECONDS", 0.2)
    store = Store(postgres.url)
    async with store.changing_tables() as connection:
        await connection.execute(text("SELECT pg_sleep(0.4)"))
    with pytest.raises(TimeoutError) as late:
        async with store.write() as session:
            await session.execute(text("SELECT pg_sleep(0.4)"))
    assert is_outage(late.value)
    await store.close()


async def test_a_moment_comes_back_in_utc(store: Store) -> None:
    zone = dt.timezone(dt.timedelta(hours=5, minutes=30))
    await Turn(store, 1, AT.astimezone(zone)).store_nothing()
    found = await _update(store, 1)
    assert found
    assert (found[0], found[0].tzinfo) == (AT, dt.UTC)


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        await Turn(store, 1, AT.replace(tzinfo=None)).store_nothing()


async def test_foreign_keys_are_enforced(store: Store) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        async with store.write() as session:
            session.add(Tap(question=7, kind="helpful", entry="", at=AT))


async def test_what_was_bound_to_a_statement_does_not_show_in_its_error(store: Store) -> None:
    with pytest.raises(IntegrityError) as refused:
        async with store.write() as session:
            session.add(Tap(question=7, kind="hush", entry="", at=AT))
    assert "hush" not in str(refused.value)


async def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'a' / 'b' / 'desk.db'}")
    await store.close()
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OperatorError, match=r"DATABASE_URL: .*file"):
        Store(f"sqlite+aiosqlite:///{tmp_path / 'file' / 'desk.db'}")


def test_a_file_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        OperatorError, match=r"DATABASE_URL: .* cannot be opened \(unable to open database file\); name"
    ):
        Store(f"sqlite+aiosqlite:///{tmp_path}")


async def _language(store: Store) -> str | None:
    async with store.read() as session:
        return await session.scalar(select(Person.language).where(Person.id == 1))


async def _update(store: Store, number: int) -> tuple[dt.datetime, bool] | None:
    async with store.read() as session:
        found = await session.get(Update, number)
        return (found.at, found.replied) if found else None
