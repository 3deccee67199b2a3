"""`dragoman play`: what each side of a conflict model can do, which states hold, and what would change that."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from dragoman.commands.drafting import add_draft, run_draft
from dragoman.commands.findings import print_findings
from dragoman.commands.modelling import SEED, WORLDS, load_model, play_model
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, number, open_case
from dragoman.errors import UsageError
from dragoman.examples import model_paths

if TYPE_CHECKING:
    from dragoman.commands.console import Console
    from dragoman.show.playing import Result
    from dragoman.strategy.conflict import ConflictModel

_STATES: Final = 3
_CONCEPTS: Final = ("R", "SEQ", "GMR", "SMR")  # as in strategy.stability, the strictest first
_LONG: Final = 200_000_000  # worlds times states; a few minutes


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "play",
        run,
        "play a conflict model: which states hold, which strategies, and what would change that",
        examples=["play libya", "play elmira --concept SEQ", "play libya --state R_partner,R_engage --json"],
        more="A model is a YAML file, or one of those that come along: " + ", ".join(model_paths()) + ".",
    )
    parser.add_argument("model", nargs="?", metavar="MODEL", help="a model file, or the name of one that comes along")
    parser.add_argument("--worlds", type=int, default=WORLDS, metavar="N",
                        help=f"worlds to sample where the model leaves things open (default {WORLDS})")  # fmt: skip
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="the seed of the sampling (default 1)")
    parser.add_argument("--concept", choices=_CONCEPTS, default="R",
                        help="what stable means where one answer is given (default R, Nash)")  # fmt: skip
    parser.add_argument("--states", type=int, default=_STATES, metavar="N",
                        help=f"explain the N states most often stable (default {_STATES})")  # fmt: skip
    parser.add_argument("--state", metavar="OPTIONS", help="explain this state: the options taken, joined by commas")
    add_draft(parser)
    add_case(parser)
    add_formats(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Play a model, or draft one, and return the exit code."""
    if args.draft is not None:
        if args.model is not None:
            raise UsageError("--draft makes a model and MODEL plays one. Give one of the two")
        return run_draft(args, console)
    if args.model is None:
        raise UsageError("name a model to play, or draft one with --draft ACTOR")
    if args.worlds < 1 or args.states < 0 or args.seed < 0:
        raise UsageError("--worlds must be 1 or more, --states and --seed 0 or more")
    result = _result(args, console)
    if args.json or args.csv:
        from dragoman.show.playing import findings  # noqa: PLC0415 - loads numpy

        return print_findings(args, console, tuple(findings(result)), None, (), (), "")
    from dragoman.show.playing import result_lines  # noqa: PLC0415

    for line in result_lines(result):
        console.data_line(line)
    return 0


def _result(args: argparse.Namespace, console: Console) -> Result:
    model = load_model(args.model, open_case(args).snapshot().documents() if args.case else ())
    states, runs = 1 << len(model.option_names), 2 + len(model.focal_side.preferences)
    if args.worlds * states * runs > _LONG:
        console.say(f"{number(runs, 'run')} of {args.worlds:,} worlds: this takes minutes. --worlds takes fewer")
    state = None if args.state is None else _state(args.state, model)
    return play_model(model, worlds=args.worlds, seed=args.seed, concept=args.concept, most=args.states, state=state)


def _state(told: str, model: ConflictModel) -> int:
    """The state in which the options told are taken. Raises UsageError for an unknown one."""
    names, state = model.option_names, 0
    for name in filter(None, (part.strip() for part in told.split(","))):
        if name not in names:
            raise UsageError(f"--state: there is no option '{name}'. The options are: {', '.join(names)}")
        state |= 1 << names.index(name)
    return state
