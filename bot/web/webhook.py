"""Telegram's updates by webhook: each is dealt with before it is answered, so that what fails is sent again."""

import asyncio
import hmac
import logging

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from aiohttp import web
from pydantic import ValidationError

from bot.outages import OutageError

log = logging.getLogger(__name__)

PATH = "/telegram/webhook"

BODY_BYTES = 1024 * 1024
"""No update comes near; a longer body is not Telegram's."""

BODY_SECONDS = 10
"""How long a body may take to arrive."""

ANSWER_SECONDS = 50
"""Telegram waits a minute; what takes longer is sent again."""


class Webhook:
    """Takes updates that carry the secret, and feeds them to the dispatcher one request at a time."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, secret: str) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._secret = secret.encode()

    async def take(self, request: web.Request) -> web.Response:
        """Deal with one update.

        The answers: 200 it is done, 401 the secret is not ours, 400 or 413 the body is no update, 503 send it again.
        """
        shown = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), self._secret):
            return web.Response(status=401)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408)
        try:
            update = Update.model_validate_json(body, context={"bot": self._bot})
        except ValidationError:
            return web.Response(status=400)
        try:
            update.event_type  # noqa: B018 a property that raises
        except UpdateTypeLookupError:
            return web.Response(status=200)  # of a kind that is newer than aiogram: there is nothing to do
        return web.Response(status=200 if await self._feed(update) else 503)

    async def _feed(self, update: Update) -> bool:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._dispatcher.feed_update(self._bot, update)
        except OutageError:
            return False
        except TimeoutError:
            log.warning("update %s took longer than %s s; Telegram sends it again", update.update_id, ANSWER_SECONDS)
            return False
        return True
