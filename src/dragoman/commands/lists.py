"""The commands that list what a casebook holds: actors, claims, aims, options, problems."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.commands.options import (
    Commands,
    Parser,
    add_case,
    add_formats,
    command,
    open_case,
    problem_line,
    record,
    sides,
)
from dragoman.commands.tables import AIM_HEAD, CLAIM_HEAD, aim_cells, claim_cells
from dragoman.model import KINDS, SORTS, STATUSES, Aim, Claim

if TYPE_CHECKING:
    from dragoman.casebook import Snapshot
    from dragoman.commands.console import Cell, Console


def add(commands: Commands[Parser]) -> None:
    """Add the commands."""
    about = "list who is named, with how many claims and aims"
    parser = command(commands, "actors", actors, about, examples=["actors", "actors --csv"])
    _finish(parser)

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
    parser = command(commands, "options", options, about, examples=["options Russia", "options Russia --json"])
    parser.add_argument("actor", nargs="?", metavar="ACTOR", help="only the options of this actor")
    _finish(parser)

    about = "list what could not be read"
    parser = command(commands, "problems", problems, about, examples=["problems", "problems --json"])
    _finish(parser)


def _finish(parser: Parser) -> None:
    add_case(parser)
    add_formats(parser)


def _print(
    args: argparse.Namespace,
    console: Console,
    head: Sequence[str],
    rows: list[tuple[Cell, ...]],
    *,
    data: Sequence[object],
    nothing: str,
) -> int:
    if args.json:
        console.json(args.command, list(data))
    elif args.csv:
        console.csv([name or "sign" for name in head], rows)
    elif rows:
        console.table(head, rows)
    else:
        console.say(nothing)
    return 0


def actors(args: argparse.Namespace, console: Console) -> int:
    """List the actors of a casebook."""
    view = open_case(args).snapshot()
    in_claims: Counter[str] = Counter()
    for claim in view.claims():
        in_claims.update({claim.source, claim.target, *([claim.speaker] if claim.speaker else [])})
    in_aims = Counter(aim.actor for aim in view.aims())
    people = sorted(view.actors(), key=lambda a: (-in_claims[a.id] - in_aims[a.id], a.name, a.id))
    data = [{**record(a), "claims": in_claims[a.id], "aims": in_aims[a.id]} for a in people]
    rows: list[tuple[Cell, ...]] = [(a.name, a.kind, a.root, in_claims[a.id], in_aims[a.id], a.id) for a in people]
    head = ("name", "kind", "side", "claims", "aims", "id")
    return _print(args, console, head, rows, data=data, nothing="No actors are named in this casebook.")


def claims(args: argparse.Namespace, console: Console) -> int:
    """List the claims of a casebook."""
    view = open_case(args).snapshot()
    wanted = sides(view, args.actor)
    chosen = [
        claim
        for claim in (view.all_claims if args.rejected else view.claims())
        if (not args.status or claim.status in args.status)
        and (not args.kind or claim.kind in args.kind)
        and all(s.acts(claim.source, claim.source_root) or s.acts(claim.target, claim.target_root) for s in wanted)
    ]
    documents = {document.id: document for document in view.documents()}
    if args.json or args.csv:
        full = claim_data(view, chosen)
        head = list(full[0]) if full else ["id"]
        if args.csv:
            console.csv(head, [[_flat(row[name]) for name in head] for row in full])
            return 0
        return _print(args, console, head, [], data=full, nothing="")
    rows = [claim_cells(claim, documents.get(claim.document_id)) for claim in chosen]
    return _print(args, console, CLAIM_HEAD, rows, data=(), nothing="No claim fits.")


def claim_data(view: Snapshot, chosen: Iterable[Claim]) -> list[dict[str, Any]]:
    """Return claims as rows of the `--jsonl` contract, each with its id and what a person decided about it."""
    from dragoman.reading import claim_row  # noqa: PLC0415 - loads spaCy

    documents = {document.id: document for document in view.documents()}
    decided = view.verdicts()
    return [
        {"id": c.id, **claim_row(c, documents[c.document_id]), "verdict": decided.get(c.id)}
        for c in chosen
        if c.document_id in documents
    ]


def _flat(value: object) -> Cell:
    from dragoman.commands.export import flat  # noqa: PLC0415

    return flat(value)


def aims(args: argparse.Namespace, console: Console) -> int:
    """List the aims of a casebook."""
    chosen = _aims_of(args, args.sort)
    rows = [aim_cells(aim) for aim in chosen]
    return _print(args, console, AIM_HEAD, rows, data=[record(aim) for aim in chosen], nothing="No aim fits.")


def _aims_of(args: argparse.Namespace, sorts: Sequence[str] | None) -> list[Aim]:
    view = open_case(args).snapshot()
    wanted = sides(view, [args.actor] if args.actor else [])
    return [
        aim
        for aim in view.aims()
        if (not sorts or aim.sort in sorts) and all(side.acts(aim.actor, aim.actor_root) for side in wanted)
    ]


def options(args: argparse.Namespace, console: Console) -> int:
    """List the options of actors, each with what the text ties to it."""
    everything = _aims_of(args, ("option", "cost", "benefit", "constraint"))
    tied: dict[str, list[Aim]] = {}
    for aim in everything:
        if aim.about is not None:
            tied.setdefault(aim.about, []).append(aim)
    chosen = [aim for aim in everything if aim.sort == "option"]
    data = [{**record(option), "tied": [record(aim) for aim in tied.get(option.id, [])]} for option in chosen]
    rows: list[tuple[Cell, ...]] = []
    for option in chosen:
        rows.append(_option_cells(option))
        rows += [("", aim.sort, "", aim.speaker_name, aim.condition, aim.text) for aim in tied.get(option.id, [])]
    head = ("actor", "", "status", "said by", "if", "words")
    return _print(args, console, head, rows, data=data, nothing="No option fits.")


def _option_cells(option: Aim) -> tuple[Cell, ...]:
    status = option.status.replace("_", " ")
    return option.actor_name, "option", status, option.speaker_name or option.speaker, option.condition, option.text


def problems(args: argparse.Namespace, console: Console) -> int:
    """List the problems of a casebook."""
    found = open_case(args).problems()
    if args.json or args.csv:
        rows: list[tuple[Cell, ...]] = [(p.stage, p.where, p.message, p.remedy) for p in found]
        head = ("stage", "where", "message", "remedy")
        return _print(args, console, head, rows, data=[record(p) for p in found], nothing="")
    for problem in found:
        console.table_line(problem_line(problem))
    if not found:
        console.say("No problems.")
    return 0
