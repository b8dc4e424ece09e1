"""Ridge regression for many targets at once, by the block method of conjugate gradients.

The targets share what each pass over the phrasings finds out, so that half a dozen passes do for all of them, where a
target of its own would need twenty (O'Leary 1980, in the stable form of Dubrulle 2001).
"""

import numpy as np
from numpy.typing import NDArray

from bot.faq.sparse import Matrix, Rows

Vector = NDArray[np.float32]

RIDGE = 0.3  # on a plateau from 0.1 to 0.6, measured as said in features.py
TOLERANCE = (
    0.2  # length of what is left unexplained, as a share; with a tenth of it the same questions are ranked right
)
_PASSES = 50  # at most: rounding could keep a length from falling
_DEPENDENT = 1e-6  # the square of a direction's length, as a share of the longest's, that is rounding only


def dual(rows: Rows, postings: Rows, ridge: Vector, wanted: Matrix) -> Matrix:
    """Return A of (X Xᵀ + R) A = `wanted`, where X is `rows`, Xᵀ `postings`, and R has `ridge` on its diagonal.

    The weights are Xᵀ A. `ridge` is RIDGE, and what a row has to itself that is not in X.
    """
    solution = np.zeros_like(wanted)
    directions, left = _orthonormal(wanted)
    unexplained = directions
    enough = TOLERANCE * np.linalg.norm(left)
    for _ in range(_PASSES):
        image: Matrix = rows @ (postings @ directions) + ridge[:, None] * directions
        steps: Matrix = np.linalg.inv(_gram(directions, image)).astype(np.float32)
        solution += directions @ (steps @ left)
        unexplained, change = _orthonormal(unexplained - image @ steps)
        left = change @ left
        if np.linalg.norm(left) <= enough:
            break
        directions = unexplained + directions @ change.T
    return solution


def _orthonormal(block: Matrix) -> tuple[Matrix, Matrix]:
    """Return Q with orthonormal columns and R with Q R = `block`; directions that are rounding only are left out."""
    squares, vectors = np.linalg.eigh(_gram(block, block))
    kept = squares > _DEPENDENT * squares[-1]
    lengths = np.sqrt(squares[kept])
    vectors = vectors[:, kept]
    return block @ (vectors / lengths).astype(np.float32), (vectors * lengths).T.astype(np.float32)


def _gram(one: Matrix, other: Matrix) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return (one.T @ other).astype(np.float64)
