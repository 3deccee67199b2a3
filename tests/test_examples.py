"""The shipped example documents: complete, of our own writing, and read by the demo as they should be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
LIBYA = PROJECT / "examples" / "libya"
SHARED = PROJECT.parent / "shared"


def pieces() -> dict[str, str]:
    """Name -> text as written: one entry a file, and one a line of JSON lines."""
    found: dict[str, str] = {}
    for path in sorted(LIBYA.iterdir()):
        text = path.read_text("utf-8")
        if path.suffix == ".jsonl":
            found |= {row["id"]: row["text"] for row in map(json.loads, text.splitlines())}
        else:
            found[path.name] = re.sub(r"<[^>]+>", " ", text)
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shingles(text: str, size: int = 9) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


def test_there_are_ten_short_documents_in_four_formats() -> None:
    assert len(pieces()) == 10
    assert {path.suffix for path in LIBYA.iterdir()} == {".txt", ".md", ".html", ".jsonl"}
    assert {name: len(words(text)) for name, text in pieces().items() if not 110 <= len(words(text)) <= 380} == {}


def test_the_scrape_has_the_mess_it_is_there_for() -> None:
    text = (LIBYA / "07-scrape-russia-libya-explained.txt").read_text("utf-8")
    assert text.count("russia libya relations explained") > 2
    assert text.count("Russia has not recognised the eastern government") == 2
    assert "RussiaLs" in text
    assert "$ billion" in text
    assert "The -year-old" in text


def test_only_one_pair_of_documents_is_a_copy() -> None:
    texts = {name: shingles(text) for name, text in pieces().items()}
    alike = {
        (one, other)
        for one in texts
        for other in texts
        if one < other and len(texts[one] & texts[other]) > 0.2 * min(len(texts[one]), len(texts[other]))
    }
    assert alike == {("01-wire-haftar-in-moscow.txt", "02-syndicated-haftar-in-moscow.html")}


def test_no_example_copies_the_texts_used_for_testing() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"NOT CHECKED: {SHARED} is absent, so the examples were not compared with the test texts")
    ours = set().union(*(shingles(text) for text in pieces().values()))
    compared = 0
    for path in sorted([*(SHARED / "seed").glob("*.txt"), *(SHARED / "gold").glob("*.jsonl")]):
        lines = path.read_text("utf-8").splitlines() if path.suffix == ".jsonl" else []
        texts = [json.loads(line).get("text", "") for line in lines] or [path.read_text("utf-8")]
        for text in texts:
            assert not ours & shingles(text), path.name
            compared += 1
    assert compared
