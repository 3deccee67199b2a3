"""`dragoman serve`: the page of a casebook, from a server on this machine alone or as one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from dragoman.commands.console import Console
from dragoman.commands.fix import user_name
from dragoman.commands.options import Commands, Parser, add_case, case_path, command


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "serve",
        run,
        "open the page of a casebook: graph, timeline, matrix, and the sentence behind every mark",
        examples=["serve my.dragoman", "serve my.dragoman --port 8080 --who Ada", "serve my.dragoman --html page.html"],
        more="The page is served to this machine alone, and asks nothing of any other. Ctrl-C ends it.",
    )
    add_case(parser, positional=True)
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="the port (default: one that is free)")
    parser.add_argument("--who", metavar="NAME", help="who decides on the page (default: your user name)")
    about = "write the page with all it shows into one file instead, which opens without a server"
    parser.add_argument("--html", metavar="FILE", type=Path, help=about)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port: give 1 to 65535")
    return int(text)


def run(args: argparse.Namespace, console: Console) -> int:
    """Serve the page until it is ended, or write it, and return the exit code."""
    path = case_path(args.case)
    if args.html is not None:
        return write_page(path, args.html, console, "--html")
    from dragoman.web import running  # noqa: PLC0415 - loads Starlette

    def ready(place: running.Place) -> None:
        console.line(place.address)
        console.out.flush()
        console.say(f"{path}: open the address above in a browser. Ctrl-C ends it.")

    running.serve(path, args.who or user_name(), args.port, ready)
    return 0


def write_page(path: Path, out: Path, console: Console, option: str) -> int:
    """Write the page of a casebook as one file and return the exit code."""
    from dragoman.commands.options import write_whole  # noqa: PLC0415
    from dragoman.web.held import hold  # noqa: PLC0415 - loads DuckDB
    from dragoman.web.single import single_page  # noqa: PLC0415

    page = single_page(hold(path))
    write_whole(out, lambda file: file.write(page), option)
    console.say(f"{out}: the page, in one file that opens without a server ({len(page) / 1e6:.1f} MB).")
    return 0
