"""One neutral message: HTML and rows of buttons, translated for each library at the edge that sends it."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: pressing it sends `data` (at most 64 bytes) or opens `url`."""

    text: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: at most 4096 characters of Telegram's HTML once it is parsed, and buttons by row."""

    html: Markup
    rows: tuple[tuple[Button, ...], ...] = ()


def lines(*parts: str) -> Markup:
    """Join what there is, a line each."""
    return Markup("\n").join(part for part in parts if part)


def paragraphs(*parts: str) -> Markup:
    """Join what there is, an empty line between."""
    return Markup("\n\n").join(part for part in parts if part)


def bold(text: str) -> Markup:
    """Make the one thing to see first bold."""
    return Markup("<b>{}</b>").format(text)


def italic(text: str) -> Markup:
    """Set a source or a date in italics."""
    return Markup("<i>{}</i>").format(text)
