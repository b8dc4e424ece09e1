import asyncio
import datetime as dt
import logging

import pytest
from sqlalchemy.exc import DBAPIError

from bot import knowledge
from bot.clock import Clock
from bot.db import content_version
from bot.db.session import Store
from bot.errors import OperatorError
from bot.knowledge import Knowledge
from bot.live import Live
from bot.settings import PROJECT
from tests.editor import Editor

AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


class SetClock(Clock):
    """A clock that a test sets."""

    time = AT

    def now(self) -> dt.datetime:
        return self.time


class Process:
    """What a process of the desk knows, and how often it has read it."""

    def __init__(self, editor: Editor, store: Store, clock: Clock | None = None) -> None:
        self._folder = editor.folder
        self.live = Live(self._read(), self._read_again, store, clock or Clock())
        self.readings = 0

    @property
    def answer(self) -> str:
        return self.live.now.content.entries["tea-when"].texts["en"].answer

    def _read(self) -> Knowledge:
        return knowledge.read(self._folder, PROJECT / "locales")

    def _read_again(self) -> Knowledge:
        self.readings += 1
        return self._read()


async def number(store: Store) -> int:
    return (await content_version.present(store)).number


async def test_a_reload_puts_the_new_in_force_and_raises_the_number(editor: Editor, store: Store) -> None:
    process = Process(editor, store)
    editor.answer("tea-when", "At five.")
    changes = await process.live.reload()
    assert (changes.entries, changes.changed) == (2, 1)
    assert process.answer == "At five."
    assert process.live.reloaded.is_set()
    assert await number(store) == 1


async def test_what_cannot_be_used_changes_nothing_and_the_log_says_why(
    editor: Editor, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    process = Process(editor, store)
    before = process.live.now
    editor.break_it()
    with pytest.raises(OperatorError, match="tea-when"):
        await process.live.reload()
    assert process.live.now is before
    assert not process.live.reloaded.is_set()
    assert await number(store) == 0
    assert "tea-when" in caplog.text
    editor.answer("tea-when", "At five.")
    await process.live.reload()
    assert process.answer == "At five."


async def test_two_at_once_are_one(editor: Editor, store: Store) -> None:
    process = Process(editor, store)
    first, second = await asyncio.gather(process.live.reload(), process.live.reload())
    assert first == second
    assert process.readings == 1
    assert await number(store) == 1


async def test_who_stops_waiting_does_not_stop_the_reload(editor: Editor, store: Store) -> None:
    process = Process(editor, store)
    editor.answer("tea-when", "At five.")
    impatient = asyncio.create_task(process.live.reload())
    await asyncio.sleep(0)
    impatient.cancel()
    await process.live.reload()
    assert process.answer == "At five."
    assert process.readings == 1


async def test_a_database_that_is_away_changes_nothing(editor: Editor, empty: Store) -> None:
    process = Process(editor, empty)
    editor.answer("tea-when", "At five.")
    with pytest.raises(DBAPIError):
        await process.live.reload()
    assert process.answer == "At four."


async def test_another_process_follows_once(editor: Editor, store: Store) -> None:
    first, second = Process(editor, store), Process(editor, store)
    await second.live.begin()
    await second.live.follow()
    assert second.readings == 0
    editor.answer("tea-when", "At five.")
    await first.live.reload()
    for _ in range(3):
        await second.live.follow()
    assert second.answer == "At five."
    assert second.readings == 1
    assert not second.live.reloaded.is_set()
    await first.live.follow()
    assert first.readings == 1


async def test_what_cannot_be_used_by_another_process_is_logged_there_once(
    editor: Editor, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = Process(editor, store), Process(editor, store)
    await first.live.reload()
    editor.break_it()
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            await second.live.follow()
    (record,) = caplog.records
    assert "tea-when" in record.message
    assert second.answer == "At four."


async def test_two_processes_that_reload_at_once_follow_each_other(editor: Editor, store: Store) -> None:
    first, second = Process(editor, store), Process(editor, store)
    await asyncio.gather(first.live.reload(), second.live.reload())
    await asyncio.gather(first.live.follow(), second.live.follow())
    await asyncio.gather(first.live.follow(), second.live.follow())
    assert (first.readings, second.readings) == (2, 2)


@pytest.mark.parametrize(("later", "readings"), [(dt.timedelta(hours=1), 0), (dt.timedelta(seconds=1), 1)])
async def test_a_process_that_starts_follows_only_what_it_may_have_missed(
    editor: Editor, store: Store, later: dt.timedelta, readings: int
) -> None:
    await content_version.rise(store, AT)
    clock = SetClock()
    clock.time = AT + later
    process = Process(editor, store, clock)
    await process.live.begin()
    await process.live.follow()
    assert process.readings == readings


async def test_a_database_that_was_restored_stops_nobody_from_following(editor: Editor, store: Store) -> None:
    first, second = Process(editor, store), Process(editor, store)
    for _ in range(2):
        await first.live.reload()
    await second.live.follow()
    async with store.write() as session:
        await (await session.connection()).exec_driver_sql("UPDATE content_version SET number = 1")
    await second.live.follow()
    assert second.readings == 2
