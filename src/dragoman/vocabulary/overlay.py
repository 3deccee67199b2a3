"""A directory of actors while rows of a user's tables are added to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.model import Actor
from dragoman.vocabulary.directory import SORTS, Directory, Sense, Term, is_state
from dragoman.vocabulary.kinds import sort_of
from dragoman.vocabulary.terms import overlap, with_term
from dragoman.vocabulary.user_actors import Entry

_RANK = {sort: place for place, sort in enumerate(SORTS)}


class Overlay:
    """Collects what is added; `directory()` gives the whole. The directory it starts from stays as it is."""

    def __init__(self, base: Directory) -> None:
        self.base = base
        self.actors = dict(base.actors)
        self._terms = dict(base.terms)
        self._first: dict[str, dict[Sense, None]] = defaultdict(dict)
        self._further: dict[str, dict[Sense, None]] = defaultdict(dict)

    def directory(self) -> Directory:
        """Return the directory with all that was added.

        A name of a user's own row means that actor and no shipped one; a name from an extract comes after what the
        spelling meant before.
        """
        senses = dict(self.base.senses)
        for spelling, found in self._further.items():
            known = tuple(s for s in senses.get(spelling, ()) if s.sort != "lookalike")
            mine = {sense.actor_id for sense in known}
            senses[spelling] = (*known, *(sense for sense in found if sense.actor_id not in mine))
        for spelling, found in self._first.items():
            ids = {sense.actor_id for sense in found}
            known = tuple(s for s in senses.get(spelling, ()) if s.actor_id in ids)
            mine = {sense.actor_id for sense in known}
            added = (*known, *(sense for sense in found if sense.actor_id not in mine))
            senses[spelling] = tuple(sorted(added, key=lambda sense: _RANK[sense.sort]))
        own = frozenset(self._first)
        return replace(self.base, actors=self.actors, senses=senses, terms=self._terms, own=own)

    def is_state(self, code: str) -> bool:
        """Tell whether a code is that of a state."""
        return code in self.base.actors and is_state(self.base.actors[code])

    def is_person(self, actor_id: str) -> bool:
        """Tell whether an actor is a person; the leader who is a side of its own is one, whatever kind the side has."""
        return self.actors[actor_id].kind == "person" or actor_id in self._terms

    def names(self, actor_id: str, spelling: str) -> bool:
        """Tell whether a spelling is already one of an actor's names."""
        known = self.actors.get(actor_id)
        senses = self.base.senses.get(spelling, ())
        return (known is not None and known.name == spelling) or any(s.actor_id == actor_id for s in senses)

    def sides_of(self, actor_id: str) -> set[str]:
        """Return the sides a person is known to have spoken for, with the countries these belong to."""
        roots = {self.actors[actor_id].root, *(term.root for term in self._terms.get(actor_id, ()))}
        return roots | {country for root in roots for country in self.base.countries.get(root, ())}

    def persons_called(self, spellings: Iterable[str]) -> dict[str, None]:
        """Return the shipped persons whose full name one of the spellings is."""
        senses = (sense for spelling in spellings for sense in self.base.senses.get(spelling, ()))
        return dict.fromkeys(sense.actor_id for sense in senses if sense.sort == "person")

    def served(self, actor_id: str, entries: Sequence[Entry]) -> bool:
        """Tell whether a person is known to have held an office of one of the entries at that time."""
        return any(
            term.office == entry.office and overlap(term, Term("", "", entry.start, entry.end))
            for entry in entries
            for term in self._terms.get(actor_id, ())
        )

    def add(self, entry: Entry, actor: Actor, root: str, own: bool) -> None:
        """Add an entry's names and term to an actor, new or known, who stood on the side `root` then."""
        self.actors.setdefault(actor.id, actor)
        known = self.actors[actor.id]
        person = self.is_person(actor.id)
        senses = self._first if own else self._further
        for spelling in entry.spellings:
            if person:
                sense = Sense(actor.id, "person" if " " in spelling else "surname")
            else:
                sense = Sense(actor.id, sort_of(known.kind), entry.start, entry.end, self._looked_up(entry))
            senses[spelling][sense] = None
        if person and entry.timed:
            term = Term(root, entry.office, entry.start, entry.end, self._looked_up(entry))
            self._terms[actor.id] = with_term(self._terms.get(actor.id, ()), term, self.base.countries)

    @staticmethod
    def _looked_up(entry: Entry) -> bool:
        return entry.verified and bool(entry.start or entry.end)
