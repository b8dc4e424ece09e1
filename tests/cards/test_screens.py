"""What must be true of every screen, in every language."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from bot.cards import presses
from bot.cards.places import place
from bot.cards.presses import Do
from bot.content import Content
from bot.i18n import Translator
from bot.message import Button, Message
from bot.playground.markup import parse_html

Screens = dict[str, Message]

DONE_BY_HANDLERS = {Do.SPEAK, Do.HELPFUL, Do.UNLIKE, Do.NONE, Do.ERASE}
"""What is more than a place: it stores something before it shows something."""

LANGUAGE_IN_EVERY_LANGUAGE = {"first language"}


def test_every_screen_is_html_that_telegram_takes_and_shows_no_markup(screens: Screens) -> None:
    for name, screen in screens.items():
        shown = parse_html(screen.html)
        assert shown.text.strip() == shown.text != "", name
        assert not set(shown.text) & set("<>*{}"), name
        assert "&" not in shown.text.replace(" & ", ""), name


def test_no_screen_is_longer_than_telegram_takes(screens: Screens) -> None:
    for name, screen in screens.items():
        shown = parse_html(screen.html)
        assert len(shown) <= 4096, name
        assert len(shown.entities) <= 100, name


def test_a_screen_has_no_gaps(screens: Screens) -> None:
    for name, screen in screens.items():
        assert "\n\n\n" not in screen.html, name
        assert not [line for line in screen.html.split("\n") if line != line.strip()], name


def test_no_screen_has_more_than_eight_rows_and_no_row_is_empty(screens: Screens) -> None:
    for name, screen in screens.items():
        assert 1 <= len(screen.rows) <= 8, name
        assert all(screen.rows), name


def test_labels_beside_each_other_are_short_enough_to_be_read(screens: Screens) -> None:
    for name, screen in screens.items():
        for row in screen.rows:
            assert len(row) <= 3, name
            longest = {1: 120, 2: 28, 3: 8}[len(row)]
            assert all(0 < len(button.text) <= longest for button in row), (name, row)


def test_labels_have_no_blanks_at_their_ends_and_no_markup(screens: Screens) -> None:
    for name, button in _buttons(screens):
        assert button.text == " ".join(button.text.split()), name
        assert not set(button.text) & set("<>*{}&"), name


def test_no_screen_has_two_buttons_with_one_label(screens: Screens) -> None:
    for name, screen in screens.items():
        labels = [button.text for row in screen.rows for button in row]
        assert len(set(labels)) == len(labels), name


def test_a_button_does_one_thing_that_telegram_can_carry(screens: Screens) -> None:
    for name, button in _buttons(screens):
        assert bool(button.data) != bool(button.url), name
        assert len(button.data.encode()) <= 64, name
        assert not button.url or button.url.startswith("https://t.me/"), name


def test_what_a_button_sends_can_be_read_back(screens: Screens, content: Content) -> None:
    for name, button in _buttons(screens):
        if button.data:
            press = presses.read(button.data)
            assert press, (name, button)
            assert ":".join((press.do, press.language, *press.ids)) == button.data
            assert press.language in content.languages, (name, button)


def test_a_button_keeps_the_language_of_its_screen(screens: Screens) -> None:
    for name, button in _buttons(screens):
        press = presses.read(button.data)
        if press and press.do is not Do.SPEAK:
            assert f"({press.language})" in name, button


def test_every_button_leads_somewhere(screens: Screens, content: Content, translators: dict[str, Translator]) -> None:
    known = {screen.html for screen in screens.values()}
    for name, button in _buttons(screens):
        press = presses.read(button.data)
        if press and press.do not in DONE_BY_HANDLERS:
            assert place(content, translators[press.language], press).html in known, (name, button)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_screen_of_the_desk_is_reached_from_the_menu(
    content: Content, translators: dict[str, Translator], language: str
) -> None:
    def draw(data: str) -> Message | None:
        press = presses.read(data)
        assert press
        return None if press.do in DONE_BY_HANDLERS else place(content, translators[press.language], press)

    seen = _walk(f"menu:{language}", draw)
    for entry in content.entries:
        assert any(data.startswith(f"e:{language}:{entry}:") for data in seen), entry
    for topic in content.topics:
        assert f"topic:{language}:{topic.id}:0" in seen
    for do in (Do.ASK, Do.HELP, Do.ABOUT, Do.PRIVACY, Do.LANGUAGES, Do.TOPICS, Do.FORGET):
        assert any(data.startswith(f"{do}:{language}") for data in seen), do


def test_every_screen_leads_on(screens: Screens) -> None:
    for name, screen in screens.items():
        last = screen.rows[-1][-1]
        assert last.url or presses.read(last.data), name


def test_the_way_back_is_the_last_row(screens: Screens) -> None:
    for name, screen in screens.items():
        for row, _ in pairwise(screen.rows):
            assert not any(button.text.startswith("‹ ") for button in row), name


def test_both_languages_have_the_same_screens_with_the_same_buttons(screens: Screens, content: Content) -> None:
    first, *others = content.languages
    for name, screen in screens.items():
        if name in LANGUAGE_IN_EVERY_LANGUAGE or f"({first})" not in name:
            continue
        for other in others:
            translated = screens[name.replace(f"({first})", f"({other})")]
            assert _structure(translated) == _structure(screen), name


def test_nothing_is_left_in_english_on_a_russian_screen(screens: Screens) -> None:
    for name, screen in screens.items():
        if "(ru)" in name:
            assert any("а" <= letter <= "я" for letter in screen.html.lower()), name


def _walk(start: str, draw: Callable[[str], Message | None]) -> set[str]:
    """Press every button of every screen that pressing leads to; return what was pressed."""
    seen, waiting = {start}, [start]
    while waiting:
        screen = draw(waiting.pop())
        for row in screen.rows if screen else ():
            waiting.extend(button.data for button in row if button.data not in seen)
            seen.update(button.data for button in row)
    return seen


def _buttons(screens: Screens) -> Iterator[tuple[str, Button]]:
    return ((name, button) for name, screen in screens.items() for row in screen.rows for button in row)


def _structure(screen: Message) -> list[list[tuple[Do, tuple[str, ...]] | None]]:
    """What each button does, without its language."""
    rows = [[presses.read(button.data) for button in row] for row in screen.rows]
    return [[press and (press.do, press.ids) for press in row] for row in rows]
