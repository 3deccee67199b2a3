"""Passages of our own writing with what must be read in them: loading, reading, and telling what went wrong.

A passage is one line of `passages/*.jsonl`: `id`, `family`, `published`, `text`, `claims` (all must be read),
`optional` (may be read), `silent` (no claim is coded), `todo` (what is not read right yet), `false_fact` (true where
the reading says `did` of something the text does not tell as done). Of a coded claim roots, sign and status must be
right; `kind`, `speaker_root` and `date` where they are given.

Run this file to see what is wrong and the counts by family; with `--settle` it takes out every `todo` and `false_fact`
that no longer holds (it never puts one in).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.model import Block, Claim, Document, OffsetMap, content_id
from dragoman.reading import Reader

FOLDER = Path(__file__).parent / "passages"
PARTS = ("kind", "speaker_root", "date")


@dataclass(frozen=True)
class Passage:
    """One coded passage, as its line has it."""

    id: str
    family: str
    published: str | None
    text: str
    claims: tuple[Mapping[str, Any], ...]
    silent: bool
    optional: tuple[Mapping[str, Any], ...] = ()
    todo: str | None = None
    false_fact: bool = False

    @property
    def coded(self) -> tuple[Mapping[str, Any], ...]:
        """All that may be read."""
        return (*self.claims, *self.optional)

    def document(self) -> Document:
        """Return the passage as a document of one paragraph."""
        size = len(self.text)
        blocks = (Block(0, size, "paragraph"),)
        return Document(
            content_id(self.id), self.text, self.text, OffsetMap.identity(size), blocks, "", self.id,
            published=self.published,
        )  # fmt: skip


def load(*names: str) -> list[Passage]:
    """Return the passages of the named files (without their ending), or of all files, in their order."""
    paths = [FOLDER / f"{name}.jsonl" for name in names] or sorted(FOLDER.glob("*.jsonl"))
    return [_passage(json.loads(line)) for path in paths for line in path.read_text("utf-8").splitlines() if line]


def _passage(row: Mapping[str, Any]) -> Passage:
    return Passage(**{**row, "claims": tuple(row["claims"]), "optional": tuple(row.get("optional", ()))})


def read(reader: Reader, passages: Sequence[Passage]) -> dict[str, tuple[Claim, ...]]:
    """Return the claims read in each passage, by its id."""
    documents = [passage.document() for passage in passages]
    return {reading.document.name: reading.claims for reading in reader.read_many(documents)}


def wrongs(passage: Passage, claims: Iterable[Claim]) -> list[str]:
    """Return what is missing, wrong in a part, or read without being coded; an empty list when all is right."""
    found = list(claims)
    told: list[str] = []
    for coded in passage.claims:
        hits = [claim for claim in found if _is(claim, coded)]
        if not hits:
            told.append(f"not read: {_words(coded)}")
        told += [
            f"wrong {part}: {sorted({str(getattr(hit, part)) for hit in hits})} for {_words(coded)}"
            for part in PARTS
            if hits and part in coded and all(getattr(hit, part) != coded[part] for hit in hits)
        ]
    told += [f"read too much: {_shown(c)}" for c in found if not any(_is(c, coded) for coded in passage.coded)]
    return told


def false_facts(passage: Passage, claims: Iterable[Claim]) -> list[str]:
    """Return the claims read as done of a pair and sign that the passage codes, but never as done."""
    return [
        _shown(claim)
        for claim in claims
        if claim.status == "did"
        and (told := [c["status"] for c in passage.coded if _between(claim, c)])
        and "did" not in told
    ]


def _between(claim: Claim, coded: Mapping[str, Any]) -> bool:
    ends = (claim.source_root, claim.target_root)
    wanted = (coded["source_root"], coded["target_root"])
    return claim.sign == coded["sign"] and (ends == wanted or (claim.mutual and ends == wanted[::-1]))


def _is(claim: Claim, coded: Mapping[str, Any]) -> bool:
    return claim.status == coded["status"] and _between(claim, coded)


def _words(coded: Mapping[str, Any]) -> str:
    kind = coded.get("kind", "any kind")
    parts = [f"{part} {coded[part]}" for part in PARTS[1:] if coded.get(part)]
    return " ".join(
        [f"{coded['source_root']} > {coded['target_root']} {kind} {coded['sign']:+d} {coded['status']}", *parts]
    )


def _shown(claim: Claim) -> str:
    return (
        f"{claim.source_root} > {claim.target_root} {claim.kind} {claim.sign:+d} {claim.status}"
        f" speaker {claim.speaker_root} date {claim.date} [{claim.rule}: {', '.join(claim.cues)}]"
    )


def counts(passages: Iterable[Passage], readings: Mapping[str, tuple[Claim, ...]]) -> dict[str, tuple[int, int]]:
    """Return for each family how many passages are read right, and of how many."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for passage in passages:
        total[passage.family] += 1
        right[passage.family] += not wrongs(passage, readings[passage.id])
    return {family: (right[family], total[family]) for family in total}


def settle(readings: Mapping[str, tuple[Claim, ...]]) -> list[str]:
    """Take out the marks that no longer hold from the files; return the ids of the passages that lost one."""
    settled: list[str] = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        lines: list[str] = []
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            passage, marks = _passage(row), {"todo", "false_fact"} & row.keys()
            claims = readings[passage.id]
            gone = {"todo", "false_fact"} if not wrongs(passage, claims) else set()
            gone |= {"false_fact"} if not false_facts(passage, claims) else set()
            settled += [passage.id] if gone & marks else []
            kept = {key: value for key, value in row.items() if key not in gone}
            lines.append(json.dumps(kept, ensure_ascii=False) + "\n")
        path.write_text("".join(lines), "utf-8")
    return settled


def main() -> None:
    """Print what is wrong in each passage that is not read right, and how many of each family are."""
    passages = load()
    readings = read(Reader(), passages)
    for passage in passages:
        if found := wrongs(passage, readings[passage.id]):
            print(f"{passage.id}: {passage.text}", *found, sep="\n    ")
        elif passage.todo:
            print(f"{passage.id}: now right: {passage.todo}")
    table = counts(passages, readings)
    for family, (right, total) in table.items():
        print(f"{family:18}{right:4} of{total:4}")
    print(f"{'all':18}{sum(r for r, _ in table.values()):4} of{sum(t for _, t in table.values()):4}")
    if "--settle" in sys.argv[1:]:
        print("settled:", *settle(readings))


if __name__ == "__main__":
    main()
