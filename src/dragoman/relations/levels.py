"""At what level two sides were in contact: by the offices that those who took part held at the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from dragoman.model import Claim
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.vocabulary.directory import Directory
from dragoman.vocabulary.levels import Level, Levels, highest

LevelOf = Callable[[str, str, Claim], Level]
_DAYS: Final = (4, 7, 10)


def level_by_office(directory: Directory, levels: Levels, published: Mapping[str, str | None]) -> LevelOf:
    """Return a function that gives the level of an actor (id, name) in a claim.

    A person of the directory has the level of the offices held on the day of the claim; where that names no year, on
    the day its document was published (`published` by document id). An office whose holder nobody names has that of
    what it is called. Sides as a whole and everybody else are "unknown".
    """

    def level_of(actor: str, name: str, claim: Claim) -> Level:
        held = levels.held(directory, actor, _day(claim.date) or published.get(claim.document_id))
        if held is not None:
            return held
        return levels.called(name) if ":" in actor else "unknown"

    return level_of


def _day(edtf: str | None) -> str | None:
    """A date as ISO, of the precision it has; of a range its last known day. None where it names no year."""
    days = bounds(edtf)
    if edtf is None or days is None or days == (EARLIEST, LATEST):
        return None
    if len(edtf) in _DAYS and edtf.replace("-", "").isdigit() and days[0].startswith(edtf):
        return edtf
    return days[0] if days[1] == LATEST else days[1]


def both_levels(claims: Iterable[Claim], actor: str, level_of: LevelOf) -> tuple[Level, Level]:
    """Return the highest level on the side of `actor` and on the other side, among claims between the two."""
    told = tuple(claims)
    root = next(
        (r for c in told for a, r in ((c.source, c.source_root), (c.target, c.target_root)) if a == actor), None
    )
    own: list[Level] = []
    other: list[Level] = []
    for claim in told:
        ends = [(claim.source, claim.source_name), (claim.target, claim.target_name)]
        first, second = ends if claim.source_root == root else ends[::-1]
        own.append(level_of(*first, claim))
        other.append(level_of(*second, claim))
    return highest(own), highest(other)
