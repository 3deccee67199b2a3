"""`dragoman read`: documents into claims, on the terminal, as JSON lines, or into a casebook."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.commands.options import SUFFIX, Commands, Parser, add_own_actors, command, number, problem_line
from dragoman.commands.tables import CLAIM_HEAD, REPAIR_HEAD, claim_cells, repair_cells
from dragoman.errors import InputError, UsageError
from dragoman.model import Problem, Reading

if TYPE_CHECKING:
    from dragoman.commands.console import Cell, Console
    from dragoman.commands.keeping import Keeper

_SHOWN = 50
_WHOLE_TEXT = {"encoding", "problem"}  # repairs that touch all of a document, so that its reader ought to know


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "read",
        run,
        "read files and folders",
        examples=[
            "read report.txt",
            "read reports --into my.dragoman",
            "read reports --jsonl",
            "read report.txt --published 2017-08-14 --skipped",
        ],
        more="Without --into, --jsonl or --json a table of the claims is printed.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder to read with all that is in it")
    parser.add_argument("--into", metavar="CASE", help=f"keep what is read in this casebook (a {SUFFIX} file)")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--jsonl", action="store_true", help="print one claim a line as JSON")
    output.add_argument("--json", action="store_true", help="print one JSON object with everything read")
    parser.add_argument("--skipped", action="store_true", help="list the sentences that were left out, with the reason")
    parser.add_argument("--repairs", action="store_true", help="list what was repaired or marked in the texts")
    about_date = "the date of documents that have none (YYYY-MM or YYYY if no more is known)"
    parser.add_argument("--published", type=iso_date, metavar="YYYY-MM-DD", help=about_date)
    add_own_actors(parser)
    parser.add_argument("--pipeline", metavar="NAME", help="another spaCy pipeline")
    about_jobs = "read in so many processes at once where there are many documents (default: one for each core)"
    parser.add_argument("--jobs", metavar="N", type=int, help=about_jobs)
    parser.add_argument("--strict", action="store_true", help="exit code 3 also for problems with what was read")


def iso_date(text: str) -> str:
    """Return the text if it is a day, month or year written YYYY-MM-DD; raise ArgumentTypeError if not."""
    try:
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            raise ValueError
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date written YYYY-MM-DD, YYYY-MM or YYYY") from None
    return text


@dataclass(slots=True)
class Tally:
    """What came of a run."""

    documents: int = 0
    unread: int = 0
    undated: int = 0
    claims: int = 0
    aims: int = 0
    repairs: int = 0
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, item: Reading | Problem) -> None:
        """Count one thing that reading yielded."""
        if isinstance(item, Problem):
            self.problems.append(item)
            self.unread += 1
            return
        self.documents += 1
        self.undated += item.document.published is None
        self.claims += len(item.claims)
        self.aims += len(item.aims)
        self.repairs += len(item.document.repairs)
        self.notes += [f"{item.document.name}: {r.note}" for r in item.document.repairs if r.kind in _WHOLE_TEXT]
        self.problems += item.problems


def run(args: argparse.Namespace, console: Console) -> int:
    """Read the paths and return the exit code."""
    if args.into is not None and Path(args.into).suffix != SUFFIX:
        raise UsageError(f"{args.into}: the name of a casebook ends in {SUFFIX}: --into my{SUFFIX}")
    if args.jobs is not None and args.jobs < 1:
        raise UsageError("--jobs must be 1 or more")
    tally = Tally()
    keeper = _keeper(Path(args.into), [*args.paths, *args.own_actors]) if args.into else None
    stream = counted(
        read_all(
            args.paths, args.pipeline, args.published, args.own_actors, args.skip_broken_actors, args.jobs or cores()
        ),
        tally,
        console,
    )
    try:
        # Closing the stream saves what waits, also when printing it was what failed.
        with closing(keeper.keeping(stream) if keeper else stream) as kept:
            _put_out(args, console, kept)
    except BaseException:
        if tally.documents or tally.problems:
            summary(console, tally, keeper)
        raise
    summary(console, tally, keeper)
    failed = not tally.documents or tally.unread or (args.strict and tally.problems)
    return InputError.exit_code if failed else 0


def _keeper(path: Path, places: Sequence[str]) -> Keeper:
    from dragoman.commands.keeping import Keeper  # noqa: PLC0415 - loads DuckDB

    return Keeper.at(path, places)


def read_all(
    paths: Iterable[str | Path],
    pipeline: str | None,
    published: str | None,
    actors: Sequence[str] = (),
    skip_broken_actors: bool = False,
    jobs: int = 1,
) -> Generator[Reading | Problem]:
    """Yield what `dragoman.read` yields."""
    import dragoman  # noqa: PLC0415

    yield from dragoman.read(
        *paths, pipeline=pipeline, published=published, actors=actors, skip_broken_actors=skip_broken_actors, jobs=jobs
    )


def cores() -> int:
    """Return how many cores this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def counted(stream: Iterable[Reading | Problem], tally: Tally, console: Console) -> Generator[Reading | Problem]:
    """Pass a stream on, counting it and showing how far it is."""
    for item in stream:
        tally.add(item)
        console.progress(f"{tally.documents} documents, {tally.claims} claims")
        yield item


