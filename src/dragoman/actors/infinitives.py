"""Infinitives that stand for a clause of their own: "time for it to leave", "Modi to visit Oslo"."""

from __future__ import annotations

from dragoman.actors.syntax import is_verb, own_subjects, to_infinitive
from dragoman.actors.tree import Token


def headless_infinitive(verb: Token) -> bool:
    """Tell whether a relative clause is an infinitive of its noun: "time for it to leave", "a chance to meet"."""
    return to_infinitive(verb) and not any(s.tag_ in {"WDT", "WP"} for s in own_subjects(verb))


def headlines(verb: Token) -> bool:
    """Tell whether a verb is the bare infinitive of a headline: "Modi to visit Port Moresby"."""
    head = verb.head
    if not to_infinitive(verb) or verb.dep_ == "pcomp":
        return False
    first = any(s.left_edge.i == 0 and s.i < verb.i - 1 == s.i + 1 for s in own_subjects(verb))
    return first or (head.dep_ == "ROOT" and not is_verb(head) and head.pos_ != "ADJ" and head.i < verb.i)
