"""`dragoman fix`: what a person decides about a claim or an actor. Nothing is ever overwritten."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, open_case
from dragoman.commands.read import iso_date
from dragoman.commands.tables import SHORT
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.casebook import Correction, Snapshot, View
    from dragoman.commands.console import Console

_SHORTEST: Final = 4
_ACTIONS: Final = ("accept", "reject", "merge", "split", "rename", "side", "undo", "list")
# What each action is called with, and the options that only some take.
_TAKES: Final = {
    "merge": ("ACTOR", "ACTOR"), "split": ("ACTOR",), "rename": ("ACTOR", "NAME"), "side": ("ACTOR", "SIDE"),
    "list": (),
}  # fmt: skip
_SPECIAL: Final = {
    "words": ("--words", {"split"}), "within": ("--in", {"split"}), "become": ("--as", {"split"}),
    "side": ("--side", {"split"}), "new_side": ("--new-side", {"split", "side"}),
    "since": ("--from", {"side"}), "until": ("--to", {"side"}),
}  # fmt: skip


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "fix",
        run,
        "decide about a claim or an actor, take that back, or list what was decided",
        examples=[
            "fix list",
            "fix reject 0a1b2c3d --who Ada --why 'a plan, not a fact'",
            "fix merge Libya GNA --why 'these texts mean the government in Tripoli'",
            "fix split Haftar --words 'the general' --in one.txt --as 'Omar Talha' --side Algeria",
            "fix rename Haftar 'Field Marshal Haftar'",
            "fix side Haftar LNA --from 2014-05",
            "fix undo last --who Ada",
        ],
        more="A rejected claim is left out everywhere. Of actors one can be merged into another, some of the words "
        "that mean one can be given to another, and each can have another name or side. Every decision is kept, holds "
        "also when the same texts are read again, and can be taken back. An undo is a decision too: undoing it (undo "
        "last, twice) puts the first one in force again.",
    )
    parser.add_argument("action", choices=_ACTIONS, help="what to do")
    about = (
        "accept, reject: the first characters of a claim's id; undo: of a decision's id, or: last; "
        "merge A B: A counts as B; split A; rename A 'New name'; side A SIDE"
    )
    parser.add_argument("of", nargs="*", metavar="ID", help=about)
    parser.add_argument("--words", metavar="TEXT", help="split: the words that mean somebody else")
    parser.add_argument("--in", dest="within", metavar="DOCUMENT", help="split: only in this document")
    parser.add_argument("--as", dest="become", metavar="NAME", help="split: whom they mean, known or new")
    parser.add_argument("--side", metavar="SIDE", help="split: the side of a new actor (default: its own)")
    parser.add_argument("--from", dest="since", type=iso_date, metavar="DATE", help="side: only from this date on")
    parser.add_argument("--to", dest="until", type=iso_date, metavar="DATE", help="side: only until this date")
    parser.add_argument("--new-side", action="store_true", help="let the side be one that is not known yet")
    parser.add_argument("--who", metavar="NAME", help="who decides (default: your user name)")
    parser.add_argument("--why", metavar="TEXT", help="the reason, kept with the decision")
    add_case(parser)
    add_formats(parser, with_csv=False)


def run(args: argparse.Namespace, console: Console) -> int:
    """Append a correction, or list them, and return the exit code."""
    from dragoman.casebook import NEEDED, add_correction  # noqa: PLC0415 - loads DuckDB

    _refuse_unfitting(args)
    view = open_case(args)
    before = view.snapshot()
    if args.action == "list":
        return _listed(args, console, before)
    payload: dict[str, str] = {}
    if args.action in NEEDED:
        from dragoman.commands.deciding import decided  # noqa: PLC0415 - loads the vocabulary

        target, payload = decided(args, before)
    elif args.action == "undo":
        target = _correction(before.corrections(), args.of[0])
    else:
        target = _claim(before, args.of[0])
    made = add_correction(
        view.path,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=args.who or user_name(),
        action=args.action,
        target=target,
        payload=payload | ({"why": args.why} if args.why else {}),
    )
    if args.json:
        console.json("fix", asdict(made))
    else:
        console.table_line(_told(view, before, made))
    return 0


def _refuse_unfitting(args: argparse.Namespace) -> None:
    takes = _TAKES.get(args.action, ("ID",))
    if len(args.of) != len(takes):
        wanted = f"takes {' '.join(takes)}" if takes else "takes nothing more"
        hint = "dragoman claims and dragoman fix list show ids" if takes == ("ID",) else "See: dragoman fix --help"
        given = "" if len(args.of) < len(takes) else ". Put a name of several words in quotation marks"
        raise UsageError(f"fix {args.action} {wanted}{given}. {hint}")
    for name, (option, actions) in _SPECIAL.items():
        if getattr(args, name) not in {None, False} and args.action not in actions:
            raise UsageError(f"{option} belongs to fix {' and fix '.join(sorted(actions))}. See: dragoman fix --help")


def _told(view: View, before: Snapshot, made: Correction) -> str:
    """Return the line that says what was decided, and what holds now."""
    from dragoman.commands.deciding import described, difference, is_on_actor  # noqa: PLC0415

    by_id = {correction.id: correction for correction in before.corrections()} | {made.id: made}
    first = made
    while first.action == "undo":
        first = by_id[first.target]
    of = described(made) if is_on_actor(made) else made.target[:SHORT]
    done = f"{made.id[:SHORT]}  {made.action} {of} by {made.who}"
    if not is_on_actor(first):
        return f"{done}; {_verdict(view, first)}"
    after = view.snapshot()
    if made.action != "undo":
        return f"{done}; {difference(before, after)}"
    force = "is in force" if _in_force(after, first) else "is not in force"
    return f"{done}; {first.action} {described(first)} {force}; {difference(before, after)}"


def _in_force(view: Snapshot, made: Correction) -> bool:
    from dragoman.casebook import standing  # noqa: PLC0415

    return any(correction.id == made.id for correction in standing(view.corrections()))


def _verdict(view: View, first: Correction) -> str:
    """Return what holds now of the claim that a decision, or the undoing of one, was about."""
    holds = {None: "no decision on it is in force, so it counts", "accepted": "it is accepted",
             "rejected": "it is rejected and left out"}[view.verdicts().get(first.target)]  # fmt: skip
    return f"claim {first.target[:SHORT]}: {holds}"


def user_name() -> str:
    """Return who is at work here. Raises UsageError where that is not known."""
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


def _listed(args: argparse.Namespace, console: Console, view: Snapshot) -> int:
    from dragoman.casebook import standing  # noqa: PLC0415
    from dragoman.commands.deciding import described, is_on_actor  # noqa: PLC0415

    made = view.corrections()
    in_force = {correction.id for correction in standing(made)}
    claims = {claim.id for claim in view.all_claims}

    def finds(correction: Correction) -> bool:
        if is_on_actor(correction):
            return correction.id not in view.decisions.idle
        return correction.action == "undo" or correction.target in claims

    rows: list[dict[str, Any]] = [
        {**asdict(c), "in_force": c.id in in_force, "applies": c.id in in_force and finds(c)} for c in made
    ]
    if args.json:
        console.json("fix", rows)
    elif made:
        head = ("correction", "made at", "who", "action", "of", "in force", "why")
        console.table(head, [
            (c.id[:SHORT], c.made_at, c.who, c.action, described(c) if is_on_actor(c) else c.target[:SHORT],
             "finds nobody" if row["in_force"] and not row["applies"] else row["in_force"], c.payload.get("why"))
            for c, row in zip(made, rows, strict=True)
        ])  # fmt: skip
    else:
        console.say("Nothing has been corrected.")
    return 0
