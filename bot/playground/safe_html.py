"""Formatted text as HTML that a page may show as it is: nothing of a person or a bot gets through unescaped."""

from dataclasses import dataclass
from html import escape
from itertools import pairwise

from bot.playground.entities import Entity, FormattedText

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
    # The page sends the command when it is pressed: a link without an address.
    "bot_command": ('<a class="command">', "</a>"),
}


@dataclass(frozen=True)
class _Element:
    start: int
    end: int
    opening: str
    closing: str


def safe_html(content: FormattedText) -> str:
    """Return the text as HTML, its entities as elements; lines stay as they are, for `white-space: pre-wrap`."""
    units = content.text.encode("utf-16-le")
    elements = [_element(entity, units) for entity in content.entities]
    shown = [element for element in elements if element is not None]
    edges = {0, len(units) // 2}
    edges.update(element.start for element in shown)
    edges.update(element.end for element in shown)
    html: list[str] = []
    opened: list[_Element] = []
    for start, end in pairwise([*sorted(edges), len(units) // 2]):
        opened = _at_edge(html, opened, [element for element in shown if element.start <= start < element.end])
        html.append(escape(_slice(units, start, end)))
    return "".join(html)


def _at_edge(html: list[str], opened: list[_Element], wanted: list[_Element]) -> list[_Element]:
    """Close and open elements so that exactly `wanted` are open; what overlaps is closed and opened again."""
    kept = 0
    while kept < min(len(opened), len(wanted)) and opened[kept] is wanted[kept]:
        kept += 1
    html.extend(element.closing for element in reversed(opened[kept:]))
    html.extend(element.opening for element in wanted[kept:])
    return wanted


def _element(entity: Entity, units: bytes) -> _Element | None:
    """Return what shows an entity, None for one without a look of its own."""
    if entity.type in _TAGS:
        return _Element(entity.offset, entity.end, *_TAGS[entity.type])
    words = _slice(units, entity.offset, entity.end)
    match entity.type:
        case "text_link":
            address = entity.url or ""
        case "url":
            address = words if "://" in words else f"https://{words}"
        case "email":
            address = f"mailto:{words}"
        case "mention":
            address = f"https://t.me/{words.removeprefix('@')}"
        case _:
            return None
    return _Element(entity.offset, entity.end, f'<a href="{escape(address)}">', "</a>")


def _slice(units: bytes, start: int, end: int) -> str:
    return units[start * 2 : end * 2].decode("utf-16-le", "replace")
