"""What a text is read from, and what a format is."""

from __future__ import annotations

import errno
import importlib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from dragoman.documents.decode import HEAD_BYTES, Decoded, decode, why_binary
from dragoman.errors import MissingExtra
from dragoman.model import Document, Problem

DEFAULT_LIMIT: Final = 50_000_000
SPLIT_REMEDY: Final = "split it, or put one text a line into a .jsonl file"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or standard input where `path` is None, with the name of the format it is to be read in.

    An empty `format` means that its beginning tells, once it is open: pipes can be read only once. `inside` is the
    path of a member within the file, for what lies in an archive.
    """

    path: Path | None
    format: str
    inside: str = ""

    @property
    def name(self) -> str:
        """The name of the file, or of the member, without its folder, or 'stdin'."""
        if self.inside:
            return self.inside.rsplit("/", 1)[-1]
        return self.path.name if self.path else "stdin"

    @property
    def where(self) -> str:
        """The path as it was given, or '-', and behind it that of the member; what messages call the source."""
        outer = str(self.path) if self.path else "-"
        return f"{outer}/{self.inside}" if self.inside else outer

    def member(self, name: str, form: str = "") -> Source:
        """Return the source of a member of this one. Its name is only shown, and never a place to write to."""
        parts = _UNPRINTABLE.sub("\ufffd", name).replace("\\", "/").split("/")
        clean = "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"
        return replace(self, format=form, inside=f"{self.inside}/{clean}" if self.inside else clean)


Reader = Callable[[Source, BinaryIO, int], Iterator[Document | Problem]]


class Format(NamedTuple):
    """A way to read files: its name, its suffixes, whether a text's beginning looks like it, and its reader.

    The reader takes the source, its open stream, and the most bytes one text may have. `signs` are (place, bytes) by
    which a file that is no text is known, whatever its name.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[str], bool]
    read: Reader
    signs: tuple[tuple[int, bytes], ...] = ()


def never(_head: str) -> bool:
    """Say that no text looks like a format: it is known by its signs or its suffix alone."""
    return False


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Open a source for reading bytes. Raises OSError where that cannot be done."""
    if source.path is None:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "it is closed")
        yield sys.stdin.buffer
    else:
        with source.path.open("rb") as stream:
            yield stream


def first_bytes(stream: BinaryIO) -> bytes:
    """Return the bytes that a stream begins with, some thousands at most, without taking them from the stream."""
    peek = getattr(stream, "peek", None)
    return bytes(peek(HEAD_BYTES)[:HEAD_BYTES]) if peek else b""


def extra(module: str, name: str, what: str) -> Any:  # noqa: ANN401 - a module without types
    """Return a module that comes with an extra of dragoman. Raises MissingExtra where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.split(".", 1)[0]
        raise MissingExtra(f"{what} need {package}. Install it: pip install dragoman[{name}]") from error


def in_words(error: BaseException) -> str:
    """Return what an error of a library says, on one line and without what no terminal should be sent."""
    return " ".join(_UNPRINTABLE.sub("\ufffd", " ".join(str(error).split()))[:120].split()) or type(error).__name__


def read_text(
    source: Source, stream: BinaryIO, limit: int, declared: Callable[[bytes], str | None] | None = None
) -> Decoded | Problem:
    """Return the whole text of a source that holds one text, or the Problem that keeps it from being one.

    Looks at the first 64 KB before it reads on, so that noise is not loaded whole. `declared` may find the encoding
    that the bytes themselves name.
    """
    head = stream.read(HEAD_BYTES)
    binary = why_binary(head)
    if binary:
        return Problem("open", source.where, *binary)
    data = read_bytes(source, stream, limit, head)
    if isinstance(data, Problem):
        return data
    if b"\0" in data[len(head) :]:
        binary = why_binary(data)
        if binary:
            return Problem("open", source.where, *binary)
    decoded = decode(data, declared(head) if declared else None)
    if not decoded.text.strip():
        return Problem("open", source.where, "it is empty", "leave it out, or put the text in")
    return decoded


def read_bytes(source: Source, stream: BinaryIO, limit: int, head: bytes = b"") -> bytes | Problem:
    """Return all bytes of a source, `head` being those taken already, or the Problem that there are too many."""
    size = source.path.stat().st_size if source.path and not source.inside else 0
    if size > limit:
        return too_large(source.where, size, limit)
    data = head + stream.read(limit + 1 - len(head)) if len(head) <= limit else head
    return too_large(source.where, None, limit) if len(data) > limit else data


def too_large(where: str, size: int | None, limit: int) -> Problem:
    """Return the Problem of a text that is larger than the limit, both in bytes."""
    amount = "it" if size is None else f"it has {size / 1e6:.1f} MB and"
    return Problem("open", where, f"{amount} is larger than the {limit / 1e6:g} MB allowed for one text", SPLIT_REMEDY)
