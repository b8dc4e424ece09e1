"""Who comes when: one person's updates keep their order, different people's run side by side."""

import asyncio
from typing import Any
from weakref import WeakValueDictionary

from aiogram import BaseMiddleware
from aiogram.types import Chat, TelegramObject

from handlers.drawing import Handler


class InOrder(BaseMiddleware):
    """Lets one update of a chat pass at a time, first come first served; idle chats cost nothing."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 aiogram's signature
        """Wait for the chat's earlier updates."""
        chat: Chat | None = data.get("event_chat")
        if chat is None:
            return await handler(event, data)
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:
            return await handler(event, data)
