"""`dragoman ties` and `dragoman changes`: how sides stand towards each other, and what of that moved."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dragoman.commands.charting import add_chart, behind, save
from dragoman.commands.findings import looked_at, names_in, print_findings
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, day
from dragoman.errors import UsageError
from dragoman.model import Claim, Finding
from dragoman.relations.periods import shown

if TYPE_CHECKING:
    from dragoman.casebook.snapshot import Snapshot
    from dragoman.commands.console import Cell, Console
    from dragoman.show.names import Names, Side

PERIODS: Final = ("month", "quarter", "year", "all")
_PARTS: Final = {"longer": "wider dates", "undated": "undated", "total": "all"}


def add(commands: Commands[Parser]) -> None:
    """Add the commands."""
    parser = command(
        commands, "ties", ties, "show how sides stand towards each other",
        examples=["ties", "ties Russia Libya --by year", "ties Russia --half-life 365 --at 2018-01-01",
                  "ties --chart ties.svg"],
        more="From -1 (hostile) to +1 (cooperative), with the 90 % interval and the number of statements that count.",
    )  # fmt: skip
    add_actors(parser)
    parser.add_argument("--by", choices=PERIODS, default="all", help="one row for each of these periods (default: all)")
    parser.add_argument("--half-life", type=_days, metavar="DAYS",
                        help="what is so many days older counts half; needs --at")  # fmt: skip
    parser.add_argument("--at", type=day, metavar="DATE", help="leave out what is later than this day")
    add_chart(parser)
    _finish(parser)

    parser = command(
        commands, "changes", changes, "show what changed: since a day, between publishers, or between casebooks",
        examples=["changes --since 2017-06-01", "changes Russia --with my.dragoman", "changes Russia Libya --by month"],
        more="Without --since, --between or --with it looks for shifts in the level of each standing over time.",
    )  # fmt: skip
    add_actors(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--since", type=day, metavar="DATE", help="compare what happened since this day with before")
    which.add_argument("--between", nargs=2, metavar="PUBLISHER", help="compare what two publishers tell")
    which.add_argument("--with", dest="other", metavar="OTHER", help="compare with another casebook")
    parser.add_argument("--by", choices=PERIODS[:3], default="month", help="the periods of a shift (default: month)")
    _finish(parser)


def add_actors(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names one or two actors."""
    parser.add_argument("actors", nargs="*", metavar="ACTOR", help="one or two names, such as Russia Libya")


def named(args: argparse.Namespace) -> Sequence[str]:
    """Return the names given. Raises UsageError for more than two."""
    if len(args.actors) > 2:
        raise UsageError(f"{args.command} takes one or two actors. Put a name of several words in quotation marks")
    actors: Sequence[str] = args.actors
    return actors


def _finish(parser: Parser) -> None:
    add_case(parser)
    add_formats(parser)


