"""Products of a sparse matrix with a dense one, in numpy.

scipy has them too, as fast, and holds twenty megabytes more in memory for as long as the desk runs.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer]
Matrix = NDArray[np.float32]

_AT_ONCE = 4096  # places that are gathered at once: few enough for the processor's cache
# Rows are filled up with zeros to the next of these lengths, so that many have the same: at most an eighth more work.
_LENGTHS = np.unique(np.round(2 ** np.arange(0, 31, 1 / 6)).astype(np.intp))


class Rows:
    """A sparse matrix whose rows are sorted by their length: the number of places that are not zero."""

    def __init__(self, lengths: Integers, columns: Integers, weights: Matrix) -> None:
        """Take the lengths of the rows, in ascending order, and row by row the columns and weights of their places."""
        self._height = len(lengths)
        self._groups: list[tuple[slice, Integers, Matrix]] = []
        ends = np.cumsum(lengths)[:, None]
        for rows, width in _groups(lengths):
            place = ends[rows] - lengths[rows, None] + np.arange(width)
            real = place < ends[rows]
            place = np.minimum(place, len(columns) - 1)
            self._groups.append((rows, columns[place], np.where(real, weights[place], np.float32(0))[:, None]))
        self._widest = max((columns.size for _, columns, _ in self._groups), default=0)

    def __matmul__(self, dense: Matrix) -> Matrix:
        """Return the product with `dense`, which has a row for each column of this matrix."""
        result = np.zeros((self._height, dense.shape[1]), dtype=np.float32)
        room = np.empty((self._widest, dense.shape[1]), dtype=np.float32)
        for rows, columns, weights in self._groups:
            gathered = room[: columns.size].reshape(*columns.shape, -1)
            # numpy would check the columns at length if it did not have leave to clip them.
            np.take(dense, columns, axis=0, out=gathered, mode="clip")
            np.matmul(weights, gathered, out=result[rows, None])
        return result


def _groups(lengths: Integers) -> Iterator[tuple[slice, int]]:
    """Yield ranges of rows to work on at once, and the length that they are filled up to."""
    filled = np.where(lengths > 0, _LENGTHS[np.searchsorted(_LENGTHS, lengths)], 0)
    for width in np.unique(filled[filled > 0]).tolist():
        first, last = np.searchsorted(filled, (width, width + 1)).tolist()
        step = max(1, _AT_ONCE // width)
        yield from ((slice(start, min(start + step, last)), width) for start in range(first, last, step))


def both_ways(lengths: Integers, columns: Integers, weights: Matrix, width: int) -> tuple[NDArray[np.intp], Rows, Rows]:
    """Return the columns that are used, the matrix with only these, and the same matrix turned over.

    The arguments are those of `Rows`, with the number of columns. The columns are sorted by how often they are used.
    """
    counts = np.bincount(columns, minlength=width)
    used = np.flatnonzero(counts)
    used = used[np.argsort(counts[used], kind="stable")]
    # The narrowest numbers: those of sixteen bits are sorted several times as fast.
    number = np.zeros(width, dtype=np.min_scalar_type(len(used)))
    number[used] = np.arange(len(used))
    columns = number[columns]
    order = np.argsort(columns, kind="stable")
    owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return used, Rows(lengths, columns, weights), Rows(counts[used], owners[order], weights[order])


def ranges(starts: Integers, counts: Integers) -> NDArray[np.intp]:
    """Return the numbers from each start on, as many as its count, one range after the other."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
