"""Protection from one person's flood: one notice, then silence until they slow down; nobody else waits."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from aiogram import BaseMiddleware, Router
from aiogram.enums import ChatType
from aiogram.types import Chat, TelegramObject, Update

from bot.cards import menus
from handlers.drawing import Handler, answer
from handlers.order import Office
from handlers.reply import Reply, say
from handlers.visitor import Visitor


@dataclass(slots=True)
class _Recent:
    times: deque[float] = field(default_factory=deque)
    told: bool = False


class Floods(BaseMiddleware):
    """Counts the updates of each private chat in a sliding window; an album counts once and is answered once."""

    def __init__(self, updates: int, seconds: float, office: Office, now: Callable[[], float] = time.monotonic) -> None:
        self._updates = updates
        self._seconds = seconds
        self._office = office
        self._now = now
        self._chats: OrderedDict[int, _Recent] = OrderedDict()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Pass the update on, unless it is one too many or a later part of an album."""
        chat: Chat | None = data.get("event_chat")
        if chat is None or chat.type != ChatType.PRIVATE:
            return await handler(event, data)
        update, recent = cast("Update", event), self._recent(chat.id)
        album = update.message.media_group_id if update.message else None
        if album and not await self._office.speaks_for(album, update.update_id):
            return None
        if len(recent.times) >= self._updates:
            return await self._too_fast(recent, handler, update, data)
        recent.told = False
        recent.times.append(self._now())
        return await handler(event, data)

    async def _too_fast(self, recent: _Recent, handler: Handler, update: Update, data: dict[str, Any]) -> object:
        """Let the first one too many through, to be answered with the notice; drop the others."""
        if not recent.told:
            recent.told = data["too_fast"] = True
            return await handler(update, data)
        if update.callback_query:
            await answer(data["bot"], update.callback_query)
        return None

    def _recent(self, chat: int) -> _Recent:
        """Return what was done here within the window, and let go of every chat where nothing was."""
        begin = self._now() - self._seconds
        recent = self._chats.setdefault(chat, _Recent())
        self._chats.move_to_end(chat)
        while recent.times and recent.times[0] <= begin:
            recent.times.popleft()
        while (oldest := next(iter(self._chats.items())))[0] != chat:
            if oldest[1].times and oldest[1].times[-1] > begin:
                break
            del self._chats[oldest[0]]
        return recent


def router(seconds: float) -> Router:
    """Answer the first update that is too many with the notice, whatever it was."""
    own = Router(name="floods")

    async def too_fast(_event: TelegramObject, me: Visitor) -> Reply:
        return say(menus.slow_down(me.t, max(1, round(seconds))), anew=True)

    for observer in (own.message, own.edited_message, own.callback_query):
        observer.register(too_fast, _is_too_fast)
    return own


async def _is_too_fast(_event: TelegramObject, *, too_fast: bool = False) -> bool:
    return too_fast
