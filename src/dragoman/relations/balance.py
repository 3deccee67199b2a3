"""How what an actor gives is shared between two others: the balance share and how sure it is.

The model. Each cooperative act of X towards A or B goes to A with probability t. With the prior of Jeffreys, the
posterior of t is Beta(1/2 + n_A, 1/2 + n_B), where n is the effective number of acts: (sum of weights)^2 / sum of
squared weights (L. Kish, Survey Sampling, 1965), which is their number where all weigh the same. With w_A and w_B the
weight of a typical act (sum of squares / sum), the balance share is

    b = t w_A / (t w_A + (1 - t) w_B)

It grows with t, so quantiles of t give those of b, and probabilities of t those of b. Acts are taken to be independent
of each other given t; where they come in series (a round of visits) the interval is too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scipy.special import betainc, betaincinv

PRIOR: Final = 0.5
LEVEL: Final = 0.90


@dataclass(frozen=True, slots=True)
class Share:
    """The balance share, 0 (all with B) to 1 (all with A), at the posterior mean of t; `low` to `high` holds 90 %.

    `a` and `b` are the parameters of the posterior of t; `ratio` is w_B / w_A.
    """

    value: float
    low: float
    high: float
    a: float
    b: float
    ratio: float

    def between(self, low: float, high: float) -> float:
        """Return the posterior probability (0 to 1) that the share lies between two shares."""
        return float(betainc(self.a, self.b, self._of_acts(high)) - betainc(self.a, self.b, self._of_acts(low)))

    def _of_acts(self, share: float) -> float:
        """The share t of acts that a share b of weight stands for."""
        return share * self.ratio / (share * self.ratio + 1 - share)


def share(with_a: Sequence[float], with_b: Sequence[float]) -> Share:
    """Return the balance share from the weights of the acts with A and with B.

    Without any act it is the prior: 0.5 and almost the whole range. Raises ValueError for a weight that is not above 0.
    """
    if not all(weight > 0 for weight in (*with_a, *with_b)):
        raise ValueError("a weight must be above 0")
    (number_a, typical_a), (number_b, typical_b) = _stream(with_a), _stream(with_b)
    # Where one of them has no acts, they are taken to weigh what the other's do.
    ratio = typical_b / typical_a if typical_a and typical_b else 1.0
    a, b = PRIOR + number_a, PRIOR + number_b
    tail = (1 - LEVEL) / 2
    acts = (a / (a + b), float(betaincinv(a, b, tail)), float(betaincinv(a, b, 1 - tail)))
    value, low, high = (t / (t + (1 - t) * ratio) for t in acts)
    return Share(value, low, high, a, b, ratio)


def _stream(weights: Sequence[float]) -> tuple[float, float]:
    """The effective number of acts and the weight of a typical one; both 0 where there are none."""
    whole, squares = sum(weights), sum(weight * weight for weight in weights)
    return (whole * whole / squares, squares / whole) if weights else (0.0, 0.0)
