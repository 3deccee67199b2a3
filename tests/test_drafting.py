"""Drafts of conflict models: options, statements and what stays unplaced, from aims made by hand and from a text."""

from __future__ import annotations

import argparse
import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cli import main
from dragoman.commands.console import Console
from dragoman.commands.drafting import run_draft
from dragoman.documents import from_text
from dragoman.errors import UsageError
from dragoman.model import Aim, Span
from dragoman.reading import Reader
from dragoman.strategy.draft_text import draft_text
from dragoman.strategy.drafting import content, draft, slug

TEXT = (
    "Russia could supply arms to the marshal. Egypt does not want Russia to supply arms to him. Russia seeks peace. "
    "Egypt may close the border if the talks fail. Egypt is loath to close the border."
)
SIDES = (("RUS", "Russia"), ("EGY", "Egypt"))


def aim(root: str, sort: str, words: str, quote: str | None = None, **fields: object) -> Aim:
    quote = words if quote is None else quote
    start = TEXT.find(quote)
    known: dict[str, object] = {
        "id": f"{root}{sort}{words}", "document_id": "d", "actor": root.lower(), "actor_root": root, "actor_name": root,
        "sort": sort, "text": words, "condition": None, "status": "did", "speaker": None, "speaker_name": None,
        "evidence": Span("d", start, start + len(quote), quote), "rule": "r", "confidence": 0.6,
    }  # fmt: skip
    return Aim(**(known | fields))  # type: ignore[arg-type]


ARMS = aim("RUS", "option", "supply arms to the marshal", "Russia could supply arms to the marshal", status="possible")
CLOSE = aim("EGY", "option", "close the border", condition="if the talks fail", status="possible")
FEAR = aim("EGY", "aversion", "Russia to supply arms to him", "Egypt does not want Russia to supply arms to him")
LOATH = aim("EGY", "aversion", "to close the border", "Egypt is loath to close the border")
PEACE = aim("RUS", "goal", "peace", "Russia seeks peace")


def test_options_are_named_by_their_words() -> None:
    russia, egypt = draft([ARMS, CLOSE], SIDES)
    assert [option.name for option in russia.options] == ["supply_arms_marshal"]
    assert [option.name for option in egypt.options] == ["close_border"]


def test_statements_come_from_goals_and_aversions_about_an_option() -> None:
    russia, egypt = draft([ARMS, CLOSE, FEAR, LOATH, PEACE], SIDES)
    assert [s.expression for s in egypt.statements] == ["not supply_arms_marshal", "not close_border"]
    assert russia.statements == ()
    assert russia.unplaced == (PEACE,)


def test_what_is_to_be_prevented_is_not_taken_for_what_is_wanted() -> None:
    stop = aim("EGY", "goal", "to stop the supply of arms to the marshal", "Egypt")
    _, egypt = draft([ARMS, stop], SIDES)
    assert egypt.statements == ()
    assert egypt.unplaced == (stop,)


def test_one_shared_word_ties_nothing() -> None:
    _, egypt = draft([ARMS, aim("EGY", "goal", "arms of its own", "Egypt")], SIDES)
    assert egypt.statements == ()


def test_two_options_that_fit_alike_leave_it_open() -> None:
    other = aim("RUS", "option", "supply arms to Chad", "Russia", status="possible")
    _, egypt = draft([ARMS, other, aim("EGY", "goal", "supply arms", "Egypt")], SIDES)
    assert egypt.statements == ()


def test_a_denied_option_is_none_and_the_same_words_are_one() -> None:
    denied = aim("RUS", "option", "leave the talks", "Russia", status="did_not")
    again = aim("RUS", "option", "supplying arms to the marshal", "Russia could supply", id="again")
    russia, _ = draft([denied, ARMS, again], SIDES)
    assert [(o.name, o.further) for o in russia.options] == [("supply_arms_marshal", (again,))]
    assert russia.unplaced == (denied,)


def test_costs_tied_to_an_option_stand_beside_it_and_fill_no_preference() -> None:
    cost = aim("RUS", "cost", "it would anger Egypt", "Russia", about=ARMS.id)
    russia, _ = draft([ARMS, cost], SIDES)
    assert russia.options[0].tied == (cost,)
    assert russia.statements == russia.unplaced == ()
    assert "# cost: " in draft_text([russia], {"d": "a.txt"}, "t")


