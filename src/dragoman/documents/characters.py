"""Repairs of single characters: entities, mojibake, invisible characters, broken quotes, line ends, glued words.

Each rule reads a text and yields its changes. The rules run in turn until none finds anything more, so that
a clean text stays as it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Final

import ftfy

from dragoman.documents.edits import Change, Draft, apply_changes
from dragoman.documents.words import alternatives, words

_ROUNDS = 12
_ENTITY = re.compile(r"&(?:amp;)*(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_JOINERS: Final = "\u200c\u200d"
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_WINDOWS_CONTROL = re.compile("[\x80-\x9f]")
# The first characters of a UTF-8 sequence read as Windows-1252, Latin-1 or Mac Roman, and one that may follow.
_MOJIBAKE_LEAD = re.compile("[\u00c2-\u00f4\u0102\u0103\u0413\u0420\u0421\u0432][^\x00-\x7f]")
_CUT_QUOTE = re.compile("\u00e2\u20ac(?=[\\s.,;:!?)]|$)")
_RUN = re.compile(r"[^ \t\n\r]+")
_POSSESSIVE = re.compile(r"[A-Z\u00d5\u00c6\ufffd?](?=s\b)(?!s[-'’=])(?<=[a-z]{4}.)")
_OPENING = re.compile(rf"([A-Z\u00d2\u00d4\u00c6\ufffd])(?=(?:{alternatives('behind_lost_quote')})\b)(?<![^\W_].)")
_NO_LETTER: Final = "\u00d5\u00c6\u00d2\u00d4\ufffd?"
_HYPHEN_BREAK = re.compile("[-\u2010][ \t]*\n[ \t]*(?=[a-z])")
_YEAR_LETTERS = re.compile(r"[12][0-9OolI]{3}(?![A-Za-z0-9])(?<![A-Za-z0-9].{4})")
_DAY_LETTERS = re.compile(r"[lIO0-9]{2}(?= [A-Z][a-z]{2})(?<![A-Za-z0-9].{2})")
_ZERO_WORD = re.compile(r"0(?=[a-z]{3,})(?<![A-Za-z0-9.,]0)")
_AS_DIGIT: Final = str.maketrans("OolI", "0011")
_TWICE = re.compile(rf"[ \n]({alternatives('never_doubled')})(?=[ \n]\1\b)")
_TWICE_INSIDE = re.compile(r"\b([a-z]{5,20})\1\b")
_NO_SPACE = re.compile(r"\.(?=[A-Z][a-z]{2})(?:(?<=[a-z]{3}\.)|(?<=[0-9]{4}\.))")
_WORD_BEFORE = re.compile(r"\w+$")
_DOMAINS: Final = frozenset({"com", "org", "net", "gov", "edu", "int", "info", "news"})

Rule = Callable[[str], Iterator[Change]]


def line_ends(text: str) -> Iterator[Change]:
    """Carriage returns, form feeds and Unicode line separators become line feeds."""
    for match in _LINE_END.finditer(text):
        yield Change(match.start(), match.end(), "\n", "line end", "another sign for the end of a line")


def entities(text: str) -> Iterator[Change]:
    """`&amp;`, `&#39;`, `&nbsp;` become the characters they stand for."""
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        meant = match[0]
        while (once_more := html.unescape(meant)) != meant:
            meant = once_more
        if meant != match[0] and (meant == ";" or not meant.endswith(";")):
            yield Change(match.start(), match.end(), meant, "entity", "an HTML entity left in the text")


def mojibake(text: str) -> Iterator[Change]:
    """UTF-8 that was read in another encoding is read again."""
    if text.isascii():
        return
    done = -1
    for lead in _MOJIBAKE_LEAD.finditer(text):
        if lead.start() < done:
            continue
        start = lead.start()
        while start > 0 and lead.start() - start < 40 and not text[start - 1].isspace():
            start -= 1
        run = _RUN.match(text, start, min(len(text), lead.start() + 400))
        if run is None:
            continue
        done = run.end()
        fixed = ftfy.fix_encoding(run[0])
        if fixed != run[0]:
            yield _narrowed(run.start(), run[0], fixed)
    for match in _CUT_QUOTE.finditer(text):
        yield Change(
            match.start(), match.end(), "\u201d", "mojibake", "a closing quotation mark read in the wrong encoding"
        )


def _narrowed(start: int, old: str, new: str) -> Change:
    """Return the change from old to new without the characters they share at both ends."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    note = "characters read in the wrong encoding"
    return Change(start + head, start + len(old) - tail, new[head : len(new) - tail], "mojibake", note)


def windows_controls(text: str) -> Iterator[Change]:
    """Control characters that are quotation marks and dashes in Windows-1252 become those."""
    if text.isascii():
        return
    for match in _WINDOWS_CONTROL.finditer(text):
        meant = bytes([ord(match[0])]).decode("cp1252", "ignore")
        yield Change(match.start(), match.end(), meant, "mojibake", "a Windows-1252 character read as Latin-1")


