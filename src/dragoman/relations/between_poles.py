"""Whether an actor hedges between two opposed others: four parts with their sources, and what they come to.

To hedge is here: the two are opposed; the actor has cooperative ties with both, and neither has nearly all of them; it
has committed itself to neither; and this has lasted. The parts are findings of their own, so that who defines hedging
otherwise can judge by them. Direct statements that an actor hedges stand beside the verdict and do not enter it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.model import Aim, Claim, Finding
from dragoman.relations.balance import Share, share
from dragoman.relations.commitment import Committed, committed
from dragoman.relations.duration import lasting
from dragoman.relations.hedging import hedging
from dragoman.relations.parties import Party, asserted, between, friendly, hostile, towards
from dragoman.relations.witnesses import witnesses
from dragoman.vocabulary.commitments import Commitment

ENOUGH: Final = 20  # independent claims: of so many, evenly split, the 90 % interval is still 0.32 to 0.68
BALANCED: Final = (0.25, 0.75)
SURE: Final = 0.90
TOO_FEW: Final = "not enough evidence to tell"

Weight = Callable[[Claim], float]


def equal(_claim: Claim) -> float:
    """Return 1: every independent claim weighs the same."""
    return 1.0


@dataclass(frozen=True, slots=True)
class _Tie:
    """What ties an actor to one pole: the independent claims that count, all claims they stand for, and the others."""

    pole: Party
    counted: tuple[Claim, ...]
    ids: tuple[str, ...]
    shown: tuple[str, ...]
    hostile: int


def hedges(
    claims: Iterable[Claim],
    aims: Iterable[Aim],
    actor: Party,
    poles: tuple[Party, Party],
    phrases: Iterable[str] = (),
    commitments: Sequence[Commitment] = (),
    weight: Weight = equal,
) -> tuple[Finding, ...]:
    """Return the four parts of "`actor` hedges between the two poles" and, last, the verdict.

    The subject of each is (actor, A, B); `detail["part"]` tells which it is. Claims that say the same in the same
    words count once; only what the author asserts as done is counted, the rest is listed as `shown` (claim ids).

    "opposed": `value` is "opposed", "both hostile and friendly", "claimed only" or "not shown"; `detail` has the
    numbers `hostile` and `friendly`, and claim ids: `against` and `kind` (hostile and friendly, as the author asserts),
    `claimed` (hostile by a speaker's word).
    "balance": `value` is the balance share b of `balance.share` (0 to 1; nearer 1, more with A) with its 90 %
    interval, or "no tie with either"; `detail` has `inside` (the probability that 0.25 < b < 0.75, two decimals),
    `number_a`, `number_b`, `hostile_a`, `hostile_b` (numbers) and `with_a`, `with_b` (claim ids). `weight` gives the
    weight of a claim, above 0.
    "commitment": see `commitment.committed`. "duration": see `duration.lasting`.
    "verdict": `value` is TOO_FEW below ENOUGH independent claims in the balance; else "hedges", or the first part that
    does not hold: "the poles are not shown to be opposed", "no ties with both", "opposes one of them", "committed to
    one of them", "one after the other", "leans to one of them"; or "cannot be told apart" where b may be inside or
    outside. `detail["towards"]` is the pole committed or leaned to, `statements` the ids of claims and aims that say
    it hedges (their words contain one of `phrases`), `independent` the number of independent claims, and `needed`
    is ENOUGH.
    """
    known = tuple(claims)
    subject = (actor.id, poles[0].id, poles[1].id)
    ties = (_tie(known, actor, poles[0]), _tie(known, actor, poles[1]))
    held = share([weight(c) for c in ties[0].counted], [weight(c) for c in ties[1].counted])
    bound = committed(known, actor, poles, commitments)
    lasted = lasting(subject, ties[0].counted, ties[1].counted)
    opposed = _opposed(known, subject, poles)
    own = [c for c in known if actor.acts(c.source, c.source_root)]
    said = hedging(own, [a for a in aims if actor.acts(a.actor, a.actor_root)], phrases)
    statements = tuple(i for finding in said for i in finding.claim_ids)
    parts = (opposed, _balance(subject, ties, held), bound.finding, lasted)
    return (*parts, _verdict(subject, parts, ties, held, bound, statements))


def _tie(claims: Sequence[Claim], actor: Party, pole: Party) -> _Tie:
    told = towards(claims, actor, pole)
    own = asserted(told)
    groups = witnesses([c for c in own if friendly(c)])
    ids = tuple(dict.fromkeys(c.id for group in groups for c in group))
    shown = tuple(dict.fromkeys(c.id for c in told if c.id not in set(ids)))
    return _Tie(pole, tuple(group[0] for group in groups), ids, shown, len(witnesses([c for c in own if hostile(c)])))


def _opposed(claims: Sequence[Claim], subject: tuple[str, str, str], poles: tuple[Party, Party]) -> Finding:
    told = between(claims, *poles)
    own, done = asserted(told), [c for c in told if c.status == "did"]
    against, kind = [c for c in own if hostile(c)], [c for c in own if friendly(c)]
    numbers = len(witnesses(against)), len(witnesses(kind))
    claimed = [c for c in done if c.speaker is not None and hostile(c)]
    value = "opposed" if against else "claimed only" if claimed else "not shown"
    if against and numbers[1] >= numbers[0]:
        value = "both hostile and friendly"
    ids = [c.id for c in (*against, *claimed, *kind)]
    shown = tuple(dict.fromkeys(c.id for c in told if c.id not in ids))
    why = f"{numbers[0]} hostile and {numbers[1]} friendly between them"
    why += f"; {len(witnesses(claimed))} hostile by a speaker's word" if claimed else ""
    detail = {
        "part": "opposed",
        "hostile": str(numbers[0]),
        "friendly": str(numbers[1]),
        "against": " ".join(c.id for c in against),
        "claimed": " ".join(c.id for c in claimed),
        "kind": " ".join(c.id for c in kind),
        "shown": " ".join(shown),
    }
    return Finding("hedging", subject, value, why, tuple(dict.fromkeys(ids)), detail=detail)


def _balance(subject: tuple[str, str, str], ties: tuple[_Tie, _Tie], held: Share) -> Finding:
    one, other = ties
    inside = held.between(*BALANCED)
    detail = {"part": "balance", "inside": f"{inside:.2f}"}
    for letter, tie in zip("ab", ties, strict=True):
        detail[f"number_{letter}"], detail[f"hostile_{letter}"] = str(len(tie.counted)), str(tie.hostile)
        detail[f"with_{letter}"] = " ".join(tie.ids)
    detail["shown"] = " ".join(dict.fromkeys((*one.shown, *other.shown)))
    ids = tuple(dict.fromkeys((*one.ids, *other.ids)))
    why = "; ".join(f"{tie.pole.id}: {len(tie.counted)} cooperative, {tie.hostile} hostile" for tie in ties)
    if not ids:
        return Finding("hedging", subject, "no tie with either", why, (), detail=detail)
    interval = (round(held.low, 4), round(held.high, 4))
    return Finding("hedging", subject, round(held.value, 4), why, ids, interval=interval, detail=detail)


def _verdict(
    subject: tuple[str, str, str],
    parts: tuple[Finding, ...],
    ties: tuple[_Tie, _Tie],
    held: Share,
    bound: Committed,
    statements: tuple[str, ...],
) -> Finding:
    number = len(ties[0].counted) + len(ties[1].counted)
    detail = {
        "part": "verdict",
        "independent": str(number),
        "needed": str(ENOUGH),
        "towards": "",
        "statements": " ".join(statements),
    }
    ids = tuple(dict.fromkeys((*(i for part in parts for i in part.claim_ids), *statements)))
    if number < ENOUGH:
        why = f"{number} independent claims of cooperation with either; {ENOUGH} are needed"
        return Finding("hedging", subject, TOO_FEW, why, ids, detail=detail)
    value, pole, why = _judged(parts, ties, held, bound)
    return Finding("hedging", subject, value, why, ids, detail={**detail, "towards": pole})


def _judged(parts: tuple[Finding, ...], ties: tuple[_Tie, _Tie], held: Share, bound: Committed) -> tuple[str, str, str]:
    """The verdict, the pole it names (or ''), and why, where there is enough to tell."""
    opposed, _, _, lasted = parts
    if opposed.value != "opposed":
        return "the poles are not shown to be opposed", "", opposed.why
    if not all(tie.counted for tie in ties):
        return "no ties with both", next(t.pole.id for t in ties if t.counted), "all cooperation is with one of them"
    against = next((tie for tie in ties if tie.hostile > len(tie.counted)), None)
    if against is not None:
        other = next(tie for tie in ties if tie is not against)
        return "opposes one of them", other.pole.id, f"{against.hostile} hostile, {len(against.counted)} cooperative"
    if bound.poles:
        return "committed to one of them", " ".join(bound.poles), bound.finding.why
    if lasted.value == "one after the other":
        return "one after the other", "", lasted.why
    inside = held.between(*BALANCED)
    if inside >= SURE:
        return "hedges", "", f"all four parts hold; the share is within 0.25 to 0.75 with probability {inside:.2f}"
    for pole, sure in ((ties[0].pole, held.between(BALANCED[1], 1)), (ties[1].pole, held.between(0, BALANCED[0]))):
        if sure >= SURE:
            return "leans to one of them", pole.id, f"three quarters of its cooperation or more, probability {sure:.2f}"
    return "cannot be told apart", "", f"the share is within 0.25 to 0.75 with probability {inside:.2f} only"


def opposed_pairs(claims: Iterable[Claim], actor: Party) -> tuple[tuple[Party, Party], ...]:
    """Return the pairs of sides between which an actor could hedge, the likeliest first.

    The author asserts hostility between the two, and cooperation of the actor with both. Ranked by independent claims
    of cooperation: by the fewer of the two numbers, then by both together, then by the number of hostile ones between
    the two, then by name. The first of a pair is the one with more, or the first by name.
    """
    known = asserted(claims)
    dealings: dict[str, list[Claim]] = {}
    for claim in known:
        for root in {claim.source_root, claim.target_root} - {actor.root}:
            dealings.setdefault(root, []).append(claim)
    told = {root: [c for c in towards(some, actor, Party(root)) if friendly(c)] for root, some in dealings.items()}
    near = {root: len(witnesses(some)) for root, some in told.items() if some}
    against: dict[tuple[str, str], list[Claim]] = {}
    for claim in known:
        first, second = sorted((claim.source_root, claim.target_root))
        if first != second and hostile(claim) and first in near and second in near:
            against.setdefault((first, second), []).append(claim)

    def rank(pair: tuple[str, str]) -> tuple[object, ...]:
        one, other = near[pair[0]], near[pair[1]]
        return -min(one, other), -(one + other), -len(witnesses(against[pair])), pair

    ordered = [sorted(pair, key=lambda root: (-near[root], root)) for pair in sorted(against, key=rank)]
    return tuple((Party(first), Party(second)) for first, second in ordered)
