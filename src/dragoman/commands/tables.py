"""How a claim or an aim looks in a table: the same columns wherever one is listed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dragoman.commands.console import Cell, cut
from dragoman.model import Aim, Claim, Document, Repair

REPAIR_HEAD: Final = ("document", "repair", "characters", "sure", "before", "after", "note")
CLAIM_HEAD: Final = ("claim", "source", "", "target", "kind", "status", "date", "said by", "document", "quote")
AIM_HEAD: Final = ("actor", "sort", "status", "said by", "if", "words")
_GLYPH: Final = {1: "+", 0: "o", -1: "-"}
SHORT: Final = 8


def claim_cells(
    claim: Claim, document: Document | None, read_as: Mapping[str, str] = MappingProxyType({})
) -> tuple[Cell, ...]:
    """Return a claim as the cells under CLAIM_HEAD; `read_as` are the fields a person changed, as they were read."""
    glyph = _GLYPH.get(claim.sign, "?")
    arrow = f"<{glyph}>" if claim.mutual else f"-{glyph}>"
    name = document.name if document is not None else claim.document_id
    cells = {
        "source": claim.source_name,
        "sign": arrow,
        "target": claim.target_name,
        "kind": claim.kind,
        "status": claim.status.replace("_", " "),
        "date": claim.date,
        "speaker": claim.speaker_name or claim.speaker,
    }
    for field, was in read_as.items():
        cells[field] = f"{cells[field] or 'none'} (read: {was or 'none'})"
    return claim.id[:SHORT], *cells.values(), name, claim.evidence.text


def aim_cells(aim: Aim) -> tuple[Cell, ...]:
    """Return an aim as the cells under AIM_HEAD."""
    status = aim.status.replace("_", " ")
    return aim.actor_name, aim.sort, status, aim.speaker_name or aim.speaker, aim.condition, aim.text


def repair_cells(repair: Repair, document: Document) -> tuple[Cell, ...]:
    """Return a repair as the cells under REPAIR_HEAD; the characters are those of the raw text."""
    where = f"{repair.raw_start}-{repair.raw_end}"
    return document.name, repair.kind, where, repair.certain, cut(repair.before, 30), cut(repair.after, 30), repair.note
