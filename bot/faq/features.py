"""Words as numbers: stems, meanings and runs of letters, each weighted by what it tells of the target."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, count, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.faq.sparse import ranges
from bot.faq.vocabulary import Vocabulary

Ids = NDArray[np.int32]
Weights = NDArray[np.float32]
Vector = tuple[Ids, Weights]

# Each kind's share of a question's squared length as a vector. These and SMOOTHING lie on a plateau: five-fold
# cross-validation over the phrasings and the held-out questions' tuning half move by under one point around them.
SHARES = {"stems": 0.4, "meanings": 0.3, "letters": 0.3}
LETTERS = 3  # of a run; with runs of four as well nothing is ranked better, and learning takes a third longer
SMOOTHING = 4.0  # phrasings of the usual mixture added to those that a feature occurs in
MAX_MEANINGS = 14  # of one question that are paired with each other


@dataclass(frozen=True, slots=True)
class Occurrences:
    """A sparse matrix of documents and features: for each document where its places start, and the places."""

    starts: NDArray[np.intp]
    features: Ids
    weights: Weights


class _Kind:
    """One kind of feature: its names, their numbers and their weights."""

    def __init__(self, names: Callable[[Sequence[str]], Iterable[str]], share: float, start: int) -> None:
        self._names = names
        # A name that is met for the first time, while learning, gets the next number.
        self._number: defaultdict[str, int] = defaultdict(count().__next__)
        self._weight = np.ones(0, dtype=np.float32)
        self._scale = float(np.sqrt(share))
        self._start = start

    @property
    def width(self) -> int:
        return len(self._number)

    def learn(self, documents: Sequence[Sequence[str]], targets: Ids) -> Occurrences:
        """Take the features of `documents` and weigh them by their targets."""
        numbers, ends = self._numbered(documents)
        owners = np.repeat(np.arange(len(documents)), np.diff(ends, prepend=0))
        places, counts = np.unique(owners * self.width + numbers, return_counts=True)
        owners, ids = np.divmod(places, self.width or 1)
        self._weight = _information(ids, targets[owners], self.width)
        weights = (1 + np.log(counts)) * self._weight[ids]
        lengths = np.sqrt(np.bincount(owners, weights**2))
        weights *= self._scale / np.maximum(lengths, np.finfo(np.float32).tiny)[owners]
        starts = np.searchsorted(owners, np.arange(len(documents) + 1))
        return Occurrences(starts, (ids + self._start).astype(np.int32), weights.astype(np.float32))

    def _numbered(self, documents: Sequence[Sequence[str]]) -> tuple[Ids, list[int]]:
        """Return the numbers of the features of `documents`, one after the other, and where those of each end."""
        numbers = array("i")
        ends: list[int] = []
        for words in documents:
            numbers.extend(map(self._number.__getitem__, self._names(words)))
            ends.append(len(numbers))
        return np.frombuffer(numbers, dtype=np.int32), ends

    def vector(self, words: Sequence[str]) -> Vector:
        """Return the numbers and weights of the known features of `words`."""
        numbers = [number for name in self._names(words) if (number := self._number.get(name)) is not None]
        ids, counts = np.unique(np.asarray(numbers, dtype=np.int32), return_counts=True)
        weights = (1 + np.log(counts)).astype(np.float32) * self._weight[ids]
        length = float(np.linalg.norm(weights))
        return ids + np.int32(self._start), weights * np.float32(self._scale / length if length else 0)


class _WordKind(_Kind):
    """A kind of feature that each word has by itself, so that a word is looked into once however often it occurs."""

    def _numbered(self, documents: Sequence[Sequence[str]]) -> tuple[Ids, list[int]]:
        known: dict[str, array[int]] = {}
        numbers = array("i")
        ends: list[int] = []
        for words in documents:
            for word in words:
                if word not in known:
                    known[word] = array("i", map(self._number.__getitem__, self._names([word])))
                numbers.extend(known[word])
            ends.append(len(numbers))
        return np.frombuffer(numbers, dtype=np.int32), ends


class Features:
    """Turns words into sparse vectors, one for each kind of feature; together they have length one at most."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._kinds: dict[str, _Kind] = {}
        self.width = 0

    def learn(self, documents: Sequence[Sequence[str]], targets: Ids) -> Occurrences:
        """Learn the features of `documents`, of which `targets` has the numbers."""
        kinds = {
            "stems": (_Kind, self._stems),
            "meanings": (_Kind, self._meanings),
            "letters": (_WordKind, self._letters),
        }
        learned: list[Occurrences] = []
        for kind, share in SHARES.items():
            of_kind, names = kinds[kind]
            self._kinds[kind] = of_kind(names, share, self.width)
            learned.append(self._kinds[kind].learn(documents, targets))
            self.width += self._kinds[kind].width
        return _beside(learned)

    def vectors(self, words: Sequence[str]) -> dict[str, Vector]:
        """Return the numbers and weights of the known features of `words`, by kind."""
        return {name: kind.vector(words) for name, kind in self._kinds.items()}

    def _stems(self, words: Sequence[str]) -> list[str]:
        stems = [self._vocabulary.stem(word) for word in words]
        return stems + [f"{a} {b}" for a, b in pairwise(stems)]

    def _meanings(self, words: Sequence[str]) -> list[str]:
        names = [name for word in words for name in self._vocabulary.meanings(self._vocabulary.stem(word))]
        # A pair says what neither word does alone: "champion" and "duration", in whatever words and language.
        return names + [f"{a} {b}" for a, b in combinations(sorted(dict.fromkeys(names[:MAX_MEANINGS])), 2)]

    def _letters(self, words: Sequence[str]) -> list[str]:
        stop_words = self._vocabulary.stop_words
        framed = [f"<{word}>" for word in words if word not in stop_words]
        return [word[at : at + LETTERS] for word in framed for at in range(len(word) - LETTERS + 1)]


def _beside(kinds: Sequence[Occurrences]) -> Occurrences:
    """Return one matrix with, for each document, its features of all kinds."""
    starts = np.sum([kind.starts for kind in kinds], axis=0)
    features, weights = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.float32)
    free = starts[:-1].copy()
    for kind in kinds:
        counts = np.diff(kind.starts)
        places = ranges(free, counts)
        features[places], weights[places] = kind.features, kind.weights
        free += counts
    return Occurrences(starts, features, weights)


def _information(ids: NDArray[np.int64], targets: Ids, width: int) -> Weights:
    """Return the weight of each feature: the root of how far it moves the guess at the target, in nats.

    Unlike the inverse document frequency this keeps a word such as "pledge", which is frequent and yet rules
    out all other subjects, and drops rare words that occur with any target. There is one of `targets` for each
    of `ids`: those of the documents that the feature occurs in.
    """
    usual = np.bincount(targets) / len(targets)
    pairs, counts = np.unique(ids * len(usual) + targets, return_counts=True)
    found, target = np.divmod(pairs, len(usual))
    total = np.bincount(ids, minlength=width)
    # The divergence (Kullback-Leibler) of a feature's targets from the usual mixture, smoothed. The targets that
    # a feature never occurs with all have the same ratio to the mixture, so they are one term.
    posterior = (counts + SMOOTHING * usual[target]) / (total[found] + SMOOTHING)
    gain = np.bincount(found, posterior * np.log(posterior / usual[target]), width)
    absent = 1 - np.bincount(found, usual[target], width)
    ratio = SMOOTHING / (total + SMOOTHING)
    weights: Weights = np.sqrt(np.maximum(gain + absent * ratio * np.log(ratio), 0)).astype(np.float32)
    return weights
