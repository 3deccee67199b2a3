"""Options and small steps that several commands share: which casebook, which actors, how a command explains itself."""

from __future__ import annotations

import argparse
import os
import re
import sys
import textwrap
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn

from dragoman.errors import CasebookError, UsageError
from dragoman.model import Problem

if TYPE_CHECKING:
    from dragoman.casebook import View
    from dragoman.casebook.snapshot import Snapshot
    from dragoman.commands.console import Console
    from dragoman.show.names import Side

SUFFIX: Final = ".dragoman"
VARIABLE: Final = "DRAGOMAN_CASE"


class Parser(argparse.ArgumentParser):
    """A parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Print one line and leave with exit code 2."""
        sys.stderr.write(f"{self.prog}: {' '.join(message.split())}. See: {self.prog} --help\n")
        raise SystemExit(UsageError.exit_code)


Commands = argparse._SubParsersAction
Run = Callable[[argparse.Namespace, "Console"], int]


def command(
    commands: Commands[Parser], name: str, run: Run, about: str, *, examples: Sequence[str], more: str = ""
) -> Parser:
    """Add a command whose help ends with examples, and return its parser."""
    shown = "\n".join(f"  dragoman {example}" for example in examples)
    parser = commands.add_parser(
        name,
        help=about,
        description=textwrap.fill(f"{about[0].upper()}{about[1:]}. {more}".rstrip(), 78),
        epilog=f"examples:\n{shown}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--debug", action="store_true", help="show where in the program an error arose")
    parser.set_defaults(run=run, command=name)
    return parser


def add_case(parser: argparse.ArgumentParser, *, positional: bool = False) -> None:
    """Add the option (or argument) that names the casebook."""
    what = f"the casebook (default: ${VARIABLE}, or the only {SUFFIX} file in this folder)"
    if positional:
        parser.add_argument("case", nargs="?", metavar="CASE", help=what)
    else:
        parser.add_argument("--case", metavar="CASE", help=what)


def add_own_actors(parser: argparse.ArgumentParser, option: str = "--actors") -> None:
    """Add the options that name tables of the user's own actors."""
    about = "a table of your own actors, or an extract of Wikidata; can be given again"
    parser.add_argument(option, dest="own_actors", action="append", default=[], metavar="FILE", help=about)
    parser.add_argument("--skip-broken-actors", action="store_true", help="leave broken rows of such tables out")


def add_formats(parser: argparse.ArgumentParser, *, with_csv: bool = True) -> None:
    """Add --json and --csv."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="print one JSON object")
    if with_csv:
        group.add_argument("--csv", action="store_true", help="print comma-separated values")


def day(text: str) -> str:
    """Return a day in ISO form, as an option's type."""
    from dragoman.vocabulary.tables import is_date  # noqa: PLC0415 - needed here alone

    if len(text) != len("2017-03-02") or not is_date(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no day. Write YYYY-MM-DD")
    return text


def open_case(args: argparse.Namespace) -> View:
    """Return the casebook that a command means. Raises UsageError when it names none and none can be guessed."""
    from dragoman.casebook import View  # noqa: PLC0415 - loads DuckDB

    return View(case_path(args.case))


def case_path(given: str | None) -> Path:
    """Return the path of the casebook: the one given, $DRAGOMAN_CASE, or the only one in this folder."""
    named = given or os.environ.get(VARIABLE)
    if named:
        return Path(named)
    here = sorted(path for path in Path().glob(f"*{SUFFIX}") if path.is_file())
    if len(here) == 1:
        return here[0]
    if not here:
        raise UsageError(
            f"there is no casebook in this folder. Name one with --case, or make one: "
            f"dragoman read PATH --into CASE{SUFFIX}"
        )
    raise UsageError(f"there are {len(here)} casebooks in this folder ({_some(here)}). Choose one with --case")


def _some(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths[:3]) + (", ..." if len(paths) > 3 else "")


def sides(view: Snapshot, wanted: Sequence[str]) -> list[Side]:
    """Return the sides that names given on the command line mean, as the brief understands them."""
    if not wanted:
        return []
    from dragoman.show.names import names_of, resolve  # noqa: PLC0415 - loads the vocabulary
    from dragoman.show.wording import load_wording  # noqa: PLC0415

    names = names_of(view, load_wording("en"))
    return [resolve(name, names) for name in wanted]


def number(count: int, noun: str) -> str:
    """Return a count with its noun: 1 claim, 2 claims."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def problem_line(problem: Problem) -> str:
    """Return a problem as `where: cause. remedy` on one line."""
    where = re.sub(r", line (\d+)$", r":\1", problem.where)  # as compilers write it, so that editors can go there
    text = f"{where}: {problem.message.rstrip('. ')}."
    remedy = problem.remedy.strip(". ")
    return f"{text} {remedy[:1].upper()}{remedy[1:]}." if remedy else text


def write_file(path: Path, text: str) -> None:
    """Write a whole file or none of it. Raises CasebookError when it cannot be written."""
    whole = text.encode("utf-8", "backslashreplace")
    write_whole(path, lambda file: file.write(whole))


def write_whole(path: Path, fill: Callable[[BinaryIO], object], option: str = "--out") -> None:
    """Write a file, which `fill` fills, whole or not at all. Raises CasebookError, naming `option`, when it cannot."""
    building = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with building.open("wb") as file:
            fill(file)
        building.replace(path)
    except OSError as error:
        raise CasebookError(
            f"{path}: cannot be written ({reason(error)}). Choose another place with {option}"
        ) from error
    finally:
        with suppress(OSError):
            building.unlink(missing_ok=True)


def reason(error: OSError) -> str:
    """Return the operating system's words for an error, without its number."""
    return (error.strerror or str(error)).lower()
