"""Copies are told from what only comes close: made-up pairs of known truth, edited wire texts, and many at once."""

from __future__ import annotations

import random
import sys
import tomllib
from pathlib import Path

import pytest

from dragoman.documents import find, from_text, load
from dragoman.model import Document
from dragoman.relations.copies import independent

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "benchmarks"))

from copies_making import COPIES, OTHERS, pair  # noqa: E402 - beside the benchmarks

TEXTS = tomllib.loads(Path(__file__).with_name("wire_copies.toml").read_text("utf-8"))
WIRE, EDITED, RETOLD, NEXT_DAY = (TEXTS[name] for name in ("wire", "edited", "retold", "next_day"))


def grouped(*texts: str) -> list[list[str]]:
    documents = [from_text(text, name=str(place)) for place, text in enumerate(texts)]
    return [[document.name for document in group] for group in independent(documents)]


@pytest.mark.parametrize("how", COPIES + OTHERS)
def test_made_up_pairs_are_told_apart(how: str) -> None:
    pairs = [pair(how, seed) for seed in range(900, 930)]
    right = sum((len(grouped(made.one, made.other)) == 1) == made.copy for made in pairs)
    assert right >= (25 if how == "all" else 29)


def test_an_edited_wire_text_is_a_copy_and_one_retold_or_followed_up_is_not() -> None:
    assert grouped(WIRE, EDITED, RETOLD, NEXT_DAY) == [["0", "1"], ["2"], ["3"]]


def test_the_syndicated_example_is_one_source() -> None:
    sources, _ = find([PROJECT / "examples" / "libya"])
    loaded = [one for source in sources for one in load(source)]
    groups = independent([one for one in loaded if isinstance(one, Document)])
    together = [[Path(one.name).name[:2] for one in group] for group in groups if len(group) > 1]
    assert together == [["01", "02"]]


def test_what_hundreds_print_is_one_source_and_shared_boilerplate_makes_none() -> None:
    notice = "All rights are reserved and nothing may be reprinted without the consent of the Harbour Agency of Kalven."
    chance = random.Random(4)
    printed = [f"Edition {number}\n{WIRE}\n{notice}" for number in range(300)]
    others = [" ".join(chance.sample(WIRE.split() * 2, 120)) + f"\n{notice}" for _ in range(300)]
    both = [*printed, *others]
    chance.shuffle(both)
    sizes = sorted((len(group) for group in grouped(*both)), reverse=True)
    assert sizes == [300, *[1] * 300]


def test_the_order_of_documents_changes_nothing() -> None:
    documents = [
        from_text(text, name=name) for name, text in zip("abcd", (NEXT_DAY, WIRE, RETOLD, EDITED), strict=True)
    ]
    assert independent(documents) == independent(documents[::-1])
