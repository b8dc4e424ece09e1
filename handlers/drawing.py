"""From a reply to Telegram: the effect is stored first, then drawn, then noted as drawn."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, cast

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, TelegramObject, Update
from aiohttp import ClientConnectorError

from bot.clock import Clock
from bot.db.session import Store
from bot.db.turn import AlreadyDoneError, Turn
from bot.message import Message
from handlers.reply import Reply

log = logging.getLogger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

LONGEST_WAIT = 30
"""Seconds that one chat waits in all when Telegram asks for patience; others do not wait for it."""

WAITS = (0.5, 2.0)
"""Seconds before each new try when Telegram stumbles."""


class Messenger(Protocol):
    """Who speaks where aiogram does not: in groups, to administrators."""

    async def send(self, chat: int, message: Message) -> None:
        """Send a message to a chat, or log why that cannot be done."""


class Drawing(BaseMiddleware):
    """Gives each update its turn and draws what its handler answers."""

    def __init__(self, store: Store, clock: Clock, messenger: Messenger) -> None:
        self._store = store
        self._clock = clock
        self._messenger = messenger

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> object:
        """Handle one update whole; every press is answered, whatever happens."""
        update = cast("Update", event)
        bot: Bot = data["bot"]
        turn = data["turn"] = Turn(self._store, update.update_id, self._clock.now())
        toast = ""
        try:
            reply = await handler(event, data)
            if isinstance(reply, Reply):
                toast = reply.toast
                await turn.store_nothing()
                await self._draw(bot, update, reply)
                await turn.replied()
        except AlreadyDoneError:
            return None
        finally:
            if update.callback_query:
                await answer(bot, update.callback_query, toast)
        return reply

    async def _draw(self, bot: Bot, update: Update, reply: Reply) -> None:
        query = update.callback_query
        said = update.message or update.edited_message or (query.message if query else None)
        if said is None:
            return
        if said.chat.type != ChatType.PRIVATE:
            for message in reply.messages:
                await self._messenger.send(said.chat.id, message)
            return
        below = reply.messages
        if query and below and not reply.anew:
            await _edit(bot, said.chat.id, said.message_id, below[0])
            below = below[1:]
        for message in below:
            await send(bot, said.chat.id, message)


async def send(bot: Bot, chat: int, message: Message) -> None:
    """Say something in a private chat; one whose answer was lost on the way is not said twice."""
    await _patiently(lambda: bot.send_message(chat, message.html, reply_markup=keyboard(message)), _never_arrived)


async def answer(bot: Bot, query: CallbackQuery, toast: str = "") -> None:
    """Tell Telegram that a press was taken; nobody waits for it any more when that fails."""
    try:
        await _patiently(lambda: bot.answer_callback_query(query.id, text=toast or None), _any)
    except TelegramAPIError as error:
        log.info("a press was not answered: %s", error)


async def _edit(bot: Bot, chat: int, message_id: int, message: Message) -> None:
    """Change a message in place; when it is gone or too old, say the same below."""
    markup = keyboard(message)
    try:
        await _patiently(
            lambda: bot.edit_message_text(message.html, chat_id=chat, message_id=message_id, reply_markup=markup), _any
        )
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            await send(bot, chat, message)


async def _patiently(call: Callable[[], Awaitable[object]], may_repeat: Callable[[TelegramNetworkError], bool]) -> None:
    """Call again while Telegram asks to wait or stumbles; somebody who left is no error."""
    patience = float(LONGEST_WAIT)
    for wait in (*WAITS, None):
        try:
            await call()
        except TelegramForbiddenError:
            return
        except TelegramRetryAfter as error:
            patience -= error.retry_after
            if wait is None or patience < 0:
                raise
            await asyncio.sleep(error.retry_after)
        except TelegramServerError:
            if wait is None:
                raise
            await asyncio.sleep(wait)
        except TelegramNetworkError as error:
            if wait is None or not may_repeat(error):
                raise
            await asyncio.sleep(wait)
        else:
            return


def _any(_error: TelegramNetworkError) -> bool:
    return True


def _never_arrived(error: TelegramNetworkError) -> bool:
    return isinstance(error.__cause__, ClientConnectorError)


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
