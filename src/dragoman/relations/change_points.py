"""Whether a pair's standing shifted for good at some period: only where there are periods enough to tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from dragoman.model import Finding
from dragoman.relations.periods import shown

FEWEST: Final = 30
_SHORTEST: Final = 3  # periods on either side of a shift
_Z: Final = 1.6449  # half the width of a 90 % interval of the normal distribution, in standard deviations


def change_points(standings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return where the level of standing shifted, from the findings of `standings` by month, quarter or year.

    Only periods in which something counts are taken. With fewer than FEWEST of them a pair gets one Finding whose
    `value` says in words that this cannot be told. Otherwise there is one for each shift: `value` is the level after
    less the level before, `interval` that difference plus and minus 1.64 standard errors, `period` the first period of
    the new level, `detail` the levels and the number of periods on either side. A pair without a shift gets one whose
    `value` says so.

    The method is PELT (Killick, Fearnhead and Eckley, Journal of the American Statistical Association 107, 2012) on
    the values of the periods, with the squared error as cost, three periods or more to a level, and a penalty of
    2 s^2 ln n for n periods, where s^2 is the median variance that the intervals of the periods stand for.
    """
    series: dict[tuple[str, ...], list[Finding]] = {}
    for finding in standings:
        if finding.detail["part"] == "period":
            series.setdefault(finding.subject, [])
            if finding.detail["counted"] != "0":
                series[finding.subject].append(finding)
    return tuple(found for _, told in sorted(series.items()) for found in _shifts(_, told))


def _shifts(subject: tuple[str, ...], told: list[Finding]) -> list[Finding]:
    told = sorted(told, key=lambda f: f.period or "")
    ids = tuple(dict.fromkeys(i for finding in told for i in finding.claim_ids))
    detail = {"periods": str(len(told)), "needed": str(FEWEST)}
    if len(told) < FEWEST:
        why = f"{len(told)} of at least {FEWEST} periods with something that counts"
        return [Finding("change points", subject, "not enough periods to tell", why, ids, detail=detail)]
    values = np.array([float(finding.value) for finding in told])
    spread = np.array([(f.interval[1] - f.interval[0]) / (2 * _Z) for f in told if f.interval is not None])
    variance = float(np.median(spread**2))
    starts = _pelt(values, 2 * variance * float(np.log(len(told))))
    if not starts:
        why = f"one level fits {len(told)} periods"
        return [Finding("change points", subject, "no shift", why, ids, detail=detail)]
    edges = [0, *starts, len(told)]
    found = []
    for before, start, after in zip(edges, edges[1:], edges[2:], strict=False):
        old, new = values[before:start], values[start:after]
        shift = float(new.mean() - old.mean())
        error = _Z * float(np.sqrt(variance / old.size + variance / new.size))
        chosen = told[before:after]
        found.append(
            Finding(
                "change points", subject, round(shift, 3),
                f"from {old.mean():+.2f} over {old.size} periods to {new.mean():+.2f} over {new.size},"
                f" since {shown(told[start].period or '')}",
                tuple(dict.fromkeys(i for finding in chosen for i in finding.claim_ids)),
                told[start].period, (round(shift - error, 3), round(shift + error, 3)),
                {**detail, "before": f"{old.mean():.3f}", "after": f"{new.mean():.3f}",
                 "periods_before": str(old.size), "periods_after": str(new.size)},
            )
        )  # fmt: skip
    return found


def _pelt(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], penalty: float) -> list[int]:
    """The index at which each new level begins."""
    import ruptures  # noqa: PLC0415 - loads for half a second

    fitted = ruptures.Pelt(model="l2", min_size=_SHORTEST, jump=1).fit(values)
    return [int(end) for end in fitted.predict(pen=penalty)[:-1]]
