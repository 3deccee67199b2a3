"""JSON lines: one object a row."""

from __future__ import annotations

from typing import BinaryIO

from dragoman.show.exports.source import Export, Source, json_line


def write(source: Source, out: BinaryIO) -> None:
    """Write the rows of any part."""
    out.writelines(map(json_line, source.rows()))


EXPORT = Export("jsonl", "JSON lines", write)
