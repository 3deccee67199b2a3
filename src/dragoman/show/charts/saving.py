"""Charts as files: PNG, SVG, Vega-Lite (JSON) or a page (HTML). Nothing is fetched; no time is written."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Final

import altair as alt

from dragoman.errors import CasebookError, UsageError

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_SCALE: Final = 2.0  # pixels for each unit of a PNG, so that it is sharp in print


def _png(chart: alt.TopLevelMixin, scale: float) -> bytes:
    import vl_convert  # noqa: PLC0415 - large

    return _smaller(vl_convert.vegalite_to_png(chart.to_dict(), scale=scale, allowed_base_urls=[]))


def _smaller(png: bytes) -> bytes:
    """Return a PNG with the same pixels, packed tighter: what vl-convert writes is two to three times as large."""
    chunks, place = [], len(_SIGNATURE)
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        chunks.append((png[place + 4 : place + 8], png[place + 8 : place + 8 + size]))
        place += size + 12
    packed = zlib.compress(zlib.decompress(b"".join(body for sort, body in chunks if sort == b"IDAT")), 9)
    first = next(number for number, (sort, _) in enumerate(chunks) if sort == b"IDAT")
    kept = [chunk for chunk in chunks if chunk[0] != b"IDAT"]
    kept.insert(first, (b"IDAT", packed))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + sort + body + struct.pack(">I", zlib.crc32(sort + body)) for sort, body in kept
    )


def _svg(chart: alt.TopLevelMixin, _scale: float) -> bytes:
    import vl_convert  # noqa: PLC0415 - large

    return str(vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])).encode()


def _json(chart: alt.TopLevelMixin, _scale: float) -> bytes:
    return (json.dumps(chart.to_dict(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _html(chart: alt.TopLevelMixin, _scale: float) -> bytes:
    import vl_convert  # noqa: PLC0415 - large

    return str(vl_convert.vegalite_to_html(chart.to_dict(), bundle=True)).encode()


FILES: Final[dict[str, Callable[[alt.TopLevelMixin, float], bytes]]] = {
    ".png": _png,
    ".svg": _svg,
    ".json": _json,
    ".html": _html,
}


def rendered(chart: alt.TopLevelMixin, suffix: str, scale: float = _SCALE) -> bytes:
    """Return a chart as the bytes of a file with this ending; `scale` is for PNG. Raises UsageError for another one."""
    return writer(suffix)(chart, scale)


def writer(suffix: str) -> Callable[[alt.TopLevelMixin, float], bytes]:
    """Return what makes files of an ending. Raises UsageError where there is none."""
    found = FILES.get(suffix.lower())
    if found is None:
        raise UsageError(f"a chart cannot be written as '{suffix or 'a file without ending'}'. Take {', '.join(FILES)}")
    return found


def save_chart(chart: alt.TopLevelMixin, path: str | PathLike[str], scale: float = _SCALE) -> None:
    """Write a chart as the ending of `path` says: .png, .svg, .json (Vega-Lite) or .html (it needs no network).

    `scale` is the number of pixels of a PNG for each unit. The same chart gives the same bytes. Raises UsageError for
    another ending, and CasebookError where the file cannot be written.
    """
    place = Path(path)
    made = rendered(chart, place.suffix, scale)
    try:
        place.write_bytes(made)
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise CasebookError(f"{place}: cannot be written ({cause}). Choose another place") from error
