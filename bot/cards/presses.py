"""What buttons send: short strings that carry their language and ids, so that a button works for ever."""

from enum import StrEnum
from typing import NamedTuple

from bot.message import Button

DATA_BYTES = 64
DIGITS = 9
"""Of a number in a button: what fits beside a language and two entries' ids."""


class Do(StrEnum):
    """What a button asks for; one letter where two entries' ids must fit beside it."""

    MENU = "menu"
    ASK = "ask"
    HELP = "help"
    ABOUT = "about"
    PRIVACY = "privacy"
    LANGUAGES = "languages"
    SPEAK = "speak"
    TOPICS = "topics"
    TOPIC = "topic"
    ENTRY = "e"
    HELPFUL = "y"
    UNLIKE = "n"
    PEOPLE = "p"
    NONE = "x"
    FORGET = "forget"
    ERASE = "erase"
    CANCEL = "cancel"


COMMANDS = {
    "start": Do.MENU,
    "topics": Do.TOPICS,
    "language": Do.LANGUAGES,
    "help": Do.HELP,
    "about": Do.ABOUT,
    "privacy": Do.PRIVACY,
    "human": Do.PEOPLE,
    "forget": Do.FORGET,
    "cancel": Do.CANCEL,
}
"""What a command of the content's table asks for, as a button would."""


class Press(NamedTuple):
    """A button that was pressed: what it asks for, the language it was shown in, its ids."""

    do: Do
    language: str
    ids: tuple[str, ...]

    def id(self, place: int) -> str:
        """Return the id at a place; empty when the button carries none there."""
        return self.ids[place] if place < len(self.ids) else ""

    def number(self, place: int) -> int:
        """Return the number at a place; 0 when what stands there is none."""
        text = self.id(place)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


def button(text: str, do: Do, language: str, *ids: object) -> Button:
    """Make a button.

    Raises:
        ValueError: its ids do not fit Telegram's 64 bytes.

    """
    data = ":".join((do, language, *map(str, ids)))
    if len(data.encode()) > DATA_BYTES:
        raise ValueError(f"the button data “{data}” is over {DATA_BYTES} bytes")
    return Button(text, data)


def read(data: str) -> Press | None:
    """Read what a button sent; None when no button of this release sends it."""
    do, _, rest = data.partition(":")
    language, *ids = rest.split(":")
    if do not in set(Do) or len(ids) > 3:  # noqa: PLR2004 an entry, a question and the way back
        return None
    return Press(Do(do), language, tuple(ids))
