"""`dragoman contradictions`: claims that cannot both hold, both sides with speaker, document, date and sentence."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dragoman.commands.evidence import Evidence, add_quotes, put
from dragoman.commands.findings import looked_at, names_in, print_findings
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.commands.console import Console


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "contradictions",
        run,
        "show claims that cannot both hold, side by side",
        examples=["contradictions", "contradictions Russia Haftar", "contradictions Russia --json"],
        more="Nothing is averaged, and nothing says which side is right.",
    )
    parser.add_argument("actors", nargs="*", metavar="A B", help="only about A, or about A and B")
    add_quotes(parser)
    add_case(parser)
    add_formats(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the contradictions and return the exit code."""
    if len(args.actors) > 2:
        raise UsageError("give one or two actors. Put a name of several words in quotation marks")
    view, claims, _ = looked_at(args, args.actors)
    from dragoman.show.analyses import contradictions_in  # noqa: PLC0415 - loads the vocabulary

    found = contradictions_in(claims, view.documents())
    names = names_in(view)
    if args.json or args.csv or not found:
        return print_findings(args, console, found, names, (), (), "No two claims were found that cannot both hold.")
    evidence = Evidence(view, args.quotes)
    for finding in found:
        source, target = (names.actor(key, names.side(key)) for key in finding.subject)
        when = f" ({finding.period})" if finding.period else ""
        put(console, [f"{source} -> {target}: {finding.value}{when}"])
        put(console, [f"{finding.why}; {finding.detail['voices']}; {finding.detail['time']}"], "  ")
        for side, title in (("for", "One side:"), ("against", "The other:")):
            put(console, [title], "    ")
            evidence.below(console, finding.detail[side].split())
    return 0
