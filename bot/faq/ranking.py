"""Which target a question asks for: a linear classifier learned over the phrasings."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bot.faq.features import Ids, Occurrences, Weights
from bot.faq.ridge import RIDGE, dual
from bot.faq.sparse import Matrix, both_ways, ranges

TOGETHER = 16  # targets that are learned together
# Phrasings of other targets that these are told from: so many for all parts together, and so many for each at least.
# With all of them instead, the first answer is as often right on the tuning half, and learning takes half as long
# again; with those most like the part's own, it is less often right.
SAMPLED, LEAST = 30_000, 1500
NEGLIGIBLE = 0.01  # weights that are not kept: together they move a score by half a hundredth

_AT_ONCE = 2048  # features whose weights are sifted at once: bounds the memory

Places = NDArray[np.intp]


class _Learned(NamedTuple):
    """The weights of some features: how many each feature has, and feature by feature the targets and the weights."""

    features: Places
    counts: Places
    targets: NDArray[np.uint16]
    weights: NDArray[np.float16]


class Ranking:
    """One weight for each feature and target, learned by ridge regression; those near zero are left out.

    Some targets at a time are learned, from their own phrasings and a sample of the others, which small content has
    whole. A question costs its features times the targets that these speak for or against, however many phrasings
    there are.
    """

    def __init__(self, phrasings: Occurrences, width: int, targets: Ids) -> None:
        """Learn from the features of each phrasing, `width` in all, and the number of its target."""
        self._size = int(targets.max()) + 1
        parts = np.array_split(np.arange(self._size), -(-self._size // TOGETHER))
        teacher = _Teacher(phrasings, width, targets, max(LEAST, SAMPLED // len(parts)))
        # The matrices are small: threads that wait for each other cost more than they do.
        with threadpool_limits(1):
            learned = [one for part in parts for one in teacher.learned(part)]
        self._starts, self._targets, self._weights = _merged(learned, width)

    def scores(self, ids: Ids, weights: Weights) -> Weights:
        """Return one score for each target: about one for a phrasing of it, about zero for another's."""
        starts = self._starts[ids]
        counts = self._starts[ids + 1] - starts
        places = ranges(starts, counts)
        products = self._weights[places] * np.repeat(weights, counts)
        return np.bincount(self._targets[places], products, self._size).astype(np.float32)


class _Teacher:
    """The phrasings, as the targets are learned from them.

    A feature of one phrasing makes it like no other and only more like itself, so it is kept apart, and regression
    has half of the features to go through.
    """

    def __init__(self, phrasings: Occurrences, width: int, targets: Ids, others: int) -> None:
        self._width, self._others = width, others
        self._targets = targets
        lengths = np.diff(phrasings.starts)
        owners = np.repeat(np.arange(len(targets)), lengths)
        shared = np.bincount(phrasings.features, minlength=width)[phrasings.features] > 1
        self._owners = owners[~shared]
        self._features, self._weights = phrasings.features[~shared], phrasings.weights[~shared]
        self._ridge = RIDGE + np.bincount(self._owners, self._weights**2, len(targets)).astype(np.float32)
        self._starts = np.searchsorted(owners[shared], np.arange(len(targets) + 1))
        self._shared_features, self._shared_weights = phrasings.features[shared], phrasings.weights[shared]

    def learned(self, part: Places) -> Iterator[_Learned]:
        """Learn the targets of `part`, which follow each other."""
        documents = self._documents(part)
        lengths = self._starts[documents + 1] - self._starts[documents]
        order = np.argsort(lengths, kind="stable")
        documents, lengths = documents[order], lengths[order]
        places = ranges(self._starts[documents], lengths)
        features, rows, postings = both_ways(
            lengths, self._shared_features[places], self._shared_weights[places], self._width
        )
        wanted = (self._targets[documents, None] == part).astype(np.float32)
        solution = dual(rows, postings, self._ridge[documents], wanted)
        folded = postings @ solution
        for some in _slices(len(features)):
            yield _sifted(features[some], folded[some], part)
        row = np.full(len(self._targets), -1)
        row[documents] = np.arange(len(documents))
        mine = np.flatnonzero(row[self._owners] >= 0)
        for one in (mine[some] for some in _slices(len(mine))):
            weights = self._weights[one, None] * solution[row[self._owners[one]]]
            yield _sifted(self._features[one], weights, part)

    def _documents(self, part: Places) -> Places:
        """Return the phrasings of the targets in `part`, and of the others all or, evenly, as many as are enough."""
        own = (self._targets >= part[0]) & (self._targets <= part[-1])
        others = np.flatnonzero(~own)
        if len(others) > self._others:
            others = others[np.arange(self._others) * len(others) // self._others]
        return np.concatenate((np.flatnonzero(own), others))


def _slices(size: int) -> Iterator[slice]:
    return (slice(start, start + _AT_ONCE) for start in range(0, size, _AT_ONCE))


def _sifted(features: NDArray[np.integer], weights: Matrix, part: Places) -> _Learned:
    """Return those of `weights`, a row for each feature and a column for each target of `part`, that are kept."""
    found, owners = np.nonzero(np.abs(weights) > NEGLIGIBLE)
    kept: NDArray[np.float16] = weights[found, owners].astype(np.float16)
    counts = np.bincount(found, minlength=len(features))
    return _Learned(features.astype(np.intp), counts, part[owners].astype(np.uint16), kept)


def _merged(
    learned: Sequence[_Learned], width: int
) -> tuple[NDArray[np.int32], NDArray[np.uint16], NDArray[np.float16]]:
    """Return where each feature's weights start, and their targets and the weights themselves."""
    starts = np.zeros(width + 1, dtype=np.int32)
    for part in learned:
        starts[part.features + 1] += part.counts
    np.cumsum(starts, out=starts)
    targets, weights = np.empty(starts[-1], dtype=np.uint16), np.empty(starts[-1], dtype=np.float16)
    free = starts.copy()
    for part in learned:
        places = ranges(free[part.features], part.counts)
        targets[places], weights[places] = part.targets, part.weights
        free[part.features] += part.counts
    return starts, targets, weights
