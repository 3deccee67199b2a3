"""How far coders agree beyond chance: Krippendorff's alpha for nominal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's alpha with what it rests on.

    `alpha` is 1 for full agreement, 0 for what chance gives, below 0 for less; None where it is undefined: nothing was
    coded twice, or all values are one. `units` were coded by two or more, `values` are those given to them, `alike`
    the units on which all coders agree.
    """

    alpha: float | None
    units: int
    values: int
    alike: int


def alpha(units: Iterable[Sequence[Hashable]]) -> Agreement:
    """Return the agreement on units, each the values that its coders gave; units with one value or none are left out.

    alpha = 1 - D_o / D_e by the coincidence matrix, in which each pair of values of a unit of m values counts
    1 / (m - 1) (Krippendorff, Content Analysis, 2004, chapter 11; nominal metric, any number of coders, gaps allowed).
    """
    pairable = [list(values) for values in units if len(values) > 1]
    totals = Counter(value for values in pairable for value in values)
    number = totals.total()
    told = len(pairable), number, sum(len(set(values)) == 1 for values in pairable)
    expected = sum(count * (number - count) for count in totals.values())
    if not expected:
        return Agreement(None, *told)
    observed = sum(_unlike(values) / (len(values) - 1) for values in pairable)
    return Agreement(1 - (number - 1) * observed / expected, *told)


def _unlike(values: Sequence[Hashable]) -> int:
    """The ordered pairs of unlike values."""
    counts = Counter(values)
    return sum(count * (len(values) - count) for count in counts.values())
