"""Protection from one person's flood: one notice, then silence until they slow down; nobody else waits."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.types import TelegramObject, Update, User

from bot.cards import menus
from bot.i18n import Translator
from handlers.drawing import Handler
from handlers.reply import Reply, say


@dataclass(slots=True)
class _Recent:
    times: deque[float] = field(default_factory=deque)
    album: str = ""
    told: bool = False


class Floods(BaseMiddleware):
    """Counts a person's updates in a sliding window; an album counts once and is answered once."""

    def __init__(self, updates: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._updates = updates
        self._seconds = seconds
        self._now = now
        self._people: OrderedDict[int, _Recent] = OrderedDict()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 aiogram's signature
        """Pass the update on, unless it is one too many or a later part of an album."""
        user: User | None = data.get("event_from_user")
        if user is None or not isinstance(event, Update):
            return await handler(event, data)
        recent = self._recent(user.id)
        album = (event.message.media_group_id if event.message else None) or ""
        if album and album == recent.album:
            return None
        recent.album = album or recent.album
        if len(recent.times) >= self._updates:
            if recent.told:
                return None
            recent.told = data["too_fast"] = True
            return await handler(event, data)
        recent.told = False
        recent.times.append(self._now())
        return await handler(event, data)

    def _recent(self, person: int) -> _Recent:
        """Return what this person did within the window, and let go of everybody who did nothing in it."""
        begin = self._now() - self._seconds
        recent = self._people.setdefault(person, _Recent())
        self._people.move_to_end(person)
        while recent.times and recent.times[0] <= begin:
            recent.times.popleft()
        while (oldest := next(iter(self._people.items())))[0] != person:
            if oldest[1].times and oldest[1].times[-1] > begin:
                break
            del self._people[oldest[0]]
        return recent


def router(seconds: float) -> Router:
    """Answer the first update that is too many with the notice, whatever it was."""
    own = Router(name="floods")

    async def too_fast(_event: TelegramObject, t: Translator) -> Reply:
        return say(menus.slow_down(t, max(1, round(seconds))), anew=True)

    for observer in (own.message, own.edited_message, own.callback_query):
        observer.register(too_fast, _is_too_fast)
    return own


async def _is_too_fast(_event: TelegramObject, *, too_fast: bool = False) -> bool:
    return too_fast
