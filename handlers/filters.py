"""What handlers wait for: a button of a kind, a command of the content's table."""

from typing import Any

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.cards.presses import Do, Press
from bot.content import Content


class Pressed(Filter):
    """Passes presses of these kinds of buttons."""

    def __init__(self, *kinds: Do) -> None:
        self._kinds = kinds

    async def __call__(self, _query: CallbackQuery, press: Press | None) -> bool:
        """Compare the press that was read."""
        return press is not None and press.do in self._kinds


async def commanded(message: Message, bot: Bot, content: Content) -> bool | dict[str, Any]:
    """Pass what begins with a slash, with `command` and `argument`.

    `command` is its name in the content, None when it is unknown or another bot's. aiogram's own filter knows its
    names when it is built; these may change with the content.
    """
    if not (message.text or "").startswith("/"):
        return False
    word, *rest = (message.text or "").split(maxsplit=1)
    name, _, addressee = word.removeprefix("/").partition("@")
    mine = not addressee or addressee.lower() == ((await bot.me()).username or "").lower()
    return {"command": content.command(name) if mine else None, "argument": rest[0].strip() if rest else ""}
