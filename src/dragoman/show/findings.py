"""Findings as rows of plain data, the same on the command line and on the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from dragoman.model import Finding
from dragoman.show.names import Names

FINDING: Final = ("method", "subject", "names", "period", "value", "low", "high", "why", "claim_ids", "detail")


def finding_data(findings: Iterable[Finding], names: Names | None) -> list[dict[str, Any]]:
    """Return findings as rows under FINDING; `low` and `high` are the interval or null.

    `names` are what the actors of `subject` are called; without, what `subject` calls them.
    """
    return [
        {
            "method": f.method,
            "subject": list(f.subject),
            "names": [one if names is None else names.actor(one, names.side(one)) for one in f.subject],
            "period": f.period,
            "value": f.value,
            "low": None if f.interval is None else f.interval[0],
            "high": None if f.interval is None else f.interval[1],
            "why": f.why,
            "claim_ids": list(f.claim_ids),
            "detail": f.detail,
        }
        for f in findings
    ]
