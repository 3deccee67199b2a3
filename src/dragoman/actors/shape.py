"""The heads and labels of a parsed sentence while it is mended."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.tree import Token

SUBJECT_LABELS = frozenset({"nsubj", "csubj", "expl", "nsubjpass", "csubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
NAME_TAGS = frozenset({"NNP", "NNPS"})


@dataclass(slots=True)
class Shape:
    """The heads and labels of a sentence, to be changed and then written back at once."""

    tokens: tuple[Token, ...]
    heads: list[int]
    labels: list[str]
    changed: bool = False
    _held: list[list[int]] | None = None

    def hang(self, token: int, head: int, label: str) -> None:
        """Hang a word on another, or make it the root where both are the same."""
        self.heads[token], self.labels[token] = head, label
        self.changed = True
        self._held = None

    def children(self, token: int, *labels: str) -> list[int]:
        """Return the words that hang on a word, in their order, those with one of the labels if any are given."""
        if self._held is None:
            self._held = [[] for _ in self.heads]
            for i, head in enumerate(self.heads):
                if head != i:
                    self._held[head].append(i)
        found = self._held[token]
        return [i for i in found if self.labels[i] in labels] if labels else list(found)

    def replace(self, old: int, new: int) -> None:
        """Put a word in the place of another: under its head, with its label."""
        if self.heads[old] == old:
            self.hang(new, new, "ROOT")
        else:
            self.hang(new, self.heads[old], self.labels[old])

    def has_subject(self, verb: int) -> bool:
        """Tell whether a subject hangs on a verb itself."""
        return bool(self.children(verb, *SUBJECT_LABELS))

    def finite(self, verb: int) -> bool:
        """Tell whether a verb form is finite, by itself or by its auxiliary."""
        if self.tokens[verb].tag_ in FINITE:
            return True
        return any(self.tokens[a].tag_ in {*FINITE, "MD"} for a in self.children(verb, "aux", "auxpass"))

    def below(self, token: int, above: int) -> bool:
        """Tell whether a word is, or stands below, another."""
        for _ in range(len(self.heads)):
            if token == above:
                return True
            if self.heads[token] == token:
                return False
            token = self.heads[token]
        return False
