"""The lines of a text: which are paragraphs, which are headings, teasers, or the furniture of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from dragoman.documents.edits import Change, Edit, mark
from dragoman.documents.words import alternatives

LineKind = Literal["paragraph", "heading", "teaser"]

MOST_WORDS: Final = 14
_MOST_CHARACTERS = 110
_TITLE_CHARACTERS = 160
_TOP_LINES = 5
_LIST_LINES = 3
_NARROWEST, _WIDEST = 40, 130

_CLOSERS = "\"'\u201d\u2019\u00bb)] "
_FINAL = ".!;,:\u2026\u3002-\u2013\u2014"
_ENTRY = re.compile(r"[\s\"'\u201c\u2018]*(?:[-*\u2022\u00b7\u25cf+>\u2013\u2014]|\(?\w{1,2}[).]\s|\d)")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?][\"'\u201d\u2019]? [A-Z]")
_TITLE_AND_SITE = re.compile(r"\S.* (?:\||\u00bb|::) (?=\S)")
_SITE = re.compile(r" (?:\||\u00bb|::) ")
_LABEL = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}:\s")
_COLON_FORM = re.compile(r"[A-Z][\w.'’ -]{1,40}: ?\S")
_DASH_FORM = re.compile(r" [\u2013\u2014-] [A-Z][\w.]*(?: [A-Z][\w.]*){0,3}$")
_BOILERPLATE = re.compile(rf"[\W_]*(?:{alternatives('boilerplate')})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: its bounds without outer spaces, and whether an empty line stands before it."""

    start: int
    end: int
    text: str
    apart: bool


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that hold more than spaces."""
    found: list[Line] = []
    position = 0
    apart = True
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = position + len(line) - len(line.lstrip())
            found.append(Line(start, start + len(body), body, apart))
        apart = not body
        position += len(line) + 1
    return found


def ends_open(line: str) -> bool:
    """Return True for a line without a mark at its end that closes or carries on a sentence."""
    bare = line.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] not in _FINAL and bare[-1] != "?"


def is_boilerplate(line: str) -> bool:
    """Return True for what begins like the furniture of a page: 'Share this article', 'Read more: ...'."""
    return len(line) <= _TITLE_CHARACTERS and _BOILERPLATE.match(line) is not None


def repeated_lines(lines: Sequence[Line]) -> dict[str, int]:
    """Return how often each short line without a final mark occurs, for those that occur more than once."""
    counts = Counter(_key(line.text) for line in lines if len(line.text) <= _MOST_CHARACTERS and _may_repeat(line.text))
    return {key: count for key, count in counts.items() if count > 1 and key}


def joins(lines: Sequence[Line]) -> list[list[Edit]]:
    """Return, for each paragraph that was broken into lines, the edits that put a space in place of each break."""
    repeated = repeated_lines(lines)
    groups: list[list[Edit]] = []
    first = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and not lines[index].apart:
            continue
        chunk = lines[first:index]
        first = index
        if len(chunk) > 1:
            width = _fill_width(chunk)
            edits = [
                Edit(here.end, behind.start, " ")
                for here, behind in pairwise(chunk)
                if _is_wrapped(here, behind, width, repeated)
            ]
            if edits:
                groups.append(edits)
    return groups


def _fill_width(chunk: Sequence[Line]) -> int:
    """Return the width that the lines were filled to, 0 when they were not."""
    width = max(len(line.text) for line in chunk)
    if len(chunk) < 3 or not _NARROWEST <= width <= _WIDEST:
        return 0
    filled = sum(_overflows(here, behind, width) for here, behind in pairwise(chunk))
    return width if filled >= 0.8 * (len(chunk) - 1) else 0


def _overflows(here: Line, behind: Line, width: int) -> bool:
    return len(here.text) + 1 + len(behind.text.split(None, 1)[0]) > width


def _is_wrapped(here: Line, behind: Line, width: int, repeated: dict[str, int]) -> bool:
    if repeated and (_key(here.text) in repeated or _key(behind.text) in repeated):
        return False
    if _ENTRY.match(behind.text):
        return False
    if width and _overflows(here, behind, width):
        return True
    return behind.text[0].islower() and len(here.text) >= 30 and (ends_open(here.text) or here.text[-1] == ",")


def _key(line: str) -> str:
    return " ".join(line.casefold().split())


def _may_repeat(line: str) -> bool:
    return len(line.split()) <= MOST_WORDS and line[-1] not in ".;,:!"


def classify(text: str, lines: Sequence[Line], known_headings: frozenset[int]) -> tuple[list[LineKind], list[Change]]:
    """Return the kind of each line, and what there is to say of those that a scraped page left in the text.

    `known_headings` holds the starts of lines that a format (Markdown, HTML) marks as headings.
    """
    repeated = repeated_lines(lines)
    kinds: list[LineKind | None] = []
    notes: list[Change] = []
    seen: Counter[str] = Counter()
    for line in lines:
        key = _key(line.text)
        if line.start in known_headings:
            kinds.append("heading")
        elif key in repeated:
            seen[key] += 1
            kinds.append("heading")
            note = f"a line printed {repeated[key]} times, number {seen[key]}; a heading, kept once"
            notes.append(mark(line.start, line.end, text, "repeated heading", note, certain=True))
        elif is_boilerplate(line.text):
            kinds.append("teaser")
            notes.append(mark(line.start, line.end, text, "page furniture", "no part of the text", certain=True))
        elif len(line.text) <= _TITLE_CHARACTERS and _TITLE_AND_SITE.match(line.text) and ends_open(line.text):
            kinds.append("heading")
            note = "the title of a page and the name of a site; not proof that the whole text is from there"
            notes.append(mark(line.start, line.end, text, "title line", note, certain=True))
        else:
            kinds.append(None if _looks_like_heading(line.text) else "paragraph")
    return _settled(text, lines, kinds, notes), notes


def _looks_like_heading(line: str) -> bool:
    if len(line) > _MOST_CHARACTERS or len(line.split()) > MOST_WORDS or _ENTRY.match(line) or line[0].islower():
        return False
    if _TWO_SENTENCES.search(line) or not any(map(str.isalpha, line)):
        return False
    if line[-1] == "?":
        return line[0].isupper() and not _LABEL.match(line)
    return ends_open(line)


def _settled(text: str, lines: Sequence[Line], kinds: Sequence[LineKind | None], notes: list[Change]) -> list[LineKind]:
    """Decide the lines that look like headings by their neighbours: a heading has running text behind it."""
    first_text = next((at for at, kind in enumerate(kinds) if kind == "paragraph"), len(kinds))
    last_text = next((at for at in range(len(kinds) - 1, -1, -1) if kinds[at] == "paragraph"), -1)
    settled: list[LineKind] = []
    run_end = 0
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is not None:
            settled.append(kind)
            continue
        if index >= run_end:
            run_start = run_end = index
            while run_end < len(lines) and kinds[run_end] is None:
                run_end += 1
        run = run_end - run_start
        decided = _by_neighbours(line, run, on_top=index < first_text, at_end=index > last_text)
        settled.append(decided)
        if decided == "teaser":
            notes.append(mark(line.start, line.end, text, "teaser", "looks like the headline of another page"))
    return settled


def _by_neighbours(line: Line, run: int, *, on_top: bool, at_end: bool) -> LineKind:
    if on_top:
        return "heading" if run <= _TOP_LINES and not at_end else "paragraph"
    if run >= _LIST_LINES or (at_end and len(line.text.split()) >= 6 and line.text[-1] != "?"):
        return "paragraph"
    if line.text[-1] != "?" and (_COLON_FORM.match(line.text) or _DASH_FORM.search(line.text)):
        return "teaser"
    return "heading"


def without_site(heading: str) -> str:
    """Return a page's title without the name of the site behind it."""
    return _SITE.split(heading, maxsplit=1)[0].strip() if _TITLE_AND_SITE.match(heading) else heading
