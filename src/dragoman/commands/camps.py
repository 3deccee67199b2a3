"""`dragoman camps`: the two camps of the signed network, the ties that break the split, and who stands between."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dragoman.commands.charting import add_chart, behind, save
from dragoman.commands.evidence import Evidence, add_quotes, put
from dragoman.commands.findings import looked_at, names_in, print_findings
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command
from dragoman.errors import UsageError
from dragoman.model import Finding

if TYPE_CHECKING:
    from dragoman.commands.console import Console
    from dragoman.show.names import Names

_LIMIT: Final = 30.0
_PLACES: Final = {"broken": "Ties that break the split:", "broker": "Brokers, friendly with both camps:"}


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "camps",
        run,
        "split the network of ties into two camps with the fewest ties against the split",
        examples=["camps", "camps --level actor --time-limit 5", "camps --csv", "camps --chart camps.svg"],
    )
    parser.add_argument("--level", choices=("side", "actor"), default="side",
                        help="between sides (default) or single actors")  # fmt: skip
    about = f"stop each run of the solver after so long, and tell the bound (default {_LIMIT:.0f})"
    parser.add_argument("--time-limit", type=float, default=_LIMIT, metavar="SECONDS", help=about)
    add_chart(parser)
    add_quotes(parser)
    add_case(parser)
    add_formats(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the camps and return the exit code."""
    if not args.time_limit > 0:
        raise UsageError("--time-limit must be above 0 seconds")
    view, claims, _ = looked_at(args, ())
    from dragoman.relations.camps import camps, edges_of  # noqa: PLC0415 - loads scipy and networkx
    from dragoman.relations.ties import ties  # noqa: PLC0415

    told = ties(claims, args.level)
    found, names = camps(edges_of(told), args.time_limit), names_in(view)
    if args.chart is not None:
        from dragoman.show.charts import network_chart  # noqa: PLC0415 - loads Altair

        # Only the largest connected part has two camps to set against each other.
        first = [f for f in found if f.detail["part"] == "camp" and f.detail["group"] == "1"]
        members = {one: int(f.detail["camp"]) for f in first for one in f.subject}
        split = [tie for tie in told if {tie.source, tie.target} <= members.keys()]
        drawn = behind(claims, (one for tie in split for one in tie.claim_ids))
        save(args, console, view, drawn, names, lambda called, basis: network_chart(split, called, basis, members))
    if args.json or args.csv or not found:
        return print_findings(args, console, found, names, (), (), "No tie was found that has a sign.")
    evidence = Evidence(view, args.quotes)
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.detail.get("group", ""), []).append(finding)
    left = groups.pop("", [])
    for number, group in enumerate(groups.values()):
        if number:
            console.line()
        _print(console, group, names, evidence)
    if left:
        kinds = dict.fromkeys(str(f.value) for f in left)
        counts = ", ".join(f"{sum(f.value == kind for f in left)} {kind}" for kind in kinds)
        put(console, ["", f"Left out, since they have no sign to go by: {counts}"])
    return 0


def _named(ids: Sequence[str], names: Names) -> str:
    return ", ".join(names.actor(key, names.side(key)) for key in ids)


def _print(console: Console, group: Sequence[Finding], names: Names, evidence: Evidence) -> None:
    parts: dict[str, list[Finding]] = {}
    for finding in group:
        parts.setdefault(finding.detail["part"], []).append(finding)
    whole = parts["split"][0]
    sides = len(whole.subject)
    put(console, [f"Frustration index {_index(whole)}: {sides} actors, {whole.detail['ties']} ties. {whole.why}"])
    for camp in parts["camp"]:
        put(console, [f"Camp {camp.detail['camp']}: {_named(camp.subject, names)}"], "  ")
    either = [f.subject[0] for f in parts.get("either", ())]
    if either:
        put(console, [f"Could be in either camp: {_named(either, names)}"], "  ")
    for part in ("broken", "triangles", "broker"):
        _print_part(console, part, parts.get(part, ()), names, evidence)


def _index(whole: Finding) -> str:
    return str(whole.value) if whole.detail["exact"] == "yes" else f"{whole.detail['lower']} to {whole.value}"


def _print_part(console: Console, part: str, found: Sequence[Finding], names: Names, evidence: Evidence) -> None:
    if part == "triangles":
        share = found[0].detail["share"]
        put(console, [f"Triangles: {found[0].why}{f' ({share})' if share else ''}"], "  ")
        return
    if found:
        put(console, [_PLACES[part]], "  ")
    for finding in found:
        if part == "broken":
            put(console, [f"{_named(finding.subject, names)}: {finding.value}"], "    ")
            evidence.below(console, finding.claim_ids)
        else:
            told = f"{finding.why}; betweenness {finding.detail['betweenness']}"
            put(console, [f"{_named(finding.subject, names)}: {told}"], "    ")
