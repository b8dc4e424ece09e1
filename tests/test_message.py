import dataclasses

import pytest
from markupsafe import Markup

from bot.message import Button, Message, bold, italic, lines, paragraphs


def test_what_is_empty_leaves_no_empty_line() -> None:
    assert lines("one", "", "two") == "one\ntwo"
    assert paragraphs("", "one", Markup(), "two", "") == "one\n\ntwo"


def test_nothing_joined_is_nothing() -> None:
    assert lines() == paragraphs("", "") == ""


@pytest.mark.parametrize("join", [lines, paragraphs])
def test_plain_text_is_escaped_when_it_is_joined(join: type[Markup]) -> None:
    assert join("<b>", Markup("<b>x</b>")).split("\n")[0] == "&lt;b&gt;"
    assert join("<b>", Markup("<b>x</b>")).split("\n")[-1] == "<b>x</b>"


def test_plain_text_is_escaped_inside_tags_and_markup_is_not() -> None:
    assert bold("a & b") == "<b>a &amp; b</b>"
    assert italic("a < b") == "<i>a &lt; b</i>"
    assert bold(italic("x")) == "<b><i>x</i></b>"


def test_a_message_needs_no_buttons_and_cannot_be_changed() -> None:
    message = Message(Markup("x"))
    assert message.rows == ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        message.html = Markup("y")  # type: ignore[misc] # what is forbidden is what is tried


def test_equal_messages_are_equal() -> None:
    assert Message(bold("x"), ((Button("a", "menu:en"),),)) == Message(bold("x"), ((Button("a", "menu:en"),),))
