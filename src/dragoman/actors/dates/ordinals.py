"""How often and the how-manieth time: "a third visit", "for the second time", "twice", "on four occasions"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dragoman.actors.dates.grammar import SP, anycase
from dragoman.vocabulary.date_words import DateWords, load_date_words

# Up to this many words may stand between the number and what it counts: "two earlier inconclusive rounds".
_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class OrdinalMention:
    """A place in a series (`ordinal`: "third") or a number of times (`count`) in `text[start:end]`.

    `noun` is what is counted, in the singular and in lower case; None where the act itself is: "twice", "a third time",
    "the second in a week".
    """

    start: int
    end: int
    kind: Literal["ordinal", "count"]
    value: int
    noun: str | None = None


def find_ordinals(text: str, language: str = "en") -> tuple[OrdinalMention, ...]:
    """Return what a text says of how often and the how-manieth time, in order and without overlap.

    Numbers and ordinals before other nouns than those of acts ("two men", "the first lady") are not mentions, nor are
    rates and multiples ("twice a week", "three times as many"). Raises VocabularyError when the word lists are broken.
    """
    words, patterns = load_date_words(language), _patterns(language)
    found: dict[int, OrdinalMention] = {}
    taken = bytearray(len(text))
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span()
            mention = None if any(taken[start:end]) else _read(kind, match, words, language)
            if mention is not None:
                found[start] = mention
                taken[start:end] = b"\x01" * (end - start)
    return tuple(found[start] for start in sorted(found))


def _read(kind: str, match: re.Match[str], words: DateWords, language: str) -> OrdinalMention | None:
    start, end = match.span()
    value_text = match["value"]
    noun = match.groupdict().get("noun")
    singular = _nouns(language)[noun.lower()] if noun else None
    if kind == "ordinal":
        order = words.ordinal(value_text)
        return None if order is None else OrdinalMention(start, end, "ordinal", order, singular)
    value = words.times.get(value_text.lower()) or words.number(value_text)
    if value is None or (noun and value < 2) or (kind == "once" and _not_once(match, words)):
        return None
    # "2014 visits" is more likely a year than a number.
    if noun and value_text.isdecimal() and 1900 <= value < 2100:
        return None
    return OrdinalMention(start, end, "count", value, singular)


def _not_once(match: re.Match[str], words: DateWords) -> bool:
    """Return whether "once" is part of "at once", "more than once", or opens a sentence ("Once in power, ...")."""
    before = match.string[max(0, match.start() - 16) : match.start()].split()
    return not before or before[-1].lower() in words.words["not_once"] or before[-1][-1] in ".!?:;"


@lru_cache(maxsize=4)
def _nouns(language: str) -> dict[str, str]:
    """Return the countable nouns, singular and plural, each with its singular."""
    found = {}
    for noun in load_date_words(language).words["countable"]:
        found[noun] = noun
        found[_plural(noun)] = noun
    return found


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "sh", "ch", "x", "z", "veto")) else f"{noun}s"


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = load_date_words(language)
    lists = words.words
    tens = [word for word, value in words.numbers.items() if 20 <= value < 100]
    ordinal = _number(r"\d{1,3}(?:st|nd|rd|th)", words.ordinals, tens)
    number = _number(r"\d{1,3}(?:,\d{3})*|\d+", [w for w, n in words.numbers.items() if n > 1], tens, words.numbers)
    nouns, alone = _nouns(language), anycase(lists["ordinal_alone"])
    singular = [noun for noun, base in nouns.items() if noun == base]
    plural = [noun for noun, base in nouns.items() if noun != base]
    gap = rf"(?:{SP}(?![^\w]|{anycase(lists['gap_stops'])}\b)[\w'’-]+){{0,{_BETWEEN}}}?"
    times, not_times = anycase(lists["occasions"]), rf"(?!{SP}{anycase(lists['not_times'])}\b)"
    owner = rf"(?:{anycase(lists['determiners'])}|(?<=['’]s)|(?<=s['’]))"
    once, twice = [w for w, n in words.times.items() if n == 1], [w for w, n in words.times.items() if n > 1]
    edge = r"(?<![\w$€£¥§#.,/-])"
    end_of_phrase = rf"(?=\s*(?:[.,;:!?)\"”—–-]|$)|{SP}(?:{anycase(lists['once_before'])})\b)"
    sources = [
        ("ordinal", rf"(?:(?i:for){SP})?(?:{anycase(lists['determiners'])}{SP})?{ordinal}{SP}{times}\b"),
        (
            "ordinal",
            rf"{ordinal}(?!{SP}{anycase(lists['not_ordinal'])}\b){gap}{SP}(?P<noun>{anycase(singular)})\b(?!['’-])",
        ),
        ("ordinal", rf"{owner}{SP}{ordinal}(?={SP}(?i:such){SP}\w|{SP}{alone}\b)"),
        ("count", rf"(?:(?i:on){SP})?{number}{SP}(?:[a-z]+{SP})?{times}\b{not_times}"),
        ("count", rf"{number}{gap}{SP}(?P<noun>{anycase(plural)})\b(?!['’-])"),
        ("count", rf"(?P<value>{anycase(twice)})\b(?!-){not_times}"),
        ("count", rf"(?:{anycase(lists['only'])}){SP}(?P<value>{anycase(once)})\b(?!-){not_times}"),
        ("once", rf"(?P<value>{anycase(once)})\b(?!-){end_of_phrase}"),
    ]
    return tuple((kind, re.compile(edge + source)) for kind, source in sources)


def _number(digits: str, words: Iterable[str], tens: list[str], ones: Iterable[str] = ()) -> str:
    last = [word for word in (ones or words) if " " not in word and len(word) > 2]
    spelled = [*words, *(f"{ten}-{one}" for ten in tens for one in last)]
    return rf"(?P<value>{digits}|{anycase(spelled)}\b)"
