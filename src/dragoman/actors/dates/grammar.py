"""The patterns of English time expressions, built once from the word lists.

Each pattern is tried over the whole text in the order listed; what one has taken the later ones leave alone, so the
more specific stands first. Months and weekdays keep their capital; all other words match in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.vocabulary.date_words import DateWords, load_date_words

# One or more blanks, or a line break inside running text.
SP = r"(?:[^\S\n]|\n(?=\S))+"
# Not inside a word, number, sum of money or hyphenated word, except after "mid-" and in "2012-March 2013".
START = r"(?<![\w$€£¥§#/.,:])(?:(?<!-)|(?<=\b[Mm]id-)|(?<=\d-)(?=[A-Z]))"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%]|[.,:/-]\d)"
FIRST_DAY = r"(?P<first>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
CENTURY = r"(?:1[5-9]|20)"
DASH = r"\s?[-–—/]\s?"

DIGIT = "0"
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d")

Named = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns by name, in order, with the lookups that read what they matched.

    With each pattern go the words without one of which (see `words_of`) it cannot match, which spares most of the work.
    `before` and `after` look at what stands on either side of an expression, `joins` at what stands between two.
    """

    words: DateWords
    patterns: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]
    joins: Mapping[str, re.Pattern[str]]
    months: Mapping[str, int]
    full_months: frozenset[str]
    ambiguous: frozenset[str]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    pointing: Mapping[str, str]


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, and a digit for any number in it."""
    found = set(_LETTERS.findall(text.lower()))
    return frozenset(found | {DIGIT} if _NUMBER.search(text) else found)


def choice(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first, with blanks of any length inside them."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", SP) for word in ordered) + ")"


def anycase(words: Iterable[str]) -> str:
    """Return `choice` of the words in any case."""
    return f"(?i:{choice(words)})"


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """Return the compiled grammar; raise VocabularyError when its word lists are broken."""
    words = load_date_words()
    parts = _Parts(words)
    named = [*_written(parts), *_periods(parts), *_from_publication(parts), *_from_text(parts), *_bare(parts)]
    needed = _needed(parts)
    upper = {name.upper(): day for name, day in words.weekdays.items()}
    return Grammar(
        words=words,
        patterns=tuple((name, re.compile(START + pattern), needed[name]) for name, pattern in named),
        before={name: re.compile(pattern + "$") for name, pattern in _before(parts)},
        after={name: re.compile(pattern) for name, pattern in _after(parts)},
        joins={name: re.compile(pattern) for name, pattern in _joins(parts)},
        months=parts.months,
        full_months=frozenset(name for month in words.months for name in month.names),
        ambiguous=frozenset(name for month in words.months if month.ambiguous for name in (*month.names, *month.short)),
        weekdays={**words.weekdays, **upper, **words.weekday_short},
        seasons={name: season.code for season in words.seasons for name in season.names},
        pointing={word: key for key in ("last", "this", "next") for word in words.words[key]},
    )


class _Parts:
    """The building blocks of the patterns."""

    def __init__(self, words: DateWords) -> None:
        lists = words.words
        self.lists, self.words = lists, words
        self.months: dict[str, int] = {}
        for month in words.months:
            for name in (*month.names, *month.short):
                self.months[name] = self.months[name.upper()] = month.number
        full = [name for month in words.months for name in month.names]
        self.full_month = choice([*full, *(name.upper() for name in full)])
        short = [name for month in words.months for name in month.short]
        shorts = rf"|{choice([*short, *(name.upper() for name in short)])}(?:\.|(?!\w))" if short else ""
        self.any_month = rf"(?:{self.full_month}(?!\w){shorts})"
        self.weekday = choice([*words.weekdays, *(name.upper() for name in words.weekdays)])
        self.any_weekday = f"(?:{self.weekday}|{choice(words.weekday_short)}\\.?)"
        self.season = anycase(name for season in words.seasons for name in season.names)
        self.unit = rf"(?P<unit>{anycase(words.units)})\b"
        # Any word: whether it is a number is looked up afterwards, which is faster than trying hundreds of them.
        self.number = r"(?P<n>\d{1,3}(?!\w|[.,]\d)|(?i:a\s(?=hundred))?[A-Za-z]+(?:-[a-z]+)?)"
        self.ordinal = r"(?P<ordinal>\d{1,2}(?:st|nd|rd|th)|[A-Za-z]+(?:-[a-z]+)?)"
        self.point = rf"(?P<point>{anycase([*lists['last'], *lists['this'], *lists['next']])})"
        self.not_counted = rf"(?!{SP}{anycase(lists['counted'])}(?!\w))"
        self.year = rf"(?P<year>{CENTURY}\d\d)(?![\w%]|[.,/]\d|[-–—][\da-z]){self.not_counted}"
        self.pointed_year = rf"(?:of{SP})?(?P<yearpoint>{anycase(['last', 'this', 'next'])}){SP}(?i:year)\b"
        self.of_year = rf"(?:,?{SP}(?:of{SP})?{self.year}|{SP}{self.pointed_year})"
        self.hours = rf"(?:{SP}{anycase(lists['hours'])}\b)?"


def _written(p: _Parts) -> Named:
    """Dates with a day and a month, and the forms of machines."""
    weekday = rf"(?:{p.any_weekday}{p.hours},?{SP}(?:the{SP}|\()?)?"
    join = rf"(?:{DASH}|{SP}{anycase([*p.lists['to'], *p.lists['and']])}{SP})"
    last_day, month = DAY.replace("<day>", "<last>"), f"(?P<month>{p.any_month})"
    return [
        ("known", choice(p.words.known) + r"\b"),
        ("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?=T\d|\b)(?!-)"),
        ("iso_month", r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\w-])"),
        ("numeric", r"(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?!\w)"),
        ("days", rf"{weekday}{FIRST_DAY}{join}{last_day}{SP}(?:of{SP})?{month}{p.of_year}?"),
        ("days", rf"{weekday}{month}{SP}{FIRST_DAY}{join}{last_day}{p.of_year}?"),
        (
            "months",
            rf"(?P<first>{p.full_month}){join}(?P<month>{p.any_month}){p.of_year}",
        ),
        ("date", rf"{weekday}{DAY}{SP}(?:of{SP})?{month}{p.of_year}?"),
        ("date", rf"{weekday}{month}{SP}(?:the{SP})?{DAY}{p.of_year}?"),
        ("feast", rf"(?P<feast>{choice(p.words.feasts)})(?!\w){p.of_year}?"),
        ("day_of_month", rf"(?:the{SP})?{p.ordinal}{SP}of{SP}{p.point}{SP}(?i:month)\b"),
    ]


def _periods(p: _Parts) -> Named:
    """Months, seasons, halves, years and decades with their year."""
    half = rf"(?:(?P<half>{anycase(p.lists['halves'])})|{anycase(p.lists['quarters'])})"
    return [
        ("piece", rf"(?:the{SP})?{p.ordinal}{SP}{half}{SP}of{SP}(?:{p.year}|{p.pointed_year}|the{SP}year\b)"),
        ("quarter", rf"Q(?P<quarter>[1-4]){SP}{p.year}"),
        ("season", rf"(?:the{SP})?(?P<season>{p.season}){p.of_year}"),
        ("decade", rf"(?:the{SP})?(?P<y>{CENTURY}\d0)['’]?s\b"),
        ("years", rf"(?P<a>{CENTURY}\d\d){DASH}(?P<b>{CENTURY}\d\d|\d\d)(?![\w%]|[.,/-]\d){p.not_counted}"),
        ("month", rf"(?P<month>{p.any_month}){p.of_year}"),
    ]


def _from_publication(p: _Parts) -> Named:
    """Expressions that count from the day of publication."""
    lists = p.lists
    past, coming = anycase(lists["past_span"]), anycase(lists["coming_span"])
    weekday = rf"(?P<weekday>{p.weekday})\b{p.hours}"
    return [
        ("relative", rf"(?P<words>{anycase(p.words.relative)})\b"),
        ("stretch", rf"(?P<past>{past}){SP}(?:{p.number}{SP})?{p.unit}"),
        ("stretch", rf"(?P<coming>{coming}){SP}{p.number}{SP}{p.unit}"),
        ("week_day", rf"{weekday}{SP}(?:of{SP})?{p.point}{SP}(?i:week)\b"),
        ("ago", rf"{p.number}{SP}{p.unit}{SP}{anycase(lists['ago'])}\b"),
        ("hence", rf"in{SP}{p.number}{SP}{p.unit}['’]?s?{SP}{anycase(lists['times_possessive'])}\b"),
        ("hence", rf"{p.number}{SP}{p.unit}{SP}{anycase(lists['ahead'])}\b"),
        ("pointed", rf"{p.point}{SP}(?P<season>{p.season})\b"),
        ("pointed", rf"{p.point}{SP}(?P<month>{p.full_month})\b"),
        ("pointed", rf"{p.point}{SP}{weekday}"),
        ("pointed", rf"{weekday}{SP}(?P<point>last)\b(?!{SP}{anycase(p.words.units)}\b)"),
        ("unit", rf"{p.point}{SP}{p.unit}"),
        ("the_unit", rf"(?i:the){SP}{p.unit}(?!{SP}(?:of|before|after|to)\b)"),
    ]


def _from_text(p: _Parts) -> Named:
    """Expressions that count from another time in the text."""
    lists = p.lists
    lean = (
        rf"(?:(?P<after>{anycase(lists['following'])})|(?P<before>{anycase(lists['preceding'])})|"
        rf"(?P<same>{anycase(lists['same'])}))"
    )
    named = rf"(?P<month>{p.full_month})\b|(?P<weekday>{p.weekday})\b{p.hours}|(?P<season>{p.season})\b"
    hours = rf"(?P<hours>{anycase(lists['hours'])})\b"
    not_date = anycase([*lists["determiners"], *lists["part"], *lists["last"], *p.words.numbers, "then", "at", "about"])
    return [
        ("later", rf"{p.number}{SP}{p.unit}{SP}(?:(?P<after>{anycase(lists['later'])})|{anycase(lists['earlier'])})\b"),
        ("neighbour", rf"the{SP}(?:{p.unit}|{hours}){SP}(?:(?P<after>(?i:after))|(?i:before))\b"),
        ("lean", rf"{lean}{SP}(?:{named}|{p.unit}|{hours})"),
        ("the_day", rf"on{SP}the{SP}(?P<weekday>{p.weekday})\b{p.hours}"),
        (
            "then",
            rf"(?:(?P<since>{anycase(lists['since'])})|{anycase([*lists['until'], *lists['by']])}){SP}(?i:then)\b",
        ),
        ("then", rf"(?P<since>(?i:ever{SP}since))\b(?=\s*[.,;:)]|$)"),
        (
            "then",
            rf"(?:(?<=\bhas )|(?<=\bhave )|(?<=\bhad ))(?P<since>(?i:since))\b(?!{SP}(?:[^a-z]|{not_date}\b))",
        ),
    ]


def _bare(p: _Parts) -> Named:
    """Names and numbers that are dates only beside the right words; the reader looks at what is around them."""
    return [
        ("weekend", rf"(?i:the{SP}weekend)\b"),
        ("season_bare", rf"(?P<the>(?i:the){SP})?(?P<season>{p.season})\b"),
        ("month_bare", rf"(?P<month>{p.any_month})"),
        ("weekday_bare", rf"(?P<weekday>{p.weekday})\b{p.hours}"),
        ("day_bare", r"(?i:the)" + SP + r"(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b"),
        ("year_bare", p.year),
        ("duration", rf"{anycase(p.lists['for'])}{SP}{p.number}{SP}{p.unit}"),
    ]


def _needed(p: _Parts) -> dict[str, frozenset[str]]:
    """For each name of a pattern the words, one of which has to stand in a text for it to match there."""
    lists, units, months = p.lists, _last(p.words.units), _last(p.months)
    weekdays, seasons = _last(p.words.weekdays), _last(name for s in p.words.seasons for name in s.names)
    return {
        **dict.fromkeys(
            ("iso", "iso_month", "numeric", "quarter", "decade", "years", "day_bare", "year_bare"), frozenset({DIGIT})
        ),
        **dict.fromkeys(("days", "months", "date", "month", "month_bare"), months),
        **dict.fromkeys(("stretch", "ago", "hence", "unit", "the_unit", "later", "duration"), units),
        **dict.fromkeys(("week_day", "the_day", "weekday_bare"), weekdays),
        **dict.fromkeys(("season", "season_bare"), seasons),
        "known": _last(p.words.known),
        "feast": _last(p.words.feasts),
        "day_of_month": frozenset({"month"}),
        "piece": _last([*lists["halves"], *lists["quarters"]]),
        "relative": _last(p.words.relative),
        "pointed": months | weekdays | seasons,
        "neighbour": units | _last(lists["hours"]),
        "lean": _last([*lists["following"], *lists["preceding"], *lists["same"]]),
        "then": frozenset({"then", "since"}),
        "weekend": frozenset({"weekend"}),
    }


def _last(phrases: Iterable[str]) -> frozenset[str]:
    """The last words of phrases, as `words_of` gives them; DIGIT for one of numbers only."""
    return frozenset([DIGIT, *_LETTERS.findall(phrase.lower())][-1] for phrase in phrases)


def _before(p: _Parts) -> Named:
    lists = p.lists
    bounds = ("since", "until", "by", "before", "after", "from", "between", "not")
    return [
        *((key, rf"(?<![\w-]){anycase(lists[key])}{SP}(?:the{SP})?") for key in bounds),
        ("part", rf"(?<!\w)(?:the{SP})?(?P<word>{anycase(lists['part'])})(?:{SP}(?:the{SP})?|(?<=-))"),
        ("cue", rf"(?<![\w-]){anycase(lists['cues'])}{SP}(?:the{SP})?"),
        ("season_cue", rf"(?<!\w){anycase(lists['season_cues'])}{SP}"),
        ("day_cue", rf"(?<!\w){anycase(lists['day_cues'])}{SP}"),
        ("weak_cue", rf"(?<![\w-]){anycase(lists['weak_cues'])}{SP}(?:the{SP})?"),
        ("habit", rf"(?<!\w){anycase([*lists['habits'], *p.words.ordinals])}{SP}"),
        ("the", rf"(?<!\w){anycase(lists['determiners'])}{SP}"),
        ("determined", rf"(?:(?<!\w){anycase(lists['determiners'])}|\w['’]s?){SP}(?:[a-z-]+{SP}){{0,2}}"),
        ("amount", rf"(?<!\w){choice(lists['amounts'])}{SP}"),
        ("name", rf"(?<!\w){choice(lists['name_heads'])}{SP}"),
        ("capital", rf"[\w,][)”\"’']?{SP}[A-Z][\w’'-]*{SP}"),
    ]


def _after(p: _Parts) -> Named:
    lists = p.lists
    return [
        ("onwards", rf"{SP}{anycase(lists['onwards'])}\b"),
        ("tail", rf"(?:{SP}[A-Z][\w-]+)?{SP}{choice(lists['name_tails'])}\b"),
        ("capital", rf"{SP}[A-Z]\w"),
        ("noun", rf"{SP}(?!{anycase(lists['not_nouns'])}\b)[a-z]{{3,}}"),
        ("plural", rf"{SP}(?!{anycase(lists['singular_s'])}\b)[a-z]+s\b"),
        ("possessive", r"(?:['’]s\b|(?<=s)['’](?!\w))"),
        ("of", rf"{SP}of\b"),
        ("finite", rf"{SP}{anycase(lists['auxiliaries'])}\b"),
        ("lower", rf"{SP}[a-z]"),
        ("pause", r"\s*(?:[.,;:!?)\"”—–]|$)"),
    ]


def _joins(p: _Parts) -> Named:
    return [
        ("to", rf"\s*{anycase(p.lists['to'])}\s*(?:the{SP})?"),
        ("and", rf"\s*{anycase(p.lists['and'])}\s*(?:the{SP})?"),
        ("dash", DASH),
        ("chain", r"(?:,|,?\s(?:and|or|&))\s(?:(?:again|then)\s)?(?:in\s)?"),
    ]
