import logging
import re

import pytest

from bot.app import App
from bot.db.session import Store
from bot.playground.server import Playground
from tests.conftest import EN, RU, Chat, Start


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
    broken: App, playground: Playground, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert broken
    monkeypatch.setattr("handlers.faults._AWAY", ())
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
    assert any(reference[0] in record.message and record.exc_info for record in caplog.records)


async def test_the_admins_hear_of_a_kind_of_fault_once_a_minute(
    broken: App, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert broken
    monkeypatch.setattr("handlers.faults._AWAY", ())
    amina, admin = Chat(playground, RU), Chat(playground, EN)
    before = len(admin.said())
    for _ in range(3):
        await amina.say("Что считается обязательством?")
    await admin.heard()
    assert len(admin.said()) == before + 1


async def test_records_that_are_away_ask_for_patience_once_a_minute(broken: App, playground: Playground) -> None:
    assert broken
    amina = Chat(playground, RU)
    before = len(amina.said())
    for _ in range(3):
        await amina.say("Что считается обязательством?")
    assert len(amina.said()) == before + 1
    assert "Одну минуту" in amina.last().text


async def test_a_fault_keeps_nobody_else_waiting_and_passes(broken: App, playground: Playground) -> None:
    daniel = Chat(playground, EN)
    await daniel.say("What counts as a pledge?")
    assert "What are you interested in?" in (await daniel.say("/topics")).text
    async with broken.store.write() as session:
        await (await session.connection()).exec_driver_sql("ALTER TABLE questions RENAME COLUMN words TO text")
    assert "What counts as a pledge?" in (await daniel.say("What counts as a pledge?")).text


async def test_an_unreachable_admin_is_only_a_warning(
    broken: App, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(broken.store, Store)
    monkeypatch.setattr("handlers.faults._AWAY", ())
    await playground.block(EN)
    told = await Chat(playground, RU).say("Что считается обязательством?")
    assert "ошибка" in told.text
