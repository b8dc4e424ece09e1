"""The matcher with the shipped content on questions that are none of its phrasings.

Constants are fitted on one half of the questions; the figures are of the other half.
"""

from pathlib import Path

import pytest

from bot.faq import Decision, Matcher
from bot.faq.evaluation import Question, Tally, calibration_error, interval, is_right, tallies

QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
IN_SCOPE = ("paraphrase", "keywords", "typos", "layout", "translit", "mixed")


@pytest.fixture(scope="module")
def reported() -> list[Question]:
    """The half of the questions that nothing is fitted on."""
    lines = (line for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [question for line in lines if not (question := Question.parse(line)).is_for_tuning]


@pytest.fixture(scope="module")
def decided(matcher: Matcher, reported: list[Question]) -> list[tuple[Question, Decision]]:
    return [(question, matcher.decide(question.text, question.lang)) for question in reported]


@pytest.fixture(scope="module")
def by_kind(matcher: Matcher, reported: list[Question]) -> dict[str, Tally]:
    in_languages = tallies(reported, matcher.decide, lambda one: f"{one.kind} {one.lang}")
    counted = tallies(reported, matcher.decide, lambda one: one.kind)
    for name, tally in sorted({**in_languages, **counted}.items()):
        print(_line(name, tally))  # noqa: T201 the figures are what one runs this for: pytest -s
    return counted


def _line(name: str, tally: Tally) -> str:
    counts = {"first": tally.first, "shown": tally.shown, "answered": tally.answered, "wrong": tally.wrong}
    shares = (f"{key} {_share(count, tally.asked)}" for key, count in counts.items())
    return f"{name:14} n {tally.asked:3}  {'  '.join(shares)}"


def _share(count: int, asked: int) -> str:
    low, high = interval(count, asked)
    return f"{count / asked:.3f} [{low:.2f}, {high:.2f}]"


@pytest.mark.parametrize(
    ("kind", "floor"),
    [("paraphrase", 0.83), ("keywords", 0.92), ("typos", 0.92), ("layout", 0.92), ("translit", 0.9), ("mixed", 0.9)],
)
def test_the_right_entry_comes_first(by_kind: dict[str, Tally], kind: str, floor: float) -> None:
    assert by_kind[kind].first / by_kind[kind].asked >= floor


def test_the_right_entry_is_among_those_shown(by_kind: dict[str, Tally]) -> None:
    shown, asked = (sum(getattr(by_kind[kind], count) for kind in IN_SCOPE) for count in ("shown", "asked"))
    assert shown / asked >= 0.96


def test_a_question_in_scope_hardly_ever_gets_a_wrong_answer(by_kind: dict[str, Tally]) -> None:
    wrong, asked = (sum(getattr(by_kind[kind], count) for kind in IN_SCOPE) for count in ("wrong", "asked"))
    assert wrong / asked <= 0.02


def test_enough_questions_in_scope_are_answered(by_kind: dict[str, Tally]) -> None:
    answered, asked = (sum(getattr(by_kind[kind], count) for kind in IN_SCOPE) for count in ("answered", "asked"))
    assert answered / asked >= 0.7


@pytest.mark.parametrize(("kind", "ceiling"), [("near", 0.1), ("far", 0.02)])
def test_a_question_out_of_scope_is_not_answered(by_kind: dict[str, Tally], kind: str, ceiling: float) -> None:
    assert by_kind[kind].wrong / by_kind[kind].asked <= ceiling


def test_the_language_of_a_question_is_found(by_kind: dict[str, Tally]) -> None:
    found, asked = (sum(getattr(by_kind[kind], count) for kind in IN_SCOPE) for count in ("language", "asked"))
    assert found / asked >= 0.98


@pytest.mark.parametrize(("kind", "floor"), [("requests", 0.85), ("smalltalk", 0.82), ("distress", 0.95)])
def test_what_is_no_question_is_seen_as_what_it_is(
    decided: list[tuple[Question, Decision]], kind: str, floor: float
) -> None:
    right = [is_right(question, decision) for question, decision in decided if question.kind == kind]
    print(f"{kind:14} n {len(right):3}  right {_share(sum(right), len(right))}")  # noqa: T201 as above
    assert sum(right) / len(right) >= floor


def test_danger_is_hardly_ever_seen_where_there_is_none(decided: list[tuple[Question, Decision]]) -> None:
    calm = [decision.action == "distress" for question, decision in decided if question.kind != "distress"]
    print(f"false alarms   n {len(calm):3}  share {_share(sum(calm), len(calm))}")  # noqa: T201 as above
    assert sum(calm) / len(calm) <= 0.005


def test_confidence_is_how_often_the_action_is_right(decided: list[tuple[Question, Decision]]) -> None:
    # Of questions about danger it is only known that they must not be taken for danger.
    known = [(question, decision) for question, decision in decided if question.kind != "about-danger"]
    rights = [is_right(question, decision) for question, decision in known]
    error = calibration_error(
        [(decision.confidence, right) for (_, decision), right in zip(known, rights, strict=True)]
    )
    print(f"calibration error {error:.3f}, right {_share(sum(rights), len(rights))}")  # noqa: T201 as above
    assert error <= 0.05
