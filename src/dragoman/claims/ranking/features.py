"""What is known of a trigger, of each side and of two sides together, as numbers for the forest.

The columns are NAMES, in that order; a name with `source.` or `target.` before it is told of that side. Nothing here
depends on who an actor is by name, so that texts about other countries are read by the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, is_verb, patients
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft
from dragoman.claims.ranking.candidates import Candidate
from dragoman.claims.ranking.dealings import Dealings
from dragoman.claims.ranking.triggers import SORTS, Trigger
from dragoman.model import KINDS

_TRIGGER = (
    "kind", "mutual", "sort", "rank", "words", "sources", "targets", "tag", "label", "position", "length",
    "sides in sentence", "sides", "drafts of word", "drafts",
)  # fmt: skip
_SIDE = (
    "fills source", "lends source", "fills target", "lends target", "subject", "lends subject", "below target",
    "steps up", "steps down", "distance", "preposition", "own label", "first label down", "last label up",
    "verbs above", "how", "confidence", "places", "share", "rank", "actor", "back", "prominence", "acted", "suffered",
)  # fmt: skip
_PAIR = (
    "rule", "order", "source taken", "target taken", "said by other word", "contrary by other word",
    "source acts elsewhere", "target suffers elsewhere", "turned elsewhere", "acts since", "share of acts",
    "in sentence", "at home",
)  # fmt: skip
NAMES: Final = (
    *_TRIGGER,
    *(f"source.{name}" for name in _SIDE),
    *(f"target.{name}" for name in _SIDE),
    *_PAIR,
)
_TAGS = ("VBD", "VBN", "VBG", "VB", "VBZ", "VBP", "NN", "NNS")
_LABELS = (
    "ROOT", "relcl", "acl", "advcl", "xcomp", "ccomp", "conj", "pobj", "dobj", "nsubj", "amod", "attr", "appos", "poss",
    "pcomp", "nsubjpass", "prep", "compound",
)  # fmt: skip
_PREPOSITIONS = (
    "of",
    "to",
    "with",
    "against",
    "on",
    "by",
    "from",
    "for",
    "in",
    "at",
    "between",
    "over",
    "into",
    "than",
)
_HOW = ("name", "role", "pronoun", "belonging", "adjective")
_ACTORS = ("state", "igo", "armed group", "person", "office", "group", "media")
Row = tuple[float, ...]
_FAR = 25
# A side from outside the sentence is weighed if it was met so lately, or only so few are named oftener.
_RECENT = 2
_MAIN = 2
_NOWHERE: Row = (0.0, 13.0, 13.0, -30.0, -2.0, -2.0, -2.0, -2.0, 0.0, -1.0)
Roots = frozenset[str]


def _place(word: str, words: Sequence[str]) -> float:
    return float(words.index(word)) if word in words else -1.0


@dataclass
class Sentence:
    """A sentence as the model looks at it."""

    scene: Scene
    candidates: Sequence[Candidate]
    drafts: Sequence[Draft]
    dealings: Dealings

    @cached_property
    def _between(self) -> dict[frozenset[str], list[Draft]]:
        found: dict[frozenset[str], list[Draft]] = {}
        for draft in self.drafts:
            found.setdefault(frozenset((draft.source.root, draft.target.root)), []).append(draft)
        return found

    @cached_property
    def _acting(self) -> tuple[Roots, Roots]:
        return frozenset(d.source.root for d in self.drafts), frozenset(d.target.root for d in self.drafts)

    @cached_property
    def _dealt(self) -> dict[tuple[str, str], Row]:
        """What is known of each two sides whatever the trigger."""
        homes = self.scene.directory.countries
        return {
            (a.root, b.root): (
                *self.dealings.of_pair(a.root, b.root), float(bool(a.places) + bool(b.places)),
                float(a.root in homes.get(b.root, ()) or b.root in homes.get(a.root, ())),
            )
            for a in self.candidates for b in self.candidates if a is not b
        }  # fmt: skip

    @cached_property
    def _chains(self) -> dict[int, list[Token]]:
        """For each word that stands for a side, itself and the words above it."""
        words = {token.i: token for c in self.candidates for token, _ in c.places}
        return {i: [token, *token.ancestors] for i, token in words.items()}

    def roots(self, tokens: Sequence[Token], belonging: bool) -> Roots:
        """Return the sides that the phrases stand for, or belong to."""
        return frozenset(ref.root for token in tokens for ref in self.scene.actors(token, belonging))

    def rows(self, trigger: Trigger) -> tuple[list[Row], list[tuple[Candidate, Candidate]]]:
        """Return a row for each two sides that the trigger may join, one of them in the sentence, and the two."""
        about = _Clause(self, trigger)
        base = self._of_trigger(trigger, about)
        sides = {c.root: self._of_side(trigger, c, about) for c in self.candidates}
        rows: list[Row] = []
        pairs: list[tuple[Candidate, Candidate]] = []
        for source in self.candidates:
            for target in self.candidates:
                if source is not target and about.may_join(source, target):
                    pair = self._of_pair(trigger, source, target, about)
                    rows.append((*base, *sides[source.root], *sides[target.root], *pair))
                    pairs.append((source, target))
        return rows, pairs

    def _of_trigger(self, trigger: Trigger, about: _Clause) -> Row:
        head = trigger.head
        return (
            float(KINDS.index(trigger.kind)), float(trigger.mutual), _place(trigger.sort, SORTS), float(trigger.rank),
            float(len(trigger.words)), float(len(about.sources)), float(len(about.targets)), _place(head.tag_, _TAGS),
            _place(head.dep_, _LABELS), float(head.i), float(len(self.scene.tokens)),
            float(sum(bool(c.places) for c in self.candidates)), float(len(self.candidates)),
            float(sum(d.predicate is head for d in self.drafts)), float(len(self.drafts)),
        )  # fmt: skip

    def _of_side(self, trigger: Trigger, side: Candidate, about: _Clause) -> Row:
        root, ref = side.root, side.ref
        filled = (
            root in about.sources, root in about.source_owners, root in about.targets, root in about.target_owners,
            root in about.subjects, root in about.subject_owners, root in about.below,
        )  # fmt: skip
        best = _NOWHERE
        if side.places:
            found = [(self._way(trigger, about, token), token) for token, _ in side.places]
            way, token = min(found, key=lambda f: (not f[0][-1], f[0][1] + f[0][2], abs(f[0][3]), f[1].i))
            best = way
            ref = next(r for t, r in side.places if t is token)
        return (
            *map(float, filled), *best[1:-1],
            _place(ref.how, _HOW), ref.confidence, float(len(side.places)), side.share, float(min(side.rank, 9)),
            _place(side.ref.actor.kind, _ACTORS), float(side.back), float(side.weight), *self.dealings.of_side(root),
        )  # fmt: skip

    def _way(self, trigger: Trigger, about: _Clause, token: Token) -> Row:
        """The way through the tree from the trigger to a word: steps up and down, and the labels where it turns."""
        head, chain = trigger.head, self._chains[token.i]
        above = about.above
        down = next((n for n, node in enumerate(chain) if node.i in above), None)
        fills = float(token in trigger.sources or token in trigger.targets)
        distance = float(max(-_FAR, min(_FAR, token.i - head.i)))
        if down is None:
            return (0.0, 12.0, 12.0, distance, *_words(token), -1.0, -1.0, about.verbs, fills)
        up = above[chain[down].i]
        first = _place(chain[down - 1].dep_, _LABELS) if down else -1.0
        last = _place(about.chain[up - 1].dep_, _LABELS) if up else -1.0
        return (
            0.0,
            float(min(up, 12)),
            float(min(down, 12)),
            distance,
            *_words(token),
            first,
            last,
            about.verbs,
            fills,
        )

    def _of_pair(self, trigger: Trigger, source: Candidate, target: Candidate, about: _Clause) -> Row:
        a, b = source.root, target.root
        same = self._between.get(frozenset((a, b)), ())
        rule, other, contrary = 0.0, False, False
        for draft in same:
            if draft.predicate is trigger.head and (draft.kind, draft.sign) == (trigger.kind, trigger.sign):
                if draft.source.root == a or draft.mutual:
                    rule = max(rule, draft.confidence)
            else:
                other = other or draft.sign == trigger.sign
            contrary = contrary or draft.sign == -trigger.sign
        sources, targets = self._acting
        return (
            rule, _order(about, source, target), float(a in about.taken[0]), float(b in about.taken[1]), float(other),
            float(contrary), float(a in sources), float(b in targets), float(a in targets), *self._dealt[a, b],
        )  # fmt: skip


class _Clause:
    """What stands in the places of a trigger's frame and of its clause."""

    def __init__(self, sentence: Sentence, trigger: Trigger) -> None:
        self.chain = [trigger.head, *trigger.head.ancestors]
        self.above = {node.i: n for n, node in enumerate(self.chain)}
        self.verbs = float(sum(is_verb(node) for node in self.chain))
        verb = next((node for node in self.chain if is_verb(node)), None)
        acting = agents(verb) if verb is not None else []
        objects = patients(verb) if verb is not None else []
        self.sources = sentence.roots(trigger.sources, False)
        self.source_owners = sentence.roots(trigger.sources, True)
        self.targets = sentence.roots(trigger.targets, False)
        self.target_owners = sentence.roots(trigger.targets, True)
        self.subjects = sentence.roots(acting, False)
        self.subject_owners = sentence.roots(acting, True)
        mine = [d for d in sentence.drafts if d.predicate is trigger.head]
        self.taken = {d.source.root for d in mine}, {d.target.root for d in mine}
        places = {c.root: [token.i for token, _ in c.places] for c in sentence.candidates}
        self.before = {root for root, found in places.items() if any(i < trigger.head.i for i in found)}
        self.after = {root for root, found in places.items() if any(i > trigger.head.i for i in found)}
        below = {t.i for token in (*trigger.targets, *objects) for t in token.subtree}
        self.below = {c.root for c in sentence.candidates for token, _ in c.places if token.i in below}

    def may_join(self, source: Candidate, target: Candidate) -> bool:
        """Tell whether two sides are worth a look: one is in the sentence; who acts, where the frame names somebody."""
        if not source.places:
            return bool(target.places) and not self.sources and _is_close(source)
        return bool(target.places) or _is_close(target)


def _is_close(side: Candidate) -> bool:
    """Tell whether a side from outside the sentence was met just before, or is one the text is mainly about."""
    return side.back <= _RECENT or side.rank < _MAIN


def _words(token: Token) -> tuple[float, float]:
    """The preposition that a word stands under, through what it is part of, and its own label."""
    label = _place(token.dep_, _LABELS)
    node = token
    for _ in range(4):
        if node.dep_ == "pobj":
            return (_place(node.head.lower_, _PREPOSITIONS) if node.head.lower_ in _PREPOSITIONS else 20.0), label
        if node.dep_ not in {"conj", "appos", "compound", "poss", "amod", "nmod"}:
            break
        node = node.head
    return -1.0, label


def _order(about: _Clause, source: Candidate, target: Candidate) -> float:
    """Whether the source stands before the trigger (2) and the target after it (1); -1 where one is not there."""
    if not source.places or not target.places:
        return -1.0
    return float(2 * (source.root in about.before) + (target.root in about.after))


def table(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Return rows as a table with a column for each of NAMES."""
    return np.asarray(rows, dtype=np.float64).reshape(len(rows), len(NAMES))
