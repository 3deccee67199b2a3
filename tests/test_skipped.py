"""Why a sentence about two actors gave no claim: each reason by its code, with what it names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.documents import from_text
from dragoman.model import Block, Skipped, Span
from dragoman.reading import Reader

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
LONG = "Peru, " * 160 + "and Ghana " + "waited and " * 60 + "waited."

# A sentence, the code of its reason, and what the reason must name.
CASES = [
    ("Peru and Ghana lie on two oceans.", "no-word", "lie"),
    ("Coffee from Peru, cocoa from Ghana.", "no-word", "no verb"),
    ("A Peruvian minister and his Ghanaian colleague yawned.", "no-word", "yawn"),
    ("Peru recalled the rains that Ghana had that year.", "no-fit", "'recalled' (withdraw-forces)"),
    ("Peru opened the hall, and Ghana was there.", "no-fit", "another object"),
    ("The theme was the relations between Peru and Ghana.", "no-fit", "neither good nor bad"),
    ("Sanctions on Ghana still hold, a banker from Peru reckons.", "no-side", "towards Ghana, but by nobody"),
    ("Ghana was condemned while Peru slept.", "no-side", "towards Ghana, but by nobody"),
    ("Peru condemned the hurricane while in the hall Ghana slept.", "no-side", "by Peru, but towards nobody"),
    ("Peru submitted the map to its own ministry while Ghana slept.", "no-side", "are one side"),
    ("The New York Times attacked Ghana for its budget.", "held-back", "(attack) of The New York Times and Ghana"),
    ("Emmanuel Macron said that France was ready.", "one-side", "one side"),
    ("The Peruvian minister slept in Accra.", "place", "Accra"),
    ("Peru beat Ghana in the quarter-final.", "sport", "a game"),
    (LONG, "too-long", f"{len(LONG):,} characters"),
]  # fmt: skip

# Nothing is missing here: too few actors, or a claim.
UNLISTED = [
    "Peru lies on an ocean.",
    "Peru condemned Ghana.",
    "Nobody came, and the lamps went out.",
    "Peru slept. It slept well.",
]


def skipped_of(reader: Reader, text: str) -> tuple[Skipped, ...]:
    return reader.read(from_text(text, name="a", published="2018-05-05")).skipped


@pytest.mark.parametrize(("text", "code", "named"), CASES, ids=[f"{c[1]}: {c[0][:40]}" for c in CASES])
def test_a_sentence_is_listed_with_the_reason(reader: Reader, text: str, code: str, named: str) -> None:
    (skipped,) = skipped_of(reader, text)
    assert skipped.code == code, skipped.reason
    assert named in skipped.words
    assert skipped.evidence.text == text
    assert len(skipped.actors) > 1


@pytest.mark.parametrize("text", UNLISTED)
def test_a_sentence_with_a_claim_or_without_two_actors_is_not_listed(reader: Reader, text: str) -> None:
    assert skipped_of(reader, text) == ()


def test_actors_meant_by_role_or_pronoun_count(reader: Reader) -> None:
    text = "Peru condemned Ghana. The two countries share an ocean. It slept."
    (skipped,) = skipped_of(reader, text)
    assert set(skipped.actors) == {"PER", "GHA"}
    assert skipped.evidence.text == "The two countries share an ocean."


def test_a_sentence_told_twice_is_no_gap(reader: Reader) -> None:
    quote = "Last year Peru armed Ghana with rifles and boats from its own stores."
    text = f"{quote}\n\nIt rained for a week and nobody minded.\n\n{quote}\n\nThen it stopped."
    assert [(s.code, s.evidence.text) for s in skipped_of(reader, text)] == [("duplicate", quote)]


def test_a_teaser_is_listed_and_not_parsed(reader: Reader) -> None:
    text = "Peru condemned Ghana."
    document = replace(from_text(text, name="a"), blocks=(Block(0, len(text), "teaser"),))
    (skipped,) = reader.read(document).skipped
    assert skipped.code == "teaser"


def test_every_code_is_explained_and_no_other() -> None:
    text = REFERENCE.read_text("utf-8").split("### Why a sentence gave no claim")[1].split("\n## ")[0]
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))
    assert explained == {code for _, code, _ in CASES} | {"teaser", "duplicate"}


def test_a_reason_of_an_earlier_version_has_no_code() -> None:
    old = Skipped(Span("a", 0, 1, "x"), (), "no frame joins the actors named")
    assert (old.code, old.words) == ("", "no frame joins the actors named")
    new = Skipped(Span("a", 0, 1, "x"), (), "no-side: 'a' (b): c")
    assert (new.code, new.words) == ("no-side", "'a' (b): c")
