"""The words of a brief: loads and checks `wording.toml` of a language; puts dates, numbers and claims into words."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast, get_args

from dragoman.errors import VocabularyError
from dragoman.model import KINDS, SORTS, STATUSES
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.relations.ties import Word
from dragoman.show.records import Tone
from dragoman.vocabulary.tables import data_folder, read_toml, word_list

STANCES: Final = {1: "BACKS", -1: "OPPOSES", 0: "BALANCES"}
_TABLES: Final = (
    "sections", "nothing", "ties", "counts", "phrases", "variants", "advice", "status", "sorts", "option_status",
    "option_standing", "aim_status", "option_parts", "contradictions", "contacts", "numbers", "dates", "hedging",
    "names", "headline", "bottom", "gaps", "unread", "scope", "html", "charts", "played",
)  # fmt: skip
_LENGTHS: Final = {("dates", "months"): 12, ("dates", "short_months"): 12, ("dates", "seasons"): 4}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language, by table and key."""

    tables: Mapping[str, Mapping[str, Any]]

    def say(self, table: str, key: str, **values: object) -> str:
        """Return the text of a table's key with the names in braces filled in."""
        return str(self.tables[table][key]).format(**values)

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """Return a list of words."""
        return tuple(self.tables[table][key])

    def count(self, number: int, key: str) -> str:
        """Return a number with its noun from [scope]: "1 document", "3 documents"."""
        one, many = self.words("scope", key)
        return f"{number} {one if number == 1 else many}"

    def tie(self, word: Word) -> tuple[Tone, str]:
        """Return the tone and glyph of a tie's word."""
        entry = self.tables["ties"][word]
        return cast("Tone", entry["tone"]), str(entry["glyph"])

    def number(self, number: int, key: str) -> str:
        """Return a number in words from [numbers], or in digits where the list ends."""
        words = self.words("numbers", key)
        return words[number] if 0 <= number < len(words) and words[number] else str(number)

    def times(self, number: int) -> str:
        """Return "once", "twice", ... for a number."""
        words = self.words("contacts", "times")
        return words[number] if 0 <= number < len(words) else self.say("contacts", "many", n=number)

    def visits(self) -> frozenset[str]:
        """Return the words that make a contact a visit."""
        return frozenset(self.words("contacts", "visit_words"))

    def calls(self) -> frozenset[str]:
        """Return the words that make a contact something other than a visit."""
        return frozenset(self.words("contacts", "call_words"))


@lru_cache(maxsize=4)
def load_wording(language: str = "en") -> Wording:
    """Return the wording of a language; raise VocabularyError naming the file and entry that is missing or broken."""
    file = data_folder("languages", language, "wording.toml")
    data = read_toml(file)
    for table in _TABLES:
        if not isinstance(data.get(table), dict):
            raise VocabularyError(f"{file.name}: table [{table}] is missing. Add it.")
    required: list[tuple[str, Sequence[str]]] = [
        ("ties", get_args(Word)), ("sorts", SORTS), ("option_status", STATUSES),
        ("status", (*STATUSES, "planned_many", "advised_not", "asked", "unclear", "unclear_both")),
        ("phrases", [k for k in KINDS if k != "STANCE"] + ["VISIT", *STANCES.values()]),
        ("nothing", list(data["sections"])),
    ]  # fmt: skip
    for table, keys in required:
        for key in keys:
            if key not in data[table]:
                raise VocabularyError(f"{file.name}: [{table}] has no entry '{key}'. Add it.")
    for key, entry in data["ties"].items():
        if entry.get("tone") not in get_args(Tone) or not entry.get("glyph"):
            raise VocabularyError(
                f"{file.name}: [ties] '{key}' needs a glyph, and a tone of {'|'.join(get_args(Tone))}."
            )
    for table in ("phrases", "variants"):
        for key, entry in data[table].items():
            if not {"did", "not", "base"} <= set(entry):
                raise VocabularyError(f"{file.name}: [{table}] '{key}' needs the forms did, not and base.")
    for key, entry in data["variants"].items():
        if entry.get("kind") not in KINDS or not (entry.get("rules") or entry.get("cues")):
            raise VocabularyError(f"{file.name}: [variants] '{key}' needs a kind, and rules or cues.")
    for (table, key), length in _LENGTHS.items():
        if len(word_list(data[table], key, file.name)) != length:
            raise VocabularyError(f"{file.name}: [{table}] '{key}' must hold {length} words.")
    _check_braces(data, file.name)
    return Wording(data)


def _check_braces(data: Mapping[str, Any], name: str) -> None:
    for table, entries in data.items():
        for key, text in entries.items():
            if not isinstance(text, str):
                continue
            try:
                list(string.Formatter().parse(text))
            except ValueError as error:
                raise VocabularyError(f"{name}: [{table}] '{key}': {error}. Mend the braces.") from error


def joined(words: Wording, names: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words.say('names', 'and')} {names[-1]}"


def capital(text: str) -> str:
    """Return `text` with its first letter capital."""
    return text[:1].upper() + text[1:]


def say_date(words: Wording, date: str | None, *, short: bool = False) -> str:
    """Return an EDTF date in words ("by February 2017"); what the date leaves open stays open."""
    if not date:
        return words.say("dates", "undated")
    if "/" not in date:
        return _say_part(words, date, short=short)
    left, _, right = date.partition("/")
    if left in {"", ".."}:
        return words.say("dates", "until", date=_say_part(words, right, short=short))
    if right in {"", ".."}:
        return words.say("dates", "since", date=_say_part(words, left, short=short))
    first, last = _say_part(words, left, short=short), _say_part(words, right, short=short)
    return words.say("dates", "between", first=first, last=last)


def _say_part(words: Wording, date: str, *, short: bool) -> str:
    pieces = date.rstrip("~?%").split("-")
    if len(pieces) > 3 or not all(pieces):
        return date
    year, month, day = (*pieces, "", "")[:3]
    said = "" if year == "XXXX" else year
    if month.isdigit():
        number = int(month)
        names = words.words("dates", "short_months" if short else "months")
        seasons = words.words("dates", "seasons")
        if 1 <= number <= 12:
            said = f"{names[number - 1]} {said}".strip()
        elif 21 <= number <= 24:
            said = f"{seasons[number - 21]} {said}".strip()
        if day.isdigit():
            said = f"{int(day)} {said}"
    if year == "XXXX":
        return words.say("dates", "no_year", date=said) if said else date
    return said


def say_when(words: Wording, date: str) -> str:
    """Return an EDTF date as an adverb: "in August 2017", "on 3 May 2016", "by February 2017"."""
    if "/" in date:
        return say_date(words, date)
    key = "on" if date.count("-") == 2 and not date.endswith("X") else "within"
    return words.say("dates", key, date=say_date(words, date))


def dated(date: str | None) -> bool:
    """Return whether an EDTF date says the year, and at least one end of the period."""
    days = bounds(date)
    return days is not None and days != (EARLIEST, LATEST)
