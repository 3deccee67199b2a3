"""Every frame family reads its own examples, and leaves its look-alikes silent."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.model import Block, Claim, Document, OffsetMap, content_id
from dragoman.reading import Reader

FRAMES = Path(dragoman.__file__).parent / "data" / "languages" / "en" / "frames"
SHARE_READ = 0.9


@dataclass(frozen=True)
class Case:
    """One sentence of a family, and what was read in it."""

    family: str
    kind: str
    sign: int
    text: str
    claims: tuple[Claim, ...]

    @property
    def read(self) -> bool:
        """Whether a claim of the family's kind (and, for a stance, its sign) was read."""
        return any(c.kind == self.kind and (self.kind != "STANCE" or c.sign == self.sign) for c in self.claims)

    def __str__(self) -> str:
        found = "; ".join(f"{c.source_root} > {c.target_root} {c.kind} [{c.rule}]" for c in self.claims) or "nothing"
        return f"{self.family}: {self.text} -> {found}"


def document(text: str) -> Document:
    block = Block(0, len(text), "paragraph")
    return Document(content_id(text), text, text, OffsetMap.identity(len(text)), (block,), "test", "test")


def sentences(key: str) -> Iterator[tuple[dict[str, Any], str]]:
    for path in sorted(FRAMES.glob("*.toml")):
        for family in tomllib.loads(path.read_text(encoding="utf-8"))["family"]:
            for text in family[key]:
                yield family, text


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def cases(reader: Reader, key: str) -> list[Case]:
    found = list(sentences(key))
    readings = reader.read_many([document(text) for _, text in found])
    return [
        Case(family["name"], family["kind"], family.get("sign", 0), text, reading.claims)
        for (family, text), reading in zip(found, readings, strict=True)
    ]


def test_examples_are_read(reader: Reader) -> None:
    examples = cases(reader, "examples")
    unread = [str(case) for case in examples if not case.read]
    share = 1 - len(unread) / len(examples)
    assert share >= SHARE_READ, f"{share:.3f} of {len(examples)} examples are read; not read:\n" + "\n".join(unread)


def test_each_family_reads_one_example_at_least(reader: Reader) -> None:
    read: dict[str, bool] = {}
    for case in cases(reader, "examples"):
        read[case.family] = read.get(case.family, False) or case.read
    mute = [name for name, found in read.items() if not found]
    assert len(mute) <= len(read) // 20, mute


def test_look_alikes_stay_silent(reader: Reader) -> None:
    loud = [str(case) for case in cases(reader, "silent") if case.read]
    assert not loud, "\n".join(loud)
