"""Says why a sentence about two actors gave no claim: a code that stays the same, and the reason in words.

The codes are listed, with what to do about each, in docs/reference/commands.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dragoman.actors.discourse import Ref
from dragoman.actors.names import Name
from dragoman.actors.scene import Scene
from dragoman.actors.sentences import Sentence
from dragoman.claims.drafts import Draft
from dragoman.claims.frame_words import FrameWord, frame_words
from dragoman.claims.vetoes import Veto
from dragoman.model import Document, Mention, Skipped
from dragoman.vocabulary.lexicon import is_sport

# As many relation words as a reason names.
_MOST: Final = 3
_BARS: Final = {
    "loose": "its frame asks for another object, clause or further word beside it",
    "misfit": "one of its sides is not such as the frame asks for",
    "topic": "it is only what was talked of",
    "third": "it tells one of them about another",
    "unsaid": "they are called neither good nor bad",
}


class Silence:
    """Collects the sentences of one document that are about two actors and gave no claim."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.skipped: list[Skipped] = []

    def unparsed(self, sentence: Sentence, names: Sequence[Name], mentions: Sequence[Mention]) -> None:
        """Take note of a sentence that was not parsed."""
        if sentence.kind == "teaser":
            self._add(sentence, names, mentions, "teaser", "a teaser or link, no part of the running text")
        else:  # a shorter one that names two actors is always parsed
            size = sentence.end - sentence.start
            self._add(sentence, names, mentions, "too-long", f"{size:,} characters without a full stop, not parsed")

    def parsed(
        self, scene: Scene, sentence: Sentence, names: Sequence[Name], mentions: Sequence[Mention],
        held: Sequence[tuple[Draft, Veto]],
    ) -> None:  # fmt: skip
        """Take note of a sentence that was parsed and gave no claim; `held` are the drafts that were taken back."""
        if _actors(names, mentions):
            self._add(sentence, names, mentions, *_why(scene, sentence, names, mentions, held))

    def _add(
        self, sentence: Sentence, names: Sequence[Name], mentions: Sequence[Mention], code: str, words: str
    ) -> None:
        actors = _actors(names, mentions)
        if actors:
            span = self.document.span(sentence.start, sentence.end)
            self.skipped.append(Skipped(span, actors, f"{code}: {words}"))


def _actors(names: Iterable[Name], mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the actors of a sentence where it names two of them or mentions two sides, else none."""
    named = dict.fromkeys(name.actor_id for name in names)
    meant = {m.actor: m.root for m in mentions if m.actor is not None}
    if len(named) < 2 and len({*meant.values(), *(name.root for name in names)}) < 2:
        return ()
    return tuple(dict.fromkeys((*named, *meant)))


def _why(
    scene: Scene, sentence: Sentence, names: Sequence[Name], mentions: Sequence[Mention],
    held: Sequence[tuple[Draft, Veto]],
) -> tuple[str, str]:  # fmt: skip
    """Return code and words for the first of the reasons that holds."""
    if sentence.kind == "duplicate":
        return "duplicate", "it repeats a sentence of the same text, and adds evidence to the claims of that"
    if is_sport(scene.doc.text):
        return "sport", "it tells of a game, whose attacks and defeats are no acts of states"
    if held:
        return "held-back", "; ".join(_quoted(draft, veto) for draft, veto in held[:_MOST])
    roots = {m.root for m in mentions if m.root is not None}
    if len(roots) < 2:
        return _alone(names, roots)
    found = frame_words(scene)
    if not found:
        return "no-word", _verbs(scene)
    code = "no-fit" if all(word.bar for word in found) else "no-side"
    more = f"; and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return code, "; ".join(map(_told, found[:_MOST])) + more


def _verbs(scene: Scene) -> str:
    """Name the verbs: one of them may be what a frame is missing."""
    verbs = dict.fromkeys(t.lemma_ for t in scene.tokens if t.pos_ == "VERB")
    named = ", ".join(list(verbs)[:_MOST])
    return "none of its words is one of a frame" + (f"; its verbs are: {named}" if named else "; it has no verb")


def _alone(names: Iterable[Name], roots: set[str]) -> tuple[str, str]:
    """Two were named, of whom one side at most is said to be anybody rather than a place or a kind of thing."""
    beside = [name for name in names if name.root not in roots]
    if not beside:
        return "one-side", "all who are named or meant are of one side"
    scenery = ", ".join(dict.fromkeys(name.text for name in beside))
    return "place", f"{scenery}: named only for where something is, or of what kind"


def _quoted(draft: Draft, veto: Veto) -> str:
    return f"'{' '.join(draft.cues)}' ({draft.rule}) of {draft.source.text} and {draft.target.text}: {veto.words}"


def _told(word: FrameWord) -> str:
    head = f"'{word.words}' ({word.family})"
    if word.bar:
        return f"{head}: {_BARS[word.bar]}"
    sources, targets = {ref.root for ref in word.sources}, {ref.root for ref in word.targets}
    if sources and targets:
        one = "are one side" if sources == targets else "are not joined by it"
        return f"{head}: {_list(word.sources)} and {_list(word.targets)} {one}"
    if sources:
        return f"{head}: by {_list(word.sources)}, but towards nobody that could be told"
    if targets:
        return f"{head}: towards {_list(word.targets)}, but by nobody that could be told"
    return f"{head}: neither who nor towards whom could be told"


def _list(refs: Iterable[Ref]) -> str:
    return ", ".join(dict.fromkeys(ref.text for ref in refs))
