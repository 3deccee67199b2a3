"""Threats to act: "X threatened to shell Y" is a threat that was made, beside the act that may follow."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.syntax import is_verb
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft

_THREATENING = frozenset({"threaten", "vow", "swear", "growl"})


def read_threats(drafts: Sequence[Draft]) -> list[Draft]:
    """Return a THREATEN draft for each hostile act that its own actor threatens or vows to do."""
    found: list[Draft] = []
    for draft in drafts:
        verb = _threat_above(draft.predicate)
        if verb is None or draft.sign >= 0:
            continue
        found.append(
            Draft(
                "threaten-to", "THREATEN", -1, False, verb, verb, draft.source, draft.target,
                (verb.text, *draft.cues), confidence=draft.confidence,
            )
        )  # fmt: skip
    return found


def _threat_above(predicate: Token) -> Token | None:
    node = predicate
    if not is_verb(node) and is_verb(node.head):
        node = node.head
    if node.dep_ in {"xcomp", "ccomp"} and node.head.lemma_ in _THREATENING:
        return node.head
    if node.dep_ == "pcomp" and node.head.head.lemma_ in _THREATENING:
        return node.head.head
    return None
