"""The messenger to groups and administrators, where the conversation itself does not speak."""

import logging

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.message import Message

log = logging.getLogger(__name__)


class Courier:
    """Sends neutral messages by python-telegram-bot; it never listens."""

    def __init__(self, token: str, api_url: str) -> None:
        self._bot = Bot(token, base_url=f"{api_url}/bot", base_file_url=f"{api_url}/file/bot")

    async def start(self) -> None:
        """Open the connection.

        Raises:
            ConnectionError: Telegram is away.

        """
        try:
            await self._bot.initialize()
        except (NetworkError, RetryAfter) as error:
            raise ConnectionError(str(error)) from error

    async def send(self, chat: int, message: Message) -> None:
        """Send a message, or log why that cannot be done: there is no queue yet in which it could wait."""
        try:
            await self._bot.send_message(
                chat,
                message.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_keyboard(message),
            )
        except TelegramError as error:
            log.warning("chat %s was not written to: %s", chat, type(error).__name__)

    async def close(self) -> None:
        """Let the connections go."""
        await self._bot.shutdown()


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(each.text, callback_data=each.data or None, url=each.url or None) for each in row]
            for row in message.rows
        ]
    )
