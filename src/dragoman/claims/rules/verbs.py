"""Verbs: "X armed Y", "Y was armed by X", "X, which armed Y", "X threw its weight behind Y", "X and Y met"."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import by_agents, children, is_passive, is_verb, own_subjects, patients
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft, crossed, paired
from dragoman.claims.matching import Match, match_verb, theme_of, verb_slot
from dragoman.claims.rules.nearby import anchor_of, first_to, source_nearby, target_nearby
from dragoman.claims.rules.relations import load_relations
from dragoman.vocabulary.lexicon import PERSONS, load_frames, load_themes


def read_verbs(scene: Scene) -> list[Draft]:
    """Return a draft for each pair of actors that a verb's frame joins; the most specific frame that fits wins."""
    frames = load_frames().verbs
    drafts: list[Draft] = []
    for token in scene.tokens:
        if not is_verb(token) or token.dep_ in {"aux", "auxpass"}:
            continue
        for match in match_verb(token, frames.get(token.lemma_.lower(), ())):
            found = _drafts(scene, match)
            if found:
                drafts += found
                break
    return drafts


def sides(scene: Scene, match: Match) -> tuple[tuple[Ref, ...], tuple[Ref, ...], Token, bool]:
    """Return who acts, at whom it is aimed, from which word to judge it, and whether "each other" is the second."""
    family = match.entry.family
    sources = _first(scene, match, family.source, belonging=False) or _moved(scene, match)
    anchor = match.head
    if not sources and "subj" in family.source:
        sources = source_nearby(scene, match) or _refs(scene, first_to(match.head), belonging=False)
        anchor = anchor_of(match)
    objects = (*match.objects, *patients(match.head))
    each_other = any(_each_other(t) for o in objects for t in (o, *children(o, "poss")))
    if each_other and len({ref.root for ref in sources}) > 1:
        targets: tuple[Ref, ...] = ()
    elif match.entry.pattern.preposition:
        targets = _refs(scene, match.objects, belonging=True)
    else:
        targets = _first(scene, match, family.target, belonging=True, barred=sources)
    return sources, targets, anchor, each_other


def _drafts(scene: Scene, match: Match) -> list[Draft]:
    family = match.entry.family
    sources, targets, anchor, each_other = sides(scene, match)
    one_sided = False
    if sources and not targets and not each_other:
        targets = target_nearby(scene, match, sources)
        one_sided = family.kind == "AGREE" and bool(targets)
    if family.kind == "THREATEN" and warns_of_another(scene, match.head, sources):
        return []
    sources = tuple(r for r in sources if fits(r, match, "source"))
    targets = tuple(r for r in targets if fits(r, match, "target"))
    pairs = crossed(sources, targets)
    mutual = (family.mutual and not one_sided) or each_other
    if not pairs and not targets and _between_them(match):
        pairs, mutual = paired(sources), True
    if not pairs and mutual and not targets:
        pairs = paired(sources) if each_other else _among(match, sources)
    theme = theme_of(match.head, family.theme) if family.theme else None
    words = (*match.words, *([theme] if theme is not None else []))
    return [
        Draft(
            family.name, family.kind, family.sign, mutual, match.head, anchor, source, target, match.cues,
            words, family.status, confidence=0.5 + 0.35 * min(source.confidence, target.confidence),
        )
        for source, target in pairs
    ]  # fmt: skip


def fits(ref: Ref, match: Match, side: str) -> bool:
    """Tell whether a side is what the frame asks for: a human being, forces, or a place and not "in its debt"."""
    wanted = match.entry.family.source_theme if side == "source" else match.entry.family.target_theme
    if not wanted:
        return True
    if wanted == load_themes()["territory"]:
        return ref.how != "belonging" or any(t.lemma_.lower() in wanted for t in match.objects)
    if PERSONS in wanted:
        return ref.is_person and ref.text.lower().split()[-1] not in load_themes()["forces"]
    return any(word in wanted or word.removesuffix("s") in wanted for word in ref.text.lower().split()[-1:])


