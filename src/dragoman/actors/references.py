"""Settles words that refer back: pronouns, "the country", "both sides", "the general", surnames of strangers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dragoman.actors import discourse as told
from dragoman.actors.discourse import Entity, Ref
from dragoman.actors.syntax import agents, antecedent, children, clause_head, is_verb, own_subjects
from dragoman.actors.tree import Token, text_of
from dragoman.model import Actor

if TYPE_CHECKING:
    from dragoman.actors.scene import Scene


def pronoun(scene: Scene, token: Token) -> tuple[Ref, ...]:
    """Return whom a pronoun stands for, or nothing where that is open."""
    lower = token.lower_
    kinds = scene.roles.pronouns
    if lower in kinds["relative"]:
        before = antecedent(token)
        if token.tag_ == "WP$":
            before = _whose(token)
        if before == token:
            return ()
        return _relative_to(scene, token, before)
    if lower in kinds["speaker"]:
        voice = scene.discourse.speaker or _quoted_by(scene, token) or scene.discourse.author
        return (again(scene, token, voice, "speaker", 0.7),) if voice else ()
    if lower in kinds["person"]:
        she = lower in kinds["woman"]
        return refer(
            scene, token, lambda e: told.single_person(e) and told.woman(e.refs[0]) is not (not she), "pronoun"
        )
    if lower in kinds["thing"]:
        return () if _empty_it(scene, token) else refer(scene, token, told.single_thing, "pronoun")
    if lower in {"both", "neither", "each", "either"}:
        return () if children(token, "prep") else refer(scene, token, told.pair, "both") or last_two(scene, token)
    if lower in kinds["plural"]:
        return _they(scene, token)
    return ()


def _quoted_by(scene: Scene, token: Token) -> Ref | None:
    """Who says "we" inside one sentence: the subject of the verb that the quoted clause hangs on."""
    clause = clause_head(token)
    for _ in range(5):
        if clause.head == clause:
            return None
        if clause.dep_ in {"ccomp", "parataxis"} and is_verb(clause.head):
            subjects = [s for s in agents(clause.head) if s.i != token.i and s.pos_ != "PRON"]
            found = [ref for s in subjects for ref in scene.actors(s)]
            return found[0] if found else None
        clause = clause.head
    return None


def _relative_to(scene: Scene, token: Token, before: Token) -> tuple[Ref, ...]:
    """A plural clause on the last of several goes with all of them: "the US and Italy, who support"."""
    clause = clause_head(token)
    plural = clause.tag_ == "VBP" or any(c.tag_ == "VBP" for c in children(clause, "aux", "auxpass"))
    first = before
    while plural and first.head.pos_ in {"NOUN", "PROPN"} and first.dep_ == "conj":
        first = first.head
    if (
        plural
        and first.dep_ == "pobj"
        and first.head.lower_ in {"including", "as", "like"}
        and first.head.head.pos_ in {"NOUN", "PROPN"}
    ):
        first = first.head.head
        if first.lower_ == "such":
            first = first.head
        while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
            first = first.head
    # "the interests of the US and the states who": the clause reaches the owner that the list began with.
    if before.dep_ == "attr" and before.head.lemma_ == "be" and not scene.actors(before):
        # "Iran is a country that has sponsored it".
        return tuple(ref for s in own_subjects(before.head) for ref in scene.actors(s))
    both = (*scene.actors(first, belonging=first != before), *scene.actors(before))
    return tuple({ref.actor.id: ref for ref in both}.values())


def _whose(token: Token) -> Token:
    clause = clause_head(token)
    while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else token


def _they(scene: Scene, token: Token) -> tuple[Ref, ...]:
    found = refer(scene, token, lambda e: _plural_entity(scene, e), "pronoun")
    return found or refer(scene, token, told.single_group, "pronoun")


def _plural_entity(scene: Scene, entity: Entity) -> bool:
    if told.several(entity):
        return True
    ref = entity.refs[0]
    if told.is_plural(ref):
        return True
    people = any(sense.sort == "people" for sense in scene.directory.senses.get(ref.text, ()))
    return people or ref.actor.kind in {"armed group", "opposition"} or ref.how == "unnamed group"


def _empty_it(scene: Scene, token: Token) -> bool:
    """The it of "it is too early to", "it emerged that", and what is meant by "denied it"."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl" or (token.dep_ == "dobj" and token.head.lemma_.lower() in scene.roles.stating):
        return True
    head = token.head
    return token.dep_ in {"nsubj", "nsubjpass"} and head.lemma_ in {"be", "seem", "appear", "emerge", "take"} and any(
        child.dep_ in {"ccomp", "xcomp", "advcl", "acl"} for child in head.children
    ) and not children(head, "dobj")  # fmt: skip


