"""What is kept about a person: shown, and erased at their word."""

from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.types import CallbackQuery, Message, User

from bot import people
from bot.cards import menus
from bot.cards.presses import Do
from bot.db.session import Turn
from bot.i18n import Translator
from bot.people import Pseudonyms
from handlers.filters import commanded, named, pressed
from handlers.reply import Reply, say


def router() -> Router:
    """Build the router: /forget, and the buttons that lead there."""
    own = Router(name="data")
    own.message.register(looked, commanded, named("forget"))
    own.callback_query.register(looked, pressed(Do.FORGET))
    own.callback_query.register(erased, pressed(Do.ERASE))
    return own


async def looked(
    _event: Message | CallbackQuery,
    event_from_user: User,
    turn: Turn,
    pseudonyms: Pseudonyms,
    zone: ZoneInfo,
    t: Translator,
) -> Reply:
    """Show what is kept, and ask whether to erase it."""
    kept = await people.kept(turn.store, event_from_user.id, pseudonyms(event_from_user.id))
    return say(menus.kept(t, kept.since.astimezone(zone).date() if kept.since else None, kept.questions))


async def erased(query: CallbackQuery, turn: Turn, pseudonyms: Pseudonyms, t: Translator) -> Reply:
    """Erase it, at once."""
    await people.forget(turn, query.from_user.id, pseudonyms(query.from_user.id))
    return say(menus.erased(t))
