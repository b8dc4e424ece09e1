"""Which language an update is answered in: its button's, the person's choice, their Telegram's, the first of ours."""

from collections.abc import Container, Mapping
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update, User

from bot import people
from bot.cards import presses
from bot.db.session import Store
from bot.i18n import Translator
from handlers.drawing import Handler


class Languages(BaseMiddleware):
    """Supplies `t`, the interface in that language; `known`, whether it is the person's own; `press`, the button."""

    def __init__(self, store: Store, translators: Mapping[str, Translator], first: str) -> None:
        self._store = store
        self._translators = translators
        self._first = first

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 aiogram's signature
        """Find the language; a button carries its own, so that pressing one reads nothing."""
        if not isinstance(event, Update):
            raise TypeError("this middleware stands on updates")
        press = presses.read(event.callback_query.data or "") if event.callback_query else None
        if press and press.language not in self._translators:
            press = None
        language = press.language if press else await self._own(data.get("event_from_user"))
        data["press"] = press
        data["known"] = language is not None
        data["t"] = self._translators[language or self._first]
        return await handler(event, data)

    async def _own(self, user: User | None) -> str | None:
        if user is None:
            return None
        chosen = await people.language_of(self._store, user.id)
        if chosen in self._translators:
            return chosen
        return client_language(user, self._translators)


def client_language(user: User | None, known: Container[str]) -> str | None:
    """Return the language of the person's Telegram when it is one of ours."""
    code = ((user.language_code if user else None) or "").partition("-")[0]
    return code if code in known else None
