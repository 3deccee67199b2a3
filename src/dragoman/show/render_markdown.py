"""The brief as Markdown with footnotes (`[^1]`), as GitHub, Pandoc and most site builders read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from dragoman.show.plain import origins, printable, quoted
from dragoman.show.records import Brief, Cell, Group, Line, Section
from dragoman.show.wording import Wording, load_wording

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_LINE_START: Final = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+=])", re.MULTILINE)


def safe(text: str) -> str:
    """Return text from outside so that Markdown prints it as it stands."""
    escaped = _SPECIAL.sub(r"\\\1", printable(text))
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[4]}\\{m[5]}", escaped)


def _marks(notes: Sequence[int]) -> str:
    return "".join(f"[^{number}]" for number in notes)


def _said(line: Line, *, label: bool = True) -> str:
    """The words, quote, remark and footnotes of a line."""
    glyph = f"`{line.glyph if line.asserted else f'({line.glyph})'}`" if line.glyph else ""
    before = f"*{safe(line.label)}*" if label and line.label else ""
    text = f"**{safe(line.text)}**" if line.text and line.asserted else safe(line.text)
    quote = f"“{safe(line.quote)}”" if line.quote else ""
    remark = f"({safe(line.remark)})" if line.remark else ""
    told = ": ".join(part for part in (text, quote) if part)
    return " ".join(part for part in (glyph, before, told, remark) if part) + _marks(line.notes)


def _group(group: Group, layout: str) -> Iterator[str]:
    if group.title:
        yield from ("", f"### {safe(group.title)}", "")
    if layout == "labelled":
        for label, same in groupby(group.lines, key=lambda line: line.label):
            yield f"- *{safe(label)}*"
            yield from (f"  - {_said(line, label=False)}" for line in same)
        return
    if layout == "sides":
        columns = ["<br>".join(_said(part) for part in line.parts) for line in group.lines]
        yield from (f"| {' | '.join('' for _ in columns)} |", f"|{'---|' * len(columns)}", f"| {' | '.join(columns)} |")
        return
    for line in group.lines:
        yield f"- {_said(line)}"
        yield from (f"  - {_said(part)}" for part in line.parts)


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {safe(section.title)}", "")
    if not section.groups:
        yield f"*{safe(section.nothing)}*"
    for group in section.groups:
        yield from _group(group, section.layout)


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    glyph = cell.glyph if cell.asserted else f"({cell.glyph})"
    return f"{safe(glyph)} {cell.word}: {cell.counts}{_marks(cell.notes)}"


def _matrix(brief: Brief, words: Wording) -> Iterator[str]:
    matrix = brief.matrix
    if not matrix.rows:
        return
    yield from ("", f"## {words.say('html', 'table')}", "")
    yield f"| {safe(words.say('html', 'corner'))} | {' | '.join(map(safe, matrix.columns))} |"
    yield f"|---|{'---|' * len(matrix.columns)}"
    for name, cells in zip(matrix.rows, matrix.cells, strict=True):
        yield f"| **{safe(name)}** | {' | '.join(map(_cell, cells))} |"
    yield from ("", f"*{words.say('html', 'not_asserted')}*")
    if matrix.left:
        yield from ("", f"*{safe(matrix.left)}*")


def to_markdown(brief: Brief) -> str:
    """Return the brief as Markdown; what comes from the texts is escaped. Ends in a line break."""
    words = load_wording(brief.language)
    rows = [f"# {safe(brief.title)}"]
    for line in brief.bottom_line:
        rows += ["", _said(Line(line.text, line.quote, line.notes, asserted=False, remark=line.remark))]
    rows += ["", f"*{safe(brief.scope)}*", *_matrix(brief, words)]
    for section in brief.sections:
        rows += _section(section)
    rows += ["", f"## {words.say('html', 'notes')}", ""]
    for note in brief.footnotes:
        rows.append(f"[^{note.number}]: {safe(quoted(note))} — {safe(origins(note, words))}")
    rows += ["", f"*{safe(words.say('html', 'footer'))}*"]
    return "\n".join(rows) + "\n"
