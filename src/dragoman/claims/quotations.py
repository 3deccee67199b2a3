"""Knows whose words a stretch of quoted text is, over as many sentences as the quotation runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, own_subjects
from dragoman.actors.tree import Token, text_of
from dragoman.claims.speakers import speaker_of
from dragoman.claims.tags import reports

# A quotation that goes on in the next paragraph is opened again there and closed only at its end.
_CURLY = re.compile(r"[“„«][^“”«»]*(?:[”»]|(?=\n\s*\n|\n\s*[“„«]|\Z))")
_STRAIGHT = re.compile(r'"[^"\n]*(?:\n(?!\s*\n)[^"\n]*)*"')
_LONGEST = 4000


@dataclass(slots=True)
class Quotation:
    """A quoted stretch of the clean text and, once known, whose words it is."""

    start: int
    end: int
    speaker: Ref | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words given without quotation marks from `start` on, until their speaker is spoken of by one of `titles`."""

    start: int
    speaker: Ref
    titles: tuple[str, ...]


class Quotations:
    """The quotations of one document. Feed it each scene in turn before asking about the scene's statements."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in _CURLY.finditer(text)] or [m.span() for m in _STRAIGHT.finditer(text)]
        self._text = text
        self._spans = [Quotation(start, end) for start, end in found if end - start <= _LONGEST]
        self._statement: Statement | None = None

    def note(self, scene: Scene) -> None:
        """Learn from a scene who says what it quotes, or what the next quotation holds."""
        start, end = scene.offset, scene.offset + len(scene.doc.text)
        for token in scene.tokens:
            if not reports(token) or self._within(scene.offset + token.idx) is not None:
                continue
            speaker = speaker_of(scene, token)
            if speaker is None or not agents(token):
                continue
            for quotation in self._spans:
                if quotation.start < end and quotation.end > start and quotation.speaker is None:
                    quotation.speaker = speaker
            if scene.doc.text.rstrip().endswith(":"):
                self._opened(end, speaker, self._titles(token))
            elif _colon(token) and speaker.root == _root(scene.discourse.author):
                # An official text gives a minister's words without quotation marks.
                self._statement = Statement(end, speaker, self._titles(token))
            elif any(q.start < end and q.end > start for q in self._spans):
                # "A," said X. "B." - the second half has the speaker of the first.
                self._opened(end, speaker)
        self._continue()

    def _opened(self, place: int, speaker: Ref, titles: tuple[str, ...] | None = None) -> None:
        for quotation in self._spans:
            if place <= quotation.start <= place + 4:
                quotation.speaker = quotation.speaker or speaker
                return
        if titles is not None:
            self._statement = Statement(place, speaker, titles)

    def _continue(self) -> None:
        """A quotation that follows the last one without a word between has the same speaker."""
        for before, after in zip(self._spans, self._spans[1:], strict=False):
            if after.speaker is None and not self._text[before.end : after.start].strip():
                after.speaker = before.speaker

    def _titles(self, verb: Token) -> tuple[str, ...]:
        """The words by which a speaker would be spoken of again: a surname, or a title ("foreign secretary")."""
        found: list[str] = []
        for subject in own_subjects(verb):
            if subject.pos_ == "PROPN":
                name = text_of(subject.doc[subject.left_edge.i : subject.i + 1])
                before = re.findall(rf"((?:[A-Z][a-z]+ ){{1,3}}){re.escape(name)}", self._text)
                found += [subject.text.lower(), *(title.strip().lower() for title in before)]
            elif subject.pos_ == "NOUN":
                found.append(text_of(subject.doc[subject.left_edge.i : subject.i + 1]).lower().removeprefix("the "))
        return tuple(found)

    def _within(self, place: int) -> Quotation | None:
        return next((q for q in self._spans if q.start <= place < q.end), None)

    def speaker_at(self, scene: Scene) -> Ref | None:
        """Return whose words the whole of a scene is, or None for the author's."""
        start = scene.offset + (1 if scene.doc.text[:1] in '“"„«' else 0)
        middle = scene.offset + len(scene.doc.text.rstrip(' ”"»')) - 1
        quotation = self._within(start)
        if quotation is not None and quotation.end >= middle:
            return quotation.speaker
        if quotation is None and self._statement is not None and start >= self._statement.start:
            speaker = self._statement.speaker
            person = speaker.actor.kind == "person" or speaker.root != _root(scene.discourse.author)
            again = person and any(name.actor_id == speaker.actor.id for name in scene.names.values())
            if again or any(title in scene.doc.text.lower() for title in self._statement.titles):
                self._statement = None
                return None
            return speaker
        return None


def _root(ref: Ref | None) -> str | None:
    return None if ref is None else ref.root


def _colon(verb: Token) -> bool:
    """Tell whether a colon and plain words follow: "The minister said: We have worked with Oslo."."""
    rest = verb.doc[verb.i + 1 :]
    colon = next((t for t in rest[:6] if t.text == ":"), None)
    return colon is not None and colon.i + 2 < len(verb.doc) and verb.doc[colon.i + 1].text not in {'"', "“", "„", "«"}
