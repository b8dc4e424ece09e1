import asyncio
import logging
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.app import App
from bot.db import migrate
from bot.db.session import Store
from bot.playground.server import Playground
from tests.conftest import EN, RU, Chat, Start, settled


@pytest.fixture
async def broken(start: Start, playground: Playground) -> App:
    """A desk whose table of questions is gone: asking breaks, everything else works."""
    desk = await start()
    await Chat(playground, EN).start()
    await Chat(playground, RU).start()
    async with desk.store.write() as session:
        await (await session.connection()).exec_driver_sql("ALTER TABLE questions RENAME COLUMN text TO words")
    return desk


async def test_a_fault_is_told_to_the_person_the_admins_and_the_log(
    broken: App, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    assert broken
    amina, admin = Chat(playground, RU), Chat(playground, EN)
    with caplog.at_level(logging.ERROR):
        told = await amina.say("Что считается обязательством?")
    reference = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", told.text)
    assert reference
    assert "ошибка" in told.text
    assert told.keyboard
    await admin.heard()
    assert reference[0] in admin.last().text
    assert "OperationalError" in admin.last().text
    assert "Что считается" not in admin.last().text
    assert "bot/db/session.py, line" in admin.last().text
    assert any(reference[0] in record.message and record.exc_info for record in caplog.records)


async def test_the_admins_hear_of_a_kind_of_fault_once_a_minute(broken: App, playground: Playground) -> None:
    assert broken
    amina, admin = Chat(playground, RU), Chat(playground, EN)
    before = len(admin.said())
    for _ in range(3):
        await amina.say("Что считается обязательством?")
    await admin.heard()
    assert len(admin.said()) == before + 1


@pytest.fixture
async def away(desk: App, tmp_path: Path) -> AsyncIterator[App]:
    """A desk whose database is held by somebody else."""
    await settled_start(desk)
    await desk.store.engine.dispose()
    event.listen(desk.store.engine.sync_engine, "connect", _impatient)
    with closing(sqlite3.connect(tmp_path / "desk.db", timeout=20, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield desk


def _impatient(connection: Any, _record: object) -> None:  # noqa: ANN401 the driver's connection
    connection.execute("PRAGMA busy_timeout=20")


async def settled_start(desk: App) -> None:
    async with asyncio.timeout(20):
        while await migrate.revision(desk.store) != migrate.newest():  # noqa: ASYNC110 the start tells nobody when it has migrated
            await asyncio.sleep(0.05)


async def test_records_that_are_away_ask_for_patience_once_a_minute(away: App, playground: Playground) -> None:
    assert away
    amina = Chat(playground, RU)
    for _ in range(3):
        await playground.send(RU, "Что считается обязательством?")
        await settled(playground)
    assert len(amina.said()) == 1
    assert "Одну минуту" in amina.last().text


async def test_a_fault_keeps_nobody_else_waiting_and_passes(broken: App, playground: Playground) -> None:
    daniel = Chat(playground, EN)
    await daniel.say("What counts as a pledge?")
    assert "What are you interested in?" in (await daniel.say("/topics")).text
    async with broken.store.write() as session:
        await (await session.connection()).exec_driver_sql("ALTER TABLE questions RENAME COLUMN words TO text")
    assert "What counts as a pledge?" in (await daniel.say("What counts as a pledge?")).text


async def test_an_unreachable_admin_is_only_a_warning(broken: App, playground: Playground) -> None:
    assert isinstance(broken.store, Store)
    await playground.block(EN)
    told = await Chat(playground, RU).say("Что считается обязательством?")
    assert "ошибка" in told.text


async def test_a_desk_that_left_a_group_alarms_nobody(desk: App, playground: Playground) -> None:
    admin = Chat(playground, EN)
    await admin.start()
    group = playground.create_group("Colleagues", [RU, EN])
    playground.fail_next("sendMessage", 403, "Forbidden: bot was kicked from the supergroup chat")
    await playground.post_in_group(group, RU, f"/start@{playground.world.bot['username']}")
    await settled(playground)
    assert len(admin.said()) == 1
    assert desk
