"""Cuts the clean text of a document into sentences, inside its blocks, without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import BlockKind, Document
from dragoman.vocabulary.lexicon import load_abbreviations

_BREAK = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n+")
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|$)""")
# Clauses on both sides of a semicolon stand alone; a list of single words does not.
_SEMICOLON = re.compile(r";(?=\s+[^\s;]+\s+[^\s;]+(?:\s|$))")
# A whole sentence put between dashes: " - the army has left the town since - ".
_ASIDE = re.compile(r"(?<=\s)[—–-](\s[A-Z][\w'’-]+ [a-z]+(?:ed|d|s|t|n|w|e) [^—–,;.!?]{12,}?)\s(?=[—–-]\s)")
# "GENEVA, Sept 5 (Agencies) - ": where and when a report was sent from is no part of its first sentence.
_DATELINE = re.compile(
    r"""[\s"“]*[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.-]+)*(?:,\s[\w'’. ]{2,24})?(?:,\s[\w'’. ]{2,16})?"""
    r"""(?:\s?\([^()\n]{1,30}\))?(?:\s[-–—]{1,2}\s|:\s)(?=["“'‘]?[A-Z])"""
)
_OPENERS = "\"'“‘«([-–—"
_INITIAL = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]\.)+$")
_LAST_WORD = re.compile(r"[\w'’.-]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place in the clean text; `block` and `paragraph` count from 0 and `kind` is its block's."""

    start: int
    end: int
    block: int
    paragraph: int
    kind: BlockKind


def split(document: Document) -> tuple[Sentence, ...]:
    """Return the document's sentences in order of their place; none crosses a block or an empty line."""
    found: list[Sentence] = []
    paragraph = 0
    for number, block in enumerate(document.blocks):
        for start, end in _paragraphs(document.text, block.start, block.end):
            for first, last in _sentences(document.text, start, end):
                found.append(Sentence(first, last, number, paragraph, block.kind))
            paragraph += 1
    return tuple(found)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    for gap in _BREAK.finditer(text, start, end):
        yield place, gap.start()
        place = gap.end()
    yield place, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    dateline = _DATELINE.match(text, start, end)
    place = start = dateline.end() if dateline else start
    for cut in _cuts(text, start, end):
        yield from _trimmed(text, place, cut)
        place = cut
    yield from _trimmed(text, place, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _cuts(text: str, start: int, end: int) -> list[int]:
    cuts = [m.end() for m in _END.finditer(text, start, end) if _ends_sentence(text, start, end, m)]
    cuts += [m.start() for m in _LINE.finditer(text, start, end) if _ends_line(text, m, start)]
    for aside in _ASIDE.finditer(text, start, end):
        cuts += [aside.start(1), aside.end(1)]
    cuts += [m.end() for m in _SEMICOLON.finditer(text, start, end)]
    return sorted(set(cuts))


def _ends_sentence(text: str, start: int, end: int, stop: re.Match[str]) -> bool:
    following = stop.end()
    while following < end and (text[following].isspace() or text[following] in _OPENERS):
        following += 1
    if following >= end:
        return True
    if text[following].islower():
        return False
    if not stop.group().startswith(".") or len(stop.group()) > 1:
        return True
    before = text[max(start, stop.start() - 30) : stop.start() + 1]
    if _INITIAL.search(before):
        return False
    word = _LAST_WORD.search(before[:-1])
    return word is None or word.group().lower() not in load_abbreviations()


def _ends_line(text: str, gap: re.Match[str], start: int) -> bool:
    """A single line break ends a sentence only where a title-like line stands above a new beginning."""
    line_start = text.rfind("\n", start, gap.start()) + 1 or start
    line = text[line_start : gap.start()].rstrip()
    following = text[gap.end() : gap.end() + 1]
    return bool(line) and len(line) < 60 and line[-1] not in ",;:-" and bool(following) and not following.islower()
