"""Settles whose an aim is: looks for the actor in the places that a cue names, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import antecedent, children, clause_head, datives, is_verb, own_subjects, prep_objects
from dragoman.actors.tree import Token
from dragoman.claims.aims.finds import Find
from dragoman.claims.aims.memory import AimMemory, Spoken
from dragoman.claims.aims.vocabulary import load_aim_words
from dragoman.claims.modality import mode_of
from dragoman.model import UNNAMED, Actor

_ADJECTIVAL = frozenset({"amod", "compound", "nmod"})
_BODIES = frozenset({"unnamed", "place"})
_FIRST_PERSON = frozenset({"we", "us", "our", "i", "me", "my"})


def settle(scene: Scene, find: Find, memory: AimMemory) -> tuple[tuple[Ref, ...], str | None]:
    """Return the actors of a find and the id of the option it is said of; no actors where the text leaves them open."""
    for slot in find.slots:
        if slot == "thing" and direct(scene, find.subjects):
            return (), None
        spoken = _SPOKEN[slot](scene, find, memory) if slot in _SPOKEN else None
        if spoken is not None:
            return spoken.refs, spoken.aim_id
        if slot in _PLACES:
            refs = _PLACES[slot](scene, find, memory)
            if refs:
                return refs, None
    return (), None


def direct(scene: Scene, tokens: Iterable[Token]) -> tuple[Ref, ...]:
    """Return the actors that words themselves stand for."""
    found: dict[str, Ref] = {}
    for token in tokens:
        for ref in scene.actors(token) or _people(scene, token):
            if ref.how not in _BODIES:
                found.setdefault(ref.actor.id, ref)
    return tuple(found.values())


def _people(scene: Scene, token: Token) -> tuple[Ref, ...]:
    """Europeans, Arabs: a group named by a word of its own."""
    if token.tag_ != "NNPS" or token.i in scene.names or any(c.dep_ in _ADJECTIVAL for c in token.children):
        return ()
    start = scene.offset + token.idx
    actor = Actor(token.text.upper(), token.text, "group", token.text.upper())
    return (Ref(actor, token.text, start, start + len(token.text), "unnamed group", 0.5),)


def lent(scene: Scene, tokens: Iterable[Token]) -> tuple[Ref, ...]:
    """Return whom things belong to: by possessor, adjective, "of", or a possessive inside "a policy of keeping its"."""
    found: dict[str, Ref] = {}
    for token in tokens:
        own = antecedent(token)
        for child in own.children:
            if child.dep_ == "poss" or (child.dep_ in _ADJECTIVAL and child.i in scene.names):
                found |= {ref.actor.id: ref for ref in scene.actors(child, belonging=True)}
            elif child.dep_ in _ADJECTIVAL:
                found |= {
                    r.actor.id: r for g in child.children if g.i in scene.names for r in scene.actors(g, belonging=True)
                }
        if not found:
            found |= {r.actor.id: r for obj in prep_objects(own, "of") for r in scene.actors(obj)}
        if not found:
            inner = next((t for t in own.subtree if t.tag_ == "PRP$"), None)
            found |= {r.actor.id: r for r in scene.actors(inner)} if inner is not None else {}
    return tuple(found.values())


def _subject(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    return direct(scene, find.subjects) or _voice(scene, find, find.subjects)


def _voice(scene: Scene, find: Find, tokens: Iterable[Token]) -> tuple[Ref, ...]:
    """Return who speaks where a word says "we" or "our" and stands for nobody else."""
    if not any(t.lower_ in _FIRST_PERSON for token in tokens for t in (token, *children(token, "poss"))):
        return ()
    speaker = mode_of(scene, find.anchor).speaker
    return (speaker,) if speaker is not None and speaker.actor.id != UNNAMED else ()


def _lent(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    if direct(scene, find.subjects):
        return ()
    return lent(scene, find.subjects) or _voice(scene, find, find.subjects)


def _object(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    return direct(scene, find.objects) or _voice(scene, find, find.objects)


def _owner(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    return lent(scene, (*find.objects, *(w for w in find.words if w.pos_ == "NOUN" and w not in find.objects)))


def _dative(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    verb = find.anchor if is_verb(find.anchor) else clause_head(find.anchor)
    receivers = direct(scene, datives(verb))
    if receivers:
        return receivers
    # "gives Moscow a hold": two plain objects, or a name read as part of the thing given.
    things = children(verb, "dobj")
    nearer = things[:-1]
    nearer += [c for o in things for c in children(o, "compound", "nmod") if c.i in scene.names and c.i < o.i]
    return direct(scene, nearer) or direct(scene, prep_objects(verb, "to"))


def _possessor(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    noun = next((w for w in find.words if w.pos_ in {"NOUN", "PROPN"}), find.anchor)
    found: dict[str, Ref] = {}
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in _ADJECTIVAL and child.i in scene.names):
            found |= {ref.actor.id: ref for ref in scene.actors(child, belonging=True)}
    if not found and find.complement not in prep_objects(noun, "of"):
        found |= {r.actor.id: r for o in prep_objects(noun, "of") for r in scene.actors(o)}
    if not found and noun.dep_ != "attr" and find.rule.startswith("aim noun"):
        found |= {r.actor.id: r for r in direct(scene, find.subjects)}
    return tuple(found.values())


def _clause(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    """Who acts in the clause that a judgement is passed on: "if X relied on", "for X to", "that X do"."""
    verb = find.anchor
    said = [c for a in children(verb, "attr", "acomp") for c in children(a, "acl", "relcl", "ccomp", "advcl")]
    for clause in (*children(verb, "advcl", "ccomp", "xcomp", "csubj", "acl"), *said):
        subjects = own_subjects(clause)
        if subjects and clause.i > verb.i:
            found = direct(scene, subjects)
            if found:
                return found
    return direct(scene, prep_objects(verb, "for")) or direct(
        scene, (o for c in children(verb, "acomp", "attr", "oprd") for o in prep_objects(c, "for"))
    )


def _wanting(_scene: Scene, _find: Find, memory: AimMemory) -> tuple[Ref, ...]:
    """Leverage that nobody is said to receive serves who was just said to want something."""
    return memory.wanting


def _last(scene: Scene, find: Find, memory: AimMemory) -> tuple[Ref, ...]:
    """Who was spoken of last, of a thing that is nobody's: in this sentence or the one before, of one paragraph."""
    if direct(scene, find.subjects) or (find.subjects and not _plain(find.subjects)):
        return ()
    return memory.latest()


