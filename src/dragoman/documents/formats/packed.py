"""Archives and packed files: zip, tar, gzip, bzip2, xz. What lies in them is read as if it were a folder."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from dragoman.documents.decode import UNREAD_REMEDY, UNREAD_SUFFIXES
from dragoman.documents.formats.unpacking import (
    ALWAYS_ALLOWED,
    BROKEN_ZIP,
    MOST_LEVELS,
    MOST_TIMES,
    BombError,
    Meter,
    Readable,
    Unpacked,
    Xz,
    metered,
    seekable,
)
from dragoman.documents.source import Format, Reader, Source, in_words, never, too_large
from dragoman.errors import DragomanError
from dragoman.model import Document, Problem

Items = Iterator[Document | Problem]

MOST_TOLD: Final = 20
MOST_DIRECTORY: Final = 200_000_000  # bytes of a zip file's list of members, which is held in memory
_BROKEN: Final = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, MemoryError)
_AGAIN: Final = "get it again, or unpack what can be unpacked and name that"
_JUNK: Final = ("__MACOSX", "Thumbs.db", "desktop.ini")
# A member that tells what a zip file really is.
_OFFICE: Final = (
    ("word/document.xml", "Word (.docx)"),
    ("META-INF/container.xml", "EPUB"),
    ("xl/workbook.xml", ""),
    ("ppt/presentation.xml", ""),
    ("content.xml", ""),
)


@dataclass(slots=True)
class _Archive:
    """One archive in work: its source and meter, and what was left out."""

    source: Source
    meter: Meter
    level: int
    limit: int
    read: Reader
    known: Callable[[str], Format | None]
    unknown: Counter[str] = field(default_factory=Counter)
    told: int = 0

    def member(self, name: str, stream: Readable) -> Items:
        """Yield what a member holds; whatever is wrong with it stops no other member, except that it is a bomb."""
        form = self.known(PurePosixPath(name).suffix)
        if form is None:
            yield from self._left_out(name)
            return
        inner = self.source.member(name, form.name)
        unpacked = cast(BinaryIO, Unpacked(stream, self.meter, self.level + 1))
        try:
            yield from self.read(inner, unpacked, self.limit)
        except (DragomanError, BombError):
            raise
        except (*_BROKEN, OSError, NotImplementedError, RuntimeError) as error:
            yield _broken(inner, error)
        except Exception as error:  # a fault of ours with one member leaves the others
            cause = f"a fault in dragoman stopped its reading ({type(error).__name__}: {error})"
            yield Problem("open", inner.where, cause, "report it with the file")

    def _left_out(self, name: str) -> Items:
        suffix = PurePosixPath(name).suffix.lower()
        self.unknown[suffix] += 1
        if self.unknown.total() <= MOST_TOLD:
            kind = f"files ending in {suffix}" if suffix else "files without a suffix"
            remedy = UNREAD_REMEDY if suffix in UNREAD_SUFFIXES else "unpack it and name it, to have it read as text"
            yield Problem("open", self.source.member(name).where, f"{kind} are not read", remedy)

    def closing(self) -> Items:
        """Yield the Problem that counts the members that were left out and not told one by one."""
        more = self.unknown.total() - MOST_TOLD
        if more > 0:
            listed = ", ".join(
                f"{count} {suffix or 'without a suffix'}" for suffix, count in self.unknown.most_common(5)
            )
            cause = f"{more} more files of unknown type are not read (in all: {listed})"
            yield Problem("open", self.source.where, cause, "unpack them and name them, to have them read as text")


def _broken(source: Source, error: BaseException) -> Problem:
    said = in_words(error)
    if isinstance(error, RuntimeError) and "password" in str(error):
        return Problem("open", source.where, "it is locked with a password", "unpack it with the password first")
    if isinstance(error, NotImplementedError):
        return Problem("open", source.where, f"it is packed in a way that is not read ({said})", "unpack it first")
    return Problem("open", source.where, f"it is packed, and damaged or cut short ({said})", _AGAIN)


def _guarded(source: Source, level: int, items: Items) -> Items:
    """Pass items on; a broken archive, a bomb, or one too deep becomes one Problem."""
    if level >= MOST_LEVELS:
        cause = f"it is packed {level + 1} times over, and no more than {MOST_LEVELS} are unpacked"
        yield Problem("open", source.where, cause, "unpack it first")
        return
    try:
        yield from items
    except BombError as error:
        if level:
            raise  # the outermost file is the bomb
        yield Problem("open", source.where, str(error), "do not unpack it; what was read before is kept")
    except (*_BROKEN, NotImplementedError) as error:
        yield _broken(source, error)
    except OSError as error:
        if error.errno is not None:
            raise
        yield _broken(source, error)


def _is_junk(name: str) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part in _JUNK for part in name.split("/"))


def _zip(archive: _Archive, stream: BinaryIO) -> Items:
    with seekable(archive.source, stream) as whole:
        if whole is None:
            yield too_large(archive.source.where, None, archive.limit)
            return
        size = _directory_bytes(whole)
        if size > MOST_DIRECTORY:
            cause = f"its list of files alone has {size / 1e6:.0f} MB"
            yield Problem("open", archive.source.where, cause, "split it into smaller ones")
            return
        try:
            packed = zipfile.ZipFile(whole)
        except BROKEN_ZIP as error:
            yield _broken(archive.source, error)
            return
        with packed:
            yield from _zip_members(archive, packed, whole)


def _zip_members(archive: _Archive, packed: zipfile.ZipFile, whole: BinaryIO) -> Items:
    names = set(packed.namelist())
    office = next((name for sign, name in _OFFICE if sign in names), None)
    if office is not None:
        form = next((one for one in (archive.known(s) for s in (".docx", ".epub")) if one and one.name == office), None)
        if form is None:
            cause = "it is a packed office file, which this version does not read"
            yield Problem("open", archive.source.where, cause, UNREAD_REMEDY)
            return
        whole.seek(0)
        yield from form.read(archive.source, whole, archive.limit)
        return
    claimed = sum(member.file_size for member in packed.infolist())
    if claimed > max(ALWAYS_ALLOWED, MOST_TIMES * archive.meter.packed):
        archive.meter.charge(claimed)
    empty = True
    for member in packed.infolist():
        if not member.filename or member.is_dir() or _is_junk(member.filename):
            continue
        empty = False
        try:
            opened = packed.open(member)
        except BROKEN_ZIP as error:
            yield _broken(archive.source.member(member.filename), error)
            continue
        with opened:
            yield from archive.member(member.filename, opened)
    yield from archive.closing()
    if empty:
        yield Problem("open", archive.source.where, "there is no file in it", "leave it out, or put files in")


def _directory_bytes(stream: BinaryIO) -> int:
    """Return the size of a zip file's list of members as its end gives it, 0 where that is not found."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - 65_557))  # the end record and the longest comment behind it
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        return 0
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    wide = tail.rfind(b"PK\x06\x06")
    if size == 0xFFFFFFFF and wide >= 0:
        size = int.from_bytes(tail[wide + 40 : wide + 48], "little")
    return min(size, end)


