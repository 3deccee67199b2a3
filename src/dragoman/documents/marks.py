"""Things missing or out of place in a text that are pointed out and left as they stand, never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from dragoman.documents.edits import Change, mark
from dragoman.documents.words import alternatives, words
from dragoman.model import Block

_DIGIT = re.compile(r"\d")
# A text this long without a figure has lost them: the first where it is scraped, the second where it looks whole.
_LEAST_SCRAPED, _LEAST_WHOLE = 1000, 4000
_AGE = re.compile(r"year-olds? [A-Z][\w-]*")
_STRANDED = re.compile(r" [.,;)](?=\s|$)")
_RANGE = re.compile(r"(?:between and|from to)\b")
_CURRENCY = re.compile(rf"[$€£] ?(?:{alternatives('measures')})\b")
_MEASURE = re.compile(rf"(?:{alternatives('measures')})\b")
_ORDINAL = re.compile(r" (?:st|nd|rd|th) [a-z]")
_HOLE_LETTER = re.compile(r" [b-df-hj-np-xz] (?=[a-z]{2})(?<=[a-z] . )")
_HOLE_FIGURE = re.compile(r"[12][089]? [0-9]{1,2}(?![\d,.:%-])")
_DASHES = re.compile(r" - (?<=\w - )[^\s.;!?-][^.;!?\n]{0,200}? - (?=\w)")
_LONG_DASHES = re.compile(r" [\u2013\u2014] [^\s.;!?\u2013\u2014][^.;!?\n\u2013\u2014]{0,200} [\u2013\u2014] (?=\w)")
_AUXILIARY = rf"(?:{alternatives('auxiliaries')})\b"
_PREPOSITION = rf"(?:{alternatives('short_prepositions')})\b"
_STRAY = re.compile(
    rf"(?:{alternatives('determiners', capitalised=True)})(?! {_PREPOSITION})((?: [\w'’-]+){{1,5}}), {_AUXILIARY}"
    r"(?! [^.!?]{0,200}\?)"
)
_HALF_PAIR = re.compile(
    rf"(?:{alternatives('subject_pronouns', capitalised=True)}) {_PREPOSITION}(?: [a-z]+){{1,3}}, {_AUXILIARY}"
)
_SENTENCE_START = re.compile(r"[.!?][\"'”’)]* $")
_RELATIVE = re.compile(rf"\b[Tt]his (?:year|month|week|(?:{alternatives('months')})\b)")
_MONTH = re.compile(rf"\b(?:(?:in|last|this|the|since|until|by|of) )(?:{alternatives('months')})\b")
_ANOTHER = re.compile(r"Another ([a-z]{4,})\b")
_LIST_OPENING = re.compile(rf"(?:{alternatives('list_openers')}),", re.IGNORECASE)
_LIST_SIGN = re.compile(rf"(?:^|[.;:!?] |\n)(?:{alternatives('list_signs')})\b", re.IGNORECASE)
_DOTTED: Final = (
    ("UN", re.compile(r"\bUN\b"), re.compile(r"\bU\.(?:N\.| (?=[A-Z]))")),
    ("US", re.compile(r"\bUS\b"), re.compile(r"\bU\.S\.")),
)
_CURLY = re.compile("[\u2018\u2019\u201c\u201d]")
_STRAIGHT = re.compile("['\"]")


def find_marks(text: str, blocks: Sequence[Block], *, scraped: bool) -> list[Change]:
    """Return what is to be pointed out in a clean text; some of it only where a text was `scraped`."""
    found = chain(
        missing_numbers(text), stripped_digits(text, scraped=scraped), holes(text), dashes(text), stray_commas(text)
    )
    if not scraped:
        return list(found)
    running = [block for block in blocks if block.kind == "paragraph"]
    return list(
        chain(
            found, relative_dates(text), lost_list_openings(text, running), mixed_styles(text), cut_short(text, blocks)
        )
    )


def missing_numbers(text: str) -> Iterator[Change]:
    """'the year-old general', 'in .', '$ million': a number was stripped."""
    for start, end in chain(_ages(text), _stranded(text), _measures(text)):
        yield mark(start, end, text, "missing number", "a number is missing here")


def _ages(text: str) -> Iterator[tuple[int, int]]:
    for match in _AGE.finditer(text):
        before = _last_word(text, match.start())
        if before.casefold() in ("the", "a", "an"):
            yield match.start() - len(before) - 1, match.end()
    for match in _ORDINAL.finditer(text):
        before = _last_word(text, match.start() + 1)
        if before.casefold() in ("the", "a"):
            yield match.start() - len(before), match.end() - 2


def _stranded(text: str) -> Iterator[tuple[int, int]]:
    for match in _STRANDED.finditer(text):
        before = _last_word(text, match.start() + 1)
        if before in words("before_number"):
            yield match.start() - len(before), match.end()
    for match in _RANGE.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum():
            yield match.start(), match.end()


def _measures(text: str) -> Iterator[tuple[int, int]]:
    for match in _CURRENCY.finditer(text):
        if not text[match.start() - 1 : match.start()].isdigit():
            yield match.start(), match.end()
    for match in _MEASURE.finditer(text):
        before = _last_word(text, match.start())
        if before.casefold() in words("before_measure"):
            yield match.start() - len(before) - 1, match.end()


def _last_word(text: str, position: int) -> str:
    """Return the word right before the space that stands before `position`; empty where there is none."""
    end = position - 1
    if end < 1 or text[end] != " ":
        return ""
    start = end
    while start > 0 and end - start < 20 and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def stripped_digits(text: str, *, scraped: bool) -> Iterator[Change]:
    """A long text without a single figure; then each bare month is marked too."""
    if len(text) >= (_LEAST_SCRAPED if scraped else _LEAST_WHOLE) and not _DIGIT.search(text):
        note = "no figure in the whole text: years, ages and counts written in figures were probably stripped"
        yield mark(0, len(text), text, "no digits", note)
        for match in _MONTH.finditer(text):
            yield mark(
                match.start(),
                match.end(),
                text,
                "missing number",
                "a month without day or year in a text without figures",
            )


def holes(text: str) -> Iterator[Change]:
    """'w uld', '20 4': a letter or figure was lost inside."""
    note = "a letter or figure may be missing here"
    for match in _HOLE_LETTER.finditer(text):
        yield mark(match.start() + 1, match.end() - 1, text, "hole", note)
    for match in _HOLE_FIGURE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not before or not (before.isalnum() or before in ",.-/:"):
            yield mark(match.start(), match.end(), text, "hole", note)


def dashes(text: str) -> Iterator[Change]:
    """Pairs of spaced hyphens: read as a parenthesis."""
    for match in _DASHES.finditer(text):
        note = "spaced hyphens for dashes, read as a parenthesis"
        yield mark(match.start(), match.end(), text, "dashes", note, certain=True)


def stray_commas(text: str) -> Iterator[Change]:
    """'The first option, is', 'This in effect, would': a comma between subject and verb."""
    times = words("time_nouns")
    for match in _STRAY.finditer(text):
        if _starts_sentence(text, match.start()) and match[1].split()[-1].casefold() not in times:
            yield mark(match.start(), match.end(), text, "stray comma", "a comma between subject and verb")
    for match in _HALF_PAIR.finditer(text):
        if _starts_sentence(text, match.start()):
            yield mark(match.start(), match.end(), text, "stray comma", "one comma of a pair is missing")


def _starts_sentence(text: str, position: int) -> bool:
    return (
        position == 0
        or text[position - 1] == "\n"
        or _SENTENCE_START.search(text[max(0, position - 4) : position]) is not None
    )


def relative_dates(text: str) -> Iterator[Change]:
    """In a text glued from several pages 'this year' may mean several years."""
    for match in _RELATIVE.finditer(text):
        yield mark(
            match.start(),
            match.end(),
            text,
            "relative date",
            "the text is glued from pieces that may be of different years",
        )


def lost_list_openings(text: str, running: Sequence[Block]) -> Iterator[Change]:
    """'Finally, ...' without an earlier item, 'Another possibility' without a first one."""
    before = body_before = ""
    for block in running:
        body = text[block.start : block.end]
        opening = _LIST_OPENING.match(body)
        if opening and not _LIST_SIGN.search(before):
            end = block.start + opening.end()
            yield mark(block.start, end, text, "lost list", "the last item of a list whose earlier items are missing")
        another = _ANOTHER.match(body)
        if another:
            stem = another[1].removesuffix("y")
            if stem not in text[: block.start]:
                end = block.start + another.end()
                yield mark(block.start, end, text, "lost list", f"no earlier {another[1]} is named in the text")
        before = body_before + "\n" + body
        body_before = body


def mixed_styles(text: str) -> Iterator[Change]:
    """Two ways of writing the same sign: a text put together from several."""
    for name, plain, dotted in _DOTTED:
        first = plain.search(text)
        if first and dotted.search(text):
            yield mark(
                first.start(), first.end(), text, "mixed style", f"{name} is written with and without full stops"
            )
    hyphens, long_ones = _DASHES.findall(text), list(_LONG_DASHES.finditer(text))
    if hyphens and long_ones:
        rarer = long_ones[0] if len(long_ones) <= len(hyphens) else _DASHES.search(text)
        if rarer:
            yield mark(rarer.start(), rarer.end(), text, "mixed style", "dashes are written in two ways")
    curly = sum(map(text.count, "\u2018\u2019\u201c\u201d"))
    straight = text.count("'") + text.count('"')
    if curly and straight:
        sign = (_CURLY if curly <= straight else _STRAIGHT).search(text)
        if sign:
            yield mark(sign.start(), sign.end(), text, "mixed style", "quotation marks are written in two ways")


def cut_short(text: str, blocks: Sequence[Block]) -> Iterator[Change]:
    """A paragraph that ends in a colon before a heading, or at the end of the text."""
    for index, block in enumerate(blocks):
        if block.kind != "paragraph" or text[block.end - 1] != ":":
            continue
        behind = blocks[index + 1].kind if index + 1 < len(blocks) else "heading"
        if behind in ("heading", "teaser"):
            start = max(text.rfind(" ", block.start, block.end), block.start)
            yield mark(start, block.end, text, "cut short", "what the colon announces is missing")