def refer(scene: Scene, token: Token, fits: Callable[[Entity], bool], how: str) -> tuple[Ref, ...]:
    """Return the most prominent fitting actor named before the word, in its sentence or else in those before."""
    barred = barred_from(scene, token)
    here = [e for e in _before(scene, token) if fits(e) and not _is_barred(e, barred)]
    if here:
        best = max(here, key=lambda e: (_rank(scene, token, e), e.place))
        return tuple(again(scene, token, ref, how, 0.75) for ref in best.refs)
    entity = scene.discourse.latest(scene.number, fits, barred)
    if entity is None:
        return _cut_off(scene, token) if token.lower_ in scene.roles.pronouns["person"] else ()
    far = scene.number - entity.sentence
    return tuple(again(scene, token, ref, how, 0.75 if far <= 1 else 0.6) for ref in entity.refs)


def _cut_off(scene: Scene, token: Token) -> tuple[Ref, ...]:
    """Where a splice took the words that "his" leaned on, it is the person whom the whole text names most."""
    if not scene.cut_off or scene.discourse.topic is None:
        return ()
    return (again(scene, token, scene.discourse.topic, "topic", 0.4),)


def _rank(scene: Scene, token: Token, entity: Entity) -> int:
    """Subjects first, except that a possessive or an object looks to its own clause's subject before any other."""
    word = scene.doc[entity.place]
    rank = entity.weight * 2
    if token.dep_ == "poss" and entity.weight < 2 and word in agents(clause_head(token)):
        # "praised him for meeting his rival": who met is whose rival it is.
        rank += 6
    if token.dep_ == "poss" and entity.weight == 2 and clause_head(word) == clause_head(token):
        rank += 3
    clause = clause_head(token)
    if token.dep_ in {"nsubj", "nsubjpass"} and clause.dep_ == "ccomp" and is_verb(clause.head):
        # "diplomats say they are in touch": who says so comes first to mind.
        rank += 3 if word in own_subjects(clause.head) else 0
    if word.is_ancestor(token) and word.pos_ in {"NOUN", "PROPN"}:
        rank += 4 if _relative_of(token) == word else -3
    return rank


def _relative_of(token: Token) -> Token | None:
    """The noun whose relative clause holds the word, where that noun is the clause's subject."""
    clause = clause_head(token)
    for _ in range(5):
        if clause.dep_ == "relcl":
            return clause.head if any(c.tag_ in {"WDT", "WP"} and c.dep_ == "nsubj" for c in clause.children) else None
        if clause.head == clause:
            return None
        clause = clause.head
    return None


def _is_barred(entity: Entity, barred: frozenset[str]) -> bool:
    return len(entity.refs) == 1 and entity.refs[0].actor.id in barred


def barred_from(scene: Scene, token: Token) -> frozenset[str]:
    """An object is not its own clause's subject: "Russia armed it" is about somebody else."""
    if token.lower_.endswith(("self", "selves")):
        return frozenset()
    if token.dep_ in {"poss", "nsubj", "nsubjpass"}:
        return _contrasted(scene, token) if token.dep_ != "poss" else frozenset()
    clause = clause_head(token)
    if not is_verb(clause):
        return frozenset()
    ids: set[str] = set()
    for subject in agents(clause):
        if subject.i != token.i:
            ids |= {ref.actor.id for ref in scene.actors(subject)}
    return frozenset(ids)


def _contrasted(scene: Scene, token: Token) -> frozenset[str]:
    """ "He has not, but neither has Haftar" tells of two: he is not Haftar."""
    ids: set[str] = set()
    for other in scene.doc[token.i + 1 :]:
        inverted = other.dep_ in {"nsubj", "nsubjpass"} and other.head.i < other.i and other.head.left_edge.i > 0
        if inverted and scene.doc[other.head.left_edge.i - 1].lower_ in {"neither", "nor"}:
            ids |= {ref.actor.id for ref in scene.actors(other) if other.i in scene.names}
    return frozenset(ids)


def _before(scene: Scene, token: Token) -> list[Entity]:
    """Who is named in this sentence before the word (or, for a fronted clause, as its main subject after it)."""
    found: list[Entity] = []
    for other in scene.heads():
        if other.i >= token.i and not _cataphor(token, other):
            continue
        if other.dep_ == "conj" and other.head.i in scene.names:
            continue
        refs = scene.actors(other)
        if refs:
            weight = 2 if other.dep_ in {"nsubj", "nsubjpass"} else 1 if other.dep_ in {"dobj", "dative", "poss"} else 0
            found.append(Entity(refs, scene.number, other.i, weight))
            if len(refs) > 1:
                found += [Entity((ref,), scene.number, other.i, weight - 1) for ref in refs]
    return found


def _cataphor(token: Token, other: Token) -> bool:
    clause = clause_head(token)
    main = clause.head.head if clause.head.dep_ in {"npadvmod", "advmod", "prep"} else clause.head  # "days after she"
    return (
        other.i > token.i
        and clause.dep_ in {"advcl", "pcomp"}
        and clause.i < main.i
        and other.dep_ in {"nsubj", "nsubjpass"}
        and other.head == main
        and token.dep_ in {"nsubj", "nsubjpass", "poss"}
    )


