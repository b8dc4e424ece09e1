from dataclasses import replace

import pytest

from bot.faq.evidence import Evidence
from bot.faq.rule import choose

CLEAR = Evidence(
    target="pledge-what",
    score=0.9,
    margin=0.8,
    explained=1.0,
    known=1.0,
    said=False,
    content=4,
    personal=False,
    asks=False,
    entry=0.9,
    outside=0.0,
    distress=0.0,
    alarm=0.0,
)
DIM = replace(CLEAR, score=0.35, margin=0.05, explained=0.5, entry=0.35)


def test_clear_evidence_is_answered() -> None:
    assert choose(CLEAR).confidence > choose(DIM).confidence
    assert choose(CLEAR).action == "answer"


def test_unclear_evidence_is_a_list() -> None:
    assert choose(DIM).action == "suggest"


def test_two_words_are_a_list_unless_they_say_what_a_phrasing_says() -> None:
    assert choose(replace(CLEAR, content=2)).action == "suggest"
    assert choose(replace(CLEAR, content=2, said=True)).action == "answer"


def test_two_words_that_ask_for_one_thing_are_answered() -> None:
    asking = replace(CLEAR, content=1, asks=True)
    assert choose(asking).action == "answer"
    assert choose(replace(asking, margin=0.2)).action == "suggest"
    assert choose(replace(asking, margin=0.2, content=2)).action == "answer"
    assert choose(replace(asking, score=0.6)).action == "suggest"


def test_words_that_nothing_explains_are_not_answered() -> None:
    assert choose(replace(CLEAR, score=2.0, explained=0.1)).action == "suggest"
    assert choose(replace(CLEAR, known=0.0, explained=0.0)).action == "none"


def test_what_is_like_something_outside_is_less_sure() -> None:
    assert choose(replace(CLEAR, outside=0.5)).confidence < choose(CLEAR).confidence
    assert choose(replace(DIM, outside=1.0)).action == "none"


def test_no_list_is_made_of_entries_that_have_nothing_to_do_with_it() -> None:
    assert choose(replace(DIM, target="command:help", entry=0.05)).action == "none"
    assert choose(replace(DIM, target="command:help")).action == "suggest"


def test_a_form_must_be_as_clear_as_an_answer() -> None:
    form = replace(CLEAR, target="form:pledge")
    assert choose(form).action == "form"
    assert choose(replace(form, content=2, personal=True)).action == "form"
    assert choose(replace(form, content=2)).action == "suggest"
    assert choose(replace(form, content=1)).action == "suggest"
    assert choose(replace(form, content=1, said=True)).action == "form"


@pytest.mark.parametrize("kind", ["command", "smalltalk"])
def test_what_does_no_harm_is_taken_however_short_it_is_said(kind: str) -> None:
    likely = replace(CLEAR, target=f"{kind}:x", score=0.6, margin=0.2, explained=0.9, content=1, entry=0.1)
    assert choose(likely).action == kind
    assert choose(replace(likely, score=0.2, margin=0.05, explained=0.2)).action == "none"


def test_danger_outweighs_everything_and_sooner_when_people_speak_of_themselves() -> None:
    danger = replace(CLEAR, score=0.2, entry=0.2, alarm=3.0, distress=0.8)
    assert choose(danger).action == "distress"
    calm = replace(danger, distress=0.2, alarm=0.0)
    assert choose(calm).action != "distress"
    assert choose(replace(danger, distress=0.5, alarm=0.0, entry=0.8)).action != "distress"
    assert choose(replace(danger, personal=True)).confidence > choose(danger).confidence


def test_a_new_word_of_a_known_meaning_is_not_nothing() -> None:
    assert choose(replace(CLEAR, known=0.0, explained=0.6, content=1)).action == "suggest"


def test_confidence_is_that_of_the_action() -> None:
    strange = replace(DIM, target="command:help", known=0.0, explained=0.0, score=0.1, entry=0.05, content=3)
    assert choose(strange).action == "none"
    assert choose(replace(strange, outside=0.8)).confidence > choose(strange).confidence > 0.5
