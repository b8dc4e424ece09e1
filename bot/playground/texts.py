"""The text or caption of a call: parsed, cleaned and measured."""

import json
import re

from bot.playground.entities import MAX_ENTITIES, Entity, FormattedText
from bot.playground.errors import refuse
from bot.playground.links import checked_link
from bot.playground.markup import MarkupError, parse_html
from bot.playground.parameters import Parameters

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_SOURCE_BYTES = 1 << 15
_CONTROL = re.compile(r"[\0-\x09\x0b\x0c\x0e-\x1f]")
_STYLES = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "text_link",
    "blockquote",
    "expandable_blockquote",
}


def message_text(parameters: Parameters) -> FormattedText:
    """Return the text of a message, or raise the 400 of an empty or too long one."""
    if not parameters.text("text"):
        refuse("message text is empty")
    content = _formatted(parameters, "text", "entities")
    if not content.text:
        refuse("text must be non-empty")
    if len(content) > MAX_TEXT:
        refuse("message is too long")
    return content


def caption(parameters: Parameters) -> FormattedText:
    """Return the caption of a file, which may be empty."""
    content = _formatted(parameters, "caption", "caption_entities")
    if len(content) > MAX_CAPTION:
        refuse("message caption is too long")
    return content


def _formatted(parameters: Parameters, name: str, entities: str) -> FormattedText:
    source = parameters.text(name)
    if len(source.encode()) > MAX_SOURCE_BYTES:
        refuse("Text is too long")
    source = _CONTROL.sub(" ", source.replace("\r", ""))
    mode = parameters.text("parse_mode").lower()
    if not source or mode in {"", "none"}:
        content = FormattedText(source, _given_entities(parameters.text(entities)))
    elif mode == "html":
        content = _html(source)
    elif mode in {"markdown", "markdownv2"}:
        # The desk writes HTML only: Markdown would be a second parser that nobody uses.
        refuse("the playground understands parse_mode HTML only")
    else:
        refuse("Unsupported parse_mode")
    return content.stripped()


def _html(source: str) -> FormattedText:
    try:
        return parse_html(source)
    except MarkupError as wrong:
        refuse(f"Can't parse entities: {wrong}")


def _given_entities(source: str) -> tuple[Entity, ...]:
    """Return the entities that were sent instead of a parse mode; like Telegram, take malformed JSON for none."""
    try:
        given = json.loads(source or "[]")
    except ValueError:
        return ()
    if not isinstance(given, list):
        return ()
    return tuple(entity for item in given if (entity := _entity(item)) is not None)[:MAX_ENTITIES]


def _entity(item: object) -> Entity | None:
    """Return one entity; None for what Telegram finds by itself and for a link it cannot follow."""
    if not isinstance(item, dict):
        refuse("Can't parse MessageEntity: expected an Object")
    for name, kind in (("type", str), ("offset", int), ("length", int)):
        if not isinstance(item.get(name), kind):
            refuse(f"Can't parse MessageEntity: Can't find field \"{name}\"")
    if item["type"] not in _STYLES:
        return None
    url = None
    if item["type"] == "text_link":
        try:
            url = checked_link(str(item.get("url", "")))
        except ValueError:
            return None
    return Entity(item["type"], item["offset"], item["length"], url=url, language=item.get("language"))
