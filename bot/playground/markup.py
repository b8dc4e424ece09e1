"""Telegram's HTML: parsed as strictly as Telegram does, with its errors and their byte offsets."""

import re
import sys
from dataclasses import dataclass
from typing import NoReturn

from bot.playground.entities import Entity, FormattedText, utf16_length
from bot.playground.links import checked_link

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
_TAGS = {*_STYLES, "a", "pre", "code", "blockquote", "tg-emoji"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
_NUMERIC_LENGTH = 10
_SPACE = r"[ \t\r\n\v\0]"
_UNTIL_SPACE = re.compile(r"[^ \t\r\n\v\0>]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v\0=>]*")
_SPACES = re.compile(f"{_SPACE}*")
_TOKEN = re.compile(r"[a-zA-Z0-9.-]*")
_PLAIN = re.compile(r"[^<&]+")


class MarkupError(ValueError):
    """The HTML is refused; the message is what Telegram says after "can't parse entities: "."""


@dataclass(frozen=True)
class _OpenTag:
    name: str
    argument: str
    offset: int
    characters: int


def parse_html(source: str) -> FormattedText:
    """Return the text and entities of Telegram HTML, or raise MarkupError."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text = ""
        self._offset = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def parse(self) -> FormattedText:
        while self._at < len(self._source):
            if self._source.startswith("</", self._at):
                self._end_tag()
            elif self._source[self._at] == "<":
                self._start_tag()
            else:
                self._characters()
        if self._open:
            reason = f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"'
            raise MarkupError(reason)
        entities = sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
        return FormattedText(self._joined_surrogates(), tuple(entities))

    def _joined_surrogates(self) -> str:
        """Numeric references may spell an emoji as two halves; a lone half is no character."""
        try:
            return self._text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError as lone:
            reason = (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
            raise MarkupError(reason) from lone

    def _characters(self) -> None:
        plain = _PLAIN.match(self._source, self._at)
        if plain:
            self._append(plain.group())
            self._at = plain.end()
            return
        decoded, self._at = _decoded_reference(self._source, self._at)
        self._append(decoded)

    def _append(self, characters: str) -> None:
        self._text += characters
        self._offset += utf16_length(characters)

    def _refuse(self, reason: str, position: int, detail: str = "") -> NoReturn:
        offset = len(self._source[:position].encode("utf-8", "surrogatepass"))
        sentence = f"{reason} at byte offset {offset}{detail}"
        raise MarkupError(sentence)

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._source, self._at)
        taken = match.group() if match else ""
        self._at += len(taken)
        return taken

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        name = self._take(_UNTIL_SPACE).lower()
        if not self._peek():
            self._refuse("Unclosed start tag", begin)
        if name not in _TAGS:
            self._refuse(f'Unsupported start tag "{name}"', begin)
        argument = ""
        while True:
            self._take(_SPACES)
            if self._peek() == ">":
                break
            argument = self._attribute(name, begin) or argument
        self._at += 1
        if name == "span" and argument != "spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_OpenTag(name, argument, self._offset, len(self._text)))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute and return what it says about the tag, if anything."""
        name = self._take(_ATTRIBUTE_NAME)
        if not name:
            self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
        self._take(_SPACES)
        if self._peek() != "=":
            if tag == "blockquote" and name == "expandable":
                return "expandable"
            self._refuse(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self._at += 1
        self._take(_SPACES)
        value = self._attribute_value(tag, begin)
        if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
            return value
        if (tag, name) == ("blockquote", "expandable"):
            return "expandable"
        prefix = {"code": "language-", "span": "tg-"}.get(tag)
        return value.removeprefix(prefix) if prefix and name == "class" and value.startswith(prefix) else ""

    def _attribute_value(self, tag: str, begin: int) -> str:
        quote = self._peek()
        if not quote:
            self._refuse(f'Unclosed start tag "{tag}"', begin)
        if quote not in "'\"":
            start = self._at
            token = self._take(_TOKEN).lower()
            if self._peek() != ">" and not re.match(_SPACE, self._peek() or " "):
                self._refuse("Unexpected end of name token", start)
            return token
        self._at += 1
        end = self._source.find(quote, self._at)
        if end < 0 or end + 1 == len(self._source):
            self._refuse("Unclosed start tag", begin)
        literal = self._source[self._at : end]
        self._at = end + 1
        return _REFERENCE.sub(lambda match: _decoded_reference(match.group(), 0)[0], literal)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            self._refuse("Unexpected end tag", begin)
        self._at += 2
        name = self._take(_UNTIL_SPACE).lower()
        self._take(_SPACES)
        if self._peek() != ">":
            self._refuse("Unclosed end tag", begin)
        self._at += 1
        tag = self._open.pop()
        if name not in {"", tag.name}:
            self._refuse("Unmatched end tag", begin, f', expected "</{tag.name}>", found "</{name}>"')
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        offset, length = tag.offset, self._offset - tag.offset
        if tag.name in _STYLES:
            self._entities.append(Entity(_STYLES[tag.name], offset, length))
        elif tag.name == "blockquote":
            kind = "expandable_blockquote" if tag.argument else "blockquote"
            self._entities.append(Entity(kind, offset, length))
        elif tag.name == "a":
            self._close_link(tag, length)
        elif tag.name == "tg-emoji":
            # Bots without a bought username may not use them: Telegram keeps the plain character.
            if not tag.argument.isdecimal() or int(tag.argument) == 0:
                reason = "Invalid custom emoji identifier specified"
                raise MarkupError(reason)
        else:
            self._close_code(tag, length)

    def _close_link(self, tag: _OpenTag, length: int) -> None:
        try:
            url = checked_link(tag.argument or self._text[tag.characters :])
        except ValueError:
            return  # Telegram drops a link it cannot follow and keeps the words
        self._entities.append(Entity("text_link", tag.offset, length, url=url))

    def _close_code(self, tag: _OpenTag, length: int) -> None:
        """Close `pre` or `code`; one directly inside the other is a single block with a language."""
        inner = self._entities[-1] if self._entities else None
        same = inner is not None and (inner.offset, inner.length) == (tag.offset, length)
        if inner is not None and same and {inner.type, tag.name} == {"pre", "code"}:
            language = tag.argument or inner.language
            self._entities[-1] = Entity("pre", tag.offset, length, language=language)
        else:
            language = tag.argument if tag.name == "code" else None
            self._entities.append(Entity(tag.name, tag.offset, length, language=language or None))


def _decoded_reference(source: str, position: int) -> tuple[str, int]:
    """Return the character of the reference at `position` and where it ends; an unknown one is a plain ampersand."""
    match = _REFERENCE.match(source, position)
    if match is None:
        return "&", position + 1
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return (_NAMED[name], match.end()) if name in _NAMED else ("&", position + 1)
    digits = hexadecimal if hexadecimal is not None else decimal
    length = len(match.group().removesuffix(";"))
    code = int(digits, 16 if hexadecimal is not None else 10) if digits and length < _NUMERIC_LENGTH else 0
    return (chr(code), match.end()) if 0 < code < sys.maxunicode else ("&", position + 1)
