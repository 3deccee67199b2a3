"""How what an actor gives is shared between two others: the balance share and how sure it is.

The model is that of `posterior`, with the acts towards A and B for its two streams. Each cooperative act of X goes to
A with probability t; with the prior of Jeffreys, the posterior of t is Beta(1/2 + n_A, 1/2 + n_B), where n is the
effective number of acts: (sum of weights)^2 / sum of squared weights (L. Kish, Survey Sampling, 1965), which is their
number where all weigh the same. With w_A and w_B the average weight of an act, the prior's half acts taken to weigh
what all do on average, the balance share is

    b = t w_A / (t w_A + (1 - t) w_B)

It grows with t, so quantiles of t give those of b, and probabilities of t those of b. At the mean of t it is the share
of the sum of weights, drawn towards 1/2. Acts are taken to be independent of each other given t; where they come in
series (a round of visits) the interval is too narrow.
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
    a, b = PRIOR + _effective(with_a), PRIOR + _effective(with_b)
    acts = a + b - 2 * PRIOR
    average = (sum(with_a) + sum(with_b)) / acts if acts else 1.0
    ratio = ((sum(with_b) + PRIOR * average) / b) / ((sum(with_a) + PRIOR * average) / a)
    tail = (1 - LEVEL) / 2
    shares = (a / (a + b), float(betaincinv(a, b, tail)), float(betaincinv(a, b, 1 - tail)))
    value, low, high = (t / (t + (1 - t) * ratio) for t in shares)
    return Share(value, low, high, a, b, ratio)


def _effective(weights: Sequence[float]) -> float:
    """The effective number of acts."""
    return sum(weights) ** 2 / sum(weight * weight for weight in weights) if weights else 0.0
