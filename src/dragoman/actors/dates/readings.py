"""What each pattern's match says, or None where what stands beside it shows that it is no time at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from dragoman.actors.dates.anaphora import Anaphor
from dragoman.actors.dates.grammar import Grammar, words_of
from dragoman.actors.dates.reader import Atom, Length, Meaning, Reader, Unsure
from dragoman.actors.dates.when import Between, Exact, Months, Partial, Shifted, Stretch

Match = re.Match[str]
Read = Callable[[Reader, Match], Meaning | None]


def find_atoms(text: str, grammar: Grammar) -> tuple[Reader, list[Atom]]:
    """Return the expressions of time in a text, in order, none overlapping another, and the reader that holds them."""
    reader = Reader(grammar, text)
    taken = bytearray(len(text))
    words = words_of(text)
    for name, pattern, needed in grammar.patterns:
        if needed.isdisjoint(words):
            continue
        read = READINGS[name]
        for match in pattern.finditer(text):
            start, end = match.span()
            meaning = None if any(taken[start:end]) else read(reader, match)
            if meaning is not None:
                reader.found[end] = Atom(start, end, meaning)
                taken[start:end] = b"\x01" * (end - start)
    return reader, sorted(reader.found.values(), key=lambda atom: atom.start)


def _known(reader: Reader, match: Match) -> Meaning | None:
    return Exact(reader.grammar.words.known[" ".join(match.group().split())])


def _iso(_: Reader, match: Match) -> Meaning | None:
    return _day(int(match["y"]), int(match["m"]), int(match["d"]))


def _day(year: int, month: int, day: int) -> Meaning:
    try:
        date(year, month, day)
    except ValueError:
        return Unsure()
    return Partial(year=year, month=month, day=day)


def _iso_month(_: Reader, match: Match) -> Meaning | None:
    year, month = int(match["y"]), int(match["m"])
    # "2011-12" is two years in English prose; "2011-08" can only be a month.
    return Exact(f"{year}/{year + 1}") if (year + 1) % 100 == month else Partial(year=year, month=month)


def _numeric(_: Reader, match: Match) -> Meaning | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first > 12 >= second or first == second:
        return _day(year, second, first)
    # Day or month first? Only a number above twelve tells.
    return _day(year, first, second) if second > 12 >= first else Unsure()


def _days(reader: Reader, match: Match) -> Meaning | None:
    year, shift = reader.year(match)
    month = reader.month(match)
    first = Partial(year=year, year_shift=shift, month=month, day=int(match["first"]))
    return Between(first, Partial(year=year, year_shift=shift, month=month, day=int(match["last"])))


def _months(reader: Reader, match: Match) -> Meaning | None:
    year, shift = reader.year(match)
    first = Partial(month=reader.grammar.months[match["first"]])
    return Between(first, Partial(year=year, year_shift=shift, month=reader.month(match)))


def _date(reader: Reader, match: Match) -> Meaning | None:
    if reader.after("tail", match.end()):
        return None
    year, shift = reader.year(match)
    return Partial(year=year, year_shift=shift, month=reader.month(match), day=int(match["day"]))


def _feast(reader: Reader, match: Match) -> Meaning | None:
    month, day = reader.grammar.words.feasts[" ".join(match["feast"].split())]
    year, shift = reader.year(match)
    return Partial(year=year, year_shift=shift, month=month, day=day)


def _day_of_month(reader: Reader, match: Match) -> Meaning | None:
    day = reader.grammar.words.ordinal(match["ordinal"])
    return Shifted("month", reader.shift(match), day=day) if day is not None and day <= 31 else None


def _piece(reader: Reader, match: Match) -> Meaning | None:
    number = reader.grammar.words.ordinal(match["ordinal"])
    length = 6 if match["half"] else 3
    if number is None or number * length > 12:
        return None
    year, shift = reader.year(match)
    shift = 0 if year is None and shift is None else shift
    return Months((number - 1) * length + 1, number * length, year, shift)


def _quarter(_: Reader, match: Match) -> Meaning | None:
    number = int(match["quarter"])
    return Months(number * 3 - 2, number * 3, int(match["year"]))


def _season(reader: Reader, match: Match) -> Meaning | None:
    year, shift = reader.year(match)
    return Partial(year=year, year_shift=shift, season=reader.grammar.seasons[match["season"].lower()])


def _decade(_: Reader, match: Match) -> Meaning | None:
    return Exact(f"{match['y'][:3]}X")


def _years(_: Reader, match: Match) -> Meaning | None:
    first, text = int(match["a"]), match["b"]
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    return Exact(f"{first}/{last}") if first < last else None


def _month(reader: Reader, match: Match) -> Meaning | None:
    year, shift = reader.year(match)
    return Partial(year=year, year_shift=shift, month=reader.month(match))


def _relative(reader: Reader, match: Match) -> Meaning | None:
    return Shifted(*reader.grammar.words.relative[" ".join(match["words"].lower().split())])


def _stretch(reader: Reader, match: Match) -> Meaning | None:
    past, unit = match.groupdict().get("past"), reader.unit(match)
    if match["n"] is None:
        # "The past year" is a stretch; "the last year of the war" is not.
        return Stretch(unit, -1) if past and past.lower().endswith("past") else None
    count = reader.count(match)
    return None if count is None else Stretch(unit, -count if past else count)


def _week_day(reader: Reader, match: Match) -> Meaning | None:
    return Shifted("week", reader.shift(match), weekday=reader.grammar.weekdays[match["weekday"]])


def _ago(reader: Reader, match: Match) -> Meaning | None:
    count = reader.count(match)
    if count is None:
        return None
    if reader.before("amount", match.start()):
        return Unsure()
    return Shifted(reader.unit(match), -count, exact=True)


def _hence(reader: Reader, match: Match) -> Meaning | None:
    count = reader.count(match)
    return None if count is None else Shifted(reader.unit(match), count, exact=True)


def _pointed(reader: Reader, match: Match) -> Meaning | None:
    found = match.groupdict()
    if reader.after("tail", match.end()) or reader.before("the", match.start()):
        return None
    pointing = reader.pointing(match)
    if found.get("season"):
        return Partial(season=reader.grammar.seasons[match["season"].lower()], pointing=pointing)
    if found.get("month"):
        return Partial(month=reader.month(match), pointing=pointing)
    return Partial(weekday=reader.grammar.weekdays[match["weekday"]], pointing=pointing)


def _unit(reader: Reader, match: Match) -> Meaning | None:
    unit = reader.unit(match)
    # "The last week of the war", "these last days", "next day", "this decade" measure nothing from publication.
    if match["unit"].lower().endswith("s") or unit in ("day", "decade", "fortnight"):
        return None
    return None if reader.before("the", match.start()) else Shifted(unit, reader.shift(match))


def _the_unit(reader: Reader, match: Match) -> Meaning | None:
    # Only "the end of the month" and the like; "the month" alone is any month.
    part, unit = reader.before("part", match.start()), reader.unit(match)
    if part is None or unit not in ("week", "month", "year") or match["unit"].lower().endswith("s"):
        return None
    return Shifted(unit, 0) if part["word"].lower().endswith("of") else None


def _later(reader: Reader, match: Match) -> Meaning | None:
    count = reader.count(match)
    if count is None:
        return None
    if reader.before("amount", match.start()):
        return Unsure()
    return Anaphor(reader.unit(match), count if match["after"] else -count)


def _neighbour(reader: Reader, match: Match) -> Meaning | None:
    unit = "day" if match["hours"] else reader.unit(match)
    if not match["hours"] and match["unit"].lower().endswith("s"):
        return None
    return Anaphor(unit, 1 if match["after"] else -1, calendar=True)


def _lean(reader: Reader, match: Match) -> Meaning | None:
    shift = 1 if match["after"] else -1 if match["before"] else 0
    if match["hours"]:
        return Anaphor("day", shift, calendar=True)
    if match["unit"]:
        # "The following weeks" is no measure.
        return None if match["unit"].lower().endswith("s") else Anaphor(reader.unit(match), shift, calendar=True)
    if (match["same"] or "").lower() == "that" and not _stands_alone(reader, match):
        return None
    if match["month"]:
        return Anaphor("month", shift, month=reader.month(match))
    if match["weekday"]:
        return Anaphor("day", shift, weekday=reader.grammar.weekdays[match["weekday"]])
    return Anaphor("season", shift, season=reader.grammar.seasons[match["season"].lower()])


def _stands_alone(reader: Reader, match: Match) -> bool:
    """Return whether "that July" is not the start of a clause, as in "said that July was ..."."""
    end = match.end()
    if reader.after("pause", end):
        return True
    opens_clause = reader.after("noun", end) or reader.after("finite", end) or not reader.after("lower", end)
    return not opens_clause and match["month"] not in reader.grammar.ambiguous


def _the_day(reader: Reader, match: Match) -> Meaning | None:
    if reader.after("tail", match.end()):
        return None
    return Anaphor("day", 0, weekday=reader.grammar.weekdays[match["weekday"]])


def _then(_: Reader, match: Match) -> Meaning | None:
    return Anaphor("same", bound="since" if match["since"] else "until")


def _weekend(reader: Reader, match: Match) -> Meaning | None:
    return None if reader.after("of", match.end()) else Shifted("weekend", 0)


def _season_bare(reader: Reader, match: Match) -> Meaning | None:
    name = match["season"].lower()
    noun = any(season.noun for season in reader.grammar.words.seasons if name in season.names)
    if not reader.before("season_cue", match.start()) or (
        noun and (not match["the"] or reader.after("of", match.end()))
    ):
        return None
    return Partial(season=reader.grammar.seasons[name])


def _month_bare(reader: Reader, match: Match) -> Meaning | None:
    start, end, name = match.start(), match.end(), match["month"].rstrip(".")
    if reader.before("habit", start) or reader.before("name", start) or reader.after("tail", end):
        return None
    when = Partial(month=reader.grammar.months[name])
    cue, weak = reader.before("cue", start), reader.before("weak_cue", start)
    if cue and not weak:
        return when
    full = name.title() in reader.grammar.full_months
    occasion = reader.before("the", start) and reader.after("noun", end)
    person = name in reader.grammar.ambiguous and _is_a_person_too(reader, name)
    if full and not person and (weak or occasion or _chained_month(reader, start)):
        return when
    if not full or name.title() in reader.grammar.ambiguous:
        return None
    return None if reader.before("capital", start) or reader.after("capital", end) else when


def _chained_month(reader: Reader, start: int) -> bool:
    atom = reader.chained(start)
    return atom is not None and isinstance(atom.meaning, Partial) and atom.meaning.month is not None


def _is_a_person_too(reader: Reader, name: str) -> bool:
    return any(reader.before("name", match.start()) for match in re.finditer(rf"\b{name}\b", reader.text))


def _weekday_bare(reader: Reader, match: Match) -> Meaning | None:
    start, end = match.span()
    if reader.before("habit", start) or reader.before("name", start) or reader.after("tail", end):
        return None
    return Partial(weekday=reader.grammar.weekdays[match["weekday"]])


def _day_bare(reader: Reader, match: Match) -> Meaning | None:
    names_more = reader.after("capital", match.end()) or reader.after("noun", match.end())
    return Partial(day=int(match["day"])) if reader.before("day_cue", match.start()) and not names_more else None


def _year_bare(reader: Reader, match: Match) -> Meaning | None:
    start, end, when = match.start(), match.end(), Partial(year=int(match["year"]))
    if reader.before("amount", start):
        return None
    cue, weak = reader.before("cue", start), reader.before("weak_cue", start)
    plural = reader.after("plural", end)
    if (cue and not (weak and plural)) or reader.before("part", start):
        return when
    if reader.before("determined", start) and reader.after("noun", end):
        return when
    bracketed = reader.text[start - 1 : start] == "(" and reader.text[end : end + 1] in (")", ",", ";")
    atom = None if plural else reader.chained(start)
    listed = atom is not None and isinstance(atom.meaning, Partial) and atom.meaning.year is not None
    return when if bracketed or listed or reader.after("possessive", end) else None


def _duration(reader: Reader, match: Match) -> Meaning | None:
    count = reader.count(match)
    return None if count is None else Length(count, reader.unit(match))


READINGS: Mapping[str, Read] = {
    "known": _known,
    "iso": _iso,
    "iso_month": _iso_month,
    "numeric": _numeric,
    "days": _days,
    "months": _months,
    "date": _date,
    "feast": _feast,
    "day_of_month": _day_of_month,
    "piece": _piece,
    "quarter": _quarter,
    "season": _season,
    "decade": _decade,
    "years": _years,
    "month": _month,
    "relative": _relative,
    "stretch": _stretch,
    "week_day": _week_day,
    "ago": _ago,
    "hence": _hence,
    "pointed": _pointed,
    "unit": _unit,
    "the_unit": _the_unit,
    "later": _later,
    "neighbour": _neighbour,
    "lean": _lean,
    "the_day": _the_day,
    "then": _then,
    "weekend": _weekend,
    "season_bare": _season_bare,
    "month_bare": _month_bare,
    "weekday_bare": _weekday_bare,
    "day_bare": _day_bare,
    "year_bare": _year_bare,
    "duration": _duration,
}
