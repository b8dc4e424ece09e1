from dataclasses import replace

import pytest
from markupsafe import escape

from bot.cards import answers, menus
from bot.cards.decisions import say
from bot.cards.places import place
from bot.cards.presses import Do, Press
from bot.content import Content
from bot.faq import Decision, Matcher, Scored
from bot.faq.decision import Action
from bot.i18n import Translator

NEAR = (Scored("pledge-count", 0.9), Scored("pledge-what", 0.1))


@pytest.fixture
def decision(matcher: Matcher) -> Decision:
    """A decision to change: nothing was found for a question in English."""
    blank = matcher.decide("How many pledges have been made?", "en")
    return replace(blank, action="none", entries=(), form=None, command=None, smalltalk=None)


@pytest.fixture
def en(translators: dict[str, Translator]) -> Translator:
    return translators["en"]


def test_an_answer_is_the_card_of_the_nearest_entry(
    content: Content, translators: dict[str, Translator], en: Translator, decision: Decision
) -> None:
    said = say(content, translators, replace(decision, action="answer", entries=NEAR), 7)
    assert said == answers.answer_card(content, en, "pledge-count", 7)


def test_the_language_is_that_of_the_decision(
    content: Content, translators: dict[str, Translator], decision: Decision
) -> None:
    said = say(content, translators, replace(decision, action="answer", entries=NEAR, lang="ru"), 7)
    assert said == answers.answer_card(content, translators["ru"], "pledge-count", 7)


def test_without_certainty_the_nearest_are_suggested(
    content: Content, translators: dict[str, Translator], en: Translator, decision: Decision
) -> None:
    said = say(content, translators, _of(decision, "suggest"), 7)
    assert said == answers.suggestions(content, en, ("pledge-count", "pledge-what"), 7)


def test_a_form_that_is_not_there_yet_is_stood_in_for_by_an_answer(
    content: Content, translators: dict[str, Translator], en: Translator, decision: Decision
) -> None:
    said = say(content, translators, replace(decision, action="form", form="blog"), 7)
    assert said == answers.answer_card(content, en, "blog-submit", 7)


def test_so_is_a_command_that_is_not_there_yet(
    content: Content, translators: dict[str, Translator], en: Translator, decision: Decision
) -> None:
    said = say(content, translators, replace(decision, action="command", command="status"), 7)
    assert said == answers.answer_card(content, en, "desk-my-case", 7)


@pytest.mark.parametrize("action", ["answer", "suggest", "form", "none"])
def test_without_an_entry_that_is_there_nothing_is_answered(
    content: Content,
    translators: dict[str, Translator],
    en: Translator,
    decision: Decision,
    action: Action,
) -> None:
    gone = replace(_of(decision, action), entries=(Scored("no-longer-there", 1.0),))
    assert say(content, translators, gone, 7) == answers.no_answer(en, 7)


def test_small_talk_gets_its_reply(
    content: Content, translators: dict[str, Translator], en: Translator, decision: Decision
) -> None:
    said = say(content, translators, replace(decision, action="smalltalk", smalltalk="thanks"), 7)
    assert said == answers.smalltalk(content, en, "smalltalk:thanks")


def test_small_talk_without_a_reply_gets_the_menu(
    content: Content, translators: dict[str, Translator], en: Translator, decision: Decision
) -> None:
    said = say(content, translators, replace(decision, action="smalltalk", smalltalk="weather"), 7)
    assert said == menus.menu(content, en)


@pytest.mark.parametrize(("command", "do"), [("topics", Do.TOPICS), ("privacy", Do.PRIVACY), ("cancel", Do.CANCEL)])
def test_a_command_in_words_opens_its_place(
    content: Content, translators: dict[str, Translator], decision: Decision, command: str, do: Do
) -> None:
    said = say(content, translators, replace(decision, action="command", command=command), 7)
    assert said == place(content, translators["en"], Press(do, "en", ()))


def test_every_action_of_every_phrasing_is_said(
    content: Content, translators: dict[str, Translator], matcher: Matcher
) -> None:
    """Whatever the matcher decides about what the content itself knows, something is said."""
    for entry in content.entries.values():
        for code, text in entry.texts.items():
            said = say(content, translators, matcher.decide(text.question, code), 7)
            buttons = [button.text for row in said.rows for button in row]
            assert escape(text.question) in said.html or text.question in buttons


def _of(decision: Decision, action: Action) -> Decision:
    """The decision with another action and its nearest entries."""
    return replace(decision, action=action, entries=NEAR)
