"""Running: wait for what the desk stands on, present it to Telegram, take updates until told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.fsm.storage.base import BaseStorage
from aiogram.methods import Response
from aiogram.types import Message
from redis.asyncio import Redis
from sqlalchemy import text

from bot import housekeeping
from bot.app import App, build
from bot.db import migrate
from bot.db.claims import web_claim
from bot.db.dialogs import storage_of
from bot.db.office import SharedOffice
from bot.db.session import Store
from bot.errors import OperatorError
from bot.outages import is_outage
from bot.settings import Settings
from bot.watching import hangups, staying_current
from bot.web.health import Check, Health
from bot.web.server import FINISH_SECONDS, serving
from bot.web.webhook import PATH, Webhook
from handlers.dispatcher import UPDATES, Parts, dispatcher
from handlers.metering import Metering
from handlers.order import Alone
from handlers.presentation import present

log = logging.getLogger(__name__)

# What Telegram answers is read by a class that pydantic keeps only as long as somebody does, and is slow to make.
_READ_OFTEN = (Response[Message], Response[Message | bool], Response[bool])

TIDY_SECONDS = 3600
LONGEST_PAUSE = 60.0
AT_ONCE = 200
"""Updates in hand at the same time: each holds memory, and one person may hold as many as a flood has."""

WEBHOOK_CONNECTIONS = 100
"""Updates that Telegram may send at the same time; it allows no more."""

_TELEGRAM_AWAY = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter)

T = TypeVar("T")


async def run(settings: Settings) -> None:
    """Run the whole desk in this process until SIGTERM or SIGINT.

    Raises:
        OperatorError: the settings, the content or the token cannot be used.

    """
    async with _built(settings) as app:
        await serve(app)


async def serve(app: App) -> None:
    """Bring the database up to date, then take updates, by polling or by webhook, and tidy.

    Raises:
        OperatorError: Telegram does not know the token.

    """
    async with _ready(app, migrate.upgrade) as bot:
        await present(bot, app.live.now.content)
        async with _tidying(app):
            if app.settings.updates == "webhook":
                await _take_by_webhook(app, bot)
            else:
                await _take_by_polling(app, bot)


async def web(settings: Settings) -> None:
    """Take updates by webhook in this process, one of several.

    Raises:
        OperatorError: the settings cannot be used, the database is of another release, or another process
            is at work without Redis between them.

    """
    async with _built(settings) as app, _ready(app, migrate.expect) as bot:
        await _take_by_webhook(app, bot)


async def worker(settings: Settings) -> None:
    """Do what is to be done by the clock, for any number of web processes.

    Raises:
        OperatorError: the settings cannot be used, or the database is of another release.

    """
    async with _built(settings) as app, _ready(app, migrate.expect) as bot:
        await present(bot, app.live.now.content)
        async with _tidying(app), serving(settings.host, settings.port, _health(app, bot)) as port:
            log.info("working, with health at port %s", port)
            await _told_to_stop()


def speaker(settings: Settings) -> Bot:
    """Make aiogram's side of the wire: HTML, no link previews."""
    return Bot(
        settings.bot_token.get_secret_value(),
        session=AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api_url)),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True),
    )


def conversation(app: App, metering: Metering, storage: BaseStorage | None = None) -> Dispatcher:
    """Put the conversation together; `storage` is where the state of dialogs stands, if not where settings say."""
    parts = Parts(
        live=app.live,
        store=app.store,
        pseudonyms=app.pseudonyms,
        clock=app.clock,
        zone=app.settings.zone,
        messenger=app.courier,
        admins=app.settings.admin_ids,
        flood=(app.settings.flood_updates, app.settings.flood_seconds),
        metering=metering,
        office=SharedOffice(app.redis) if app.redis else Alone(),
    )
    return dispatcher(parts, storage or storage_of(app.store, app.redis, app.clock.now))


