"""What a brief holds: lines of text, each with its footnotes. Frozen data; every renderer prints the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

SCHEMA: Final = "dragoman.brief/1"

Tone = Literal["good", "bad", "mixed", "even", "none"]
Layout = Literal["list", "dated", "sides", "options", "labelled"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `text` in the program's words, `quote` in the text's, and the numbers of its footnotes.

    `tone` and `glyph` give the sign; `asserted` is False for what the author does not state as done or held, and is
    drawn dashed. `label` stands before the line (a date, a speaker, a standing), `remark` after it. `parts` are lines
    below it.
    """

    text: str
    quote: str = ""
    notes: tuple[int, ...] = ()
    label: str = ""
    tone: Tone = "none"
    glyph: str = ""
    asserted: bool = True
    ids: tuple[str, ...] = ()
    parts: tuple[Line, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a common small heading; `title` is empty where there is none."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the brief. `nothing` is what to print when there are no groups; `key` is stable for scripts."""

    key: str
    title: str
    groups: tuple[Group, ...]
    nothing: str
    layout: Layout = "list"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side is said to do or hold towards another: glyph, word, counts in words, footnotes."""

    tone: Tone
    glyph: str
    word: str
    counts: str
    asserted: bool
    notes: tuple[int, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who stands where: `cells[row][column]`, None where nothing is said. `rows` and `columns` are side names.

    `left` says in words what the table leaves out, and how to see it; empty where it leaves out nothing.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    left: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie to draw, between the names of two sides; `both` is True where the two directions say the same."""

    source: str
    target: str
    cell: Cell
    both: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated line on the time strip: first and last day (ISO), the date in words, and the line."""

    first: str
    last: str
    date: str
    line: Line


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a quoted sentence stands: document, its title, publisher, date ("undated"), address, raw characters."""

    document_id: str
    title: str
    publisher: str
    date: str
    url: str
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """A quoted sentence. `marked` are the stretches of `quote` that claims rest on; a copy has several origins.

    `cut` is True where the quote is a part of a longer sentence.
    """

    number: int
    quote: str
    marked: tuple[tuple[int, int], ...]
    origins: tuple[Origin, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief, bottom line up front. `hubs` are the sides it is about, for the drawing; `undrawn` says in words
    what the drawing leaves out.
    """

    subject: tuple[str, ...]
    title: str
    scope: str
    bottom_line: tuple[Line, ...]
    matrix: Matrix
    edges: tuple[Edge, ...]
    hubs: tuple[str, ...]
    moments: tuple[Moment, ...]
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    language: str = "en"
    undrawn: str = ""
    schema: str = SCHEMA
