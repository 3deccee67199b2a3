"""`dragoman fix`: what a person decides about a claim. Nothing is ever overwritten."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, open_case
from dragoman.commands.tables import SHORT
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.casebook import Correction, Snapshot, View
    from dragoman.commands.console import Console

_SHORTEST: Final = 4


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "fix",
        run,
        "accept or reject a claim, take that back, or list what was decided",
        examples=["fix list", "fix reject 0a1b2c3d --who Ada --why 'a plan, not a fact'", "fix undo last --who Ada"],
        more="A rejected claim is left out everywhere; its rejection is kept and can be taken back. An undo is a "
        "decision too: undoing it (undo last, twice) puts the first one in force again.",
    )
    parser.add_argument("action", choices=("accept", "reject", "undo", "list"), help="what to do")
    about_id = "the first characters of a claim's id; for undo, of a correction's id, or: last"
    parser.add_argument("id", nargs="?", metavar="ID", help=about_id)
    parser.add_argument("--who", metavar="NAME", help="who decides (default: your user name)")
    parser.add_argument("--why", metavar="TEXT", help="the reason, kept with the decision")
    add_case(parser)
    add_formats(parser, with_csv=False)


def run(args: argparse.Namespace, console: Console) -> int:
    """Append a correction, or list them, and return the exit code."""
    from dragoman.casebook import add_correction  # noqa: PLC0415 - loads DuckDB

    view = open_case(args)
    if args.action == "list":
        return _listed(args, console, view.corrections())
    if not args.id:
        raise UsageError(f"fix {args.action} needs an id. dragoman claims and dragoman fix list show them")
    target = _correction(view.corrections(), args.id) if args.action == "undo" else _claim(view.snapshot(), args.id)
    made = add_correction(
        view.path,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=args.who or _user(),
        action=args.action,
        target=target,
        payload={"why": args.why} if args.why else {},
    )
    if args.json:
        console.json("fix", asdict(made))
    else:
        console.line(f"{made.id[:SHORT]}  {made.action} {made.target[:SHORT]} by {made.who}{_effect(view, made)}")
    return 0


def _effect(view: View, made: Correction) -> str:
    """Return what holds now of the claim that a decision, or the undoing of one, was about."""
    from dragoman.casebook import verdicts  # noqa: PLC0415

    known = view.corrections()
    by_id = {correction.id: correction for correction in known}
    first = made
    while first.action == "undo":
        first = by_id[first.target]
    verdict = verdicts(known).get(first.target)
    holds = {None: "no decision on it is in force, so it counts", "accepted": "it is accepted",
             "rejected": "it is rejected and left out"}[verdict]  # fmt: skip
    return f"; claim {first.target[:SHORT]}: {holds}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("your user name is not known here. Give it with --who") from None


def _claim(view: Snapshot, start: str) -> str:
    documents = {document.id: document.name for document in view.documents()}
    known = {c.id: f"{c.source_name} -> {c.target_name} in {documents.get(c.document_id)}" for c in view.all_claims}
    return _one([f"{key}\0{said}" for key, said in known.items()], start, "claim", "dragoman claims")


def _correction(made: Sequence[Correction], start: str) -> str:
    if start == "last":
        if not made:
            raise UsageError("there is no correction to take back")
        return made[-1].id
    return _one([f"{c.id}\0{c.action} by {c.who}" for c in made], start, "correction", "dragoman fix list")


def _one(known: Sequence[str], start: str, what: str, listing: str) -> str:
    if len(start) < _SHORTEST:
        raise UsageError(f"'{start}' is too short. Give at least {_SHORTEST} characters of the {what}'s id")
    fitting = [entry.split("\0") for entry in known if entry.startswith(start.lower())]
    if not fitting:
        raise UsageError(f"no {what} has an id that begins with '{start}'. {listing} shows them")
    if len(fitting) > 1:
        some = "; ".join(f"{key[:12]} ({said})" for key, said in fitting[:3])
        raise UsageError(f"{len(fitting)} {what}s have an id that begins with '{start}': {some}. Give more of it")
    return fitting[0][0]


def _listed(args: argparse.Namespace, console: Console, made: Sequence[Correction]) -> int:
    from dragoman.casebook import standing  # noqa: PLC0415

    in_force = {c.id for c in standing(made)}
    if args.json:
        console.json("fix", [{**asdict(c), "in_force": c.id in in_force} for c in made])
    elif made:
        head = ("correction", "made at", "who", "action", "of", "in force", "why")
        console.table(head, [(c.id[:SHORT], c.made_at, c.who, c.action, c.target[:SHORT], c.id in in_force,
                              c.payload.get("why")) for c in made])  # fmt: skip
    else:
        console.say("Nothing has been corrected.")
    return 0
