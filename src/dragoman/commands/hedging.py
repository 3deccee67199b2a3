"""`dragoman hedging`: whether an actor hedges between two opposed others, in four parts with their sentences."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dragoman.commands.evidence import Evidence, add_quotes, put
from dragoman.commands.findings import looked_at, names_in, print_findings
from dragoman.commands.naming import now_called
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, sides
from dragoman.errors import UsageError
from dragoman.model import Finding

if TYPE_CHECKING:
    from dragoman.casebook.snapshot import Snapshot
    from dragoman.commands.console import Console
    from dragoman.relations.parties import Party
    from dragoman.show.names import Names

_PAIRS: Final = 3
_TITLES: Final = {
    "opposed": "Are the two opposed?",
    "balance": "Cooperation with both?",
    "commitment": "No decisive commitment to either?",
    "duration": "For how long?",
}
# What is printed below a part: a heading, and the entry of its detail that holds the claims.
_BELOW: Final = {
    "opposed": (
        ("hostile:", "against"),
        ("hostile by a speaker's word:", "claimed"),
        ("friendly:", "kind"),
        ("not counted:", "shown"),
    ),
    "balance": (("with {one}:", "with_a"), ("with {other}:", "with_b"), ("not counted:", "shown")),
    "commitment": (
        ("done:", "done"),
        ("by a speaker's word:", "claimed"),
        ("not done:", "not_done"),
        ("only planned, possible or advised:", "shown"),
    ),
}


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "hedging",
        run,
        "tell whether an actor hedges between two opposed sides",
        examples=["hedging Russia", "hedging Russia Haftar Turkey", "hedging Russia Haftar Turkey --quotes 0 --json"],
        more="Without A and B, the opposed sides are searched for with both of which X has dealings.",
    )
    parser.add_argument("actor", metavar="X", help="who may hedge")
    parser.add_argument("poles", nargs="*", metavar="A B", help="between whom; both or neither")
    parser.add_argument("--pairs", type=int, default=_PAIRS, metavar="N",
                        help=f"when searching, tell of the N likeliest pairs (default {_PAIRS})")  # fmt: skip
    add_quotes(parser)
    add_case(parser)
    add_formats(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the four parts and the verdict for each pair of poles, and return the exit code."""
    if len(args.poles) not in {0, 2}:
        raise UsageError("give both poles or neither: dragoman hedging X A B. Put a name of several words in quotes")
    if args.pairs < 1:
        raise UsageError("--pairs must be 1 or more")
    view, _, _ = looked_at(args, [])
    from dragoman.relations.between_poles import opposed_pairs  # noqa: PLC0415 - loads scipy
    from dragoman.relations.parties import Party  # noqa: PLC0415

    called = sides(view, [now_called(view, name) for name in (args.actor, *args.poles)])
    actor, *poles = (Party(one.root, one.only) for one in called)
    if len({actor.root, *(pole.root for pole in poles)}) != 1 + len(poles):
        same = ", ".join(f"{one.query} is {one.name}" for one in called)
        raise UsageError(f"X, A and B must be of three different sides ({same})")
    pairs = ((poles[0], poles[1]),) if poles else opposed_pairs(view.claims(), actor)[: args.pairs]
    found = [_found(view, actor, pair) for pair in pairs]
    names = names_in(view)
    if args.json or args.csv:
        flat = [finding for one in found for finding in one] or _statements(view, actor)
        return print_findings(args, console, flat, names, (), (), "")
    evidence = Evidence(view, args.quotes)
    for number, one in enumerate(found):
        if number:
            console.line()
        _print(console, one, names, evidence)
    if not found:
        console.say("No two opposed sides were found with both of which there are dealings.")
        _print_statements(console, [i for f in _statements(view, actor) for i in f.claim_ids], evidence)
    return 0


def _phrases() -> tuple[str, ...]:
    from dragoman.show.wording import load_wording  # noqa: PLC0415 - loads the vocabulary

    return load_wording("en").words("hedging", "phrases")


def _found(view: Snapshot, actor: Party, poles: tuple[Party, Party]) -> tuple[Finding, ...]:
    from dragoman.relations.between_poles import hedges  # noqa: PLC0415
    from dragoman.vocabulary.commitments import load_commitments  # noqa: PLC0415

    return hedges(view.claims(), view.aims(), actor, poles, _phrases(), load_commitments())


def _statements(view: Snapshot, actor: Party) -> list[Finding]:
    """Direct statements that the actor hedges, where there are no poles to look at."""
    from dragoman.relations.hedging import hedging  # noqa: PLC0415

    claims = [c for c in view.claims() if actor.acts(c.source, c.source_root)]
    aims = [a for a in view.aims() if actor.acts(a.actor, a.actor_root)]
    return list(hedging(claims, aims, _phrases()))


def _print(console: Console, found: Sequence[Finding], names: Names, evidence: Evidence) -> None:
    *parts, verdict = found
    actor, one, other = (names.actor(key, names.side(key)) for key in verdict.subject)
    value = str(verdict.value)
    if verdict.detail["towards"]:
        value += f": {names.actor(verdict.detail['towards'], names.side(verdict.detail['towards']))}"
    put(console, [f"{actor} between {one} and {other}: {value}"])
    put(console, [verdict.why], "  ")
    for number, part in enumerate(parts, 1):
        put(console, [f"{number}. {_TITLES[part.detail['part']]} {_value(part, one, other)}"], "  ")
        put(console, [_why(part, one, other)], "     ")
        below = _BELOW.get(part.detail["part"])
        lists = [(h.format(one=one, other=other), part.detail[key].split()) for h, key in below] if below else []
        for heading, ids in lists or [("dated:", list(part.claim_ids))]:
            if ids:
                put(console, [heading], "     ")
                evidence.below(console, ids)
    _print_statements(console, verdict.detail["statements"].split(), evidence)


def _print_statements(console: Console, ids: Sequence[str], evidence: Evidence) -> None:
    """Print what texts say directly."""
    put(console, ["Said directly, beside the verdict:" if ids else "No text says directly that it hedges."], "  ")
    evidence.below(console, ids)


def _value(part: Finding, one: str, other: str) -> str:
    """A part's value in words."""
    kind, value = part.detail["part"], part.value
    if kind == "balance" and isinstance(value, float) and part.interval is not None:
        low, high = part.interval
        sure = part.detail["inside"]
        return (
            f"share of {one} against {other} {value:.2f} ({low:.2f} to {high:.2f} with 90 %); "
            f"within 0.25 to 0.75 with probability {sure}"
        )
    if kind == "duration" and isinstance(value, int):
        return f"{value:,} days with both, {part.period}"
    return str(value)


def _why(part: Finding, one: str, other: str) -> str:
    """Why, with the poles called by their names."""
    detail = part.detail
    if detail["part"] == "balance":
        told = zip("ab", (one, other), strict=True)
        return "; ".join(
            f"{name}: {detail[f'number_{letter}']} cooperative, {detail[f'hostile_{letter}']} hostile"
            for letter, name in told
        )
    if detail["part"] == "duration":
        when = {one: detail["with_a"], other: detail["with_b"]}
        told_of = [f"{name}: {days.replace('/', ' to ') or 'no date with a year'}" for name, days in when.items()]
        return "; ".join((*told_of, f"{detail['undated']} of the claims carry no date with a year"))
    return part.why
