"""Sentences printed twice in one text: pull quotes, teasers of the text itself, a scraper's second copy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from dragoman.documents.stops import sentences

FEWEST_WORDS: Final = 8
_GLANCE = 24
_LONGEST = 2000
_SHORTEST = 2 * FEWEST_WORDS
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FINAL = re.compile(r"[\"'”’)\]]*[.!?…]")
_DOUBLED_LINE_WORDS = range(6, 31)


@dataclass(frozen=True, slots=True)
class Copy:
    """The second printing of a sentence; `glued` where the next sentence follows without a full stop."""

    start: int
    end: int
    glued: bool


class _Part(NamedTuple):
    """A sentence from one of its clauses on; `whole` where that is its beginning."""

    start: int
    end: int
    whole: bool


def find_copies(text: str, stretches: Iterable[tuple[int, int]]) -> list[Copy]:
    """Return the copies in order. A cut copy (no final stop) before the whole sentence counts as the copy.

    A copy begins a sentence; what it copies may begin behind a comma ("In reality however, ...").
    """
    glance: dict[str, _Part] = {}
    seen: dict[tuple[str, ...], _Part] = {}
    copies: dict[int, Copy] = {}
    for start, end in stretches:
        doubled = _doubled_line(text, start, end)
        if doubled:
            copies[doubled.start] = doubled
            continue
        for begin, stop in sentences(text, start, end):
            known: list[tuple[_Part, tuple[str, ...]]] = []
            for part in _parts(text, begin, stop):
                look = text[part.start : part.start + _GLANCE].casefold()
                first = glance.setdefault(look, part)
                if first is not part and (key := _key(text, part)):
                    known.append((part, key))
                    if (first_key := _key(text, first)) and first.start < begin:
                        seen.setdefault(first_key, first)
            for part, key in known:
                earlier = seen.get(key)
                if earlier and (copy := _compare(text, earlier, part)):
                    copies[copy.start] = copy
            for part, key in known:
                if key not in seen or seen[key].start in copies:
                    seen[key] = part
    return sorted(copies.values(), key=lambda copy: copy.start)


def _parts(text: str, start: int, end: int) -> list[_Part]:
    """Return a sentence and its rests behind each comma, as far as they are long enough to matter."""
    last = end - _SHORTEST
    begin = start
    while begin < end and not text[begin].isalnum():
        begin += 1
    parts = [_Part(begin, end, True)] if begin < last else []
    if end - start > _LONGEST:
        return parts
    comma = text.find(", ", start, last)
    while comma >= 0:
        parts.append(_Part(comma + 2, end, False))
        comma = text.find(", ", comma + 2, last)
    return parts


def _key(text: str, part: _Part) -> tuple[str, ...] | None:
    """Return the first words of a part, None when it has too few."""
    head = _WORD.findall(text[part.start : min(part.end, part.start + 120)])[:FEWEST_WORDS]
    return tuple(map(str.casefold, head)) if len(head) == FEWEST_WORDS else None


def _compare(text: str, earlier: _Part, here: _Part) -> Copy | None:
    """Return which of two parts with the same beginning is a copy of the other; None when neither is."""
    old = [match[0].casefold() for match in _WORD.finditer(text, earlier.start, earlier.end)]
    new = list(_WORD.finditer(text, here.start, here.end))
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared][0].casefold():
        shared += 1
    old_is_open = not _FINAL.match(text, _last_word_end(text, earlier))
    new_is_open = not _FINAL.match(text, new[-1].end())
    if here.whole and shared == len(new) and (shared == len(old) or new_is_open):
        return Copy(_with_quote(text, here.start), here.end, glued=False)
    if shared == len(old) and here.whole and shared < len(new):
        after = new[shared]
        if after[0][0].isupper() and text[new[shared - 1].end() : after.start()] == " ":
            return Copy(_with_quote(text, here.start), new[shared - 1].end(), glued=True)
    if shared == len(old) and earlier.whole and old_is_open:
        return Copy(_with_quote(text, earlier.start), earlier.end, glued=False)
    return None


def _with_quote(text: str, start: int) -> int:
    """Return the start of a sentence together with the quotation marks and brackets that open it."""
    while start > 0 and text[start - 1] in "\"'\u201c\u2018\u00ab(":
        start -= 1
    return start


def _last_word_end(text: str, sentence: _Part) -> int:
    end = sentence.end
    while end > sentence.start and not text[end - 1].isalnum():
        end -= 1
    return end


def _doubled_line(text: str, start: int, end: int) -> Copy | None:
    """Return the second half of a line that says the same thing twice."""
    if end - start > 400:
        return None
    found = list(_WORD.finditer(text, start, end))
    half = len(found) // 2
    if len(found) % 2 or len(found) not in _DOUBLED_LINE_WORDS:
        return None
    if [match[0] for match in found[:half]] != [match[0] for match in found[half:]]:
        return None
    return Copy(found[half].start(), end, glued=False)
