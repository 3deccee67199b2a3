"""`dragoman contacts`: who met or visited whom, how often, at what level, and how that agrees with the text's count."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.commands.charting import add_chart, behind, save
from dragoman.commands.evidence import Evidence, add_quotes, put
from dragoman.commands.findings import looked_at, names_in, print_findings
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command
from dragoman.errors import UsageError
from dragoman.model import Claim, Finding

if TYPE_CHECKING:
    from dragoman.commands.console import Console
    from dragoman.show.names import Names


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "contacts",
        run,
        "count who met or visited whom, and at what level",
        examples=[
            "contacts",
            "contacts Russia Haftar",
            "contacts Haftar --quotes 0 --json",
            "contacts --chart contacts.png",
        ],
        more="A count that the text gives itself (a third visit) is reconciled with what is on record.",
    )
    parser.add_argument("actors", nargs="*", metavar="A B", help="only contacts of A, or of A with B")
    add_chart(parser)
    add_quotes(parser)
    add_case(parser)
    add_formats(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the contacts and return the exit code."""
    if len(args.actors) > 2:
        raise UsageError("give one or two actors. Put a name of several words in quotation marks")
    view, claims, _ = looked_at(args, args.actors)
    from dragoman.show.analyses import contacts_in  # noqa: PLC0415 - loads the vocabulary

    found, names = contacts_in(claims, view.documents()), names_in(view)
    if args.chart is not None:
        from dragoman.show.charts import contacts_chart  # noqa: PLC0415 - loads Altair

        drawn = behind(claims, (one for finding in found for one in finding.claim_ids))
        save(args, console, view, drawn, names, lambda called, basis: contacts_chart(found, called, basis))
    if args.json or args.csv or not found:
        return print_findings(args, console, found, names, (), (), "No meeting or visit was found.")
    evidence, known = Evidence(view, args.quotes), {c.id: c for c in claims}
    for finding in found:
        _print(console, finding, names, evidence, [known[i] for i in finding.claim_ids])
    return 0


def _print(console: Console, found: Finding, names: Names, evidence: Evidence, claims: Sequence[Claim]) -> None:
    detail, number = found.detail, int(found.value)
    called = {end: name for c in claims for end, name in ((c.source, c.source_name), (c.target, c.target_name))}
    one, other = (names.actor(key, called.get(key, names.side(key))) for key in found.subject)
    # An arrow from the visitor to the host; a meeting has none.
    arrow = "<->" if detail["form"] == "meeting" else "->"
    times = f"{number} {detail['form']}{'' if number == 1 else 's'}"
    if not number:
        times = f"{detail['form']} planned only" if detail["planned"] != "0" else f"no {detail['form']}"
    put(console, [f"{one} {arrow} {other}: {times}"])
    rows = [found.why, f"level: {one} {detail['level']}; {other} {detail['host_level']}"]
    if detail["missing"] != "0":
        rows.append(f"missing: {detail['missing']} of {number} by the text's own count are not described")
    dates = [_event(event) for event in detail["events"].split()]
    rows += [f"dates: {', '.join(dates)}"] if dates else []
    put(console, rows, "  ")
    evidence.below(console, found.claim_ids, "    ")


def _event(event: str) -> str:
    """An `ordinal@date` in words."""
    ordinal, _, date = event.partition("@")
    return f"{date or 'undated'}{f' (number {ordinal})' if ordinal else ''}"
