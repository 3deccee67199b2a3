"""Holds back what was chosen by likelihood where a word that no rule weighed may take it back.

A rule knows where its predicate stands, so the reading of "would", "not" or "to" above it is sure. A chosen act may
rest on half a phrase. Where such a word stands on the way from it to the top of the sentence and the act was
still read as done, nothing is said.
"""

from __future__ import annotations

from dragoman.actors.tree import Token
from dragoman.claims.governors import STATUS_OF, effect_of, load_governors

_INFINITIVE = "to"


def is_unsure(head: Token) -> bool:
    """Tell whether a word of negation, will, chance or condition stands over an act, or beside what stands over it."""
    words = load_governors().words
    doubtful = words.determiners | words.conditionals | words.possible | words.modals.keys()
    node = head
    while True:
        for child in node.children:
            if child.lower_ in doubtful or child.dep_ == "neg" or (child.lower_ == _INFINITIVE and child.tag_ == "TO"):
                return True
            if any(grand.dep_ == "neg" or grand.lower_ in words.determiners for grand in child.children):
                return True
        if node.head is node:
            return False
        if effect_of(node.head, node) in STATUS_OF:
            return True
        node = node.head
