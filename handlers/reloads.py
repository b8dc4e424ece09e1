"""The administrators' word to read the content anew; to everybody else it is a command like any unknown one."""

from collections.abc import Collection

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.cards import reloads
from bot.db.turn import Turn
from bot.errors import OperatorError
from bot.live import Live
from handlers.reply import Reply, say
from handlers.visitor import Visitor


def router(admins: Collection[int]) -> Router:
    """Build the router: it stands before the other commands, and passes on what is not an administrator's."""
    own = Router(name="reloads")
    for observer in (own.message, own.edited_message):
        observer.register(told_to_reload, Command("reload", ignore_case=True), F.from_user.id.in_(admins))
    return own


async def told_to_reload(_message: Message, me: Visitor, turn: Turn, live: Live) -> Reply:
    """Reload, and say what has changed, or why nothing has."""
    await turn.store_nothing()  # a repeat of what was answered is stopped here, before it reloads again
    try:
        return say(reloads.reloaded(me.t, await live.reload()))
    except OperatorError as error:
        return say(reloads.refused(me.t, str(error)))
