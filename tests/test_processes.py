"""The desk as processes of an operating system: told to stop, killed, started twice, started too early."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.playground.server import Playground
from bot.settings import PROJECT
from tests.conftest import EN, KEY, TOKEN, Chat
from tests.editor import Editor
from tests.web.conftest import free_port

SURE = "What counts as a pledge?"


class Processes:
    """Starts commands of the desk on one database and one Telegram."""

    def __init__(self, playground: Playground, folder: Path) -> None:
        self.database = folder / "desk.db"
        self._playground = playground
        self._running: list[asyncio.subprocess.Process] = []

    async def start(self, command: str, stdin: int | None = None, **settings: str) -> asyncio.subprocess.Process:
        """Start a command; what it writes goes into a file, so that it never waits for a reader."""
        port = free_port()
        own = {
            "BOT_TOKEN": TOKEN,
            "SECRET_KEY": KEY,
            "TELEGRAM_API_URL": self._playground.url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PORT": str(port),
        }
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
        with self._log(len(self._running)).open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                command,
                cwd=PROJECT,
                env=kept | own | settings,
                stdin=stdin,
                stdout=log,
                stderr=log,
            )
        self._running.append(process)
        return process

    def _log(self, number: int) -> Path:
        return self.database.with_name(f"{number}.log")

    async def ended(self, process: asyncio.subprocess.Process) -> tuple[int, str]:
        """Wait for a process's end, and return its code and what it wrote."""
        async with asyncio.timeout(30):
            await process.wait()
        return process.returncode or 0, self._log(self._running.index(process)).read_text("utf-8")

    async def close(self) -> None:
        """Kill what still runs."""
        for process in self._running:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def questions(self) -> int:
        """Count the stored questions."""
        with closing(sqlite3.connect(self.database)) as database:
            count: int = database.execute("SELECT count(*) FROM questions").fetchone()[0]
            return count


@pytest.fixture
async def processes(playground: Playground, tmp_path: Path) -> AsyncIterator[Processes]:
    running = Processes(playground, tmp_path)
    yield running
    await running.close()


async def hooked(processes: Processes) -> asyncio.subprocess.Process:
    """Start a web on a database of this release."""
    assert (await processes.ended(await processes.start("migrate")))[0] == 0
    return await processes.start("web")


@pytest.mark.parametrize("command", ["run", "web"])
async def test_what_is_in_hand_is_finished_when_told_to_stop(
    processes: Processes, playground: Playground, command: str
) -> None:
    process = await hooked(processes) if command == "web" else await processes.start("run")
    chat = Chat(playground, EN)
    await playground.press_start(EN)
    await playground.next_message(EN, timeout=20)
    playground.slow("sendMessage", 1.0)
    await playground.send(EN, SURE)
    async with asyncio.timeout(10):
        while processes.questions() == 0:  # noqa: ASYNC110 it is another process's database
            await asyncio.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    code, log = await processes.ended(process)
    assert code == 0, log
    assert "Traceback" not in log
    assert SURE in chat.last().text
    assert len(chat.said()) == 2


@pytest.mark.parametrize("point", ["before the reply", "during the reply", "after the reply"])
async def test_a_web_that_is_killed_leaves_one_effect_and_at_least_one_screen(
    processes: Processes, playground: Playground, point: str
) -> None:
    process = await hooked(processes)
    chat = Chat(playground, EN)
    await playground.press_start(EN)
    await playground.next_message(EN, timeout=20)
    if point == "before the reply":
        playground.fail_next("sendMessage", 500, "Internal Server Error", times=2)
    elif point == "during the reply":
        playground.slow("sendMessage", 0.5)
    await playground.send(EN, SURE)
    async with asyncio.timeout(10):
        while processes.questions() == 0 or (point == "after the reply" and len(chat.said()) < 2):  # noqa: ASYNC110 the same
            await asyncio.sleep(0.001)
    process.kill()
    await processes.ended(process)
    playground.slow("sendMessage", 0)
    await processes.start("web")
    async with asyncio.timeout(30):
        while len(playground.world.updates):  # noqa: ASYNC110 the queue is Telegram's
            await asyncio.sleep(0.01)
    assert SURE in chat.last().text
    assert 2 <= len(chat.said()) <= 3
    assert processes.questions() == 1


