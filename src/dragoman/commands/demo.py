"""`dragoman demo`: the whole way from ten example documents to a brief."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dragoman.commands import brief as brief_command
from dragoman.commands.options import Commands, Parser, command, reason, write_file
from dragoman.errors import CasebookError, InputError, UsageError

if TYPE_CHECKING:
    from dragoman.commands.console import Console

CASE: Final = "libya.dragoman"
_ABOUT: Final = ("Russia", "Libya")
_PAGES: Final = (("brief.md", "md"), ("brief.html", "html"))


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "demo",
        run,
        "read the shipped example and print its brief",
        examples=["demo", "demo --dir elsewhere"],
        more="Ten short documents on Libya, 2014-2020, go into a casebook; the brief is printed and written to files.",
    )
    parser.add_argument("--dir", metavar="DIR", type=Path, default=Path("demo"), help="where to write (default: demo)")


def run(args: argparse.Namespace, console: Console) -> int:
    """Read the example, print the brief, write it as pages, and say what to type next."""
    from dragoman.casebook import View  # noqa: PLC0415 - loads DuckDB
    from dragoman.commands.keeping import Keeper  # noqa: PLC0415
    from dragoman.commands.read import Tally, counted, read_all, summary  # noqa: PLC0415
    from dragoman.examples import demo_paths  # noqa: PLC0415
    from dragoman.show.brief import make_brief  # noqa: PLC0415

    case = _prepared(args.dir)
    paths = demo_paths()
    tally = Tally()
    keeper = Keeper.at(case, [str(path) for path in paths])
    with closing(keeper.keeping(counted(read_all(paths, None, None), tally, console))) as stream:
        for _ in stream:
            pass
    if not tally.documents:
        summary(console, tally, keeper)
        return InputError.exit_code
    made = make_brief(View(case).snapshot(), _ABOUT)
    console.write(brief_command.rendered(made, "terminal", console.width, console.colour))
    for name, style in _PAGES:
        write_file(args.dir / name, brief_command.rendered(made, style, None, False))
    console.out.flush()
    summary(console, tally, keeper)
    _next(console, args.dir, case)
    return 0


def _prepared(folder: Path) -> Path:
    """Return the path of the demo's casebook, its folder made; never write over somebody's files."""
    case = folder / CASE
    if not case.exists():
        taken = [name for name, _ in _PAGES if (folder / name).exists()]
        if taken:
            raise UsageError(f"{folder / taken[0]} is there already, and not from the demo. Choose another --dir")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CasebookError(f"{folder}: cannot be made ({reason(error)}). Choose another --dir") from error
    return case


def _next(console: Console, folder: Path, case: Path) -> None:
    named, run = shlex.quote(str(case)), called()
    for line in (
        f"The same brief as a page: {folder / 'brief.html'} (open it in a browser), and as text: {folder / 'brief.md'}",
        "What to type next:",
        f"  {run} serve {named}",
        f"  {run} brief Turkey Libya --case {named}",
        f"  {run} claims --actor Haftar --case {named}",
        f"  {run} options Russia --case {named}",
        f"  {run} read YOUR-FOLDER --into my.dragoman",
    ):
        console.say(line)


def called() -> str:
    """Return how this dragoman is called from this folder: its name where that finds it, else its path."""
    folder = Path(sys.executable).parent
    found, own = shutil.which("dragoman"), shutil.which("dragoman", path=str(folder))
    if found and (own is None or Path(found).resolve() == Path(own).resolve()):
        return "dragoman"
    if own is None:
        return f"{shlex.quote(_short(Path(sys.executable)))} -m dragoman"
    return shlex.quote(_short(Path(own)))


def _short(path: Path) -> str:
    here = os.path.relpath(path)
    return str(path) if here.startswith(os.pardir) else here
