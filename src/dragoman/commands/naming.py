"""Which actor or side a person means by what they typed, where a decision must not rest on a guess."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from dragoman.commands.console import harmless
from dragoman.errors import DragomanError, InputError, UsageError
from dragoman.model import UNNAMED, Actor

if TYPE_CHECKING:
    from dragoman.casebook import Snapshot

_LONGEST = 200


def actor_called(view: Snapshot, said: str, *, whole: bool = False) -> Actor:
    """Return the one actor of a casebook that `said` means: an id, a name, a known spelling, or (unless `whole`) the
    last word or words of a name.

    Raises UsageError where several are meant or the actor counts as another now, InputError where nobody is.
    """
    if said == UNNAMED:
        raise UsageError(f"'{UNNAMED}' stands for anybody whom a text does not name, so it is no actor to decide about")
    found = among(view.actors(), said, whole=whole)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{len(found)} actors are called '{said}': {_with_ids(found)}. Give the id")
    former = among([a for a in view.read_actors if view.decisions.owner(a.id) != a.id], said, whole=whole)
    if former:
        raise _counts_as_another(view, former[0])
    raise nobody(view, said)


def among(actors: Iterable[Actor], said: str, *, whole: bool = False) -> list[Actor]:
    """Return the actors that `said` means by the closest way of meaning one; several where that does not tell."""
    from dragoman.show.names import listed_spellings  # noqa: PLC0415 - loads the vocabulary

    known, wanted = [a for a in actors if a.id != UNNAMED], " ".join(said.split()).casefold()
    spelled = listed_spellings().get(wanted, ())
    ways: tuple[Callable[[Actor], bool], ...] = (
        lambda a: a.id == said,
        lambda a: wanted in {a.id.casefold(), a.name.casefold()},
        lambda a: a.id in spelled or (not whole and a.name.casefold().endswith(f" {wanted}")),
    )
    return next((found for way in ways if wanted and (found := [a for a in known if way(a)])), [])


def listed(said: str) -> Actor | None:
    """Return the actor of the directory whose id, name or unambiguous spelling this is, or None."""
    from dragoman.show.names import listed_spellings  # noqa: PLC0415
    from dragoman.vocabulary.directory import load_directory  # noqa: PLC0415

    actors, wanted = load_directory().actors, " ".join(said.split()).casefold()
    if said in actors:
        return actors[said]
    ids = [key for key in listed_spellings().get(wanted, ()) if key in actors]
    exact = [key for key in ids if actors[key].name.casefold() == wanted]
    chosen = exact if len(exact) == 1 else ids
    return actors[chosen[0]] if len(chosen) == 1 else None


def known(view: Snapshot, said: str, *, whole: bool = False) -> Actor | None:
    """Return the actor that `said` means in the casebook or else in the directory, or None where neither has one.

    With `whole` the end of a name is not enough. Raises UsageError where several are meant or the actor counts as
    another now.
    """
    try:
        return actor_called(view, said, whole=whole)
    except InputError:
        return listed(said)


def now_called(view: Snapshot, said: str) -> str:
    """Return `said`, or the id of the actor that one of that name counts as now, if nobody else is called so."""
    former = [actor for actor in view.read_actors if view.decisions.owner(actor.id) != actor.id]
    found = among(former, said, whole=True) if former else []
    if len(found) != 1 or among(view.actors(), said, whole=True):
        return said
    return view.decisions.owner(found[0].id)


def side_called(view: Snapshot, said: str, own: Iterable[str] = (), *, new: bool = False) -> str:
    """Return the side that `said` means: a side of the casebook or directory, one of `own`, or the side of an actor.

    With `new`, what is none of these is a new side. Raises InputError otherwise, UsageError where several are meant.
    """
    from dragoman.vocabulary.directory import load_directory  # noqa: PLC0415

    wanted = " ".join(said.split())
    sides = {*own, *(actor.root for actor in view.actors())}
    sides |= {actor.id for actor in load_directory().actors.values() if actor.root == actor.id}
    sides.discard(UNNAMED)
    same = [side for side in sorted(sides) if side == wanted] or [
        side for side in sorted(sides) if side.casefold() == wanted.casefold()
    ]
    if wanted and same:
        return same[0]
    found = known(view, wanted)
    if found is not None:
        return found.root
    if new:
        return proper(said, "a side")
    near = nobody(view, said, "no side or actor is called").args[0]
    raise InputError(f"{near} If it is a new side, add --new-side")


def proper(said: str, what: str) -> str:
    """Return a name that somebody typed, on one line. Raises UsageError when it is empty, too long or unprintable."""
    name = " ".join(said.split())
    if not name or len(name) > _LONGEST or harmless(name) != name:
        raise UsageError(f"'{harmless(name)[:40]}' cannot be the name of {what}. Give 1 to {_LONGEST} plain characters")
    return name


def nobody(view: Snapshot, said: str, what: str = "nobody in this casebook is called") -> InputError:
    """Return the error for a name that no actor has, with the nearest ones there are."""
    spelled: dict[str, str] = {}
    for actor in view.actors():
        shown = f"{actor.name} ({actor.id})"
        for text in (actor.id, actor.name, *actor.name.split()):
            spelled.setdefault(text.casefold(), shown)
    near = difflib.get_close_matches(" ".join(said.split()).casefold(), list(spelled), n=4, cutoff=0.7)
    names = ", ".join(dict.fromkeys(spelled[text] for text in near))
    hint = f" Near names: {names}." if names else ""
    return InputError(f"{what} '{said}'.{hint} `dragoman actors` lists all of them.")


def _counts_as_another(view: Snapshot, former: Actor) -> DragomanError:
    from dragoman.casebook import on_actors  # noqa: PLC0415 - loads DuckDB

    now = view.decisions.owner(former.id)
    name = next((actor.name for actor in view.actors() if actor.id == now), now)
    merges = [c for c in on_actors(view.corrections()) if c.action == "merge" and c.target == former.id]
    undo = f", or take that back: dragoman fix undo {merges[-1].id[:8]}" if merges else ""
    return UsageError(f"{former.name} ({former.id}) counts as {name} ({now}) by an earlier decision. Name {name}{undo}")


def _with_ids(actors: Iterable[Actor]) -> str:
    shown = [f"{actor.name} ({actor.id})" for actor in actors]
    return ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")
