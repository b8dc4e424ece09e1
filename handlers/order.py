"""Who comes when: one chat's updates keep their order, different people's run side by side."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any
from weakref import WeakValueDictionary

from aiogram import BaseMiddleware
from aiogram.types import Chat, TelegramObject

from handlers.drawing import Handler

Lock = Callable[[int], AbstractAsyncContextManager[object]]
"""Holds a chat's place in every process while it is entered."""


class InOrder(BaseMiddleware):
    """Lets one update of a chat pass at a time, first come first served; idle chats cost nothing.

    `everywhere` does the same between processes, when there are several.
    """

    def __init__(self, everywhere: Lock | None = None) -> None:
        self._here: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._everywhere = everywhere or nullcontext

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Wait for the chat's earlier updates."""
        chat: Chat | None = data.get("event_chat")
        if chat is None:
            return await handler(event, data)
        lock = self._here.setdefault(chat.id, asyncio.Lock())
        async with lock, self._everywhere(chat.id):
            return await handler(event, data)
