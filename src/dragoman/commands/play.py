"""`dragoman play`: what each side of a conflict model can do, which states hold, and what would change that."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dragoman.commands.drafting import add_draft, run_draft
from dragoman.commands.findings import print_findings
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, number, open_case
from dragoman.errors import InputError, UsageError
from dragoman.examples import demo_paths, model_path, model_paths

if TYPE_CHECKING:
    from dragoman.commands.console import Console
    from dragoman.show.playing import Result
    from dragoman.strategy.conflict import ConflictModel

_WORLDS: Final = 3000
_STATES: Final = 3
_CONCEPTS: Final = ("R", "SEQ", "GMR", "SMR")
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
    parser.add_argument("--worlds", type=int, default=_WORLDS, metavar="N",
                        help=f"worlds to sample where the model leaves things open (default {_WORLDS})")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the seed of the sampling (default 1)")
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
    result = _result(args, console, _model(args))
    if args.json or args.csv:
        from dragoman.show.playing import findings  # noqa: PLC0415 - loads numpy

        return print_findings(args, console, tuple(findings(result)), None, (), (), "")
    from dragoman.show.playing import result_lines  # noqa: PLC0415

    for line in result_lines(result):
        console.data_line(line)
    return 0


def _model(args: argparse.Namespace) -> ConflictModel:
    """The model with every quote found. Raises InputError for what is wrong with it."""
    from dragoman.strategy.model_file import parse_model  # noqa: PLC0415 - loads numpy
    from dragoman.strategy.quotes import missing, quotes  # noqa: PLC0415

    path = model_path(args.model)
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: this is not text in UTF-8. Save it as plain text in UTF-8") from error
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise InputError(
            f"{path}: cannot be read ({cause}). The models that come along: {', '.join(model_paths())}"
        ) from error
    model = parse_model(text, str(path))
    texts = _texts(args, model, path, {quote.document: quote.line for quote in reversed([*quotes(model)])})
    for quote in missing(model, texts):
        raise InputError(
            f'{path}:{quote.line}: these words are not in {quote.document}: "{quote.text}". '
            "Copy them from the document as they stand"
        )
    return model


def _texts(
    args: argparse.Namespace, model: ConflictModel, path: Path, wanted: dict[str, int]
) -> dict[str, tuple[str, ...]]:
    """The documents a model quotes: files beside it, the example documents, or those of the casebook."""
    from dragoman.documents import find, load  # noqa: PLC0415 - loads the readers
    from dragoman.model import Document  # noqa: PLC0415

    places = dict(model.documents)
    held = {document.name: document for document in open_case(args).snapshot().documents()} if args.case else {}
    examples = {one.name: one for one in demo_paths()} if wanted else {}
    found: dict[str, tuple[str, ...]] = {}
    for name, line in wanted.items():
        called = places.get(name, name)
        file = path.parent / called
        file = file if file.is_file() else examples.get(called, file)
        if called in held:
            found[name] = (held[called].text, held[called].raw)
        elif file.is_file():
            read = [one for source in find([file])[0] for one in load(source) if isinstance(one, Document)]
            found[name] = tuple(text for one in read for text in (one.text, one.raw))
        else:
            raise InputError(
                f"{path}:{line}: there is no document '{called}' to check this quote in. Name its file under "
                "`documents`, or the casebook that holds it with --case"
            )
    return found


def _result(args: argparse.Namespace, console: Console, model: ConflictModel) -> Result:
    from dataclasses import replace  # noqa: PLC0415

    from dragoman.show.playing import Explained, Result  # noqa: PLC0415 - loads numpy
    from dragoman.strategy.guards import built_in, leave_one_out, null_run, strategies_of  # noqa: PLC0415
    from dragoman.strategy.reasons import reasons  # noqa: PLC0415
    from dragoman.strategy.worlds import base_world, examples, played  # noqa: PLC0415

    model = replace(model, strategies=strategies_of(model))
    game, drawn = model.game(), {"worlds": args.worlds, "seed": args.seed}
    runs = 2 + len(model.focal_side.preferences)
    if args.worlds * game.states * runs > _LONG:
        console.say(f"{number(runs, 'run')} of {args.worlds:,} worlds: this takes minutes. --worlds takes fewer")
    whole = played(model, concepts=_CONCEPTS, **drawn)
    counts = whole.states[args.concept]
    often = sorted((-int(count), state) for state, count in enumerate(counts.tolist()) if count)
    states = [_state(args.state, model)] if args.state is not None else [state for _, state in often[: args.states]]
    found = examples(model, states, concept=args.concept, **drawn)
    shown = [(state, found.get(state) or base_world(model)) for state in states]
    return Result(
        model,
        game,
        model.strategies,
        args.concept,
        args.seed,
        whole,
        null_run(model, concepts=(args.concept,), **drawn),
        leave_one_out(model, concept=args.concept, **drawn),
        built_in(model),
        tuple(Explained(state, world, reasons(model, game, world, state)) for state, world in shown),
    )


def _state(told: str, model: ConflictModel) -> int:
    """The state in which the options told are taken. Raises UsageError for an unknown one."""
    names, state = model.option_names, 0
    for name in filter(None, (part.strip() for part in told.split(","))):
        if name not in names:
            raise UsageError(f"--state: there is no option '{name}'. The options are: {', '.join(names)}")
        state |= 1 << names.index(name)
    return state
