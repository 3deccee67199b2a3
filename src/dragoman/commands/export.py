"""`dragoman export`: a casebook's contents as files for other programs."""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dragoman.commands import event_data
from dragoman.commands.console import Console
from dragoman.commands.event_data import EVENT_FORMATS
from dragoman.commands.options import Commands, Parser, add_case, case_path, command, open_case, write_file, write_whole
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.show.exports import Export

# Named here too, since to load the formats takes a while; a test compares.
FORMATS: Final = ("jsonl", "csv", "parquet", "graphml", "gexf", "ftm", "annotations")
WHAT: Final = (
    "claims", "aims", "actors", "mentions", "documents", "repairs", "skipped", "problems", "corrections", "ties",
    "actor-ties", "forecasts",
)  # fmt: skip


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "export",
        run,
        "write what a casebook holds for other programs",
        examples=[
            "export my.dragoman --format csv --out claims.csv",
            "export my.dragoman --format jsonl --what documents",
            "export my.dragoman --format gexf --out ties.gexf",
            "export my.dragoman --format gdelt2 --out again.tsv",
            "export my.dragoman --html page.html",
        ],
        more="Exported documents can be read again; the offsets of claims and aims refer to their text.",
    )
    add_case(parser, positional=True)
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--format", choices=(*FORMATS, *EVENT_FORMATS), default="jsonl", help="default: jsonl")
    output.add_argument("--json", action="store_true", help="one JSON object instead")
    about = "write the page of `dragoman serve` into one file that opens from disk without a server"
    output.add_argument("--html", metavar="FILE", type=Path, help=about)
    parser.add_argument("--what", choices=WHAT, help="default: claims, or ties where the format is one of graphs")
    parser.add_argument("--import", dest="import_id", metavar="ID", help="with a format of events: only this import")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to this file instead of standard output")


def run(args: argparse.Namespace, console: Console) -> int:
    """Export one part of a casebook and return the exit code."""
    if args.html is not None:
        if args.what or args.import_id or args.out:
            raise UsageError("--html writes the whole page into its own file. Leave --what, --import and --out away")
        from dragoman.commands.serve import write_page  # noqa: PLC0415 - loads the page

        return write_page(case_path(args.case), args.html, console, "--html")
    if args.format in EVENT_FORMATS:
        return event_data.export(args, console)
    from dragoman.commands.plain import FIELDS, PARTS  # noqa: PLC0415 - loads DuckDB
    from dragoman.show.exports import EXPORTS, Source  # noqa: PLC0415

    chosen = EXPORTS[args.format]
    what = _part(chosen, args)
    view = open_case(args).snapshot()
    rows = PARTS[what](view)
    if args.json:
        text = io.StringIO()
        target = console if args.out is None else Console(text, console.err)
        target.json("export", rows)
        if args.out is not None:
            write_file(args.out, text.getvalue())
    else:
        source = Source(what, FIELDS[what], lambda: rows, view)
        if args.out is not None:
            write_whole(args.out, lambda file: chosen.write(source, file))
        else:
            made = io.BytesIO()
            chosen.write(source, made)
            console.write(made.getvalue().decode("utf-8"))
    if args.out is not None:
        console.say(f"{args.out}: {len(rows)} {what} written.")
    return 0


def _part(chosen: Export, args: argparse.Namespace) -> str:
    """Return which part is written. Raises UsageError where the format cannot hold it, or no terminal the format."""
    what: str = args.what or (chosen.parts[0] if chosen.parts and not args.json else "claims")
    if args.json:
        return what
    if chosen.parts and what not in chosen.parts:
        fitting = " or ".join(chosen.parts)
        raise UsageError(
            f"--format {chosen.name} holds {fitting}, not {what}. Choose --what {fitting}, or another format"
        )
    if chosen.binary and args.out is None:
        raise UsageError(f"--format {chosen.name} is no text. Say where to write it with --out FILE")
    return what
