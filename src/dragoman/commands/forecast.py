"""`dragoman forecast`: a log of forecasts, how they turned out, and how good they were."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dragoman.commands.findings import print_findings
from dragoman.commands.fix import user_name
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, day, number, open_case
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.casebook import Forecast
    from dragoman.casebook.forecasts import Measure
    from dragoman.commands.console import Console

_ACTIONS: Final = ("add", "list", "resolve", "score")
_OUTCOMES: Final = ("yes", "no", "void")  # as in casebook.forecasts
# The options that only some actions take.
_SPECIAL: Final = {
    "question": ("--question", {"add"}), "share": ("--share", {"add"}), "likelihood": ("--likelihood", {"add"}),
    "by": ("--by", {"add"}), "made": ("--made", {"add"}), "no_change": ("--no-change", {"add"}),
    "corrects": ("--corrects", {"add"}), "on": ("--on", {"resolve"}), "source": ("--source", {"add", "resolve"}),
    "why": ("--why", {"add", "resolve"}), "open": ("--open", {"list"}), "at": ("--at", {"list", "score"}),
    "base_rate": ("--base-rate", {"score"}),
}  # fmt: skip


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "forecast",
        run,
        "keep forecasts, note how they turned out, and score them",
        examples=[
            "forecast add --question 'Will it hold?' --likelihood 20% --made 2019-04-05 --by 2020-06-30 --source me",
            "forecast add --question 'Will it hedge?' --share 0.74 --by 2099-12-31 --source play --no-change yes",
            "forecast list",
            "forecast resolve 1 no --on 2020-06-04 --source 'his troops left its suburbs' --who Ada",
            "forecast score",
        ],
        more="The log is part of the casebook and only ever grows. A forecast written down wrongly is corrected by a "
        "new one (add --corrects N); one resolved wrongly is resolved once more.",
    )
    parser.add_argument("action", choices=_ACTIONS, help="what to do")
    parser.add_argument("of", nargs="*", metavar="N", help="resolve: the number of the forecast, then yes, no or void")
    _add_forecast_options(parser)
    parser.add_argument("--on", type=day, metavar="DATE", help="resolve: the day it happened or was decided")
    parser.add_argument("--open", action="store_true", help="list: only those that are open")
    parser.add_argument("--base-rate", type=portion, metavar="P",
                        help="score: the base rate (default: that of yes among those resolved)")  # fmt: skip
    parser.add_argument("--at", type=day, metavar="DATE", help="list, score: overdue as of this day (default: today)")
    parser.add_argument("--source", metavar="TEXT", help="add, resolve: what it rests on")
    parser.add_argument("--who", metavar="NAME",
                        help="add, resolve: who says so (default: your user name); list, score: whose")  # fmt: skip
    parser.add_argument("--why", metavar="TEXT", help="add, resolve: a reason or remark, kept with the entry")
    add_case(parser)
    add_formats(parser)


def _add_forecast_options(parser: Parser) -> None:
    parser.add_argument("--question", metavar="TEXT", help="add: a question that will be answered by yes or no")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--likelihood", type=portion, metavar="P", help="add: how likely yes is, 0 to 1 or in percent")
    how.add_argument("--share", type=portion, metavar="P", help="add: in what share of sampled worlds it is yes")
    parser.add_argument("--by", type=day, metavar="DATE", help="add: yes must come true by this day")
    parser.add_argument("--made", type=day, metavar="DATE", help="add: the day it was made (default: today)")
    parser.add_argument("--no-change", choices=("yes", "no"), help="add: the answer if nothing changes (default: no)")
    parser.add_argument("--corrects", type=int, metavar="N", help="add: this one stands for forecast N")


def portion(text: str) -> float:
    """Return a number from 0 to 1, written so or in percent, as an option's type."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no share. Write 0 to 1, or 0% to 100%")
    return value


def run(args: argparse.Namespace, console: Console) -> int:
    """Add, list, resolve or score forecasts and return the exit code."""
    _refuse_unfitting(args)
    if args.action in {"add", "resolve"}:
        return _append(args, console)
    from dragoman.casebook import standing_forecasts  # noqa: PLC0415 - loads DuckDB

    known = standing_forecasts(open_case(args).forecasts())
    kept = [f for f in known if args.who is None or f.made.who.casefold() == args.who.casefold()]
    today = args.at or _now().date().isoformat()
    return _list(args, console, kept, today) if args.action == "list" else _score(args, console, kept, today)


