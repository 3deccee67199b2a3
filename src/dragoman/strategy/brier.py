"""How good forecasts were: the Brier score against that of the base rate and of "nothing changes".

The score of one forecast is (p - o)^2, with o = 1 where the answer was yes and 0 where it was no: 0 is perfect, 1/4
what saying one half always gives, 1 certain and wrong. Brier (1950, Monthly Weather Review 78) sums it over both
answers, which is twice that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Final

from scipy.special import stdtrit

LEVEL: Final = 0.90


@dataclass(frozen=True, slots=True)
class Resolved:
    """A forecast that turned out: its number p (0 to 1), whether the answer was yes, and whether it would have been if
    nothing had changed.
    """

    p: float
    yes: bool
    no_change: bool


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean and its 90 % interval; None for fewer than two forecasts."""

    value: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Scored:
    """Mean Brier scores of `number` forecasts, of which `yes` came true, and of the two yardsticks on the same ones.

    `over_base` and `over_no_change` are the mean differences, forecast by forecast (below 0: these were better).
    """

    number: int
    yes: int
    forecast: Mean
    base_rate: float
    base: float
    no_change: float
    over_base: Mean
    over_no_change: Mean


def scored(resolved: Sequence[Resolved], base_rate: float | None = None) -> Scored:
    """Return the scores of forecasts that turned out.

    Without a `base_rate` (0 to 1) it is the share of yes among these forecasts themselves, which nobody knew when they
    were made: a hard yardstick. Intervals are Student's, for forecasts on matters independent of each other, and rough
    where there are few. Raises ValueError where there are none, or a number is not within 0 to 1.
    """
    if not resolved:
        raise ValueError("there is no forecast that turned out")
    if not all(0 <= p <= 1 for p in (*(one.p for one in resolved), *([] if base_rate is None else [base_rate]))):
        raise ValueError("a forecast lies within 0 to 1")
    yes = sum(one.yes for one in resolved)
    rate = yes / len(resolved) if base_rate is None else base_rate
    own = [(one.p - one.yes) ** 2 for one in resolved]
    base = [(rate - one.yes) ** 2 for one in resolved]
    still = [float(one.no_change != one.yes) for one in resolved]
    return Scored(
        len(resolved),
        yes,
        _mean(own, 0.0, 1.0),
        rate,
        fmean(base),
        fmean(still),
        _mean([a - b for a, b in zip(own, base, strict=True)], -1.0, 1.0),
        _mean([a - b for a, b in zip(own, still, strict=True)], -1.0, 1.0),
    )


def _mean(numbers: Sequence[float], least: float, most: float) -> Mean:
    value = fmean(numbers)
    if len(numbers) < 2:
        return Mean(value, None)
    reach = float(stdtrit(len(numbers) - 1, (1 + LEVEL) / 2)) * stdev(numbers) / sqrt(len(numbers))
    return Mean(value, (max(least, value - reach), min(most, value + reach)))
