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
    missing: float = 0.0
    known: float = 0.0
    content: float = 0.0
    personal: float = 0.0
    entry: float = 0.0
    distress: float = 0.0
    suffering: float = 0.0

    def __call__(self, evidence: Evidence) -> float:
        """Return the probability."""
        odds = self.bias
        odds += self.score * evidence.score + self.margin * evidence.margin
        odds += self.explained * evidence.explained + self.missing * evidence.missing
        odds += self.known * evidence.known + self.content * min(evidence.content, MOST_CONTENT)
        odds += self.personal * evidence.personal + self.entry * evidence.entry
        odds += self.distress * evidence.distress + self.suffering * evidence.suffering
        return 1 / (1 + math.exp(-odds))


# The best target is what was asked for, by its kind; "" is an entry.
TARGET = {
    "": Curve(-1.96, score=3.4, margin=1.85, explained=3.17, missing=-2.83),
    "command": Curve(-0.3, score=2.24, margin=1.56, explained=3.16, content=-1.05),
    "smalltalk": Curve(0.16, score=1.8, margin=1.06, explained=1.92, content=-0.98),
}
# Somebody is in danger. Fitted also on each phrasing of danger, as an index without it sees it, and weighed down to
# the share that danger has among the questions.
DANGER = Curve(-5.44, distress=7.91, score=-1.96, entry=-3.49, suffering=1.72, personal=0.99)
# An answer, once it is given, is that of the question.
ANSWERED = Curve(-0.43, score=2.6, explained=2.27, missing=-0.65)
# Of the entries of a list, one of those shown is what was asked for.
LISTED = Curve(-1.28, entry=2.12, explained=2.54, missing=-2.44, content=0.13)
# There is nothing to answer.
NOTHING = Curve(-0.33, score=-1.71, known=-1.37, content=1.1)
