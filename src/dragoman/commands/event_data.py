"""`dragoman import`, and the formats of `dragoman export` that hold events."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands.options import VARIABLE, Commands, Parser, command, number, open_case, reason
from dragoman.errors import CasebookError, DragomanError, InputError, UsageError

if TYPE_CHECKING:
    from dragoman.casebook.events import Imported
    from dragoman.commands.console import Console

EVENT_FORMATS: Final = ("gdelt1", "gdelt2", "icews", "polecat", "phoenix", "phoenix-historical", "acled", "plover")
_SHOWN: Final = 20  # malformed rows that are told one by one


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "import",
        run,
        "bring event data of others into a casebook",
        examples=["import events.tsv --into my.dragoman", "import events.tsv --into my.dragoman --format icews --json"],
        more="Takes GDELT 1.0 and 2.0, ICEWS, POLECAT, Phoenix, ACLED and PLOVER; the format is told by the content. "
        "Every row is kept whole. Rows that are no event are told and kept, and the exit code is then 3.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a file, also packed (.gz, .zip of one)")
    parser.add_argument("--into", metavar="CASE", help=f"the casebook, made if it is not there (default: ${VARIABLE})")
    parser.add_argument("--format", choices=EVENT_FORMATS, help="the format, where the content does not tell it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace, console: Console) -> int:
    """Import files and return the exit code."""
    named = args.into or os.environ.get(VARIABLE)
    if not named:
        raise UsageError(f"no casebook is named. Name one with --into CASE.dragoman (or ${VARIABLE})")
    from dragoman.casebook.events import import_file  # noqa: PLC0415 - loads DuckDB

    done: list[dict[str, Any]] = []
    code = 0
    for path in args.files:
        try:
            made = import_file(Path(named), path, args.format, progress=_progress(path, console))
        except InputError as error:
            console.say(f"{error}.")
            code = error.exit_code
            continue
        finally:
            console.clear()
        done.append(_row(made, path))
        _tell(made, path, console)
        if made.kept.malformed:
            code = InputError.exit_code
    if args.json:
        console.json("import", done)
    return code


def _progress(path: Path, console: Console) -> Any:  # noqa: ANN401 - a callable of one number
    def told(read: int) -> None:
        console.progress(f"{path.name}: {read / 1e6:,.0f} MB read")

    return told


def _row(made: Imported, path: Path) -> dict[str, Any]:
    one = made.kept
    return {
        "file": str(path), "id": one.id, "format": one.format, "new": made.new, "rows": one.rows,
        "events": one.events, "malformed": one.malformed, "first": one.first, "last": one.last,
        "problems": [{"line": line, "cause": cause} for line, cause in made.malformed],
    }  # fmt: skip


def _tell(made: Imported, path: Path, console: Console) -> None:
    one = made.kept
    for line, cause in made.malformed[:_SHOWN]:
        console.say(f"{path}:{line}: {cause}. The row is kept and not counted; mend the file and import it again.")
    left = one.malformed - len({line for line, _ in made.malformed[:_SHOWN]})
    if left > 0:
        console.say(f"{path}: and {number(left, 'malformed row')} more.")
    days = "" if one.first is None else f", {one.first} to {one.last}"
    state = "" if made.new else " It was in the casebook already; nothing has changed."
    console.say(
        f"{path}: {one.format}, {number(one.rows, 'row')}, {number(one.events, 'event')}{days}, "
        f"{number(one.malformed, 'malformed row')} (import {one.id[:8]}).{state}"
    )


def export(args: argparse.Namespace, console: Console) -> int:
    """Write events in the format that was asked for, and tell on standard error what could not be carried."""
    from dragoman.casebook.events.exporting import exported  # noqa: PLC0415 - loads DuckDB

    if args.out is None:
        raise UsageError(f"events of format {args.format} are written to a file. Name it with --out FILE")
    report = exported(open_case(args), args.format, args.import_id)
    written = _write(args.out, report.pieces())
    for line in report.losses():
        console.say(f"{args.out}: {line}.")
    console.say(f"{args.out}: {number(report.rows, 'row')} written as {args.format}, {written:,} bytes.")
    return 0


def _write(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a whole file or none of it, and return its size."""
    building = path.with_name(f".{path.name}.{os.getpid()}.new")
    size = 0
    try:
        with building.open("wb") as stream:
            for piece in pieces:
                size += stream.write(piece)
        building.replace(path)
    except OSError as error:
        raise CasebookError(f"{path}: cannot be written ({reason(error)}). Choose another place with --out") from error
    except DragomanError:
        raise
    finally:
        with suppress(OSError):
            building.unlink(missing_ok=True)
    return size
