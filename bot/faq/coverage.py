"""How much of a question a target's own phrasings account for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from bot.faq.vocabulary import Vocabulary

BY_MEANING = 0.6  # how far another word of one meaning accounts for a word
COMMON = 0.5  # the weight of an ordinary word that no phrasing has, as a share of a strange word's
SHORT = 2  # content words of a question too short to guess at


class Coverage:
    """Which targets have which stems and meanings, one bit for each target."""

    def __init__(self, vocabulary: Vocabulary, documents: Sequence[Sequence[str]], targets: Sequence[int]) -> None:
        self._vocabulary = vocabulary
        self._stems: dict[str, int] = defaultdict(int)
        self._meanings: dict[str, int] = defaultdict(int)
        self._short: dict[frozenset[str], int] = defaultdict(int)
        frequency: Counter[str] = Counter()
        self._usual: dict[int, Counter[str]] = defaultdict(Counter)
        for words, target in zip(documents, targets, strict=True):
            stems = {vocabulary.stem(word) for word in words}
            frequency.update(stems)
            for stem in stems:
                self._stems[stem] |= 1 << target
                for meaning in vocabulary.meanings(stem):
                    self._meanings[meaning] |= 1 << target
            self._usual[target].update({meaning for stem in stems for meaning in vocabulary.meanings(stem)})
            for saying in self._sayings(words):
                self._short[saying] |= 1 << target
        self._size = Counter(targets)
        self._rarest = float(np.log(len(documents) + 1)) + 1
        self._weight = {stem: self._rarest - float(np.log(count + 1)) for stem, count in frequency.items()}

    def known(self, words: Iterable[str]) -> float:
        """Return the share of `words`, by weight, that any phrasing has."""
        return self._share(words, lambda stem: float(stem in self._weight))

    def explained(self, words: Iterable[str], target: int) -> float:
        """Return the share of `words`, by weight, that the phrasings of `target` have, or say in other words."""
        return self._share(words, lambda stem: self._credit(stem, 1 << target))

    def missing(self, words: Iterable[str], target: int) -> float:
        """Return how usual, from 0 to 1, the most usual meaning of `target` is that `words` do not have."""
        meant = {meaning for word in words for meaning in self._vocabulary.meanings(self._vocabulary.stem(word))}
        left = (count for meaning, count in self._usual[target].items() if meaning not in meant)
        return max(left, default=0) / self._size[target]

    def said(self, words: Sequence[str], target: int) -> bool:
        """Whether `words` say just what a short phrasing of `target`, and of no other target, says."""
        return any(self._short.get(saying) == 1 << target for saying in self._sayings(words))

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

    def _sayings(self, words: Sequence[str]) -> list[frozenset[str]]:
        """Return the words of a short question as sets of stems: all of them, and the content alone if it is two."""
        stop_words = self._vocabulary.stop_words
        content = frozenset(self._vocabulary.stem(word) for word in words if word not in stop_words)
        if len(content) > SHORT:
            return []
        whole = frozenset(map(self._vocabulary.stem, words))
        return [whole, content] if len(content) == SHORT else [whole]
