"""Everything else: what cannot be read, buttons of another time, groups; never silence, never two answers."""

from aiogram import Bot, F, Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message

from bot.cards import refusals
from bot.content import Content
from handlers.filters import commanded
from handlers.reply import Reply, say
from handlers.visitor import Visitor

SAID_BY_PEOPLE = frozenset(
    {
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.GAME,
        ContentType.INVOICE,
        ContentType.LOCATION,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.UNKNOWN,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)
"""What a person sends, as against what Telegram notes in a chat by itself (a pinned message, a new photo)."""


def router() -> Router:
    """Build the router: it stands last in private chats."""
    own = Router(name="strangers")
    own.message.register(sent_something, F.content_type.in_(SAID_BY_PEOPLE))
    own.callback_query.register(pressed_old_button)
    return own


def groups() -> Router:
    """Build the router of groups: silent, but for the desk's own commands."""
    own = Router(name="groups")
    own.message.register(commanded_in_group, commanded)
    return own


async def sent_something(message: Message, me: Visitor) -> Reply:
    """Say why it cannot be read, and what can."""
    return say(refusals.unreadable(me.t, message.content_type))


async def pressed_old_button(_query: CallbackQuery, content: Content, me: Visitor) -> Reply:
    """Say so, and show the menu."""
    return say(refusals.old_button(content, me.t))


async def commanded_in_group(_message: Message, command: str | None, bot: Bot, me: Visitor) -> Reply | None:
    """Invite to a private chat; other bots' commands are theirs."""
    return say(refusals.in_group(me.t, (await bot.me()).username or "")) if command else None
