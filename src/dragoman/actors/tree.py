"""A parsed sentence as plain Python objects, which the many rules walk several times faster than spaCy's own.

The words carry spaCy's names (`dep_`, `head`, `left_edge`), so that its documentation tells what they mean.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """What is so of a word wherever it stands with the same tag and the same place in its clause.

    `opens` is True of a word that may begin one of the few phrases in which its parts are others: "gon na", "c'm on".
    """

    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    is_punct: bool
    is_space: bool
    opens: bool = False


class Token:
    """A word of a parsed sentence. Two are equal only if they are the same word of the same sentence.

    `i` counts words from 0, `idx` characters; `head` is the word above (itself, of a root), `children` are those below
    in the order of the text, `left_edge` and `right_edge` the first and last word of all that hangs on it.
    """

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "is_punct", "is_space", "left_edge", "lemma_", "lower_", "pos_",
        "right_edge", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: Tree
    head: Token
    children: list[Token]
    left_edge: Token
    right_edge: Token

    def __init__(self, i: int, idx: int, whitespace: str, form: Form) -> None:
        self.i = i
        self.idx = idx
        self.whitespace_ = whitespace
        self.text = form.text
        self.lower_ = form.lower
        self.lemma_ = form.lemma
        self.tag_ = form.tag
        self.pos_ = form.pos
        self.dep_ = form.dep
        self.is_punct = form.is_punct
        self.is_space = form.is_space
        self.head = self.left_edge = self.right_edge = self
        self.children = []

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> list[Token]:
        """The word and all that hangs on it, in the order of the text where no branches cross."""
        found: list[Token] = []
        self._gather(found)
        return found

    def _gather(self, found: list[Token]) -> None:
        for child in self.children:
            if child.i < self.i:
                child._gather(found)
        found.append(self)
        for child in self.children:
            if child.i > self.i:
                child._gather(found)

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above, from the nearest up."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    def is_ancestor(self, descendant: Token) -> bool:
        """Tell whether the other word stands below this one."""
        node = descendant
        while node.head is not node:
            node = node.head
            if node is self:
                return True
        return False

    @property
    def conjuncts(self) -> list[Token]:
        """The words coordinated with this one, itself left out."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found += [child for child in word.children if child.dep_ == "conj" and child.i > word.i]
        return [word for word in found if word is not self]


class Tree(tuple[Token, ...]):
    """The words of one parsed sentence, and its text."""

    text: str

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the words that stand, wholly or in part, from one character of the text up to another."""
        if start < 0 or end > len(self.text) or not self:
            return ()
        first = bisect_right(self, start, key=_begins) - 1
        last = bisect_right(self, end - 1, key=_begins)
        if start == self[first].idx + len(self[first].text):
            first += 1  # in the blank after a word
        return self[first:last]


def plant(text: str, forms: Sequence[Form], heads: Sequence[int], blanks: Sequence[bool]) -> Tree:
    """Build a tree: for each word its form, the place of the word above it, and whether a blank follows it."""
    words: list[Token] = []
    idx = 0
    for i, (form, blank) in enumerate(zip(forms, blanks, strict=True)):
        words.append(Token(i, idx, " " if blank else "", form))
        idx += len(form.text) + blank
    tree = Tree(words)
    tree.text = text
    for word in words:
        word.doc = tree
    tie(tree, heads)
    return tree


def tie(tree: Tree, heads: Sequence[int]) -> None:
    """Hang each word of a tree on the word whose place is given, or on none where that is its own."""
    for word in tree:
        word.head = word.left_edge = word.right_edge = word
        word.children = []
    for word, above in zip(tree, heads, strict=True):
        if above != word.i:
            word.head = tree[above]
            tree[above].children.append(word)
    for word in tree:
        node = word.head
        while node.left_edge.i > word.i:
            node.left_edge = word
            node = node.head
    for word in reversed(tree):
        node = word.head
        while node.right_edge.i < word.i:
            node.right_edge = word
            node = node.head


def text_of(words: Sequence[Token]) -> str:
    """Return the text of words that stand side by side."""
    return words[0].doc.text[words[0].idx : words[-1].idx + len(words[-1].text)] if words else ""


def top_of(words: Sequence[Token]) -> Token:
    """Return, of words that stand side by side, the one that stands highest in the tree; the first of several."""
    roots = [word for word in words if word.head is word]
    if roots:
        return roots[0]
    among = range(words[0].i, words[-1].i + 1)
    return min((word for word in words if word.head.i not in among), key=_depth)


def _begins(word: Token) -> int:
    return word.idx


def _depth(word: Token) -> int:
    if (word.is_punct or word.is_space) and not word.children:
        return len(word.doc)  # a comma is on top of nothing
    return sum(1 for _ in word.ancestors)
