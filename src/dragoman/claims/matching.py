"""Finds which words of a sentence are predicates of a frame, and which phrases fill the frame's slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.actors.syntax import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    agents,
    antecedent,
    children,
    datives,
    is_passive,
    is_verb,
    objects_of,
    own_subjects,
    patients,
    prep_objects,
)
from dragoman.actors.tree import Token
from dragoman.vocabulary.lexicon import Entry, Pattern, load_control, load_themes

_PHRASE = frozenset(
    "ccomp prt prep advmod acomp attr oprd npadvmod dative agent pobj amod compound xcomp neg advcl pcomp poss nmod "
    "acl".split()
).union(OBJECTS, PASSIVE_SUBJECTS)


@dataclass(frozen=True, slots=True)
class Match:
    """A frame's pattern found at a head word: the words it took and, where it ends in a preposition, its objects."""

    entry: Entry
    head: Token
    words: tuple[Token, ...]
    preposition: Token | None
    objects: tuple[Token, ...]

    @property
    def cues(self) -> tuple[str, ...]:
        """The words of the text that the match went by, in the order of the text."""
        found = {self.head, *self.words, *([self.preposition] if self.preposition is not None else [])}
        return tuple(token.text for token in sorted(found, key=lambda t: t.i))

    @property
    def weight(self) -> int:
        """How specific the match is: more words and themes win over fewer."""
        family = self.entry.family
        restricted = bool(family.theme or family.noun_theme) + bool(family.source_theme) + bool(family.clause)
        return 4 * len(self.words) + 3 * (self.preposition is not None) + 4 * restricted


def spelled(token: Token, words: frozenset[str]) -> bool:
    """Tell whether a token is one of the words, by lemma or as written."""
    return token.lemma_.lower() in words or token.lower_ in words


def find_pattern(head: Token, pattern: Pattern) -> tuple[tuple[Token, ...], Token | None, tuple[Token, ...]] | None:
    """Return the tokens that fill a pattern below its head, its last preposition and that one's objects, or None."""
    taken: list[Token] = []
    for alternatives in pattern.words:
        token = _below(head, alternatives, taken)
        if token is None:
            return None
        taken.append(token)
    if not pattern.preposition:
        return tuple(taken), None, ()
    preposition = _preposition((*reversed(taken), head, *_objects(head, pattern)), pattern.preposition)
    if preposition is None:
        return None
    objects = tuple(antecedent(t) for t in objects_of(preposition))
    return (tuple(taken), preposition, objects) if objects or children(preposition, "pcomp") else None


def _objects(head: Token, pattern: Pattern) -> list[Token]:
    return patients(head) if is_verb(head) and (pattern.open_object or pattern.words) else []


def _infinitive(head: Token) -> Token | None:
    for child in children(head, "xcomp", "ccomp", "advcl", "acl"):
        if any(c.lower_ == "to" for c in children(child, "aux", "mark")):
            return child
    return None


def _below(head: Token, words: frozenset[str], taken: Sequence[Token]) -> Token | None:
    """The nearest word of the phrase, at most three steps below the head; `<inf>` is an infinitive it governs."""
    if "<inf>" in words:
        return _infinitive(head)
    level = [c for c in head.children if c.dep_ in _PHRASE]
    if is_verb(head) and is_passive(head):
        level += [t for t in patients(head) if t not in level]
    for _ in range(3):
        for token in level:
            if token not in taken and spelled(token, words) and not _clause_of_noun(token):
                return token
        phrases = [t for t in level if not (is_verb(t) and t.dep_ == "advcl") and not _clause_of_noun(t)]
        level = [c for t in phrases for c in t.children if c.dep_ in _PHRASE]
    return None


def _clause_of_noun(token: Token) -> bool:
    """The protested of "called the report that it protested a lie" is no word of "call a protest"."""
    return token.dep_ == "acl" and bool(own_subjects(token))


def _preposition(holders: Iterable[Token], words: frozenset[str]) -> Token | None:
    """The preposition that closes a pattern: one with a noun after it before one with a clause."""
    found = [p for holder in holders if (p := _attached(holder, words)) is not None]
    return next((p for p in found if children(p, "pobj")), next(iter(found), None))


