"""`dragoman play --draft`: a conflict model drafted from a casebook's aims. The options and the work, for `play`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.commands.naming import now_called
from dragoman.commands.options import Parser, number, open_case, sides, write_file
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.commands.console import Console


def add_draft(parser: Parser) -> None:
    """Add --draft and --out; the parser needs --case as well."""
    about = "write a model file for these actors from the aims of the casebook, for you to finish"
    parser.add_argument("--draft", nargs="+", metavar="ACTOR", help=about)
    parser.add_argument("--out", metavar="FILE", type=Path, help="with --draft: where to write it (default: print it)")


def run_draft(args: argparse.Namespace, console: Console) -> int:
    """Write or print the draft and say what it holds. Returns the exit code.

    Raises UsageError for an unknown actor, one given twice, and a file that is there already; CasebookError when the
    file cannot be written.
    """
    from dragoman.strategy.draft_text import draft_text  # noqa: PLC0415 - loads numpy
    from dragoman.strategy.drafting import draft  # noqa: PLC0415

    if args.out is not None and args.out.exists():
        raise UsageError(f"{args.out} is there already. Choose another name with --out, or remove it")
    view = open_case(args).snapshot()
    wanted = [(side.root, side.name) for side in sides(view, [now_called(view, name) for name in args.draft])]
    if len({root for root, _ in wanted}) < len(wanted):
        raise UsageError("two of the actors are one side. Give each side once")
    made = draft(view.aims(), wanted)
    documents = {document.id: document.name for document in view.documents()}
    text = draft_text(made, documents, " and ".join(name for _, name in wanted))
    if args.out is None:
        console.write(text)
    else:
        write_file(args.out, text)
    options = number(sum(len(actor.options) for actor in made), "option")
    stated = number(sum(len(actor.statements) for actor in made), "preference")
    left = sum(len(actor.unplaced) for actor in made)
    console.say(f"Drafted {options} and {stated}; {left:,} unplaced. Finish it: see the comment at its head.")
    return 0