def _plain(tokens: Iterable[Token]) -> list[Token]:
    return [t for t in tokens if t.pos_ in {"NOUN", "VERB"} or t.lower_ in {"it", "that", "this", "which"}]


def _complement(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    return direct(scene, [find.complement]) if find.complement is not None else ()


def _members(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    """Of "both economies": the two that the condition names together."""
    if not any(c.lower_ in {"both", "all"} for s in find.subjects for c in s.children):
        return ()
    verb = find.anchor
    for clause in children(verb, "advcl"):
        found = direct(scene, own_subjects(clause))
        if len(found) > 1:
            return found
    return ()


def _inside(scene: Scene, find: Find, _memory: AimMemory) -> tuple[Ref, ...]:
    """The first actor that acts inside the description of an option."""
    for subject in find.subjects:
        found = direct(scene, [antecedent(subject)])
        if found:
            return found
    return ()


def points_back(token: Token) -> bool:
    """Tell whether a subject points back to an option: "such a strategy", "this", "doing so", "the deployment"."""
    words = load_aim_words()
    if token.tag_ == "DT" and token.lower_ in {"this", "that"}:
        return True
    if (
        token.tag_ in {"VBG"}
        and token.lemma_ == "do"
        and any(c.lower_ in {"so", "it", "this", "that"} for c in token.children)
    ):
        return True
    if token.lower_ == "which":
        return True
    marked = any(c.lower_ in words.words("options", "back_words") for c in children(token, "det", "predet", "amod"))
    return marked and token.lemma_.lower() in words.words("options", "back_nouns")


def _back(_scene: Scene, find: Find, memory: AimMemory) -> Spoken | None:
    return memory.pointed() if any(points_back(s) for s in find.subjects) else None


def _back_object(_scene: Scene, find: Find, memory: AimMemory) -> Spoken | None:
    """What is resented is the option: "a step that voters would resent"."""
    nouns = load_aim_words().words("options", "back_nouns")
    for token in find.objects:
        if token.lemma_.lower() in nouns and (token.dep_ == "appos" or points_back(token)):
            return memory.following()
    return None


def _loose(scene: Scene, find: Find, memory: AimMemory) -> Spoken | None:
    """A new thing that is no actor, said of what would follow from an option just spoken of."""
    verb = find.anchor
    if not any(c.lower_ in {"would", "could", "might", "may"} for c in _auxiliaries(verb)):
        return None
    if direct(scene, find.subjects):
        return None
    return memory.following() if _plain(find.subjects) else None


def _auxiliaries(verb: Token) -> list[Token]:
    own = children(verb, "aux", "auxpass")
    return own if own or verb.dep_ != "conj" else children(verb.head, "aux", "auxpass")


def _following(_scene: Scene, _find: Find, memory: AimMemory) -> Spoken | None:
    return memory.following()


_Place = Callable[[Scene, Find, AimMemory], tuple[Ref, ...]]
_PLACES: Mapping[str, _Place] = {
    "subj": _subject, "lent": _lent, "obj": _object, "owner": _owner, "dative": _dative, "poss": _possessor,
    "clause": _clause, "wanting": _wanting, "members": _members, "subj_inside": _inside,
    "comp": _complement, "last": _last,
}  # fmt: skip
_SPOKEN: Mapping[str, Callable[[Scene, Find, AimMemory], Spoken | None]] = {
    "back": _back, "loose": _loose, "back_object": _back_object, "following": _following,
}  # fmt: skip
