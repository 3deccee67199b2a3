"""Places where pieces of different sentences were glued together, and tails that belong to other pages.

A splice is claimed only where grammar leaves no other reading; the weaker signs count only in a text that
already shows that it was lifted from a page (`scraped`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dragoman.documents.layout import is_boilerplate
from dragoman.documents.stops import is_abbreviation, sentences
from dragoman.documents.words import alternatives, words

_AFTER_SPACE = re.compile(r" (?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAME_WORD = re.compile(r"[A-Z][\w'’-]*")
_LOWER_START = re.compile(r"\. (?=[a-z])(?<=[a-z]{3}\. )")
_PARTICLE = re.compile(rf"(?:{alternatives('name_particles')})\b|[a-z]{{1,3}}[-’']?[A-Z]")
_MONTH = re.compile(rf" in (?:{alternatives('months')}) (?=[A-Z])")
_SUBJECT_VERB = re.compile(rf"[A-Z][\w-]*(?: [A-Z][\w-]*){{0,2}} (?:{alternatives('auxiliaries')})\b")
_SPOKEN = re.compile(rf" in (?=([A-Z][\w-]+) (?:{alternatives('speech_verbs')})\b)")
_ADVERB_VERB = re.compile(
    rf" (?=(?:{alternatives('mid_adverbs')}) [a-z]{{2,}}s (?:[A-Z]|(?:the|a|an|its|his|her|their|our)\b))"
)
_AUXILIARY = re.compile(rf"\b(?:{alternatives('auxiliaries')})\b(?! (?:be|been|have)\b)")
_ROOM = re.compile(rf"\b(?:{alternatives('clause_openers')})\b|[,;:\u2013\u2014\"\u201c]| - ", re.IGNORECASE)
_PAST = re.compile(r"\b(\w+) (\w{2,}ed)$")
_BE = re.compile(r"(?:is|are|was|were|be|been|being)$")
_QUESTION = re.compile(rf"(?:{alternatives('question_openers', capitalised=True)})\b")
_CUT_ABBREVIATION = re.compile(r"(?<=[a-z] )U\.(?= |$)")
_INFORMAL_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Splice:
    """A boundary at `at`, the first character behind it; `missing` where a number stood in between."""

    at: int
    reason: str
    hard: bool
    missing: bool = False


def hard_splices(text: str) -> list[Splice]:
    """Return the splices that grammar alone shows, in order."""
    found = list(_behind_open_words(text))
    small = list(_lower_case_starts(text))
    if len(small) <= 3 or len(small) <= _INFORMAL_SHARE * text.count(". "):
        found += small
    return sorted(found, key=lambda splice: splice.at)


def _behind_open_words(text: str) -> Iterator[Splice]:
    """'... the visit to A breakthrough in ...': the word before still waits for its complement."""
    openers, takers, letters = words("openers"), words("complement_takers"), words("after_letter_a")
    for space in _AFTER_SPACE.finditer(text):
        opener = _WORD.match(text, space.end())
        if opener is None or opener[0].casefold() not in openers:
            continue
        behind = _WORD.match(text, opener.end() + 1) if text[opener.end() : opener.end() + 1] == " " else None
        if behind is None or not behind[0].islower() or (opener[0] == "A" and behind[0] in letters):
            continue
        before = _word_before(text, space.start())
        if before in takers:
            yield Splice(opener.start(), "the words before are left without their end", hard=True)


def _lower_case_starts(text: str) -> Iterator[Splice]:
    """'... his sponsor, Egypt. in the period ...': a sentence cannot begin in lower case."""
    for stop in _LOWER_START.finditer(text):
        token = text[max(0, stop.start() - 24) : stop.start()].rsplit(maxsplit=1)[-1]
        if is_abbreviation(token) or _PARTICLE.match(text, stop.end()):
            continue
        yield Splice(stop.end(), "a sentence begins in lower case; its opening is lost", hard=True)


def weak_splices(text: str, start: int, end: int) -> list[Splice]:
    """Return the splices inside one sentence that count only in a scraped text, from left to right."""
    found: list[Splice] = []
    candidates = sorted(
        [*_after_month(text, start, end), *_after_in(text, start, end), *_before_adverb(text, start, end)],
        key=lambda splice: splice.at,
    )
    begin = start
    for splice in candidates:
        if splice.at > begin and _is_full(text[begin : splice.at]):
            found.append(splice)
            begin = splice.at
    return found


def _after_month(text: str, start: int, end: int) -> Iterator[Splice]:
    """'... occurred in December Libya is increasingly ...'."""
    for match in _MONTH.finditer(text, start, end):
        before = _word_before(text, match.start())
        if _SUBJECT_VERB.match(text, match.end(), end) and before and before not in words("clause_openers"):
            yield Splice(match.end(), "a new clause begins behind the month", hard=False)


def _after_in(text: str, start: int, end: int) -> Iterator[Splice]:
    """'... imposed by the UN in Putin insists ...': one is not in a person, and the person speaks."""
    for match in _SPOKEN.finditer(text, start, end):
        if _is_titled(text, match[1]):
            yield Splice(match.end(), "a person who speaks cannot be the place", hard=False, missing=True)


def _before_adverb(text: str, start: int, end: int) -> Iterator[Splice]:
    """'... ambitions to influence also strengthens Russia's ...'."""
    for match in _ADVERB_VERB.finditer(text, start, end):
        yield Splice(match.end(), "a second verb without a subject of its own", hard=False)


