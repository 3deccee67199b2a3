"""Which claims and aims a brief is about: those of one actor, or the whole of what texts say of two together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dragoman.model import Aim, Claim, Document, Skipped
from dragoman.show.names import Names, Side, mention_pattern, unknown
from dragoman.show.view import View

_PARTIES: Final = frozenset({"rival government", "armed group", "party", "movement"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a casebook that a brief prints. `rule` is the key in [scope] of the sentence that explains it;
    `local` the sides that a brief about two is about besides the first: the last one named and parties of no state.
    """

    sides: tuple[Side, ...]
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    aims: tuple[Aim, ...]
    skipped: tuple[Skipped, ...]
    rule: str
    local: frozenset[str] = frozenset()


def choose(view: View, sides: tuple[Side, ...], names: Names) -> Scope:
    """Return what belongs in a brief about `sides`.

    No side: everything. One: the claims it acts in, is the aim of or makes, and its own aims. Two or more: all claims
    and aims of the texts that name them all, and from other texts the claims between actors already in the picture,
    of which one is the last side named or a party of no state (a rival government, an armed group). Where no text
    names them all, every text that names one. Raises InputError for a side that no text names.
    """
    if not sides:
        return Scope((), view.documents(), view.claims(), view.aims(), view.skipped(), "all")
    naming = {side: _documents_naming(view, side, names) for side in sides}
    nowhere = next((side for side, found in naming.items() if not found), None)
    if nowhere is not None:
        raise unknown(nowhere.query, names)
    if len(sides) == 1:
        return _alone(view, sides[0])
    shared = frozenset.intersection(*naming.values())
    rule = "naming"
    if not shared:
        shared, rule = frozenset.union(*naming.values()), "either"
    aims = tuple(aim for aim in view.aims() if aim.document_id in shared)
    within = [claim for claim in view.claims() if claim.document_id in shared]
    picture = {root for claim in within for root in (claim.source_root, claim.target_root)}
    local = {root for root in picture if names.kind(root) in _PARTIES} | {sides[-1].root}
    beside = {
        claim.id
        for claim in view.claims()
        if (ends := {claim.source_root, claim.target_root}) <= picture and ends & local
    }
    kept = tuple(claim for claim in view.claims() if claim.document_id in shared or claim.id in beside)
    used = shared | {claim.document_id for claim in kept}
    documents = tuple(document for document in view.documents() if document.id in used)
    skipped = tuple(skip for skip in view.skipped() if skip.evidence.document_id in shared)
    return Scope(sides, documents, kept, aims, skipped, rule, frozenset(local))


def _alone(view: View, side: Side) -> Scope:
    claims = tuple(
        c
        for c in view.claims()
        if side.acts(c.source, c.source_root)
        or side.acts(c.target, c.target_root)
        or (c.speaker is not None and side.acts(c.speaker, c.speaker_root))
    )
    aims = tuple(aim for aim in view.aims() if side.acts(aim.actor, aim.actor_root))
    used = {claim.document_id for claim in claims} | {aim.document_id for aim in aims}
    documents = tuple(document for document in view.documents() if document.id in used)
    ids = {side.only or side.root}
    skipped = tuple(skip for skip in view.skipped() if ids & set(skip.actors))
    return Scope((side,), documents, claims, aims, skipped, "one")


def _documents_naming(view: View, side: Side, names: Names) -> frozenset[str]:
    found = {
        claim.document_id
        for claim in view.claims()
        if side.acts(claim.source, claim.source_root) or side.acts(claim.target, claim.target_root)
    }
    found |= {aim.document_id for aim in view.aims() if side.acts(aim.actor, aim.actor_root)}
    pattern = mention_pattern(side, names)
    found |= {d.id for d in view.documents() if d.id not in found and pattern.search(d.text)}
    return frozenset(found)
