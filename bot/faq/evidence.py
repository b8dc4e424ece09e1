"""What speaks for the best target of a question, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for `target`, the best one besides danger and "outside": see `Ranking` and `Coverage`.

    `entry` is the score of the best entry, `outside` that of what the desk has no answer to. `content` counts the
    content words. `distress` is the score of the target of this name; `alarm` the mean, over the words and pairs of
    words, of how much oftener they stand in phrasings of danger than in others, as a logarithm. `personal` says
    whether people speak of themselves, `asks` whether there is a word that questions begin with.
    """

    target: str
    score: float
    margin: float
    explained: float
    known: float
    said: bool
    content: int
    personal: bool
    asks: bool
    entry: float
    outside: float
    distress: float
    alarm: float

    @property
    def calm(self) -> float:
        """The score of the likeliest reading besides danger."""
        return max(self.score, self.entry, self.outside)
