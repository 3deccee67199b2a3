"""Where the lines of a printed page stand, in which order they are read, and which are printed on every page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any, Final

_MOST_CHARACTERS: Final = 200_000  # of one page; more is a drawing made of letters
_MOST_ROWS: Final = 400
_EDGE: Final = 2  # rows at the top and bottom of a page that may be running heads
_APART: Final = 1.3  # times the usual distance of rows, by which a running head stands off
_SHARE: Final = 0.25  # of all pages that a running head stands on, at least
_GUTTER: Final = 0.9  # times the size of type, the least width between columns
_FEWEST: Final = 3  # lines that each of two columns has
_BROKEN: Final = "\x02"  # what PDFium gives for a hyphen at the end of a line
_FIGURES = re.compile(r"\d+")
_ROMAN: Final = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_NUMBER = re.compile(
    rf"[-\u2013\u2014|\s]*(?:page |p\. ?)?(?:\d{{1,4}}|{_ROMAN})(?: (?:of|/) \d{{1,4}})?[-\u2013\u2014|\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text on one line: its place in points from the lower left corner, and the size of its type.

    `block` numbers the column it stands in, `left` and `right_edge` are the edges of that, `step` the usual distance
    of its lines. `top` says that it stands in the upper half of the page.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    block: tuple[int, ...] = ()
    left: float = 0.0
    right_edge: float = 0.0
    step: float = 0.0
    top: bool = False


Row = list[Line]


def read_rows(file: Any, number: int) -> list[Row]:  # noqa: ANN401 - a document of pypdfium2
    """Return the rows of a page from its top, each the stretches on it from the left; empty without a text layer."""
    page = file[number]
    try:
        text = page.get_textpage()
        try:
            if text.count_chars() > _MOST_CHARACTERS:
                plain = text.get_text_range()[:_MOST_CHARACTERS].split("\n")
                return [[Line(one.strip(), 0, 1, -n, 1)] for n, one in enumerate(plain) if one.strip()]
            stretches = list(_stretches(text))
        finally:
            text.close()
        middle = page.get_height() / 2
    finally:
        page.close()
    return _rows([replace(one, top=one.y > middle) for one in stretches])


def _stretches(text: Any) -> Iterator[Line]:  # noqa: ANN401
    """Yield runs of characters that follow each other closely on one line, in the order in which they are stored."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    letters: list[str] = []
    x = end = y = size = 0.0
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index) or 32)
        if letter in "\r\n":
            if letters:
                yield from _line(letters, x, end, y, size)
            letters = []
            continue
        if not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top) or left.value >= right.value:
            if letters and letters[-1] != " ":
                letters.append(" ")
            continue
        height = raw.FPDFText_GetFontSize(text, index) or 1.0
        origin = _baseline(raw, text, index, bottom.value)
        apart = abs(origin - y) > 0.5 * max(size, height) or not -0.5 * size < left.value - end < 0.9 * size
        if letters and apart:
            yield from _line(letters, x, end, y, size)
            letters = []
        if not letters:
            x, y, size = left.value, origin, height
        letters.append(letter)
        end, size = right.value, max(size, height) if len(letters) < 3 else size
    if letters:
        yield from _line(letters, x, end, y, size)


def _baseline(raw: Any, text: Any, index: int, otherwise: float) -> float:  # noqa: ANN401
    x, y = ctypes.c_double(), ctypes.c_double()
    return y.value if raw.FPDFText_GetCharOrigin(text, index, x, y) else otherwise


def _line(letters: Sequence[str], x: float, end: float, y: float, size: float) -> Iterator[Line]:
    text = " ".join("".join(letters).replace("\0", " ").replace(_BROKEN, "-").split())
    if text:
        yield Line(text, x, end, y, size)


def _rows(stretches: Sequence[Line]) -> list[Row]:
    """Return stretches by rows from the top; those that a small gap divides are joined."""
    rows: list[Row] = []
    for one in sorted(stretches, key=lambda line: (-line.y, line.x)):
        if rows and abs(rows[-1][0].y - one.y) <= 0.4 * max(one.size, rows[-1][0].size):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_joined(sorted(row, key=lambda line: line.x)) for row in rows]


def _joined(row: Row) -> Row:
    made: Row = []
    for one in row:
        if made and one.x - made[-1].end < _GUTTER * one.size:
            last = made[-1]
            space = "" if one.x - last.end < 0.12 * one.size else " "
            made[-1] = replace(last, text=last.text + space + one.text, end=max(last.end, one.end))
        else:
            made.append(one)
    return made


