"""What the decisions about actors come to for one casebook: who counts as whom, under which name, on which side.

A decision names actors by id, and by the name they had. Where no actor of that id is left (a newer vocabulary may give
another one), it holds for the only actor of that name; where there is none or more than one, it finds nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dragoman.casebook.corrections import Correction, folded, on_actors
from dragoman.model import Actor, Document

OWN: Final = "own:"  # begins the id of an actor that a person made up when splitting one
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")
_FIRST: Final = "0000-00-00"
_LAST: Final = "9999-99-99"


@dataclass(frozen=True, slots=True)
class Split:
    """Words (folded) that mean the actor `to` instead, in some documents or in all (None)."""

    words: str
    documents: frozenset[str] | None
    to: str


@dataclass(frozen=True, slots=True)
class Siding:
    """A side that an actor was given, from and to an ISO date of any precision ('' is open)."""

    side: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions in force, by the id of the actor they are about. `added` are actors that only decisions name,
    `idle` the ids of the corrections that find nobody.
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, tuple[Split, ...]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, tuple[Siding, ...]] = field(default_factory=dict)
    added: Mapping[str, Actor] = field(default_factory=dict)
    idle: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.merged or self.splits or self.renamed or self.sides)

    def owner(self, actor: str, document: str = "", fits: Callable[[Split], bool] | None = None) -> str:
        """Return the id of the actor that something of `actor` counts as; `fits` tells which splits are about it."""
        at, seen = actor, {actor}
        while True:
            onward = self._split(at, document, fits) if fits is not None else None
            onward = self.merged.get(at) if onward is None or onward in seen else onward
            if onward is None or onward in seen:
                return at
            seen.add(onward)
            at = onward

    def _split(self, actor: str, document: str, fits: Callable[[Split], bool]) -> str | None:
        for split in reversed(self.splits.get(actor, ())):
            if (split.documents is None or document in split.documents) and fits(split):
                return split.to
        return None

    def side_on(self, actor: str, day: str | None) -> str | None:
        """Return the side that was last decided for an actor on an EDTF day (None: no day is known), or None."""
        fitting = (siding for siding in reversed(self.sides.get(actor, ())) if _within(day, siding))
        return next((siding.side for siding in fitting), None)

    def followed(self, actor: str, root: str, day: str | None, root_of: Callable[[str], str]) -> str:
        """Return the side of an actor whose recorded side is `root`, on an EDTF day.

        Who stands under a side goes where that side goes: into another by a merge, or under one by a decision.
        """
        at, seen = actor, set[str]()
        while True:
            root = self.side_on(at, day) or root
            if root in {at, *seen}:
                return root
            seen.add(root)
            at = self.owner(root)
            root = root if at == root else root_of(at)


def gather(corrections: Iterable[Correction], known: Mapping[str, Actor], documents: Iterable[Document]) -> Decisions:
    """Return what the corrections in force say about the `known` actors (as they were read) of some documents."""
    return _Gatherer(known, documents).all_of(on_actors(corrections))


class _Gatherer:
    def __init__(self, known: Mapping[str, Actor], documents: Iterable[Document]) -> None:
        self._known = dict(known)
        self._named: dict[str, list[str]] = defaultdict(list)
        for actor in known.values():
            self._named[folded(actor.name)].append(actor.id)
        self._documents = list(documents)
        self._added: dict[str, Actor] = {}
        self._forget()

    def _forget(self) -> None:
        self._merged: dict[str, str] = {}
        self._splits: dict[str, list[Split]] = defaultdict(list)
        self._renamed: dict[str, str] = {}
        self._sides: dict[str, list[Siding]] = defaultdict(list)
        self._idle: set[str] = set()

    def all_of(self, decisions: Sequence[Correction]) -> Decisions:
        brought = -1
        # An early decision may be about somebody whom only a later one brings in.
        while brought < len(self._added):
            brought = len(self._added)
            self._forget()
            for made in decisions:
                keys = list(self._keys(made.target, made.payload["name"]))
                if not keys or not self._take(made, keys):
                    self._idle.add(made.id)
        return Decisions(
            self._merged,
            {actor: tuple(found) for actor, found in self._splits.items()},
            self._renamed,
            {actor: tuple(found) for actor, found in self._sides.items()},
            self._added,
            frozenset(self._idle),
        )

    def _keys(self, actor: str, name: str) -> Iterator[str]:
        """Yield the ids that a decision about an actor holds for here: none where it finds nobody."""
        if actor in self._known:
            yield actor
            return
        found = [] if actor.startswith(OWN) else self._named.get(folded(name), [])
        if len(found) == 1:
            yield actor
            yield found[0]

    def _take(self, made: Correction, keys: list[str]) -> bool:
        say = made.payload
        if made.action == "merge":
            into = self._goal(say["into"], say["into_name"], say.get("into_kind"), say.get("into_root"))
            # A merge that would close a circle (two people at work at once) does not count.
            self._merged |= {key: into for key in keys if key not in self._onward(into)}
        elif made.action == "split":
            where = self._where(say.get("in", ""), say.get("in_name", ""))
            if where is not None and not where:
                return False
            to = self._goal(say["as"], say["as_name"], say.get("as_kind"), say.get("as_root"))
            for key in keys:
                self._splits[key].append(Split(folded(say["words"]), where, to))
        elif made.action == "rename":
            self._renamed |= dict.fromkeys(keys, say["to_name"])
        else:
            for key in keys:
                self._sides[key].append(Siding(say["side"], say.get("from", ""), say.get("to", "")))
        return True

    def _onward(self, actor: str) -> set[str]:
        seen = {actor}
        while (actor := self._merged.get(actor, actor)) not in seen:
            seen.add(actor)
        return seen

    def _goal(self, actor: str, name: str, kind: str | None, root: str | None) -> str:
        """Return the id of the actor that something is given to, made known if no document names it."""
        found = [actor, *self._keys(actor, name)][-1]
        if found not in self._known:
            made = Actor(found, name, kind or "other", root or found)
            self._known[found] = self._added[found] = made
        return found

    def _where(self, document: str, name: str) -> frozenset[str] | None:
        if not document and not name:
            return None
        same = frozenset(d.id for d in self._documents if d.id == document)
        return same or frozenset(d.id for d in self._documents if d.name == name)


def dated(date: str | None, published: str | None) -> str | None:
    """Return the date that decides on which side somebody was: that of the act, or else of the publication."""
    return date if _days(date) is not None else published


def _within(day: str | None, siding: Siding) -> bool:
    if not siding.start and not siding.end:
        return True
    meant = _days(day)
    if meant is None:
        return False
    first = (_days(siding.start) or (_FIRST, _LAST))[0]
    last = (_days(siding.end) or (_FIRST, _LAST))[1]
    return first <= meant[0] and meant[1] <= last


def _days(date: str | None) -> tuple[str, str] | None:
    """Return the first and last day of an EDTF date in figures, as text that compares; None for any other."""
    left, slash, right = (date or "").partition("/")
    first = _FIRST if slash and left in {"", ".."} else _padded(left, _FIRST)
    last = _LAST if slash and right in {"", ".."} else _padded(right if slash else left, _LAST)
    return (first, last) if first is not None and last is not None else None


def _padded(date: str, with_: str) -> str | None:
    found = _DAY.fullmatch(date)
    if found is None:
        return None
    year, month, day = found.groups()
    if month is not None and month > "12":  # a season: somewhere in its year, and winter reaches into the next
        reaches = 1 if month == "24" and with_ == _LAST else 0
        return f"{int(year) + reaches:04}-{with_[5:]}"
    return f"{year}-{month or with_[5:7]}-{day or with_[8:]}"
