"""Reads the aims of a sentence: finds the cues, settles whose they are, how they are meant and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.sentences import Sentence
from dragoman.actors.syntax import children, is_verb, own_subjects
from dragoman.actors.tree import Token
from dragoman.claims.aims.finds import Find, clause_range, conditional, openers, said_range, spread, trimmed
from dragoman.claims.aims.memory import AimMemory
from dragoman.claims.aims.options import find_modals, find_named_options, find_purposes, find_suppositions
from dragoman.claims.aims.owners import settle
from dragoman.claims.aims.predicates import find_adjectives, find_nouns, find_verbs
from dragoman.claims.aims.shares import find_shares
from dragoman.claims.aims.vocabulary import cue_finder, load_aim_words
from dragoman.claims.modality import mode_of
from dragoman.claims.mode import Mode
from dragoman.model import UNNAMED, Aim, Document, Sort, Status, content_id
from dragoman.vocabulary.finding import PhraseFinder

FINDERS = (
    find_named_options,
    find_modals,
    find_verbs,
    find_adjectives,
    find_nouns,
    find_suppositions,
    find_purposes,
    find_shares,
)

# Which reading of one predicate wins: "should fear" is advice, "may want" a wish, "could seek" an option.
_RANK: dict[Sort, int] = {
    "advice": 0, "aversion": 1, "constraint": 2, "cost": 3, "leverage": 4, "benefit": 5, "option": 6, "goal": 7,
}  # fmt: skip
# A wish or hope for something that is itself a cue says what that cue says.
_INNER: frozenset[Sort] = frozenset({"aversion", "option", "cost", "benefit", "leverage"})
# Small words that may open an aim without a cue word of its own.
_TELLING = PhraseFinder("if|once|unless|provided|another|second|order|as to|will|would".split("|"))
_WANTING: frozenset[Sort] = frozenset({"goal", "aversion"})
_SHARED: frozenset[Sort] = frozenset({"advice", "option", "cost", "constraint", "leverage"})


def read_aims(scene: Scene, sentence: Sentence, document: Document, memory: AimMemory) -> list[Aim]:
    """Return the aims of a parsed sentence, in the order of the text; `memory` carries the option last spoken of.

    An aim whose actor the text leaves open is dropped. Headings, teasers and repeated sentences give none.
    """
    memory.enter(sentence)
    if sentence.kind in {"heading", "teaser", "duplicate"}:
        return []
    if not _TELLING.found_in(scene.doc.text) and not cue_finder().found_in(scene.doc.text):
        return []
    finds = [_shunned(find) for find in _nested([find for finder in FINDERS for find in finder(scene)])]
    finds.sort(key=lambda f: (*f.place, -f.weight, _RANK[f.sort]))
    finds = _unjoined(finds)
    settled: list[tuple[Find, tuple[Ref, ...]]] = []
    aims: list[Aim] = []
    for find in finds:
        refs, about = settle(scene, find, memory)
        refs = tuple(ref for ref in refs if not _taken(settled, find, ref) and not _within(settled, find, ref))
        if not refs or _empty(find):
            continue
        made = _aims(scene, document, find, refs, memory, about or _about(find, memory, refs))
        settled.append((find, refs))
        if len({ref.root for ref in refs}) == 1:
            memory.own(refs)
        if find.sort == "option" and made[0].status == "did_not":
            continue
        aims += made
        if find.sort in _WANTING and (openers(find.anchor) & {"if"} or find.rule == "aim: purpose"):
            memory.wanting = refs
        if find.sort in {"option", "advice"} or (
            find.sort == "goal" and find.complement is not None and is_verb(find.complement)
        ):
            memory.speak(refs, made[0].id)
    return sorted(aims, key=lambda a: (a.evidence.start, a.evidence.end))


def _empty(find: Find) -> bool:
    """The words say nothing by themselves: "wants it", "is against that", "hopes that it will", "prefers this one"."""
    first, last = said_range(find)
    words = find.anchor.doc[first : last + 1]
    if len(words) == 1:
        return words[0].tag_ in {"PRP", "DT", "WDT", "WP"}
    return find.sort in _WANTING and all(w.tag_ in {"PRP", "DT", "WDT", "WP", "IN", "MD", "TO", "CD"} for w in words)


def _shunned(find: Find) -> Find:
    """Whoever wants to prevent a thing, or not to do it, shuns it: "keen to prevent", "anxious not to be left out"."""
    act = find.anchor if find.rule == "aim: purpose" else find.complement
    if find.sort == "goal" and act is not None and is_verb(act):
        averting = act.lemma_.lower() in load_aim_words().words("modals", "averting")
        if averting != bool(children(act, "neg")):
            find.sort = "aversion"
    return find


def _unjoined(finds: Sequence[Find]) -> list[Find]:
    """Drop the cues that only carry on an earlier one."""
    kept: list[Find] = []
    for find in finds:
        if not any(_joined(other, find) for other in kept):
            kept.append(find)
    return kept


def _nested(finds: Sequence[Find]) -> list[Find]:
    """Of a cue that governs another cue one is kept: "wants to avoid" is an aversion, "should seek" advice."""
    by_anchor: dict[int, list[Find]] = {}
    for find in finds:
        by_anchor.setdefault(find.anchor.i, []).append(find)
    dropped: set[int] = set()
    for find in finds:
        named = find.rule == "aim: named option"
        if find.complement is None or (find.complement.dep_ == "ccomp" and not named):
            continue
        for other in by_anchor.get(find.complement.i, []):
            if other is find or other.anchor == find.anchor or id(find) in dropped:
                continue
            if (find.sort == "goal" and other.sort in _INNER) or (find.sort == "constraint" and other.sort == "option"):
                _raise(other, find)
                dropped.add(id(find))
            else:
                dropped.add(id(other))
    return [find for find in finds if id(find) not in dropped]


def _raise(inner: Find, outer: Find) -> None:
    """Let the cue below speak for the one above it, whose subject and mood it takes over."""
    inner.words = (*outer.words, *inner.words)
    inner.subjects = outer.subjects
    if inner.complement is None:
        inner.complement = inner.anchor
    inner.anchor = outer.anchor
    inner.flipped = outer.flipped


def _taken(settled: Sequence[tuple[Find, tuple[Ref, ...]]], find: Find, ref: Ref) -> bool:
    """One predicate says one thing of an actor: what comes first in the order of sorts, or took more words."""
    for kept, refs in settled:
        first = _RANK[kept.sort] <= _RANK[find.sort] or kept.weight >= find.weight
        if first and kept.anchor == find.anchor and ref.actor.id in {r.actor.id for r in refs}:
            return True
    return False


def _joined(kept: Find, find: Find) -> bool:
    """One statement: "should stop and listen", "would anger X and divide Y", unless the parts are alternatives."""
    verb = find.anchor
    if kept.sort != find.sort or kept.sort not in _SHARED or verb.dep_ != "conj" or own_subjects(verb):
        return False
    if children(verb, "aux") or not (verb.head == kept.anchor or verb.head in kept.words):
        return False
    chain, node = [verb], verb
    while node.dep_ == "conj":
        node = node.head
        chain.append(node)
    chain += [c for t in chain for c in t.conjuncts]
    if any(c.lower_ == "or" for t in chain for c in children(t, "cc", "preconj")):
        return False
    kept.words = (*kept.words, verb)
    kept.extent = max(kept.extent, spread(verb)[1])
    return True


def _within(settled: Sequence[tuple[Find, tuple[Ref, ...]]], find: Find, ref: Ref) -> bool:
    """A cue inside the object of another cue of the same sort and actor adds nothing; nor do "its interests" there."""
    noun = find.rule.startswith("aim noun") and find.sort == "goal"
    for kept, refs in settled:
        if ref.root not in {r.root for r in refs}:
            continue
        holders = [w for w in kept.words if w.pos_ == "NOUN"] + (
            [kept.complement] if kept.complement is not None else []
        )
        below = any(h == find.anchor or h.is_ancestor(find.anchor) for h in holders)
        if kept.sort == find.sort and below:
            return True
        if noun and (below or kept.anchor.is_ancestor(find.anchor)):
            return True
    return False


def _about(find: Find, memory: AimMemory, refs: tuple[Ref, ...]) -> str | None:
    """A cost or benefit of the actor whose option was just spoken of belongs to that option."""
    option = memory.following()
    if find.sort not in {"cost", "benefit"} or option is None:
        return None
    return option.aim_id if {r.root for r in option.refs} & {r.root for r in refs} else None


def _aims(
    scene: Scene, document: Document, find: Find, refs: Sequence[Ref], memory: AimMemory, about: str | None
) -> list[Aim]:
    mode = mode_of(scene, _governing(find))
    status = _status(find, mode)
    first, last = clause_range(find)
    condition = _condition(find)
    if condition is not None:
        first, last = min(first, condition[0]), max(last, condition[1])
    evidence = document.span(*_characters(scene, first, last))
    begin, end = _characters(scene, *_quoted(find))
    speaker = mode.speaker
    if speaker is not None:
        memory.actors.setdefault(speaker.actor.id, speaker.actor)
    made = []
    for ref in refs:
        memory.actors.setdefault(ref.actor.id, ref.actor)
        key = (ref.actor.id, find.sort, status, find.rule, evidence.start, evidence.end, begin, end)
        made.append(
            Aim(
                id=content_id(document.id, *key), document_id=document.id, actor=ref.actor.id, actor_root=ref.root,
                actor_name=ref.text, sort=find.sort, text=document.text[begin:end],
                condition=_words(scene, document, condition), status=status,
                speaker=speaker.actor.id if speaker else None, speaker_name=_called(speaker),
                evidence=evidence, rule=find.rule, confidence=round(find.confidence * ref.confidence, 2), about=about,
            )
        )  # fmt: skip
    return made


def _called(speaker: Ref | None) -> str | None:
    """The name of a speaker; the word that tells of an unnamed one ("is said to") is no name."""
    if speaker is None:
        return None
    return UNNAMED if speaker.actor.id == UNNAMED else speaker.text


def _quoted(find: Find) -> tuple[int, int]:
    """The words of an aim; of advice the whole clause where what judges or denies it stands outside them: "it would be
    a mistake for X", "neither X nor Y should".
    """
    first, last = said_range(find)
    if find.rule in {"aim: best", "aim: would do well"}:
        return clause_range(find)
    if find.sort == "advice":
        denying = load_aim_words().words("negation", "words") | {"no", "neither"}
        begin, end = clause_range(find)
        if any(token.lower_ in denying for token in find.anchor.doc[begin:first]):
            return begin, max(end, last)
    return first, last


def _governing(find: Find) -> Token:
    """The word whose mood counts: for a noun that is said to be something, the verb that says so."""
    noun = find.anchor
    linked = noun.dep_ in {"nsubj", "attr"} and is_verb(noun.head)
    return noun.head if linked and not is_verb(noun) else noun


def _status(find: Find, mode: Mode) -> Status:
    supposed = find.rule.startswith(("aim modal", "aim: supposed", "aim: named", "aim: threatens"))
    if find.sort == "advice":
        return "advised"
    if find.sort == "option" and supposed:
        return "possible" if mode.status == "did" else mode.status
    if find.rule == "aim: purpose" or find.anchor.lemma_ in {"like", "prefer"}:
        return "did"
    if mode.status == "advised":
        return "possible"
    if mode.status == "did_not" and (find.flipped or find.sort == "constraint"):
        return "did"
    return mode.status


def _condition(find: Find) -> tuple[int, int] | None:
    """The words of the condition: an if-clause of this clause or of one it is told in, "provided that"."""
    words = load_aim_words()
    node = find.anchor
    for _ in range(4):
        for child in children(node, "advcl", "prep"):
            opened = child.dep_ == "advcl" and conditional(child)
            named = child.dep_ == "prep" and child.lower_ in words.words("conditions", "prepositions")
            if child not in find.words and (opened or (named and any(True for _ in child.children))):
                return trimmed(child, child.left_edge.i, child.right_edge.i)
        if node.dep_ not in {"ccomp", "xcomp"} or node.head == node:
            break
        node = node.head
    return None


def _words(scene: Scene, document: Document, places: tuple[int, int] | None) -> str | None:
    if places is None:
        return None
    start, end = _characters(scene, *places)
    return document.text[start:end]


def _characters(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """The place in the document of a range of words."""
    end = scene.doc[last]
    return scene.offset + scene.doc[first].idx, scene.offset + end.idx + len(end)
