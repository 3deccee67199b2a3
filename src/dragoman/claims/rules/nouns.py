"""Nouns of action: "Ankara's support for the GNA", "talks between X and Y", "imposed sanctions on Y"."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    agents,
    by_agents,
    children,
    counted,
    is_passive,
    is_verb,
    own_subjects,
    patients,
)
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft, crossed, paired
from dragoman.claims.governors import support_effect
from dragoman.claims.matching import Match, match_noun, noun_slot
from dragoman.vocabulary.lexicon import Entry, load_control, load_frames

_DURING = frozenset({"in", "on", "during", "after", "at", "following", "before", "from", "since", "with"})
_STRETCHES = frozenset(
    {"course", "end", "start", "eve", "margin", "sideline", "series", "round", "day", "hour", "week"}
)
_OTHERS = frozenset({"no", "any", "such", "other", "another"})
_BOTH = ("between", "among")


def read_nouns(scene: Scene) -> list[Draft]:
    """Return a draft for each pair of actors that a noun of action joins, with the verb that carries it."""
    drafts: list[Draft] = []
    for token in scene.tokens:
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound"} or is_topic(token):
            continue
        for match in match_noun(token, noun_entries(token)):
            found = _drafts(scene, match)
            if found:
                drafts += found
                break
    return drafts


def noun_entries(token: Token) -> tuple[Entry, ...]:
    """Return the frames of a noun, by lemma or as written."""
    table = load_frames().nouns
    return table.get(token.lemma_.lower(), ()) or table.get(token.lower_, ())


def is_topic(noun: Token) -> bool:
    """Tell whether a noun is what is talked of: the aid of "talks on aid" is what was talked of, not what was given."""
    above = noun.head
    return noun.dep_ == "pobj" and above.lower_ in {"on", "about", "over", "concerning"} and above.head.pos_ == "NOUN"


def carrier_of(noun: Token) -> tuple[Token | None, str]:
    """Return the verb that carries a noun of action, and what it does with it ("does", "receives", ...)."""
    node = noun
    for _ in range(4):
        above = node.head
        if above == node:
            return None, ""
        if is_verb(above):
            if node.dep_ in OBJECTS | PASSIVE_SUBJECTS | {"attr", "pobj", "prep", "agent", "oprd"}:
                effect = support_effect(above, noun)
                return (above, effect) if effect else (None, "")
            return None, ""
        if node.dep_ == "conj" or (
            node.dep_ == "pobj" and above.lower_ in {"of", "in", "to", "under", "with", "into", "on", "for"}
        ):
            node = above
            continue
        if (
            node.dep_ == "prep"
            and above.pos_ == "NOUN"
            and above.lemma_
            in {"series", "wave", "round", "kind", "raft", "package", "number", "set", "state", "campaign", "string"}
        ):
            node = above
            continue
        return None, ""
    return None, ""


def _drafts(scene: Scene, match: Match) -> list[Draft]:
    family = match.entry.family
    verb, effect = carrier_of(match.head)
    clause = _made_in(match.head)
    if clause is not None:
        verb, effect = clause, "does"
    between = _refs(scene, [t for s in _BOTH for t in noun_slot(match, s, verb)], True)
    if between:
        third = (
            ()
            if family.mutual
            else _first(scene, match, [s for s in family.noun_source if s not in _BOTH], verb, between)
        )
        pairs = crossed(third, between) if third else paired(between)
        mutual = not third
    else:
        pairs, mutual = _pairs(scene, match, verb, effect), family.mutual
    answered = None if pairs or between else _answered(match)
    if answered is not None:
        pairs = crossed(_first(scene, match, family.noun_source, None, ()), _refs(scene, agents(answered), False))
    return [
        Draft(
            family.name, family.kind, family.sign, mutual, match.head, clause or match.head, source, target,
            _cues(match, verb),
            match.words, family.status, standing=answered is not None,
            confidence=0.42 + 0.35 * min(source.confidence, target.confidence),
        )
        for source, target in pairs
    ]  # fmt: skip


def _cues(match: Match, verb: Token | None) -> tuple[str, ...]:
    return (verb.text, *match.cues) if verb is not None else match.cues


def sides(scene: Scene, match: Match, verb: Token | None, effect: str) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Return who acts and at whom it is aimed; `verb` carries the noun and `effect` is what it does with it."""
    family = match.entry.family
    receiving = effect == "receives" and verb is not None and not is_passive(verb)
    sources = _first(scene, match, family.noun_source, verb, ())
    if match.entry.pattern.preposition:
        targets = _refs(scene, match.objects, True)
    else:
        asked = ("comp",) if family.kind == "REQUEST" else ()
        targets = _first(scene, match, (*family.noun_target, *asked), verb, sources)
        targets = targets or _described(scene, match.head, sources)
    if family.kind == "REQUEST" and sources and not targets:
        targets = _refs(scene, _asked(match.head), False)
    if family.kind == "CONSULT" and targets and not sources and verb is None:
        sources = _refs(scene, _meanwhile(match.head), False)
    if receiving and verb is not None:
        targets = _refs(scene, agents(verb), False) or targets
        sources = sources or _refs(scene, noun_slot(match, "from", verb), True)
    elif verb is not None and not sources:
        sources = _refs(scene, agents(verb), False)
        if not targets:
            targets = tuple(
                r for r in _refs(scene, _dative(match, verb), True) if r.root not in {s.root for s in sources}
            )
    return sources, targets


