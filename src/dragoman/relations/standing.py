"""How each side stands towards each other, period by period: a posterior over weighted acts, never a bare number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from dragoman.model import Claim, Finding
from dragoman.relations.evidence import SORTS, Act, Aging, Sums, acts
from dragoman.relations.periods import By, bounds, period_of
from dragoman.relations.posterior import PRIOR, Bands, bands
from dragoman.relations.ties import Level, pairs
from dragoman.vocabulary.intensities import Intensities

Part = Literal["period", "longer", "undated", "total"]

_DIGITS: Final = 3  # no more than the quantiles are good for


def standings(
    claims: Iterable[Claim],
    intensities: Intensities,
    *,
    by: By = "all",
    level: Level = "side",
    half_life: float | None = None,
    at: str | None = None,
    prior: float = PRIOR,
) -> tuple[Finding, ...]:
    """Return how each ordered pair stands in each period: Findings by pair, in order of names, and within it by time.

    `value` runs from -1 (hostile) to +1 (cooperative), `interval` is its 90 % interval; `posterior` says how they are
    made and `evidence` what counts. A claim without direction and a visit count for both orders. `subject` is (source,
    target): sides, or actors with `level` "actor". `claim_ids` are all claims of the pair and period, counted or not.

    `detail["part"]` is "period" for a month, quarter or year in which there are claims (`period` is its EDTF date);
    "longer" for claims whose date is wider than that, "undated" for those without a year, and "total" for all of them
    together, which is the last of each pair. With `by` "all" there is the total alone.
    Other `detail`: `claims`, `documents`, `witnesses`; `counted` (witnesses that count), `cooperative` and `hostile` of
    them, `effective` (their effective number); how many witnesses are `did`, `did_not`, `claimed` (a speaker says
    so), `planned`, `possible`, `advised`, `no side`; `counted_ids` (claim ids separated by spaces).

    With `at` (an ISO day) what begins later does not count; `half_life` (in days) needs it. Raises ValueError for a
    half-life that is not positive or has no `at`.
    """
    aging = Aging(half_life, at)
    subjects: list[tuple[str, str]] = []
    found: list[tuple[Part, str | None, Sums]] = []
    for pair, told in sorted(pairs(claims, level).items()):
        for part, period, chosen in by_period(acts(told, intensities, aging), by):
            subjects.append(pair)
            found.append((part, period, Sums.of(chosen)))
    made = posterior_of([sums for *_, sums in found], prior)
    return tuple(
        _finding(subject, part, period, sums, made, row)
        for row, (subject, (part, period, sums)) in enumerate(zip(subjects, found, strict=True))
    )


def posterior_of(sums: Sequence[Sums], prior: float = PRIOR) -> Bands:
    """Return the posterior of each of the sums."""
    columns = ([getattr(one, name) for one in sums] for name in ("plus", "minus", "plus_squares", "minus_squares"))
    return bands(*columns, prior=prior)


def by_period(told: Sequence[Act], by: By) -> list[tuple[Part, str | None, list[Act]]]:
    """Return the acts of each period in order of time, then those of longer and of no date, then all."""
    if by == "all":
        return [("total", None, list(told))]
    dated: dict[str, list[Act]] = {}
    longer: list[Act] = []
    undated: list[Act] = []
    for act in told:
        period = period_of(act.date, by)
        if period is not None:
            dated.setdefault(period, []).append(act)
        else:
            (undated if bounds(act.date) is None else longer).append(act)
    rows: list[tuple[Part, str | None, list[Act]]] = [("period", p, dated[p]) for p in sorted(dated)]
    rows += [("longer", None, longer)] if longer else []
    rows += [("undated", None, undated)] if undated else []
    return [*rows, ("total", None, list(told))]


def rounded(value: float) -> float:
    """Return a value with as many digits as it is good for, and no minus sign before zero."""
    return round(float(value), _DIGITS) + 0.0


def _finding(subject: tuple[str, str], part: Part, period: str | None, sums: Sums, made: Bands, row: int) -> Finding:
    told = [claim for act in sums.acts for claim in act.claims]
    counted = [act for act in sums.acts if act.counts]
    tally = Counter(act.sort for act in sums.acts)
    signs = Counter(act.sign for act in counted)
    sorts: dict[str, str] = {sort: str(tally[sort]) for sort in SORTS}
    detail = {
        "part": part,
        "claims": str(len(told)),
        "documents": str(len({claim.document_id for claim in told})),
        "witnesses": str(len(sums.acts)),
        "counted": str(len(counted)),
        "cooperative": str(signs[1]),
        "hostile": str(signs[-1]),
        "effective": f"{made.effective[row]:.2f}",
        **sorts,
        "counted_ids": " ".join(claim.id for act in counted for claim in act.claims),
    }
    return Finding(
        "standing", subject, rounded(made.value[row]), _why(sums.acts, counted),
        tuple(claim.id for claim in told), period, (rounded(made.low[row]), rounded(made.high[row])), detail,
    )  # fmt: skip


def _why(told: Sequence[Act], counted: Sequence[Act]) -> str:
    """In words: what counts, and what was left out."""
    signs = Counter(act.sign for act in counted)
    parts = [f"{signs[1]} for, {signs[-1]} against" if counted else "nothing counts, so nothing is known"]
    rest = Counter(act.sort for act in told if not act.counts)
    words = {"claimed": "said by others", "did": "later or of no known age", "did_not": "not done, later or of no age"}
    left = [f"{number} {words.get(sort, sort)}" for sort, number in sorted(rest.items())]
    return "; ".join([*parts, *([f"not counted: {', '.join(left)}"] if left else [])])
