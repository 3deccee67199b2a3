"""The zip files that books and word processors write: opened within bounds, and their XML read without its entities."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

from dragoman.documents.decode import why_binary
from dragoman.documents.formats.unpacking import ALWAYS_ALLOWED, BROKEN_ZIP, MOST_TIMES, metered, seekable
from dragoman.documents.source import Source, in_words
from dragoman.model import Problem

_AGAIN: Final = "save it again with the program that made it"
_LARGEST_PART: Final = 200_000_000


@contextmanager
def package(source: Source, stream: BinaryIO) -> Iterator[zipfile.ZipFile | Problem]:
    """Give the zip file of a book or a document, or the Problem that it is none or unpacks to far too much."""
    packed, meter, _ = metered(source, stream)
    with seekable(source, packed) as whole:
        if whole is None:
            yield Problem("open", source.where, "it is too large", "split it")
            return
        head = whole.read(64)
        whole.seek(0)
        other = None if head.startswith(b"PK") else why_binary(head)
        if other:
            yield Problem("open", source.where, *other)
            return
        try:
            archive = zipfile.ZipFile(whole)
        except BROKEN_ZIP as error:
            yield broken(source, error)
            return
        claimed = sum(member.file_size for member in archive.infolist())
        if claimed > max(ALWAYS_ALLOWED, MOST_TIMES * meter.packed):
            cause = f"it would unpack to {claimed / 1e6:.0f} MB, as only a zip bomb does"
            yield Problem("open", source.where, cause, "do not open it")
            return
        with archive:
            yield archive


def broken(source: Source, error: BaseException) -> Problem:
    """Return the Problem of a package that is damaged or locked."""
    said = in_words(error)
    if isinstance(error, RuntimeError) and "password" in str(error):
        return Problem("open", source.where, "it is locked with a password", "unlock it first")
    return Problem("open", source.where, f"it is damaged or cut short ({said})", _AGAIN)


def xml(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - an lxml element
    """Return the root of a part in XML; None where the part is missing or no XML.

    No entity is taken from outside, and none is blown up. Raises what `BROKEN_ZIP` names where the package is damaged.
    """
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - only these formats need it

    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > _LARGEST_PART:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(archive.read(info), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def first_text(root: Any, name: str) -> str | None:  # noqa: ANN401
    """Return the text of the first element of that name, whatever its namespace, that has any."""
    if root is None:
        return None
    found = root.xpath("//*[local-name() = $name]", name=name)
    return next((text for element in found if (text := "".join(element.itertext()).strip())), None)
