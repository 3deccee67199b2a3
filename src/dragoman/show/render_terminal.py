"""The brief for a terminal: plain lines, wrapped, with colour only when asked for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from dragoman.show.plain import origins, printable, quoted
from dragoman.show.records import Brief, Cell, Group, Line, Section
from dragoman.show.wording import Wording, load_wording

NARROWEST: Final = 40
_COLOURS: Final = {"good": "38;5;32", "bad": "38;5;166", "mixed": "38;5;133", "even": "38;5;102", "none": "38;5;102"}
_BOLD, _SOFT = "1", "2"


class _Printer:
    """Prints lines of one width, with or without colour."""

    def __init__(self, width: int, words: Wording, *, colour: bool) -> None:
        self.width = max(width, NARROWEST)
        self.words = words
        self.colour = colour

    def paint(self, text: str, code: str) -> str:
        """Text in a colour or weight."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text

    def wrap(self, text: str, first: str = "", later: str = "") -> list[str]:
        """Text in lines of the width, `first` before the first and `later` before the others."""
        return textwrap.wrap(
            text, self.width, initial_indent=first, subsequent_indent=later, break_long_words=True,
            break_on_hyphens=False,
        )  # fmt: skip

    def line(self, line: Line, indent: int, *, label: bool = True) -> Iterator[str]:
        """A line with its sign, its words, its quote and its footnotes."""
        glyph = _glyph(line.glyph, asserted=line.asserted)
        lead = " " * indent + (f"{glyph:<4}" if glyph else "")
        text = f"{line.label}: {line.text}" if label and line.label and line.text else line.text
        if label and line.label and not line.text:
            text = f"{line.label}:"
        remark = f"({line.remark})" if line.remark else ""
        quote = f"“{line.quote}”" if line.quote else ""
        said = printable(" ".join(part for part in (text, remark if not quote else "") if part))
        told = printable(" ".join(part for part in (quote, remark if quote else "") if part))
        marks = _marks(line.notes)
        later = " " * len(lead)
        if said and told and len(said) > 24:
            yield from self._painted(self.wrap(said, lead, later), line, glyph)
            yield from (self.paint(row, _SOFT) for row in self.wrap(f"{told} {marks}".strip(), later, later))
        else:
            whole = " ".join(part for part in (said, told, marks) if part)
            yield from self._painted(self.wrap(whole, lead, later), line, glyph)

    def _painted(self, rows: list[str], line: Line, glyph: str) -> Iterator[str]:
        if rows and glyph:
            head, mark, tail = rows[0].partition(glyph)
            rows[0] = f"{head}{self.paint(mark, _COLOURS[line.tone])}{tail}"
        yield from rows

    def group(self, group: Group, layout: str) -> Iterator[str]:
        """A group under its heading."""
        if group.title:
            yield ""
            yield from (self.paint(row, _BOLD) for row in self.wrap(printable(group.title), "  ", "  "))
        if layout == "labelled":
            for label, same in groupby(group.lines, key=lambda line: line.label):
                yield f"    {label}:"
                for line in same:
                    yield from self.line(line, 6, label=False)
            return
        for number, line in enumerate(group.lines):
            if layout == "sides" and number:
                yield f"    {self.paint('—', _SOFT)}"
            if line.text or line.quote:
                yield from self.line(line, 2)
            for part in line.parts:
                yield from self.line(part, 6 if layout == "options" else 4)

    def section(self, section: Section) -> Iterator[str]:
        """A section under its title."""
        yield from ("", *(self.paint(row, _BOLD) for row in self.wrap(section.title.upper())))
        if not section.groups:
            yield from (self.paint(row, _SOFT) for row in self.wrap(section.nothing, "  ", "  "))
        for group in section.groups:
            yield from self.group(group, section.layout)

    def matrix(self, brief: Brief) -> Iterator[str]:
        """Who stands where: each side with the ties it has, one a line."""
        longest = min(max((len(name) for name in brief.matrix.columns), default=0), 30, self.width // 3)
        for row, cells in zip(brief.matrix.rows, brief.matrix.cells, strict=True):
            ties = [(name, cell) for name, cell in zip(brief.matrix.columns, cells, strict=True) if cell is not None]
            if ties:
                yield from (self.paint(part, _BOLD) for part in self.wrap(printable(row), "  ", "  "))
            for name, cell in ties:
                yield from self._cell(printable(name), cell, longest)

    def _cell(self, name: str, cell: Cell, longest: int) -> Iterator[str]:
        glyph = _glyph(cell.glyph, asserted=cell.asserted)
        short = name if len(name) <= longest else f"{name[: longest - 1]}…"
        lead = f"    → {short:<{longest}}  {glyph:>3} {cell.word}"
        hang = longest + 28 if self.width > longest + 56 else 10
        rows = self.wrap(f"{lead:<{hang - 2 if hang > 10 else 0}}  {cell.counts} {_marks(cell.notes)}", "", " " * hang)
        if rows:
            place = rows[0].find(glyph, longest + 6)
            painted = self.paint(f"{glyph} {cell.word}", _COLOURS[cell.tone])
            rows[0] = rows[0][:place] + painted + rows[0][place + len(f"{glyph} {cell.word}") :]
        yield from rows


def _glyph(glyph: str, *, asserted: bool) -> str:
    return glyph if asserted or not glyph else f"({glyph})"


def _marks(notes: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in notes)


def to_terminal(brief: Brief, width: int = 100, *, colour: bool = False) -> str:
    """Return the brief as text of at most `width` columns (never narrower than 40), ending in a line break.

    `colour` adds ANSI colours; signs are told by glyph and word with or without them.
    """
    words = load_wording(brief.language)
    printer = _Printer(width, words, colour=colour)
    rows = [printer.paint(row, _BOLD) for row in printer.wrap(printable(brief.title))]
    rows.append("=" * min(printer.width, max(len(printable(brief.title)), 8)))
    for line in brief.bottom_line:
        rows += printer.line(Line(line.text, line.quote, line.notes, remark=line.remark), 0)
    rows += ["", *(printer.paint(row, _SOFT) for row in printer.wrap(printable(brief.scope)))]
    if brief.matrix.rows:
        title = printer.wrap(words.say("html", "table").upper())
        rows += ["", *(printer.paint(row, _BOLD) for row in title), *printer.matrix(brief)]
        rows += printer.wrap(words.say("html", "not_asserted"), "  ", "  ")
        rows += printer.wrap(printable(brief.matrix.left), "  ", "  ")
    for section in brief.sections:
        rows += printer.section(section)
    rows += ["", printer.paint(words.say("html", "notes").upper(), _BOLD)]
    for note in brief.footnotes:
        rows += printer.wrap(f"{quoted(note)} — {origins(note, words)}", f"{f'[{note.number}]':>5} ", " " * 6)
    rows += ["", *(printer.paint(row, _SOFT) for row in printer.wrap(words.say("html", "footer")))]
    return "\n".join(rows) + "\n"