def test_every_aim_of_the_sides_has_its_place_once() -> None:
    everything = [ARMS, CLOSE, FEAR, LOATH, PEACE, aim("FRA", "goal", "calm", "Egypt")]
    made = draft(everything, SIDES)
    placed = [o.aim for a in made for o in a.options] + [s.aim for a in made for s in a.statements]
    placed += [left for a in made for left in a.unplaced]
    assert sorted(a.id for a in placed) == sorted(a.id for a in everything if a.actor_root != "FRA")


def test_the_text_is_yaml_with_verbatim_quotes() -> None:
    made = draft([ARMS, CLOSE, FEAR, LOATH, PEACE], SIDES)
    model = yaml.safe_load(draft_text(made, {"d": "a.txt"}, "Arms: a draft"))
    assert model["title"] == "Arms: a draft"
    assert [actor["name"] for actor in model["actors"]] == ["Russia", "Egypt"]
    stated = model["actors"][1]["preferences"]
    assert [(s["statement"], s["basis"], s["document"]) for s in stated] == [
        ("not supply_arms_marshal", "stated", "a.txt"),
        ("not close_border", "stated", "a.txt"),
    ]
    assert all(s["quote"] in TEXT for s in stated)
    assert model["actors"][0]["preferences"] == []
    assert model["actors"][1]["options"][0]["condition"] == "if the talks fail"
    assert [left["words"] for left in model["unplaced"]] == ["peace"]


@given(st.text(max_size=60))
def test_any_words_survive_the_text(words: str) -> None:
    words = words.encode("utf-8", "ignore").decode("utf-8")
    option = aim("RUS", "option", words, words)
    made = draft([option, aim("RUS", "goal", words, words, id="goal")], SIDES)
    model = yaml.safe_load(draft_text(made, {"d": words or "a"}, words))
    assert model["title"] == words
    assert model["actors"][0]["options"][0]["quote"] == words
    assert model["actors"][0]["options"][0]["name"] == (slug(words) or "option")


def test_names_are_plain_and_short() -> None:
    assert slug("to close the port of Açu for good, and the airport") == "close_port_acu_good_airport"
    assert slug("3 ships") == "o_3_ships"
    assert slug("the of") == ""
    assert content("closing the ports") == content("close the port")


def test_a_read_text_drafts_the_same_every_time() -> None:
    text = "Kenya could send police to Haiti. Kenya is reluctant to send police to Haiti without funds."
    made = []
    for _ in range(2):
        reading = Reader().read(from_text(text, name="k"))
        made.append(draft_text(draft(reading.aims, [("KEN", "Kenya")]), {reading.document.id: "k"}, "Haiti"))
    assert made[0] == made[1]
    for row in yaml.safe_load(made[0])["actors"][0]["options"]:
        assert row["quote"] in text


def drafted(tmp_path: Path, *actors: str, out: Path | None = None) -> tuple[int, str, str]:
    case, text = tmp_path / "k.dragoman", tmp_path / "k.txt"
    told = "Kenya could send police to Haiti. Kenya is loath to send police to Haiti. Uganda wants peace."
    text.write_text(told, "utf-8")
    written, said = io.StringIO(), io.StringIO()
    with redirect_stdout(written), redirect_stderr(said):
        assert main(["read", str(text), "--into", str(case)]) == 0
        written.truncate(0)
        written.seek(0)
        arguments = argparse.Namespace(draft=list(actors), out=out, case=str(case))
        code = run_draft(arguments, Console(written, said))
    return code, written.getvalue(), said.getvalue()


def test_a_casebook_is_drafted_to_a_file_or_the_screen(tmp_path: Path) -> None:
    code, shown, said = drafted(tmp_path, "Kenya", "Uganda")
    model = yaml.safe_load(shown)
    assert code == 0
    assert [actor["side"] for actor in model["actors"]] == ["KEN", "UGA"]
    assert [s["statement"] for s in model["actors"][0]["preferences"]] == ["not send_police_haiti"]
    assert "1 option and 1 preference; 1 unplaced" in said
    file = tmp_path / "model.yaml"
    assert drafted(tmp_path, "Kenya", "Uganda", out=file)[1] == ""
    assert file.read_text("utf-8") == shown
    with pytest.raises(UsageError, match="is there already"):
        drafted(tmp_path, "Kenya", out=file)
    with pytest.raises(UsageError, match="one side"):
        drafted(tmp_path, "Kenya", "Nairobi")
