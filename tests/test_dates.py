"""Expressions of time: what is one, what only looks like one, and what each comes to on the calendar."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.actors.dates import DateMention, find_dates, find_ordinals, resolve_anaphoric
from dragoman.errors import VocabularyError
from dragoman.vocabulary.date_words import check_date_words, load_date_words

FRIDAY = date(2017, 9, 15)
ONE = r"(?:\d{4}|\d{3}X|(?:\d{4}|XXXX)-\d\d(?:-\d\d)?)"
EDTF = re.compile(rf"{ONE}|{ONE}/{ONE}|{ONE}/\.\.|\.\./{ONE}")


def only(text: str, published: date | str | None = FRIDAY) -> DateMention:
    mentions = find_dates(text, published)
    assert len(mentions) == 1, [text[m.start : m.end] for m in mentions]
    return mentions[0]


def said(text: str, published: date | str | None = FRIDAY) -> list[str]:
    return [text[m.start : m.end] for m in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # written in full
        ("signed on 2 August 1999 in Lagos", "1999-08-02"),
        ("signed on Aug. 2, 1999, in Lagos", "1999-08-02"),
        ("on the 2nd of August, 1999", "1999-08-02"),
        ("on Monday, June 12, 2017, they", "2017-06-12"),
        ("on Monday (12 June 2017)", "2017-06-12"),
        ("GENEVA, 12 AUG 2016 -", "2016-08-12"),
        ("Sun, 12 Aug 2018 10:00:00 GMT", "2018-08-12"),
        ("2018-08-12T10:00:00Z", "2018-08-12"),
        ("in June 2023 they", "2023-06"),
        ("in June of 2023 they", "2023-06"),
        ("late in 2003 they", "2003"),
        ("in mid-2015 they", "2015"),
        ("in early 2014 they", "2014"),
        ("as long ago as 1998 they", "1998"),
        ("the winter of 1998", "1998-24"),
        ("in spring 2011 they", "2011-21"),
        ("in the fall of 2011 they", "2011-23"),
        ("in the 1990s they", "199X"),
        ("on 13/09/2013 they", "2013-09-13"),
        ("on 09/13/2013 they", "2013-09-13"),
        ("since 9/11 has", "2001-09-11/.."),
        # counted from publication
        ("said today that", "2017-09-15"),
        ("Yesterday the envoy", "2017-09-14"),
        ("said last night that", "2017-09-14"),
        ("will meet tomorrow", "2017-09-16"),
        ("came the day before yesterday", "2017-09-13"),
        ("came last week", "2017-09-04/2017-09-10"),
        ("comes next week", "2017-09-18/2017-09-24"),
        ("came this week", "2017-09-11/2017-09-17"),
        ("came last weekend", "2017-09-09/2017-09-10"),
        ("came last month", "2017-08"),
        ("came earlier this month", "2017-09"),
        ("came early next month", "2017-10"),
        ("came last year", "2016"),
        ("came earlier this year", "2017"),
        ("in January of this year", "2017-01"),
        ("in September of last year", "2016-09"),
        ("on 3 May last year", "2016-05-03"),
        ("came this August", "2017-08"),
        ("came last August", "2017-08"),
        ("came last December", "2016-12"),
        ("came last September", "2016-09"),
        ("comes next March", "2018-03"),
        ("came last autumn", "2016-23"),
        ("came last summer", "2017-22"),
        ("comes next spring", "2018-21"),
        ("came last Friday", "2017-09-08"),
        ("came on Thursday last", "2017-09-14"),
        ("comes next Tuesday", "2017-09-19"),
        ("came on Tuesday of last week", "2017-09-05"),
        ("came two days ago", "2017-09-13"),
        ("came a fortnight ago", "2017-09-01"),
        ("came three months ago", "2017-06"),
        ("came a year ago", "2016-09"),
        ("came four years ago", "2013"),
        ("came a decade ago", "2007"),
        ("comes in three weeks' time", "2017-10-06"),
        ("in the past seven days", "2017-09-08/2017-09-15"),
        ("over the last ten years", "2007/2017"),
        ("on the 3rd of last month", "2017-08-03"),
        ("in the first half of this year", "2017-01/2017-06"),
        ("in the third quarter of 2016", "2016-07/2016-09"),
        ("in Q3 2016", "2016-07/2016-09"),
        # bound
        ("since 2012 they", "2012/.."),
        ("since early March 2012", "2012-03/.."),
        ("since last week", "2017-09-04/.."),
        ("until 2012 they", "../2012"),
        ("by June 2018 they", "../2018-06"),
        ("by the end of 2018", "../2018-12"),
        ("by the end of the year", "../2017-12"),
        ("before the end of the month", "../2017-09"),
        ("before 2011 they", "../2011"),
        ("from June 2018 onwards", "2018-06/.."),
        ("It was not until 2014 that", "2014"),
        # two ends
        ("from 1996 to 1998", "1996/1998"),
        ("between 2004 and 2008", "2004/2008"),
        ("the 2014-2020 budget", "2014/2020"),
        ("in 2014–15", "2014/2015"),
        ("between June and August 2011", "2011-06/2011-08"),
        ("between November and March 2011", "2010-11/2011-03"),
        ("June–August 2011", "2011-06/2011-08"),
        ("between May and November of last year", "2016-05/2016-11"),
        ("between 5 and 12 June 2015", "2015-06-05/2015-06-12"),
        ("June 5-12, 2015", "2015-06-05/2015-06-12"),
        ("January 2012-March 2013", "2012-01/2013-03"),
    ],
)
def test_expressions_that_leave_nothing_open(text: str, edtf: str) -> None:
    mention = only(text)
    assert (mention.past, mention.future, mention.needs_tense) == (edtf, edtf, False)


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on Sunday", "2017-09-10", "2017-09-17"),
        ("on Friday", "2017-09-15", "2017-09-15"),
        ("on Tuesday night", "2017-09-12", "2017-09-19"),
        ("in March", "2017-03", "2018-03"),
        ("in November", "2016-11", "2017-11"),
        ("in September", "2017-09", "2017-09"),
        ("in mid-July", "2017-07", "2018-07"),
        ("in the second week of August", "2017-08", "2018-08"),
        ("on 16 June", "2017-06-16", "2018-06-16"),
        ("on the night of 17 July", "2017-07-17", "2018-07-17"),
        ("on 20 September", "2016-09-20", "2017-09-20"),
        ("on 29 February", "2016-02-29", "2020-02-29"),
        ("on the 25th,", "2017-08-25", "2017-09-25"),
        ("on the 31st when", "2017-08-31", "2017-10-31"),
        ("in the summer", "2017-22", "2018-22"),
        ("over the weekend", "2017-09-09/2017-09-10", "2017-09-16/2017-09-17"),
        ("since March", "2017-03/..", "2018-03/.."),
        ("by February", "../2017-02", "../2018-02"),
        ("from Monday to Thursday", "2017-09-11/2017-09-14", "2017-09-18/2017-09-21"),
        ("from 28 to 30 September", "2016-09-28/2016-09-30", "2017-09-28/2017-09-30"),
        ("between November and January", "2016-11/2017-01", "2017-11/2018-01"),
        ("on New Year's Day", "2017-01-01", "2018-01-01"),
    ],
)
def test_expressions_that_need_the_tense(text: str, past: str, future: str) -> None:
    mention = only(text)
    assert (mention.past, mention.future) == (past, future)
    assert (mention.edtf(ahead=False), mention.edtf(ahead=True)) == (past, future)


@pytest.mark.parametrize(
    ("day", "winter"), [(date(2017, 1, 9), "2016-24"), (date(2017, 7, 9), "2017-24"), (date(2017, 12, 9), "2017-24")]
)
def test_this_winter_is_the_one_that_began_in_december(day: date, winter: str) -> None:
    assert only("came this winter", day).past == winter


@pytest.mark.parametrize(
    "text",
    [
        # numbers that are no years
        "Some 2,014 men, 2014 troops and 2000 refugees crossed.",
        "It rose to 2020 troops in 1500 villages.",
        "He paid $2014 and €1999 for it.",
        "Resolutions 1970 and 1973 were adopted after resolution 1966.",
        "Boeing 2000, Vision 2030 and Agenda 2063 were praised.",
        "He had read 1984 on flight 1549.",
        "the post-2014 order and a 2014-era law",
        "They met at 2000 GMT on route 1999.",
        # words and names that are no months or days
        "May the two sides talk? They may march on.",
        "Theresa May and Mrs May refused; Theresa May went on.",
        "The Long March and the march on the capital.",
        "An august body rose with the sun and sat.",
        "Sun Yat-sen met Jan Kubis, Jun Kim and Mar Roxas.",
        "April Jones and Mr August signed.",
        "The October Revolution and Black September.",
        "the April 6 Youth Movement and the March 14 Alliance",
        "The Sunday Times and the Friday Mosque.",
        "Friday prayers are held every Friday, on Sundays and on a Tuesday.",
        "the Good Friday Agreement",
        "The fall of the city, the Arab Spring and the Prague Spring.",
        # orders that are no days
        "the 19th century, the 14th Army and the 82nd Airborne",
        "on the 5th floor",
        # unmeasured
        "recently, soon, now, at this time, these days, in the last days of the war",
        "several years ago, some years later, a few days ago, years ago",
        "in the last year of his life",
        "the following weeks and the next steps",
    ],
)
def test_look_alikes_are_no_dates(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Theresa May flew to Kiev in May.", ["May"]),
        ("The Sunday Times said on Sunday that", ["Sunday"]),
        ("In May 5,000 troops left.", ["May"]),
        ("in 2013, 2014 and 2015", ["2013", "2014", "2015"]),
        ("in March and April", ["March", "April"]),
        ("the long march in March", ["March"]),
        ("at 2000 GMT on 16 June 2023", ["16 June 2023"]),
        ("Resolution 2259 (2015) called on", ["2015"]),
        ("He said\non Monday that", ["Monday"]),
        ("the second Tuesday in June", ["June"]),
    ],
)
def test_dates_beside_look_alikes_are_found(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize("text", ["on 05/06/2013", "about two weeks ago", "more than ten years ago", "on 2018-13-45"])
def test_what_is_not_measured_well_enough_stays_unsure(text: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.past, mention.future) == ("unsure", None, None)


@pytest.mark.parametrize("text", ["on 30 February 2014", "on 31 June", "two decades ago"])
def test_days_that_do_not_exist_and_round_figures_have_no_date(text: str) -> None:
    assert (only(text).past, only(text).future) == (None, None)


def test_a_length_of_time_is_no_date() -> None:
    mention = only("ruled for six years")
    assert (mention.kind, mention.length, mention.past) == ("duration", (6, "year"), None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("in 2014", "point"),
        ("last week", "range"),
        ("since 2014", "since"),
        ("until 2014", "until"),
        ("by 2014", "by"),
        ("before 2014", "before"),
        ("after 2014", "after"),
        ("for two years", "duration"),
        ("two days later", "anaphoric"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("text", "modifies"),
    [
        ("Monday's summit was long", True),
        ("February’s vote was lost", True),
        ("the June meeting ended", True),
        ("the 2008 war ended", True),
        ("since the August 30 vote", True),
        ("condemned by the 2008 summit", True),
        ("They met on Monday in Rome", False),
        ("In 2008 war broke out", False),
        ("In June they met", False),
    ],
)
def test_a_time_that_belongs_to_the_next_noun_says_so(text: str, modifies: bool) -> None:
    assert only(text).modifies is modifies


def test_by_before_an_agent_is_no_limit() -> None:
    assert only("condemned by the 2008 summit").past == "2008"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("in March", "XXXX-03"),
        ("on 19 December", "XXXX-12-19"),
        ("since May 10", "XXXX-05-10/.."),
        ("between Sept. 1 and Sept. 7", "XXXX-09-01/XXXX-09-07"),
        ("in January of this year", "XXXX-01"),
        ("this August", "XXXX-08"),
        ("in 2014", "2014"),
        ("on Monday", None),
        ("last week", None),
        ("yesterday", None),
        ("two years ago", None),
        ("on the 25th,", None),
        ("over the weekend", None),
    ],
)
def test_without_a_publication_date(text: str, edtf: str | None) -> None:
    mention = only(text, None)
    assert (mention.past, mention.future) == (edtf, edtf)


def test_in_an_undated_text_a_day_shares_the_year_of_the_next_in_its_sentence() -> None:
    text = "He was in Rome on 4 April and in Paris on 6 April 2016. He came back on 9 April."
    assert [m.past for m in find_dates(text, None)] == ["2016-04-04", "2016-04-06", "XXXX-04-09"]
    assert find_dates("He came on 9 May after 6 April 2016.", None)[0].past == "XXXX-05-09"


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("last month", "2015-10", "2015-10"),
        ("last year", "2014", "2014"),
        ("on 22 November", "2015-11-22", "2015-11-22"),
        ("in March", "2015-03", "2016-03"),
        ("yesterday", None, None),
    ],
)
def test_a_publication_month_gives_what_holds_for_all_its_days(text: str, past: str | None, future: str | None) -> None:
    mention = only(text, "2015-11")
    if past is None:
        assert (mention.past, mention.future) != (past, "2015-11-15")
        assert mention.past is None or mention.past.startswith("2015-1")
    else:
        assert (mention.past, mention.future) == (past, future)


def test_a_publication_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no date of publication"):
        find_dates("in March", "last spring")


@pytest.mark.parametrize(
    ("text", "anchor", "edtf"),
    [
        ("two days later", "2017-03-30", "2017-04-01"),
        ("a day earlier", "2017-03-01", "2017-02-28"),
        ("the following day", "2017-03-30", "2017-03-31"),
        ("the day before", "2017-03-01", "2017-02-28"),
        ("the next morning", "2017-03-30", "2017-03-31"),
        ("that night", "2017-03-30", "2017-03-30"),
        ("a week earlier", "2017-03-30", "2017-03-23"),
        ("the following week", "2017-03-30", "2017-04-03/2017-04-09"),
        ("the same week", "2017-03-30", "2017-03-27/2017-04-02"),
        ("the same week", "2017-03", "2017-03"),
        ("the weekend before", "2024-02-23", "2024-02-17/2024-02-18"),
        ("a month later", "1995-04", "1995-05"),
        ("three months earlier", "1995-02-03", "1994-11"),
        ("the previous month", "1995-01", "1994-12"),
        ("four years later", "2011", "2015"),
        ("the following year", "2019-02", "2020"),
        ("the year before", "2019-02-11", "2018"),
        ("that year", "2019-02-11", "2019"),
        ("that July", "2003", "2003-07"),
        ("the following March", "2003", "2004-03"),
        ("the following March", "2003-02", "2003-03"),
        ("the previous March", "2003-02", "2002-03"),
        ("that autumn", "2011-03-14", "2011-23"),
        ("the following Sunday", "2024-06-13", "2024-06-16"),
        ("on the Saturday", "2025-06-22", "2025-06-21"),
        ("since then", "2017-03-30", "2017-03-30/.."),
        ("since then", "2012/..", "2012/.."),
        ("since then", "../2012", "2012/.."),
        ("until then", "2012/..", "../2012"),
        ("until then", "2017-03", "../2017-03"),
        ("two days later", "2017-03-27/2017-04-02", "2017-04-04"),
        ("a month later", "XXXX-11", "XXXX-12"),
        # too coarse, or nothing to count from
        ("two days later", "2017-03", None),
        ("a month later", "2017", None),
        ("a week later", "2017-21", None),
        ("the following year", "XXXX-11", None),
    ],
)
def test_times_that_lean_on_another(text: str, anchor: str, edtf: str | None) -> None:
    mention = only(text)
    assert (mention.kind, mention.past, mention.future) == ("anaphoric", None, None)
    assert resolve_anaphoric(mention, anchor) == edtf


@pytest.mark.parametrize("text", ["They have since left.", "He has been away ever since."])
def test_since_alone_leans_on_another_time(text: str) -> None:
    assert resolve_anaphoric(only(text), "2016-01") == "2016-01/.."


@pytest.mark.parametrize("text", ["It has since the start of the war.", "since they left", "said that July was hot"])
def test_what_does_not_lean_on_another_time(text: str) -> None:
    assert [m for m in find_dates(text, FRIDAY) if m.kind == "anaphoric"] == []


def test_only_anaphors_lean_on_another_time() -> None:
    assert resolve_anaphoric(only("in 2014"), "2012") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("flew in for a third time", [("for a third time", "ordinal", 3, None)]),
        ("paid a second visit", [("second visit", "ordinal", 2, "visit")]),
        ("his eighth face-to-face meeting", [("eighth face-to-face meeting", "ordinal", 8, "meeting")]),
        ("for the twenty-first time", [("for the twenty-first time", "ordinal", 21, None)]),
        ("the 19th round", [("19th round", "ordinal", 19, "round")]),
        ("the second in a week", [("the second", "ordinal", 2, None)]),
        ("their second such gesture", [("second such gesture", "ordinal", 2, "gesture")]),
        ("refused twice", [("twice", "count", 2, None)]),
        ("came only once", [("once", "count", 1, None)]),
        ("came once, in May", [("once", "count", 1, None)]),
        ("attacked 113 times", [("113 times", "count", 113, None)]),
        ("met on four occasions", [("on four occasions", "count", 4, None)]),
        ("two earlier inconclusive rounds", [("two earlier inconclusive rounds", "count", 2, "round")]),
        ("signed three treaties", [("three treaties", "count", 3, "treaty")]),
        ("flew 1,212 sorties", [("1,212 sorties", "count", 1212, "sortie")]),
        ("vetoed two resolutions after two vetoes", [("two resolutions", "count", 2, "resolution")]),
    ],
)
def test_repetitions_and_places_in_a_series(text: str, found: list[tuple[str, str, int, str | None]]) -> None:
    mentions = [(text[m.start : m.end], m.kind, m.value, m.noun) for m in find_ordinals(text)]
    assert mentions[: len(found)] == found


@pytest.mark.parametrize(
    "text",
    [
        "the first lady of the second division in the third world",
        "a third of the army left at once",
        "once the ban has been lifted, more than once, for once, once more",
        "Once in power, he stayed.",
        "twice a week, twice the size, twice as many, three times as many",
        "two men, five ships, 2014 visits, one visit",
        "wait a second; on the second floor; the first half",
        "a two-day visit by a first-time visitor",
        "four of them came; two and a half",
    ],
)
def test_look_alikes_of_repetitions(text: str) -> None:
    assert find_ordinals(text) == ()


WORDS = st.sampled_from(
    """in on since until by from to and between the of last next this 2014 2016-08 May March 12 June Monday week year
    years ago later earlier two three a spring 25th first half 1990s ' . , ; - – ( ) May's over before weekend that
    following same then ever has not end early mid- Friday night Q3 9/11 winter decade the-past past""".split()
)


@settings(max_examples=300, deadline=None)
@example(["two", "week", "later", "2014"], None)
@given(st.lists(WORDS, max_size=25), st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_text_gives_ordered_ranges_and_valid_dates(words: list[str], published: date | None) -> None:
    text = " ".join(words).replace(" ; ", "\n")
    mentions = find_dates(text, published)
    assert mentions == find_dates(text, published)
    reached = 0
    for mention in mentions:
        assert reached <= mention.start < mention.end <= len(text)
        reached = mention.end
        for edtf in (mention.past, mention.future):
            assert edtf is None or EDTF.fullmatch(edtf), edtf
        if mention.kind == "anaphoric":
            for anchor in ("2014", "2014-03", "2014-03-31", "XXXX-03", "2012/..", "../2012-02-29", "199X", "2014-21"):
                leaned = resolve_anaphoric(mention, anchor)
                assert leaned is None or EDTF.fullmatch(leaned) or leaned == anchor, (mention, anchor, leaned)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_are_survived(text: str) -> None:
    for mention in (*find_dates(text, FRIDAY), *find_ordinals(text)):
        assert 0 <= mention.start < mention.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["on Tuesday", "on 5 May", "on the 9th,"]))
def test_the_past_is_not_after_publication_and_the_future_not_before(published: date, text: str) -> None:
    mention = only(text, published)
    assert mention.past is not None
    assert mention.future is not None
    assert mention.past <= published.isoformat() <= mention.future


def dates_file() -> dict[str, object]:
    return tomllib.loads((files("dragoman") / "data/languages/en/dates.toml").read_text("utf-8"))


def test_the_shipped_words_are_sound() -> None:
    words = load_date_words()
    assert [month.number for month in words.months if "May" in month.names] == [5]
    assert (words.number("forty-two"), words.number("1,200"), words.number("many")) == (42, 1200, None)
    assert (words.ordinal("twenty-first"), words.ordinal("113th"), words.ordinal("fifty")) == (21, 113, None)


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("month", [], "0 months"),
        ("month", [{"names": []}] * 12, "month 1"),
        ("weekdays", {"names": ["Monday"], "short": []}, "[weekdays]"),
        ("season", [{"code": 25, "starts": 3, "names": ["x"]}], "season 1"),
        ("units", {"day": ["day"]}, "[units]"),
        ("numbers", {"two": "2"}, "[numbers]"),
        ("relative", [{"words": ["x"], "unit": "eon", "shift": 0}], "relative 1"),
        ("relative", [{"words": ["x"], "unit": "day", "shift": 0}] * 2, "relative 2"),
        ("feast", [{"words": ["x"], "month": 13, "day": 1}], "feast 1"),
        ("known", [{"words": ["x"], "date": "soon"}], "known 1"),
        ("words", {"after": "after"}, "after"),
        ("words", {"sinse": ["since"]}, "sinse"),
        ("words", {}, "after"),
        ("words", 3, "[words]"),
    ],
)
def test_a_broken_word_list_is_named(key: str, value: object, named: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        check_date_words({**dates_file(), key: value}, "dates.toml")
    assert "dates.toml" in str(caught.value)
    assert named in str(caught.value)
