"""Decisions about actors for `dragoman fix`: from what was typed to the words kept, and what a decision changed."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from dragoman.casebook import NEEDED, OWN, wrong
from dragoman.commands.naming import actor_called, known, listed, proper, side_called
from dragoman.commands.options import number
from dragoman.commands.tables import SHORT
from dragoman.errors import InputError, UsageError
from dragoman.model import UNNAMED, Actor

if TYPE_CHECKING:
    from dragoman.casebook import Correction, Snapshot

Words = dict[str, str]
NONE: Final = "none"


def decided(args: argparse.Namespace, view: Snapshot) -> tuple[str, Words]:
    """Return the id of the actor that a decision is about, and the words to keep with it.

    Raises UsageError or InputError, in one line, where the decision cannot be meant.
    """
    about = actor_called(view, args.of[0])
    make: dict[str, Callable[[argparse.Namespace, Snapshot, Actor], Words]] = {
        "merge": _merge, "split": _split, "rename": _rename, "side": _side,
    }  # fmt: skip
    as_read = next((actor.name for actor in view.read_actors if actor.id == about.id), about.name)
    return about.id, {"name": as_read, **make[args.action](args, view, about)}


def _merge(args: argparse.Namespace, view: Snapshot, about: Actor) -> Words:
    into = known(view, args.of[1]) or actor_called(view, args.of[1])
    if into.id == about.id:
        raise UsageError(f"'{args.of[0]}' and '{args.of[1]}' are one actor already: {into.name} ({into.id})")
    return {"into": into.id, "into_name": into.name, "into_kind": into.kind, "into_root": into.root}


def _split(args: argparse.Namespace, view: Snapshot, about: Actor) -> Words:
    if not args.words or not args.become:
        raise UsageError('fix split needs the words and whom they mean: --words "the general" --as NAME')
    words = proper(args.words, "words")
    goal = known(view, args.become, whole=True)
    if goal is None:
        name = proper(args.become, "an actor")
        identity = OWN + name
        root = side_called(view, args.side, [identity], new=args.new_side) if args.side else identity
        goal = Actor(identity, name, about.kind, root)
    elif goal.id == about.id:
        raise UsageError(f"'{args.become}' is {about.name} ({about.id}). Name somebody else")
    elif args.side and side_called(view, args.side, [goal.id], new=args.new_side) != goal.root:
        raise UsageError(f"{goal.name} is on the side {goal.root}. Change that with: dragoman fix side {goal.id} SIDE")
    made = {"words": words, "as": goal.id, "as_name": goal.name, "as_kind": goal.kind, "as_root": goal.root}
    return made | (_document(view, args.within) if args.within else {})


def _document(view: Snapshot, said: str) -> Words:
    documents = view.documents()
    fitting = [d for d in documents if said in {d.name, d.id}]
    if not fitting:
        fitting = [d for d in documents if d.name.endswith(f"/{said}") or (len(said) > 3 and d.id.startswith(said))]
    if not fitting:
        raise InputError(f"no document of this casebook is called '{said}'. dragoman claims shows their names")
    if len(fitting) > 1:
        shown = ", ".join(f"{d.name} ({d.id})" for d in fitting[:4])
        raise UsageError(f"{len(fitting)} documents are called '{said}': {shown}. Give the id")
    return {"in": fitting[0].id, "in_name": fitting[0].name}


def _rename(args: argparse.Namespace, view: Snapshot, about: Actor) -> Words:
    name = proper(args.of[1], "an actor")
    if name == about.name:
        raise UsageError(f"{about.id} is called {name} already")
    other = next((a for a in view.actors() if a.id != about.id and a.name.casefold() == name.casefold()), None)
    if other is not None:
        one = f"dragoman fix merge {about.id} {other.id}"
        raise UsageError(f"{other.id} is called {name} already. If the two are one: {one}")
    return {"to_name": name}


def _side(args: argparse.Namespace, view: Snapshot, about: Actor) -> Words:
    if args.since and args.until and args.since[: len(args.until)] > args.until[: len(args.since)]:
        raise UsageError(f"--from {args.since} is after --to {args.until}. Exchange them")
    home = listed(about.id)
    own = [about.id, *([home.root] if home is not None else [])]
    given = {"side": side_called(view, args.of[1], own, new=args.new_side), "from": args.since, "to": args.until}
    return {word: said for word, said in given.items() if said}


def edited(view: Snapshot, claim_id: str, field: str, value: str) -> Words:
    """Return the words to keep with the edit of one field of a claim; the value `none` empties a date or a speaker.

    Raises UsageError for a field or value that cannot be, and for a value that the claim has already.
    """
    claim = next(claim for claim in view.all_claims if claim.id == claim_id)
    said = "" if value.casefold() == NONE and field in {"date", "speaker"} else value
    words = {"field": field, "value": said}
    if field in {"source", "target", "speaker"} and said and said != UNNAMED:
        meant = known(view, said) or actor_called(view, said)
        words |= {"value": meant.id, "value_name": meant.name, "value_root": meant.root}
    trouble = wrong(field, words["value"])
    if trouble:
        raise UsageError(trouble)
    was = str(getattr(claim, field) or "")
    if was == words["value"]:
        raise UsageError(f"the {field} of this claim is {was or NONE} already")
    return words | {"was": was}


def described(made: Correction) -> str:
    """Return what a decision about an actor, or the edit of a claim, says in a few words."""
    say = made.payload
    if made.action == "edit":
        now = say.get("value_name") or say.get("value") or NONE
        return f"{made.target[:SHORT]}: {say.get('field', '?')} {say.get('was') or NONE} to {now}"
    who = f"{say.get('name', '?')} ({made.target})"
    if made.action == "merge":
        return f"{who} into {say.get('into_name', '?')} ({say.get('into', '?')})"
    if made.action == "split":
        where = f" in {say.get('in_name') or say.get('in')}" if say.get("in") or say.get("in_name") else ""
        return f"'{say.get('words', '?')}' of {who}{where} as {say.get('as_name', '?')} ({say.get('as', '?')})"
    if made.action == "rename":
        return f"{who} to {say.get('to_name', '?')}"
    times = "".join(f" {word} {say[word]}" for word in ("from", "to") if say.get(word))
    return f"{who} to {say.get('side', '?')}{times}"


def is_on_actor(made: Correction) -> bool:
    """Return whether a correction is a decision about an actor."""
    return made.action in NEEDED


def difference(before: Snapshot, after: Snapshot) -> str:
    """Return, in words, what a decision changed in a casebook."""
    parts = [
        number(changed, noun)
        for noun, changed in (
            ("mention", _changed(before.mentions(), after.mentions())),
            ("claim", _changed(before.all_claims, after.all_claims)),
            ("aim", _changed(before.aims(), after.aims())),
        )
        if changed
    ]
    told = [f"{', '.join(parts)} changed" if parts else "no mention, claim or aim is changed by it"]
    was, now = ({claim.id for claim in view.claims()} for view in (before, after))
    within = {claim.id for claim in after.all_claims if claim.source_root == claim.target_root}
    for ids, verb in (
        ((was - now) & within, "now within one side and left out"),
        ((was - now) - within, "now part of another that tells the same"),
        (now - was, "counted again"),
    ):
        if ids:
            told.append(f"{number(len(ids), 'claim')} {'is' if len(ids) == 1 else 'are'} {verb}")
    return "; ".join(told)


def _changed(before: Iterable[object], after: Iterable[object]) -> int:
    return (Counter(before) - Counter(after)).total()
