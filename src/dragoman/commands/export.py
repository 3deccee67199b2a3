"""`dragoman export`: a casebook's contents as files for other programs."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from dragoman.commands import event_data
from dragoman.commands.console import Console
from dragoman.commands.event_data import EVENT_FORMATS
from dragoman.commands.options import Commands, Parser, add_case, command, open_case, write_file

WHAT = ("claims", "aims", "actors", "mentions", "documents", "repairs", "skipped", "problems", "corrections")


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
            "export my.dragoman --format gdelt2 --out again.tsv",
        ],
        more="Exported documents can be read again; the offsets of claims and aims refer to their text.",
    )
    add_case(parser, positional=True)
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--format", choices=("jsonl", "csv", *EVENT_FORMATS), default="jsonl", help="default: jsonl")
    output.add_argument("--json", action="store_true", help="one JSON object instead")
    parser.add_argument("--what", choices=WHAT, default="claims", help="default: claims")
    parser.add_argument("--import", dest="import_id", metavar="ID", help="with a format of events: only this import")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to this file instead of standard output")


def run(args: argparse.Namespace, console: Console) -> int:
    """Export one part of a casebook and return the exit code."""
    if args.format in EVENT_FORMATS:
        return event_data.export(args, console)
    from dragoman.commands.plain import FIELDS, PARTS, flat  # noqa: PLC0415 - loads DuckDB

    rows = PARTS[args.what](open_case(args).snapshot())
    text = io.StringIO()
    target = console if args.out is None else Console(text, console.err)
    if args.json:
        target.json("export", rows)
    elif args.format == "csv":
        target.csv(FIELDS[args.what], [[flat(row[name]) for name in FIELDS[args.what]] for row in rows])
    else:
        for row in rows:
            target.json_line(row)
    if args.out is not None:
        write_file(args.out, text.getvalue())
        console.say(f"{args.out}: {len(rows)} {args.what} written.")
    return 0
