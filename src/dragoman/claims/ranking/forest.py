"""Decision trees in plain arrays: how likely it is that a text says what a row describes.

The file is written by `training/train_ranking.py`. Node `n` of the arrays asks whether column `column[n]` is at most
`limit[n]` and goes on to `yes[n]` or `no[n]`; at a leaf (`column[n] == -1`) `value[n]` is added to the log-odds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dragoman.claims.ranking.features import NAMES
from dragoman.errors import VocabularyError
from dragoman.vocabulary.tables import data_folder

# How many trees are asked first.
FIRST = 10
_ARRAYS = ("column", "limit", "yes", "no", "value", "roots")


@dataclass(frozen=True, slots=True)
class Forest:
    """A trained forest; `threshold` (0..1) is the likelihood from which a choice is taken.

    Most choices are far from that: one to which the first trees give log-odds under `bound` is given up at once.
    """

    column: NDArray[np.int16]
    limit: NDArray[np.float64]
    yes: NDArray[np.int32]
    no: NDArray[np.int32]
    value: NDArray[np.float64]
    roots: NDArray[np.int32]
    threshold: float
    bound: float

    def likelihood(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row (rows, columns) how likely the choice is right, 0..1; 0 where the first trees say no."""
        odds = self.odds(rows, self.roots[:FIRST])
        found = np.zeros(len(rows))
        left = odds >= self.bound
        if left.any():
            odds = odds[left] + self.odds(rows[left], self.roots[FIRST:])
            found[left] = 1.0 / (1.0 + np.exp(-odds))
        return found

    def odds(self, rows: NDArray[np.float64], roots: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return the log-odds that the trees at `roots` give to each row."""
        columns = rows.shape[1]
        node = np.tile(roots, len(rows))
        start = np.repeat(np.arange(len(rows)) * columns, len(roots))
        cells = rows.ravel()
        asking = np.flatnonzero(self.column[node] >= 0)
        while asking.size:
            here = node[asking]
            cell = cells[start[asking] + self.column[here]]
            here = np.where(cell <= self.limit[here], self.yes[here], self.no[here])
            node[asking] = here
            asking = asking[self.column[here] >= 0]
        return np.asarray(self.value[node].reshape(len(rows), len(roots)).sum(axis=1))


def read_forest(file: Traversable) -> Forest:
    """Return the forest of a file; raise VocabularyError when it is not one, or was trained on other columns."""
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            names = tuple(str(name) for name in stored["names"])
            arrays = {key: stored[key] for key in _ARRAYS}
            threshold, bound = float(stored["threshold"]), float(stored["bound"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise VocabularyError(f"{file}: is no forest ({error}). Train one with training/train_ranking.py.") from None
    if names != NAMES:
        raise VocabularyError(f"{file}: was trained on other columns. Train it again with training/train_ranking.py.")
    return Forest(**arrays, threshold=threshold, bound=bound)


@lru_cache(maxsize=1)
def load_forest() -> Forest:
    """Return the forest that is shipped."""
    return read_forest(data_folder("languages", "en", "ranking.npz"))
