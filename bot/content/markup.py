"""The small Markdown of answers as Telegram's HTML: paragraphs, lists, one level of emphasis, links, quotations."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_PARSER = MarkdownIt("zero").enable(["emphasis", "link", "list", "blockquote", "escape", "newline"])

_TAGS = {
    "strong_open": Markup("<b>"),
    "strong_close": Markup("</b>"),
    "em_open": Markup("<i>"),
    "em_close": Markup("</i>"),
    "link_close": Markup("</a>"),
    "blockquote_open": Markup("<blockquote expandable>"),
    "blockquote_close": Markup("</blockquote>\n\n"),
    "hardbreak": Markup("\n"),
    "softbreak": Markup(" "),
}


@cache
def to_html(text: str) -> Markup:
    """Turn the text of an answer into Telegram's HTML; everything that is not markup is escaped."""
    out: list[Markup] = []
    counters: list[int | None] = []
    for token in _PARSER.parse(text):
        match token.type:
            case "ordered_list_open":
                counters.append(int(token.attrGet("start") or 1))
            case "bullet_list_open":
                counters.append(None)
            case "ordered_list_close" | "bullet_list_close":
                counters.pop()
                out.append(Markup("\n"))
            case "list_item_open":
                out.append(_marker(counters))
            case "inline":
                out.extend(_inline(child) for child in token.children or ())
            case "paragraph_close":
                out.append(Markup("\n") if token.hidden else Markup("\n\n"))
            case other:
                out.append(_TAGS.get(other, Markup()))
    html = re.sub(r"\n+</blockquote>", "</blockquote>", Markup().join(out))
    return Markup(re.sub(r"\n{3,}", "\n\n", html).strip())  # noqa: S704 made of Markup above


def visible_length(text: str) -> int:
    """How many characters a person sees of it."""
    return len(to_html(text).striptags())


def _marker(counters: list[int | None]) -> Markup:
    number = counters[-1]
    if number is None:
        return Markup("• ")
    counters[-1] = number + 1
    return Markup("{}. ").format(number)


def _inline(token: Token) -> Markup:
    if token.type == "link_open":
        return Markup('<a href="{}">').format(token.attrGet("href"))
    return _TAGS.get(token.type) or Markup("{}").format(token.content)
