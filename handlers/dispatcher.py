"""The order in which everything stands between an update and its screen."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from aiogram import Dispatcher, F, Router
from aiogram.enums import ChatType
from aiogram.fsm.storage.base import BaseStorage

from bot.clock import Clock
from bot.db.session import Store
from bot.live import Live
from bot.people import Pseudonyms
from handlers import commands, data, floods, places, questions, reloads, strangers
from handlers.drawing import Drawing, Messenger
from handlers.faults import Faults, GoneThings
from handlers.knowing import Knowing
from handlers.metering import Metering
from handlers.order import InOrder, Office
from handlers.visitor import Visitors

UPDATES = ("message", "edited_message", "callback_query")
"""The kinds of updates that Telegram is asked for."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the conversation is made of."""

    live: Live
    store: Store
    pseudonyms: Pseudonyms
    clock: Clock
    zone: ZoneInfo
    messenger: Messenger
    admins: frozenset[int]
    flood: tuple[int, float]
    metering: Metering
    office: Office


def dispatcher(parts: Parts, storage: BaseStorage | None = None) -> Dispatcher:
    """Build the dispatcher.

    The state of dialogs (`storage`) is not read for an update as such: menus, questions and answers need none.
    """
    root = Dispatcher(storage=storage, disable_fsm=True, live=parts.live, zone=parts.zone)
    for middleware in (
        parts.metering,
        Faults(parts.live, parts.messenger, parts.admins),
        floods.Floods(*parts.flood, parts.office),
        InOrder(parts.office),
        Knowing(parts.live),
        Drawing(parts.store, parts.clock, parts.messenger),
        Visitors(parts.store, parts.pseudonyms),
        GoneThings(),
    ):
        root.update.outer_middleware(middleware)
    root.include_routers(_private(parts), _groups())
    return root


def _private(parts: Parts) -> Router:
    own = Router(name="private")
    for observer in (own.message, own.edited_message):
        observer.filter(F.chat.type == ChatType.PRIVATE)
    own.include_routers(
        floods.router(parts.flood[1]),
        data.router(),
        reloads.router(parts.admins),
        commands.router(),
        places.router(),
        questions.router(),
        strangers.router(),
    )
    return own


def _groups() -> Router:
    own = strangers.groups()
    own.message.filter(F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}))
    return own
