"""`dragoman export`: a casebook's contents as files for other programs."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands.console import Console
from dragoman.commands.lists import claim_data
from dragoman.commands.options import Commands, Parser, add_case, command, open_case, record, write_file

if TYPE_CHECKING:
    from dragoman.casebook import Snapshot
    from dragoman.commands.console import Cell

Rows = list[dict[str, Any]]


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "export",
        run,
        "write what a casebook holds as JSON lines or CSV",
        examples=[
            "export my.dragoman --format csv --out claims.csv",
            "export my.dragoman --format jsonl --what documents",
        ],
    )
    add_case(parser, positional=True)
    parser.add_argument("--format", choices=("jsonl", "csv"), default="jsonl", help="default: jsonl")
    parser.add_argument("--what", choices=tuple(PARTS), default="claims", help="default: claims")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to this file instead of standard output")


def run(args: argparse.Namespace, console: Console) -> int:
    """Export one part of a casebook and return the exit code."""
    rows = PARTS[args.what](open_case(args).snapshot())
    text = io.StringIO()
    target = console if args.out is None else Console(text, console.err)
    if args.json:
        target.json("export", rows)
    elif args.format == "csv":
        head = list(dict.fromkeys(name for row in rows for name in row))
        target.csv(head, [[flat(row.get(name)) for name in head] for row in rows])
    else:
        for row in rows:
            target.json_line(row)
    if args.out is not None:
        write_file(args.out, text.getvalue())
        console.say(f"{args.out}: {len(rows)} {args.what} written.")
    return 0


def flat(value: object) -> Cell:
    """Return a value that fits one cell: lists and objects as JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)


def _documents(view: Snapshot) -> Rows:
    kept = ("id", "name", "text", "title", "published", "publisher", "url", "language", "origin")
    return [
        {**{key: getattr(d, key) for key in kept}, "raw": d.raw, "repairs": [record(r) for r in d.repairs]}
        for d in view.documents()
    ]


PARTS: Final[dict[str, Callable[[Snapshot], Rows]]] = {
    "claims": lambda view: claim_data(view, view.claims()),
    "aims": lambda view: [record(aim) for aim in view.aims()],
    "actors": lambda view: [record(actor) for actor in view.actors()],
    "documents": _documents,
    "skipped": lambda view: [record(skipped) for skipped in view.skipped()],
    "problems": lambda view: [record(problem) for problem in view.problems()],
    "corrections": lambda view: [record(correction) for correction in view.corrections()],
}
