"""The words of English for times, repetitions and order, from `data/languages/en/dates.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.errors import VocabularyError
from dragoman.vocabulary.tables import data_folder, read_toml, word_list

# The plain lists under [words]; what each is for stands beside it in the file.
LISTS = (
    "after", "ago", "ahead", "amounts", "and", "auxiliaries", "before", "between", "by", "close", "coming_span",
    "countable", "counted", "cues", "day_cues", "determiners", "earlier", "following", "for", "from", "gap_stops",
    "habits", "halves", "hours", "last", "later", "name_heads", "name_tails", "next", "not", "not_nouns", "not_once",
    "not_ordinal", "not_times", "occasions", "once_before", "only", "onwards", "ordinal_alone", "part", "past_span",
    "preceding", "quarters", "same", "season_cues", "since", "singular_s", "this", "times_possessive", "to", "until",
    "weak_cues",
)  # fmt: skip
UNITS = ("day", "week", "fortnight", "weekend", "month", "year", "decade")


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month: its number, its names, its short forms, and whether the name alone is mostly something else."""

    number: int
    names: tuple[str, ...]
    short: tuple[str, ...]
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class SeasonName:
    """A season: EDTF code, month it begins in, names, and whether the bare word is mostly something else."""

    code: int
    starts: int
    names: tuple[str, ...]
    noun: bool


@dataclass(frozen=True, slots=True)
class DateWords:
    """All word lists for dates; `words` holds the plain lists by their key in the file.

    `relative` maps an expression to (unit, shift from the day of publication), `feasts` to (month, day), `known` to an
    ISO date. `weekdays` and `weekday_short` map a name to 0 (Monday) .. 6.
    """

    months: tuple[MonthName, ...]
    weekdays: Mapping[str, int]
    weekday_short: Mapping[str, int]
    seasons: tuple[SeasonName, ...]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    times: Mapping[str, int]
    relative: Mapping[str, tuple[str, int]]
    feasts: Mapping[str, tuple[int, int]]
    known: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]

    def number(self, text: str) -> int | None:
        """Return the value of a cardinal ("three", "twenty-one", "1,200"), or None when it is none."""
        digits = text.replace(",", "")
        if digits.isdecimal():
            return int(digits)
        return _tens_and_ones(text, self.numbers, self.numbers)

    def ordinal(self, text: str) -> int | None:
        """Return the value of an ordinal ("third", "twenty-first", "21st"), or None when it is none."""
        digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text)
        return int(digits.group(1)) if digits else _tens_and_ones(text, self.numbers, self.ordinals)


def _tens_and_ones(text: str, tens: Mapping[str, int], ones: Mapping[str, int]) -> int | None:
    folded = " ".join(text.lower().split())
    if folded in ones:
        return ones[folded]
    first, _, last = folded.partition("-")
    if last in ones and ones[last] < 10 and 20 <= tens.get(first, 0) < 100:
        return tens[first] + ones[last]
    return None


@lru_cache(maxsize=1)
def load_date_words() -> DateWords:
    """Return the English date words; raise VocabularyError naming file and entry where one is broken."""
    file = data_folder("languages", "en", "dates.toml")
    return check_date_words(read_toml(file), file.name)


def check_date_words(data: Mapping[str, Any], file: str) -> DateWords:
    """Return the content of a dates file as records; raise VocabularyError naming `file` and entry."""
    months = tuple(_month(raw, n, f"{file}: month {n}") for n, raw in enumerate(_tables(data, "month", file), start=1))
    if len(months) != 12:
        raise VocabularyError(f"{file}: {len(months)} months. Give twelve [[month]] entries, January first.")
    weekdays = _table(data, "weekdays", file)
    return DateWords(
        months=months,
        weekdays=_seven(weekdays, "names", file),
        weekday_short=_seven(weekdays, "short", file),
        seasons=tuple(_season(raw, f"{file}: season {n}") for n, raw in enumerate(_tables(data, "season", file), 1)),
        units=_units(_table(data, "units", file), file),
        numbers=_numbers(data, "numbers", file),
        ordinals=_numbers(data, "ordinals", file),
        times=_numbers(data, "times", file),
        relative=_relative(data, file),
        feasts=_feasts(data, file),
        known=_known(data, file),
        words=_lists(_table(data, "words", file), f"{file}: [words]"),
    )


