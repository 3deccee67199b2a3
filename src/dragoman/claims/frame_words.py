"""Finds the relation words of a sentence that gave no claim: whose sides were told, and what kept each from being read.

It asks the rules themselves for the sides, so that what it tells is what they saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import is_verb
from dragoman.actors.tree import Token
from dragoman.claims.matching import Match, find_pattern, match_noun, match_verb, may_hold
from dragoman.claims.rules import adjectives, compounds, nouns, relational, relations, verbs
from dragoman.vocabulary.lexicon import Entry, load_frames

Bar = Literal["", "loose", "misfit", "topic", "third", "unsaid"]


@dataclass(frozen=True, slots=True)
class FrameWord:
    """A word of a frame with the sides found for it, and what else keeps it from being read.

    `bar` is `loose`: the further words, the object or the clause that its frame asks for are not there; `misfit`: one
    of its sides is not what the frame asks for; `topic`: it is only what was talked of; `third`: it tells one of
    another; or `unsaid`: the tie is called neither good nor bad.
    """

    place: int
    words: str
    family: str
    sources: tuple[Ref, ...] = ()
    targets: tuple[Ref, ...] = ()
    bar: Bar = ""

    @property
    def told(self) -> int:
        """How much of it the text tells: 2 where a side is found, 1 where its words are, 0 for a loose word."""
        return 0 if self.bar == "loose" else 2 if self.sources or self.targets else 1


def frame_words(scene: Scene) -> list[FrameWord]:
    """Return the words of frames in a sentence of which most is told, each once, in their order."""
    found = [word for token in scene.tokens for word in _at(scene, token)]
    best: dict[int, FrameWord] = {}
    for word in sorted(found, key=lambda w: (-w.told, w.place)):
        best.setdefault(word.place, word)
    most = max((word.told for word in best.values()), default=0)
    return [word for _, word in sorted(best.items()) if word.told == most]


def _at(scene: Scene, token: Token) -> Iterator[FrameWord]:
    if is_verb(token) and token.dep_ not in {"aux", "auxpass"}:
        yield from _verb(scene, token)
    if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
        yield from _noun(scene, token)
    if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
        yield from _relational(scene, token)
    if token.pos_ == "NOUN" and token.lemma_.lower() in relations.load_relations()[0]:
        sign, _, cue = relations.sign_of(token)
        words = f"{cue.text} {token.text}" if sign else token.text
        yield FrameWord(token.i, words, "relations", *relations.sides(scene, token), bar="" if sign else "unsaid")
    if token.pos_ != "PUNCT":
        yield from _adjective(scene, token)
        if token.i > 1 and scene.doc[token.i - 1].text in {"-", "–"}:
            yield from _participle(scene, token)


def _verb(scene: Scene, token: Token) -> Iterator[FrameWord]:
    entries = load_frames().verbs.get(token.lemma_.lower(), ())
    matches = match_verb(token, entries)
    for match in matches:
        sources, targets, *_ = verbs.sides(scene, match)
        yield FrameWord(
            token.i, " ".join(match.cues), match.entry.family.name, sources, targets,
            _bar(scene, match, sources, targets),
        )  # fmt: skip
    if not matches:
        yield from _loose(token, entries)


def _bar(scene: Scene, match: Match, sources: Sequence[Ref], targets: Sequence[Ref]) -> Bar:
    if match.entry.family.kind == "THREATEN" and verbs.warns_of_another(scene, match.head, tuple(sources)):
        return "third"
    for refs, side in ((sources, "source"), (targets, "target")):
        if refs and not any(verbs.fits(ref, match, side) for ref in refs):
            return "misfit"
    return ""


def _noun(scene: Scene, token: Token) -> Iterator[FrameWord]:
    entries = nouns.noun_entries(token)
    matches = match_noun(token, entries)
    for match in matches:
        sources, targets = nouns.sides(scene, match, *nouns.carrier_of(token))
        bar: Bar = "topic" if nouns.is_topic(token) else ""
        yield FrameWord(token.i, " ".join(match.cues), match.entry.family.name, sources, targets, bar)
    if not matches:
        yield from _loose(token, entries)


def _relational(scene: Scene, token: Token) -> Iterator[FrameWord]:
    for entry in load_frames().agents.get(token.lemma_.lower(), ()):
        if relational.worded(token, entry):
            bearers, owners, _ = relational.sides(scene, token)
            ends = (owners, bearers) if "self" in entry.family.noun_target else (bearers, owners)
            yield FrameWord(token.i, token.text, entry.family.name, *ends)


def _adjective(scene: Scene, token: Token) -> Iterator[FrameWord]:
    for entry in adjectives.entries_of(token):
        filled = find_pattern(token, entry.pattern)
        if filled is not None:
            taken, preposition, objects = filled
            words = sorted({token, *taken, *([preposition] if preposition is not None else [])}, key=lambda t: t.i)
            ends = adjectives.sides(scene, token, entry, objects)
            yield FrameWord(token.i, " ".join(t.text for t in words), entry.family.name, *ends)


def _participle(scene: Scene, token: Token) -> Iterator[FrameWord]:
    before = scene.doc[token.i - 2]
    name = scene.names.get(before.i)
    for entry in compounds.entries_of(token)[:1]:
        source = (scene.ref(before, name.actor_id, "name", 0.9, name),) if name is not None else ()
        yield FrameWord(token.i, f"{before.text}-{token.text}", entry.family.name, source)


def _loose(token: Token, entries: Iterable[Entry]) -> Iterator[FrameWord]:
    """A word all of whose frame's words are there, but not hanging together or without the object it asks for."""
    if not entries:
        return
    below = frozenset(form for t in token.subtree for form in (t.lower_, t.lemma_.lower()))
    named = (entry for entry in entries if not any("<inf>" in words for words in entry.pattern.words))
    entry = next((entry for entry in named if may_hold(entry.pattern, below)), None)
    if entry is not None:
        yield FrameWord(token.i, token.text, entry.family.name, bar="loose")
