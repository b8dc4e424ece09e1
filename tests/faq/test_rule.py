from dataclasses import replace

import pytest

from bot.faq.rule import ANSWER_FROM, Evidence, choose

CLEAR = Evidence(
    target="pledge-what",
    score=0.9,
    margin=0.8,
    explained=1.0,
    missing=0.0,
    known=1.0,
    said=False,
    content=4,
    personal=False,
    entry=0.9,
    distress=0.0,
)
DIM = replace(CLEAR, score=0.35, margin=0.05, explained=0.5, missing=0.3, entry=0.35)


def test_clear_evidence_is_answered() -> None:
    assert CLEAR.confidence > ANSWER_FROM > DIM.confidence
    assert choose(CLEAR)[0] == "answer"


def test_unclear_evidence_is_a_list() -> None:
    assert choose(DIM)[0] == "suggest"


def test_two_words_are_a_list_unless_they_say_what_a_phrasing_says() -> None:
    assert choose(replace(CLEAR, content=2))[0] == "suggest"
    assert choose(replace(CLEAR, content=2, said=True))[0] == "answer"


def test_words_that_nothing_explains_are_not_answered() -> None:
    assert choose(replace(CLEAR, score=2.0, explained=0.1))[0] == "suggest"
    assert choose(replace(CLEAR, known=0.0))[0] == "none"


def test_a_missing_meaning_lowers_confidence() -> None:
    assert replace(CLEAR, missing=0.9).confidence < CLEAR.confidence


def test_no_list_is_made_of_entries_that_have_nothing_to_do_with_it() -> None:
    assert choose(replace(DIM, target="command:help", entry=0.05))[0] == "none"
    assert choose(replace(DIM, target="command:help"))[0] == "suggest"


@pytest.mark.parametrize(("target", "action"), [("command:help", "command"), ("form:pledge", "form")])
def test_a_command_and_a_form_must_be_as_clear_as_an_answer(target: str, action: str) -> None:
    assert choose(replace(CLEAR, target=target))[0] == action
    assert choose(replace(CLEAR, target=target, content=1))[0] == "suggest"
    assert choose(replace(CLEAR, target=target, content=1, said=True))[0] == action


def test_small_talk_is_about_nothing_else() -> None:
    greeting = replace(CLEAR, target="smalltalk:greeting", content=0, known=0.0)
    assert choose(greeting)[0] == "smalltalk"
    assert choose(replace(greeting, explained=0.5))[0] == "none"


def test_danger_outweighs_everything_and_sooner_when_people_speak_of_themselves() -> None:
    assert choose(replace(CLEAR, distress=0.5))[0] == "distress"
    assert choose(replace(CLEAR, distress=0.3, personal=True))[0] == "distress"
    assert choose(replace(CLEAR, distress=0.3))[0] == "answer"