def _now() -> datetime:
    return datetime.now(UTC)


def _refuse_unfitting(args: argparse.Namespace) -> None:
    if args.action == "resolve":
        if len(args.of) != 2 or not args.of[0].isdecimal() or args.of[1] not in _OUTCOMES:
            raise UsageError(f"forecast resolve takes the number of a forecast and one of: {', '.join(_OUTCOMES)}")
    elif args.of:
        raise UsageError(f"forecast {args.action} takes nothing more. Put text of several words in quotation marks")
    for name, (option, actions) in _SPECIAL.items():
        given = getattr(args, name)
        if given is not None and given is not False and args.action not in actions:
            belongs = " and forecast ".join(sorted(actions))
            raise UsageError(f"{option} belongs to forecast {belongs}. See: dragoman forecast --help")
    needed = {"add": ("question", "by", "source"), "resolve": ("on",)}.get(args.action, ())
    missing = [_SPECIAL[name][0] for name in needed if getattr(args, name) is None]
    if args.action == "add" and args.share is None and args.likelihood is None:
        missing.append("--likelihood or --share")
    if missing:
        raise UsageError(f"forecast {args.action} needs {', '.join(missing)}")


def _append(args: argparse.Namespace, console: Console) -> int:
    from dragoman.casebook import Entry, append_entry  # noqa: PLC0415 - loads DuckDB

    now = _now()
    when, who = now.isoformat(timespec="seconds"), args.who or user_name()
    if args.action == "resolve":
        made = Entry("", when, who, "resolve", int(args.of[0]), args.on, args.source, args.why, outcome=args.of[1])
    else:
        measure: Measure = "likelihood" if args.share is None else "share"
        value = args.likelihood if args.share is None else args.share
        made = Entry(
            "", when, who, "add", 0, args.made or now.date().isoformat(), args.source, args.why, args.question.strip(),
            measure, value, args.by, args.no_change or "no", args.corrects,
        )  # fmt: skip
    made = append_entry(open_case(args).path, made)
    if args.json:
        console.json("forecast", asdict(made))
    elif args.csv:
        console.csv(tuple(asdict(made)), [list(asdict(made).values())])
    elif made.action == "resolve":
        console.table_line(f"forecast {made.number}: {made.outcome} on {made.day}, by {made.who}")
    else:
        console.table_line(f"forecast {made.number}: {made.measure} {made.value:g} by {made.by}, {made.question}")
    return 0


def _list(args: argparse.Namespace, console: Console, known: list[Forecast], today: str) -> int:
    from dragoman.show.forecasts import FIELDS, LIST_HEAD, data_of, list_row  # noqa: PLC0415

    kept = [f for f in known if not args.open or f.state == "open"]
    if args.json:
        console.json("forecast", [data_of(f) for f in kept])
    elif args.csv:
        console.csv(FIELDS, [list(data_of(f).values()) for f in kept])
    elif kept:
        console.table(LIST_HEAD, [list_row(f, today) for f in kept])
    else:
        console.say("There is no such forecast.")
    return 0


def _score(args: argparse.Namespace, console: Console, known: list[Forecast], today: str) -> int:
    from dragoman.show.forecasts import SCORE_HEAD, counted, findings, score_row, scores  # noqa: PLC0415

    found, numbers = scores(known, args.base_rate), counted(known, today)
    if args.json or args.csv:
        return print_findings(args, console, tuple(findings(found, numbers)), None, (), (), "")
    if found:
        console.table(SCORE_HEAD, [score_row(measure, one) for measure, one in found.items()])
        console.line()
        told = "that of yes among those resolved" if args.base_rate is None else "the one given"
        console.line("Brier score: 0 is perfect, 0.25 is always one half, 1 certain and wrong; 90 % intervals.")
        console.line(f"Base rate: {told}. Against: the score less that of the yardstick; below 0 is better.")
    else:
        console.say("No forecast has turned out yes or no yet.")
    console.line(
        f"{number(len(known), 'forecast')}: {numbers['yes'] + numbers['no']} resolved, {numbers['open']} open "
        f"({numbers['overdue']} past the last day), {numbers['void']} void, {numbers['corrected']} corrected; "
        f"{numbers['late']} written down after the last day"
    )
    return 0
