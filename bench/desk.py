"""The desk as a process of its own in front of a Bot API server on this machine, for the scripts beside this one."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.playground.messages import Person
from bot.playground.server import Playground

PEOPLE = 200
TOKEN = "42:" + "benchmark" * 4
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Running:
    """A desk that runs: its server, and its process."""

    playground: Playground
    process: asyncio.subprocess.Process


@asynccontextmanager
async def desk() -> AsyncIterator[Running]:
    """Start `gcm-desk run` on a fresh SQLite file; the caller sends it updates through the server."""
    people = [Person(number, f"Person {number}", f"person{number}", "en") for number in range(1, PEOPLE + 1)]
    async with Playground(TOKEN, people) as playground:
        with TemporaryDirectory() as folder:
            own = {
                "BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": playground.url,
                "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/desk.db",
                "SECRET_KEY": "k" * 32,
                "FLOOD_UPDATES": "1000000",
                "LOG_LEVEL": "error",
            }
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=PROJECT, env=os.environ | own
            )
            try:
                yield Running(playground, process)
            finally:
                process.terminate()
                await process.wait()
