"""A second process: its view of the database, or a script of its own."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator

import pytest

from bot.db.session import Store


@pytest.fixture
async def second(empty: Store, database_url: str) -> AsyncIterator[Store]:  # noqa: ARG001 it is closed first
    """The same database, opened by another process."""
    opened = Store(database_url)
    yield opened
    await opened.close()


async def started(script: str, url: str) -> Process:
    """Start a process and wait until it holds what it is to hold."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, url, stdout=PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"held\n"
    return process


async def kill(process: Process) -> None:
    process.kill()
    await process.communicate()
