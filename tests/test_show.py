"""A brief holds what its claims and aims say, each line with the sentence it rests on, and prints it in four forms."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief_making import aim, claim, document, reading, span, with_repair
from dragoman.errors import InputError, VocabularyError
from dragoman.model import Actor, Claim, Document, Kind, Skipped, Status
from dragoman.relations.ties import Word
from dragoman.show import Brief, Readings, make_brief, to_html, to_json, to_markdown, to_terminal, wording
from dragoman.show.acts import act
from dragoman.show.drawing import drawing
from dragoman.show.lines import clipped
from dragoman.show.names import bare_name
from dragoman.show.plain import printable
from dragoman.show.records import Cell, Edge, Line, Section
from dragoman.show.voices import voice_of

REPORT = with_repair(
    document(
        "Russia is hedging its bets in Libya. Egypt and the United States back Khalifa Haftar. "
        "Turkey opposes Haftar <and> says so. Russia has not delivered any arms to Haftar. "
        "Haftar's supporters say that Russia backs him.\n\n"
        "Haftar visited Moscow for a third time in August 2017. Putin has not met Haftar. "
        "Russia would arm Haftar once the embargo is lifted. The United States should talk to Russia.\n\n"
        "Russia wants a seat at the table. It could put its weight behind Haftar, which would cost it Turkey's trust. "
        "The year-old Haftar, Egypt and Libya were all mentioned here.",
        "report.txt",
        title="Report | on *Libya*",
        published="2017-09-15",
        publisher="A Paper",
        url="https://example.org/a?b=1&c=2",
    ),
    "year-old",
    "a number is missing",
    certain=False,
)
COPY = document("Turkey opposes Haftar <and> says so. The rest of this copy is another matter for Russia.", "copy.txt")
ELSEWHERE = document("Egypt armed Sudan in 2016.", "elsewhere.txt", published="2016-05-01")

OPTION = aim(REPORT, "put its weight behind Haftar", "RUS", "option", status="possible")
CLAIMS = (
    claim(REPORT, "Egypt and the United States back Khalifa Haftar", "EGY", "STANCE", "HAFTAR", sign=1),
    claim(REPORT, "the United States back Khalifa Haftar", "USA", "STANCE", "HAFTAR", sign=1),
    claim(REPORT, "Turkey opposes Haftar <and> says so", "TUR", "STANCE", "HAFTAR", sign=-1),
    claim(REPORT, "Russia has not delivered any arms to Haftar", "RUS", "AID", "HAFTAR", status="did_not"),
    claim(REPORT, "Russia backs him", "RUS", "STANCE", "HAFTAR", sign=1, speaker="SUPPORTERS"),
    claim(REPORT, "Haftar visited Moscow for a third time in August 2017", "HAFTAR", "CONSULT", "RUS", ordinal=3,
          date="2017-08"),
    claim(REPORT, "Putin has not met Haftar", "PUTIN", "CONSULT", "HAFTAR", status="did_not", mutual=True),
    claim(REPORT, "Russia would arm Haftar", "RUS", "AID", "HAFTAR", status="possible",
          condition="once the embargo is lifted"),
    claim(REPORT, "The United States should talk to Russia", "USA", "CONSULT", "RUS", status="advised", mutual=True),
)  # fmt: skip
AIMS = (
    aim(REPORT, "hedging its bets", "RUS", "option"),
    aim(REPORT, "a seat at the table", "RUS", "goal"),
    OPTION,
    aim(REPORT, "cost it Turkey's trust", "RUS", "cost", status="possible", about=OPTION.id),
    aim(REPORT, "The United States should talk to Russia", "USA", "advice", status="advised"),
)
SKIPPED = (
    Skipped(
        span(REPORT, "The year-old Haftar, Egypt and Libya were all mentioned here."), ("HAFTAR", "EGY"), "no verb"
    ),
)
VIEW = Readings((
    reading(REPORT, CLAIMS, AIMS, SKIPPED),
    reading(COPY, (claim(COPY, "Turkey opposes Haftar <and> says so", "TUR", "STANCE", "HAFTAR", sign=-1),)),
    reading(ELSEWHERE, (claim(ELSEWHERE, "Egypt armed Sudan", "EGY", "AID", "SDN", date="2016"),)),
))  # fmt: skip


@pytest.fixture(scope="module")
def brief() -> Brief:
    return make_brief(VIEW, ("Russia", "Libya"))


def section(brief: Brief, key: str) -> Section:
    return next(s for s in brief.sections if s.key == key)


def all_lines(lines: tuple[Line, ...]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from all_lines(line.parts)


def lines_of(brief: Brief, key: str) -> list[Line]:
    return [line for group in section(brief, key).groups for line in all_lines(group.lines)]


def texts(brief: Brief, key: str) -> list[str]:
    return [line.text for line in lines_of(brief, key)]


def test_the_title_and_the_bottom_line_are_findings(brief: Brief) -> None:
    assert brief.title == "Russia keeps its options open in Libya"
    hedge, camps, not_done = (line.text for line in brief.bottom_line)
    assert hedge == "Russia is said to keep its options open: “hedging its bets”"
    assert (
        camps == "Egypt and the United States back the Libyan National Army; Turkey opposes the Libyan National Army."
    )
    assert not_done == "Russia did not give aid to Khalifa Haftar"


def test_each_line_has_a_footnote_that_quotes_it(brief: Brief) -> None:
    notes = {note.number: note for note in brief.footnotes}
    lines = [*brief.bottom_line, *(line for s in brief.sections for line in lines_of(brief, s.key))]
    assert len(lines) > 20
    for line in lines:
        if line.text or line.quote:
            assert line.notes, line
        if line.ids and line.quote:
            first = notes[line.notes[0]]
            assert printable(first.quote).find(line.quote.removesuffix(" …")) >= 0, line
    assert sorted(notes) == list(range(1, len(notes) + 1))


def test_status_decides_where_a_claim_stands(brief: Brief) -> None:
    assert texts(brief, "not_done") == [
        "Russia did not give aid to Khalifa Haftar",
        "Vladimir Putin and Khalifa Haftar did not meet or talk",
    ]
    assert texts(brief, "possible") == [
        "Russia could give aid to Khalifa Haftar; condition: “once the embargo is lifted”"
    ]
    assert texts(brief, "happened") == ["Khalifa Haftar visited Russia"]
    assert lines_of(brief, "happened")[0].label == "August 2017"
    assert texts(brief, "claimed") == ["Russia backs Khalifa Haftar"]
    assert section(brief, "claimed").groups[0].title == "Haftar supporters"
    assert not any(line.asserted for key in ("claimed", "possible") for line in lines_of(brief, key))
    assert texts(brief, "undated") == []


def test_what_is_said_of_several_in_one_sentence_is_one_line(brief: Brief) -> None:
    assert "Egypt and the United States back Khalifa Haftar" in texts(brief, "stands")


def test_a_claim_of_backing_stands_beside_what_contradicts_it(brief: Brief) -> None:
    (group,) = section(brief, "contradicted").groups
    assert group.title == "Russia → Libyan National Army: backing claimed; material support denied by the text"
    left, right = group.lines
    assert left.parts[0].text == "Russia backs Khalifa Haftar (claimed by Haftar supporters)"
    assert right.parts[0].text == "Russia did not give aid to Khalifa Haftar"


def test_contacts_are_told_with_the_text_s_own_count(brief: Brief) -> None:
    visit, never = lines_of(brief, "contacts")
    assert visit.text == "Khalifa Haftar visited Russia three times by the count of the text"
    assert visit.remark == "the third in August 2017; two of them not described"
    assert never.text == "Khalifa Haftar and Vladimir Putin have not met or talked"


def test_an_option_has_its_cost_below_it_and_other_aims_stand_apart(brief: Brief) -> None:
    hedge, weight, cost = lines_of(brief, "options")
    assert (hedge.label, weight.label) == ("told of", "open")
    assert (cost.label, cost.quote) == ("cost", "cost it Turkey's trust")
    assert weight.parts == (cost,)
    assert [(line.label, line.quote) for line in lines_of(brief, "aims")] == [("wants", "a seat at the table")]
    assert [line.label for line in lines_of(brief, "advised")] == ["The United States", ""]


def test_gaps_name_what_is_missing_unread_and_undated(brief: Brief) -> None:
    gaps = section(brief, "gaps")
    titles = [group.title for group in gaps.groups]
    assert "About two actors, and no claim was read: no verb" in titles
    missing = next(g for g in gaps.groups if g.title == "Missing or uncertain in the text")
    assert [(line.text, line.quote) for line in missing.lines] == [("a number is missing", "year-old")]
    note = brief.footnotes[missing.lines[0].notes[0] - 1]
    assert "The year-old Haftar" in note.quote
    assert any("copy.txt" in line.text for line in lines_of(brief, "gaps"))


def test_a_copy_shares_the_footnote_and_adds_its_origin(brief: Brief) -> None:
    (note,) = [n for n in brief.footnotes if n.quote.startswith("Turkey opposes")]
    assert [o.title for o in note.origins] == ["Report | on *Libya*", "copy.txt"]
    assert [o.date for o in note.origins] == ["2017-09-15", "undated"]
    for origin, source in zip(note.origins, (REPORT, COPY), strict=True):
        assert source.raw[origin.raw_start : origin.raw_end] == note.quote
    assert [note.quote[a:b] for a, b in note.marked] == ["Turkey opposes Haftar <and> says so"]
    row = brief.matrix.rows.index("Turkey")
    cell = brief.matrix.cells[row][brief.matrix.columns.index("Libyan National Army")]
    assert cell is not None
    assert (cell.word, cell.counts) == ("opposes", "1 against")


def test_the_matrix_names_glyph_word_and_counts_and_dashes_what_is_only_claimed(brief: Brief) -> None:
    row = brief.matrix.rows.index("Russia")
    cell = brief.matrix.cells[row][brief.matrix.columns.index("Libyan National Army")]
    assert cell is not None
    assert (cell.glyph, cell.word, cell.asserted) == ("↔", "in contact", True)
    assert cell.counts == "1 in contact, 2 did not, 1 claimed, 1 possible"
    assert brief.hubs[:2] == ("Russia", "Libyan National Army")


def test_two_names_keep_to_their_texts_and_one_name_to_its_own_claims(brief: Brief) -> None:
    assert "elsewhere.txt" not in to_terminal(brief)
    egypt = make_brief(VIEW, ("egypt",))
    assert texts(egypt, "happened") == ["Egypt gave aid to SDN"]
    assert texts(egypt, "not_done") == []
    assert texts(make_brief(VIEW, ("Vladimir Putin",)), "not_done") == [
        "Vladimir Putin and Khalifa Haftar did not meet or talk"
    ]
    everything = make_brief(VIEW)
    assert everything.title == "Who stands where: 6 sides in 3 documents"


@pytest.mark.parametrize("name", ["RUS", "russia", " Russia ", "Putin", "HAFTAR", "lna"])
def test_an_actor_is_found_by_name_id_side_and_surname(name: str) -> None:
    assert make_brief(VIEW, (name,)).footnotes


def test_an_actor_is_found_by_a_description_whose_words_one_of_its_spellings_has() -> None:
    doc = document("Russia received the Government of National Accord. Russia met France.")
    claims = [
        claim(doc, "Russia received the Government of National Accord", "RUS", "CONSULT", "GNA"),
        claim(doc, "Russia met France", "RUS", "CONSULT", "FRA"),
    ]
    view = Readings((reading(doc, claims),))
    assert make_brief(view, ("the Tripoli government",)).footnotes
    with pytest.raises(InputError, match="nobody"):
        make_brief(view, ("Paris government",))


def test_an_unknown_name_is_refused_with_near_names() -> None:
    with pytest.raises(InputError, match="Russia") as raised:
        make_brief(VIEW, ("Rusia",))
    assert "Rusia" in str(raised.value)
    with pytest.raises(InputError, match="nobody"):
        make_brief(VIEW, ("",))


def test_an_empty_casebook_gives_an_empty_brief_in_every_form() -> None:
    empty = make_brief(Readings(()))
    for form in (to_terminal, to_markdown, to_html, to_json):
        assert form(empty)
    assert "No event with a date was found." in to_terminal(empty)


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append(tag)
        self.ids += [known["id"] or ""] if "id" in known else []
        self.links += [known["href"] or ""] if "href" in known else []
        self.loads += [f"{tag} {key}" for key in known if key in {"src", "srcset", "style"} or key.startswith("on")]


def test_the_page_needs_nothing_else_and_its_links_lead_somewhere(brief: Brief) -> None:
    page = to_html(brief)
    checker = _Checker()
    checker.feed(page)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(checker.tags)
    assert checker.loads == []
    assert len(checker.ids) == len(set(checker.ids))
    outside = {link for link in checker.links if not link.startswith("#")}
    assert outside == {"https://example.org/a?b=1&c=2"}
    assert {link[1:] for link in checker.links if link.startswith("#")} <= set(checker.ids)
    for note in brief.footnotes:
        assert f"#n{note.number}" in checker.links, "each footnote is referred to"
        assert any(link.startswith(f"#r{note.number}-") for link in checker.links), "and leads back"
    assert "url(" not in page
    assert "default-src 'none'" in page
    assert "Haftar &lt;and&gt; says so" in page
    assert "<and>" not in page


def test_the_drawing_shows_the_sign_in_colour_glyph_and_word_and_dashes_what_is_not_asserted(brief: Brief) -> None:
    page = to_html(brief)
    assert re.search(r'<g class="edge bad"><title>Turkey → Libyan National Army: opposes', page)
    assert re.search(r'class="glyphmark"[^>]*>−</text><text[^>]*>opposes</text>', page)
    claims = (claim(REPORT, "Russia backs him", "RUS", "STANCE", "HAFTAR", sign=1, speaker="SUPPORTERS"),)
    claimed = to_html(make_brief(Readings((reading(REPORT, claims),))))
    assert '<g class="edge none not"><title>Russia → Libyan National Army: claimed only' in claimed


@pytest.mark.parametrize("width", [40, 80, 100, 120])
def test_terminal_lines_keep_to_the_width_and_colour_changes_no_word(brief: Brief, width: int) -> None:
    text = to_terminal(brief, width)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    painted = to_terminal(brief, width, colour=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == text


def test_markdown_defines_each_footnote_it_uses_and_escapes_what_is_quoted(brief: Brief) -> None:
    text = to_markdown(brief)
    defined = set(re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE))
    used = set(re.findall(r"\[\^(\d+)\](?!: )", text))
    assert used == defined == {str(note.number) for note in brief.footnotes}
    assert r"Haftar \<and\> says so" in text
    assert r"Report \| on \*Libya\*" in text


def test_json_holds_the_brief_and_names_its_schema(brief: Brief) -> None:
    data = json.loads(to_json(brief))
    assert data["schema"] == "dragoman.brief/1"
    assert data["title"] == brief.title
    assert len(data["footnotes"]) == len(brief.footnotes)


def test_the_same_casebook_gives_the_same_page() -> None:
    assert to_html(make_brief(VIEW, ("Russia", "Libya"))) == to_html(make_brief(VIEW, ("Russia", "Libya")))


NASTY = "\x1b[31mred\x07 \u202eback\u202c <script>alert(1)</script> `x` **y** [z](http://w) & | العربية 中文 🙂 é"


def test_words_from_a_text_can_neither_run_nor_colour_nor_reorder_anything() -> None:
    doc = document(f"Egypt backs Turkey {NASTY} today.", "nasty.txt", title=NASTY, url="javascript:alert(1)")
    told: Claim = claim(doc, f"Egypt backs Turkey {NASTY} today", "EGY", "STANCE", "TUR", sign=1)
    nasty = make_brief(Readings((reading(doc, (told,)),)))
    page, text, marked = to_html(nasty), to_terminal(nasty), to_markdown(nasty)
    assert "<script" not in page
    assert "javascript:" not in page
    for form in (text, marked):
        assert not set("\x1b\x07\u202e") & set(form)
        assert "العربية 中文 🙂" in form
    assert r"\[z\](http://w)" in marked


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_prints_in_every_form(words: str) -> None:
    doc = document(f"Egypt {words} Turkey")
    told = claim(doc, doc.text, "EGY", "STANCE", "TUR", sign=1)
    brief = make_brief(Readings((reading(doc, (told,)),)))
    for form in (to_terminal, to_markdown, to_html, to_json):
        form(brief).encode("utf-8", "surrogatepass")
    assert json.loads(to_json(brief))["footnotes"][0]["quote"].startswith("Egypt")


def test_a_long_sentence_is_quoted_round_what_rests_on_it() -> None:
    doc = document(f"{'Much was said before that ' * 30}Egypt armed Turkey {'and more was said after ' * 30}that.")
    brief = make_brief(Readings((reading(doc, (claim(doc, "Egypt armed Turkey", "EGY", "AID", "TUR"),)),)))
    note = next(n for n in brief.footnotes if n.number in brief.bottom_line[0].notes)
    assert note.cut
    assert len(note.quote) <= 420
    assert [note.quote[a:b] for a, b in note.marked] == ["Egypt armed Turkey"]
    assert doc.raw[note.origins[0].raw_start : note.origins[0].raw_end] == note.quote


def test_a_quote_is_cut_at_a_blank() -> None:
    assert clipped("one two three", 8) == "one two …"
    assert clipped("one\n two", 8) == "one two"


@pytest.mark.parametrize(
    ("date", "said", "when"),
    [
        ("2017-03-02", "2 March 2017", "on 2 March 2017"),
        ("2017-08", "August 2017", "in August 2017"),
        ("../2017-02", "by February 2017", "by February 2017"),
        ("2012/..", "from 2012", "from 2012"),
        ("2016-06/2017-08", "June 2016 to August 2017", "June 2016 to August 2017"),
        ("2016-21", "spring 2016", "in spring 2016"),
        ("XXXX-04", "April, year not given", "in April, year not given"),
    ],
)
def test_dates_in_words_say_no_more_than_the_date(date: str, said: str, when: str) -> None:
    words = wording.load_wording()
    assert wording.say_date(words, date) == said
    assert wording.say_when(words, date) == when
    assert wording.say_date(words, None) == "undated"


def test_every_kind_and_status_has_words() -> None:
    words = wording.load_wording()
    base = CLAIMS[0]
    seen = set()
    for key, forms in words.tables["phrases"].items():
        assert {"did", "not", "base"} <= set(forms), key
        seen.add(key.removesuffix("_BOTH"))
    assert "ASSAULT" in seen
    assert act(words, base, "Egypt", "Sudan") == "Egypt backs Sudan"
    assert act(words, base, "Egypt and Chad", "Sudan", many=True) == "Egypt and Chad back Sudan"
    word: Word = "claimed only"
    assert words.tie(word) == ("none", "?")


@pytest.mark.parametrize(
    ("table", "key", "value", "message"),
    [
        ("phrases", "AID", {"did": "gave"}, "AID"),
        ("ties", "backs", {"glyph": "+", "tone": "loud"}, "backs"),
        ("dates", "months", ["January"], "months"),
        ("status", "did", "{source", "did"),
        ("sections", "extra", "Extra", "extra"),
    ],
)
def test_a_broken_word_list_is_named(
    monkeypatch: pytest.MonkeyPatch, table: str, key: str, value: object, message: str
) -> None:
    whole = {name: dict(entries) for name, entries in wording.load_wording().tables.items()}
    whole[table][key] = value
    monkeypatch.setattr(wording, "read_toml", lambda _file: whole)
    with pytest.raises(VocabularyError, match=message) as raised:
        wording.load_wording.__wrapped__("en")
    assert "wording.toml" in str(raised.value)


@pytest.mark.parametrize(
    ("publisher", "side"),
    [
        ("Russian Foreign Ministry", "RUS"),
        ("Government of Egypt", "EGY"),
        ("Ministry of Foreign Affairs, Turkey", "TUR"),
        ("NATO", "NATO"),
        ("Egypt Today Weekly", None),
        ("A Paper", None),
        (None, None),
    ],
)
def test_a_ministry_speaks_for_its_side_and_a_paper_for_nobody(publisher: str | None, side: str | None) -> None:
    offices = wording.load_wording().words("names", "offices")
    assert voice_of(publisher, offices) == side


def test_what_a_ministry_says_of_its_own_side_is_marked_so() -> None:
    doc = document("Russia sent no arms to Egypt. Turkey armed Egypt.", publisher="Russian Foreign Ministry")
    none = claim(doc, "Russia sent no arms to Egypt", "RUS", "AID", "EGY", status="did_not")
    other = claim(doc, "Turkey armed Egypt", "TUR", "AID", "EGY")
    official = make_brief(Readings((reading(doc, (none, other)),)))
    assert [line.remark for line in lines_of(official, "not_done")] == ["by its own account"]
    assert [line.remark for line in lines_of(official, "undated")] == [""]


def test_a_page_about_much_stays_readable_and_says_what_it_leaves_out() -> None:
    doc = document(" ".join(f"On day {n} Egypt helped country {n}." for n in range(90)))
    told = tuple(claim(doc, f"On day {n} Egypt helped country {n}", "EGY", "AID", f"C{n}") for n in range(90))
    much = make_brief(Readings((reading(doc, told),)))
    lines = lines_of(much, "undated")
    assert len(lines) == 61
    assert lines[-1].text == "30 more of this sort are not shown."
    assert lines[-1].notes


def advised(words: str, *cues: str) -> str:
    """How a claim of advice to Egypt about Chad, told in `words`, is put."""
    doc = document(words)
    told = replace(claim(doc, words, "EGY", "AID", "TCD", status="advised"), cues=cues)
    return act(wording.load_wording(), told, "Egypt", "Chad")


@pytest.mark.parametrize(
    ("words", "cues", "said"),
    [
        ("Egypt should arm Chad", ("arm", "should"), "Egypt should give aid to Chad"),
        ("Egypt ought not to arm Chad", ("arm", "not", "ought"), "Egypt should not give aid to Chad"),
        ("Egypt must never again arm Chad", ("arm", "must"), "Egypt should not give aid to Chad"),
        ("Egypt shouldn’t arm Chad", ("arm", "should"), "Egypt should not give aid to Chad"),
        ("Egypt should stop arming Chad", ("arming", "stop", "should"), "Egypt should not give aid to Chad"),
        ("advised Egypt against arming Chad", ("arming", "advised"), "Egypt should not give aid to Chad"),
        ("Egypt should arm Chad, not Sudan", ("arm", "should"), "there is advice to Egypt concerning Chad"),
        ("Egypt should not stop arming Chad", ("arming", "stop", "not"), "there is advice to Egypt concerning Chad"),
        (
            "Egypt should not refuse to arm Chad",
            ("arm", "refuse", "should"),
            "there is advice to Egypt concerning Chad",
        ),
        ("Egypt should decline to arm Chad", ("arm", "decline", "should"), "Egypt should not give aid to Chad"),
        ("Egypt would be unwise to arm Chad", ("arm", "unwise", "would"), "Egypt should not give aid to Chad"),
        ("Egypt should not only arm Chad", ("arm", "should"), "Egypt should give aid to Chad"),
        ("Egypt should end its ban against arming Chad", ("end", "should"), "Egypt should give aid to Chad"),
        ("Egypt need not arm Chad", ("arm", "need"), "there is advice to Egypt concerning Chad"),
        ("why Egypt should arm Chad", ("arm", "should"), "there is advice to Egypt concerning Chad"),
        ("Should Egypt arm Chad", ("arm", "Should", "?"), "it is asked whether Egypt should give aid to Chad"),
    ],
)
def test_advice_against_is_not_told_as_advice_for(words: str, cues: tuple[str, ...], said: str) -> None:
    assert advised(words, *cues) == said


def test_advice_against_has_no_sign_in_the_brief_nor_in_the_table() -> None:
    doc = document("Egypt should not arm Chad. Egypt should arm Sudan.")
    told = (
        replace(claim(doc, "Egypt should not arm Chad", "EGY", "AID", "TCD", status="advised"), cues=("arm", "should")),
        replace(claim(doc, "Egypt should arm Sudan", "EGY", "AID", "SDN", status="advised"), cues=("arm", "should")),
    )
    made = make_brief(Readings((reading(doc, told),)))
    lines = {line.text: line.glyph for line in lines_of(made, "advised")}
    assert lines == {"Egypt should not give aid to TCD": "", "Egypt should give aid to SDN": "+"}
    cells = [cell for row in made.matrix.cells for cell in row if cell is not None]
    assert {(cell.word, cell.glyph, cell.tone) for cell in cells} == {("advice only", "?", "none")}


@pytest.mark.parametrize(
    ("kind", "rule", "cues", "target", "said"),
    [
        ("RETREAT", "withdraw-forces", ("withdrew",), "LBY", "withdrew forces from"),
        ("RETREAT", "pull-out", ("retreated", "from"), "LBY", "withdrew or pulled back from"),
        ("RETREAT", "pull-out", ("stopped", "shelling"), "LBY", "stopped fighting or attacking"),
        ("SANCTION", "sanction", ("sanctioned",), "RUS", "put sanctions or an embargo on"),
        ("SANCTION", "sanction+implied", ("recalled", "ambassador", "from"), "RUS", "recalled its envoy from"),
        ("SANCTION", "recall-envoy", ("expelled",), "LAVROV", "expelled or sent home"),
        ("SANCTION", "sanction", ("closed", "border", "with"), "LBY", "closed a border or passage to"),
        ("SANCTION", "sanction", ("punished",), "LBY", "took measures against"),
    ],
)
def test_an_act_is_told_as_its_rule_and_cues_bear_out(
    kind: Kind, rule: str, cues: tuple[str, ...], target: str, said: str
) -> None:
    doc = document("Egypt acted.")
    told = replace(claim(doc, "Egypt acted", "EGY", kind, target), rule=rule, cues=cues)
    assert act(wording.load_wording(), told, "Egypt", "it") == f"Egypt {said} it"


def test_a_withdrawal_is_no_friendship_in_line_table_or_headline() -> None:
    doc = document("Egypt withdrew its troops from Libya.")
    told = replace(claim(doc, "Egypt withdrew its troops from Libya", "EGY", "RETREAT", "LBY"), rule="withdraw-forces")
    made = make_brief(Readings((reading(doc, (told,)),)), ("Egypt",))
    assert made.matrix.cells[0][0] is not None
    assert (made.matrix.cells[0][0].word, made.matrix.cells[0][0].tone) == ("pulled back", "even")
    assert made.matrix.cells[0][0].counts == "1 pulled back"
    (line,) = lines_of(made, "undated")
    assert (line.text, line.tone) == ("Egypt withdrew forces from Libya", "even")
    assert not re.search(r"works with|backs", " ".join([made.title, *(part.text for part in made.bottom_line)]))


@pytest.mark.parametrize(
    ("rule", "status", "said"),
    [
        ("aim: threatens", "possible", "threatened"),
        ("aim: weighs", "did", "weighed"),
        ("aim: takes up", "did", "taken up"),
        ("aim modal: could", "possible", "open"),
        ("aim modal: could", "advised", "advised"),
    ],
)
def test_an_option_has_the_standing_that_the_text_gives_it(rule: str, status: Status, said: str) -> None:
    doc = document("Egypt threatened to invade Chad.")
    told = replace(aim(doc, "to invade Chad", "EGY", "option", status=status), rule=rule)
    made = make_brief(Readings((reading(doc, (), (told,)),)))
    assert [line.label for line in lines_of(made, "options")] == [said]


def wide(pairs: list[tuple[str, str]]) -> tuple[Document, tuple[Claim, ...]]:
    """A text in which the first of each pair armed the second, and the claims."""
    doc = document(" ".join(f"On day {n}, {one} armed {other}." for n, (one, other) in enumerate(pairs)))
    said = [f"On day {n}, {one} armed {other}" for n, (one, other) in enumerate(pairs)]
    return doc, tuple(claim(doc, words, *ends[:1], "AID", ends[1]) for words, ends in zip(said, pairs, strict=True))


STATES = (
    "EGY",
    "TUR",
    "USA",
    "FRA",
    "ITA",
    "DEU",
    "ESP",
    "MLI",
    "TCD",
    "NER",
    "SDN",
    "KEN",
    "UGA",
    "ETH",
    "SOM",
    "ERI",
)


def test_a_table_says_what_it_leaves_out_and_how_to_see_it() -> None:
    ring = list(itertools.pairwise(STATES))
    doc, told = wide(ring)
    view = Readings((reading(doc, told),))
    whole = make_brief(view)
    named = re.search(r"(\d+) sides? and (\d+) ties?.*dragoman brief “(\w+)” “(\w+)”", whole.matrix.left)
    assert named is not None
    shown = sum(cell is not None for row in whole.matrix.cells for cell in row)
    assert int(named[2]) == len(ring) - shown
    pair = make_brief(view, (named[3], named[4]))
    assert {named[3], named[4]} <= {*pair.matrix.rows, *pair.matrix.columns}
    for printed in (to_html(whole), to_markdown(whole), " ".join(to_terminal(whole).split())):
        assert "Not shown here" in printed
    assert make_brief(Readings((reading(*wide(ring[:2])),))).matrix.left == ""


def test_the_pair_asked_for_is_in_the_table_even_when_it_is_only_possible() -> None:
    doc, told = wide([("EGY", other) for other in STATES[1:]])
    more = document("Egypt may arm Peru.")
    may = claim(more, "Egypt may arm Peru", "EGY", "AID", "PER", status="possible")
    made = make_brief(Readings((reading(doc, told), reading(more, (may,)))), ("EGY", "PER"))
    row = dict(zip(made.matrix.columns, made.matrix.cells[0], strict=True))
    assert made.matrix.rows[0] == "Egypt"
    assert row["PER"] is not None
    assert row["PER"].word == "possible only"


def test_a_whole_casebook_opens_with_what_stands_out_or_says_that_nothing_does() -> None:
    even = [("EGY", "TCD"), ("TUR", "MLI"), ("USA", "KEN"), ("FRA", "NER"), ("FRA", "NER")]
    doc, told = wide(even)
    opening = make_brief(Readings((reading(doc, told),))).bottom_line[0].text
    assert opening == (
        "No single relation stands out. Most is said of these: FRA backs NER (2 statements); "
        "Egypt backs TCD (1 statement); Turkey backs MLI (1 statement)."
    )
    doc, told = wide([*even, *(("USA", "KEN"),) * 4, ("ITA", "KEN")])
    opening = make_brief(Readings((reading(doc, told),))).bottom_line[0].text
    assert opening == "The United States and ITA back KEN."
    doc, told = wide([*even, *(("USA", "KEN"),) * 6])
    opening = make_brief(Readings((reading(doc, told),))).bottom_line[0].text
    assert opening.startswith("No single relation stands out. Most is said of these: the United States backs KEN (7 st")


def test_a_long_camp_names_those_of_whom_most_is_said_and_counts_the_others() -> None:
    doc, told = wide([(one, "KEN") for one in STATES if one != "KEN"] + [("SOM", "KEN")])
    opening = make_brief(Readings((reading(doc, told),)), ("KEN",)).bottom_line[0].text
    assert re.fullmatch(r"SOM, \w+, \w+, \w+ and eleven others back KEN\.", opening)


@pytest.mark.parametrize(
    ("id_", "told", "shown"),
    [
        ("CIV:soldier", "whose soldiers", "soldiers"),
        ("ARM:prisoner", "but 23 Armenian prisoners", "Armenian prisoners"),
        ("ETH:soldier", "expelling Ethiopian soldiers", "Ethiopian soldiers"),
        ("GEO:judge", "four Georgian judges", "Georgian judges"),
        ("RUS:official", "former Russian officials", "former Russian officials"),
        ("LBY:force", "pro-Turkish Libyan forces", "pro-Turkish Libyan forces"),
        ("PEOPLE OF BENGHAZI", "people of Benghazi", "people of Benghazi"),
        ("REBELS", "rebels fighting Assad", "rebels fighting Assad"),
    ],
)
def test_a_group_is_called_by_its_own_words(id_: str, told: str, shown: str) -> None:
    assert bare_name(Actor(id_, told, "group", id_.partition(":")[0]), wording.load_wording()) == shown


def test_groups_and_offices_are_named_with_their_side_and_article() -> None:
    doc = document("Egypt pardoned them. Egypt sent him home.")
    told = (
        claim(doc, "Egypt pardoned them", "EGY", "CONCEDE", "CIV:soldier"),
        replace(claim(doc, "Egypt sent him home", "EGY", "SANCTION", "MLI:ambassador"), rule="recall-envoy"),
    )
    told = tuple(replace(c, target_root=c.target.partition(":")[0]) for c in told)
    actors = (
        Actor("CIV", "Ivory Coast", "state", "CIV"), Actor("CIV:soldier", "whose soldiers", "group", "CIV"),
        Actor("MLI:ambassador", "Malian ambassador", "office", "MLI"),
    )  # fmt: skip
    view = Readings((replace(reading(doc, told), actors=actors),))
    assert texts(make_brief(view), "undated") == [
        "Egypt gave way to soldiers (Ivory Coast)", "Egypt expelled or sent home the Malian ambassador",
    ]  # fmt: skip
    assert make_brief(view, ("whose soldiers",)).subject == make_brief(view, ("CIV:soldier",)).subject


def test_a_meeting_that_was_planned_is_open_and_one_that_was_denied_is_not() -> None:
    doc = document("Putin will meet Haftar. Sarraj has not met Lavrov.")
    told = (
        claim(doc, "Putin will meet Haftar", "PUTIN", "CONSULT", "HAFTAR", status="planned", mutual=True),
        claim(doc, "Sarraj has not met Lavrov", "SARRAJ", "CONSULT", "LAVROV", status="did_not", mutual=True),
    )
    lines = lines_of(make_brief(Readings((reading(doc, told),))), "contacts")
    assert {line.text.split()[0]: (line.glyph, line.asserted) for line in lines} == {
        "Khalifa": ("?", False), "Sergei": ("×", True),
    }  # fmt: skip


def test_what_gave_a_claim_or_an_aim_to_anybody_is_not_listed_as_unread() -> None:
    doc = document(
        "Turkey wants a port in Egypt.\n\nEgypt armed Libya, and then it left.\n\nEgypt armed Libya.\n\n"
        "Egypt and Libya were named."
    )
    told = (claim(doc, "Egypt armed Libya, and then it left", "EGY", "AID", "LBY"),)
    wish = aim(doc, "a port in Egypt", "TUR", "goal")
    last = doc.text.rindex("Egypt armed Libya.")
    skipped = tuple(
        Skipped(where, ("EGY", "TUR", "LBY"), "no frame joins the actors named")
        for where in (
            span(doc, "Turkey wants a port in Egypt."),
            doc.span(last, last + 18),
            span(doc, "Egypt and Libya were named."),
        )
    )  # fmt: skip
    made = make_brief(Readings((reading(doc, told, (wish,), skipped),)), ("Egypt",))
    (group,) = (g for g in section(made, "gaps").groups if g.title.startswith("About two actors"))
    assert group.title == "About two actors, and no claim was read: no act or stance between them was recognised"
    assert [line.quote for line in group.lines] == ["Egypt and Libya were named."]


def test_marks_of_a_markup_are_not_shown_in_an_aim() -> None:
    doc = document("Option **two**: *invade* Chad by A_B_C `now`.")
    wish = aim(doc, "**two**: *invade* Chad by A_B_C `now`", "EGY", "option")
    assert [line.quote for line in lines_of(make_brief(Readings((reading(doc, (), (wish,)),))), "options")] == [
        "two: invade Chad by A_B_C now"
    ]


def test_the_word_of_a_label_keeps_off_the_line_it_belongs_to(brief: Brief) -> None:
    edges = [Edge("A", "B", Cell("good", "+", "backs", "1 for", True, (), ()), both=True)]
    drawn = drawing(replace(brief, edges=tuple(edges), hubs=("A", "B")), "Ties")
    line = re.search(r'<path d="M[\d.]+ ([\d.]+)Q[\d.]+ ([\d.]+) [\d.]+ ([\d.]+)"', drawn)
    word = re.search(r'<text x="[\d.]+" y="([\d.]+)" text-anchor="middle">backs</text>', drawn)
    assert line is not None
    assert word is not None
    assert line[1] == line[2] == line[3]
    assert abs(float(word[1]) - 4 - float(line[1])) > 7.5


def test_different_measures_of_one_kind_do_not_contradict_each_other() -> None:
    doc = document("Egypt expelled the envoy of Chad. Egypt did not cut its aid to Chad. Egypt kept the envoy of Chad.")
    sent = replace(claim(doc, "Egypt expelled the envoy", "EGY", "SANCTION", "TCD"), rule="recall-envoy")
    aid = claim(doc, "Egypt did not cut its aid", "EGY", "SANCTION", "TCD", status="did_not")
    aid = replace(aid, rule="freeze-benefit")
    kept = replace(claim(doc, "Egypt kept", "EGY", "SANCTION", "TCD", status="did_not"), rule="recall-envoy")
    assert not section(make_brief(Readings((reading(doc, (sent, aid)),))), "contradicted").groups
    assert section(make_brief(Readings((reading(doc, (sent, kept)),))), "contradicted").groups


def test_one_kind_word_is_no_backing_in_the_bottom_line() -> None:
    doc = document("Egypt praised Chad. Turkey armed Chad.")
    praised = claim(doc, "Egypt praised Chad", "EGY", "SUPPORT", "TCD")
    armed = claim(doc, "Turkey armed Chad", "TUR", "AID", "TCD")
    opening = make_brief(Readings((reading(doc, (praised, armed)),)), ("TCD",)).bottom_line[0].text
    assert opening == "Turkey backs TCD."