def _table(data: Mapping[str, Any], key: str, file: str) -> Mapping[str, Any]:
    value = data.get(key)
    if not isinstance(value, dict):
        raise VocabularyError(f"{file}: section [{key}] is missing. Add it.")
    return value


def _tables(data: Mapping[str, Any], key: str, file: str) -> list[Mapping[str, Any]]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(raw, dict) for raw in value):
        raise VocabularyError(f"{file}: '{key}' must be tables. Write [[{key}]] before each.")
    return value


def _whole(raw: Mapping[str, Any], key: str, low: int, high: int, where: str) -> int:
    value = raw.get(key)
    if type(value) is not int or not low <= value <= high:
        raise VocabularyError(f"{where}: '{key}' is {value!r}. Write a whole number from {low} to {high}.")
    return value


def _names(raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    names = word_list(raw, key, where)
    if not names:
        raise VocabularyError(f"{where}: '{key}' is missing or empty. Give at least one.")
    return names


def _month(raw: Mapping[str, Any], number: int, where: str) -> MonthName:
    return MonthName(
        number, _names(raw, "names", where), word_list(raw, "short", where), raw.get("ambiguous", False) is True
    )


def _season(raw: Mapping[str, Any], where: str) -> SeasonName:
    code, starts = _whole(raw, "code", 21, 24, where), _whole(raw, "starts", 1, 12, where)
    return SeasonName(code, starts, _names(raw, "names", where), raw.get("noun", False) is True)


def _seven(raw: Mapping[str, Any], key: str, file: str) -> dict[str, int]:
    names = word_list(raw, key, f"{file}: [weekdays]")
    if len(names) != 7:
        raise VocabularyError(f"{file}: [weekdays] '{key}' has {len(names)} entries. Give seven, Monday first.")
    return {name: number for number, group in enumerate(names) for name in group.split("|")}


def _units(raw: Mapping[str, Any], file: str) -> dict[str, str]:
    if set(raw) != set(UNITS):
        raise VocabularyError(f"{file}: [units] has {', '.join(raw)}. Give exactly {', '.join(UNITS)}.")
    return {word: unit for unit in raw for word in word_list(raw, unit, f"{file}: [units]")}


def _lists(raw: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    unknown = [key for key in raw if key not in LISTS]
    if unknown:
        raise VocabularyError(f"{where}: '{unknown[0]}' is no list of this file. Use one of {', '.join(LISTS)}.")
    return {key: _names(raw, key, where) for key in LISTS}


def _numbers(data: Mapping[str, Any], key: str, file: str) -> dict[str, int]:
    raw = _table(data, key, file)
    return {word.lower(): _whole(raw, word, 1, 1000, f"{file}: [{key}]") for word in raw}


def _relative(data: Mapping[str, Any], file: str) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for number, raw in enumerate(_tables(data, "relative", file), start=1):
        where = f"{file}: relative {number}"
        if raw.get("unit") not in UNITS:
            raise VocabularyError(f"{where}: unit {raw.get('unit')!r} is unknown. Use one of {', '.join(UNITS)}.")
        shift = _whole(raw, "shift", -100, 100, where)
        for word in _names(raw, "words", where):
            if word.lower() in found:
                raise VocabularyError(f"{where}: '{word}' stands in two entries. Remove one.")
            found[word.lower()] = (str(raw["unit"]), shift)
    return found


def _feasts(data: Mapping[str, Any], file: str) -> dict[str, tuple[int, int]]:
    found = {}
    for number, raw in enumerate(_tables(data, "feast", file), start=1):
        where = f"{file}: feast {number}"
        day = (_whole(raw, "month", 1, 12, where), _whole(raw, "day", 1, 31, where))
        found.update(dict.fromkeys(_names(raw, "words", where), day))
    return found


def _known(data: Mapping[str, Any], file: str) -> dict[str, str]:
    found = {}
    for number, raw in enumerate(_tables(data, "known", file), start=1):
        where = f"{file}: known {number}"
        try:
            day = date.fromisoformat(str(raw.get("date"))).isoformat()
        except ValueError:
            raise VocabularyError(f"{where}: {raw.get('date')!r} is no day. Write YYYY-MM-DD.") from None
        found.update(dict.fromkeys(_names(raw, "words", where), day))
    return found
