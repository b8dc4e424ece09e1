"""What an update is answered from: what the desk knows when it is the update's turn, to its end."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.live import Live
from handlers.drawing import Handler


class Knowing(BaseMiddleware):
    """Supplies `content`, `matcher` and `translators`, which fit each other however often they are exchanged."""

    def __init__(self, live: Live) -> None:
        self._live = live

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Take all three once."""
        now = self._live.now
        data |= {"content": now.content, "matcher": now.matcher, "translators": now.translators}
        return await handler(event, data)
