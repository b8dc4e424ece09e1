"""Formatted text: characters plus entities, counted in UTF-16 code units as Telegram counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

MAX_ENTITIES = 100
BLANK = " \t\n\r\v\f"

# Order matters: an address inside a link is not an address, a command inside an address is not a command.
_DETECTED = (
    ("url", re.compile(r"(?<![\w@.])(?:https?|ftp|tg|ton)://[^\s<>\"«»]+", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?![\w-])", re.IGNORECASE)),
    (
        "url",
        re.compile(
            r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
            r"(?:com|org|net|int|info|io|me|edu|gov|eu|ru|kg|kz|uz|tj|tm|am|az|by|ge|md|ua|ch|de|fr|uk|рф)"
            r"(?![\w-])(?:/[^\s<>\"«»]*)?",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<!\w)@[a-zA-Z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?!#)")),
)


@dataclass(frozen=True)
class Entity:
    """A stretch of a text with a meaning; `offset` and `length` are UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    @property
    def end(self) -> int:
        """The offset behind its last unit."""
        return self.offset + self.length

    def api(self) -> dict[str, Any]:
        """Return a MessageEntity object."""
        entity: dict[str, Any] = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.url is not None:
            entity["url"] = self.url
        if self.language:
            entity["language"] = self.language
        return entity


@dataclass(frozen=True)
class FormattedText:
    """A text and its entities."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def __len__(self) -> int:
        return utf16_length(self.text)

    def stripped(self) -> "FormattedText":
        """Return it without blanks at both ends, as Telegram stores every text."""
        text = self.text.strip(BLANK)
        if text == self.text:
            return self
        skipped = len(self.text) - len(self.text.lstrip(BLANK))
        length = utf16_length(text)
        moved = []
        for entity in self.entities:
            start, end = max(entity.offset - skipped, 0), min(entity.end - skipped, length)
            if start < end:
                moved.append(replace(entity, offset=start, length=end - start))
        return FormattedText(text, tuple(moved))

    def with_detected(self) -> "FormattedText":
        """Return it with the links, addresses, commands, names and tags that Telegram finds by itself."""
        closed = [entity for entity in self.entities if entity.type in {"code", "pre", "text_link"}]
        found = [
            entity
            for entity in detect(self.text)
            if not any(entity.offset < taken.end and taken.offset < entity.end for taken in closed)
        ]
        entities = sorted((*self.entities, *found), key=lambda entity: (entity.offset, -entity.length))
        return replace(self, entities=tuple(entities[:MAX_ENTITIES]))


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units of a text."""
    return len(text) + sum(character > "\uffff" for character in text)


def detect(text: str) -> Iterator[Entity]:
    """Yield the entities that Telegram finds in a plain text."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in _DETECTED:
        for match in pattern.finditer(text):
            found = _without_final_punctuation(match.group()) if kind == "url" else match.group()
            start, end = match.start(), match.start() + len(found)
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            yield Entity(kind, utf16_length(text[:start]), utf16_length(found))


def _without_final_punctuation(link: str) -> str:
    """Cut what ends the sentence, not the link; a closing bracket stays when the link opened it."""
    while link and (
        link[-1] in ".,:;!?'…"
        or (link[-1] in ")]}" and link.count(link[-1]) > link.count("([{"[")]}".index(link[-1])]))
    ):
        link = link[:-1]
    return link
