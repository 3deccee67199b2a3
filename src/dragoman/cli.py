"""The command line: parses, dispatches, and turns every way of ending into one line and an exit code."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import Final

from dragoman.commands import GROUPS
from dragoman.commands.console import Console
from dragoman.commands.options import Parser, reason
from dragoman.errors import CasebookError, DragomanError

INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
FAULT: Final = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command given by `arguments` (default: those of the process) and return its exit code."""
    console = Console.of_terminal()
    _stop_on_termination()
    try:
        args = build_parser().parse_args(arguments)
        console.debug = args.debug
        code: int = args.run(args, console)
        console.clear()
    except SystemExit as leaving:  # help, version, wrong usage
        raise SystemExit(_flushed(console) or leaving.code) from None
    except BrokenPipeError:
        code = PIPE_CLOSED
    except KeyboardInterrupt:
        _explain(console, "interrupted")
        code = INTERRUPTED
    except Exception as error:
        code = _failed(console, error)
    return _flushed(console) or code


def build_parser() -> Parser:
    """Return the parser of all commands."""
    parser = Parser(
        prog="dragoman",
        description="Reads texts about international politics and shows who stands where with whom.",
        epilog="examples:\n  dragoman demo\n  dragoman read reports --into my.dragoman\n"
        "  dragoman brief Russia Libya --case my.dragoman\n\nMore on a command: dragoman COMMAND --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="print the version and leave")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for group in GROUPS:
        group.add(commands)
    return parser


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, *_: object) -> None:
        from dragoman.casebook.writer import made_with  # noqa: PLC0415 - loads DuckDB

        sys.stdout.write(made_with() + "\n")
        raise SystemExit(0)


def _failed(console: Console, error: Exception) -> int:
    if console.debug:
        console.clear()
        traceback.print_exception(error, file=console.err)
    if isinstance(error, DragomanError):
        _explain(console, f"{error}.")
        return error.exit_code
    if isinstance(error, OSError):
        # What is written elsewhere has been explained by now, so an error without a name is the output's own.
        _explain(console, f"{error.filename or 'standard output'}: {reason(error)}.")
        return CasebookError.exit_code
    kind = type(error).__name__
    _explain(
        console, f"a fault in dragoman itself ({kind}: {error}). Run it again with --debug and report what it shows."
    )
    return FAULT


def _explain(console: Console, message: str) -> None:
    try:
        console.say(f"dragoman: {message.removesuffix('.') if message.endswith(('..', '?.')) else message}")
    except OSError:
        return


def _flushed(console: Console) -> int:
    """Flush both streams and return 0, or the exit code of what went wrong; Python must not complain about it later."""
    code = 0
    for stream in (console.err, console.out):
        try:
            stream.flush()
        except BrokenPipeError:
            _abandon(stream.fileno())
            code = PIPE_CLOSED
        except OSError as error:
            _abandon(stream.fileno())
            _explain(console, f"standard output: {reason(error)}.")
            code = CasebookError.exit_code
    return code


def _abandon(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _stop_on_termination() -> None:
    """Let SIGTERM end a command as Ctrl-C does, so that what was read is still saved."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread
        return
