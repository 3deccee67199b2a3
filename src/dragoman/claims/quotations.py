"""Knows whose words a stretch of quoted text is, over as many sentences as the quotation runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, is_verb
from dragoman.actors.tree import Token
from dragoman.claims.governors import load_governors
from dragoman.claims.speakers import speaker_of

_CURLY = re.compile(r"[“„«][^“”«»]*(?:[”»]|(?=\n\s*\n|\Z))")
_STRAIGHT = re.compile(r'"[^"\n]*(?:\n(?!\s*\n)[^"\n]*)*"')
_LONGEST = 4000


@dataclass(slots=True)
class Quotation:
    """A quoted stretch of the clean text and, once known, whose words it is."""

    start: int
    end: int
    speaker: Ref | None = None


class Quotations:
    """The quotations of one document. Feed it each scene in turn before asking about the scene's statements."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in _CURLY.finditer(text)] or [m.span() for m in _STRAIGHT.finditer(text)]
        self._text = text
        self._spans = [Quotation(start, end) for start, end in found if end - start <= _LONGEST]
        self._statement: tuple[int, Ref] | None = None

    def note(self, scene: Scene) -> None:
        """Learn from a scene who says what it quotes, or what the next quotation holds."""
        start, end = scene.offset, scene.offset + len(scene.doc.text)
        for token in scene.tokens:
            if not _reports(token) or self._within(scene.offset + token.idx) is not None:
                continue
            speaker = speaker_of(scene, token)
            if speaker is None or not agents(token):
                continue
            for quotation in self._spans:
                if quotation.start < end and quotation.end > start and quotation.speaker is None:
                    quotation.speaker = speaker
            if scene.doc.text.rstrip().endswith(":"):
                self._opened(end, speaker)
            elif any(q.start < end and q.end > start for q in self._spans):
                # "A," said X. "B." - the second half has the speaker of the first.
                self._opened(end, speaker, statement=False)
        self._continue()

    def _opened(self, place: int, speaker: Ref, statement: bool = True) -> None:
        for quotation in self._spans:
            if place <= quotation.start <= place + 4:
                quotation.speaker = quotation.speaker or speaker
                return
        if statement:
            self._statement = (place, speaker)

    def _continue(self) -> None:
        """A quotation that follows the last one without a word between has the same speaker."""
        for before, after in zip(self._spans, self._spans[1:], strict=False):
            if after.speaker is None and not self._text[before.end : after.start].strip():
                after.speaker = before.speaker

    def _within(self, place: int) -> Quotation | None:
        return next((q for q in self._spans if q.start <= place < q.end), None)

    def speaker_at(self, scene: Scene) -> Ref | None:
        """Return whose words the whole of a scene is, or None for the author's."""
        start = scene.offset + (1 if scene.doc.text[:1] in '“"„«' else 0)
        middle = scene.offset + len(scene.doc.text.rstrip(' ”"»')) - 1
        quotation = self._within(start)
        if quotation is not None and quotation.end >= middle:
            return quotation.speaker
        if quotation is None and self._statement is not None and start >= self._statement[0]:
            speaker = self._statement[1]
            if any(name.actor_id == speaker.actor.id for name in scene.names.values()):
                self._statement = None
                return None
            return speaker
        return None


def _reports(token: Token) -> bool:
    if not is_verb(token):
        return False
    return any(entry.effect == "report" for entry in load_governors().verbs.get(token.lemma_.lower(), ()))
