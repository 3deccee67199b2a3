"""What happened, in order of time: one row an act, with everybody who tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.model import Claim, Finding
from dragoman.relations.periods import EARLIEST, LATEST, bounds, chronological
from dragoman.relations.witnesses import pair, witnesses


def timeline(claims: Iterable[Claim], *, first: str | None = None, last: str | None = None) -> tuple[Finding, ...]:
    """Return one Finding for each act, in order of time; those without a year come last, in order of their place.

    Claims are one act when they are copies of one statement, or when sides, kind, sign, status and a date of one day
    agree, their ordinals do not differ, and each end is the same actor or, in one of them, only the side. With
    `first` or `last` (ISO days) only acts are returned whose date can lie between them, and none without a year.

    `value` is the kind and `period` the date as the text gives it (EDTF), or None; `subject` is (source, target), the
    actors of the claim that names them best. `why` is its quote. `detail`: `sign`, `mutual` (yes or no), `status`,
    `told` ("author", or "claimed" where only speakers say so), `speakers` (sides, separated by spaces), `first` and
    `last` (the days the date can mean; empty where it is open), `witnesses`, `documents`, `claim` (the id of the claim
    that is quoted).
    """
    ordered = sorted(claims, key=lambda c: (c.document_id, c.evidence.start, c.evidence.end, c.id))
    days: dict[tuple[object, ...], list[list[Claim]]] = {}
    acts: list[list[Claim]] = []
    for group in witnesses(ordered):
        apart: dict[str | None, list[Claim]] = {}
        for claim in group:
            known = bounds(claim.date)
            if known is not None and known[0] == known[1]:
                _add(days.setdefault(_key(claim), []), claim)
            else:
                apart.setdefault(claim.date if known else None, []).append(claim)
        acts += apart.values()
    acts += [act for found in days.values() for act in found]
    open_ended = first is None and last is None
    rows = [_finding(act) for act in acts if open_ended or _between(act[0].date, first, last)]
    return tuple(sorted(rows, key=lambda f: (f.period is None, chronological(f.period), f.subject, f.claim_ids)))


def _key(claim: Claim) -> tuple[object, ...]:
    """What has to be the same in claims of one act. A meeting has no direction, whichever way it is told."""
    ends: tuple[str, ...] = pair(claim)
    if claim.kind == "CONSULT" or claim.mutual:
        ends = tuple(sorted(ends))
    return (ends, claim.kind, claim.sign, claim.status, claim.date)


def _add(acts: list[list[Claim]], claim: Claim) -> None:
    act = next((known for known in acts if all(_same(claim, other) for other in known)), None)
    if act is None:
        acts.append([claim])
    else:
        act.append(claim)


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


def _finding(act: Sequence[Claim]) -> Finding:
    best = min(act, key=lambda c: (c.speaker is not None, c.source == c.source_root, c.target == c.target_root))
    days = bounds(best.date)
    speakers = sorted({c.speaker_root for c in act if c.speaker_root})
    detail = {
        "sign": str(best.sign),
        "mutual": "yes" if best.mutual else "no",
        "status": best.status,
        "told": "claimed" if best.speaker is not None else "author",
        "speakers": " ".join(speakers),
        "first": "" if days is None or days[0] == EARLIEST else days[0],
        "last": "" if days is None or days[1] == LATEST else days[1],
        "witnesses": str(len(witnesses(act))),
        "documents": str(len({c.document_id for c in act})),
        "claim": best.id,
    }
    ids = tuple(dict.fromkeys((best.id, *(c.id for c in act))))
    when = best.date if days is not None else None
    return Finding("timeline", (best.source, best.target), best.kind, best.evidence.text, ids, when, detail=detail)
