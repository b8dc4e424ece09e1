"""What is kept about a person: shown, and erased at their word."""

from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.types import CallbackQuery

from bot import people
from bot.cards import menus
from bot.cards.presses import Do
from bot.db.turn import Turn
from handlers.filters import Pressed
from handlers.reply import Reply, say
from handlers.visitor import Visitor


def router() -> Router:
    """Build the router of the buttons; the command comes by way of the other commands."""
    own = Router(name="data")
    own.callback_query.register(looked, Pressed(Do.FORGET))
    own.callback_query.register(erased, Pressed(Do.ERASE))
    return own


async def looked(_query: CallbackQuery, me: Visitor, turn: Turn, zone: ZoneInfo) -> Reply:
    """Show what is kept, and ask whether to erase it."""
    return await show_kept(me, turn, zone)


async def erased(_query: CallbackQuery, me: Visitor, turn: Turn) -> Reply:
    """Erase it, at once."""
    await people.forget(turn, me.id, me.code)
    return say(menus.erased(me.t))


async def show_kept(me: Visitor, turn: Turn, zone: ZoneInfo) -> Reply:
    """Draw what is kept about the visitor, with days as in the office's zone."""
    kept = await people.kept(turn.store, me.id, me.code)
    return say(menus.kept(me.t, kept.since.astimezone(zone).date() if kept.since else None, kept.questions))
