"""The HTML that Telegram understands, and what it says about the rest."""

import contextlib
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import FormattedText, utf16_length
from bot.playground.markup import MarkupError, parse_html

TAGGED = st.lists(
    st.sampled_from(
        [
            *("<b>", "</b>", "<i>", "</i>", "<a href='x.org'>", "</a>", "<pre>", "</pre>", "<code class=language-py>"),
            *("</code>", "<blockquote expandable>", "</blockquote>", "</>", "<", ">", "&", "&#x1f600;", "&#", "'", '"'),
            *("=", " ", "/", "\0", "😀", "é", "text", "<span class='tg-spoiler'>", "</span>", "&#xd83d;", "&lt;"),
        ]
    ),
    max_size=30,
).map("".join)


@given(st.text())
def test_any_text_comes_back_from_its_escaped_form(text: str) -> None:
    parsed = parse_html(html.escape(text))
    assert parsed.text == text
    assert parsed.entities == ()


@given(st.text() | TAGGED)
def test_any_source_is_parsed_or_refused_never_crashing(source: str) -> None:
    parsed = FormattedText()
    with contextlib.suppress(MarkupError):
        parsed = parse_html(source)
    assert all(0 <= entity.offset < entity.end <= utf16_length(parsed.text) for entity in parsed.entities)


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_entity_covers_exactly_its_words(before: str, words: str) -> None:
    parsed = parse_html(f"{html.escape(before)}<b>{html.escape(words)}</b>")
    (bold,) = parsed.entities
    assert (bold.type, bold.offset, bold.length) == ("bold", utf16_length(before), utf16_length(words))


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_every_documented_tag_is_an_entity(tag: str, kind: str) -> None:
    (entity,) = parse_html(f"<{tag}>x</{tag}>").entities
    assert entity.type == kind


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<span class='tg-spoiler'>x</span>", {"type": "spoiler", "offset": 0, "length": 1}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote", "offset": 0, "length": 1}),
        (
            '<a href="https://x.org/?a=1&amp;b=2">x</a>',
            {"type": "text_link", "offset": 0, "length": 1, "url": "https://x.org/?a=1&b=2"},
        ),
        ("<a>x.org</a>", {"type": "text_link", "offset": 0, "length": 5, "url": "http://x.org/"}),
        ('<pre><code class="language-py">x</code></pre>', {"type": "pre", "offset": 0, "length": 1, "language": "py"}),
        ("😀<b>x</b>", {"type": "bold", "offset": 2, "length": 1}),
    ],
)
def test_attributes_and_offsets_reach_the_entity(source: str, expected: dict[str, object]) -> None:
    assert [entity.api() for entity in parse_html(source).entities] == [expected]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "localhost", "mailto:", "ftp://x.org", "https://a b.org"])
def test_a_link_that_cannot_be_followed_leaves_its_words(link: str) -> None:
    parsed = parse_html(f'<a href="{link}">words</a>')
    assert (parsed.text, parsed.entities) == ("words", ())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&#65;&#x42;&lt", "AB<"),
        ("&nbsp;&copy; & &#0;", "&nbsp;&copy; & &#0;"),
        ("&#xD83D;&#xDE00;", "😀"),
        ("<b></b>x", "x"),
    ],
)
def test_character_references_are_decoded_as_telegram_does(source: str, text: str) -> None:
    parsed = parse_html(source)
    assert (parsed.text, parsed.entities) == (text, ())


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 0'),
        ("é<BR/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x?>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href>y</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<i><b>x</i></b>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<tg-emoji emoji-id='x'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_html(source)
    assert str(refused.value) == reason


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(MarkupError, match="check for unmatched surrogate code units"):
        parse_html("&#xD83D;")
