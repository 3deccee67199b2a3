"""How often and the how-manieth time: "a third visit", "for the second time", "twice", "on four occasions"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dragoman.actors.dates.grammar import SP, anycase
from dragoman.vocabulary.date_words import DateWords, load_date_words

# Up to this many words may stand between the number and what it counts: "two earlier inconclusive rounds".
_BETWEEN = 3
# How far before it its context is looked for, in characters.
_REACH = 24


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


def find_ordinals(text: str) -> tuple[OrdinalMention, ...]:
    """Return what a text says of how often and the how-manieth time, in order and without overlap.

    Numbers and ordinals before other nouns than those of acts ("two men", "the first lady") are not mentions, nor are
    rates and multiples ("twice a week", "three times as many"). Raises VocabularyError when the word lists are broken.
    """
    words, patterns = load_date_words(), _patterns()
    found: list[OrdinalMention] = []
    reached = 0
    for match in patterns.value.finditer(text):
        said = match.group()
        if match.start() < reached or (said.isalpha() and said.lower() not in patterns.plain):
            continue
        mention = _read(match, words, patterns)
        if mention is not None:
            found.append(mention)
            reached = mention.end
    return tuple(found)


def _read(match: re.Match[str], words: DateWords, patterns: _Patterns) -> OrdinalMention | None:
    said = match.group()
    times = words.times.get(said.lower())
    if times is not None:
        return _adverb(match, times, words, patterns)
    order = words.ordinal(said)
    if order is not None:
        return _ordinal(match, order, patterns)
    number = words.number(said)
    # "2014 visits" is more likely a year than a number.
    if number is None or number < 2 or (said.isdecimal() and 1900 <= number < 2100):
        return None
    for pattern in patterns.after_number:
        rest = pattern.match(match.string, match.end())
        if rest is not None:
            return _mention(match, rest, "count", number, patterns)
    return None


def _adverb(match: re.Match[str], times: int, words: DateWords, patterns: _Patterns) -> OrdinalMention | None:
    text, start, end = match.string, match.start(), match.end()
    if times > 1:
        fits = patterns.after_twice.match(text, end) is not None
    else:
        alone = patterns.after_once.match(text, end) is not None and not _not_once(match, words)
        fits = alone or patterns.only.search(text, max(0, start - _REACH), start) is not None
    return OrdinalMention(start, end, "count", times) if fits else None


def _ordinal(match: re.Match[str], order: int, patterns: _Patterns) -> OrdinalMention | None:
    text, start, end = match.string, match.start(), match.end()
    time, noun, alone = patterns.after_ordinal
    rest = time.match(text, end) or noun.match(text, end)
    if rest is None and patterns.owner.search(text, max(0, start - _REACH), start):
        rest = alone.match(text, end)
    return None if rest is None else _mention(match, rest, "ordinal", order, patterns)


def _mention(
    match: re.Match[str],
    rest: re.Match[str],
    kind: Literal["ordinal", "count"],
    value: int,
    patterns: _Patterns,
) -> OrdinalMention:
    noun = rest.groupdict().get("noun")
    lead = None if noun else patterns.lead.search(match.string, max(0, match.start() - _REACH), match.start())
    start = match.start() if lead is None else lead.start()
    return OrdinalMention(start, rest.end(), kind, value, patterns.nouns[noun.lower()] if noun else None)


def _not_once(match: re.Match[str], words: DateWords) -> bool:
    """Return whether "once" is part of "at once", "more than once", or opens a sentence ("Once in power, ...")."""
    before = match.string[max(0, match.start() - _REACH) : match.start()].split()
    return not before or before[-1].lower() in words.words["not_once"] or before[-1][-1] in ".!?:;"


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    """Return the countable nouns, singular and plural, each with its singular."""
    found = {}
    for noun in load_date_words().words["countable"]:
        found[noun] = noun
        found[_plural(noun)] = noun
    return found


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "sh", "ch", "x", "z", "veto")) else f"{noun}s"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What may follow a number or an ordinal for it to count acts, and the words that say it alone.

    `plain` are all numbers that are one word, in lower case.
    """

    nouns: dict[str, str]
    plain: frozenset[str]
    value: re.Pattern[str]
    after_ordinal: tuple[re.Pattern[str], ...]
    after_number: tuple[re.Pattern[str], ...]
    after_twice: re.Pattern[str]
    after_once: re.Pattern[str]
    lead: re.Pattern[str]
    owner: re.Pattern[str]
    only: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words, nouns = load_date_words(), _nouns()
    lists = words.words
    singular = anycase(noun for noun, base in nouns.items() if noun == base)
    plural = anycase(noun for noun, base in nouns.items() if noun != base)
    gap = rf"(?:{SP}(?!\W|{anycase(lists['gap_stops'])}\b)[\w'’-]+){{0,{_BETWEEN}}}?"
    times, owners = anycase(lists["occasions"]), anycase(lists["determiners"])
    whole = r"\b(?!['’-])"
    free = rf"\b(?!-)(?!{SP}{anycase(lists['not_times'])}\b)"
    end_of_phrase = rf"(?=\s*(?:[.,;:!?)\"”—–-]|$)|{SP}(?:{anycase(lists['once_before'])})\b)"
    return _Patterns(
        nouns=nouns,
        plain=frozenset({*words.numbers, *words.ordinals, *words.times}),
        value=re.compile(
            r"(?<![\w$€£¥§#.,/-])(?:\d+(?:,\d{3})*(?:st|nd|rd|th)?|[A-Za-z]+(?:-[a-z]+)?)(?![\w%]|[.,]\d)"
        ),
        after_ordinal=(
            re.compile(rf"{SP}{times}\b"),
            re.compile(rf"(?!{SP}{anycase(lists['not_ordinal'])}\b){gap}{SP}(?P<noun>{singular}){whole}"),
            re.compile(rf"(?={SP}(?i:such){SP}\w|{SP}{anycase(lists['ordinal_alone'])}\b)"),
        ),
        after_number=(
            re.compile(rf"{SP}(?:[a-z]+{SP})?{times}{free}"),
            re.compile(rf"{gap}{SP}(?P<noun>{plural}){whole}"),
        ),
        after_twice=re.compile(free),
        after_once=re.compile(free + end_of_phrase),
        lead=re.compile(rf"(?<!\w)(?:(?i:for|on){SP})?(?:{owners}{SP})?$"),
        owner=re.compile(rf"(?:(?<!\w){owners}|\w['’]s?){SP}$"),
        only=re.compile(rf"(?<!\w){anycase(lists['only'])}{SP}$"),
    )
