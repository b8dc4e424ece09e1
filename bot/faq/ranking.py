"""Which target a question asks for: a linear classifier learned over the phrasings."""

from mmap import mmap

import numpy as np
from numpy.typing import NDArray

from bot.faq.features import Ids, Occurrences, Weights

RIDGE = 0.3  # on a plateau from 0.1 to 0.6, measured as said in features.py
_BLOCK = 256  # rows or features that are worked on at once: bounds the memory

Matrix = NDArray[np.float32]


class Ranking:
    """One weight for each feature and target, learned in closed form by kernel ridge regression.

    The weights are folded from phrasings to features, so a question costs its features times the targets,
    however many phrasings there are.
    """

    def __init__(self, phrasings: Occurrences, width: int, targets: Ids) -> None:
        """Learn from the features of each phrasing, `width` in all, and the number of its target."""
        order = np.argsort(phrasings.features, kind="stable")
        postings = Occurrences(phrasings.documents[order], phrasings.features[order], phrasings.weights[order])
        bounds = np.searchsorted(postings.features, np.arange(width + 1))
        wanted = np.eye(int(targets.max()) + 1, dtype=np.float32)[targets]
        self._weights = _folded(postings, bounds, _solved(_kernel(phrasings, postings, bounds, len(targets)), wanted))

    def scores(self, ids: Ids, weights: Weights) -> Matrix:
        """Return one score for each target: about one for a phrasing of it, about zero for another's."""
        scores: Matrix = weights @ self._weights[ids]
        return scores


def _kernel(phrasings: Occurrences, postings: Occurrences, bounds: NDArray[np.int64], size: int) -> Matrix:
    """Return how alike all phrasings are, in pairs, with the ridge on the diagonal."""
    # A mapping of its own goes back to the system whole, where the heap would keep a hole of this size.
    kernel: Matrix = np.frombuffer(mmap(-1, size * size * 4), dtype=np.float32).reshape(size, size)
    rows = np.searchsorted(phrasings.documents, np.arange(size + 1))
    for row in range(size):
        mine = slice(rows[row], rows[row + 1])
        ids = phrasings.features[mine]
        spans = [slice(start, end) for start, end in zip(bounds[ids], bounds[ids + 1], strict=True)]
        if not spans:
            kernel[row] = 0
            continue
        others = np.concatenate([postings.documents[span] for span in spans])
        products = np.concatenate([postings.weights[span] for span in spans])
        products *= np.repeat(phrasings.weights[mine], bounds[ids + 1] - bounds[ids])
        kernel[row] = np.bincount(others, products, size)
    kernel[np.diag_indices_from(kernel)] += np.float32(RIDGE)
    return kernel


def _solved(kernel: Matrix, wanted: Matrix) -> Matrix:
    """Return `kernel`⁻¹ `wanted` by Cholesky's factor, in blocks of rows; `kernel` is used up.

    scipy's `cho_solve` would do it as fast, and hold twenty megabytes more in memory for as long as the desk runs.
    """
    blocks = [slice(start, start + _BLOCK) for start in range(0, len(wanted), _BLOCK)]
    result = wanted.copy()
    for block in blocks:
        done, below = slice(0, block.start), slice(block.stop, None)
        kernel[block.start :, block] -= kernel[block.start :, done] @ kernel[block, done].T
        kernel[block, block] = corner = np.linalg.cholesky(kernel[block, block])
        kernel[below, block] = np.linalg.solve(corner, kernel[below, block].T).T
        result[block] = np.linalg.solve(corner, result[block] - kernel[block, done] @ result[done])
    for block in reversed(blocks):
        below = slice(block.stop, None)
        result[block] = np.linalg.solve(kernel[block, block].T, result[block] - kernel[below, block].T @ result[below])
    return result


def _folded(postings: Occurrences, bounds: NDArray[np.int64], dual: Matrix) -> Matrix:
    """Return the weights of features from those of phrasings."""
    width = len(bounds) - 1
    folded = np.empty((width, dual.shape[1]), dtype=np.float32)
    for start in range(0, width, _BLOCK):
        end = min(start + _BLOCK, width)
        span = slice(bounds[start], bounds[end])
        products = postings.weights[span, None] * dual[postings.documents[span]]
        folded[start:end] = np.add.reduceat(products, bounds[start:end] - bounds[start])
    return folded
