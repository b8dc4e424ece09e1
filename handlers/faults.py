"""What goes wrong: the person gets a sentence with a reference, the administrators the cause, the log everything."""

import logging
import secrets
import time
import traceback
from collections.abc import Callable, Collection, Mapping
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramServerError
from aiogram.types import Chat, TelegramObject
from markupsafe import Markup
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.cards import refusals, signs
from bot.content import Content
from bot.errors import NoLongerThereError
from bot.i18n import Translator
from bot.message import Message, bold, lines
from handlers.drawing import Courier, Handler, send
from handlers.languages import client_language
from handlers.reply import say

log = logging.getLogger(__name__)

QUIET_SECONDS = 60
"""How long the same fault is not told again: to a person, to the administrators."""

_AWAY = (OperationalError, InterfaceError, OSError)
_TELEGRAM_AWAY = (TelegramNetworkError, TelegramServerError)


class GoneThings(BaseMiddleware):
    """Turns a button about something that the content no longer has into a sentence and the menu."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 aiogram's signature
        """Answer in place of a handler that found nothing."""
        try:
            return await handler(event, data)
        except NoLongerThereError:
            return say(refusals.old_button(data["content"], data["t"]), anew=True)


class Faults(BaseMiddleware):
    """Stands outside everything: no update ends in silence, no fault goes unseen, none is told too often."""

    def __init__(
        self,
        translators: Mapping[str, Translator],
        content: Callable[[], Content],
        courier: Courier,
        admins: Collection[int],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._translators = translators
        self._content = content
        self._courier = courier
        self._admins = admins
        self._now = now
        self._told: dict[object, float] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 aiogram's signature
        """Handle the update, or what became of it."""
        try:
            return await handler(event, data)
        except _TELEGRAM_AWAY as error:
            log.warning("Telegram did not take an answer: %s", type(error).__name__)
        except Exception as error:
            reference = "-".join((secrets.token_hex(2), secrets.token_hex(2))).upper()
            log.exception("fault %s", reference)
            await self._tell_person(data, error, reference)
            await self._tell_admins(error, reference)
        return None

    async def _tell_person(self, data: dict[str, Any], error: Exception, reference: str) -> None:
        chat: Chat | None = data.get("event_chat")
        if chat is None or chat.type != ChatType.PRIVATE:
            return
        t = (
            data.get("t")
            or self._translators[
                client_language(data.get("event_from_user"), self._translators) or self._content().languages[0]
            ]
        )
        away = isinstance(error, _AWAY)
        if away and not self._first_within_a_minute((chat.id, "away")):
            return
        bot: Bot = data["bot"]
        try:
            await send(bot, chat.id, refusals.patience(t) if away else refusals.fault(t, reference))
        except TelegramAPIError:
            log.warning("the sentence about fault %s could not be sent", reference)

    async def _tell_admins(self, error: Exception, reference: str) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{frames[-1].name}, line {frames[-1].lineno}" if frames else ""
        if not self._first_within_a_minute((type(error), place)):
            return
        cause = Markup("<code>{}: {}</code>").format(type(error).__name__, str(error)[:500])
        message = Message(lines(Markup("{} ").format(signs.TROUBLE) + bold(reference), cause, place))
        for admin in self._admins:
            try:
                await self._courier.send(admin, message)
            except Exception as failure:  # noqa: BLE001 an alarm that fails must not become a fault itself
                log.warning("administrator %s was not told of %s: %s", admin, reference, type(failure).__name__)

    def _first_within_a_minute(self, kind: object) -> bool:
        now = self._now()
        self._told = {told: at for told, at in self._told.items() if now - at < QUIET_SECONDS}
        return self._told.setdefault(kind, now) == now
