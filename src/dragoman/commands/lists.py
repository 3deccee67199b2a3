"""The commands that list what a casebook holds: claims, aims, options, problems (and actors, in `people`)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands import people, plain
from dragoman.commands.naming import now_called
from dragoman.commands.options import (
    Commands,
    Parser,
    add_case,
    add_formats,
    command,
    open_case,
    problem_line,
    sides,
)
from dragoman.commands.tables import AIM_HEAD, CLAIM_HEAD, aim_cells, claim_cells
from dragoman.model import KINDS, SORTS, STATUSES, Aim, Document, Sort

if TYPE_CHECKING:
    from dragoman.commands.console import Cell, Console


def add(commands: Commands[Parser]) -> None:
    """Add the commands."""
    people.add(commands)

    examples = ["claims", "claims --actor Russia --actor Libya --status did", "claims --kind AID --csv"]
    parser = command(commands, "claims", claims, "list the claims", examples=examples)
    parser.add_argument("--actor", action="append", default=[], metavar="A",
                        help="only claims in which A takes part; given twice, both must")  # fmt: skip
    parser.add_argument("--status", action="append", choices=STATUSES, help="only this status; can be given again")
    parser.add_argument("--kind", action="append", choices=KINDS, metavar="KIND", help="only this kind of the codebook")
    parser.add_argument("--rejected", action="store_true", help="list rejected claims as well")
    _finish(parser)

    about = "list what actors want, avoid, could do and are bound by"
    parser = command(commands, "aims", aims, about, examples=["aims", "aims Russia --sort goal --json"])
    parser.add_argument("actor", nargs="?", metavar="ACTOR", help="only the aims of this actor")
    parser.add_argument("--sort", action="append", choices=SORTS, help="only this sort; can be given again")
    _finish(parser)

    about = "list the courses open to an actor, with conditions, costs and benefits"
    more = "Given an actor, also what it wants and shuns, what binds it, and what it would pay or gain."
    examples = ["options Russia", "options Russia --json"]
    parser = command(commands, "options", options, about, examples=examples, more=more)
    parser.add_argument("actor", nargs="?", metavar="ACTOR", help="only this actor, with its other aims")
    _finish(parser)

    about = "list what could not be read"
    parser = command(commands, "problems", problems, about, examples=["problems", "problems --json"])
    _finish(parser)


def _finish(parser: Parser) -> None:
    add_case(parser)
    add_formats(parser)


def _print(console: Console, head: Sequence[str], rows: list[tuple[Cell, ...]], nothing: str) -> int:
    if rows:
        console.table(head, rows)
    else:
        console.say(nothing)
    return 0


def _print_rows(args: argparse.Namespace, console: Console, what: str, rows: Sequence[dict[str, Any]]) -> int:
    if args.json:
        console.json(args.command, list(rows))
    else:
        head = [*plain.FIELDS[what], *(name for name in (rows[0] if rows else ()) if name not in plain.FIELDS[what])]
        console.csv(head, [[plain.flat(row[name]) for name in head] for row in rows])
    return 0


def claims(args: argparse.Namespace, console: Console) -> int:
    """List the claims of a casebook."""
    view = open_case(args).snapshot()
    wanted = sides(view, [now_called(view, name) for name in args.actor])
    chosen = [
        claim
        for claim in (view.all_claims if args.rejected else view.claims())
        if (not args.status or claim.status in args.status)
        and (not args.kind or claim.kind in args.kind)
        and all(s.acts(claim.source, claim.source_root) or s.acts(claim.target, claim.target_root) for s in wanted)
    ]
    documents = plain.by_id(view)
    if args.json or args.csv:
        return _print_rows(args, console, "claims", plain.claim_data(chosen, documents, view.verdicts(), view.read_as))
    rows = [claim_cells(c, documents.get(c.document_id), view.read_as.get(c.id, {})) for c in chosen]
    return _print(console, CLAIM_HEAD, rows, "No claim fits.")


def aims(args: argparse.Namespace, console: Console) -> int:
    """List the aims of a casebook."""
    chosen, documents = _aims_of(args, args.sort)
    if args.json or args.csv:
        return _print_rows(args, console, "aims", plain.aim_data(chosen, documents))
    return _print(console, AIM_HEAD, [aim_cells(aim) for aim in chosen], "No aim fits.")


def _aims_of(args: argparse.Namespace, sorts: Sequence[str] | None) -> tuple[list[Aim], dict[str, Document]]:
    view = open_case(args).snapshot()
    wanted = sides(view, [now_called(view, args.actor)] if args.actor else [])
    chosen = [
        aim
        for aim in view.aims()
        if (not sorts or aim.sort in sorts) and all(side.acts(aim.actor, aim.actor_root) for side in wanted)
    ]
    return chosen, plain.by_id(view)


# What is listed of one actor after its options, in this order.
_BESIDES: Final[tuple[Sort, ...]] = ("goal", "aversion", "constraint", "cost", "benefit", "leverage")


def options(args: argparse.Namespace, console: Console) -> int:
    """List the options of actors, each with what the text ties to it; of one actor its other aims as well."""
    everything, documents = _aims_of(args, None)
    tied: dict[str, list[Aim]] = {}
    for aim in everything:
        if aim.about is not None:
            tied.setdefault(aim.about, []).append(aim)
    chosen = [aim for aim in everything if aim.sort == "option"]
    if args.actor:
        shown = {aim.id for option in chosen for aim in tied.get(option.id, ())}
        rest = [aim for aim in everything if aim.sort in _BESIDES and aim.id not in shown]
        chosen += sorted(rest, key=lambda aim: _BESIDES.index(aim.sort))
    grouped = [aim for option in chosen for aim in (option, *tied.get(option.id, ()))]
    if args.csv:
        return _print_rows(args, console, "aims", plain.aim_data(grouped, documents))
    if args.json:
        rows = plain.aim_data(chosen, documents)
        data = [{**row, "tied": plain.aim_data(tied.get(row["id"], ()), documents)} for row in rows]
        return _print_rows(args, console, "aims", data)
    whole = {aim.id for aim in chosen}
    cells = [aim_cells(aim) if aim.id in whole else ("", *aim_cells(aim)[1:]) for aim in grouped]
    return _print(console, AIM_HEAD, cells, "No option fits.")


def problems(args: argparse.Namespace, console: Console) -> int:
    """List the problems of a casebook."""
    found = open_case(args).problems()
    if args.json or args.csv:
        return _print_rows(args, console, "problems", plain.problem_data(found))
    for problem in found:
        console.table_line(problem_line(problem))
    if not found:
        console.say("No problems.")
    return 0
