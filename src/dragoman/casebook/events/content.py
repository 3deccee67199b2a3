"""The content of a file of event data: unpacked, in blocks of whole lines, and so that it can be given back exactly."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from dragoman.casebook import rows
from dragoman.errors import InputError

Progress = Callable[[int], None]

BLOCK: Final = 1 << 24
_LONGEST: Final = 1 << 28
_BOM: Final = b"\xef\xbb\xbf"
_MARK: Final = b"\xf4\x8f\xbf\xbe"  # the character that `rows.pack` escapes with


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file, or what is in it where it is packed (.gz, or a .zip of one file). Raises InputError."""
    with ExitStack() as stack:
        try:
            stream: BinaryIO = stack.enter_context(path.open("rb"))
            first = stream.read(4)
            stream.seek(0)
            if first[:2] == b"\x1f\x8b":
                stream = cast(BinaryIO, stack.enter_context(gzip.open(stream)))
            elif first == b"PK\x03\x04":
                archive = stack.enter_context(zipfile.ZipFile(stream))
                names = [name for name in archive.namelist() if not name.endswith("/")]
                if len(names) != 1:
                    raise InputError(f"{path}: the archive holds {len(names)} files and not one. Unpack it first")
                stream = cast(BinaryIO, stack.enter_context(archive.open(names[0])))
            elif first[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                raise InputError(f"{path}: is UTF-16. Save it as UTF-8")
            yield stream
        except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, RuntimeError, NotImplementedError) as error:
            if isinstance(error, RuntimeError) and "zip" not in str(error).lower() and "password" not in str(error):
                raise
            raise InputError(f"{path}: cannot be unpacked ({error}). Get the file again, or unpack it first") from error
        except OSError as error:
            raise InputError(f"{path}: {(error.strerror or str(error)).lower()}. Check the path") from error


class Content:
    """Reads a stream once; what it was like is known when `blocks` has ended.

    `digest` is of the content without packing, `bom` whether it began with a byte order mark, `final`
    whether it ended with a line break, `read` the bytes so far, `heading` the first line where it is one.
    """

    def __init__(self, stream: BinaryIO, path: Path, size: int = BLOCK, progress: Progress | None = None) -> None:
        self.read = 0
        self.heading: str | None = None
        self.bom = False
        self.final = False
        self._hash = hashlib.sha256()
        self._stream, self._path, self._block, self._progress = stream, path, size, progress

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read, in hexadecimal."""
        return self._hash.hexdigest()

    def blocks(self) -> Iterator[str]:
        """Yield blocks of whole lines, without the line break that ends each block; text as a casebook can hold it."""
        rest: list[bytes] = []
        waiting = 0
        while data := self._stream.read(self._block):
            self._hash.update(data)
            if self.read == 0 and data.startswith(_BOM):
                self.bom = True
                self.read, data = len(_BOM), data[len(_BOM) :]
                self.read += len(data)
            else:
                self.read += len(data)
            if self._progress is not None:
                self._progress(self.read)
            end = data.rfind(b"\n")
            if end < 0:
                rest.append(data)
                waiting += len(data)
                if waiting > _LONGEST:
                    raise InputError(f"{self._path}: has a line of more than {_LONGEST >> 20} MB. It is no event data")
                continue
            yield kept(b"".join((*rest, data[:end])))
            rest, waiting = [data[end + 1 :]] if data[end + 1 :] else [], len(data) - end - 1
        self.final = not rest
        if rest:
            yield kept(b"".join(rest))


def kept(data: bytes) -> str:
    """Return bytes as text that a casebook can hold; bytes that are no UTF-8 are kept as marks."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return rows.pack(data.decode("utf-8", "surrogateescape"))
    return rows.pack(text) if _MARK in data else text


def given(text: str) -> bytes:
    """Undo `kept`."""
    return rows.unpack(text).encode("utf-8", "surrogateescape")


def shown(text: str) -> str:
    """Return kept text for reading: bytes that were no UTF-8 become the replacement character."""
    return rows.unpack(text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