def invisible(text: str) -> Iterator[Change]:
    """Soft hyphens, zero-width and control characters are taken out; joiners stay where a script needs them."""
    for match in _CONTROL.finditer(text):
        yield Change(match.start(), match.end(), "", "invisible character", "a control character, taken out")
    if text.isascii():
        return
    for match in _INVISIBLE.finditer(text):
        if match[0] in _JOINERS and not _between_latin(text, match.start()):
            continue
        yield Change(match.start(), match.end(), "", "invisible character", "an invisible character, taken out")


def _between_latin(text: str, position: int) -> bool:
    around = text[position - 1 : position] + text[position + 1 : position + 2]
    return len(around) == 2 and around.isascii() and around.isalpha()


def odd_spaces(text: str) -> Iterator[Change]:
    """No-break and other special spaces become plain ones."""
    if text.isascii():
        return
    for match in _ODD_SPACE.finditer(text):
        yield Change(match.start(), match.end(), " ", "space", "a special space, read as a plain one")


def lost_quotes(text: str) -> Iterator[Change]:
    """A quotation mark that was read as a letter: `RussiaLs` is `Russia's`, `Lthe` is an opening mark and `the`."""
    for match in _POSSESSIVE.finditer(text):
        yield Change(match.start(), match.end(), "'", "lost quote", "an apostrophe read as another character", True)
    for match in _OPENING.finditer(text):
        if match[1].casefold() != text[match.end()]:
            note = "an opening quotation mark read as another character; the closing one may be lost"
            yield Change(match.start(), match.end(), "'", "lost quote", note, match[1] in _NO_LETTER)


def hyphen_breaks(text: str) -> Iterator[Change]:
    """A word divided at the end of a line is joined; a compound keeps its hyphen."""
    if "\n" not in text:
        return
    kept = words("hyphen_prefixes")
    for match in _HYPHEN_BREAK.finditer(text):
        before = _WORD_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        if before is None or not before[0][-1].isalpha():
            continue
        compound = before[0].casefold() in kept
        note = "a compound divided at the end of a line" if compound else "a word divided at the end of a line"
        yield Change(match.start(), match.end(), "-" if compound else "", "divided word", note, False)


def letters_for_digits(text: str) -> Iterator[Change]:
    """`2O21` is 2021, `l4 February` 14 February, `0man` Oman: what a scanner mistakes."""
    note = "a letter and a figure mistaken for each other"
    for pattern in (_YEAR_LETTERS, _DAY_LETTERS):
        for match in pattern.finditer(text):
            meant = match[0].translate(_AS_DIGIT)
            if meant != match[0] and sum(sign.isdigit() for sign in match[0]) * 2 >= len(match[0]):
                yield Change(match.start(), match.end(), meant, "misread figure", note, False)
    for match in _ZERO_WORD.finditer(text):
        yield Change(match.start(), match.end(), "O", "misread figure", note, False)


def doubled_words(text: str) -> Iterator[Change]:
    """A small word printed twice in a row is kept once, and so is a word printed twice in itself."""
    for match in _TWICE.finditer(text):
        end = match.end() + 1 + len(match[1])
        yield Change(match.start(1), end, match[1], "doubled word", "printed twice in a row, kept once")
    for match in _TWICE_INSIDE.finditer(text):
        yield Change(match.start(), match.end(), match[1], "doubled word", "printed twice in one, kept once", False)


def missing_spaces(text: str) -> Iterator[Change]:
    """A sentence glued to the full stop before it is set off by a space."""
    for match in _NO_SPACE.finditer(text):
        behind = re.compile(r"\w+").match(text, match.end())
        before = text[max(0, match.start() - 60) : match.end() + 60]
        if (behind and behind[0].casefold() in _DOMAINS) or "://" in before or "www." in before or "@" in before:
            continue
        yield Change(match.start(), match.end(), ". ", "missing space", "no space behind a full stop")


RULES: Final[tuple[Rule, ...]] = (
    line_ends,
    entities,
    mojibake,
    windows_controls,
    invisible,
    odd_spaces,
    lost_quotes,
    hyphen_breaks,
    letters_for_digits,
    doubled_words,
    missing_spaces,
)

# Kinds of repair that show a text was lifted from a page or a scan, where glued pieces must be expected.
SCRAPED_KINDS: Final = frozenset({"lost quote", "misread figure", "doubled word"})


def repair(draft: Draft) -> Draft:
    """Return the draft with all rules applied until they find nothing more."""
    for _ in range(_ROUNDS):
        before = draft.text
        for rule in RULES:
            draft = apply_changes(draft, rule(draft.text))
        if draft.text == before:
            break
    return draft
