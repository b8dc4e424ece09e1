import asyncio
import os
import signal
from collections.abc import Callable

import pytest

from bot import watching
from bot.app import App
from bot.content import Content
from bot.playground.server import Playground
from bot.watching import staying_current
from tests.conftest import ADMIN, EN, Chat, Outage, Start
from tests.editor import Editor


@pytest.fixture
async def desk(start: Start, editor: Editor, playground: Playground) -> App:
    """A desk on a small content, at work."""
    desk = await start(content_dir=editor.folder)
    await Chat(playground, EN).start()
    return desk


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for other processes' reloads all the time."""
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.01)


def tea(desk: App) -> str:
    return desk.live.now.content.entries["tea-when"].texts["en"].answer


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 what runs beside the test tells it nothing
            await asyncio.sleep(0.01)


async def unchanged(_content: Content) -> None:
    """Do nothing: for tests of what does not present."""


async def test_sighup_reloads(desk: App, editor: Editor) -> None:
    editor.answer("tea-when", "At five.")
    os.kill(os.getpid(), signal.SIGHUP)
    await until(lambda: tea(desk) == "At five.")


async def test_a_sighup_that_cannot_be_obeyed_is_told_to_the_log_and_the_administrators(
    desk: App, editor: Editor, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    admin = Chat(playground, ADMIN)
    editor.break_it()
    os.kill(os.getpid(), signal.SIGHUP)
    await until(lambda: "was not reloaded" in admin.last().text)
    assert "faq/tea/tea-when.yaml: <b>:" in admin.last().text
    assert "tea-when.yaml" in caplog.text
    assert tea(desk) == "At four."


async def test_a_sighup_while_the_records_are_away_is_told_and_can_be_repeated(
    desk: App, editor: Editor, playground: Playground
) -> None:
    admin = Chat(playground, ADMIN)
    editor.answer("tea-when", "At five.")
    async with desk.store.write() as session:
        await (await session.connection()).exec_driver_sql("ALTER TABLE content_version RENAME TO elsewhere")
    os.kill(os.getpid(), signal.SIGHUP)
    await until(lambda: "was not reloaded" in admin.last().text)
    assert tea(desk) == "At four."
    async with desk.store.write() as session:
        await (await session.connection()).exec_driver_sql("ALTER TABLE elsewhere RENAME TO content_version")
    os.kill(os.getpid(), signal.SIGHUP)
    await until(lambda: tea(desk) == "At five.")


async def test_a_reload_reaches_another_process_which_presents_nothing(desk: App, start: Start, editor: Editor) -> None:
    other = start.build(content_dir=editor.folder)
    await other.live.begin()
    presented: list[Content] = []

    async def present(content: Content) -> None:
        presented.append(content)

    async with staying_current(other, asyncio.Event(), present):
        editor.answer("tea-when", "At five.")
        await desk.live.reload()
        await until(lambda: tea(other) == "At five.")
        await asyncio.sleep(0.1)
    assert presented == []
    await other.close()


async def test_records_that_are_away_are_survived_quietly(
    desk: App, start: Start, editor: Editor, outage: Outage, caplog: pytest.LogCaptureFixture
) -> None:
    other = start.build(content_dir=editor.folder)
    await other.live.begin()
    async with staying_current(other, asyncio.Event(), unchanged):
        async with outage(other):
            caplog.clear()
            await asyncio.sleep(0.3)
            assert not [record for record in caplog.records if record.name == "bot.watching"]
        editor.answer("tea-when", "At five.")
        await desk.live.reload()
        await until(lambda: tea(other) == "At five.")
    await other.close()