def _is_full(piece: str) -> bool:
    """Return True when the piece already has as many finite verbs as it has room for clauses."""
    finite = len(_AUXILIARY.findall(piece))
    past = _PAST.search(piece.rsplit(" in ", 1)[0])
    if past and not _BE.match(past[1]):
        finite += 1
    return finite > len(_ROOM.findall(piece))


def _is_titled(text: str, name: str) -> bool:
    """Return True when the text somewhere gives a title to the one who bears the name."""
    titles = words("honorifics")
    for match in re.finditer(rf"{re.escape(name)}\b", text):
        before = text[max(0, match.start() - 40) : match.start()].split()[-3:]
        for index, word in enumerate(before):
            if word.rstrip(".").casefold() in titles and all(other[0].isupper() for other in before[index + 1 :]):
                return True
    return False


def _word_before(text: str, position: int) -> str:
    start = position
    while start > 0 and position - start < 30 and (text[start - 1].isalpha() or text[start - 1] in "'’-"):
        start -= 1
    return text[start:position]


def cut_abbreviations(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, ends a sentence) of each 'U.' that was cut out of U.N., U.S. and the like."""
    for match in _CUT_ABBREVIATION.finditer(text):
        before = _word_before(text, match.start() - 1)
        if not before.islower() and before != "The":
            continue
        behind = text[match.end() + 1 : match.end() + 3]
        if len(behind) == 2 and behind[0].isupper() and behind[1] == ".":
            continue
        opener = _WORD.match(text, match.end() + 1)
        ends = opener is not None and opener[0][0].isupper() and opener[0].casefold() in words("openers")
        yield match.start(), match.end(), ends


def foreign_tail(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Return where the tail of a paragraph begins that is a headline of another page, and what it is; else None."""
    parts = sentences(text, start, end)
    tail_start, tail_end = parts[-1]
    tail = text[tail_start:tail_end]
    if len(parts) > 1 and is_boilerplate(tail) and tail[-1] not in ".!?":
        return tail_start, "no part of the text"
    if not tail.endswith("?"):
        return None
    colon = tail.rfind(": ")
    if colon > 0 and _QUESTION.match(tail, colon + 2) and not _asks(tail[:colon]) and not _leans(tail[colon + 2 :]):
        return tail_start + colon + 2, "a heading glued to a sentence that was cut short"
    if len(parts) > 1 and _QUESTION.match(tail) and len(tail.split()) >= 6 and not _leans(tail):
        names = {word[0] for word in _NAME_WORD.finditer(tail, 1)}
        if any(name.removesuffix("'s").removesuffix("’s") not in text[start:tail_start] for name in names):
            return tail_start, "looks like the headline of another page"
    return None


def _asks(left: str) -> bool:
    return any(word.casefold() in words("question_words") for word in _WORD.findall(left))


def _leans(question: str) -> bool:
    return any(word.casefold() in words("leaning_words") for word in _WORD.findall(question))
