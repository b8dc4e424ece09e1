"""What goes wrong: the person gets a sentence with a reference, the administrators the cause, the log everything."""

import logging
import secrets
import time
from collections.abc import Callable, Collection
from pathlib import Path
from traceback import extract_tb
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import Chat, TelegramObject
from markupsafe import Markup

from bot import metrics
from bot.cards import refusals, signs
from bot.errors import NoLongerThereError
from bot.i18n import Translator
from bot.live import Live
from bot.message import Message, bold, lines
from bot.outages import OutageError, is_outage
from handlers.drawing import Handler, Messenger, send
from handlers.reply import say
from handlers.visitor import Visitor, client_language

log = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent

QUIET_SECONDS = 60
"""How long the same fault is not told again: to a person, to the administrators."""

_TELEGRAM_AWAY = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter)


class GoneThings(BaseMiddleware):
    """Turns a button about something that the content no longer has into a sentence and the menu."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Answer in place of a handler that found nothing."""
        try:
            return await handler(event, data)
        except NoLongerThereError:
            return say(refusals.old_button(data["content"], data["me"].t))


class Faults(BaseMiddleware):
    """Stands outside everything: no update ends in silence, no fault goes unseen, none is told too often."""

    def __init__(
        self,
        live: Live,
        messenger: Messenger,
        admins: Collection[int],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._live = live
        self._messenger = messenger
        self._admins = admins
        self._now = now
        self._told: dict[object, float] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Handle the update, or what became of it.

        Raises:
            OutageError: it could not be dealt with now, and can be when it is sent again.

        """
        try:
            return await handler(event, data)
        except _TELEGRAM_AWAY as error:
            metrics.ERRORS.labels("telegram").inc()
            log.warning("Telegram did not take an answer: %s", type(error).__name__)
            raise OutageError from error
        except Exception as error:
            if is_outage(error):
                metrics.ERRORS.labels("outage").inc()
                await self._ask_for_patience(data)
                raise OutageError from error
            metrics.ERRORS.labels("fault").inc()
            reference = "-".join((secrets.token_hex(2), secrets.token_hex(2))).upper()
            log.exception("fault %s", reference)
            await self._tell_person(data, refusals.fault(self._language(data), reference))
            await self._tell_admins(error, reference)
        return None

    async def _ask_for_patience(self, data: dict[str, Any]) -> None:
        chat: Chat | None = data.get("event_chat")
        if chat and self._first_within_a_minute((chat.id, "outage")):
            await self._tell_person(data, refusals.patience(self._language(data)))

    async def _tell_person(self, data: dict[str, Any], message: Message) -> None:
        chat: Chat | None = data.get("event_chat")
        if chat is None or chat.type != ChatType.PRIVATE:
            return
        bot: Bot = data["bot"]
        try:
            await send(bot, chat.id, message)
        except TelegramAPIError as error:
            log.warning("a person was not told of a fault: %s", type(error).__name__)

    def _language(self, data: dict[str, Any]) -> Translator:
        me: Visitor | None = data.get("me")
        now = self._live.now
        own = client_language(data.get("event_from_user"), now.translators)
        return me.t if me else now.translators[own or now.content.languages[0]]

    async def _tell_admins(self, error: Exception, reference: str) -> None:
        place = _place(error)
        if not self._first_within_a_minute((type(error), place)):
            return
        cause = Markup("<code>{}: {}</code>").format(type(error).__name__, str(error)[:500])
        message = Message(lines(signs.headed(signs.TROUBLE, bold(reference)), cause, place))
        for admin in self._admins:
            await self._messenger.send(admin, message)

    def _first_within_a_minute(self, kind: object) -> bool:
        now = self._now()
        self._told = {told: at for told, at in self._told.items() if now - at < QUIET_SECONDS}
        return self._told.setdefault(kind, now) == now


def _place(error: Exception) -> str:
    """Name the innermost line of ours that the error passed through."""
    ours = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(PROJECT)]
    own = [frame for frame in ours if ".venv" not in Path(frame.filename).parts]
    return f"{Path(own[-1].filename).relative_to(PROJECT)}, line {own[-1].lineno}" if own else ""
