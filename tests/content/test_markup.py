import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.markup import to_html, visible_length
from bot.playground.markup import parse_html

MARKED_UP = st.lists(
    st.sampled_from(
        [
            *("**", "*", "_", "- ", "1. ", "> ", "\n", "\n\n", "[", "](https://x.org)", "](javascript:x)", "\\", "<b>"),
            *("&amp;", "&", "<", ">", '"', "a", "слово", " ", "    ", "# ", "`", "---", "![", "<https://x.org>"),
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("words", "words"),
        ("**bold** and *italic*", "<b>bold</b> and <i>italic</i>"),
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("- one\n- two", "• one\n• two"),
        ("- one\n\n- two", "• one\n\n• two"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("before\n\n- one\n\nafter", "before\n\n• one\n\nafter"),
        ("> quoted\n\nafter", "<blockquote expandable>quoted</blockquote>\n\nafter"),
        ("[words](https://x.org/?a=1&b=2)", '<a href="https://x.org/?a=1&amp;b=2">words</a>'),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<b>not ours</b>", "&lt;b&gt;not ours&lt;/b&gt;"),
        (r"\*stars\*", "*stars*"),
        ("# no heading, `no code`", "# no heading, `no code`"),
        ("", ""),
    ],
)
def test_the_markup_of_answers_is_telegrams_html(text: str, html: str) -> None:
    assert to_html(text) == html


@given(st.text() | MARKED_UP)
def test_any_text_is_html_that_telegram_takes(text: str) -> None:
    parse_html(to_html(text))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_runs_something_is_no_link(link: str) -> None:
    assert "<a" not in to_html(f"[words]({link})")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("**bold**", 4),
        ("[words](https://example.org/a/long/address)", 5),
        ("a & b", 5),
        ("- x", 3),
    ],
)
def test_only_what_is_seen_is_counted(text: str, length: int) -> None:
    assert visible_length(text) == length
