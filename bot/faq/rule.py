"""From evidence to an action. All that is uncertain about a question is decided here.

The constants were fitted on the tuning half of tests/data/questions (tests/faq/test_quality.py says which half
that is); its reporting half was not looked at.
"""

import math
from dataclasses import dataclass

from bot.faq.coverage import SHORT
from bot.faq.decision import Action

# Logistic regression of "the best target is right".
_BIAS, _SCORE, _MARGIN, _EXPLAINED, _MISSING = -1.96, 3.4, 1.85, 3.17, -2.83

ANSWER_FROM = 0.72  # confidence: under 3 % of the questions in scope, and 10 % of those near it, get a wrong answer
EXPLAINED_FROM = 0.3  # share of the words without which nothing is answered, however near the rest
SUGGEST_FROM = 0.1  # confidence: below it the right entry was never among the first three
ENTRY_FROM = 0.2  # score of an entry worth a place in a list
SMALLTALK_FROM = 0.3  # score
SMALLTALK_EXPLAINED = 0.8  # share of the words: small talk is about nothing else
# Scores of "somebody is in danger". People who speak of themselves are heard sooner: to see one too many is
# better than to miss one, but a question about detention as a subject is a question.
DISTRESS_FROM = 0.4
DISTRESS_PERSONAL_FROM = 0.22


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the best target: see `Ranking` and `Coverage`.

    `entry` is the score of the best entry, `distress` that of the target of this name. `content` counts the
    content words; `personal` says whether people speak of themselves.
    """

    target: str
    score: float
    margin: float
    explained: float
    missing: float
    known: float
    said: bool
    content: int
    personal: bool
    entry: float
    distress: float

    @property
    def confidence(self) -> float:
        """The probability that the best target is what was asked for."""
        logit = _BIAS + _SCORE * self.score + _MARGIN * self.margin
        logit += _EXPLAINED * self.explained + _MISSING * self.missing
        return 1 / (1 + math.exp(-logit))


def choose(evidence: Evidence) -> tuple[Action, str]:
    """Return the action and, in words, the rule that decided it: the first that holds."""
    kind, _, name = evidence.target.partition(":")
    clear = evidence.confidence >= ANSWER_FROM and evidence.explained >= EXPLAINED_FROM
    sure = evidence.said or (clear and evidence.content > SHORT)
    idle = evidence.said or (evidence.score >= SMALLTALK_FROM and evidence.explained >= SMALLTALK_EXPLAINED)
    danger = evidence.distress >= (DISTRESS_PERSONAL_FROM if evidence.personal else DISTRESS_FROM)
    related = evidence.confidence >= SUGGEST_FROM and evidence.entry >= ENTRY_FROM
    rules: tuple[tuple[bool, Action, str], ...] = (
        (danger, "distress", "somebody may be in danger"),
        (kind == "smalltalk" and idle, "smalltalk", "nothing but small talk"),
        (kind == "command" and sure, "command", "asks for a command"),
        (kind == "form" and sure, "form", "asks for a form"),
        (not evidence.known, "none", "no content word is known"),
        (sure and not name, "answer", "says what a phrasing says" if evidence.said else "sure enough"),
        (not related, "none", "too little in common with any entry"),
        (evidence.content <= SHORT, "suggest", "too short to guess"),
    )
    return next(((action, why) for holds, action, why in rules if holds), ("suggest", "not sure enough"))
