"""`dragoman watch`: reads what arrives in a folder, keeps it, and tells what that changed."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dragoman.commands.options import SUFFIX, Commands, Parser, command, number
from dragoman.commands.read import Tally, cores, counted, read_all, summary
from dragoman.errors import InputError, UsageError
from dragoman.model import Claim, Finding

if TYPE_CHECKING:
    from dragoman.casebook import Snapshot
    from dragoman.commands.console import Console

Seen = dict[Path, tuple[int, int]]  # size and time of change of each file

_EVERY: Final = 10.0
_TOLD: Final = 20  # changes told of each arrival


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "watch",
        run,
        "read what arrives in a folder and tell what it changes",
        examples=["watch reports --into my.dragoman --once", "watch reports --into my.dragoman --once --json"],
        more="It looks into the folder again and again until Ctrl-C. A file is read once it has kept its size from one "
        "look to the next, and again when it changes; what is removed stays in the casebook.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder, taken with all that is in it")
    parser.add_argument("--into", metavar="CASE", required=True, help=f"the casebook to keep it in (a {SUFFIX} file)")
    parser.add_argument("--every", metavar="SECONDS", type=float, default=_EVERY, help="how often to look (default 10)")
    parser.add_argument("--once", action="store_true", help="look once, and end")
    parser.add_argument("--jobs", metavar="N", type=int, help="as in read")
    parser.add_argument("--json", action="store_true", help="print each change as one line of JSON")


def run(args: argparse.Namespace, console: Console) -> int:
    """Look for arrivals until stopped, or once, and return the exit code."""
    case = Path(args.into)
    if case.suffix != SUFFIX:
        raise UsageError(f"{args.into}: the name of a casebook ends in {SUFFIX}: --into my{SUFFIX}")
    if not args.every > 0 or (args.jobs is not None and args.jobs < 1):
        raise UsageError("--every must be more than 0, and --jobs 1 or more")
    if not args.folder.is_dir():
        raise InputError(f"{args.folder}: there is no such folder. Make it, or name another one")
    done = _known(args.folder, case)
    last: Seen = {}
    failed = False
    while True:
        now = _files(args.folder)
        fresh = [path for path, state in now.items() if done.get(path) != state]
        ready = [path for path in fresh if args.once or last.get(path) == now[path]]
        if ready:
            failed = _take_in(args, console, case, ready) or failed
            done |= {path: now[path] for path in ready}
        if args.once:
            if not fresh:
                console.say("Nothing has arrived.")
            return InputError.exit_code if failed else 0
        last = now
        time.sleep(args.every)


def _files(folder: Path) -> Seen:
    """The files below a folder with their states; hidden ones and casebooks are left out."""
    found: Seen = {}
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or path.name.endswith((SUFFIX, f"{SUFFIX}.wal")):
            continue
        try:
            if path.is_file():
                state = path.stat()
                found[path] = (state.st_size, state.st_mtime_ns)
        except OSError:
            continue  # gone again, or not ours to see: the next look tells
    return found


def _known(folder: Path, case: Path) -> Seen:
    """The files that a casebook has got already and that are older than it."""
    from dragoman.casebook import View  # noqa: PLC0415 - loads DuckDB

    if not case.exists():
        return {}
    origins = {document.origin for document in View(case).documents()}
    written = case.stat().st_mtime_ns
    return {path: state for path, state in _files(folder).items() if str(path) in origins and state[1] <= written}


def _take_in(args: argparse.Namespace, console: Console, case: Path, paths: Sequence[Path]) -> bool:
    """Read files into the casebook and tell what changed. Returns whether anything could not be read."""
    from dragoman.casebook import View  # noqa: PLC0415 - loads DuckDB
    from dragoman.commands.keeping import Keeper  # noqa: PLC0415

    before = {claim.id for claim in View(case).snapshot().claims()} if case.exists() else set()
    tally = Tally()
    names = [str(path) for path in paths]
    keeper = Keeper.at(case, names)
    stream = counted(read_all(names, None, None, jobs=args.jobs or cores()), tally, console)
    with closing(keeper.keeping(stream)) as kept:
        for _ in kept:
            pass
    summary(console, tally, keeper)
    if case.exists():
        view = View(case).snapshot()
        new = [claim for claim in view.claims() if claim.id not in before]
        _tell(args, console, view, [claim for claim in view.claims() if claim.id in before], new)
    return bool(tally.unread)


def _tell(
    args: argparse.Namespace, console: Console, view: Snapshot, before: Sequence[Claim], new: Sequence[Claim]
) -> None:
    from dragoman.commands.findings import names_in  # noqa: PLC0415
    from dragoman.show.findings import finding_data  # noqa: PLC0415

    names = names_in(view)
    found = list(_changes(before, new))
    if args.json:
        for row in finding_data(found, names):
            console.json_line(row)
        return
    for finding in found[:_TOLD]:
        who = " - ".join(names.actor(one, names.side(one)) for one in finding.subject)
        told = f"{finding.value:+.2f}" if isinstance(finding.value, float) else str(finding.value)
        console.table_line(f"{finding.method.removeprefix('changes: ')}: {who} ({told}) {finding.why}".rstrip())
    if len(found) > _TOLD:
        console.say(f"and {number(len(found) - _TOLD, 'more change')}")


def _changes(before: Sequence[Claim], new: Sequence[Claim]) -> Iterator[Finding]:
    """What the new claims tell that those before did not, or tell otherwise."""
    from dragoman.relations.changes import changes  # noqa: PLC0415 - loads numpy
    from dragoman.vocabulary.intensities import load_intensities  # noqa: PLC0415

    for finding in changes(before, new, load_intensities(), names=("before", "what arrived")):
        if not finding.method.endswith("gone"):
            yield finding