def _attached(holder: Token, words: frozenset[str]) -> Token | None:
    candidates = [c for c in holder.children if c.lower_ in words and c.dep_ in {"prep", "agent", "dative", "prt"}]
    for child in sorted(candidates, key=lambda c: (not children(c, "pobj"), c.i < holder.i, c.i)):
        if any(True for _ in child.children):
            return child
    for child in children(holder, "prep", "prt", "advmod"):
        for inner in children(child, "prep"):
            if inner.lower_ in words:
                return inner
    return holder if holder.lower_ in words and children(holder, "pobj") else None


def _bag(head: Token) -> frozenset[str]:
    """The words below a head, as written and as lemmas: what a pattern's further words can be found among."""
    below = head.doc[head.left_edge.i : head.right_edge.i + 1]
    words = {form for token in below for form in (token.lemma_.lower(), token.lower_)}
    if is_verb(head) and is_passive(head):
        words |= {form for token in patients(head) for form in (token.lemma_.lower(), token.lower_)}
        words |= {c.lower_ for token in patients(head) for c in token.children}
    return frozenset(words)


def may_hold(pattern: Pattern, bag: frozenset[str]) -> bool:
    """Tell, from the words alone, whether a pattern can be found; a quick no spares the search of the tree."""
    return not any(map(bag.isdisjoint, pattern.needed))


def match_verb(verb: Token, entries: Sequence[Entry]) -> list[Match]:
    """Return the frames that a verb fills, most specific first; a frame with a theme needs it as the object."""
    if not entries:
        return []
    found: list[Match] = []
    bag = _bag(verb)
    for entry in [e for e in entries if not any(map(bag.isdisjoint, e.pattern.needed))]:
        filled = find_pattern(verb, entry.pattern)
        if filled is None:
            continue
        family = entry.family
        if family.theme and theme_of(verb, family.theme) is None:
            continue
        if family.clause and (family.clause == "infinitive") != (_infinitive(verb) is not None):
            continue
        found.append(Match(entry, verb, *filled))
    return sorted(found, key=lambda m: -m.weight)


def match_noun(noun: Token, entries: Sequence[Entry]) -> list[Match]:
    """Return the frames that a noun fills, most specific first."""
    if not entries:
        return []
    found: list[Match] = []
    bag = _bag(noun)
    for entry in [e for e in entries if not any(map(bag.isdisjoint, e.pattern.needed))]:
        filled = find_pattern(noun, entry.pattern)
        if filled is None:
            continue
        family = entry.family
        if family.noun_theme and not _noun_theme(noun, family.noun_theme):
            continue
        found.append(Match(entry, noun, *filled))
    return sorted(found, key=lambda m: -m.weight)


def theme_of(verb: Token, words: frozenset[str]) -> Token | None:
    """Return the object that belongs to a theme class: its head noun, a part of it, or what it is made up of."""
    for obj in (*patients(verb), *datives(verb)):
        for part in (obj, *(c for c in obj.subtree if c.dep_ == "conj" and c.head == obj)):
            if spelled(part, words) or _noun_theme(part, words):
                return obj
    return None


def _noun_theme(noun: Token, words: frozenset[str]) -> bool:
    # In "arms embargo" the embargo is what is spoken of, not the arms.
    classed = not spelled(noun, words) and any(spelled(noun, other) for other in load_themes().values())
    for child in noun.children:
        if child.dep_ in {"compound", "amod", "nmod"} and spelled(child, words) and not classed:
            return True
    return any(
        spelled(part, words)
        for obj in prep_objects(noun, "of", "in")
        for part in (obj, *(c for c in obj.children if c.dep_ in {"conj", "compound"}))
    )


