"""`dragoman timeline` and `dragoman coverage`: what happened when, and what the picture rests on."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from dragoman.commands.charting import add_chart, behind, save
from dragoman.commands.findings import looked_at, names_in, print_findings
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, day
from dragoman.commands.standing import PERIODS, add_actors, named
from dragoman.errors import UsageError
from dragoman.relations.periods import shown

if TYPE_CHECKING:
    from dragoman.commands.console import Cell, Console
    from dragoman.model import Claim, Finding
    from dragoman.show.names import Names
    from dragoman.show.wording import Wording

_VOICES: Final = {"author": "the author", "unnamed": "nobody named"}


def add(commands: Commands[Parser]) -> None:
    """Add the commands."""
    parser = command(
        commands, "timeline", timeline, "list what happened, in order of time",
        examples=["timeline", "timeline Russia Libya", "timeline Haftar --from 2017-01-01 --to 2017-12-31",
                  "timeline --chart timeline.png"],
        more="One row an act, with how many tell of it. What has no year stands at the end.",
    )  # fmt: skip
    add_actors(parser)
    parser.add_argument(
        "--from", dest="first", type=day, metavar="DATE", help="only acts that can lie on this day or later"
    )
    parser.add_argument(
        "--to", dest="last", type=day, metavar="DATE", help="only acts that can lie on this day or before"
    )
    add_chart(parser)
    _finish(parser)

    parser = command(
        commands, "coverage", coverage, "show what the picture rests on: whose voice, which sources, which periods",
        examples=["coverage", "coverage Russia --by year"],
    )  # fmt: skip
    add_actors(parser)
    parser.add_argument(
        "--by", choices=PERIODS[:3], default="month", help="the periods that can be empty (default: month)"
    )
    _finish(parser)


def _finish(parser: Parser) -> None:
    add_case(parser)
    add_formats(parser)


def timeline(args: argparse.Namespace, console: Console) -> int:
    """Print the timeline."""
    from dragoman import relations  # noqa: PLC0415 - loads numpy
    from dragoman.show.wording import load_wording  # noqa: PLC0415

    if args.first is not None and args.last is not None and args.first > args.last:
        raise UsageError(f"--from {args.first} is after --to {args.last}. Exchange them")
    view, claims, _ = looked_at(args, named(args))
    found = relations.timeline(claims, first=args.first, last=args.last)
    names, words = names_in(view), load_wording("en")
    by_id = {claim.id: claim for claim in claims}
    if args.chart is not None:
        from dragoman.show.charts import timeline_chart  # noqa: PLC0415 - loads Altair

        drawn = behind(claims, (finding.detail["claim"] for finding in found))
        save(args, console, view, drawn, names, lambda called, basis: timeline_chart(drawn, called, basis))
    rows = [_act_cells(f, by_id[f.detail["claim"]], names, words) for f in found]
    return print_findings(
        args, console, found, names, ("when", "told", "sources", "what", "quote"), rows, "No act fits."
    )


def _act_cells(finding: Finding, claim: Claim, names: Names, words: Wording) -> tuple[Cell, ...]:
    from dragoman.show.acts import act  # noqa: PLC0415 - loads the vocabulary

    source, target = names.spoken(claim.source, claim.source_name), names.spoken(claim.target, claim.target_name)
    what = act(words, claim, source, target, many=names.plural(claim.source))
    speakers = ", ".join(names.side(root) for root in finding.detail["speakers"].split())
    told = "author" if finding.detail["told"] == "author" else f"claimed: {speakers or 'unnamed'}"
    return finding.period or "undated", told, finding.detail["witnesses"], what, finding.why


def coverage(args: argparse.Namespace, console: Console) -> int:
    """Print what the claims rest on."""
    from dragoman import relations  # noqa: PLC0415 - loads numpy

    view, claims, wanted = looked_at(args, named(args))
    telling = {claim.document_id for claim in claims}
    documents = [document for document in view.documents() if not wanted or document.id in telling]
    found = relations.coverage(claims, documents, args.by)
    names = names_in(view)
    rows = [
        (f.method.removeprefix("coverage: "), _which(f, names), f.value, f.detail.get("share"), _words(f))
        for f in found
    ]
    return print_findings(
        args, console, found, names, ("what", "which", "number", "share", "why"), rows, "No claim fits."
    )


def _which(finding: Finding, names: Names) -> str | None:
    """What a row of coverage is about, where there are several of its sort."""
    detail = finding.detail
    if "voice" in detail:
        return _VOICES.get(detail["voice"]) or names.side(finding.subject[0])
    return detail.get("publisher") or detail.get("status")


def _words(finding: Finding) -> str:
    """What a row of coverage says, with the empty periods named."""
    runs = finding.detail.get("empty", "").split()
    return ": ".join(
        [finding.why, *([", ".join("/".join(map(shown, run.split("/"))) for run in runs)] if runs else [])]
    )
