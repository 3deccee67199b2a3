"""Streams of what was packed, with a meter that stops a bomb: little that unpacks to very much."""

from __future__ import annotations

import io
import lzma
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol, cast

from dragoman.documents.source import Source

ALWAYS_ALLOWED: Final = 100_000_000  # bytes that anything may unpack to
MOST_TIMES: Final = 200  # how often the packed size may be exceeded beyond that; texts pack 3 to 30 times smaller
MOST_LEVELS: Final = 5  # packed in packed; a .tar.gz in a .zip is three
MOST_SPOOLED: Final = 4_000_000_000  # bytes put aside on disk, for formats that are not read from front to back
MOST_MEMORY: Final = 256_000_000  # bytes that unpacking xz may take; its strongest setting takes 65 million
_IN_MEMORY = 16_000_000
_CHUNK = 1 << 16


# What the library of zip files raises on broken ones: names in no encoding, fields cut short, places out of the file.
BROKEN_ZIP: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, LookupError, ValueError,
    EOFError, OSError, struct.error, OverflowError,
)  # fmt: skip


class BombError(Exception):
    """What is packed unpacks to more than it may; the text says how much that is."""


@dataclass(slots=True)
class Meter:
    """Counts what was unpacked from one file, over all levels of packing, against the size of that file."""

    packed: int
    unpacked: int = 0

    def charge(self, count: int) -> None:
        """Count bytes that were unpacked. Raises BombError where there are too many."""
        self.unpacked += count
        if self.unpacked > max(ALWAYS_ALLOWED, MOST_TIMES * self.packed):
            raise BombError(
                f"it unpacks to more than {self.unpacked / 1e6:.0f} MB from {self.packed / 1e6:.1f} MB, "
                "as only a zip bomb does"
            )


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end."""
        ...


class _Metered(io.RawIOBase):
    """A raw stream over another, charging a meter for what passes."""

    def __init__(self, inner: Readable, meter: Meter, *, as_packed: bool = False) -> None:
        super().__init__()
        self._inner, self._meter, self._as_packed = inner, meter, as_packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        if self._as_packed:
            self._meter.packed += len(data)
        else:
            self._meter.charge(len(data))
        return len(data)


class Xz:
    """The unpacked bytes of an xz file, whose head may ask for any amount of memory and gets little of it."""

    def __init__(self, inner: Readable) -> None:
        self._inner = inner
        self._unpacker: lzma.LZMADecompressor | None = None

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end. Raises LZMAError or EOFError where the file is broken."""
        while True:
            if self._unpacker is None or self._unpacker.eof:
                rest = self._unpacker.unused_data if self._unpacker else b""
                rest = (rest or self._inner.read(_CHUNK)).lstrip(b"\0")  # zeros may stand between streams
                if not rest:
                    return b""
                self._unpacker = lzma.LZMADecompressor(memlimit=MOST_MEMORY)
            elif self._unpacker.needs_input:
                rest = self._inner.read(_CHUNK)
                if not rest:
                    raise EOFError("it ends before its end marker")
            else:
                rest = b""
            data = self._unpacker.decompress(rest, size)
            if data:
                return data


class Unpacked(io.BufferedReader):
    """A stream of unpacked bytes that knows its meter, and how many levels of packing it lies under."""

    def __init__(self, inner: Readable, meter: Meter, level: int, *, as_packed: bool = False) -> None:
        super().__init__(_Metered(inner, meter, as_packed=as_packed), 1 << 16)
        self.meter, self.level = meter, level


def metered(source: Source, stream: BinaryIO) -> tuple[BinaryIO, Meter, int]:
    """Return a stream of packed bytes, its meter, and its level; where its size is unknown, what is read is counted."""
    if isinstance(stream, Unpacked):
        return stream, stream.meter, stream.level
    size = _size(source, stream)
    meter = Meter(size)
    return (stream if size else cast(BinaryIO, Unpacked(stream, meter, 0, as_packed=True))), meter, 0


def _size(source: Source, stream: BinaryIO) -> int:
    if stream.seekable():
        here = stream.tell()
        end = stream.seek(0, io.SEEK_END)
        stream.seek(here)
        return end
    return source.path.stat().st_size if source.path and not source.inside else 0


@contextmanager
def seekable(source: Source, stream: BinaryIO, limit: int = MOST_SPOOLED) -> Iterator[BinaryIO | None]:
    """Give a stream that can be read from any place, put aside in a temporary file if need be; None if too large.

    Raises OSError where there is no room for that.
    """
    if stream.seekable() and (source.path is None or source.path.is_file()):
        yield stream if _size(source, stream) <= limit else None
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as aside:
        shutil.copyfileobj(_Limited(stream, limit + 1), aside)
        whole = aside.tell() <= limit
        aside.seek(0)
        yield cast(BinaryIO, aside) if whole else None


class _Limited:
    """The first bytes of a stream."""

    def __init__(self, inner: Readable, left: int) -> None:
        self._inner, self._left = inner, left

    def read(self, size: int = -1, /) -> bytes:
        data = self._inner.read(min(size if size >= 0 else self._left, self._left))
        self._left -= len(data)
        return data
