"""Acts whose other side is understood: "Riyadh recalled its ambassador", "Paris sent helicopters"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import is_passive, is_verb, patients
from dragoman.actors.tree import Token
from dragoman.claims.counterparts import Counterparts
from dragoman.claims.drafts import Draft
from dragoman.claims.matching import Match, match_verb, verb_slot
from dragoman.vocabulary.lexicon import load_frames

# Kinds whose acts are aimed at somebody even where the sentence does not say at whom.
_AIMED = frozenset({"SANCTION", "AID", "SUPPORT"})


def read_implied(scene: Scene, drafts: Sequence[Draft], counterparts: Counterparts) -> list[Draft]:
    """Return a draft for each verb that names who acts but not on whom, where the text around it tells."""
    taken = {draft.predicate.i for draft in drafts} | {word.i for draft in drafts for word in draft.words}
    frames = load_frames().verbs
    found: list[Draft] = []
    for token in scene.tokens:
        if not is_verb(token) or token.i in taken or token.dep_ in {"aux", "auxpass"} or is_passive(token):
            continue
        earlier = [d for d in drafts if d.predicate.i < token.i]
        entries = frames.get(token.lemma_.lower(), ())
        aimed = [e for e in entries if e.family.kind in _AIMED and not e.pattern.preposition]
        for match in match_verb(token, aimed):
            if not _points_back(match):
                continue
            for source in _subjects(scene, match):
                target = counterparts.choose(source, earlier, scene.number)
                if target is not None:
                    found.append(_draft(match, source, target))
            break
    return found


def _points_back(match: Match) -> bool:
    """The act is done with or to a thing that is nobody's by name: "its ambassador", "two helicopters", "the plan"."""
    if match.words or match.entry.family.theme:
        return True
    objects = patients(match.head)
    return bool(objects) and all(o.pos_ == "NOUN" and not any(c.pos_ == "PROPN" for c in o.subtree) for o in objects)


def _subjects(scene: Scene, match: Match) -> tuple[Ref, ...]:
    return tuple(ref for token in verb_slot(match, "subj") for ref in scene.actors(token))


def _draft(match: Match, source: Ref, target: Ref) -> Draft:
    family = match.entry.family
    head: Token = match.head
    return Draft(
        family.name + "+implied", family.kind, family.sign, family.mutual, head, head, source, target, match.cues,
        match.words, family.status, confidence=0.35 + 0.2 * min(source.confidence, target.confidence),
    )  # fmt: skip
