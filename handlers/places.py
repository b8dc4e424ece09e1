"""Walking about by buttons: each place is drawn in the message whose button was pressed."""

from collections.abc import Mapping

from aiogram import Router
from aiogram.types import CallbackQuery

from bot import people
from bot.cards import menus
from bot.cards.places import linked, place
from bot.cards.presses import Do, Press
from bot.content import Content
from bot.db.turn import Turn
from bot.i18n import Translator
from handlers.filters import Pressed
from handlers.reply import Reply, say
from handlers.visitor import Visitor


def router() -> Router:
    """Build the router: choosing a language changes something, all other places are only looked at."""
    own = Router(name="places")
    own.callback_query.register(chose_language, Pressed(Do.SPEAK))
    own.callback_query.register(
        walked,
        Pressed(Do.MENU, Do.CANCEL, Do.ASK, Do.HELP, Do.ABOUT, Do.PRIVACY, Do.LANGUAGES, Do.TOPICS, Do.TOPIC),
    )
    return own


async def walked(_query: CallbackQuery, press: Press, me: Visitor, content: Content) -> Reply:
    """Show the place."""
    return say(place(content, me.t, press))


async def chose_language(
    _query: CallbackQuery,
    press: Press,
    me: Visitor,
    turn: Turn,
    content: Content,
    translators: Mapping[str, Translator],
) -> Reply:
    """Remember the language, and go on to where the person was going."""
    t = translators[press.language]
    await people.choose_language(turn, me.id, press.language)
    return say(linked(content, t, press.id(0)) or menus.language_chosen(content, t))