def verb_slot(match: Match, slot: str) -> list[Token]:
    """Return the words that fill a slot of a verb's frame, in the order of the text."""
    verb = match.head
    if slot == "subj":
        return [t for t in agents(verb) if t not in match.words]
    if slot == "obj":
        theme = theme_of(verb, match.entry.family.theme) if match.entry.family.theme else None
        # "took three hundred soldiers prisoner": the soldiers are read as part of the word.
        taken = [c for t in patients(verb) if t in match.words and not children(t, "det") for c in _counted_in(t)]
        return [t for t in patients(verb) if t not in match.words and t != theme] or taken
    if slot == "iobj":
        return _indirect(match)
    if slot == "theme":
        theme = theme_of(verb, match.entry.family.theme)
        return [theme] if theme is not None else []
    if slot == "comp":
        return [s for c in children(verb, "ccomp", "xcomp") for s in own_subjects(c)]
    if slot == "poss":
        return [p for t in (*match.words, *patients(verb)) for p in children(t, "poss")]
    if slot == "self":
        return [verb]
    return _prepositional(match, slot)


def _counted_in(noun: Token) -> list[Token]:
    return [c for c in children(noun, "compound", "nmod") if c.tag_ in {"NNS", "NNPS"} and c.i == noun.i - 1]


def _indirect(match: Match) -> list[Token]:
    found = datives(match.head)
    family = match.entry.family
    if family.theme and is_passive(match.head):
        theme = theme_of(match.head, family.theme)
        found += [t for t in patients(match.head) if t != theme]
    if family.theme and not found and not is_passive(match.head):
        theme = theme_of(match.head, family.theme)
        # "gave Haftar arms" is sometimes read as two plain objects, or as one of the two nouns naming the other.
        found += [t for t in patients(match.head) if theme is not None and t != theme and t.i < theme.i]
        if theme is not None and not found:
            found += _inside(theme)
    return found


def _inside(theme: Token) -> list[Token]:
    """The Sarraj of "sent Sarraj armour", the North of "sent the North 200,000 tonnes", read as part of the object."""
    counts = children(theme, "nummod")
    before = counts[0].left_edge.i if counts else theme.i
    for holder in (theme, *counts):
        for child in children(holder, "compound", "nmod", "amod"):
            follows = child.i == theme.i - 1 or (child.i < before or holder in counts)
            if child.tag_ in {"NNP", "NNPS"} and follows:
                return [child]
    return []


def _prepositional(match: Match, preposition: str) -> list[Token]:
    holders: list[Token] = [match.head, *match.words]
    if is_verb(match.head):
        holders += [t for t in match.head.children if t.dep_ in OBJECTS | PASSIVE_SUBJECTS | {"attr"}]
        holders += [t for t in patients(match.head) if t not in holders]
    found: list[Token] = []
    for holder in holders:
        found += [t for t in prep_objects(holder, preposition) if t not in found and not _fixed(t)]
    return found


def _fixed(noun: Token) -> bool:
    """The line of "in line with the embargo": no place where something is done."""
    return noun.head.lower_ == "in" and noun.lower_ in load_control()["after_in"]


def noun_slot(match: Match, slot: str, carrier: Token | None) -> list[Token]:
    """Return the words that fill a slot of a noun's frame; `carrier` is the verb that carries the noun, if any."""
    noun = match.head
    if slot == "poss":
        return children(noun, "poss")
    if slot == "adj":
        return [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} and c.i < noun.i]
    if slot == "subj":
        return agents(carrier) if carrier is not None else []
    if slot == "self":
        return [noun]
    if slot == "comp":
        return [
            s for c in children(noun, "acl", "ccomp", "relcl") for s in own_subjects(c) if s.tag_ not in {"WDT", "WP"}
        ]
    found = prep_objects(noun, slot)
    if not found and slot in {"between", "among", "with"}:
        # "the deal struck in Bern between the two"
        found = [t for c in children(noun, "acl") if c.tag_ == "VBN" for t in prep_objects(c, slot)]
    for word in (*match.words, *(prep_objects(noun, "of") if slot != "of" and not found else ())):
        found += prep_objects(word, slot)
    if not found and carrier is not None:
        found = [t for t in prep_objects(carrier, slot) if t != noun]
        if slot in {"to", "for"}:
            found += [t for t in datives(carrier) if t != noun]
    return found
