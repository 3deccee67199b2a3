"""`dragoman check`: whether a casebook is what it says."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, number, open_case, problem_line
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.commands.console import Console


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "check",
        run,
        "check that every quote stands where it is said to stand",
        examples=["check my.dragoman"],
        more="Looks at the words, the ranges in clean and raw text, and the fields of each claim, aim and skipped "
        "sentence. Leaves with exit code 1 if anything is wrong.",
    )
    add_case(parser, positional=True)
    add_formats(parser, with_csv=False)


def run(args: argparse.Namespace, console: Console) -> int:
    """Check a casebook and return the exit code."""
    from dragoman.casebook import examine  # noqa: PLC0415 - loads DuckDB

    view = open_case(args)
    found = examine(view)
    counts = view.counts()
    if args.json:
        console.json("check", {"case": str(view.path), "counts": counts, "problems": [asdict(p) for p in found]})
    else:
        for problem in found:
            console.table_line(problem_line(problem))
    held = ", ".join(number(counts[f"{name}s"], name) for name in ("document", "claim", "aim", "correction"))
    console.say(f"{view.path}: {held}: {f'{len(found)} wrong' if found else 'all in order'}.")
    return DragomanError.exit_code if found else 0
