"""Where a bargain would settle, in words and as findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from dragoman.model import Finding
from dragoman.strategy.bargaining import Amount, Estimate, Settled, interval_of
from dragoman.strategy.expected_utility import Round

METHOD: Final = "bargain"
COMPARISON: Final = "bargain: comparison"
_MODEL: Final = "expected-utility model (Bueno de Mesquita 1997, as told by Scholz, Calbert and Smith 2011)"
_HEAD: Final = ("actor", "basis", "position", "salience", "power", "weight", "pivot", "mean without")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the expected-utility model makes of the inputs as given, and where it ends in samples of them (None where no
    input has a range).
    """

    given: tuple[Round, ...]
    sampled: Round | None
    samples: int


def head_lines(result: Settled) -> Iterator[str]:
    """Yield what was asked, what it rests on, and where a bargain would settle."""
    issue = result.issue
    yield f"{issue.title} ({issue.about})" if issue.about else issue.title
    bases = Counter(stake.basis or "not told" for stake in issue.stakes)
    told = ", ".join(f"{basis} {number}" for basis, number in sorted(bases.items()))
    yield f"{len(issue.stakes)} actors; basis of their numbers: {told}"
    if issue.open:
        yield f"{result.samples:,} samples of the ranges given, seed {result.seed}; in brackets the middle 90 % of them"
    else:
        yield "No number has a range, so nothing tells how sure this is. Give ranges, or try --plus-minus 10"
    yield ""
    yield "Where a bargain would settle, each actor weighed by power x salience:"
    yield f"  weighted mean    {_shown(result.mean)}"
    yield f"  weighted median  {_shown(result.median)}"
    yield ""


def rows(result: Settled) -> tuple[Row, list[Row]]:
    """Return the heading and a row for each actor, the weightiest first."""
    parts = sorted(result.parts, key=lambda part: -part.weight)
    return _HEAD, [
        (
            part.stake.actor,
            part.stake.basis or "-",
            *(_amount(one) for one in (part.stake.position, part.stake.salience, part.stake.power)),
            f"{part.weight:.2f}",
            f"{part.pivot.value:.2f}",
            "-" if part.without is None else _shown(part.without),
        )
        for part in parts
    ]


def foot_lines() -> Iterator[str]:
    """Yield what the columns are."""
    yield ""
    yield "weight: share of all power x salience. pivot: share of samples in which the median stands at this actor."


def compared_lines(compared: Compared) -> Iterator[str]:
    """Yield the comparison, under its own label."""
    yield ""
    yield f"For comparison only: the {_MODEL}"
    yield "  round  weighted mean  weighted median  actors that move"
    before = compared.given[0].position
    for number, one in enumerate(compared.given):
        moved = int((np.abs(one.position - before) > 0.5).sum())
        yield f"  {number:5}  {float(one.mean[0]):13.0f}  {float(one.median[0]):15.0f}  {moved:16}"
        before = one.position
    mean, median = _ends(compared)
    where = "where it ends" if compared.sampled is None else f"where it ends, with {compared.samples:,} samples"
    yield f"  {where}: mean {_shown(mean)}, median {_shown(median)}"
    yield "  It assumes far more than the two numbers above, and is no second opinion: it starts from the same inputs."


def _ends(compared: Compared) -> tuple[Estimate, Estimate]:
    last, sampled = compared.given[-1], compared.sampled
    return (
        Estimate(float(last.mean[0]), None if sampled is None else interval_of(sampled.mean)),
        Estimate(float(last.median[0]), None if sampled is None else interval_of(sampled.median)),
    )


def findings(result: Settled, compared: Compared | None) -> Iterator[Finding]:
    """Yield every number as a finding; `detail["part"]` says what it is, docs/reference/commands.md lists them."""
    drawn = {"samples": str(result.samples), "seed": str(result.seed)}
    issue = result.issue
    why = f"{len(issue.stakes)} actors weighed by power x salience on: {issue.title}"
    for part, estimate in (("weighted mean", result.mean), ("weighted median", result.median)):
        yield _finding(METHOD, (), estimate, why, {"part": part, **drawn})
    for one in result.parts:
        subject, weight = (one.stake.actor,), f"{one.weight:.4f}"
        detail = {"weight": weight, "basis": one.stake.basis, **drawn}
        low, high = one.pivot.interval
        said = f"the median stands at {one.stake.actor} in {one.pivot.held:,} of {one.pivot.worlds:,} samples"
        interval = (round(low, 4), round(high, 4))
        told = {"part": "pivot", **detail}
        yield Finding(METHOD, subject, round(one.pivot.value, 4), said, (), interval=interval, detail=told)
        if one.without is not None:
            moved = one.without.value - result.mean.value
            said = f"without {one.stake.actor} the weighted mean moves by {moved:+.1f}"
            yield _finding(METHOD, subject, one.without, said, {"part": "mean without", **detail})
    if compared is not None:
        number = str(len(compared.given) - 1)
        for part, estimate in zip(("weighted mean", "weighted median"), _ends(compared), strict=True):
            detail = {"part": part, "rounds": number, "samples": str(compared.samples), "seed": str(result.seed)}
            yield _finding(COMPARISON, (), estimate, _MODEL, detail)


def _finding(method: str, subject: tuple[str, ...], told: Estimate, why: str, detail: dict[str, str]) -> Finding:
    interval = None if told.interval is None else (round(told.interval[0], 4), round(told.interval[1], 4))
    return Finding(method, subject, round(told.value, 4), why, (), interval=interval, detail=detail)


def _shown(told: Estimate) -> str:
    if told.interval is None:
        return f"{told.value:.0f}"
    return f"{told.value:.0f} ({told.interval[0]:.0f} to {told.interval[1]:.0f})"


def _amount(amount: Amount) -> str:
    return f"{amount.low:g}..{amount.high:g}" if amount.open else f"{amount.value:g}"
