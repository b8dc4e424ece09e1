"""What speaks for the best target of a question, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for `target`, the best one besides danger: see `Ranking` and `Coverage`.

    `entry` is the score of the best entry. `content` counts the content words. `distress` is the score of the target
    of this name, `suffering` the share of the content words, by weight, that its phrasings have; `personal` says
    whether people speak of themselves.
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
    suffering: float
