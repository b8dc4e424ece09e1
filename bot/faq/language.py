"""What the matcher knows of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# The keys of a Latin keyboard, in the order in which `Language.keyboard` lists their letters.
KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"


@dataclass(frozen=True, slots=True)
class Language:
    """One language's word data: the fields of `content/words/<code>.yaml`.

    `keyboard` has one character for each of `KEYS`. `romanise` maps a letter to its Latin spelling and is empty
    for a language that is written in Latin letters. `spellings` and `second_readings` are ordered pairs
    (from, to) that make different romanisations alike. `folds` maps a letter to the one it is read as.
    `personal` are words that people speak of themselves and theirs with, `asking` those that questions begin with.
    """

    code: str
    stemmer: str
    keyboard: str
    stop_words: frozenset[str]
    personal: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    folds: Mapping[str, str] = field(default_factory=dict)
    romanise: Mapping[str, str] = field(default_factory=dict)
    spellings: tuple[tuple[str, str], ...] = ()
    second_readings: tuple[tuple[str, str], ...] = ()
    meanings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    common_words: frozenset[str] = frozenset()

    @property
    def letters(self) -> frozenset[str]:
        """The letters that are keys of this language's keyboard."""
        return frozenset(key for key in self.keyboard if key.isalpha())