async def when_there(what: str, attempt: Callable[[], Awaitable[T]]) -> T:
    """Try until `what` is there, waiting longer each time, and say so."""
    pause = 1.0
    while True:
        try:
            return await attempt()
        except Exception as error:
            if not (is_outage(error) or isinstance(error, _TELEGRAM_AWAY)):
                raise
            reason = getattr(error, "orig", None) or error
            log.warning("%s is away (%s: %s); next try in %.0f s", what, type(error).__name__, reason, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _take_by_polling(app: App, bot: Bot) -> None:
    """Fetch updates until told to stop, then finish what is in hand."""
    metering = Metering(app.clock)
    await when_there("Telegram", lambda: bot.delete_webhook(drop_pending_updates=False))
    async with serving(app.settings.host, app.settings.port, _health(app, bot)) as port:
        log.info("listening by polling, with health at port %s", port)
        await conversation(app, metering).start_polling(
            bot, allowed_updates=list(UPDATES), tasks_concurrency_limit=AT_ONCE, close_bot_session=False
        )
        if not await metering.idle(FINISH_SECONDS):
            log.warning("some updates were still in hand after %s s", FINISH_SECONDS)


async def _take_by_webhook(app: App, bot: Bot) -> None:
    """Serve the webhook until told to stop, then finish what is in hand; Telegram keeps what comes later."""
    settings = app.settings
    hook = Webhook(conversation(app, Metering(app.clock)), bot, settings.hook_secret)
    async with (
        web_claim(app.store, shared=app.redis is not None) as claim,
        serving(settings.host, settings.port, _health(app, bot), hook) as port,
    ):
        await when_there(
            "Telegram",
            lambda: bot.set_webhook(
                f"{settings.public_url}{PATH}",
                secret_token=settings.hook_secret,
                allowed_updates=list(UPDATES),
                max_connections=WEBHOOK_CONNECTIONS,
                drop_pending_updates=False,
            ),
        )
        log.info("listening by webhook at port %s", port)
        await _first_of(_told_to_stop(), claim.keep())


@asynccontextmanager
async def _ready(app: App, to_this_release: Callable[[Store], Awaitable[None]]) -> AsyncIterator[Bot]:
    """Wait for what the desk stands on; then keep its content current for as long as this is entered."""
    async with speaker(app.settings) as bot, hangups() as hangup:
        await when_there("the database", lambda: to_this_release(app.store))
        await _meet(app, bot)
        await when_there("the database", app.live.begin)
        async with staying_current(app, hangup, partial(present, bot)):
            yield bot


async def _meet(app: App, bot: Bot) -> None:
    """Wait for Telegram and Redis, and make sure of the token."""
    if app.redis:
        await when_there("Redis", _pinging(app.redis))
    await when_there("Telegram", lambda: _check_token(bot))
    await when_there("Telegram", app.courier.start)


async def _check_token(bot: Bot) -> None:
    try:
        me = await bot.me()
    except TelegramUnauthorizedError:
        raise OperatorError(
            "BOT_TOKEN: Telegram does not know this token; take the present one from @BotFather."
        ) from None
    except (TelegramNotFound, ClientDecodeError):
        raise OperatorError("TELEGRAM_API_URL: no Bot API answers there; put its root there, or nothing.") from None
    log.info("running as @%s", me.username)


def _pinging(redis: Redis) -> Check:
    async def ping() -> object:
        return await redis.get("gcm-desk")

    return ping


def _health(app: App, bot: Bot) -> Health:
    async def database() -> None:
        async with app.store.read() as session:
            await session.execute(text("SELECT 1"))

    checks: dict[str, Check] = {"database": database, "telegram": bot.get_me}
    if app.redis:
        checks["redis"] = _pinging(app.redis)
    return Health(checks)


@asynccontextmanager
async def _built(settings: Settings) -> AsyncIterator[App]:
    app = build(settings)
    try:
        yield app
    finally:
        await app.close()


@asynccontextmanager
async def _tidying(app: App) -> AsyncIterator[None]:
    """Erase what is past its time now and every hour, for as long as this is entered."""

    async def tidy() -> None:
        while True:
            await when_there("the database", lambda: housekeeping.tidy(app.store, app.clock.now()))
            await asyncio.sleep(TIDY_SECONDS)

    task = asyncio.create_task(tidy())
    try:
        yield
    finally:
        task.cancel()


async def _first_of(*works: Coroutine[Any, Any, None]) -> None:
    """Wait for whichever ends first, and raise what it raises."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await (await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))[0].pop()
    finally:
        for task in tasks:
            task.cancel()


async def _told_to_stop() -> None:
    """Wait for SIGTERM or SIGINT."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    await told.wait()
