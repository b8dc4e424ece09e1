"""How good a matcher is: held-out questions, what was made of them, and figures with their uncertainty."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.faq.decision import Decision

SHOWN = 3  # entries of a list that a person is shown
DISTRESS = "distress"  # the kind and the target of questions of people in danger
_TARGETS = {
    "expect_command": "command",
    "expect_form": "form",
    "expect_smalltalk": "smalltalk",
}  # from a line's field to a target's kind
_BINS = 10
_Z = 1.96  # for intervals that hold with a probability of 95 %


@dataclass(frozen=True, slots=True)
class Question:
    """One held-out question; `expect` has the entries that are right, and is empty out of scope.

    `target` is the command, the form or the small talk that it asks for, as in `Phrasing`, or "distress".
    """

    text: str
    lang: str
    kind: str
    expect: tuple[str, ...]
    target: str | None = None

    @classmethod
    def parse(cls, line: str) -> "Question":
        """Read one line of JSON with the fields of this class."""
        fields = json.loads(line)
        target = next((f"{kind}:{fields[key]}" for key, kind in _TARGETS.items() if key in fields), None)
        if fields["kind"] == DISTRESS:
            target = DISTRESS
        expect = tuple(fields["expect"])
        return cls(fields["text"], fields["lang"], fields["kind"], expect, target)

    @property
    def is_for_tuning(self) -> bool:
        """Whether constants may be fitted on this question; the other half is for reporting only."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0


def is_right(question: Question, decision: Decision) -> bool:
    """Whether the action is what the question asks for: `Decision.confidence` is the probability of it."""
    match decision.action:
        case "answer":
            return decision.entries[0].id in question.expect
        case "suggest":
            return any(entry.id in question.expect for entry in decision.entries[:SHOWN])
        case "none":
            return not question.expect and question.target is None
        case "distress":
            return question.target == DISTRESS
        case kind:
            return question.target == f"{kind}:{getattr(decision, kind)}"


def calibration_error(decided: Sequence[tuple[float, bool]]) -> float:
    """Return how far, on average, confidence is from the share that is right, in ten bins of confidence."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, right in decided:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    gaps = (abs(sum(confidence - right for confidence, right in bin_)) for bin_ in bins)
    return sum(gaps) / len(decided)


@dataclass(slots=True)
class Tally:
    """What became of the questions of one kind. `wrong` counts answers that are not the expected one."""

    asked: int = 0
    first: int = 0
    shown: int = 0
    answered: int = 0
    wrong: int = 0
    language: int = 0

    def add(self, question: Question, decision: Decision) -> None:
        """Count one decision; the entry of a list counts like that of an answer as `first`."""
        ids = [entry.id for entry in decision.entries[:SHOWN]]
        first = bool(ids) and ids[0] in question.expect
        self.asked += 1
        self.first += first
        self.shown += any(found in question.expect for found in ids)
        self.answered += decision.action == "answer"
        self.wrong += decision.action == "answer" and not first
        self.language += decision.lang == question.lang


def tallies(
    questions: Iterable[Question],
    decide: Callable[[str, str], Decision],
    key: Callable[[Question], str],
) -> dict[str, Tally]:
    """Ask all `questions`; count the decisions under `key` of each question."""
    counted: dict[str, Tally] = {}
    for question in questions:
        counted.setdefault(key(question), Tally()).add(question, decide(question.text, question.lang))
    return counted


def interval(hits: int, asked: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    if not asked:
        return 0.0, 1.0
    share, spread = hits / asked, _Z * _Z / asked
    centre = share + spread / 2
    half = _Z * sqrt(share * (1 - share) / asked + spread / (4 * asked))
    return max(0.0, (centre - half) / (1 + spread)), min(1.0, (centre + half) / (1 + spread))
