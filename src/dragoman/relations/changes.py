"""What changed: between two sets of claims, since a date, and whether standing shifted at some month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from dragoman.errors import InputError
from dragoman.model import Claim, Finding
from dragoman.relations.contradictions import contradictions
from dragoman.relations.evidence import Sums, acts
from dragoman.relations.periods import bounds
from dragoman.relations.posterior import LEVEL, PRIOR
from dragoman.relations.standing import posterior_of, rounded
from dragoman.relations.ties import Level, pairs
from dragoman.vocabulary.intensities import Intensities

Array = npt.NDArray[np.float64]
Pair = tuple[str, str]

_STEPS: Final = 200  # points of equal probability that stand for a posterior: all 40,000 differences are compared


def changes(
    before: Sequence[Claim],
    after: Sequence[Claim],
    intensities: Intensities,
    *,
    level: Level = "side",
    names: tuple[str, str] = ("before", "after"),
    unplaced: Sequence[Claim] = (),
) -> tuple[Finding, ...]:
    """Return how two sets of claims differ: two corpora, two publishers, or what was told before and after a date.

    `names` are what the two sets are called in `why`. `unplaced` claims belong to neither, perhaps to both: they are
    not compared, but whom they name is neither new nor gone. Findings come in this order, each kind by subject:
    "changes: standing": a pair of which both sets tell something that counts. `value` is its standing after less
    that before (-2 to +2), with its 90 % interval; `detail` has `before` and `after` (standing), `counted_before`,
    `counted_after`, and `probability_up`, that of the difference being above 0, from the posteriors of both taken as
    independent. Ordered by how far that is from one half.
    "changes: new actor" and "changes: new pair" (`subject` has one side or actor, or two): only told after; the
    others are "changes: actor gone" and "changes: pair gone". `value` is the number of claims.
    "changes: new contradiction": claims that cannot all hold, at least one of them told after and not both before.
    `value` names its sort as `contradictions` does.
    `claim_ids` are those of both sets.
    """
    return (
        *_differences(before, after, intensities, level, names),
        *_apart([*before, *unplaced], after, level, "new", names[1]),
        *_apart([*after, *unplaced], before, level, "gone", names[0]),
        *_new_contradictions([*before, *unplaced], after),
    )


def since(claims: Iterable[Claim], day: str) -> tuple[list[Claim], list[Claim], list[Claim]]:
    """Return the claims that lie before `day` (ISO), those from it on, and those of which that cannot be told.

    The third are claims without a year, and those whose date begins before the day and ends on it or later.
    """
    before: list[Claim] = []
    after: list[Claim] = []
    unclear: list[Claim] = []
    for claim in claims:
        days = bounds(claim.date)
        if days is None or days[0] < day <= days[1]:
            unclear.append(claim)
        else:
            (before if days[1] < day else after).append(claim)
    return before, after, unclear


def undecided(claims: Iterable[Claim], day: str) -> Finding:
    """Return the Finding that says how many claims `since` could not place before or after a day."""
    ids = _ids(claims)
    return Finding("changes: not placed", (), len(ids), f"without a year, or dated across {day}: not compared", ids)


def of_publisher(claims: Iterable[Claim], publishers: dict[str, str | None], name: str) -> list[Claim]:
    """Return the claims of documents of a publisher; `publishers` maps document ids to who published them.

    Capitals do not matter. Raises InputError where no document has that publisher.
    """
    wanted = " ".join(name.split()).casefold()
    documents = {i for i, who in publishers.items() if who and " ".join(who.split()).casefold() == wanted}
    if not documents:
        known = sorted({who for who in publishers.values() if who})
        listed = f"There are: {', '.join(known[:8])}" if known else "No document here names one"
        raise InputError(f"no document is published by '{name}'. {listed}")
    return [claim for claim in claims if claim.document_id in documents]


def difference(before: Sums, after: Sums) -> tuple[float, tuple[float, float], float]:
    """Return the standing after less that before, its 90 % interval, and the probability that it is above 0.

    Each posterior is stood for by points of equal probability, and every one is compared with every other: no chance
    is involved, and the probability is good to about 0.005.
    """
    made = posterior_of([before, after])
    one, other = (_points(sums) for sums in (before, after))
    apart = (other[:, None] - one[None, :]).ravel()
    low, high = np.quantile(apart, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    up = float((apart > 0).mean() + (apart == 0).mean() / 2)
    return float(made.value[1] - made.value[0]), (float(low), float(high)), up


def _points(sums: Sums) -> Array:
    """Points of equal probability of a standing's posterior, by the model of `posterior`."""
    from scipy.special import betaincinv  # noqa: PLC0415 - loads for a third of a second

    plus = sums.plus**2 / sums.plus_squares if sums.plus else 0.0
    minus = sums.minus**2 / sums.minus_squares if sums.minus else 0.0
    heavy = sums.plus_squares / sums.plus if plus else 1.0
    heavier = sums.minus_squares / sums.minus if minus else 1.0
    ratio = heavy / heavier if plus and minus else 1.0
    share = betaincinv(plus + PRIOR, minus + PRIOR, (np.arange(_STEPS) + 0.5) / _STEPS)
    points: Array = (share * ratio - (1 - share)) / (share * ratio + (1 - share))
    return points


