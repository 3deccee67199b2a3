"""Remembers the option that was spoken of last, for "such a strategy", "doing so", "this would mean"."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors.discourse import Ref
from dragoman.actors.sentences import Sentence
from dragoman.model import Actor


@dataclass(frozen=True, slots=True)
class Spoken:
    """An option on the table: whose it is, the Aim it became, and where it was said."""

    refs: tuple[Ref, ...]
    aim_id: str
    paragraph: int
    sentence: int


@dataclass(slots=True)
class AimMemory:
    """What carries over from sentence to sentence; a splice or a heading forgets the option."""

    option: Spoken | None = None
    wanting: tuple[Ref, ...] = ()
    owners: tuple[Ref, ...] = ()
    owned_at: tuple[int, int] = (-1, 0)
    paragraph: int = -1
    sentence: int = 0
    actors: dict[str, Actor] = field(default_factory=dict)
    _block: int = -1

    def enter(self, sentence: Sentence) -> None:
        """Take the next sentence as the present one."""
        if sentence.block != self._block and sentence.kind in {"fragment", "heading", "teaser"}:
            self.option = None
            self.owners = ()
        self._block = sentence.block
        self.paragraph = sentence.paragraph
        self.sentence += 1
        self.wanting = ()

    def speak(self, refs: tuple[Ref, ...], aim_id: str) -> None:
        """Put an option on the table."""
        self.option = Spoken(refs, aim_id, self.paragraph, self.sentence)

    def own(self, refs: tuple[Ref, ...]) -> None:
        """Take note of whose the aim just read is."""
        self.owners, self.owned_at = refs, (self.paragraph, self.sentence)

    def latest(self) -> tuple[Ref, ...]:
        """Return whose the last aim was: in the same paragraph, in this sentence or the one before."""
        paragraph, sentence = self.owned_at
        return self.owners if paragraph == self.paragraph and self.sentence - sentence <= 1 else ()

    def pointed(self) -> Spoken | None:
        """Return the option that "this strategy" can mean: of this paragraph or the one before."""
        option = self.option
        return option if option is not None and self.paragraph - option.paragraph <= 1 else None

    def following(self) -> Spoken | None:
        """Return the option that a sentence follows on from: in the same paragraph, at most two sentences back."""
        option = self.option
        if option is None or option.paragraph != self.paragraph or self.sentence - option.sentence > 2:
            return None
        return option