def _tar(archive: _Archive, stream: BinaryIO) -> Items:
    empty = True
    with tarfile.open(fileobj=stream, mode="r|", errorlevel=0) as packed:
        for member in packed:
            packed.members.clear()  # type: ignore[attr-defined] # it would keep the head of every member
            if not member.isfile() or _is_junk(member.name):
                continue
            empty = False
            opened = packed.extractfile(member)
            if opened is not None:
                yield from archive.member(member.name, opened)
    yield from archive.closing()
    if empty:
        yield Problem("open", archive.source.where, "there is no file in it", "leave it out, or put files in")


_OPENERS: Final[dict[str, Callable[[BinaryIO], Readable]]] = {
    "gzip": lambda stream: gzip.GzipFile(fileobj=stream),
    "bzip2": bz2.BZ2File,
    "xz": Xz,
}
_ENDINGS: Final = {"gzip": (".gz", ".tgz"), "bzip2": (".bz2", ".tbz2"), "xz": (".xz", ".txz")}
_SIGNS: Final = {"gzip": b"\x1f\x8b", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00"}


def formats(read: Reader, known: Callable[[str], Format | None]) -> tuple[Format, ...]:
    """Return the formats of archives; `read` reads a member in any format, `known` gives the format of a suffix."""

    def reader(items: Callable[[_Archive, BinaryIO], Items]) -> Reader:
        def read_archive(source: Source, stream: BinaryIO, limit: int) -> Items:
            packed, meter, level = metered(source, stream)
            archive = _Archive(source, meter, level, limit, read, known)
            yield from _guarded(source, level, items(archive, packed))

        return read_archive

    def single(name: str) -> Callable[[_Archive, BinaryIO], Items]:
        def items(archive: _Archive, stream: BinaryIO) -> Items:
            inner = _without_ending(archive.source, name)
            form = known(PurePosixPath(inner).suffix)
            source = Source(archive.source.path, form.name if form else "", archive.source.inside)
            unpacked = cast(BinaryIO, Unpacked(_OPENERS[name](stream), archive.meter, archive.level + 1))
            yield from read(source, unpacked, archive.limit)

        return items

    return (
        Format("zip", (".zip",), never, reader(_zip), ((0, b"PK\x03\x04"), (0, b"PK\x05\x06"))),
        Format("tar", (".tar",), never, reader(_tar), ((257, b"ustar"),)),
        *(Format(name, _ENDINGS[name], never, reader(single(name)), ((0, _SIGNS[name]),)) for name in _OPENERS),
    )


def _without_ending(source: Source, name: str) -> str:
    """Return the name of what a file packs, '' where its own name does not tell."""
    lower = source.name.lower()
    return next((lower.removesuffix(ending) for ending in _ENDINGS[name] if lower.endswith(ending)), "")
