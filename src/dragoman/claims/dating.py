"""placeholder"""
from __future__ import annotations
from dataclasses import dataclass
from dragoman.model import Document

@dataclass(frozen=True, slots=True)
class When:
    date: str | None = None
    ordinal: int | None = None
    count: int | None = None

class Calendar:
    def __init__(self, document: Document) -> None: ...
    def of(self, scene, draft, mode) -> When: return When()
