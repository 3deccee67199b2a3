"""Where a bargain over one issue would settle: the mean and the median of positions, weighted by power x salience.

The weighted mean is the compromise model; Achen (2006), in The European Union Decides (Thomson, Stokman, Achen, König,
eds.), derives it as an approximation to the Nash bargaining solution. The weighted median is the position that no other
beats in a vote where votes are weighted so (Black 1948, Journal of Political Economy 56, for one dimension).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman.strategy.worlds import Share

LEVEL: Final = 0.90
MOST: Final = 100.0  # the end of the scales of position and salience, which begin at 0
_TIE: Final = 1e-12  # how far half of the weight may be missed by rounding

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is given, and the range (within which all is equally likely) that it may lie in."""

    value: float
    low: float
    high: float

    @property
    def open(self) -> bool:
        """Whether it has a range."""
        return self.low < self.high

    def widened(self, by: float, most: float) -> Amount:
        """Return the amount give or take `by`, within 0 and `most`; one that has a range already stays as it is."""
        if self.open:
            return self
        return Amount(self.value, max(0.0, self.value - by), min(most, self.value + by))


@dataclass(frozen=True, slots=True)
class Stake:
    """What one actor brings to an issue: position and salience from 0 to 100, power on any scale from 0.

    `basis` says where the numbers are from: "stated", "inferred", "analyst", or '' where the file does not say.
    """

    actor: str
    about: str
    power: Amount
    position: Amount
    salience: Amount
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One dimension over which actors bargain; `dimension` is what the file calls its positions."""

    title: str
    about: str
    dimension: str
    stakes: tuple[Stake, ...]

    @property
    def open(self) -> bool:
        """Whether anything is given with a range."""
        return any(amount.open for s in self.stakes for amount in (s.power, s.position, s.salience))

    def widened(self, points: float) -> Issue:
        """Return the issue with every number that has no range give or take `points`: points of the scale for position
        and salience, percent for power.
        """
        return Issue(
            self.title,
            self.about,
            self.dimension,
            tuple(
                Stake(
                    s.actor,
                    s.about,
                    s.power.widened(s.power.value * points / 100, float("inf")),
                    s.position.widened(points, MOST),
                    s.salience.widened(points, MOST),
                    s.basis,
                )
                for s in self.stakes
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Positions, saliences and powers, each of shape (samples, actors)."""

    position: Numbers
    salience: Numbers
    power: Numbers

    @property
    def weight(self) -> Numbers:
        """Power x salience, shape (samples, actors)."""
        weights: Numbers = self.power * self.salience
        return weights

    def first(self, samples: int) -> Table:
        """Return the first so many samples."""
        return Table(self.position[:samples], self.salience[:samples], self.power[:samples])

    def without(self, actor: int) -> Table:
        """Return the table without one actor, given by its place."""
        return Table(*(np.delete(part, actor, axis=1) for part in (self.position, self.salience, self.power)))


def given(issue: Issue) -> Table:
    """Return the numbers as they are given, as one sample."""
    return Table(*(np.array([[a.value for a in column]]) for column in _columns(issue)))


def drawn(issue: Issue, samples: int, seed: int) -> Table:
    """Return `samples` draws of all numbers, each from its range and independent of the others.

    The draws of an actor do not depend on which actors stand after it. Raises ValueError for less than one sample.
    """
    if samples < 1:
        raise ValueError("at least one sample must be drawn")
    chance = np.random.default_rng(seed)
    even = chance.random((len(issue.stakes), 3, samples))
    parts = []
    for place, column in enumerate(_columns(issue)):
        low, high = (np.array([[getattr(a, end) for a in column]]) for end in ("low", "high"))
        parts.append(low + (high - low) * even[:, place, :].T)
    return Table(*parts)


def _columns(issue: Issue) -> tuple[list[Amount], list[Amount], list[Amount]]:
    return ([s.position for s in issue.stakes], [s.salience for s in issue.stakes], [s.power for s in issue.stakes])


def weighted_mean(position: Numbers, weight: Numbers) -> Numbers:
    """Return the mean of positions by weight: shape (samples, actors) to (samples,).

    A sample without any weight gives NaN.
    """
    total = weight.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Numbers = (position * weight).sum(axis=1) / total
    return mean


def weighted_median(position: Numbers, weight: Numbers) -> Numbers:
    """Return the position with at most half of the weight on either side: shape (samples, actors) to (samples,).

    Where half of the weight lies exactly between two positions, it is the middle of the two. A sample without any
    weight gives NaN.
    """
    order = np.argsort(position, axis=1, kind="stable")
    places, weights = np.take_along_axis(position, order, 1), np.take_along_axis(weight, order, 1)
    reached = np.cumsum(weights, axis=1)
    total = reached[:, -1:]
    slack = total * _TIE
    # The first actor at which half is reached, and the first at which more than half is: they differ only in a tie.
    first = np.argmax(reached >= total / 2 - slack, axis=1)[:, None]
    beyond = np.argmax(reached > total / 2 + slack, axis=1)[:, None]
    middle: Numbers = (np.take_along_axis(places, first, 1) + np.take_along_axis(places, beyond, 1))[:, 0] / 2
    middle[total[:, 0] <= 0] = np.nan
    return middle


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number from the inputs as given, and the 90 % interval of the samples (None where no input has a range)."""

    value: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Part:
    """What one actor has to do with the result.

    `weight` is its share of all power x salience (0 to 1); `pivot` the share of samples in which the weighted median
    stands where it does; `without` the weighted mean without it, None where that leaves no weight.
    """

    stake: Stake
    weight: float
    pivot: Share
    without: Estimate | None


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a bargain would settle, by mean and by median, and what each actor has to do with it (as in the file)."""

    issue: Issue
    samples: int
    seed: int
    mean: Estimate
    median: Estimate
    parts: tuple[Part, ...]


def settled(issue: Issue, samples: int, seed: int) -> Settled:
    """Return where a bargain over the issue would settle, with intervals from `samples` draws.

    Raises ValueError for less than one sample, and where nobody has any weight.
    """
    table, chance = given(issue), drawn(issue, samples, seed)
    if not table.weight.sum() > 0:
        raise ValueError("nobody has power and salience above 0")
    means, medians = (by(chance.position, chance.weight) for by in (weighted_mean, weighted_median))
    mean, median = (
        Estimate(float(by(table.position, table.weight)[0]), interval_of(found) if issue.open else None)
        for by, found in ((weighted_mean, means), (weighted_median, medians))
    )
    shares = table.weight[0] / table.weight.sum()
    parts = tuple(
        Part(
            stake,
            float(shares[place]),
            Share(int((chance.position[:, place] == medians).sum()), samples),
            _without(issue, table, chance, place),
        )
        for place, stake in enumerate(issue.stakes)
    )
    return Settled(issue, samples, seed, mean, median, parts)


def _without(issue: Issue, table: Table, chance: Table, place: int) -> Estimate | None:
    left, drawn_left = table.without(place), chance.without(place)
    if not left.weight.sum() > 0:
        return None
    found = weighted_mean(drawn_left.position, drawn_left.weight)
    value = float(weighted_mean(left.position, left.weight)[0])
    return Estimate(value, interval_of(found) if issue.open else None)


def interval_of(found: Numbers | Sequence[float]) -> tuple[float, float]:
    """Return the ends between which the middle 90 % of samples lie; samples without a number are left out."""
    low, high = np.nanquantile(np.asarray(found), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
