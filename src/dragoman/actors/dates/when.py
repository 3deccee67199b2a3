"""What an expression of time says, before it is counted out on the calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exact:
    """An expression that says all itself; `edtf` is its value."""

    edtf: str


@dataclass(frozen=True, slots=True)
class Partial:
    """A date with parts left out. `year_shift` counts years from publication ("of last year"); `pointing` is "last",
    "this", "next" or "" and belongs to the smallest part given; `weekday` is 0 (Monday) .. 6; `season` an EDTF code.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    weekday: int | None = None
    year_shift: int | None = None
    pointing: str = ""

    @property
    def yearless(self) -> bool:
        """Return whether the words give no year."""
        return self.year is None and self.year_shift is None


@dataclass(frozen=True, slots=True)
class Shifted:
    """A unit counted from publication: ("week", -1) is last week; `weekday` or `day` picks a day of it.

    `exact` is True where the count runs from the very day ("two weeks ago") rather than over calendar units.
    """

    unit: str
    shift: int
    weekday: int | None = None
    day: int | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last (negative) or the coming `count` units up to or from the day of publication."""

    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Months:
    """Months `first` to `last` of a year given as in Partial: halves and quarters."""

    first: int
    last: int
    year: int | None = None
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """From one time to another; what the first leaves out is taken from the second."""

    first: Partial | Shifted
    last: Partial | Shifted


When = Exact | Partial | Shifted | Stretch | Months | Between
