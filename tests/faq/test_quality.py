"""The matcher with the shipped content on questions that other people wrote.

Constants are fitted on one half of the questions; the figures are of the other half.
"""

from pathlib import Path

import pytest

from bot.content import Content
from bot.faq import Matcher
from bot.faq.evaluation import Question, Tally, interval, tallies

QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
IN_SCOPE = ("paraphrase", "keywords", "typos", "layout", "translit", "mixed")


@pytest.fixture(scope="module")
def by_kind(content: Content, matcher: Matcher) -> dict[str, Tally]:
    lines = (line for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    reported = [question for line in lines if not (question := Question.parse(line)).is_for_tuning]
    in_languages = tallies(reported, content.entries, matcher.decide, lambda one: f"{one.kind} {one.lang}")
    counted = tallies(reported, content.entries, matcher.decide, lambda one: one.kind)
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
    [("paraphrase", 0.83), ("keywords", 0.95), ("typos", 0.95), ("layout", 0.92), ("translit", 0.9), ("mixed", 0.9)],
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
