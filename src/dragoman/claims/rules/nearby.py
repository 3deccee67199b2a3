"""Sides of a verb that stand beside its clause: "wrote to Y to ask for aid", "X tabled a draft condemning Y"."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    agents,
    antecedent,
    by_agents,
    children,
    datives,
    is_passive,
    is_verb,
    own_subjects,
    patients,
    prep_objects,
)
from dragoman.actors.tree import Token
from dragoman.claims.matching import Match, theme_of
from dragoman.vocabulary.lexicon import load_control, load_frames


def source_nearby(scene: Scene, match: Match) -> tuple[Ref, ...]:
    """Return who acts where the subject is a paper, or a choice: its author, or who has the choice."""
    verb = match.head
    if is_passive(verb):
        return _all(scene, _past_object(verb))
    subjects = agents(verb)
    if len(subjects) != 1 or (subjects[0].pos_ != "NOUN" and subjects[0].tag_ not in {"WDT", "WP", "IN"}):
        return ()
    noun = antecedent(subjects[0])
    lists = load_control()
    if noun.lemma_.lower() in lists["papers"]:
        return _authors(scene, noun)
    if noun.lemma_.lower() in lists["choices"] and verb.dep_ in {"relcl", "acl", "conj", "xcomp", "advcl"}:
        return _all(scene, _owner_of(noun))
    return ()


def _past_object(verb: Token) -> list[Token]:
    """The Chad of "was accused of fraud by Chad", which the parser hung on the fraud.

    What somebody does, "punished for attacks by Chad", may be his own: that stays open.
    """
    nouns = [obj for prep in children(verb, "prep") for obj in children(prep, "pobj") if prep.i > verb.i]
    bare = [n for n in nouns if n.pos_ == "NOUN" and n.lemma_.lower() not in load_frames().nouns]
    by = [c for n in bare for c in children(n, "prep", "agent") if c.lower_ == "by" and c.i == n.i + 1]
    return [obj for prep in by for obj in children(prep, "pobj")]


def anchor_of(match: Match) -> Token:
    """Return the word from which to judge an act told of a paper: the verb that tells what became of the paper."""
    verb = match.head
    for noun in map(antecedent, agents(verb)):
        table = noun.dep_ in OBJECTS and is_verb(noun.head) and noun.lemma_.lower() in load_control()["papers"]
        if table and verb.dep_ in {"acl", "relcl"}:
            return noun.head
    return verb


def _authors(scene: Scene, paper: Token) -> tuple[Ref, ...]:
    """Whose a paper is: its possessor's, who is said to have sponsored it, or who tables, sends or signs it."""
    makers = [t for c in children(paper, "acl", "relcl") if is_passive(c) for t in by_agents(c)]
    own = children(paper, "poss") or makers or prep_objects(paper, "from", "by", "of")
    if not own and paper.dep_ in OBJECTS | PASSIVE_SUBJECTS and is_verb(paper.head):
        issued = paper.head.lemma_ in load_control()["issuing"]
        own = agents(paper.head) if issued else []
    return _all(scene, own)


def _owner_of(noun: Token) -> list[Token]:
    own = children(noun, "poss")
    if not own and noun.dep_ in OBJECTS | {"attr"} and is_verb(noun.head):
        own = agents(noun.head)
    return own


def target_nearby(scene: Scene, match: Match, sources: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return at whom a request, promise or gift is aimed where the verb's own slots do not say."""
    roots = {ref.root for ref in sources}
    kind = match.entry.family.kind
    found: tuple[Ref, ...] = ()
    if kind == "REQUEST":
        found = _all(scene, _addressee(match.head))
    elif kind == "AGREE":
        found = _promised(scene, match.head)
    elif kind == "AID" and "iobj" in match.entry.family.target:
        found = _given(scene, match)
    found = tuple(ref for ref in found if ref.root not in roots)
    return found if len({ref.root for ref in found}) == 1 or kind != "AGREE" else ()


def _addressee(verb: Token) -> list[Token]:
    """The Y of "wrote to Y to ask for aid", "telephoned Y asking for aid"."""
    above = verb.head
    purpose = verb.tag_ == "VBG" or any(c.lower_ == "to" for c in children(verb, "aux"))
    if verb.dep_ not in {"advcl", "xcomp"} or not purpose or not is_verb(above):
        return []
    if above.lemma_ not in load_control()["addressing"]:
        return []
    return prep_objects(above, "to", "with", "on") or ([] if is_passive(above) else patients(above))


def _promised(scene: Scene, verb: Token) -> tuple[Ref, ...]:
    """The Y of "promised to lift its veto on Y", "agreed to sell Y fighters"."""
    inner = [c for c in children(verb, "xcomp") if any(g.lower_ == "to" for g in children(c, "aux"))]
    if verb.lemma_ not in load_control()["promising"] or not inner:
        return ()
    clause = inner[0]
    found: list[Ref] = []
    for token in (*datives(clause), *patients(clause), *prep_objects(clause, "to", "with", "on", "against", "from")):
        found += [*scene.actors(token, belonging=True), *scene.beside(token)]
    return tuple({ref.root: ref for ref in found}.values())


def _given(scene: Scene, match: Match) -> tuple[Ref, ...]:
    """The Ukraine of "send Ukraine weapons", read as part of the weapons."""
    theme = theme_of(match.head, match.entry.family.theme) if match.entry.family.theme else None
    if theme is None or is_passive(match.head):
        return ()
    near = [c for c in children(theme, "amod", "compound", "nmod") if c.i in scene.names and c.i < theme.i]
    named = [c for c in near if scene.names[c.i].sort not in {"adjective", "place"}]
    return tuple(ref for c in named for ref in scene._owner(c)) if not children(theme, "det", "poss") else ()


def _all(scene: Scene, tokens: Iterable[Token]) -> tuple[Ref, ...]:
    return tuple({ref.actor.id: ref for t in tokens for ref in scene.actors(t)}.values())


def first_to(verb: Token) -> list[Token]:
    """Who it is in "was the first to recognise Y", "was the only one to speak up for Y"."""
    noun = verb.head
    if verb.dep_ not in {"relcl", "acl", "xcomp", "advcl"} or noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return []
    return own_subjects(noun.head)
