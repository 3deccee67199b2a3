"""Comma-separated values (RFC 4180, lines ending in a line feed); lists are JSON inside a cell."""

from __future__ import annotations

import io
from typing import BinaryIO

from dragoman.cells import flat, write_csv
from dragoman.show.exports.source import Export, Source, encoded


def write(source: Source, out: BinaryIO) -> None:
    """Write the rows of any part, with a heading."""
    text = io.StringIO(newline="")
    write_csv(text, source.fields, ([flat(row[name]) for name in source.fields] for row in source.rows()))
    out.write(encoded(text.getvalue()))


EXPORT = Export("csv", "comma-separated values", write)
