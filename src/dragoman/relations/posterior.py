"""Standing as a posterior: from sums of weights to a value and an interval, one dyad or ten million events alike.

The model. What one actor does to another in a period is two streams of acts, cooperative and hostile; each counted act
has a weight. The rate of each stream has a Gamma posterior with shape `prior` + n, where n is the stream's effective
number of acts, (sum of weights)^2 / sum of squared weights (Kish, Survey Sampling, 1965). Then the share t of acts
that are cooperative is Beta(`prior` + n+, `prior` + n-) distributed, and standing sets the two streams against each
other by weight, with w+ and w- the weight of a typical act of each (sum of squares / sum):

    standing = (t w+ - (1 - t) w-) / (t w+ + (1 - t) w-),  from -1 (all hostile) to +1 (all cooperative)

It grows with t, so quantiles of t are quantiles of standing. With equal weights it is 2t - 1 and the interval that of
the plain Beta-binomial model. A prior of 0.5 is that of Jeffreys.

An act can count in part (half, for age or doubt): its part multiplies both its weight and its squared weight in the
sums, so that it adds part of an act and not a whole act of part the weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

PRIOR: Final = 0.5
LEVEL: Final = 0.90
ERROR: Final = 1e-4  # the most by which the end of an interval may be off for being looked up (a test measures it)
_PRIORS: Final = (0.25, 10.0)
_LEVELS: Final = (0.8, 0.99)
_MOST: Final = 1e6  # more acts than these make no interval narrower
_KNOTS: Final = 72
_BEYOND: Final = 4  # knots outside the range that is used: a spline is worst at its ends
_CELLS: Final = 640


@dataclass(frozen=True, slots=True)
class Bands:
    """Standing of many dyads or periods: arrays of equal length.

    `value`, `low` and `high` run from -1 to +1: standing at the posterior mean of the share of cooperative acts, and
    the ends of its central interval. `effective` is the effective number of acts (0 and more).
    """

    value: Array
    low: Array
    high: Array
    effective: Array


@dataclass(frozen=True, slots=True)
class _Table:
    """The lower quantile of Beta(a, b), as its logit less log(a / b), over a square grid of log a and log b."""

    first: float
    step: float
    rows: Array

    def quantile(self, log_a: Array, log_b: Array) -> Array:
        """Return what the quantile's logit exceeds log a - log b by."""
        from scipy.ndimage import map_coordinates  # noqa: PLC0415 - loads for a third of a second

        places = np.empty((2, log_a.size))
        np.subtract(log_a, self.first, out=places[0])
        np.subtract(log_b, self.first, out=places[1])
        places /= self.step
        found: Array = map_coordinates(self.rows, places, order=1, mode="nearest", prefilter=False)
        return found


def bands(
    cooperative: npt.ArrayLike,
    hostile: npt.ArrayLike,
    cooperative_squares: npt.ArrayLike,
    hostile_squares: npt.ArrayLike,
    *,
    prior: float = PRIOR,
    level: float = LEVEL,
) -> Bands:
    """Return the standing that sums of weights give, with its central interval of probability `level`.

    The four arrays have one entry a dyad and period: the sums of the weights of cooperative and of hostile acts, and
    of their squares (all 0 or more; what is not a number counts as 0). Without evidence the row is the prior: value
    0 and almost the whole range. Where one side has no acts, the prior's are taken to weigh what the other's do.

    The quantiles are looked up in a table that is made of exact ones, to within ERROR on the scale from -1 to +1;
    from a million acts on, the interval stays as wide as at a million. Raises ValueError for arrays of different
    length, negative sums, a prior outside 0.25 to 10 or a level outside 0.8 to 0.99.
    """
    given = (cooperative, hostile, cooperative_squares, hostile_squares)
    sums = [np.nan_to_num(np.asarray(one, dtype=np.float64).ravel()) for one in given]
    _check(sums, prior, level)
    plus, plus_weight = _stream(sums[0], sums[2])
    minus, minus_weight = _stream(sums[1], sums[3])
    tilt = np.zeros_like(plus)
    both = (plus > 0) & (minus > 0)
    np.log(np.divide(plus_weight, minus_weight, out=np.ones_like(plus), where=both), out=tilt)
    log_a, log_b = np.log(plus + prior), np.log(minus + prior)
    table = _table(prior, level)
    centre = log_a - log_b + tilt
    return Bands(
        np.tanh(centre / 2),
        np.tanh((centre + table.quantile(log_a, log_b)) / 2),
        np.tanh((centre - table.quantile(log_b, log_a)) / 2),  # 1 - X is Beta(b, a) distributed
        plus + minus,
    )


def _check(sums: list[Array], prior: float, level: float) -> None:
    if len({one.size for one in sums}) != 1:
        raise ValueError(f"the sums must have the same length, not {', '.join(str(one.size) for one in sums)}")
    if any(one.size and one.min() < 0 for one in sums):
        raise ValueError("a sum of weights is negative")
    if not _PRIORS[0] <= prior <= _PRIORS[1]:
        raise ValueError(f"the prior must be between {_PRIORS[0]} and {_PRIORS[1]}, not {prior}")
    if not _LEVELS[0] <= level <= _LEVELS[1]:
        raise ValueError(f"the level must be between {_LEVELS[0]} and {_LEVELS[1]}, not {level}")


def _stream(weight: Array, squares: Array) -> tuple[Array, Array]:
    """Return the effective number of acts and the weight of a typical one; both 0 where there is no evidence."""
    known = (weight > 0) & (squares > 0)
    typical = np.divide(squares, weight, out=np.zeros_like(weight), where=known)
    return np.divide(weight, typical, out=np.zeros_like(weight), where=known), typical


@lru_cache(maxsize=8)
def _table(prior: float, level: float) -> _Table:
    """Return the table for a prior and level: exact quantiles at few knots, then a cubic spline at many."""
    from scipy.ndimage import map_coordinates, spline_filter  # noqa: PLC0415
    from scipy.special import betainccinv, betaincinv  # noqa: PLC0415

    first, last = np.log(prior), np.log(prior + _MOST)
    wide = (last - first) / (_KNOTS - 1)
    logs = first + wide * np.arange(-_BEYOND, _KNOTS + _BEYOND)
    a, b = np.meshgrid(np.exp(logs), np.exp(logs), indexing="ij")
    tail = (1 - level) / 2
    with np.errstate(divide="ignore"):
        logit = np.log(betaincinv(a, b, tail)) - np.log(betainccinv(b, a, tail))
    spline = spline_filter(logit - np.log(a / b), order=3, mode="mirror")
    between = _BEYOND + np.linspace(0, _KNOTS - 1, _CELLS)
    places = np.meshgrid(between, between, indexing="ij")
    rows = map_coordinates(spline, places, order=3, mode="mirror", prefilter=False)
    return _Table(float(first), float((last - first) / (_CELLS - 1)), rows)
