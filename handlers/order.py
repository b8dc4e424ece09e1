"""Who comes when: one chat's updates keep their order, different people's run side by side."""

import asyncio
from collections import OrderedDict
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Protocol
from weakref import WeakValueDictionary

from aiogram import BaseMiddleware
from aiogram.types import Chat, TelegramObject

from handlers.drawing import Handler

ALBUMS = 1000
"""How many albums are remembered; the parts of one come within a second or two."""


class Office(Protocol):
    """What keeps the processes of one desk in step."""

    def hold(self, chat: int) -> AbstractAsyncContextManager[object]:
        """Hold a chat's place in every process while this is entered."""

    async def speaks_for(self, album: str, update: int) -> bool:
        """Tell whether this update is the one of its album that is answered: the first that asks, for good."""


class Alone:
    """An office of one process."""

    def __init__(self) -> None:
        self._albums: OrderedDict[str, int] = OrderedDict()

    def hold(self, chat: int) -> AbstractAsyncContextManager[object]:  # noqa: ARG002 nobody else is there
        """Hold nothing."""
        return nullcontext()

    async def speaks_for(self, album: str, update: int) -> bool:
        """Remember the first."""
        first = self._albums.setdefault(album, update)
        if len(self._albums) > ALBUMS:
            self._albums.popitem(last=False)
        return first == update


class InOrder(BaseMiddleware):
    """Lets one update of a chat pass at a time, first come first served; idle chats cost nothing."""

    def __init__(self, office: Office) -> None:
        self._here: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._office = office

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Wait for the chat's earlier updates."""
        chat: Chat | None = data.get("event_chat")
        if chat is None:
            return await handler(event, data)
        lock = self._here.setdefault(chat.id, asyncio.Lock())
        async with lock, self._office.hold(chat.id):
            return await handler(event, data)
