"""What actors and sides are called in a brief, and which of them a name on the command line means."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dragoman.errors import InputError
from dragoman.model import UNNAMED, Actor, Claim
from dragoman.show.view import View
from dragoman.show.wording import Wording
from dragoman.vocabulary.directory import Directory, load_directory

_STATES = frozenset({"state", "historic state"})
# Kinds of actors that no list needs to know: a side of another kind comes from the reader's own tables.
_UNLISTED = frozenset({"", "group", "office", "person"})
_OWNED = re.compile(r"^\S+['’]s\b|s['’]\s")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of actors and sides in this casebook, by id and by root; `told` holds names as the texts have them."""

    actors: dict[str, Actor]
    sides: dict[str, str]
    words: Wording
    told: dict[str, str] = field(default_factory=dict)

    def side(self, root: str) -> str:
        """Return the name of a side, without article."""
        if root in self.sides:
            return self.sides[root]
        listed = load_directory().actors.get(root)
        return root if listed is None else listed.name

    def known(self, root: str) -> bool:
        """Return whether a side is a known one; unnamed groups that count as their own side are not."""
        return root in load_directory().actors or self.kind(root) not in _UNLISTED

    def kind(self, root: str) -> str:
        """Return the kind of a side's own actor, or an empty string where none is known."""
        known = self.actors.get(root) or load_directory().actors.get(root)
        return "" if known is None else known.kind

    def actor(self, actor_id: str, fallback: str = "") -> str:
        """Return the name of an actor, without article; `fallback`, then the id, where it is not known."""
        if actor_id == UNNAMED:
            return self.words.say("status", "unnamed")
        if actor_id in self.actors:
            actor = self.actors[actor_id]
            side = self.side(actor.root)
            if actor.name[:1].islower() and actor.root != actor_id and side.casefold() not in actor.name.casefold():
                return self.words.say("names", "of_side", name=actor.name, side=side)
            return actor.name
        return fallback or self.sides.get(actor_id, actor_id)

    def plural(self, actor_id: str) -> bool:
        """Return whether an actor is an unnamed group, whose name takes the plural ("Haftar supporters")."""
        if actor_id == UNNAMED:
            return True
        known = self.actors.get(actor_id)
        office = known is not None and known.kind == "office" and ":" in actor_id
        if known is None or not (known.kind == "group" or office or known.name[:1].islower()):
            return False
        stops = {*self.words.words("names", "before")}
        head = list(itertools.takewhile(lambda word: word not in stops, known.name.split()))
        return bool(head) and (head[-1].endswith("s") or head[-1] in self.words.words("names", "plural"))

    def spoken(self, actor_id: str, fallback: str = "") -> str:
        """Return the name of an actor as it stands in running text: an office takes an article ("the ambassador")."""
        name = self.actor(actor_id, fallback)
        known = self.actors.get(actor_id)
        single = known is not None and known.kind == "office" and ":" in actor_id and not self.plural(actor_id)
        return f"the {name}" if single and not _OWNED.search(name) else self.the(name)

    def the(self, name: str) -> str:
        """Return a name with the article it takes in running text."""
        starts = self.words.words("names", "the")
        takes = any(name == start.strip() or (len(start) > 4 and name.startswith(start)) for start in starts)
        takes = takes or name.rpartition(" ")[2] in self.words.words("names", "ending")
        return f"the {name}" if takes and not _OWNED.search(name) else name


@dataclass(frozen=True, slots=True)
class Side:
    """What a name given on the command line means: a side, or one person or office of it when `only` is set."""

    query: str
    name: str
    root: str
    only: str | None = None

    def acts(self, actor_id: str | None, root: str | None) -> bool:
        """Return whether an actor with this id and root belongs to it."""
        return actor_id == self.only if self.only is not None else root == self.root


def names_of(view: View, words: Wording) -> Names:
    """Return the names used in a view: of actors as recorded, of sides from the directory or its best-known actor."""
    directory = load_directory()
    told = {actor.id: actor.name for actor in view.actors()}
    actors = {actor.id: replace(actor, name=bare_name(actor, words)) for actor in view.actors()}
    members: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors.values():
        members[actor.root].append(actor)
    roots = {*members, *(root for claim in view.claims() for root in (claim.source_root, claim.target_root))}
    roots |= {aim.actor_root for aim in view.aims()}
    spoken = _spoken(view.claims())
    sides = {root: _side_name(root, members[root], spoken, directory) for root in sorted(roots)}
    return Names(actors, sides, words, told)


