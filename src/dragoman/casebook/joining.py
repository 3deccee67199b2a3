"""Joins claims that came to say the same of the same words when their actors turned out to be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from dragoman.model import Claim, Span


def joined(claims: Sequence[Claim], changed: Collection[str], weight: Callable[[Claim], int]) -> tuple[Claim, ...]:
    """Return the claims in their order, those that tell one act in overlapping words joined into one.

    Of these the one of greatest `weight`, then the surest, then the first stays as it is but for `also`, which keeps
    the evidence of the others. Only what a decision brought together is joined: one of two has its id in `changed`.
    """
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        sides = frozenset((claim.source_root, claim.target_root))
        key = (claim.document_id, sides, claim.kind, claim.sign, claim.status, claim.speaker_root)
        alike[key].append(place)
    kept = dict(enumerate(claims))
    for places in alike.values():
        if len(places) > 1 and any(claims[place].id in changed for place in places):
            _join(kept, places, changed, weight)
    return tuple(kept.values())


def _join(kept: dict[int, Claim], places: list[int], changed: Collection[str], weight: Callable[[Claim], int]) -> None:
    ranked = sorted(places, key=lambda place: (-weight(kept[place]), -kept[place].confidence, place))
    stay: list[int] = []
    for place in ranked:
        claim = kept[place]
        into = next(
            (
                other
                for other in stay
                if (claim.id in changed or kept[other].id in changed) and _one_act(kept[other], claim)
            ),
            None,
        )
        if into is None:
            stay.append(place)
        else:
            kept[into] = _with_evidence(kept[into], claim)
            del kept[place]


def _one_act(a: Claim, b: Claim) -> bool:
    if a.source_root != b.source_root and not (a.mutual or b.mutual):
        return False
    return a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end


def _with_evidence(claim: Claim, other: Claim) -> Claim:
    spans: set[Span] = {*claim.also, other.evidence, *other.also} - {claim.evidence}
    return replace(claim, also=tuple(sorted(spans, key=lambda span: (span.start, span.end))))
