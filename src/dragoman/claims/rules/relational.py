"""Nouns that are one of the two sides: "Egypt, his main sponsor", "Ankara is Doha's ally", "its rival Morocco"."""

from __future__ import annotations

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, children, coordinated, counted, is_verb, own_subjects, patients, prep_objects
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft, crossed, paired
from dragoman.vocabulary.lexicon import Entry, load_control, load_frames

_COPULAS = frozenset({"be", "become", "remain", "stay", "include", "seem", "appear", "comprise", "number", "have"})


def read_relational(scene: Scene) -> list[Draft]:
    """Return drafts from nouns such as ally, sponsor or rival: who is one, and whose."""
    drafts: list[Draft] = []
    table = load_frames().agents
    for token in scene.tokens:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            continue
        for entry in table.get(token.lemma_.lower(), ()):
            if not worded(token, entry):
                continue
            found = _drafts(scene, token, entry)
            if found:
                drafts += found
                break
    return drafts


def worded(noun: Token, entry: Entry) -> bool:
    """Tell whether the further words of a frame hang on its noun."""
    return all(any(c.lower_ in words or c.lemma_ in words for c in noun.children) for words in entry.pattern.words)


def sides(scene: Scene, noun: Token) -> tuple[tuple[Ref, ...], tuple[Ref, ...], Token]:
    """Return who is one, whose, and the word from which to judge how that is meant."""
    bearers, anchor = bearers_of(scene, noun)
    owners = _owners(scene, noun)
    if not bearers and children(noun, "poss"):
        # "Kinshasa's Namibian allies": the adjective tells who they are, the possessor whose.
        bearers = _by_adjective(scene, noun)
        owners = tuple(o for o in owners if o.root not in {b.root for b in bearers})
    return bearers, owners, anchor


def _drafts(scene: Scene, noun: Token, entry: Entry) -> list[Draft]:
    family = entry.family
    bearers, owners, anchor = sides(scene, noun)
    if not owners:
        pairs = paired(bearers) if family.mutual and len({b.root for b in bearers}) == 2 else []
    elif "self" in family.noun_target:
        pairs = crossed(owners, bearers)
    else:
        pairs = crossed(bearers, owners)
    return [
        Draft(
            family.name, family.kind, family.sign, family.mutual, noun, anchor, source, target, (noun.text,),
            settled=anchor == noun, confidence=0.45 + 0.35 * min(source.confidence, target.confidence),
        )
        for source, target in pairs
    ]  # fmt: skip


def _as_what(scene: Scene, verb: Token) -> tuple[Ref, ...]:
    """Who is meant in "is seen as his patron", "described it as a rival", "as an ally, it has"."""
    if verb.lemma_ in load_control()["regarding"]:
        return tuple(ref for t in patients(verb) for ref in scene.actors(t))
    return tuple(ref for s in own_subjects(verb) for ref in scene.actors(s))


def _by_adjective(scene: Scene, noun: Token) -> tuple[Ref, ...]:
    near = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} and c.i in scene.names and c.i < noun.i]
    return tuple(ref for child in near for ref in scene._owner(child))


def _owners(scene: Scene, noun: Token) -> tuple[Ref, ...]:
    found: dict[str, Ref] = {}
    for clause in children(noun, "relcl"):
        # "the last friend that Taipei has", "the only ally he has left"
        if clause.lemma_ == "have" and not any(s.tag_ in {"WDT", "WP"} for s in own_subjects(clause)):
            for ref in (r for s in own_subjects(clause) for r in scene.actors(s)):
                found.setdefault(ref.root, ref)
    for child in noun.children:
        if child.dep_ == "poss":
            for ref in scene.actors(child, belonging=False):
                found.setdefault(ref.root, ref)
        elif child.dep_ in {"amod", "compound", "nmod"} and child.i in scene.names and child.i < noun.i:
            for ref in scene._owner(child):
                found.setdefault(ref.root, ref)
    for obj in prep_objects(noun, "of", "to", "with", "for", "between"):
        for ref in scene.actors(obj, belonging=True):
            found.setdefault(ref.root, ref)
    return tuple(found.values())


def bearers_of(scene: Scene, noun: Token) -> tuple[tuple[Ref, ...], Token]:
    """Return who is said to be what the noun says, and the word from which to judge how that is meant."""
    for child in children(noun, "appos"):
        named = scene.actors(child)
        if named:
            return named, noun
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    if first.dep_ == "pobj" and first.head.lower_ in {"of", "among"} and counted(first.head.head) == first:
        first = first.head.head  # "one of his allies"
    above = first.head
    if first.dep_ in {"attr", "dobj", "acomp", "oprd"} and is_verb(above) and above.lemma_ in _COPULAS:
        named = tuple(ref for s in own_subjects(above) or agents(above) for ref in scene.actors(s))
        return named, above
    if first.dep_ in {"nsubj", "nsubjpass"} and is_verb(above) and above.lemma_ in _COPULAS:
        told = [t for c in children(above, "attr", "dobj") for t in coordinated(c)]
        named = tuple(ref for t in told for ref in scene.one(t))
        if named:
            return named, above
    if first.dep_ == "appos":
        return scene.actors(above), noun
    if first.dep_ == "pobj" and above.lower_ == "as" and is_verb(above.head):
        return _as_what(scene, above.head), above.head if above.head.lemma_ in load_control()["regarding"] else noun
    for child in noun.children:
        if child.dep_ in {"compound", "nmod"} and child.i in scene.names and child.i == noun.i - 1:
            return (), noun
    if noun.i + 1 < len(noun.doc) and noun.head.i == noun.i + 1 and noun.dep_ == "compound":
        return scene.one(noun.head), noun
    return (), noun
