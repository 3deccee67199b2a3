"""Gives each draft its date and its place in a count: the expressions of time that hang on its own clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dragoman.actors.dates import DateMention, find_dates, resolve_anaphoric
from dragoman.actors.dates.ordinals import OrdinalMention, find_ordinals
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import clause_head, is_verb, own_subjects
from dragoman.actors.tree import Token, top_of
from dragoman.claims.drafts import Draft
from dragoman.model import Document, Status

_SILENT = frozenset({"duration", "unsure"})
_CARRYING = frozenset({"dobj", "obj", "nsubj", "nsubjpass", "attr", "pobj", "prep", "conj", "appos", "oprd"})


@dataclass(frozen=True, slots=True)
class When:
    """The EDTF date of an act, and the text's own count of it; each None where the text does not say."""

    date: str | None = None
    ordinal: int | None = None
    count: int | None = None


class Calendar:
    """The expressions of time and number in one document, read once a draft asks for them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._published = document.published
        self._in_block: dict[int, tuple[DateMention, ...]] = {}
        self._scene: Scene | None = None
        self._attached: dict[int, list[DateMention]] | None = None
        self._nouns: set[int] = set()

    def _dates(self, number: int) -> tuple[DateMention, ...]:
        """The expressions of time in a block: a fragment of another text does not share this one's date."""
        if number not in self._in_block:
            block = self._document.blocks[number]
            published = None if block.kind == "fragment" else self._published
            found = find_dates(self._document.text[block.start : block.end], published)
            self._in_block[number] = tuple(
                replace(mention, start=mention.start + block.start, end=mention.end + block.start) for mention in found
            )
        return self._in_block[number]

    @cached_property
    def _ordinals(self) -> tuple[OrdinalMention, ...]:
        return find_ordinals(self._document.text)

    @cached_property
    def _anchor(self) -> dict[int, str]:
        """For each expression that leans on another time ("the day before") the last one named."""
        anchor: dict[int, str] = {}
        latest: str | None = None
        for mention in (m for number in range(len(self._document.blocks)) for m in self._dates(number)):
            if mention.anaphor is not None and latest is not None:
                anchor[mention.start] = latest
                latest = resolve_anaphoric(mention, latest) or latest
            elif mention.past is not None and mention.kind not in _SILENT:
                latest = mention.past
        return anchor

    def is_ahead(self, when: str | None) -> bool:
        """Tell whether an EDTF date lies wholly after the day of publication, or is a weekday or hour still to come."""
        if when is None or self._published is None or not when[:4].isdigit() or "/" in when or len(when) < 7:
            return False
        shared = min(len(when), len(self._published))
        return when[:shared] > self._published[:shared] and when[5:7] <= "12"

    def open(self, scene: Scene, drafts: Iterable[Draft]) -> None:
        """Turn to a scene, before its drafts are dated."""
        self._nouns = {draft.predicate.i for draft in drafts if not is_verb(draft.predicate)}
        self._scene, self._attached = scene, None

    @property
    def _held(self) -> Mapping[int, list[DateMention]]:
        """The expressions of time in the scene by the words they hang on."""
        if self._attached is None and self._scene is not None:
            self._attached = self._attach(self._scene)
        return self._attached or {}

    def _attach(self, scene: Scene) -> dict[int, list[DateMention]]:
        held: dict[int, list[DateMention]] = {}
        end = scene.offset + len(scene.doc.text)
        blocks = self._document.blocks
        near = [number for number, block in enumerate(blocks) if block.start < end and scene.offset < block.end]
        for mention in (m for number in near for m in self._dates(number)):
            if scene.offset <= mention.start < end and mention.kind not in _SILENT:
                holder = _headed(scene, mention) or self._holder(scene, mention)
                if holder is not None:
                    held.setdefault(holder.i, []).append(mention)
        return held

    def _holder(self, scene: Scene, mention: DateMention) -> Token | None:
        first, last = mention.start - scene.offset, mention.end - scene.offset
        span = scene.doc.between(first, min(last, len(scene.doc.text)))
        if not span:
            return None
        node = top_of(span)
        for _ in range(12):
            if node.i in self._nouns and node not in span:
                return node
            if is_verb(node) and node.dep_ not in {"aux", "auxpass"} and node not in span:
                return node
            if node.head == node:
                return node
            node = node.head
        return None

    def of(self, scene: Scene, draft: Draft, status: Status) -> When:
        """Return when a draft's act was, or is to be, and which or how many it was."""
        mention = next((m for token in self._lookup(draft) for m in self._held.get(token.i, ())), None)
        when = self._edtf(mention, status) if mention is not None else self._by_then(draft.predicate)
        ordinal, count = self._counted(scene, draft)
        return When(when, ordinal, count)

    def _by_then(self, predicate: Token) -> str | None:
        """The date before which a thing was that something dated came after: "in May, following the visit"."""
        preposition = predicate.head
        later = predicate.dep_ == "pobj" and preposition.lower_ in {"following", "after"}
        if not later or not is_verb(preposition.head):
            return None
        mention = next(iter(self._held.get(preposition.head.i, ())), None)
        when = self._edtf(mention, "did") if mention is not None and mention.kind == "point" else None
        return f"../{when}" if when and "/" not in when else None

    def _lookup(self, draft: Draft) -> list[Token]:
        """The words whose expressions of time hold for a draft, nearest first."""
        found = [draft.predicate, *draft.words]
        head = draft.predicate
        if not is_verb(head):
            carrier = _carrier(head)
            if carrier is not None:
                found.append(carrier)
                head = carrier
        if is_verb(head):
            found += _sharing(head)
        return found

    def _edtf(self, mention: DateMention, status: Status) -> str | None:
        if mention.anaphor is not None:
            anchor = self._anchor.get(mention.start)
            return resolve_anaphoric(mention, anchor) if anchor else None
        return mention.edtf(ahead=status in {"planned", "possible", "advised"})

    def _counted(self, scene: Scene, draft: Draft) -> tuple[int | None, int | None]:
        head = draft.predicate if is_verb(draft.predicate) else _carrier(draft.predicate) or draft.predicate
        ordinal: int | None = None
        count: int | None = None
        for mention in self._ordinals:
            if not scene.offset <= mention.start < scene.offset + len(scene.doc.text):
                continue
            if _counts(scene, mention, draft, head):
                ordinal = mention.value if mention.kind == "ordinal" and ordinal is None else ordinal
                count = mention.value if mention.kind == "count" and count is None else count
        return ordinal, count


