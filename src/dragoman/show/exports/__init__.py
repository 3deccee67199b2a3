"""Export formats: one module each, and its line in EXPORTS."""

from __future__ import annotations

from typing import Final

from dragoman.show.exports import csv_table, ftm, gexf, graphml, jsonl, parquet, web_annotations
from dragoman.show.exports.source import Export, Source

__all__ = ["EXPORTS", "Export", "Source"]

EXPORTS: Final[dict[str, Export]] = {
    module.EXPORT.name: module.EXPORT for module in (jsonl, csv_table, parquet, graphml, gexf, ftm, web_annotations)
}
