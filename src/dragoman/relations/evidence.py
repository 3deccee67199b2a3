"""What a claim counts for in standing: its sign, its weight, and how much of an act it is.

Standing rests on what the author of a text asserts in their own voice, as the word of a tie does. What did not happen
counts the other way round, and half: who withholds arms has not attacked. The rest is shown and not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from dragoman.model import Claim
from dragoman.relations.periods import days_before
from dragoman.relations.witnesses import witnesses
from dragoman.vocabulary.intensities import Intensities

# Why a claim is counted or not; in this order the first that fits.
Sort = Literal["claimed", "planned", "possible", "advised", "no side", "did", "did_not"]
SORTS: Final[tuple[Sort, ...]] = ("did", "did_not", "claimed", "planned", "possible", "advised", "no side")
UNDONE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Aging:
    """From which day on claims count, and how fast they lose weight with age: by half every `half_life` days.

    What begins after `at` (an ISO day) counts nothing; without `at` everything counts. With a half-life, what has no
    year counts nothing, since its age is not known. Raises ValueError for a half-life that is not positive or that
    has no day to count from.
    """

    half_life: float | None = None
    at: str | None = None

    def __post_init__(self) -> None:
        if self.half_life is not None and not 0 < self.half_life < float("inf"):
            raise ValueError(f"a half-life must be more than 0 days, not {self.half_life}")
        if self.half_life is not None and self.at is None:
            raise ValueError("a half-life needs a day to count back from")

    def part(self, date: str | None) -> float:
        """Return how much of an act of this EDTF date is left, 0 to 1."""
        if self.at is None:
            return 1.0
        age = days_before(date, self.at)
        if self.half_life is None:
            return 1.0 if age is None or age >= 0 else 0.0
        return 0.0 if age is None or age < 0 else float(0.5 ** (age / self.half_life))


@dataclass(frozen=True, slots=True)
class Act:
    """What one witness tells: its claims (copies of one statement), its date, and what it counts for.

    `sign` is +1 or -1 where it counts, else 0; `weight` is 0..1; `part` says how much of an act it is, 0..1.
    """

    claims: tuple[Claim, ...]
    date: str | None
    sort: Sort
    sign: int
    weight: float
    part: float

    @property
    def counts(self) -> bool:
        """Whether it counts at all."""
        return self.part * self.weight > 0 and self.sign != 0


@dataclass(slots=True)
class Sums:
    """The four sums that a posterior is made of (see `posterior.bands`), and what they were summed from."""

    plus: float = 0.0
    minus: float = 0.0
    plus_squares: float = 0.0
    minus_squares: float = 0.0
    acts: list[Act] = field(default_factory=list)

    @classmethod
    def of(cls, acts: Iterable[Act]) -> Sums:
        """Return the sums over acts."""
        sums = cls()
        for act in acts:
            sums.acts.append(act)
            if act.sign > 0:
                sums.plus += act.part * act.weight
                sums.plus_squares += act.part * act.weight**2
            elif act.sign < 0:
                sums.minus += act.part * act.weight
                sums.minus_squares += act.part * act.weight**2
        return sums


def acts(claims: Iterable[Claim], intensities: Intensities, aging: Aging | None = None) -> tuple[Act, ...]:
    """Return what the claims of one pair tell, one Act a witness, whatever the order of the claims.

    The claims of one witness are copies, so the narrowest of their dates is taken.
    """
    aging = aging or Aging()
    ordered = sorted(claims, key=lambda c: (c.document_id, c.evidence.start, c.evidence.end, c.id))
    return tuple(_act(group, intensities, aging) for group in witnesses(dict.fromkeys(ordered)))


def _act(group: Sequence[Claim], intensities: Intensities, aging: Aging) -> Act:
    claim, dates = group[0], [c.date for c in group if c.date]
    date = min(dates, key=lambda d: ("/" in d, -len(d), d)) if dates else None
    weight, sort = intensities.weight(claim.kind), _sort(claim, intensities)
    if sort not in {"did", "did_not"}:
        return Act(tuple(group), date, sort, 0, weight, 0.0)
    part = aging.part(date)
    if sort == "did":
        return Act(tuple(group), date, sort, claim.sign, weight, part)
    return Act(tuple(group), date, sort, -claim.sign, weight, UNDONE * part)


def _sort(claim: Claim, intensities: Intensities) -> Sort:
    if claim.speaker is not None:
        return "claimed"
    if claim.status in {"planned", "possible", "advised"}:
        return claim.status
    return claim.status if claim.sign and intensities.weight(claim.kind) else "no side"
