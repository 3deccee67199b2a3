"""What a request asks for: its words checked before anything is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol, cast

from dragoman.errors import UsageError
from dragoman.model import STATUSES
from dragoman.relations.periods import By
from dragoman.relations.selection import Selection
from dragoman.relations.ties import Level
from dragoman.vocabulary.tables import is_date

MOST_IDS: Final = 200
_MOST: Final = 50  # actors, or publishers
_LONGEST: Final = 300
_PERIODS: Final = ("month", "quarter", "year")


class Words(Protocol):
    """The words of a query, each name with none, one or several."""

    def getlist(self, key: str) -> list[str]:
        """Return all that stands under a name."""


def selection_of(words: Words) -> Selection:
    """Return what a query selects. Raises UsageError, saying which word is wrong and how to put it."""
    statuses = _several(words, "status")
    unknown = sorted({*statuses} - {*STATUSES})
    if unknown:
        raise UsageError(f"there is no status '{unknown[0]}'. Use one of: {', '.join(STATUSES)}")
    sources = _one(words, "sources") or "1"
    if not sources.isascii() or not sources.isdecimal() or not 1 <= int(sources[:6]) <= 1000:
        raise UsageError("'sources' is a number from 1 to 1000")
    first, last = _day(words, "from"), _day(words, "to")
    if first and last and first > last:
        raise UsageError(f"the period begins on {first}, after its end on {last}. Exchange them")
    return Selection(
        tuple(_several(words, "actor")), first, last, frozenset(statuses),
        frozenset("" if name == "-" else name for name in _several(words, "publisher")), int(sources),
    )  # fmt: skip


def level_of(words: Words) -> Level:
    """Return whether sides or actors are drawn."""
    level = _one(words, "level") or "side"
    if level not in {"side", "actor"}:
        raise UsageError("'level' is side or actor")
    return cast("Level", level)


def period_of(words: Words) -> By:
    """Return the periods of standing."""
    by = _one(words, "by") or "year"
    if by not in _PERIODS:
        raise UsageError(f"'by' is one of: {', '.join(_PERIODS)}")
    return cast("By", by)


def ends_of(words: Words) -> tuple[str, str]:
    """Return the two that are asked for."""
    one, other = _one(words, "a"), _one(words, "b")
    if not one or not other or one == other:
        raise UsageError("give two different actors: 'a' and 'b'")
    return one, other


def ids_of(words: Words) -> Sequence[str]:
    """Return the ids asked for, at most MOST_IDS."""
    ids = [one for part in words.getlist("ids") for one in part.split(",") if one]
    if len(ids) > MOST_IDS:
        raise UsageError(f"more than {MOST_IDS} ids were asked for at once. Ask for fewer")
    return ids


def _several(words: Words, name: str) -> list[str]:
    found = words.getlist(name)
    if len(found) > _MOST or any(len(one) > _LONGEST for one in found):
        raise UsageError(f"'{name}' is given too often or too long")
    return found


def _one(words: Words, name: str) -> str:
    found = _several(words, name)
    if len(found) > 1:
        raise UsageError(f"'{name}' is given more than once")
    return found[0] if found else ""


def _day(words: Words, name: str) -> str | None:
    found = _one(words, name)
    if not found:
        return None
    if len(found) != len("2017-03-02") or not is_date(found):
        raise UsageError(f"'{name}' is a day: YYYY-MM-DD")
    return found
