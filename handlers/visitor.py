"""Who an update comes from, as far as handlers need to know: the language to answer in, the code in their place."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any, cast

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update, User

from bot import people
from bot.cards import presses
from bot.db.session import Store
from bot.i18n import Translator
from bot.people import Pseudonyms
from handlers.drawing import Handler


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person in the chat: their number in Telegram, the code that stands for them, the interface they read.

    `known` says whether its language is their own choice or their Telegram's, and not only the first of ours.
    """

    id: int
    code: str
    t: Translator
    known: bool


class Visitors(BaseMiddleware):
    """Supplies `me`, the visitor, and `press`, the button that was pressed."""

    def __init__(self, store: Store, pseudonyms: Pseudonyms) -> None:
        self._store = store
        self._pseudonyms = pseudonyms

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Find the language; a button carries its own, so that pressing one reads nothing."""
        user: User | None = data.get("event_from_user")
        if user is None:
            return None
        translators: Mapping[str, Translator] = data["translators"]
        query = cast("Update", event).callback_query
        press = presses.read(query.data or "") if query else None
        if press and press.language not in translators:
            press = None
        language = press.language if press else await self._own(user, translators)
        t = translators[language or data["content"].languages[0]]
        data["press"] = press
        data["me"] = Visitor(user.id, self._pseudonyms(user.id), t, known=language is not None)
        return await handler(event, data)

    async def _own(self, user: User, known: Container[str]) -> str | None:
        chosen = await people.language_of(self._store, user.id)
        return chosen if chosen in known else client_language(user, known)


def client_language(user: User | None, known: Container[str]) -> str | None:
    """Return the language of the person's Telegram when it is one of ours."""
    code = ((user.language_code if user else None) or "").partition("-")[0]
    return code if code in known else None
