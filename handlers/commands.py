"""Commands: the greeting with its deep links, the places that have a name, and what is no command."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.types import Message

from bot.cards import decisions, menus
from bot.cards.places import linked
from bot.cards.presses import COMMANDS, Do
from bot.content import Content
from bot.db.turn import Turn
from bot.i18n import Translator
from handlers.data import show_kept
from handlers.filters import commanded
from handlers.reply import Reply, say
from handlers.visitor import Visitor


def router() -> Router:
    """Build the router: whatever begins with a slash, also when an older message was changed to it."""
    own = Router(name="commands")
    for observer in (own.message, own.edited_message):
        observer.filter(commanded)
        observer.register(started, _is_start)
        observer.register(typed_command)
    return own


async def started(
    _message: Message, argument: str, me: Visitor, content: Content, translators: Mapping[str, Translator]
) -> Reply:
    """Greet, or open what the link names; ask for a language first when Telegram's is none of ours."""
    if not me.known:
        return say(menus.first_language(content, translators, argument))
    if not argument:
        return say(menus.greeting(content, me.t))
    nowhere = me.t("This link leads nowhere any more.")
    return say(linked(content, me.t, argument) or menus.menu(content, me.t, nowhere))


async def typed_command(
    _message: Message, command: str | None, me: Visitor, turn: Turn, content: Content, zone: ZoneInfo
) -> Reply:
    """Go where the command leads; say so when there is none of this name."""
    if command is None:
        unknown = me.t("I do not know this command. A question needs no command: just write it.")
        return say(menus.menu(content, me.t, unknown))
    return await follow(command, me, turn, content, zone)


async def follow(command: str, me: Visitor, turn: Turn, content: Content, zone: ZoneInfo) -> Reply:
    """Go where a command leads, whether it was typed or said in words."""
    if COMMANDS.get(command) is Do.FORGET:
        return await show_kept(me, turn, zone)
    return say(decisions.command(content, me.t, command))


async def _is_start(_message: Message, command: str | None) -> bool:
    return command == "start"
