"""The state of a tie: "Russian-Libyan relations improved", "close ties with Y"."""

from __future__ import annotations

from functools import lru_cache

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, is_verb, prep_objects
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft, crossed, paired
from dragoman.vocabulary.tables import data_folder, read_toml, word_list


@lru_cache(maxsize=1)
def load_relations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the nouns of a tie, and the words that make it good or bad."""
    file = data_folder("languages", "en", "relations.toml")
    data = read_toml(file)
    nouns, good, bad = (frozenset(word_list(data, key, file.name)) for key in ("nouns", "good", "bad"))
    return nouns, good, bad


def read_relations(scene: Scene) -> list[Draft]:
    """Return a STANCE draft for each pair of sides whose relations are said to be, or to turn, good or bad."""
    nouns, _, _ = load_relations()
    drafts: list[Draft] = []
    for token in scene.tokens:
        if token.pos_ == "NOUN" and token.lemma_.lower() in nouns:
            sign, anchor, cue = sign_of(token)
            if sign:
                drafts += [
                    Draft("relations", "STANCE", sign, True, token, anchor, a, b, (cue.text, token.text), (cue,),
                          confidence=0.4 + 0.35 * min(a.confidence, b.confidence))
                    for a, b in _pairs(scene, token)
                ]  # fmt: skip
    return drafts


def sign_of(noun: Token) -> tuple[int, Token, Token]:
    """Return the sign, the word from which to judge how it is meant, and the word that tells."""
    _, good, bad = load_relations()
    near = [c for c in noun.children if c.dep_ in {"amod", "compound"}]
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ in {"in", "of"}:
        above = above.head
    if noun.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        near.append(above)
        near += [c for c in above.children if c.dep_ in {"acomp", "advmod", "oprd"} and is_verb(above)]
    for cue in near:
        lemma = cue.lemma_.lower()
        sign = 1 if lemma in good else -1 if lemma in bad else 0
        if sign:
            return sign, (above if cue == above or is_verb(above) else noun), cue
    return 0, noun, noun


def sides(scene: Scene, noun: Token) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Return whose relations they are and with whom; where they are told together, all are in the first."""
    both = _all(scene, prep_objects(noun, "between", "among"))
    if both:
        return both, ()
    owners = tuple(r for c in noun.children if c.dep_ in {"amod", "compound", "nmod", "poss"} for r in scene._owner(c))
    others = _all(scene, prep_objects(noun, "with", "to", "towards"))
    if others and not owners and is_verb(noun.head):
        owners = _all(scene, agents(noun.head))
    return owners, others


def _pairs(scene: Scene, noun: Token) -> list[tuple[Ref, Ref]]:
    owners, others = sides(scene, noun)
    if others:
        return crossed(owners, others)
    together = bool(prep_objects(noun, "between", "among"))
    return paired(owners) if together or len({r.root for r in owners}) == 2 else []


def _all(scene: Scene, tokens: list[Token]) -> tuple[Ref, ...]:
    return tuple(ref for token in tokens for ref in scene.actors(token, belonging=True))