def _days(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of days above 0")
    return value


def ties(args: argparse.Namespace, console: Console) -> int:
    """Print the standing of each pair."""
    from dragoman import relations  # noqa: PLC0415 - loads numpy
    from dragoman.vocabulary.intensities import load_intensities  # noqa: PLC0415

    if args.half_life is not None and args.at is None:
        raise UsageError("--half-life counts back from a day. Add --at DATE")
    view, claims, wanted = looked_at(args, named(args))
    words = {(tie.source, tie.target): tie.word for tie in relations.ties(claims)}
    found = [
        replace(f, detail={**f.detail, "word": words[f.subject[0], f.subject[1]]}) if _is_total(f) else f
        for f in relations.standings(claims, load_intensities(), by=args.by, half_life=args.half_life, at=args.at)
        if _between(f, wanted)
    ]
    sizes = {f.subject: int(f.detail["witnesses"]) for f in found if _is_total(f)}
    found.sort(key=lambda f: (-sizes[f.subject], f.subject))  # keeps the order of periods
    names = names_in(view)
    if args.chart is not None:
        _draw(args, console, view, claims, found, names)
    head = ("from", "to", "period", "standing", "90 %", "counted", "in words", "why")
    rows = [(*_ends(f, names), *_standing_cells(f)) for f in found]
    return print_findings(args, console, found, names, head, rows, "No claim fits.")


def _draw(
    args: argparse.Namespace, console: Console, view: Snapshot, claims: Sequence[Claim], found: Sequence[Finding],
    names: Names,
) -> None:  # fmt: skip
    """Draw the standing of two over time, or of more the network."""
    from dragoman import relations  # noqa: PLC0415 - loads numpy
    from dragoman.show.charts import network_chart, standing_chart  # noqa: PLC0415 - loads Altair

    drawn = behind(claims, (one for finding in found for one in finding.claim_ids))
    if len(args.actors) == 2 and args.by != "all":
        save(args, console, view, drawn, names, lambda called, basis: standing_chart(found, called, basis))
        return
    pairs = {finding.subject for finding in found}
    ties = [tie for tie in relations.ties(claims) if (tie.source, tie.target) in pairs]
    save(args, console, view, drawn, names, lambda called, basis: network_chart(ties, called, basis))


def _is_total(finding: Finding) -> bool:
    return finding.detail["part"] == "total"


def _between(finding: Finding, wanted: Sequence[Side]) -> bool:
    """Whether a pair is one of those asked for: claims of two sides can be of one with a third as well."""
    return all(any(side.root == end for end in finding.subject) for side in wanted)


def _ends(finding: Finding, names: Names) -> tuple[str, str]:
    source, target = finding.subject
    return names.actor(source, names.side(source)), names.actor(target, names.side(target))


def _standing_cells(finding: Finding) -> tuple[Cell, ...]:
    counted = finding.detail["counted"]
    period = shown(finding.period) if finding.period else _PARTS[finding.detail["part"]]
    known = counted != "0"
    return (
        period, f"{finding.value:+.2f}" if known else None, _interval(finding) if known else None, counted,
        finding.detail.get("word"), finding.why,
    )  # fmt: skip


def _interval(finding: Finding) -> str | None:
    return None if finding.interval is None else f"{finding.interval[0]:+.2f} to {finding.interval[1]:+.2f}"


def changes(args: argparse.Namespace, console: Console) -> int:
    """Print what changed."""
    view, claims, wanted = looked_at(args, named(args))
    found = [f for f in _changes(args, view, claims, wanted) if len(f.subject) < 2 or _between(f, wanted)]
    names = names_in(view)
    head = ("what", "who", "when", "change", "90 %", "why")
    rows = [
        (
            f.method.removeprefix("changes: "),
            " - ".join(names.actor(one, names.side(one)) for one in f.subject) or None,
            shown(f.period) if f.period else None,
            f"{f.value:+.2f}" if isinstance(f.value, float) else f.value,
            _interval(f),
            f.why,
        )
        for f in found
    ]
    return print_findings(args, console, found, names, head, rows, "Nothing changed.")


def _changes(
    args: argparse.Namespace, view: Snapshot, claims: Sequence[Claim], wanted: Sequence[Side]
) -> Iterable[Finding]:
    from dragoman.relations import change_points, standings  # noqa: PLC0415 - loads numpy
    from dragoman.relations.changes import changes as differences  # noqa: PLC0415
    from dragoman.relations.changes import of_publisher, since, undecided  # noqa: PLC0415
    from dragoman.vocabulary.intensities import load_intensities  # noqa: PLC0415

    weights = load_intensities()
    if args.since is not None:
        before, after, unclear = since(claims, args.since)
        told = differences(before, after, weights, names=("before", "since"), unplaced=unclear)
        return (*told, undecided(unclear, args.since)) if unclear else told
    if args.between is not None:
        publishers = {document.id: document.publisher for document in view.documents()}
        one, other = (of_publisher(claims, publishers, name) for name in args.between)
        return differences(one, other, weights, names=(args.between[0], args.between[1]))
    if args.other is not None:
        _, others, _ = looked_at(argparse.Namespace(**{**vars(args), "case": args.other}), ())
        fitting = [c for c in others if all(_takes_part(side, c) for side in wanted)]
        return differences(claims, fitting, weights, names=("here", "there"))
    return change_points(standings(claims, weights, by=args.by))


def _takes_part(side: Side, claim: Claim) -> bool:
    return side.acts(claim.source, claim.source_root) or side.acts(claim.target, claim.target_root)
