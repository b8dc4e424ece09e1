"""The order in which everything stands between an update and its screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from aiogram import Dispatcher, F, Router
from aiogram.enums import ChatType
from aiogram.fsm.storage.base import BaseStorage

from bot.clock import Clock
from bot.content import Content
from bot.db.session import Store
from bot.faq import Matcher
from bot.i18n import Translator
from bot.people import Pseudonyms
from handlers import commands, data, floods, places, questions, strangers
from handlers.drawing import Drawing, Messenger
from handlers.faults import Faults, GoneThings
from handlers.metering import Metering
from handlers.order import InOrder, Office
from handlers.visitor import Visitors

UPDATES = ("message", "edited_message", "callback_query")
"""The kinds of updates that Telegram is asked for."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the conversation is made of; handlers ask for these by name."""

    content: Content
    matcher: Matcher
    translators: Mapping[str, Translator]
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
    root = Dispatcher(
        storage=storage,
        disable_fsm=True,
        content=parts.content,
        matcher=parts.matcher,
        translators=parts.translators,
        zone=parts.zone,
    )
    for middleware in (
        parts.metering,
        Faults(parts.translators, parts.content.languages[0], parts.messenger, parts.admins),
        floods.Floods(*parts.flood, parts.office),
        InOrder(parts.office),
        Drawing(parts.store, parts.clock, parts.messenger),
        Visitors(parts.store, parts.translators, parts.pseudonyms, parts.content.languages[0]),
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
