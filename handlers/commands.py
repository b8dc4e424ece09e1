"""Commands: the greeting with its deep links, the places that have a name, and what is no command."""

from collections.abc import Mapping

from aiogram import Router
from aiogram.types import Message

from bot.cards import menus
from bot.cards.places import COMMANDS, linked, place
from bot.cards.presses import Press
from bot.content import Content
from bot.i18n import Translator
from handlers.filters import commanded, named
from handlers.reply import Reply, say


def router() -> Router:
    """Build the router: whatever begins with a slash and was not taken before."""
    own = Router(name="commands")
    own.message.filter(commanded)
    own.message.register(started, named("start"))
    own.message.register(cancelled, named("cancel"))
    own.message.register(went, named(*COMMANDS))
    own.message.register(typed_unknown_command)
    return own


async def started(
    _message: Message,
    argument: str,
    content: Content,
    translators: Mapping[str, Translator],
    t: Translator,
    *,
    known: bool,
) -> Reply:
    """Greet, or open what the link names; ask for a language first when Telegram's is none of ours."""
    if not known:
        return say(menus.first_language(content, translators, argument))
    if not argument:
        return say(menus.greeting(content, t))
    return say(linked(content, t, argument) or menus.menu(content, t, t("This link leads nowhere any more.")))


async def cancelled(_message: Message, content: Content, t: Translator) -> Reply:
    """Say that nothing is under way."""
    return say(menus.menu(content, t, t("Nothing is under way, so there is nothing to stop.")))


async def went(_message: Message, command: str, content: Content, t: Translator) -> Reply:
    """Show the place that the command names."""
    return say(place(content, t, Press(COMMANDS[command], t.language, ())))


async def typed_unknown_command(_message: Message, content: Content, t: Translator) -> Reply:
    """Say so, and show the menu."""
    return say(menus.menu(content, t, t("I do not know this command. A question needs no command: just write it.")))
