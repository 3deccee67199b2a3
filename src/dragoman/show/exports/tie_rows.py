"""Ties as plain rows, with the days they span."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from dragoman.model import STATUSES, Claim
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.relations.ties import Tie

TIE_FIELDS: Final = (
    "source", "target", "source_name", "target_name", "word", "sign", "asserted", "witnesses", *STATUSES, "documents",
    "first", "last", "start", "end", "counts", "claim_ids",
)  # fmt: skip


def tie_row(tie: Tie, claims: Mapping[str, Claim], name: Callable[[str], str]) -> dict[str, Any]:
    """Return a tie as a row under TIE_FIELDS.

    `witnesses` counts independent statements, and so do the five columns named for a status, which add up to it.
    `first` and `last` are EDTF; `start` and `end` are days (see `days_of`).
    """
    start, end = days_of(tie, claims)
    by_status: dict[str, int] = {status: sum(c.number for c in tie.counts if c.status == status) for status in STATUSES}
    return {
        "source": tie.source,
        "target": tie.target,
        "source_name": name(tie.source),
        "target_name": name(tie.target),
        "word": tie.word,
        "sign": tie.sign,
        "asserted": tie.asserted,
        "witnesses": sum(by_status.values()),
        **by_status,
        "documents": tie.documents,
        "first": tie.first,
        "last": tie.last,
        "start": start,
        "end": end,
        "counts": [asdict(count) for count in tie.counts],
        "claim_ids": list(tie.claim_ids),
    }


def days_of(tie: Tie, claims: Mapping[str, Claim]) -> tuple[str | None, str | None]:
    """Return the first and last day (ISO) that a tie's dated claims can mean; None where they leave an end open.

    Of a tie whose claims are not among `claims`, `first` and `last` alone are known.
    """
    known = [claims[one].date for one in tie.claim_ids if one in claims]
    days = [span for date in (known or (tie.first, tie.last)) if (span := bounds(date)) is not None]
    if not days:
        return None, None
    first, last = min(span[0] for span in days), max(span[1] for span in days)
    return (None if first == EARLIEST else first), (None if last == LATEST else last)


def by_id(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Return claims by id."""
    return {claim.id: claim for claim in claims}
