"""How a predicate is meant, as it is gathered while the reading climbs the sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors.discourse import Ref
from dragoman.actors.tree import Token
from dragoman.model import Status


@dataclass(slots=True)
class Mode:
    """How a predicate is meant.

    `would` is set while a "would" waits for the word above it to say which it is; `lasting` where the words tell what
    one stands for and not what one will do; `hearsay` is a "report" or "rumour" that holds the statement, and how it
    was meant there.
    """

    status: Status = "did"
    speaker: Ref | None = None
    condition: str | None = None
    cues: list[str] = field(default_factory=list)
    would: bool = False
    lasting: bool = False
    hearsay: tuple[Token, Status] | None = None
    seen: set[int] = field(default_factory=set)

    def put(self, status: Status, cue: str) -> None:
        """Let a word of the given effect act on what is known so far."""
        self.status = combine(self.status, status)
        self.cues.append(cue)

    def deny(self, word: Token, cue: str) -> None:
        """Let a word of negation act, once: the "no" of "no talks took place" is met at the noun and at the verb."""
        if word.i not in self.seen:
            self.seen.add(word.i)
            self.put("did_not", cue)

    def say(self, ref: Ref | None, cue: str) -> None:
        """Take note of a speaker; the innermost one stays."""
        if self.speaker is None and ref is not None:
            self.speaker = ref
            self.cues.append(cue)


def combine(inner: Status, outer: Status) -> Status:
    """Return the status of a statement of status `inner` under a word of effect `outer`."""
    if outer == "did":
        return inner
    if outer == "did_not" and inner == "advised":
        return "advised"  # "neither of them should" is advice, against it
    if outer == "did_not":
        return "possible" if inner == "did_not" else "did_not"
    if outer == "planned":
        return "planned" if inner == "did" else inner
    if outer == "advised":
        return "advised"
    return "possible" if inner != "advised" else inner
