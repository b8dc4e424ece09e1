"""How much of a question a target's own phrasings account for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from bot.faq.vocabulary import Vocabulary

BY_MEANING = 0.6  # how far another word of one meaning accounts for a word
COMMON = 0.5  # the weight of an ordinary word that no phrasing has, as a share of a strange word's
SHORT = 2  # content words of a question too short to guess at


class Coverage:
    """Which targets have which stems and meanings, one bit for each target; `outside` are those that have no answer."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        documents: Sequence[Sequence[str]],
        targets: Sequence[int],
        outside: AbstractSet[int],
    ) -> None:
        self._vocabulary = vocabulary
        self._inside = ~sum(1 << target for target in outside)
        self._stems: dict[str, int] = defaultdict(int)
        self._meanings: dict[str, int] = defaultdict(int)
        self._sayers: dict[int, int | None] = {}
        frequency: Counter[str] = Counter()
        for words, target in zip(documents, targets, strict=True):
            stems = set(map(vocabulary.stem, words))
            frequency.update(stems)
            for stem in stems:
                self._stems[stem] |= 1 << target
            for saying in self._sayings(words):
                self._sayers[saying] = target if self._sayers.get(saying, target) == target else None
        for stem, owners in self._stems.items():
            for meaning in vocabulary.meanings(stem):
                self._meanings[meaning] |= owners
        self._rarest = float(np.log(len(documents) + 1)) + 1
        self._weight = {stem: self._rarest - float(np.log(count + 1)) for stem, count in frequency.items()}

    def known(self, words: Iterable[str]) -> float:
        """Return the share of `words`, by weight, that any phrasing has of what there is an answer to."""
        return self._share(words, lambda stem: float(bool(self._stems.get(stem, 0) & self._inside)))

    def explained(self, words: Iterable[str], target: int) -> float:
        """Return the share of `words`, by weight, that the phrasings of `target` have, or say in other words."""
        return self._share(words, lambda stem: self._credit(stem, 1 << target))

    def sayer(self, words: Sequence[str]) -> int | None:
        """Return the one target of which a phrasing says just what `words` say; None when there is none."""
        owners = (self._sayers.get(saying) for saying in self._sayings(words))
        return next((owner for owner in owners if owner is not None), None)

    def _share(self, words: Iterable[str], credit: Callable[[str], float]) -> float:
        stems = [self._vocabulary.stem(word) for word in words]
        weights = [self._weigh(stem) for stem in stems]
        total = sum(weights)
        return sum(weight * credit(stem) for weight, stem in zip(weights, stems, strict=True)) / total if total else 0.0

    def _weigh(self, stem: str) -> float:
        weight = self._weight.get(stem)
        if weight is not None:
            return weight
        return self._rarest * (COMMON if self._vocabulary.knows_somewhere(stem) else 1.0)

    def _credit(self, stem: str, bit: int) -> float:
        if self._stems.get(stem, 0) & bit:
            return 1.0
        return BY_MEANING * any(self._meanings.get(name, 0) & bit for name in self._vocabulary.meanings(stem))

    def _sayings(self, words: Sequence[str]) -> list[int]:
        """Return what `words` say, in whatever order, as numbers: all of them, and the content alone if it is two."""
        whole = frozenset(map(self._vocabulary.stem, words))
        content = frozenset(self._vocabulary.stem(word) for word in words if word not in self._vocabulary.stop_words)
        # Numbers, not the sets themselves, which would be most of the index in memory.
        return [hash(whole), hash(content)] if len(content) == SHORT else [hash(whole)]
