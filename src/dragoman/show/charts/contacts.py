"""The contact matrix: who went to whom or met whom, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import altair as alt

from dragoman.errors import InputError
from dragoman.model import Finding
from dragoman.show.charts.basis import Basis
from dragoman.show.charts.canvas import Canvas
from dragoman.show.charts.frame import SMALL, WIDTH, framed, wrapped
from dragoman.show.palette import INK, LINE, PAPER, SOFT
from dragoman.show.wording import Wording, load_wording

ROWS: Final = 11
COLUMNS: Final = 9
_NAMES: Final = 220.0
_WIDEST: Final = 150.0
_HEAD: Final = 64.0
_TALL: Final = 46.0
# From none to many, all of one hue, so that order shows without colour too.
_SHADES: Final = ("#f4f2ee", "#dbe7f1", "#b3cfe3", "#7fb0d1", "#3f86b4", "#00639c")
_LIGHT_FROM: Final = 4  # shades that need light letters


def contacts_chart(findings: Iterable[Finding], names: Mapping[str, str], basis: Basis) -> alt.VConcatChart:
    """Return the matrix of contacts: Findings of `relations.contacts`.

    A row is who went or met, a column who was visited or met. A cell has the number of contacts by form, with what the
    text counts beyond those on record, plans, and what only a speaker reports; the more contacts, the darker. At most
    ROWS by COLUMNS, those with the most contacts. `names` are those of the subjects, by id. Raises InputError where
    there is no such finding.
    """
    words = load_wording("en")
    cells = _cells(findings)
    if not cells:
        raise InputError(words.say("charts", "nothing", what="no contact between two actors"))
    rows, columns = _ranked(cells, 0)[:ROWS], _ranked(cells, 1)[:COLUMNS]
    shown = {ends: found for ends, found in cells.items() if ends[0] in rows and ends[1] in columns}
    rows = [one for one in rows if any(ends[0] == one for ends in shown)]
    columns = [one for one in columns if any(ends[1] == one for ends in shown)]
    wide = min((WIDTH - _NAMES) / len(columns), _WIDEST)
    tallest = {one: max(_lines(shown.get((one, other), []), words) for other in columns) for one in rows}
    heights = {one: max(_TALL, 18.0 * tallest[one] + 12) for one in rows}
    canvas = Canvas(_NAMES + wide * len(columns), _HEAD + sum(heights.values()) + 2)
    for number, one in enumerate(columns):
        told = wrapped(names.get(one, one), SMALL, wide - 8, 3)
        for line, text in enumerate(told):
            y = _HEAD - 12 - (len(told) - 1 - line) * 17
            canvas.text(_NAMES + wide * (number + 0.5), y, text, align="center", bold=True)
    top = _HEAD
    for one in rows:
        told = wrapped(names.get(one, one), SMALL, _NAMES - 14, 2)
        for line, text in enumerate(told):
            canvas.text(0, top + heights[one] / 2 + (line - (len(told) - 1) / 2) * 17, text, bold=True)
        for number, other in enumerate(columns):
            left = _NAMES + wide * number
            _cell(canvas, (left, top, left + wide, top + heights[one]), shown.get((one, other), []), words)
        top += heights[one]
    notes = [words.say("charts", "contacts_key")]
    if len(shown) < len(cells):
        notes.append(words.say("charts", "left_out", n=len(cells) - len(shown)))
    return framed(canvas.chart(), _title(cells, names, words), basis, notes)


def _cells(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """Findings by row and column. A meeting has no direction: its row is who goes to others more often, and where that
    tells nothing, who has contact with fewer, so that what many meet is a column.
    """
    found = [finding for finding in findings if finding.method == "contacts"]
    goes = Counter(finding.subject[0] for finding in found if finding.detail["form"] != "meeting")
    partners = Counter(end for finding in found for end in finding.subject)
    cells: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        one, other = finding.subject
        if finding.detail["form"] == "meeting" and (-goes[other], partners[other]) < (-goes[one], partners[one]):
            one, other = other, one
        cells.setdefault((one, other), []).append(finding)
    return cells


def _ranked(cells: Mapping[tuple[str, str], list[Finding]], end: int) -> list[str]:
    counted: Counter[str] = Counter()
    for ends, found in cells.items():
        counted[ends[end]] += sum(int(finding.value) for finding in found)
    return sorted(counted, key=lambda one: (-counted[one], one))


def _said(finding: Finding, words: Wording) -> tuple[str, list[str]]:
    """What a cell says of a form of contact: the number with its noun, and the small print."""
    number, detail = int(finding.value), finding.detail
    form = words.words("charts", detail["form"])[number != 1]
    small = []
    if number == 0 and detail["planned"] in {"", "0"}:
        small.append(words.say("charts", "denied"))
    if int(detail["on_record"] or 0) < number:
        small.append(words.say("charts", "on_record", n=detail["on_record"]))
    if detail["claimed"] not in {"", "0"}:
        small.append(words.say("charts", "claimed", n=detail["claimed"]))
    if detail["planned"] not in {"", "0"}:
        small.append(words.say("charts", "planned", n=detail["planned"]))
    return f"{number} {form}", small


def _lines(found: list[Finding], words: Wording) -> int:
    return sum(1 + len(_said(finding, words)[1]) for finding in found)


def _cell(canvas: Canvas, box: tuple[float, float, float, float], found: list[Finding], words: Wording) -> None:
    left, top, right, bottom = box
    number = max((int(finding.value) for finding in found), default=0)
    shade = min(number, len(_SHADES) - 1)
    tip = "; ".join(finding.why for finding in found)
    fill = _SHADES[shade] if found else PAPER
    canvas.box(left + 2, top + 2, right - 2, bottom - 2, fill, stroke="transparent" if found else LINE, tip=tip)
    ink, soft = (PAPER, PAPER) if shade >= _LIGHT_FROM else (INK, SOFT)
    lines: list[tuple[str, bool]] = []
    for finding in found:
        big, small = _said(finding, words)
        lines += [(big, True), *((text, False) for text in small)]
    y = (top + bottom) / 2 - (len(lines) - 1) * 9
    for text, bold in lines:
        (shown,) = wrapped(text, SMALL, right - left - 8, 1)
        canvas.text((left + right) / 2, y, shown, align="center", bold=bold, colour=ink if bold else soft,
                    size=SMALL if bold else SMALL - 1)  # fmt: skip
        y += 18


def _title(cells: Mapping[tuple[str, str], list[Finding]], names: Mapping[str, str], words: Wording) -> str:
    found = sorted(
        (finding for group in cells.values() for finding in group),
        key=lambda finding: (-int(finding.value), finding.detail["form"] != "visit", finding.subject),
    )
    most, number = found[0], int(found[0].value)
    if number == 0:
        return words.say("charts", "contacts_none")
    one, other = (names.get(end, end) for end in most.subject)
    if most.detail["form"] == "visit":
        return words.say("charts", "contacts_visit", one=one, other=other, times=words.times(number))
    noun = words.words("charts", most.detail["form"])[number != 1]
    return words.say("charts", "contacts", one=one, other=other, n=f"{number} {noun}")
