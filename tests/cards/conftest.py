"""Every screen that the desk can draw, in every language."""

import datetime as dt
from collections.abc import Iterator

import pytest

from bot.cards import answers, menus, refusals
from bot.cards.places import place
from bot.cards.presses import COMMANDS, Do, Press
from bot.content import Content
from bot.i18n import Translator
from bot.message import Message

BIGGEST = 999_999_999
"""A question's number, as long as a button can hold."""


@pytest.fixture(scope="session")
def screens(content: Content, translators: dict[str, Translator]) -> dict[str, Message]:
    """All of them, each under a name that says which one it is."""
    found = {"first language": menus.first_language(content, translators, "faq_champions-review-role")}
    for t in translators.values():
        for name, screen in (*_menus(content, t), *_answers(content, t), *_refusals(content, t)):
            assert found.setdefault(f"{name} ({t.language})", screen) is screen
    return found


def _menus(content: Content, t: Translator) -> Iterator[tuple[str, Message]]:
    for do in {*COMMANDS.values(), Do.ASK} - {Do.FORGET}:
        yield do.name, place(content, t, Press(do, t.language, ()))
    yield "greeting", menus.greeting(content, t)
    yield "menu with a reason", menus.menu(content, t, t("This link leads nowhere any more."))
    for page in range(-(-len(content.topics) // menus.PAGE)):
        yield f"topics, page {page}", menus.topics(content, t, page)
    for topic in content.topics:
        for page in range(-(-len(topic.entries) // menus.PAGE)):
            yield f"topic {topic.id}, page {page}", menus.topic(content, t, topic.id, page)
    day = dt.date(2026, 9, 30)
    yield "erased", menus.erased(t)
    for chosen, questions in ((None, 0), (day, 0), (None, 1), (day, 2), (day, BIGGEST)):
        yield f"kept: {chosen}, {questions}", menus.kept(t, chosen, questions)
    for seconds in (1, 2, 3600):
        yield f"slow down {seconds}", menus.slow_down(t, seconds)


def _answers(content: Content, t: Translator) -> Iterator[tuple[str, Message]]:
    longest = sorted(content.entries, key=len)[-3:]
    for entry in content.entries:
        yield f"answer {entry}", answers.answer_card(content, t, entry)
        for back in ("", "0", *longest):
            yield f"answer {entry} from {back!r}", answers.answer_card(content, t, entry, BIGGEST, back)
        yield f"answer {entry}, rated", answers.answer_card(content, t, entry, BIGGEST, rated=True)
        yield f"people for {entry}", answers.people(content, t, entry, BIGGEST, longest[-1])
    yield "people", answers.people(content, t)
    yield "people after no answer", answers.people(content, t, "", BIGGEST)
    yield "suggestions", answers.suggestions(content, t, longest, BIGGEST)
    yield "no answer", answers.no_answer(t, BIGGEST)
    for noted in (True, False):
        yield f"none of these, noted: {noted}", answers.none_of_these(t, BIGGEST, noted=noted)
    yield "distress", answers.distress(content, t)
    yield "language chosen", menus.language_chosen(content, t)
    for intent in content.intents.values():
        if intent.does.startswith("smalltalk:"):
            reply = answers.smalltalk(content, t, intent.does)
            assert reply
            yield intent.does, reply


def _refusals(content: Content, t: Translator) -> Iterator[tuple[str, Message]]:
    for kind in (*refusals.LOOKED_AT, *refusals.LISTENED_TO, *refusals.PERSONAL, "document"):
        yield f"unreadable {kind}", refusals.unreadable(t, kind)
    yield "no words", refusals.no_words(t, "…")
    yield "a link", refusals.no_words(t, "https://example.org")
    yield "old button", refusals.old_button(content, t)
    yield "in a group", refusals.in_group(t, "gcm_desk_bot")
    yield "fault", refusals.fault(t, "7f3a2c")
    yield "patience", refusals.patience(t)
