"""Joins claims that say the same of the same words, so that one act in one sentence is one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Claim

# As many words in a row are hardly written twice by chance.
_PRINTED_AGAIN = 6


def merge(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims in the order of the text; of two that tell one act in the same words the surer stays.

    Words printed a second time, as in a pull quote, are further evidence for the claim they gave before.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.evidence.start, c.evidence.end, c.id)):
        rival = next((place for place, other in enumerate(kept) if _one_act(other, claim)), None)
        again = next((place for place, other in enumerate(kept) if _word_for_word(other, claim)), None)
        if rival is None and again is not None:
            kept[again] = replace(kept[again], also=(*kept[again].also, claim.evidence))
        elif rival is None:
            kept.append(claim)
        elif _strength(claim) > _strength(kept[rival]):
            kept[rival] = claim
    return tuple(kept)


def _word_for_word(a: Claim, b: Claim) -> bool:
    if len(a.evidence.text.split()) < _PRINTED_AGAIN or a.evidence.text.casefold() != b.evidence.text.casefold():
        return False
    return (a.source, a.target, a.kind, a.status, a.speaker) == (b.source, b.target, b.kind, b.status, b.speaker)


def _strength(claim: Claim) -> tuple[float, int]:
    return (claim.confidence + 0.05 * (claim.kind != "STANCE"), -(claim.evidence.end - claim.evidence.start))


def _one_act(a: Claim, b: Claim) -> bool:
    if a.sign != b.sign or a.status != b.status or a.speaker_root != b.speaker_root:
        return False
    straight = (a.source_root, a.target_root) == (b.source_root, b.target_root)
    turned = (a.source_root, a.target_root) == (b.target_root, b.source_root) and (a.mutual or b.mutual)
    if not (straight or turned) or a.kind != b.kind:
        return False
    return a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end
