"""Parquet with typed columns, written by DuckDB."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, Final

from dragoman.errors import InputError
from dragoman.show.exports.source import Export, Row, Source, encoded

_WHOLE: Final = (
    "sign", "ordinal", "count", "start", "end", "witnesses", "did", "did_not", "planned", "possible", "advised",
    "documents", "number", "corrects",
)  # fmt: skip
_REPAIR: Final = (
    "STRUCT(doc VARCHAR, kind VARCHAR, start BIGINT, \"end\" BIGINT, before VARCHAR, after VARCHAR, note VARCHAR, "
    "certain BOOLEAN)[]"
)  # fmt: skip
_TYPES: Final[dict[str, str]] = {
    **dict.fromkeys(_WHOLE, "BIGINT"),
    **dict.fromkeys(("mutual", "asserted", "certain"), "BOOLEAN"),
    **dict.fromkeys(("confidence", "value"), "DOUBLE"),
    **dict.fromkeys(("cues", "actors", "claim_ids"), "VARCHAR[]"),
    "also": "BIGINT[][]",
    "repairs": _REPAIR,
    "found": "STRUCT(field VARCHAR, value VARCHAR, origin VARCHAR)[]",
    "counts": "STRUCT(status VARCHAR, kind VARCHAR, sign BIGINT, claimed BOOLEAN, number BIGINT)[]",
}
# Start and end of ties are days; of everything else they are characters.
_OF_TIES: Final = {"start": "DATE", "end": "DATE"}


def write(source: Source, out: BinaryIO) -> None:
    """Write the rows of any part. One thread and no time of writing: the same rows give the same bytes."""
    import duckdb  # noqa: PLC0415 - slow to load

    types = {**_TYPES, **(_OF_TIES if "claim_ids" in source.fields else {})}
    columns = {name: types.get(name, "VARCHAR") for name in source.fields}
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        lines, made = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        with lines.open("wb") as file:
            file.writelines(_line(row, columns) for row in source.rows())
        with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as db:
            reader = (
                "read_json($lines, format = 'newline_delimited', columns = $columns, maximum_object_size = 1 << 30)"
            )
            try:
                db.execute(f"CREATE TABLE part AS SELECT * FROM {reader}", {"lines": str(lines), "columns": columns})  # noqa: S608
                db.execute(f"COPY part TO '{_quoted(made)}' (FORMAT parquet, COMPRESSION zstd)")
            except duckdb.Error as error:
                cause = str(error).splitlines()[0]
                raise InputError(f"the {source.what} do not fit a table ({cause}). Choose --format jsonl") from error
        with made.open("rb") as file:
            shutil.copyfileobj(file, out)


def _line(row: Row, columns: dict[str, str]) -> bytes:
    """A row as JSON that DuckDB takes: half characters, which no Parquet file can hold, are written out first."""
    kept = {name: _whole_characters(row[name]) for name in columns}
    return json.dumps(kept).encode("ascii") + b"\n"


def _whole_characters(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return encoded(value).decode("utf-8")
    if isinstance(value, list | tuple):
        return [_whole_characters(one) for one in value]
    if isinstance(value, dict):
        return {name: _whole_characters(one) for name, one in value.items()}
    return value


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


EXPORT = Export("parquet", "Parquet, with types", write, binary=True)
