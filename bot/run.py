"""Running: wait for what the desk stands on, present it to Telegram, listen until told to stop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError, TelegramUnauthorizedError
from aiogram.fsm.storage.base import BaseStorage
from sqlalchemy.exc import InterfaceError, OperationalError

from bot import housekeeping
from bot.app import App, build
from bot.db import migrate
from bot.errors import OperatorError
from bot.settings import Settings
from handlers.dispatcher import UPDATES, Parts, dispatcher
from handlers.presentation import present

log = logging.getLogger(__name__)

TIDY_SECONDS = 3600
LONGEST_PAUSE = 60.0
AT_ONCE = 100
"""Updates in hand at the same time."""

_AWAY = (OperationalError, InterfaceError, OSError, TelegramNetworkError, TelegramServerError, TelegramRetryAfter)

T = TypeVar("T")


async def run(settings: Settings) -> None:
    """Run the whole desk in this process until SIGTERM or SIGINT.

    Raises:
        OperatorError: the settings, the content or the token cannot be used.

    """
    app = build(settings)
    try:
        await serve(app)
    finally:
        await app.close()


async def serve(app: App) -> None:
    """Wait for database and Telegram, then listen and tidy until told to stop.

    Raises:
        OperatorError: Telegram does not know the token.

    """
    async with speaker(app.settings) as bot:
        await when_there("the database", lambda: migrate.upgrade(app.store))
        await when_there("Telegram", lambda: _check_token(bot))
        await when_there("Telegram", lambda: bot.delete_webhook(drop_pending_updates=False))
        await when_there("Telegram", app.courier.start)
        await present(bot, app.content)
        tidying = asyncio.create_task(_tidy(app))
        try:
            await listen(app, bot)
        finally:
            tidying.cancel()


def speaker(settings: Settings) -> Bot:
    """Make aiogram's side of the wire: HTML, no link previews."""
    return Bot(
        settings.bot_token.get_secret_value(),
        session=AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api_url)),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True),
    )


async def listen(app: App, bot: Bot) -> None:
    """Take updates from Telegram by polling, until told to stop."""
    log.info("listening")
    await conversation(app).start_polling(
        bot, allowed_updates=list(UPDATES), tasks_concurrency_limit=AT_ONCE, close_bot_session=False
    )


def conversation(app: App, storage: BaseStorage | None = None) -> Dispatcher:
    """Put the conversation together; `storage` is where the state of dialogs is."""
    parts = Parts(
        content=app.content,
        matcher=app.matcher,
        translators=app.translators,
        store=app.store,
        pseudonyms=app.pseudonyms,
        clock=app.clock,
        zone=app.settings.zone,
        courier=app.courier,
        admins=app.settings.admin_ids,
        flood=(app.settings.flood_updates, app.settings.flood_seconds),
    )
    return dispatcher(parts, storage)


async def when_there(what: str, attempt: Callable[[], Awaitable[T]]) -> T:
    """Try until `what` is there, waiting longer each time, and say so."""
    pause = 1.0
    while True:
        try:
            return await attempt()
        except _AWAY as error:
            log.warning("%s is away (%s); next try in %.0f s", what, type(error).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _check_token(bot: Bot) -> None:
    try:
        me = await bot.me()
    except TelegramUnauthorizedError:
        raise OperatorError(
            "BOT_TOKEN: Telegram does not know this token; take the present one from @BotFather."
        ) from None
    log.info("running as @%s", me.username)


async def _tidy(app: App) -> None:
    while True:
        with suppress(OperationalError, InterfaceError):
            await housekeeping.tidy(app.store, app.clock.now())
        await asyncio.sleep(TIDY_SECONDS)
