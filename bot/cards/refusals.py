"""What the desk says to what it cannot read: pictures, voices, stickers, contacts, old buttons, groups, faults."""

from bot.cards import menus, signs
from bot.content import Content
from bot.i18n import Translator
from bot.message import Button, Message

LOOKED_AT = frozenset({"photo", "sticker", "animation", "dice", "story", "paid_media"})
LISTENED_TO = frozenset({"voice", "audio", "video_note"})
PERSONAL = frozenset({"contact", "location", "venue"})


def unreadable(t: Translator, kind: str) -> Message:
    """Say that a message of this kind (Telegram's word for it) cannot be read, and what can."""
    if kind in LOOKED_AT:
        reason = t("I cannot look at pictures. Please write your question in words.")
    elif kind in LISTENED_TO:
        reason = t("I cannot listen to recordings. Please write your question in words.")
    elif kind in PERSONAL:
        reason = t("I have not kept what you sent: I need no contacts or places. Please write your question in words.")
    else:
        reason = t("I cannot open this. Please write your question in words.")
    return _refusal(t, reason)


def no_words(t: Translator, text: str) -> Message:
    """Say that a text has no words in it, or nothing but a link."""
    if "://" in text or "www." in text:
        return _refusal(t, t("I do not open links. Please write your question in words."))
    return _refusal(t, t("I see no words in this message. Please write your question, for example in one sentence."))


def old_button(content: Content, t: Translator) -> Message:
    """Say that a button means nothing any more, and show the menu."""
    return menus.menu(content, t, t("This button is from an earlier time and no longer leads anywhere."))


def in_group(t: Translator, username: str) -> Message:
    """Invite to a private chat."""
    return Message(
        t("I answer in a private chat, so that your questions stay yours."),
        ((Button(t("Open the chat"), url=f"https://t.me/{username}"),),),
    )


def fault(t: Translator, reference: str) -> Message:
    """Say that something broke on our side, with a reference to quote."""
    return _refusal(
        t,
        t(
            "Something went wrong on our side. Please try again in a minute. "
            "If it goes wrong again, write to the secretariat and quote {reference}.",
            reference=reference,
        ),
    )


def patience(t: Translator) -> Message:
    """Ask for a moment while what the desk stands on is away."""
    return _refusal(t, t("A moment, please: I cannot reach my records. Send it again in a minute."))


def _refusal(t: Translator, sentence: str) -> Message:
    return Message(signs.headed(signs.TROUBLE, sentence), (menus.menu_row(t),))
