"""Where commands print: data on one stream, messages on the other, and nothing that a document could smuggle in."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TextIO

from dragoman.cells import Cell, write_csv

__all__ = ["SCHEMA", "Cell", "Closed", "Console", "cut", "harmless", "width_of"]

SCHEMA: Final = "dragoman/1"
_GAP: Final = "  "
_BREAKS: Final = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(slots=True)
class Console:
    """The two streams of a command. `width` is None where lines may be of any length."""

    out: TextIO
    err: TextIO
    colour: bool = False
    width: int | None = None
    live: bool = False
    debug: bool = False
    _shown: bool = field(default=False, repr=False)

    @classmethod
    def of_terminal(cls) -> Console:
        """Return the console of this process: UTF-8 whatever the locale, colour only on a terminal that wants it."""
        _stand_in_for_closed()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        terminal = sys.stdout.isatty()
        colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        narrow = terminal or os.environ.get("COLUMNS", "").isdecimal()
        width = max(shutil.get_terminal_size().columns, 40) if narrow else None
        return cls(sys.stdout, sys.stderr, colour, width, sys.stderr.isatty())

    def write(self, text: str) -> None:
        """Write text to standard output as it is."""
        self.clear()
        self.out.write(text)

    def line(self, text: str = "") -> None:
        """Write one line of data."""
        self.write(text + "\n")

    def say(self, message: str) -> None:
        """Write one line to standard error; line breaks and control characters in it are made harmless."""
        self.clear()
        indent = message[: len(message) - len(message.lstrip(" "))]
        self.err.write(indent + harmless(message) + "\n")
        self.err.flush()

    def table_line(self, text: str) -> None:
        """Write one line of data that may hold words of a document: on one line, without control characters."""
        self.line(harmless(text))

    def data_line(self, text: str) -> None:
        """Write what `table_line` does and keep the indent."""
        self.line(" " * (len(text) - len(text.lstrip(" "))) + harmless(text))

    def progress(self, message: str) -> None:
        """Show a message in place, on a terminal only."""
        if self.live:
            self.err.write(f"\r\x1b[K{harmless(message)[:78]}")
            self.err.flush()
            self._shown = True

    def clear(self) -> None:
        """Take the progress message away."""
        if self._shown:
            self.err.write("\r\x1b[K")
            self._shown = False

    def json(self, command: str, data: object) -> None:
        """Write the one JSON object that `--json` prints."""
        self.line(json.dumps({"schema": SCHEMA, "command": command, "data": data}, ensure_ascii=False, indent=2))

    def json_line(self, row: Mapping[str, object]) -> None:
        """Write one row of JSON lines."""
        self.line(json.dumps(row, ensure_ascii=False))

    def csv(self, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a table as CSV that a spreadsheet shows and does not calculate."""
        self.clear()
        write_csv(self.out, head, rows)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Write a table for people; the last column is cut to the terminal's width."""
        shown = [[_word(cell) for cell in row] for row in (head, *rows)]
        widths = [max(width_of(row[i]) for row in shown) for i in range(len(head))]
        before = sum(widths[:-1]) + len(_GAP) * (len(head) - 1)
        for number, row in enumerate(shown):
            cells = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)]
            if self.width is not None:
                cells[-1] = cut(row[-1], max(self.width - before, 20))
            text = _GAP.join(cells).rstrip()
            self.line(f"\x1b[1m{text}\x1b[0m" if self.colour and number == 0 else text)


class Closed(io.TextIOBase):
    """Stands for standard output where the process was started without one (`>&-`): printing nothing is no error."""

    def write(self, text: str) -> int:
        """Raise OSError unless there is nothing to write."""
        if text:
            raise OSError(errno.EBADF, "it is closed")
        return 0


def _stand_in_for_closed() -> None:
    """Put something in place of streams that are closed, so that no file is opened under their numbers."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    sys.stdout = sys.stdout or Closed()
    sys.stderr = sys.stderr or io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace")


def harmless(text: str) -> str:
    """Return text on one line without control characters (a document could otherwise steer the terminal)."""
    flat = _BREAKS.sub(" ", text.strip())
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cs") else "\N{REPLACEMENT CHARACTER}" for c in flat)


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> str:
    """Return text that takes at most `width` columns, ending in an ellipsis where something was left out."""
    if width_of(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += width_of(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def _word(cell: Cell) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return harmless(" ".join(str(cell).split()))
