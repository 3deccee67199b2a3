"""What the commands of analysis share: which claims they look at, and how findings are printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dragoman.commands.naming import now_called
from dragoman.commands.options import open_case, sides
from dragoman.model import Claim, Finding

if TYPE_CHECKING:
    from dragoman.casebook import View
    from dragoman.casebook.snapshot import Snapshot
    from dragoman.commands.console import Cell, Console
    from dragoman.show.names import Names, Side

MOST_EVENTS: Final = 50_000


def looked_at(args: argparse.Namespace, actors: Sequence[str]) -> tuple[Snapshot, tuple[Claim, ...], list[Side]]:
    """Return the casebook as it is now, the claims in which each of `actors` takes part, and the sides they mean.

    Imported events are among the claims, unless there are more than MOST_EVENTS of these actors.
    Raises InputError where a name means nobody.
    """
    case = open_case(args)
    view = case.snapshot()
    wanted = sides(view, [now_called(view, name) for name in actors])
    claims = tuple(
        claim
        for claim in view.claims()
        if all(s.acts(claim.source, claim.source_root) or s.acts(claim.target, claim.target_root) for s in wanted)
    )
    return view, claims + _imported(case, view, wanted), wanted


def _imported(case: View, view: Snapshot, wanted: Sequence[Side]) -> tuple[Claim, ...]:
    """Return the imported events of these sides as claims; where they are too many, none, and that is told."""
    if any(side.only is not None for side in wanted):  # event data tells of sides, not of persons
        return ()
    roots = [side.root for side in wanted]
    number = case.event_count(roots)
    if number > MOST_EVENTS:
        sys.stderr.write(
            f"{case.path}: {number:,} imported events are left out here (the most is {MOST_EVENTS:,}). Name one actor "
            "or two, or see their standing with: dragoman events\n"
        )
        return ()
    given = view.verdicts()
    return tuple(claim for claim in case.event_claims(roots) if given.get(claim.id) != "rejected") if number else ()


def names_in(view: Snapshot) -> Names:
    """Return what actors and sides are called."""
    from dragoman.show.names import names_of  # noqa: PLC0415 - loads the vocabulary
    from dragoman.show.wording import load_wording  # noqa: PLC0415

    return names_of(view, load_wording("en"))


def print_findings(
    args: argparse.Namespace,
    console: Console,
    findings: Sequence[Finding],
    names: Names | None,
    head: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    nothing: str,
) -> int:
    """Print findings as JSON or CSV where that was asked for, else `rows` under `head`, or `nothing`."""
    from dragoman.show.findings import FINDING, finding_data  # noqa: PLC0415 - loads the vocabulary

    if args.json:
        console.json(args.command, finding_data(findings, names))
    elif args.csv:
        from dragoman.commands.plain import flat  # noqa: PLC0415 - loads DuckDB

        console.csv(FINDING, [[flat(row[name]) for name in FINDING] for row in finding_data(findings, names)])
    elif rows:
        console.table(head, rows)
    else:
        console.say(nothing)
    return 0
