import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiogram.fsm.storage.base import StorageKey
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, inspect
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import housekeeping, people, questions
from bot.db import content_version, migrate
from bot.db.dialogs import SqlStorage
from bot.db.models import Base
from bot.db.session import Store
from bot.db.turn import AlreadyDoneError, Turn
from bot.errors import OperatorError
from bot.faq import Matcher
from bot.questions import Kind
from bot.settings import PROJECT

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
CODE = "a" * 32

RELEASES = {
    file.stem: file.read_text("utf-8") for file in (Path(__file__).parents[1] / "data" / "releases").glob("*.sql")
}
"""What each earlier release stored, by the revision of its tables."""


async def test_migrating_an_empty_database_makes_what_the_models_say(empty: Store) -> None:
    assert await migrate.revision(empty) is None
    assert await migrate.differences(empty) != []
    await migrate.upgrade(empty)
    assert await migrate.differences(empty) == []
    assert await migrate.revision(empty) == migrate.newest()


async def test_keys_and_their_rules_are_those_of_the_models(store: Store) -> None:
    async with store.engine.begin() as connection:
        migrated = await connection.run_sync(_keys)
        await connection.run_sync(_downgrade)
        await connection.run_sync(Base.metadata.create_all)
        assert migrated == await connection.run_sync(_keys)


async def test_a_difference_is_seen(store: Store) -> None:
    async with store.engine.begin() as connection:
        await connection.exec_driver_sql("DROP INDEX ix_questions_asker_at")
    (difference,) = await migrate.differences(store)
    assert "ix_questions_asker_at" in str(difference)


async def test_migrating_again_changes_nothing(store: Store) -> None:
    await people.choose_language(Turn(store, 1, AT), 1001, "ru")
    await migrate.upgrade(store)
    assert await people.language_of(store, 1001) == "ru"


async def test_every_migration_can_be_undone_and_done_again(store: Store) -> None:
    async with store.engine.begin() as connection:
        await connection.run_sync(_downgrade)
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["alembic_version"]
    await migrate.upgrade(store)
    assert await migrate.differences(store) == []


@pytest.mark.parametrize("revision", RELEASES)
async def test_what_an_earlier_release_stored_is_there_after_the_migration(empty: Store, revision: str) -> None:
    await migrate.upgrade(empty, revision)
    async with empty.write() as session:
        for statement in RELEASES[revision].split(";\n"):
            # As the driver takes it: in the text and the JSON there are colons.
            await (await session.connection()).exec_driver_sql(statement)
    await migrate.upgrade(empty)
    assert await people.language_of(empty, 7000000001) == "en"
    assert await questions.nearest(empty, 1, CODE) == ("pledge-count",)
    kept = await people.kept(empty, 1001, CODE)
    assert (kept.since, kept.questions) == (dt.datetime(2026, 1, 15, 9, tzinfo=dt.UTC), 2)
    with pytest.raises(AlreadyDoneError):
        await Turn(empty, 11, AT).store_nothing()
    assert not await Turn(empty, 12, AT).add()
    assert await questions.tap(Turn(empty, 13, AT), 2, CODE, Kind.HELPFUL, "pledge-count")


async def test_processes_that_start_at_once_migrate_once(empty: Store) -> None:
    stores = [Store(str(empty.engine.url)) for _ in range(4)]
    await asyncio.gather(*map(migrate.upgrade, stores))
    assert await migrate.differences(empty) == []
    for opened in stores:
        await opened.close()


async def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Store) -> None:
    async with empty.engine.begin() as connection:
        await connection.exec_driver_sql("CREATE TABLE questions (id INTEGER)")
    with pytest.raises(Exception, match=r"questions\W+already exists"):
        await migrate.upgrade(empty)
    async with empty.engine.connect() as connection:
        assert "updates" not in await connection.run_sync(lambda sync: inspect(sync).get_table_names())


async def test_a_database_of_a_later_release_is_a_sentence(store: Store) -> None:
    async with store.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OperatorError, match="9999"):
        await migrate.upgrade(store)


async def test_no_query_of_the_desk_reads_a_whole_table(store: Store, matcher: Matcher) -> None:
    decision = matcher.decide("How many pledges have been made?", "en")

    async def asked_and_forgotten() -> None:
        (number,) = await questions.ask(Turn(store, 1, AT), CODE, [("How many?", decision)])
        await questions.ask(Turn(store, 1, AT), CODE, [("How many?", decision)])
        await questions.tap(Turn(store, 2, AT), number, CODE, Kind.HELPFUL, "pledge-count")
        await questions.tap(Turn(store, 2, AT), number, CODE, Kind.HELPFUL, "pledge-count")
        await questions.nearest(store, number, CODE)
        await questions.just_shown(store, CODE, AT)
        await people.choose_language(Turn(store, 3, AT), 1001, "ru")
        await people.language_of(store, 1001)
        await people.kept(store, 1001, CODE)
        turn = Turn(store, 4, AT)
        await people.forget(turn, 1001, CODE)
        await turn.replied()
        await housekeeping.tidy(store, AT)
        dialogs, key = SqlStorage(store, lambda: AT), StorageKey(bot_id=42, chat_id=1001, user_id=1001)
        await dialogs.set_state(key, "state")
        await dialogs.update_data(key, {"a": 1})
        await dialogs.get_state(key)
        await dialogs.set_state(key, None)
        for _ in range(2):
            await content_version.rise(store, AT)
        await content_version.present(store)

    statements = await _statements_of(store, asked_and_forgotten)
    assert len(statements) > 12
    async with store.engine.connect() as connection:
        for statement, parameters in statements:
            assert await _scans(connection, statement, parameters) == [], statement


async def test_a_query_without_an_index_is_found(store: Store) -> None:
    async with store.engine.connect() as connection:
        assert len(await _scans(connection, "SELECT id FROM questions WHERE language = 'ru'", ())) == 1


async def _scans(connection: AsyncConnection, statement: str, parameters: Any) -> list[str]:  # noqa: ANN401 the driver's
    """List the steps of a statement's plan that read a whole table."""
    if connection.dialect.name == "sqlite":
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [step.detail for step in plan if step.detail.startswith("SCAN") and "CONSTANT" not in step.detail]
    # A table of a few rows is read whole; so would be a large one by what is still read so now.
    await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    plan = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
    return [step for (step,) in plan if "Seq Scan" in step]


async def _statements_of(store: Store, use: Callable[[], Awaitable[None]]) -> list[tuple[str, Any]]:
    """Note every statement that the database is given meanwhile."""
    statements: list[tuple[str, Any]] = []

    def note(*given: Any) -> None:  # noqa: ANN401 connection, cursor, statement, parameters, context, whether many
        if not given[2].startswith(("BEGIN", "COMMIT")):
            statements.append((given[2], given[3]))

    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    await use()
    event.remove(store.engine.sync_engine, "before_cursor_execute", note)
    return statements


def _downgrade(connection: Connection) -> None:
    config = Config(PROJECT / "alembic.ini")
    config.attributes["connection"] = connection
    command.downgrade(config, "base")


def _keys(connection: Connection) -> dict[str, Any]:
    found = inspect(connection)
    return {
        table: (found.get_pk_constraint(table), found.get_foreign_keys(table), found.get_unique_constraints(table))
        for table in found.get_table_names()
        if table != "alembic_version"
    }
