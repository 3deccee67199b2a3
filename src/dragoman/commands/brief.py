"""`dragoman brief`: the page about one or two actors."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands.modelling import load_model, play_model
from dragoman.commands.options import Commands, Parser, add_case, command, open_case, write_file
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.commands.console import Console
    from dragoman.show.records import Brief

_BY_ENDING: Final = {".md": "md", ".html": "html", ".htm": "html", ".json": "json"}
_TEXT_WIDTH: Final = 100


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "brief",
        run,
        "print the page about one or two actors",
        examples=[
            "brief Russia Libya",
            "brief Haftar --case my.dragoman",
            "brief Russia Libya --format html --out brief.html",
            "brief Russia Libya --model libya",
        ],
        more="Without a name it is about everything in the casebook.",
    )
    parser.add_argument("actors", nargs="*", metavar="ACTOR", help="one or two names, such as Russia Libya")
    parser.add_argument("--model", metavar="MODEL", help="a conflict model to play: what would hold, beside the rest")
    add_case(parser)
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--format", choices=("terminal", "md", "html", "json"), help="default: by the ending of --out")
    output.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to this file instead of standard output")


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the brief and return the exit code."""
    from dragoman.commands.naming import now_called  # noqa: PLC0415 - needed here alone
    from dragoman.show.brief import make_brief  # noqa: PLC0415 - loads the vocabulary

    if len(args.actors) > 2:
        raise UsageError("a brief is about one or two actors. Put a name of several words in quotation marks")
    style = "json" if args.json else args.format
    if style is None:
        style = _BY_ENDING.get(args.out.suffix.lower(), "terminal") if args.out else "terminal"
    view = open_case(args).snapshot()
    played = None
    if args.model is not None:
        played = play_model(load_model(args.model, view.documents()))
    brief = make_brief(view, tuple(now_called(view, name) for name in args.actors), result=played)
    if style == "json" and not args.out:
        console.json("brief", as_data(brief))
        return 0
    text = rendered(brief, style, console.width if not args.out else None, console.colour and not args.out)
    if args.out:
        write_file(args.out, text)
        console.say(f"{args.out}: written.")
    else:
        console.write(text)
    return 0


def rendered(brief: Brief, style: str, width: int | None, colour: bool) -> str:
    """Return the brief as text of a style (terminal, md, html, json), ending in a newline."""
    from dragoman.show.render import to_html, to_markdown, to_terminal  # noqa: PLC0415

    if style == "html":
        text = to_html(brief)
    elif style == "md":
        text = to_markdown(brief)
    elif style == "json":
        from dragoman.commands.console import SCHEMA  # noqa: PLC0415

        whole = {"schema": SCHEMA, "command": "brief", "data": as_data(brief)}
        text = json.dumps(whole, ensure_ascii=False, indent=2)
    else:
        text = to_terminal(brief, width or _TEXT_WIDTH, colour=colour)
    return text.rstrip("\n") + "\n"


def as_data(brief: Brief) -> Any:  # noqa: ANN401 - JSON
    """Return the brief as plain JSON values."""
    from dragoman.show.render import to_json  # noqa: PLC0415

    return json.loads(to_json(brief))
