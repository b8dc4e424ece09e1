"""How likely something about a question is true: logistic regressions over its evidence.

Fitted, each for one statement, on the tuning half of tests/data/questions (tests/faq/test_quality.py says which half
that is); its reporting half was not looked at.
"""

import math
from dataclasses import dataclass

from bot.faq.evidence import Evidence

MOST_CONTENT = 12  # content words beyond which a longer question tells no more


@dataclass(frozen=True, slots=True)
class Curve:
    """The weight of each number of the evidence for the logarithm of the odds; 0 leaves a number out."""

    bias: float
    score: float = 0.0
    margin: float = 0.0
    explained: float = 0.0
    known: float = 0.0
    content: float = 0.0
    personal: float = 0.0
    asks: float = 0.0
    entry: float = 0.0
    outside: float = 0.0
    distress: float = 0.0
    calm: float = 0.0
    alarm: float = 0.0

    def __call__(self, evidence: Evidence) -> float:
        """Return the probability."""
        odds = self.bias
        odds += self.score * evidence.score + self.margin * evidence.margin
        odds += self.explained * evidence.explained
        odds += self.known * evidence.known + self.content * min(evidence.content, MOST_CONTENT)
        odds += self.personal * evidence.personal + self.asks * evidence.asks + self.entry * evidence.entry
        odds += self.outside * evidence.outside
        odds += self.distress * evidence.distress + self.calm * evidence.calm + self.alarm * evidence.alarm
        return 1 / (1 + math.exp(-odds))


# The best target is what was asked for, by its kind; "" is an entry.
TARGET = {
    "": Curve(-2.66, score=2.64, margin=1.57, explained=4.45, outside=-4.47),
    "command": Curve(-1.52, score=1.26, margin=2.52, explained=2.64, content=-0.53, asks=-0.58, outside=-0.58),
    "smalltalk": Curve(-0.42, score=1.30, margin=1.88, explained=2.52, content=-0.75, outside=-1.08),
    "form": Curve(-2.51, score=1.51, margin=1.50, explained=1.45, entry=-0.57, asks=-1.76, outside=-0.33),
}
# Somebody is in danger. Fitted also on each phrasing of danger and of what is like it, as an index without it sees it.
DANGER = Curve(-4.02, distress=4.83, calm=-1.34, entry=-1.11, alarm=1.45, personal=0.98, outside=-1.08)
# An answer, once it is given, is that of the question.
ANSWERED = Curve(0.37, score=1.01, margin=0.83, explained=2.26, outside=-1.59)
# Of the entries of a list, one of those shown is what was asked for.
LISTED = Curve(-2.14, entry=2.50, explained=2.00, content=0.25, outside=-3.81)
# There is nothing to answer.
NOTHING = Curve(2.53, score=-1.83, known=-2.01, content=-0.15, outside=4.28)
