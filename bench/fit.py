"""Fit the curves of `bot/faq/confidence.py` on the tuning half of the held-out questions, and print them.

Logistic regression by Newton's method, with a little ridge. Phrasings of danger and of what is most like it join the
questions, each as an index without it sees it, in five folds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.held_out import held_out
from bot import content as contents
from bot.faq import Matcher, Phrasing
from bot.faq.confidence import MOST_CONTENT
from bot.faq.evaluation import DISTRESS, SHOWN, Question, is_right
from bot.faq.evidence import Evidence
from bot.faq.learn import languages, phrasings
from bot.settings import Settings

RIDGE = 1.0
STEPS = 30
FOLDS = 5

LIKE_DANGER = {DISTRESS, "outside", "desk-scope"}

CURVES = {
    "TARGET entry": ("score", "margin", "explained", "outside"),
    "TARGET command": ("score", "margin", "explained", "content", "asks", "outside"),
    "TARGET smalltalk": ("score", "margin", "explained", "content", "outside"),
    "TARGET form": ("score", "margin", "explained", "entry", "asks", "outside"),
    "DANGER": ("distress", "calm", "entry", "alarm", "personal", "outside"),
    "ANSWERED": ("score", "margin", "explained", "outside"),
    "LISTED": ("entry", "explained", "content", "outside"),
    "NOTHING": ("score", "known", "content", "outside"),
}
"""Which numbers of the evidence each curve weighs; all are chosen for what they mean."""


@dataclass(frozen=True)
class Seen:
    """A question, what speaks for its best target, and what was made of it."""

    question: Question
    evidence: Evidence
    action: str
    right: bool
    listed: bool


def seen(matcher: Matcher, questions: Iterable[Question]) -> list[Seen]:
    found = []
    for question in questions:
        evidence = evidence_of(matcher, question.text, question.lang)
        decision = matcher.decide(question.text, question.lang)
        listed = any(entry.id in question.expect for entry in decision.entries[:SHOWN])
        found.append(Seen(question, evidence, decision.action, is_right(question, decision), listed))
    return found


def evidence_of(matcher: Matcher, text: str, lang: str) -> Evidence:
    return matcher._index.find(matcher._parse(text, lang).words).evidence  # noqa: SLF001 what the curves are fitted on


def examples(name: str, those: Sequence[Seen]) -> list[tuple[Evidence, bool]]:
    """Choose what a curve is fitted on."""
    curve, _, kind = name.partition(" ")
    match curve:
        case "TARGET":
            return [
                (one.evidence, one.evidence.target in (*one.question.expect, one.question.target))
                for one in those
                if one.question.kind != DISTRESS and kind_of(one.evidence) == kind
            ]
        case "DANGER":
            return [(one.evidence, one.question.kind == DISTRESS) for one in those]
        case "ANSWERED":
            return [(one.evidence, one.right) for one in those if one.action == "answer"]
        case "LISTED":
            return [(one.evidence, one.listed) for one in those if one.action == "suggest"]
    return [(one.evidence, one.right) for one in those if one.action == "none"]


def kind_of(evidence: Evidence) -> str:
    return evidence.target.partition(":")[0] if ":" in evidence.target else "entry"


def danger(said: Sequence[Phrasing], build: Callable[[Sequence[Phrasing]], Matcher]) -> list[tuple[Evidence, bool]]:
    """Return the evidence of each phrasing of danger, and of what is like it, from an index that does not have it."""
    own = [place for place, one in enumerate(said) if one.target.partition(":")[0] in LIKE_DANGER]
    found: list[tuple[Evidence, bool]] = []
    for fold in range(FOLDS):
        out = set(own[fold::FOLDS])
        matcher = build([one for place, one in enumerate(said) if place not in out])
        found.extend(
            (evidence_of(matcher, said[place].text, said[place].lang), said[place].target == DISTRESS) for place in out
        )
    return found


def fitted(names: Sequence[str], chosen: Sequence[tuple[Evidence, bool]]) -> dict[str, float]:
    """Return the bias and the weight of each name."""
    rows = np.array([[1.0, *(value(evidence, name) for name in names)] for evidence, _ in chosen])
    wanted = np.array([float(right) for _, right in chosen])
    weights: NDArray[np.float64] = np.zeros(rows.shape[1])
    penalty = np.diag([0.0, *[RIDGE] * len(names)])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - wanted) + penalty @ weights
        bend = (rows * (likely * (1 - likely))[:, None]).T @ rows + penalty + 1e-6 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return {name: float(weight) for name, weight in zip(("bias", *names), weights, strict=True)}


def value(evidence: Evidence, name: str) -> float:
    number = float(getattr(evidence, name))
    return min(number, MOST_CONTENT) if name == "content" else number


def main() -> None:
    content = contents.load(Settings().content_dir)
    said, known = list(phrasings(content)), languages(content)
    those = seen(Matcher(said, known), held_out(tuning=True))
    more = danger(said, lambda some: Matcher(some, known))
    for name, numbers in CURVES.items():
        chosen = examples(name, those)
        found = fitted(numbers, chosen + more if name == "DANGER" else chosen)
        weights = ", ".join(f"{number}={weight:.2f}" for number, weight in found.items())
        print(f"{name} ({len(chosen)}): Curve({weights})")


if __name__ == "__main__":
    main()
