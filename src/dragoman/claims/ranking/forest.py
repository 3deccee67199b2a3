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

_ARRAYS = ("column", "limit", "yes", "no", "value", "roots")


@dataclass(frozen=True, slots=True)
class Forest:
    """A trained forest; `threshold` (0..1) is the likelihood from which a choice is taken."""

    column: NDArray[np.int16]
    limit: NDArray[np.float64]
    yes: NDArray[np.int32]
    no: NDArray[np.int32]
    value: NDArray[np.float64]
    roots: NDArray[np.int32]
    threshold: float

    def likelihood(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row (rows, columns) how likely the choice is right, 0..1."""
        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        which = np.arange(len(rows))[:, None]
        while True:
            column = self.column[node]
            asking = column >= 0
            if not asking.any():
                break
            onward = np.where(rows[which, column] <= self.limit[node], self.yes[node], self.no[node])
            node = np.where(asking, onward, node)
        odds = self.value[node].sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def read_forest(file: Traversable) -> Forest:
    """Return the forest of a file; raise VocabularyError when it is not one, or was trained on other columns."""
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            names = tuple(str(name) for name in stored["names"])
            arrays = {key: stored[key] for key in _ARRAYS}
            threshold = float(stored["threshold"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise VocabularyError(f"{file}: is no forest ({error}). Train one with training/train_ranking.py.") from None
    if names != NAMES:
        raise VocabularyError(f"{file}: was trained on other columns. Train it again with training/train_ranking.py.")
    return Forest(**arrays, threshold=threshold)


@lru_cache(maxsize=1)
def load_forest() -> Forest:
    """Return the forest that is shipped."""
    return read_forest(data_folder("languages", "en", "ranking.npz"))
