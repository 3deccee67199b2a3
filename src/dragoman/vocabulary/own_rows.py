"""Whom the rows of a user's `actors.csv` mean: a shipped actor or one of their own, and on which side."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from dragoman.model import Actor
from dragoman.vocabulary.overlay import Overlay
from dragoman.vocabulary.spellings import too_general
from dragoman.vocabulary.tables import BrokenRow, Row
from dragoman.vocabulary.user_actors import Entry

_GENERAL_REMEDY = "Give a longer name; after a full name the surname alone is understood in the same text."


@dataclass(slots=True)
class OwnRows:
    """The rows of all own tables together: `add` them, then `settle` sides, then they stand in `kept`."""

    overlay: Overlay
    broken: list[BrokenRow] = field(default_factory=list)
    kept: list[tuple[Entry, str]] = field(default_factory=list)
    _actors: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # id: name, kind, side as given
    _by_name: dict[str, str] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take an entry in, or put it among the broken ones."""
        try:
            self._check_names(entry)
            key = self._shipped(entry) if entry.id in self.overlay.actors else self._own(entry)
        except BrokenRow as error:
            self.broken.append(error)
        else:
            self.kept.append((entry, key))

    def settle(self) -> None:
        """Give every entry to its actor and side; those whose side is nobody's become broken rows."""
        while bad := [(entry, key, error) for entry, key in self.kept if (error := self._side_error(entry, key))]:
            self.broken += [error for _, _, error in bad]
            gone = {id(entry) for entry, _, _ in bad}
            self.kept = [(entry, key) for entry, key in self.kept if id(entry) not in gone]
            self._forget()
        for entry, key in self.kept:
            root = self._root(entry.side) if entry.side else self._root(key)
            name, kind, side = self._actors.get(key, ("", "", ""))
            own = Actor(key, name, kind, self._root(side) if side else key)
            self.overlay.add(entry, own, root, own=True)

    def _forget(self) -> None:
        """Drop the actors of which no row is left; the side of the others is that of their first row left."""
        sides: dict[str, str] = {}
        for entry, key in self.kept:
            sides.setdefault(key, entry.side)
        self._actors = {key: (*self._actors[key][:2], side) for key, side in sides.items() if key in self._actors}

    def _check_names(self, entry: Entry) -> None:
        for name in entry.given:
            why = too_general(name)
            if why and not self.overlay.names(entry.id, name):
                column = "name" if name == entry.name else "aliases"
                raise entry.row.broken(column, f"'{name}' would be found everywhere: {why}", _GENERAL_REMEDY)
        for code in entry.countries:
            if not self.overlay.is_state(code):
                raise entry.row.broken("country", f"'{code[:40]}' is no state", "Write its ISO code, as KEN.")

    def _shipped(self, entry: Entry) -> str:
        """Check an entry that adds to an actor that is there already."""
        known = self.overlay.actors[entry.id]
        if entry.name and not self.overlay.names(entry.id, entry.name):
            remedy = "For another actor choose another id; to add a name, leave 'name' empty and use 'aliases'."
            raise entry.row.broken("id", f"'{entry.id}' is that of {known.name} ({known.kind})", remedy)
        person = self.overlay.is_person(entry.id)
        if entry.kind and entry.kind != known.kind and not (person and entry.kind == "person"):
            column = "kind" if entry.row.optional("kind") else "office"
            raise entry.row.broken(column, f"{known.name} is of the kind '{known.kind}'", "Empty the cell.")
        if not person and entry.side and entry.side != known.root:
            raise entry.row.broken("side", f"{known.name} is on the side of {known.root}", "Empty the cell.")
        if person and entry.timed and not entry.side:
            raise entry.row.broken("side", "it is empty", f"Write for whom {known.name} held that office.")
        if person and entry.side and not entry.timed and entry.side not in self.overlay.sides_of(entry.id):
            raise entry.row.broken("side", f"it is new for {known.name}", "Write since when, in 'from'.")
        return entry.id

    def _own(self, entry: Entry) -> str:
        """Return the id of the user's own actor that an entry is about."""
        key = entry.id or self._by_name.get(entry.name) or self._free_id(entry.name)
        first = self._actors.get(key)
        kind = entry.kind or "other"
        if first is None:
            if not entry.name:
                raise entry.row.broken("name", f"it is empty, and no actor has the id '{key}'", "Give the name.")
            self._actors[key] = (entry.name, kind, entry.side)
            self._by_name.setdefault(entry.name, key)
            return key
        name, known_kind, side = first
        if entry.name and entry.name != name:
            raise entry.row.broken("id", f"'{key}' already names {name}", "Choose another id, or give the same name.")
        if entry.kind and entry.kind != known_kind:
            raise entry.row.broken("kind", f"{name} was of the kind '{known_kind}' above", "Give one kind.")
        if known_kind != "person" and entry.side and entry.side != (side or key):
            raise entry.row.broken("side", f"{name} was on the side of {side or key} above", "Give one side.")
        return key

    def _free_id(self, name: str) -> str:
        """Return an id for an actor that has none: its name, marked as the user's own where that is another's id."""
        key = name.replace(":", "-")
        return f"{key} (own)" if key in self.overlay.actors or key in self._actors else key

    def _side_error(self, entry: Entry, key: str) -> BrokenRow | None:
        side = entry.side
        if not side:
            return None
        if side not in self.overlay.actors and side not in self._actors:
            return entry.row.broken("side", f"'{side[:60]}' is no actor's id", self._near_side(side))
        if key in self._actors and self._circle(key, side):
            return entry.row.broken("side", f"{key} and {side} name each other as their side", "Empty one of them.")
        return None

    def _circle(self, key: str, side: str) -> bool:
        """Tell whether the sides of sides, from `side` on, lead back to `key` rather than to a side of its own."""
        seen = set()
        while side in self._actors and side not in seen and side != key:
            seen.add(side)
            side = self._actors[side][2] or side
        return side == key and bool(seen)

    def _root(self, key: str) -> str:
        while key in self._actors:
            side = self._actors[key][2]
            if not side or side == key:
                return key
            key = side
        return self.overlay.actors[key].root

    def _near_side(self, side: str) -> str:
        senses = self.overlay.base.senses.get(side, ())
        called = next((sense.actor_id for sense in senses if sense.actor_id), None) or self._by_name.get(side)
        # Only ids of the same initial: with many thousands of rows all of them would take too long.
        ids = [key for key in (*self.overlay.actors, *self._actors) if key[:1] == side[:1].upper()]
        close = [called] if called else difflib.get_close_matches(side.upper(), ids, n=1, cutoff=0.75)
        return f"Did you mean '{close[0]}'?" if close else "Write the id of a shipped actor or of one in your tables."


def unknown_country(row: Row, code: str) -> BrokenRow:
    """Return the error for a code that no shipped state has."""
    return row.broken("country", f"'{code}' is no state that is known", "Correct it or delete the row.")
