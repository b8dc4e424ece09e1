"""All figures of a matcher on held-out questions: per kind and language, and its costliest confusions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.faq import Decision, Matcher
from bot.faq.evaluation import DISTRESS, SHOWN, Question, calibration_error, interval, is_right

ALL = "all"
NOTHING = "nothing"
"""What is expected where no entry answers."""

_UNJUDGED = "about-danger"  # of these it is only known that they must not be taken for danger
_INTENTS = {"command": "requests", "form": "requests", "smalltalk": "small talk", DISTRESS: "danger"}
_ALARMS = "false alarms"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with Wilson's 95 % interval; all shares are None when there was none."""

    count: int
    of: int
    share: float | None = field(init=False)
    low: float | None = field(init=False)
    high: float | None = field(init=False)

    def __post_init__(self) -> None:
        low, high = interval(self.count, self.of) if self.of else (None, None)
        object.__setattr__(self, "share", self.count / self.of if self.of else None)
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one kind in one language; `first` and `shown` are of those questions that an entry answers."""

    kind: str
    language: str
    asked: int
    first: Share
    shown: Share
    answered: Share
    wrong: Share


@dataclass(frozen=True, slots=True)
class Understood:
    """How many of those that ask for no entry were seen as what they are; of false alarms, how many there were."""

    kind: str
    language: str
    seen: Share


@dataclass(frozen=True, slots=True)
class Confusion:
    """Questions for which one entry was expected and another came, as an answer or only as the first of a list."""

    expected: str
    given: str
    answered: bool
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that is known of a matcher on some questions; `calibration` is None when nothing tells it."""

    rows: Sequence[Row]
    understood: Sequence[Understood]
    calibration: float | None
    confusions: Sequence[Confusion]


@dataclass(frozen=True, slots=True)
class _Decided:
    question: Question
    decision: Decision

    @property
    def given(self) -> list[str]:
        return [entry.id for entry in self.decision.entries[:SHOWN]]

    @property
    def is_first(self) -> bool:
        return bool(self.given) and self.given[0] in self.question.expect

    @property
    def is_answered(self) -> bool:
        return self.decision.action == "answer"


def evaluate(matcher: Matcher, questions: Iterable[Question]) -> Evaluation:
    """Ask all questions, and count what came of them."""
    decided = [_Decided(question, matcher.decide(question.text, question.lang)) for question in questions]
    return Evaluation(
        rows=[
            _row(kind, language, some) for kind, language, some in _grouped((one.question.kind, one) for one in decided)
        ],
        understood=[*_understood(decided)],
        calibration=_calibration(decided),
        confusions=_confusions(decided),
    )


def _grouped(named: Iterable[tuple[str, _Decided]]) -> Iterator[tuple[str, str, list[_Decided]]]:
    """Yield what bears a name, by language and of all; then everything."""
    groups: dict[tuple[str, str], list[_Decided]] = {}
    for name, one in named:
        for key in ((name, one.question.lang), (name, ALL), (ALL, one.question.lang), (ALL, ALL)):
            groups.setdefault(key, []).append(one)
    for kind, language in sorted(groups, key=lambda key: (key[0] == ALL, key[0], key[1] == ALL, key[1])):
        yield kind, language, groups[kind, language]


def _row(kind: str, language: str, decided: Sequence[_Decided]) -> Row:
    in_scope = [one for one in decided if one.question.expect]
    return Row(
        kind=kind,
        language=language,
        asked=len(decided),
        first=Share(sum(one.is_first for one in in_scope), len(in_scope)),
        shown=Share(sum(not set(one.given).isdisjoint(one.question.expect) for one in in_scope), len(in_scope)),
        answered=Share(sum(one.is_answered for one in decided), len(decided)),
        wrong=Share(sum(one.is_answered and not one.is_first for one in decided), len(decided)),
    )


def _understood(decided: Sequence[_Decided]) -> Iterator[Understood]:
    intents = [
        (_INTENTS[kind], one)
        for one in decided
        if one.question.target and (kind := one.question.target.partition(":")[0]) in _INTENTS
    ]
    for kind, language, some in _grouped(intents):
        if kind != ALL:
            right = sum(is_right(one.question, one.decision) for one in some)
            yield Understood(kind, language, Share(right, len(some)))
    calm = ((_ALARMS, one) for one in decided if one.question.kind != DISTRESS)
    for kind, language, some in _grouped(calm):
        if kind != ALL:
            yield Understood(kind, language, Share(sum(one.decision.action == DISTRESS for one in some), len(some)))


def _calibration(decided: Iterable[_Decided]) -> float | None:
    known = [
        (one.decision.confidence, is_right(one.question, one.decision))
        for one in decided
        if one.question.kind != _UNJUDGED
    ]
    return calibration_error(known) if known else None


def _confusions(decided: Iterable[_Decided]) -> list[Confusion]:
    """Count what was taken for what: wrong answers, which mislead, before wrong firsts; then the most frequent."""
    counts: Counter[tuple[bool, str, str]] = Counter()
    examples: dict[tuple[bool, str, str], str] = {}
    for one in decided:
        if one.given and not one.is_first and (one.is_answered or one.question.expect):
            key = (one.is_answered, " or ".join(one.question.expect) or NOTHING, one.given[0])
            counts[key] += 1
            examples.setdefault(key, one.question.text)
    ordered = sorted(counts, key=lambda key: (not key[0], -counts[key], key))
    return [Confusion(key[1], key[2], key[0], counts[key], examples[key]) for key in ordered]
