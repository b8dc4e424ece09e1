"""Formatted text on the page."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import Entity, FormattedText, utf16_length
from bot.playground.markup import parse_html
from bot.playground.safe_html import safe_html

KINDS = ["bold", "italic", "underline", "strikethrough", "code", "pre", "spoiler", "blockquote", "text_link", "url"]
SAFE_TAGS = r"</?(?:b|i|u|s|code|pre|a|span|blockquote)(?: [a-z]+(?:=\"[^\"<>]*\")?)*>"


@given(st.text())
def test_a_plain_text_is_only_escaped(text: str) -> None:
    assert html.unescape(safe_html(FormattedText(text))) == text


@given(st.data())
def test_overlapping_entities_still_make_balanced_harmless_html(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="a<>&\"'/😀\n", min_size=1, max_size=20))
    length = utf16_length(text)
    spans = st.tuples(st.sampled_from(KINDS), st.integers(0, length - 1), st.integers(1, length))
    chosen = data.draw(st.lists(spans, max_size=6))
    entities = tuple(Entity(kind, start, min(size, length - start), url='x"><script>') for kind, start, size in chosen)
    shown = safe_html(FormattedText(text, entities))
    assert "<" not in re.sub(SAFE_TAGS, "", shown)
    opened: list[str] = []
    for slash, name in re.findall(r"<(/?)([a-z]+)", shown):
        if slash:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<b>a <i>b</i></b> c", "<b>a <i>b</i></b> c"),
        ("<tg-spoiler>x</tg-spoiler>", '<span class="tg-spoiler">x</span>'),
        ("<blockquote expandable>x</blockquote>", "<blockquote expandable>x</blockquote>"),
        ('<a href="x.org">y</a>', '<a href="http://x.org/">y</a>'),
        ("go to x.org", 'go to <a href="https://x.org">x.org</a>'),
        ("a@x.org", '<a href="mailto:a@x.org">a@x.org</a>'),
        ("@amina", '<a href="https://t.me/amina">@amina</a>'),
        ("/help", '<a class="command">/help</a>'),
        ("&lt;b&gt; 😀", "&lt;b&gt; 😀"),
        ("#tag", "#tag"),
    ],
)
def test_entities_become_the_elements_of_the_page(source: str, shown: str) -> None:
    assert safe_html(parse_html(source).with_detected()) == shown
