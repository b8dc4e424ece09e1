"""From a reply to Telegram: the effect is stored first, then drawn, then noted as drawn."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, TelegramObject, Update

from bot.clock import Clock
from bot.db.session import AlreadyDoneError, Store, Turn
from bot.message import Message
from handlers.reply import Reply

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

LONGEST_WAIT = 5
"""Seconds that a person waits in place when Telegram asks for patience."""

WAITS = (0.5, 2.0)
"""Seconds before each new try when Telegram stumbles."""


class Courier(Protocol):
    """Who speaks where aiogram does not: in groups, to administrators."""

    async def send(self, chat: int, message: Message) -> None:
        """Send a message to a chat."""


class Drawing(BaseMiddleware):
    """Gives each update its turn and draws what its handler answers."""

    def __init__(self, store: Store, clock: Clock, courier: Courier) -> None:
        self._store = store
        self._clock = clock
        self._courier = courier

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 aiogram's signature
        """Handle one update whole; every press is answered, whatever happens."""
        if not isinstance(event, Update):
            raise TypeError("this middleware stands on updates")
        turn = data["turn"] = Turn(self._store, event.update_id, self._clock.now())
        toast = ""
        try:
            reply = await handler(event, data)
            if isinstance(reply, Reply):
                toast = reply.toast
                await turn.store_nothing()
                await self._draw(data["bot"], event, reply)
                await turn.replied()
        except AlreadyDoneError:
            return None
        finally:
            if event.callback_query:
                await _answer(data["bot"], event.callback_query, toast)
        return reply

    async def _draw(self, bot: Bot, update: Update, reply: Reply) -> None:
        query = update.callback_query
        said = update.message or update.edited_message or (query.message if query else None)
        if said is None:
            return
        if said.chat.type != ChatType.PRIVATE:
            for message in reply.messages:
                await self._courier.send(said.chat.id, message)
            return
        first, *rest = reply.messages or (None,)
        if first and query and not reply.anew:
            await _edit(bot, said.chat.id, said.message_id, first)
        elif first:
            await send(bot, said.chat.id, first)
        for message in rest:
            await send(bot, said.chat.id, message)


async def send(bot: Bot, chat: int, message: Message) -> None:
    """Say something in a private chat."""
    await _patiently(lambda: bot.send_message(chat, message.html, reply_markup=keyboard(message)))


async def _edit(bot: Bot, chat: int, message_id: int, message: Message) -> None:
    """Change a message in place; when it is gone or too old, say the same below."""
    markup = keyboard(message)
    try:
        await _patiently(
            lambda: bot.edit_message_text(message.html, chat_id=chat, message_id=message_id, reply_markup=markup)
        )
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            await send(bot, chat, message)


async def _patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Call again while Telegram asks to wait a little or stumbles; somebody who left is no error."""
    for wait in (*WAITS, None):
        try:
            await call()
        except TelegramForbiddenError:
            return
        except TelegramRetryAfter as error:
            if wait is None or error.retry_after > LONGEST_WAIT:
                raise
            await asyncio.sleep(error.retry_after)
        except (TelegramServerError, TelegramNetworkError):
            if wait is None:
                raise
            await asyncio.sleep(wait)
        else:
            return


async def _answer(bot: Bot, query: CallbackQuery, toast: str) -> None:
    try:
        await bot.answer_callback_query(query.id, text=toast or None)
    except TelegramBadRequest:
        return  # pressed too long ago: nobody waits for it any more


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """Turn the buttons of a neutral message into aiogram's."""
    if not message.rows:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text=each.text, callback_data=each.data or None, url=each.url or None)
                for each in row
            ]
            for row in message.rows
        ]
    )