def _put_out(args: argparse.Namespace, console: Console, stream: Iterable[Reading | Problem]) -> None:
    if args.jsonl:
        _as_lines(args, console, stream)
    elif args.json:
        items = list(stream)
        unread = [asdict(item) for item in items if isinstance(item, Problem)]
        console.json("read", {"documents": [_plain(r) for r in items if isinstance(r, Reading)], "problems": unread})
    else:
        wanted = not args.into or args.skipped or args.repairs
        readings = [item for item in stream if wanted and isinstance(item, Reading)]
        if not args.into:
            _table(console, CLAIM_HEAD, [claim_cells(claim, r.document) for r in readings for claim in r.claims])
        if args.skipped:
            rows = [(r.document.name, s.reason, s.evidence.text) for r in readings for s in r.skipped]
            _table(console, ("document", "skipped because", "sentence"), rows)
        if args.repairs:
            _table(
                console, REPAIR_HEAD, [repair_cells(fix, r.document) for r in readings for fix in r.document.repairs]
            )


def _as_lines(args: argparse.Namespace, console: Console, stream: Iterable[Reading | Problem]) -> None:
    from dragoman.reading import claim_row  # noqa: PLC0415 - loads spaCy

    for item in stream:
        if isinstance(item, Reading):
            for claim in item.claims:
                console.json_line(claim_row(claim, item.document))
            if args.skipped:
                for skipped in item.skipped:
                    console.say(f"{item.document.name}: skipped, {skipped.reason}: {skipped.evidence.text}")
            if args.repairs:
                for repair in item.document.repairs:
                    console.say(": ".join(str(cell) for cell in repair_cells(repair, item.document)))


def _table(console: Console, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    if rows:
        console.table(head, rows)
        console.line()


def _plain(reading: Reading) -> dict[str, Any]:
    from dragoman.commands import plain  # noqa: PLC0415

    documents = {reading.document.id: reading.document}
    (document,) = plain.document_data(documents.values())
    return {
        **document,
        "claims": plain.claim_data(reading.claims, documents, {}, {}),
        "aims": plain.aim_data(reading.aims, documents),
        "actors": [asdict(actor) for actor in reading.actors],
        "skipped": plain.skipped_data(reading.skipped, documents),
        "problems": plain.problem_data(reading.problems),
    }


def summary(console: Console, tally: Tally, keeper: Keeper | None) -> None:
    """Say on standard error what went wrong and what came of the run."""
    for note in tally.notes[:_SHOWN]:
        console.say(f"{note.rstrip('.')}.")
    if len(tally.notes) > _SHOWN:
        console.say(f"and {len(tally.notes) - _SHOWN} more notes on whole documents: --repairs lists them")
    for problem in tally.problems[:_SHOWN]:
        console.say(problem_line(problem))
    more = len(tally.problems) - _SHOWN
    if more > 0:
        console.say(f"and {more} more problems" + (f": dragoman problems --case {keeper.path}" if keeper else ""))
    said = f"{number(tally.documents, 'document')} read, {number(tally.claims, 'claim')}, {number(tally.aims, 'aim')}"
    if tally.repairs:
        said += f", {number(tally.repairs, 'repair')}"
    if tally.problems:
        said += f", {number(len(tally.problems), 'problem')}"
    said += "."
    if tally.undated:
        said += (
            f" {tally.undated:,} undated, so that 'last month' stays open (--published or a line 'Date:' gives a date)."
        )
    console.say(f"{said} {keeper.told()}" if keeper else said)
