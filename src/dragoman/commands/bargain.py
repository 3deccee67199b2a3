"""`dragoman bargain`: where a bargain would settle, from positions, salience and power."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dragoman.commands.findings import print_findings
from dragoman.commands.options import Commands, Parser, add_formats, command, reason, write_file
from dragoman.errors import InputError, UsageError
from dragoman.examples import bargain_path, bargain_paths

if TYPE_CHECKING:
    from dragoman.commands.console import Console
    from dragoman.show.bargaining import Compared
    from dragoman.strategy.bargaining import Issue

_SAMPLES: Final = 2000
_MOST_SAMPLES: Final = 1_000_000
_COMPARED: Final = 500  # samples of the comparison, which takes far longer
_COMPARED_MEETINGS: Final = 60_000_000  # samples times the cube of actors: some seconds
_ROUNDS: Final = 10
_MOST_NUMBERS: Final = 50_000_000  # samples times actors held at once


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "bargain",
        run,
        "show where a bargain would settle, from what each actor wants, how much it cares, and its power",
        examples=[
            "bargain libya",
            "bargain libya --compare --samples 500",
            "bargain libya --out for-ktab.csv",
            "bargain for-ktab.csv --plus-minus 10 --json",
        ],
        more="A table is a CSV file with the columns Actor, Power, Position and Salience (both 0 to 100), or as KTAB "
        "writes it; any number can be a range (40..60, 50+-10). One comes along: " + ", ".join(bargain_paths()) + ".",
    )
    parser.add_argument("file", metavar="FILE", help="a table, or the name of one that comes along")
    parser.add_argument("--samples", type=int, default=_SAMPLES, metavar="N",
                        help=f"how many times to draw from the ranges (default {_SAMPLES})")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the seed of the sampling (default 1)")
    parser.add_argument("--plus-minus", type=float, metavar="POINTS",
                        help="give numbers without a range one: so many points (of power: percent)")  # fmt: skip
    parser.add_argument("--dimension", type=int, metavar="N", help="which dimension, where the file has several")
    parser.add_argument("--compare", action="store_true", help="also show what the expected-utility model makes of it")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, metavar="N",
                        help=f"with --compare: hold at most N rounds (default {_ROUNDS})")  # fmt: skip
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help="also write the table as KTAB reads it, without ranges"
    )
    add_formats(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Show where a bargain would settle and return the exit code."""
    _refuse(args)
    from dragoman.show import bargaining as show  # noqa: PLC0415 - loads numpy
    from dragoman.strategy.bargaining import settled  # noqa: PLC0415

    issue = _issue(args)
    if args.samples * len(issue.stakes) > _MOST_NUMBERS:
        most = _MOST_NUMBERS // len(issue.stakes)
        raise UsageError(f"--samples: with {len(issue.stakes)} actors {most:,} samples are the most")
    result = settled(issue, args.samples, args.seed)
    compared = _compared(args, issue) if args.compare else None
    if args.out is not None:
        _write(args, console, issue)
    if args.json or args.csv:
        return print_findings(args, console, tuple(show.findings(result, compared)), None, (), (), "")
    for line in show.head_lines(result):
        console.data_line(line)
    console.table(*show.rows(result))
    for line in (*show.foot_lines(), *(show.compared_lines(compared) if compared else ())):
        console.data_line(line)
    return 0


def _refuse(args: argparse.Namespace) -> None:
    if not 1 <= args.samples <= _MOST_SAMPLES or args.seed < 0 or not 1 <= args.rounds <= 1000:
        raise UsageError(f"--samples must be 1 to {_MOST_SAMPLES:,}, --seed 0 or more, --rounds 1 to 1,000")
    if args.plus_minus is not None and not 0 < args.plus_minus <= 100:
        raise UsageError("--plus-minus must be above 0 and at most 100")


def _issue(args: argparse.Namespace) -> Issue:
    """The table, with ranges where --plus-minus gives them. Raises InputError for what is wrong with it."""
    from dragoman.strategy.ktab import parse_issue  # noqa: PLC0415 - loads numpy

    path = bargain_path(args.file)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: this is not text in UTF-8. Save it as CSV in UTF-8") from error
    except OSError as error:
        known = ", ".join(bargain_paths())
        raise InputError(f"{path}: cannot be read ({reason(error)}). The tables that come along: {known}") from error
    issue = parse_issue(text, str(path), args.dimension)
    return issue if args.plus_minus is None else issue.widened(args.plus_minus)


def _compared(args: argparse.Namespace, issue: Issue) -> Compared:
    from dragoman.show.bargaining import Compared  # noqa: PLC0415 - loads numpy
    from dragoman.strategy.bargaining import drawn, given  # noqa: PLC0415
    from dragoman.strategy.expected_utility import MOST_ACTORS, rounds  # noqa: PLC0415

    if len(issue.stakes) > MOST_ACTORS:
        raise UsageError(f"--compare takes at most {MOST_ACTORS} actors, since each meets every pair of others")
    samples = min(args.samples, _COMPARED, _COMPARED_MEETINGS // len(issue.stakes) ** 3)
    sampled = rounds(drawn(issue, samples, args.seed), args.rounds)[-1] if issue.open else None
    return Compared(rounds(given(issue), args.rounds), sampled, samples)


def _write(args: argparse.Namespace, console: Console, issue: Issue) -> None:
    from dragoman.strategy.ktab import ktab_text  # noqa: PLC0415 - loads numpy

    write_file(args.out, ktab_text(issue))
    lost = " Ranges and bases are left out: KTAB has no place for them." if issue.open else ""
    console.say(f"{args.out}: {len(issue.stakes)} actors written for KTAB.{lost}")
