"""Acts shared by name: "in backing him, X joins the UAE and Egypt", "it could join the Dutch in suspending aid"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, children, is_verb, patients
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft
from dragoman.claims.mode import Mode

_JOINING = frozenset({"join", "follow", "copy", "imitate", "emulate", "echo"})


def read_joining(scene: Scene, drafts: Sequence[Draft]) -> list[tuple[Draft, Mode]]:
    """Return, for each actor that another joins in an act, the same act as done by the one that is joined."""
    found: list[tuple[Draft, Mode]] = []
    for verb in scene.tokens:
        if not is_verb(verb) or verb.lemma_ not in _JOINING:
            continue
        roots = {ref.root for subject in agents(verb) for ref in scene.actors(subject)}
        shared = [d for d in drafts if d.source.root in roots and _within(verb, d.predicate)]
        for token in patients(verb):
            for ref in scene.actors(token):
                found += [(_copy(d, verb, ref), Mode(cues=[verb.text])) for d in shared if _apart(ref.root, d)]
    return found


def _within(verb: Token, predicate: Token) -> bool:
    """The act is named by "in backing him", before or after the verb."""
    for preposition in children(verb, "prep"):
        if preposition.lower_ in {"in", "by"} and any(c == predicate for c in children(preposition, "pcomp")):
            return True
    return any(c == predicate for c in children(verb, "advcl"))


def _apart(root: str, draft: Draft) -> bool:
    return root not in {draft.source.root, draft.target.root}


def _copy(draft: Draft, verb: Token, ref: Ref) -> Draft:
    return Draft(
        draft.rule + "+joined", draft.kind, draft.sign, draft.mutual, verb, verb, ref, draft.target,
        (verb.text, *draft.cues), confidence=0.6 * draft.confidence + 0.2,
    )  # fmt: skip