def _differences(
    before: Sequence[Claim], after: Sequence[Claim], intensities: Intensities, level: Level, names: tuple[str, str]
) -> list[Finding]:
    old, new = pairs(before, level), pairs(after, level)
    found = []
    for pair in sorted(old.keys() & new.keys()):
        one, other = (Sums.of(acts(told, intensities)) for told in (old[pair], new[pair]))
        counted = [sum(act.counts for act in sums.acts) for sums in (one, other)]
        if not all(counted):
            continue
        value, interval, up = difference(one, other)
        standing = [rounded(v) for v in posterior_of([one, other]).value]
        likelier = f"up with probability {up:.2f}" if up >= 0.5 else f"down with probability {1 - up:.2f}"
        why = f"{names[0]} {standing[0]:+.2f} ({counted[0]}), {names[1]} {standing[1]:+.2f} ({counted[1]}): {likelier}"
        detail = {
            "before": f"{standing[0]:.3f}", "after": f"{standing[1]:.3f}", "counted_before": str(counted[0]),
            "counted_after": str(counted[1]), "probability_up": f"{up:.3f}",
        }  # fmt: skip
        ids = _ids([*old[pair], *new[pair]])
        ends = (rounded(interval[0]), rounded(interval[1]))
        found.append(Finding("changes: standing", pair, rounded(value), why, ids, interval=ends, detail=detail))
    return sorted(found, key=lambda f: -abs(float(f.detail["probability_up"]) - 0.5))


def _apart(known: Sequence[Claim], told: Sequence[Claim], level: Level, word: str, where: str) -> list[Finding]:
    """Actors and pairs of `told` that `known` does not have."""
    old, new = pairs(known, level), pairs(told, level)
    heard = {end for pair in old for end in pair}
    found = []
    actors: dict[str, list[Claim]] = {}
    for pair, claims in new.items():
        for end in dict.fromkeys(pair):
            if end not in heard:
                actors.setdefault(end, []).extend(claims)
    titles = ("new actor", "new pair") if word == "new" else ("actor gone", "pair gone")
    for actor, claims in sorted(actors.items()):
        ids = _ids(claims)
        found.append(Finding(f"changes: {titles[0]}", (actor,), len(ids), f"only {where}", ids))
    for pair, claims in sorted(new.items()):
        if pair not in old:
            ids = _ids(claims)
            found.append(Finding(f"changes: {titles[1]}", pair, len(ids), f"only {where}", ids))
    return found


def _new_contradictions(before: Sequence[Claim], after: Sequence[Claim]) -> list[Finding]:
    old = {claim.id for claim in before}
    known = {(f.subject, f.value, f.claim_ids) for f in contradictions(_ordered(before))}
    return [
        replace(found, method="changes: new contradiction")
        for found in contradictions(_ordered([*before, *after]))
        if (found.subject, found.value, found.claim_ids) not in known and not old.issuperset(found.claim_ids)
    ]


def _ordered(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(dict.fromkeys(claims), key=lambda c: (c.document_id, c.evidence.start, c.id))


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.id for claim in _ordered(claims)))
