"""`dragoman import`, and the formats of `dragoman export` that hold events."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands.naming import now_called
from dragoman.commands.options import (
    VARIABLE,
    Commands,
    Parser,
    add_case,
    add_formats,
    command,
    number,
    open_case,
    reason,
    sides,
)
from dragoman.errors import CasebookError, DragomanError, InputError, UsageError

if TYPE_CHECKING:
    from dragoman.casebook import View
    from dragoman.casebook.events import Imported
    from dragoman.commands.console import Cell, Console
    from dragoman.model import Claim

EVENT_FORMATS: Final = ("gdelt1", "gdelt2", "icews", "polecat", "phoenix", "phoenix-historical", "acled", "plover")
PERIODS: Final = ("day", "month", "quarter", "year", "all")
_IMPORT: Final = ("id", "name", "format", "rows", "events", "malformed", "first", "last")
_EVENT: Final = ("id", "source", "target", "kind", "sign", "date", "where", "row")
_SHOWN: Final = 20  # malformed rows that are told one by one


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "import",
        run,
        "bring event data of others into a casebook",
        examples=[
            "import events.tsv --into my.dragoman",
            "import events.tsv --into my.dragoman --format gdelt2 --json",
        ],
        more="Takes GDELT 1.0 and 2.0, ICEWS, POLECAT, Phoenix, ACLED and PLOVER; the format is told by the content. "
        "Every row is kept whole. Rows that are no event are told and kept, and the exit code is then 3.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a file, also packed (.gz, .zip of one)")
    parser.add_argument("--into", metavar="CASE", help=f"the casebook, made if it is not there (default: ${VARIABLE})")
    parser.add_argument("--format", choices=EVENT_FORMATS, help="the format, where the content does not tell it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")

    parser = command(
        commands,
        "events",
        events,
        "show how sides stand towards each other in imported event data",
        examples=["events", "events Russia Libya --by year", "events Russia Libya --rows 5", "events --imports"],
        more="Standing is made from the weights of all events, however many; --rows shows the rows behind it.",
    )
    parser.add_argument("actors", nargs="*", metavar="ACTOR", help="who acts, and towards whom; both ways are shown")
    parser.add_argument("--by", choices=PERIODS, default="all", help="one line for each period; default: all")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--rows", type=int, metavar="N", help="list the first N events as they stood in their files")
    group.add_argument("--imports", action="store_true", help="list the files that were imported")
    add_case(parser)
    add_formats(parser)


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
        remedy = "To count it, mend the file and import it into a new casebook"
        console.say(f"{path}:{line}: {cause}. The row is kept and not counted. {remedy}.")
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


def events(args: argparse.Namespace, console: Console) -> int:
    """Print standing from event data, the rows behind it, or the imports."""
    if len(args.actors) > 2:
        raise UsageError("events takes one or two actors. Put a name of several words in quotation marks")
    view = open_case(args)
    if args.imports:
        rows = [{name: getattr(one, name) for name in _IMPORT} for one in view.imports()]
        return _listed(args, console, _IMPORT, rows, "No event data was imported.")
    now = view.snapshot()
    roots = [side.root for side in sides(now, [now_called(now, name) for name in args.actors])]
    if args.rows is not None:
        told = view.event_claims(roots, args.rows)
        rows = [dict(zip(_EVENT, _event_cells(claim), strict=True)) for claim in told]
        return _listed(args, console, _EVENT, rows, "No event fits.")
    return _standing(args, console, view, roots)


def _event_cells(claim: Claim) -> tuple[Cell, ...]:
    return (
        claim.id, claim.source, claim.target, claim.kind, claim.sign, claim.date, claim.rule, claim.evidence.text
    )  # fmt: skip


def _listed(
    args: argparse.Namespace, console: Console, head: Sequence[str], rows: Sequence[dict[str, Any]], nothing: str
) -> int:
    if args.json:
        console.json(args.command, list(rows))
    elif args.csv:
        console.csv(head, [list(row.values()) for row in rows])
    elif rows:
        console.table(head, [tuple(row.values()) for row in rows])
    else:
        console.say(nothing)
    return 0


def _standing(args: argparse.Namespace, console: Console, view: View, roots: Sequence[str]) -> int:
    """Print the standing of one side towards all others and theirs towards it, of two, or of all."""
    from dragoman.commands.findings import names_in, print_findings  # noqa: PLC0415
    from dragoman.relations.event_standing import event_standing  # noqa: PLC0415 - loads SciPy

    asked: list[tuple[str | None, str | None]] = [(None, None)]
    if roots:
        one, other = roots[0], roots[1] if len(roots) == 2 else None
        asked = [(one, other), (other, one)]
    found = [finding for pair in asked for finding in event_standing(view.event_sums(*pair, by=args.by)).findings()]
    names = names_in(view.snapshot())
    head = ("from", "to", "period", "standing", "90 %", "why")
    rows = [
        (
            names.side(f.subject[0]), names.side(f.subject[1]), f.period, f"{f.value:+.2f}",
            None if f.interval is None else f"{f.interval[0]:+.2f} to {f.interval[1]:+.2f}", f.why,
        )
        for f in found
    ]  # fmt: skip
    return print_findings(args, console, found, names, head, rows, "No event fits.")
