"""Keeping the content of a running process current: by SIGHUP, and by what other processes do."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.app import App
from bot.cards import reloads
from bot.content import Content
from bot.errors import OperatorError
from bot.live import Live
from bot.outages import is_outage

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
"""How often a process looks whether another has reloaded."""

_STANDARD_STREAMS = (0, 1, 2)


@asynccontextmanager
async def hangups() -> AsyncIterator[asyncio.Event]:
    """Take SIGHUP for the word to reload, for as long as this is entered.

    A terminal that is closed says so by the same signal: then a process that was started there ends.
    """
    loop, told, began_at_terminal = asyncio.get_running_loop(), asyncio.Event(), _is_at_terminal()

    def hear() -> None:
        if began_at_terminal and not _is_at_terminal():
            signal.raise_signal(signal.SIGTERM)
        else:
            told.set()

    loop.add_signal_handler(signal.SIGHUP, hear)
    try:
        yield told
    finally:
        loop.remove_signal_handler(signal.SIGHUP)


@asynccontextmanager
async def staying_current(
    app: App, hangup: asyncio.Event, present: Callable[[Content], Awaitable[None]]
) -> AsyncIterator[None]:
    """Reload at the word and after other processes, for as long as this is entered.

    Args:
        app: the desk, which has begun with the present number.
        hangup: is set when this process is told to reload.
        present: writes to Telegram how the bot presents itself; awaited after the reloads that this process makes.

    """
    works = (_follow(app.live), _obey(app, hangup), _present(app.live, present))
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _follow(live: Live) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            await live.follow()
        except Exception as error:
            if not is_outage(error):
                log.exception("another process's reload could not be followed")


async def _obey(app: App, hangup: asyncio.Event) -> None:
    while True:
        await hangup.wait()
        hangup.clear()
        try:
            await app.live.reload()
        except OperatorError as error:
            await _tell_admins(app, str(error))
        except Exception as error:
            log.error("the content was not reloaded", exc_info=not is_outage(error))  # noqa: TRY400 an outage has no place in the code
            await _tell_admins(app, type(error).__name__)


async def _tell_admins(app: App, reasons: str) -> None:
    """Tell them in the first language: what they choose in the chat is theirs alone."""
    now = app.live.now
    message = reloads.refused(now.translators[now.content.languages[0]], reasons)
    for admin in app.settings.admin_ids:
        await app.courier.send(admin, message)


async def _present(live: Live, present: Callable[[Content], Awaitable[None]]) -> None:
    while True:
        await live.reloaded.wait()
        live.reloaded.clear()
        try:
            await present(live.now.content)
        except Exception:
            log.exception("what is new was not presented to Telegram")


def _is_at_terminal() -> bool:
    return any(map(os.isatty, _STANDARD_STREAMS))