def bare_name(actor: Actor, words: Wording) -> str:
    """Return an actor's name; that of an unnamed group or office without what the text happened to put before it.

    Words that link clauses and numbers go ("but 23 Armenian prisoners", "whose soldiers"); so does, before the side's
    adjective, what is no modifier of people ("expelling Ethiopian soldiers").
    """
    if actor.kind not in {"group", "office"}:
        return actor.name
    linking = {*words.words("names", "linking"), *words.words("numbers", "cardinals")}
    parts = actor.name.split()
    while len(parts) > 1 and (parts[0].casefold() in linking or parts[0][0].isdigit()):
        parts = parts[1:]
    role = actor.id.partition(":")[2]
    first = next((number for number, part in enumerate(parts) if part[0].isupper()), 0)
    run, rest = parts[:first], parts[first:]
    if run and any(part.startswith(role) for part in rest if role and part[0].islower()):
        modifiers = {*words.words("names", "modifiers")}
        while run and "-" not in run[0] and run[0] not in modifiers:
            run = run[1:]
        parts = [*run, *rest]
    return " ".join(parts)


def _spoken(claims: Iterable[Claim]) -> dict[str, str]:
    """The first name that claims use for each root, for sides that no list knows."""
    found: dict[str, str] = {}
    for claim in claims:
        found.setdefault(claim.source_root, claim.source_name)
        found.setdefault(claim.target_root, claim.target_name)
    return found


def _side_name(root: str, members: list[Actor], spoken: dict[str, str], directory: Directory) -> str:
    own = next((actor for actor in members if actor.id == root), None) or directory.actors.get(root)
    if own is not None and own.name != root:
        return own.name
    if len(members) == 1:
        return members[0].name if members[0].kind != "person" else f"{members[0].name} ({root})"
    return spoken.get(root) or (members[0].name if members else root)


def _spellings(names: Names) -> dict[str, list[str]]:
    """Every spelling (lower case) of the casebook's actors and sides, with the ids it stands for."""
    known = {*names.actors, *names.sides}
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(known):
        for text in (key, names.actor(key), names.sides.get(key, ""), names.told.get(key, "")):
            if text and key not in found[text.casefold()]:
                found[text.casefold()].append(key)
    for spelling, ids in listed_spellings().items():
        for key in ids:
            if key in known and key not in found[spelling]:
                found[spelling].append(key)
    return found


@lru_cache(maxsize=1)
def listed_spellings() -> dict[str, tuple[str, ...]]:
    """Every spelling (lower case) in the directory, with the ids it may stand for, the likeliest first."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for spelling, senses in load_directory().senses.items():
        for sense in senses:
            if sense.actor_id:
                found[spelling.casefold()][sense.actor_id] = None
    return {spelling: tuple(ids) for spelling, ids in found.items()}


def resolve(query: str, names: Names) -> Side:
    """Return the side or actor that a name, id or other spelling means (capitals do not matter).

    Actors of the casebook come first, then those of the directory, then the one of the casebook with all these words in
    a spelling ("the Tripoli government" for a "UN-backed government in Tripoli"). A person or office of a state is
    looked at alone; for any other actor its whole side is. Raises InputError, naming the nearest spellings, when
    nothing is called so.
    """
    spellings = _spellings(names)
    wanted = query.strip().casefold()
    keys = spellings.get(wanted, [])
    if not keys and wanted:
        keys = [key for spelling, ids in spellings.items() if spelling.endswith(f" {wanted}") for key in ids]
    keys = keys or list(listed_spellings().get(wanted, ())[:1]) or _described(wanted, spellings)
    if not keys:
        raise unknown(query, names)
    key = max(keys, key=lambda k: (k == query, k in names.sides, k in names.actors))
    directory = load_directory()
    actor = names.actors.get(key) or directory.actors.get(key)
    root = actor.root if actor is not None else key
    state = names.actors.get(root) or directory.actors.get(root)
    if actor is not None and actor.kind in {"person", "office"} and state is not None and state.kind in _STATES:
        return Side(query, actor.name, root, only=actor.id)
    return Side(query, names.side(root), root)


def _described(wanted: str, spellings: dict[str, list[str]]) -> list[str]:
    """The one actor of the casebook among whose words those of a description are; nobody where there are several."""
    words = {*wanted.removeprefix("the ").split()}
    found = {
        key for spelling, ids in spellings.items() if len(words) > 1 and words <= {*spelling.split()} for key in ids
    }
    return sorted(found) if len(found) == 1 else []


def unknown(query: str, names: Names) -> InputError:
    """Return the error for a name that the casebook does not know, with the nearest ones it does."""
    spellings = _spellings(names)
    near = difflib.get_close_matches(query.strip().casefold(), list(spellings), n=4, cutoff=0.6)
    shown = dict.fromkeys(names.actor(spellings[spelling][0]) for spelling in near)
    hint = f" Near names: {', '.join(shown)}." if shown else ""
    return InputError(f"nobody in this casebook is called '{query}'.{hint} `dragoman actors` lists all of them.")


def mention_pattern(side: Side, names: Names) -> re.Pattern[str]:
    """Return a pattern that finds any name of a side (or person) in running text, as whole words."""
    key = side.only or side.root
    spelled = {spelling for spelling, ids in (*_spellings(names).items(), *listed_spellings().items()) if key in ids}
    options = "|".join(re.escape(s) for s in sorted(spelled, key=lambda s: (-len(s), s)) if len(s) > 2)
    return re.compile(rf"(?<!\w)(?:{options or '(?!)'})(?!\w)", re.IGNORECASE)