def warns_of_another(scene: Scene, verb: Token, sources: tuple[Ref, ...]) -> bool:
    """ "warned Chad that Wagner was plotting" tells Chad of a third, and threatens it with nothing."""
    own = {ref.root for ref in sources}
    for clause in children(verb, "ccomp"):
        third = {ref.root for s in own_subjects(clause) for ref in scene.actors(s)}
        if third and not third & own:
            return True
    return False


def _between_them(match: Match) -> bool:
    """Relations that two "severed" or "restored" are those between them."""
    nouns = load_relations()[0]
    return any(t.lemma_.lower() in nouns for t in (*match.words, *patients(match.head)))


def _each_other(token: Token) -> bool:
    """The object of "fired on each other", "shared it with one another"."""
    if token.lower_ not in {"other", "another", "one"}:
        return False
    words = {token.lower_, *(child.lower_ for child in token.children)}
    if token.lower_ == "other" and "the" in words:
        # "Each accused the other", "the two each accuse the other".
        return any(t.lower_ == "each" for t in token.doc[max(0, token.i - 8) : token.i])
    return bool(words & {"other", "another"}) and bool(words & {"each", "one", "another"})


def _moved(scene: Scene, match: Match) -> tuple[Ref, ...]:
    """ "American carriers were sent to the Gulf": forces that are moved tell who moves them."""
    family = match.entry.family
    if not is_passive(match.head) or "subj" not in family.source:
        return ()
    theme = theme_of(match.head, family.theme) if family.theme else None
    if theme is None and match.entry.pattern.preposition:
        theme = next(iter(patients(match.head)), None)
    return scene.actors(theme) if theme is not None and scene.role_of(theme) == "force" else ()


def _first(
    scene: Scene, match: Match, slots: Iterable[str], belonging: bool, barred: Iterable[Ref] = ()
) -> tuple[Ref, ...]:
    roots = {ref.root for ref in barred}
    for slot in slots:
        if slot in {"between", "among"}:
            continue
        # An owner of what acts is not the one who acts, unless the frame looks into an object for its source.
        lend = belonging or slot not in {"subj"}
        refs = _refs(scene, verb_slot(match, slot), belonging=lend)
        others = tuple(ref for ref in refs if ref.root not in roots)
        if refs and not others and slot == "theme":
            # "ended the embargo it had laid on Bamako": one's own, so whom it is turned against.
            beside = [ref for token in verb_slot(match, slot) for ref in scene.beside(token)]
            others = tuple(ref for ref in beside if ref.root not in roots)
        if others or (refs and slot in {"obj", "iobj"}):
            # What is done to one's own side is done to nobody else.
            return others
    for slot in slots:
        if slot in {"between", "among"} and belonging:
            refs = _refs(scene, verb_slot(match, slot), belonging=True)
            if refs:
                return refs
    return ()


def _refs(scene: Scene, tokens: Iterable[Token], belonging: bool) -> tuple[Ref, ...]:
    found: dict[str, Ref] = {}
    for token in tokens:
        for ref in scene.actors(token, belonging):
            found.setdefault(ref.actor.id, ref)
    return tuple(found.values())


def _among(match: Match, sources: tuple[Ref, ...]) -> list[tuple[Ref, Ref]]:
    """ "Russia and Egypt met": the sides of a plural subject with each other, where nothing else is the object."""
    verb = match.head
    if is_passive(verb):
        # "Signed in Geneva by Jakarta and the rebels, it has held."
        return paired(sources) if by_agents(verb) and len({ref.root for ref in sources}) == 2 else []
    roots = {ref.root for ref in sources}
    if not 2 <= len(roots) <= 4:
        return []
    reciprocal = any(t.lower_ in {"other", "another", "together"} for t in verb.subtree)
    plain = [t for t in patients(verb) if t not in match.words and t.tag_ not in {"WDT", "WP"} and not _each_other(t)]
    if plain and not reciprocal and not match.entry.family.theme and not match.entry.pattern.open_object:
        return []
    return paired(sources)