def _headed(scene: Scene, mention: DateMention) -> Token | None:
    """The main verb of an entry in a chronicle: "18 May 2020: The army takes the base"."""
    if mention.start - scene.offset > 2:
        return None
    after = scene.doc.text[mention.end - scene.offset :].lstrip(" ")
    if after[:1] not in {":", ",", "-"} or after[:1] == ",":
        return None
    place = len(scene.doc.text) - len(after)
    return next(
        (
            t
            for t in scene.tokens
            if t.idx > place and is_verb(t) and t.dep_ not in {"aux", "auxpass", "amod", "relcl", "acl"}
        ),
        None,
    )


def _counts(scene: Scene, mention: OrdinalMention, draft: Draft, head: Token) -> bool:
    start = mention.start - scene.offset
    span = scene.doc.between(start, min(mention.end - scene.offset, len(scene.doc.text)))
    if not span:
        return False
    node = top_of(span)
    inside = draft.predicate.left_edge.i <= node.i <= draft.predicate.right_edge.i
    if not is_verb(draft.predicate) and inside:
        return True
    return clause_head(node) == head


def _carrier(noun: Token) -> Token | None:
    node = noun
    for _ in range(5):
        if node.dep_ not in _CARRYING or node.head == node:
            return None
        node = node.head
        if is_verb(node):
            return node
    return None


def _sharing(verb: Token) -> list[Token]:
    """Verbs whose time a verb shares: those joined to it under one subject, and the main clause of a participle."""
    found: list[Token] = []
    node = verb
    while node.dep_ == "conj" and is_verb(node.head) and not own_subjects(node):
        node = node.head
        found.append(node)
    found += [c for c in verb.children if c.dep_ == "conj" and is_verb(c) and not own_subjects(c)]
    if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN"} and not own_subjects(verb) and is_verb(verb.head):
        found.append(verb.head)
    if (
        verb.dep_ == "pcomp"
        and verb.head.dep_ == "prep"
        and is_verb(verb.head.head)
        and verb.head.lower_ in {"in", "by"}
    ):
        found.append(verb.head.head)
    return found