def again(scene: Scene, token: Token, ref: Ref, how: str, confidence: float) -> Ref:
    """Return a reference to someone named before, at the place of the word that refers back."""
    start = scene.offset + token.idx
    text = ref.text if ref.how == "name" else ref.actor.name
    return Ref(ref.actor, text, start, start + len(token.text), how, min(confidence, ref.confidence))


def last_two(scene: Scene, token: Token) -> tuple[Ref, ...]:
    """Return the two sides that were named last, if they are two, for want of a coordinated pair."""
    return last_named(scene, token, 2)


def last_named(scene: Scene, token: Token, number: int) -> tuple[Ref, ...]:
    """Return the sides named in this sentence and the two before, or those of the persons named, if so many."""
    near = [*_before(scene, token), *reversed([e for e in scene.discourse.entities if scene.number - e.sentence <= 2])]
    named = [ref for entity in near for ref in entity.refs]
    sides = [r for r in named if r.actor.kind in told.STATE_KINDS | told.PERSON_KINDS or r.how in {"name", "role"}]
    for some in (sides, [ref for ref in named if ref.is_person]):
        roots = {ref.root: ref for ref in reversed(some)}
        if len(roots) == number:
            return tuple(again(scene, token, ref, "both", 0.6) for ref in roots.values())
    return ()


def unknown_person(scene: Scene, token: Token) -> tuple[Ref, ...]:
    """Return the side of a person who is not in the directory, by title or apposition, or by an earlier mention."""
    owners: tuple[Ref, ...] = ()
    titled = any(
        scene.role_of(child) == "person" for child in token.children if child.dep_ in {"compound", "nmod", "amod"}
    )
    if titled:
        owners = scene.owners(token)
    for child in children(token, "appos"):
        if not owners and scene.role_of(child) == "person":
            owners = scene.owners(child)
    if not owners and token.dep_ == "appos" and scene.role_of(token.head) == "person":
        owners = scene.owners(token.head)
    owners = owners or _heading(scene, token)
    if owners:
        name, start, end = _full_name(scene, token)
        actor = Actor(f"{owners[0].root}:{name}", name, "person", owners[0].root)
        return (Ref(actor, name, start, end, "title", 0.8),)
    earlier = scene.discourse.latest(scene.number, lambda e: _stranger_called(scene, e, token.text), reach=40)
    return (again(scene, token, earlier.refs[0], "surname", 0.8),) if earlier else ()


def _stranger_called(scene: Scene, entity: Entity, surname: str) -> bool:
    """Somebody named before whom the directory does not know; of those it knows the finder has said who bears it."""
    if not told.single_person(entity) or entity.refs[0].actor.id in scene.directory.actors:
        return False
    return entity.refs[0].actor.name.split()[-1] == surname


def _heading(scene: Scene, token: Token) -> tuple[Ref, ...]:
    """ "Kubat Sadyrov, who heads the Kyrgyz border service"."""
    for clause in children(token, "relcl", "acl"):
        if clause.lemma_ in scene.roles.heading:
            return tuple(ref for obj in children(clause, "dobj") for ref in scene.actors(obj) if not ref.is_person)
    return ()


def _full_name(scene: Scene, token: Token) -> tuple[str, int, int]:
    first = token.i
    while first and scene.doc[first - 1].pos_ == "PROPN" and scene.doc[first - 1].head == token:
        if scene.role_of(scene.doc[first - 1]) or scene.doc[first - 1].i in scene.names:
            break
        first -= 1
    span = scene.doc[first : token.i + 1]
    words, start = text_of(span), scene.offset + span[0].idx
    return words, start, start + len(words)


def members_of(scene: Scene, token: Token, owner: Ref, phrase: str) -> list[Ref]:
    """People of a side act for themselves: a known group of that name, or one without a name."""
    senses = scene.directory.senses.get(phrase) or scene.directory.senses.get(phrase.title())
    if senses and senses[0].actor_id:
        return [scene.ref(token, senses[0].actor_id, "name", 0.8)]
    start = scene.offset + token.idx
    if token.lemma_ in {"people", "person", "citizen", "national", "resident", "tourist"}:
        return []
    led = owner.is_person and scene.directory.actors[owner.root].kind in {"armed group", "opposition"}
    if led and token.lemma_ in {"rebel", "insurgent", "guerrilla", "militant", "separatist"}:
        # "Machar's rebels" are those he leads.
        return [Ref(scene.directory.actors[owner.root], phrase, start, start + len(token.text), "role", 0.8)]
    if token.lemma_ in {"supporter", "backer", "follower", "loyalist", "fighter", "soldier", "crew", "adviser"}:
        actor = Actor(f"{owner.root}:{token.lemma_}", phrase, "group", owner.root)
        return [Ref(actor, phrase, start, start + len(token.text), "role", 0.8)]
    actor = Actor(phrase.upper(), phrase, "group", phrase.upper())
    return [Ref(actor, phrase, start, start + len(token.text), "unnamed group", 0.5)]