def whole(row: Row) -> Line:
    """Return a row as one line."""
    return replace(row[0], text="  ".join(line.text for line in row), end=row[-1].end)


def running(pages: Sequence[list[Row]]) -> set[tuple[int, int]]:
    """Return (number of the page, id of the row) of running heads, running feet and page numbers.

    They stand apart among the outermost rows of a page, alike but for their figures on a quarter of all pages and on
    two at least; or they are nothing but the number of the page.
    """
    seen: Counter[tuple[str, str]] = Counter()
    places: list[tuple[int, Row, tuple[str, str]]] = []
    found: set[tuple[int, int]] = set()
    for number, rows in enumerate(pages):
        for where, some in (("top", _edge(rows)), ("bottom", _edge(rows[::-1]))):
            for row in some:
                text = " ".join(line.text for line in row)
                key = (where, _FIGURES.sub("#", text.casefold()))
                places.append((number, row, key))
                seen[key] += 1
                if _NUMBER.fullmatch(text):
                    found.add((number, id(row)))
    least = max(2, _SHARE * len(pages))
    return found | {(number, id(row)) for number, row, key in places if seen[key] >= least}


def _edge(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the outermost rows of a page that a gap sets apart from the others; the first of `rows` is outermost."""
    if len(rows) < 3:
        return ()
    gaps = [abs(a[0].y - b[0].y) for a, b in pairwise(rows)]
    wide = _APART * sorted(gaps)[len(gaps) // 4]
    apart = next((at for at, gap in enumerate(gaps[:_EDGE], start=1) if gap > wide), 0)
    return rows[:apart]


def in_reading_order(rows: Sequence[Row]) -> list[Line]:
    """Return the lines of a page as they are read: each column from top to bottom, from the left to the right."""
    if len(rows) > _MOST_ROWS:
        return [line for row in rows for line in row]
    blocks = list(_blocks(list(rows)))
    made: list[Line] = []
    for number, block in enumerate(blocks):
        left, right = min(line.x for line in block), max(line.end for line in block)
        steps = [a.y - b.y for a, b in pairwise(block) if a.y > b.y]
        step = median(steps) if steps else 0.0
        made += (replace(one, block=(number,), left=left, right_edge=right, step=step) for one in block)
    return made


def _blocks(rows: list[Row]) -> Iterator[list[Line]]:
    """Yield stretches of a page without columns, cutting it where columns begin and end."""
    single: list[Line] = []
    at = 0
    while at < len(rows):
        end, gutter = _columns(rows, at)
        if gutter is None:
            single.append(whole(rows[at]))
            at += 1
            continue
        if single:
            yield single
            single = []
        some = rows[at:end]
        yield from _blocks([left for row in some if (left := [line for line in row if line.end <= gutter])])
        yield from _blocks([right for row in some if (right := [line for line in row if line.end > gutter])])
        at = end
    if single:
        yield single


def _columns(rows: Sequence[Row], at: int) -> tuple[int, float | None]:
    """Return how far columns go from a row on, and where their gutter is; None where there are none."""
    width = max(line.end for row in rows for line in row)
    free = [(min(line.x for row in rows for line in row), width)]
    best: tuple[int, float | None] = (at, None)
    least = _GUTTER * median(line.size for row in rows for line in row)
    for end in range(at, len(rows)):
        free = [piece for gap in free for piece in _gaps(gap, rows[end]) if piece[1] - piece[0] >= least]
        if not free:
            break
        gutter = next((gap[1] - 0.01 for gap in free if _divides(rows[at : end + 1], gap)), None)
        if gutter is not None:
            best = (end + 1, gutter)
    return best


def _gaps(gap: tuple[float, float], row: Row) -> Iterator[tuple[float, float]]:
    """Yield what a row leaves free of a gap."""
    start, end = gap
    for line in row:
        if line.end <= start or line.x >= end:
            continue
        if line.x > start:
            yield start, line.x
        start = max(start, line.end)
    if start < end:
        yield start, end


def _divides(rows: Sequence[Row], gap: tuple[float, float]) -> bool:
    left = sum(any(line.end <= gap[0] for line in row) for row in rows)
    right = sum(any(line.x >= gap[1] for line in row) for row in rows)
    return min(left, right) >= _FEWEST and any(line.end <= gap[0] for line in rows[0])