async def test_a_second_web_without_redis_refuses_to_start_and_says_why(
    processes: Processes, playground: Playground
) -> None:
    await hooked(processes)
    await playground.press_start(EN)
    await playground.next_message(EN, timeout=20)
    code, log = await processes.ended(await processes.start("web"))
    assert code == 1
    assert "REDIS_URL" in log
    assert "Traceback" not in log


@pytest.mark.parametrize("command", ["web", "worker"])
async def test_an_older_database_is_refused_and_the_command_named(processes: Processes, command: str) -> None:
    code, log = await processes.ended(await processes.start(command))
    assert code == 1
    assert "gcm-desk migrate" in log
    assert "Traceback" not in log


async def test_a_worker_serves_health_and_stops_when_told(processes: Processes, playground: Playground) -> None:
    assert (await processes.ended(await processes.start("migrate")))[0] == 0
    process = await processes.start("worker")
    await _listening(playground)
    await asyncio.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    code, log = await processes.ended(process)
    assert code == 0, log
    assert "with health at port" in log


async def test_a_worker_told_by_sighup_brings_what_is_new_to_a_web(
    processes: Processes, playground: Playground, editor: Editor
) -> None:
    assert (await processes.ended(await processes.start("migrate")))[0] == 0
    chat, folder = Chat(playground, EN), str(editor.folder)
    await processes.start("web", CONTENT_DIR=folder)
    worker = await processes.start("worker", CONTENT_DIR=folder)
    await playground.press_start(EN, "faq_tea-when")
    assert "At four." in (await playground.next_message(EN, timeout=20)).text
    await _listening(playground)
    editor.answer("tea-when", "At five.")
    worker.send_signal(signal.SIGHUP)
    async with asyncio.timeout(30):
        while "At five." not in chat.last().text:
            await playground.press_start(EN, "faq_tea-when")
            await asyncio.sleep(0.5)
    worker.send_signal(signal.SIGTERM)
    code, log = await processes.ended(worker)
    assert code == 0, log
    assert "the content was reloaded" in log


async def test_a_run_ends_with_the_terminal_that_it_was_started_in(
    processes: Processes, playground: Playground, editor: Editor
) -> None:
    terminal, inside = os.openpty()
    process = await processes.start("run", inside, CONTENT_DIR=str(editor.folder))
    os.close(inside)
    await playground.press_start(EN)
    await playground.next_message(EN, timeout=20)
    os.close(terminal)
    process.send_signal(signal.SIGHUP)
    code, log = await processes.ended(process)
    assert code == 0, log


async def _listening(playground: Playground) -> None:
    """Wait until a worker is past its start: then it has presented the bot."""
    async with asyncio.timeout(20):
        while not [call for call in playground.calls if call.method.lower() == "getmycommands"]:  # noqa: ASYNC110 it is another process
            await asyncio.sleep(0.05)


async def test_a_whole_run_leaves_nothing_personal_and_no_secret_in_the_log(
    processes: Processes, playground: Playground
) -> None:
    process = await processes.start("run", LOG_LEVEL="debug", LOG_FORMAT="json")
    chat = Chat(playground, EN)
    await playground.press_start(EN)
    await playground.next_message(EN, timeout=20)
    await chat.say("What counts as a pledge? Write to jane.doe@example.org, +41 22 717 91 11")
    await chat.say("/forget")
    playground.fail_next("sendMessage", 400, "Bad Request: something new")
    await playground.send(EN, "how many pledges are there by jane.doe@example.org")
    await asyncio.sleep(1)
    process.send_signal(signal.SIGTERM)
    _, log = await processes.ended(process)
    assert "fault" in log
    assert '"update":' in log
    for secret in (
        TOKEN,
        TOKEN.partition(":")[2],
        KEY,
        "jane.doe",
        "717 91 11",
        "pledges are there",
        "Daniel",
        "daniel",
    ):
        assert secret not in log, secret