def _pairs(scene: Scene, match: Match, verb: Token | None, effect: str) -> list[tuple[Ref, Ref]]:
    sources, targets = sides(scene, match, verb, effect)
    pairs = crossed(sources, targets)
    if not pairs and match.entry.family.mutual and effect != "advises" and 2 <= len({r.root for r in sources}) <= 4:
        pairs = paired(sources)
    return pairs


def _made_in(noun: Token) -> Token | None:
    """The clause that tells who did it to whom: "the embargo it laid on Bamako", "the help it gives them"."""
    for clause in children(noun, "relcl", "acl"):
        if (
            own_subjects(clause)
            and not is_passive(clause)
            and patients(clause)[:1] in ([noun], [])
            and (support_effect(clause, noun) == "does" or clause.lemma_ in {"give", "lay", "slap"})
        ):
            return clause
    return None


def _described(scene: Scene, noun: Token, sources: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """The Zimbabwe of "its Zimbabwe travel ban": who does it is told by the possessor, on whom by the name before."""
    if not any(c.dep_ == "poss" for c in noun.children):
        return ()
    own = {ref.root for ref in sources}
    near = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} and c.i in scene.names and c.i < noun.i]
    return tuple(ref for c in near for ref in scene._owner(c) if ref.root not in own)


def _answered(match: Match) -> Token | None:
    """The verb of "rejected a Chilean demand", "turned down none of Chile's requests": what was answered was made."""
    noun = match.head
    if match.entry.family.kind not in {"REQUEST", "ACCUSE", "THREATEN"}:
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and counted(noun.head.head) == noun:
        noun = noun.head.head
    verb = noun.head
    owned = any(c.dep_ == "poss" or c.lower_ in {"the", "this", "that"} for c in match.head.children)
    supposed = any(c.lower_ in {"any", "no", "such"} for c in match.head.children) or (
        not owned and any(c.tag_ == "MD" or c.dep_ == "neg" for c in verb.children)
    )
    told = noun.dep_ in OBJECTS | PASSIVE_SUBJECTS and verb.lemma_ in load_control()["answering"] and not supposed
    return verb if told and is_verb(verb) else None


def _asked(noun: Token) -> list[Token]:
    """Who acts "at the request of Mali", "at Mali's behest"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"at", "on", "upon"} or not is_verb(verb):
        return []
    return agents(verb)


def _meanwhile(noun: Token) -> list[Token]:
    """Who was on the visit, call or meeting of "in a call to Kigali, X asked", "after talks with Kigali X left"."""
    node = noun
    if node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.lemma_ in _STRETCHES:
        node = node.head.head
    if node.dep_ != "pobj" or node.head.lower_ not in _DURING or any(c.lower_ in _OTHERS for c in noun.children):
        return []
    verb = node.head.head
    if not is_verb(verb):
        return []
    return patients(verb) if is_passive(verb) else own_subjects(verb) or agents(verb)


def _dative(match: Match, verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ == "dative"] + [
        t for t in patients(verb) if t != match.head and t.i < match.head.i and not is_passive(verb)
    ]


def _first(
    scene: Scene, match: Match, slots: Iterable[str], verb: Token | None, barred: Iterable[Ref]
) -> tuple[Ref, ...]:
    roots = {ref.root for ref in barred}
    for slot in slots:
        if slot == "adj":
            refs = tuple(r for t in noun_slot(match, slot, verb) for r in scene._owner(t))
        else:
            refs = _refs(scene, noun_slot(match, slot, None if slot in {"by", "of"} else verb), True)
        refs = tuple(ref for ref in refs if ref.root not in roots)
        if not refs and roots and slot not in {"poss", "adj"}:
            # "the embargo on arms sales to Libya": past who imposed it, to whom the thing itself is turned.
            beside = [ref for t in noun_slot(match, slot, None) for ref in scene.beside(t)]
            refs = tuple(ref for ref in beside if ref.root not in roots)
        if refs:
            return refs
    if not roots:
        return _refs(scene, _imposed_by(match.head), True)
    return ()


def _imposed_by(noun: Token) -> list[Token]:
    """Who did it, in "the embargo (that was) imposed by the UN"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in {"on", "against"}:
        return []
    clauses = [c for c in noun.subtree if c.dep_ in {"acl", "relcl"} and c.head.pos_ == "NOUN" and is_passive(c)]
    return [t for c in clauses if support_effect(c, noun) == "does" for t in by_agents(c)]


def _refs(scene: Scene, tokens: Iterable[Token], belonging: bool) -> tuple[Ref, ...]:
    found: dict[str, Ref] = {}
    for token in tokens:
        for ref in scene.actors(token, belonging):
            found.setdefault(ref.actor.id, ref)
    return tuple(found.values())
