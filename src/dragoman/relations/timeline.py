"""What happened, in order of time: one row an act, with everybody who tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model import Claim, Finding
from dragoman.relations.periods import EARLIEST, LATEST, bounds, chronological
from dragoman.relations.witnesses import pair, witnesses


def timeline(claims: Iterable[Claim], *, first: str | None = None, last: str | None = None) -> tuple[Finding, ...]:
    """Return one Finding for each act, in order of time; those without a year come last, in order of their place.

    Claims are one act when they are copies of one statement, or when sides, kind, sign, status and a date of one day
    agree, their ordinals do not differ, and each end is the same actor or, in one of them, only the side. Copies with
    different dates are different acts; one without a date is a copy of the one that has it. With `first` or `last`
    (ISO days) only acts are returned whose date can lie between them, and none without a year.

    `value` is the kind; `period` the date as the text gives it (EDTF; XXXX-08 is one without a year), or None;
    `subject` is (source, target), the actors of the claim that names them best. `why` is its quote. `detail`: `sign`,
    `mutual` (yes or no), `status`, `told` ("author", or "claimed" where only speakers say so), `speakers` (sides,
    separated by spaces), `first` and `last` (the days the date can mean; empty where it is open), `witnesses`,
    `documents`, `claim` (the id of the claim that is quoted).
    """
    ordered = sorted(claims, key=lambda c: (c.document_id, c.evidence.start, c.evidence.end, c.id))
    place = {claim.id: number for number, claim in enumerate(ordered)}
    days: dict[tuple[object, ...], list[_Act]] = {}
    found: list[_Act] = []
    for group in witnesses(ordered):
        for act in _dated(group):
            known = bounds(act.date)
            if known is not None and known[0] == known[1]:
                _join(days.setdefault(_key(act), []), act)
            else:
                found.append(act)
    found += [act for same in days.values() for act in same]
    if first is not None or last is not None:
        found = [act for act in found if _between(act.date, first, last)]
    found.sort(key=lambda act: (_when(act.date), min(place[claim.id] for claim in act.claims)))
    return tuple(_finding(act) for act in found)


@dataclass(slots=True)
class _Act:
    """An act while it is put together: its date and the claims that tell it."""

    date: str | None
    claims: list[Claim]


def _dated(group: Sequence[Claim]) -> list[_Act]:
    """Copies of one statement by their dates; those without join the only one there is."""
    dates = list(dict.fromkeys(claim.date for claim in group))
    full = [date for date in dates if bounds(date) is not None]
    if len(full) == 1:
        return [_Act(full[0], list(group))]
    return [_Act(date, [claim for claim in group if claim.date == date]) for date in dates]


def _key(act: _Act) -> tuple[object, ...]:
    """What has to be the same in claims of one act. A meeting has no direction, whichever way it is told."""
    claim = act.claims[0]
    ends: tuple[str, ...] = pair(claim)
    if claim.kind == "CONSULT" or claim.mutual:
        ends = tuple(sorted(ends))
    return (ends, claim.kind, claim.sign, claim.status, act.date)


def _join(acts: list[_Act], act: _Act) -> None:
    """Add an act to the first that it can be, or else to the list."""
    for known in acts:
        if all(_same(one, other) for one in known.claims for other in act.claims):
            known.claims += act.claims
            return
    acts.append(act)


def _same(one: Claim, other: Claim) -> bool:
    if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
        return False
    mine, yours = _actors(one), _actors(other)
    return all(mine[side] == yours[side] or side in {mine[side], yours[side]} for side in mine)


def _actors(claim: Claim) -> dict[str, str]:
    return {claim.source_root: claim.source, claim.target_root: claim.target}


def _between(date: str | None, first: str | None, last: str | None) -> bool:
    days = bounds(date)
    return days is not None and (first is None or days[1] >= first) and (last is None or days[0] <= last)


def _when(date: str | None) -> tuple[str, str]:
    """What acts are sorted by; those without a year are all alike, so that their place decides."""
    return chronological(date if bounds(date) is not None else None)


def _finding(act: _Act) -> Finding:
    told = act.claims
    best = min(told, key=lambda c: (c.speaker is not None, c.source == c.source_root, c.target == c.target_root))
    days = bounds(act.date)
    speakers = sorted({c.speaker_root for c in told if c.speaker_root})
    detail = {
        "sign": str(best.sign),
        "mutual": "yes" if best.mutual else "no",
        "status": best.status,
        "told": "claimed" if best.speaker is not None else "author",
        "speakers": " ".join(speakers),
        "first": "" if days is None or days[0] == EARLIEST else days[0],
        "last": "" if days is None or days[1] == LATEST else days[1],
        "witnesses": str(len(witnesses(told))),
        "documents": str(len({c.document_id for c in told})),
        "claim": best.id,
    }
    ids = tuple(dict.fromkeys((best.id, *(c.id for c in told))))
    return Finding("timeline", (best.source, best.target), best.kind, best.evidence.text, ids, act.date, detail=detail)
