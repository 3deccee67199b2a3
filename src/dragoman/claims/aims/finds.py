"""What the finders of aims hand on: a cue with its words, before its actor and status are settled."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.syntax import children, clause_head, is_verb, own_subjects
from dragoman.actors.tree import Token
from dragoman.claims.aims.vocabulary import load_aim_words
from dragoman.model import Sort

_FOLLOWING: frozenset[Sort] = frozenset({"goal", "aversion", "option", "advice"})


@dataclass(slots=True)
class Find:
    """A cue in place. `anchor` is the word whose mood counts; `slots` say where the actor is looked for, in order."""

    sort: Sort
    anchor: Token
    slots: tuple[str, ...]
    rule: str
    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    words: tuple[Token, ...] = ()
    complement: Token | None = None
    flipped: bool = False
    confidence: float = 0.7
    weight: int = 0
    late: bool = False
    extent: int = -1

    @property
    def place(self) -> tuple[bool, int]:
        """Order of settling: options before what is said of them."""
        return (self.late, self.anchor.i)


def clause_words(head: Token) -> list[Token]:
    """Return the words of a clause without the clauses joined to it or standing beside it, in the order of the text."""
    found = [head]
    for child in head.children:
        if child.dep_ in {"cc", "parataxis", "punct"} or (child.dep_ == "conj" and (is_verb(child) or is_verb(head))):
            continue
        if child.dep_ == "ccomp" and child.i < head.i:
            continue
        found += list(child.subtree)
    return sorted(found, key=lambda t: t.i)


def clause_range(find: Find) -> tuple[int, int]:
    """Return the first and last word of what supports a find: its clause, with the subject and what it took."""
    head = _head(find)
    if is_verb(head) and head.dep_ in {"amod", "compound"} and not is_verb(head.head):
        head = head.head
    places = [t.i for t in clause_words(head)]
    places += [find.anchor.i, max(find.extent, find.anchor.i), *(t.i for t in find.words)]
    if find.complement is not None:
        places += [find.complement.left_edge.i, find.complement.right_edge.i]
    return trimmed(head, min(places), max(places))


def trimmed(token: Token, first: int, last: int) -> tuple[int, int]:
    """Return a range of words without punctuation at its ends."""
    doc = token.doc
    while last > first and (doc[last].is_punct or doc[last].is_space) and doc[last].text not in "\"”'’)":
        last -= 1
    while first < last and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ == "cc"):
        first += 1
    return first, last


def said_range(find: Find) -> tuple[int, int]:
    """Return the first and last word of the aim's own words.

    What is wanted, shunned, considered or advised follows the cue; what binds or costs is said by the whole predicate
    or clause.
    """
    head = _head(find)
    if find.complement is not None and find.sort in _FOLLOWING:
        first, last = spread(find.complement)
        return trimmed(find.anchor, first, max(last, _completed(find.complement, last)))
    words = clause_words(head)
    if find.sort in _FOLLOWING:
        denying = [c.i for c in children(head, "neg", "preconj") if find.anchor == head]
        words = [t for t in words if t.i >= min([head.i, *denying])]
    elif find.sort == "constraint":
        subjects = {t.i for s in own_subjects(head) for t in s.subtree}
        first = min([head.i, *(c.i for c in children(head, "aux", "auxpass", "neg"))])
        words = [t for t in words if t.i not in subjects and t.i >= first]
    else:
        words = [t for t in words if not (t.dep_ in {"mark", "cc"} and t.head == head)]
    places = [t.i for t in words] or [head.i]
    return trimmed(head, min(places), max(*places, find.extent, head.i))


def _head(find: Find) -> Token:
    """The word whose clause or phrase supports the find: a verb, or an adjective set beside its noun."""
    anchor = find.anchor
    return anchor if is_verb(anchor) or anchor.pos_ == "ADJ" else clause_head(anchor)


def _completed(complement: Token, last: int) -> int:
    """Where the predicate of "wants them gone", "wants a port on the coast" ends, up to the next comma."""
    verb = complement.head
    if complement.dep_ != "dobj" or not is_verb(verb):
        return last
    for child in verb.children:
        if child.i <= complement.i:
            continue
        if child.dep_ not in {"prep", "oprd", "acomp", "advmod", "xcomp", "ccomp"}:
            break
        last = max(last, child.right_edge.i)
    return last


def spread(token: Token) -> tuple[int, int]:
    """Return a phrase's first and last word; a clause leaves out clauses joined to it that have their own subject."""
    places = [token.i]
    for child in token.children:
        if child.dep_ == "conj" and is_verb(child) and own_subjects(child):
            continue
        if child.dep_ in {"cc", "punct"}:
            continue
        places += [child.left_edge.i, child.right_edge.i]
    return min(places), max(places)


def conditional(clause: Token) -> bool:
    """Tell whether a clause is a condition: opened by "if", "unless" ..., or inverted, "should the talks fail"."""
    if openers(clause) & load_aim_words().words("conditions", "marks"):
        return True
    first = next(iter(sorted(clause.children, key=lambda c: c.i)), None)
    return (
        first is not None
        and first.dep_ == "aux"
        and first.lower_ in {"should", "were", "had"}
        and any(s.i > first.i for s in own_subjects(clause))
    )


def openers(token: Token) -> set[str]:
    """Return the words that open a clause: if, once, unless, because ..."""
    return {c.lower_ for c in children(token, "mark", "advmod")}
