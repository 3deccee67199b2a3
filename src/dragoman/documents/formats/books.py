"""EPUB books: each chapter, in the order of reading, is a text of its own with what the book says of itself."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

from dragoman.documents.build import About
from dragoman.documents.decode import decode
from dragoman.documents.formats.html import Page, declared, fragment_of, page_documents
from dragoman.documents.formats.office import broken, first_text, package, xml
from dragoman.documents.formats.unpacking import BROKEN_ZIP
from dragoman.documents.source import Format, Source, never, too_large
from dragoman.model import Document, Problem

Items = Iterator[Document | Problem]

_CONTAINER: Final = "META-INF/container.xml"
_LOCK: Final = "META-INF/encryption.xml"
_FONTS: Final = "obfuscation"
_AGAIN: Final = "get the book again, or export it as text"
_MOST_CHAPTERS: Final = 20_000


def read(source: Source, stream: BinaryIO, limit: int) -> Items:
    """Yield the Document of each chapter that holds text, and the Problems met with them."""
    with package(source, stream) as archive:
        if isinstance(archive, Problem):
            yield archive
            return
        try:
            yield from _chapters(source, archive, limit)
        except BROKEN_ZIP as error:
            yield broken(source, error)


def _chapters(source: Source, archive: zipfile.ZipFile, limit: int) -> Items:
    container = xml(archive, _CONTAINER)
    roots = [] if container is None else container.xpath("//*[local-name() = 'rootfile']/@full-path")
    book = xml(archive, str(roots[0])) if roots else None
    if book is None:
        yield Problem("open", source.where, "it is no EPUB: its list of contents is missing or broken", _AGAIN)
        return
    if _is_locked(archive):
        yield Problem("open", source.where, "it is locked against copying (DRM)", "read it in the program it is for")
        return
    about = _about(book)
    empty = True
    for name in _order(book, posixpath.dirname(str(roots[0])))[:_MOST_CHAPTERS]:
        for result in _chapter(source.member(name, "HTML"), archive, name, about, limit):
            empty = False
            yield result
    if empty:
        yield Problem("open", source.where, "the book holds no text", "leave it out, or give the text itself")


def _chapter(source: Source, archive: zipfile.ZipFile, name: str, book: About, limit: int) -> Items:
    try:
        info = archive.getinfo(name)
        if info.file_size > limit:
            yield too_large(source.where, info.file_size, limit)
            return
        data = archive.read(info)
    except KeyError:
        yield Problem("open", source.where, "the book names this chapter, but does not hold it", _AGAIN)
        return
    except BROKEN_ZIP as error:
        yield broken(source, error)
        return
    text, headings = fragment_of(decode(data, declared(data)).text)
    if not text.strip():
        return  # a cover, or a picture
    own = text[slice(*headings[0])] if headings else None
    title = ": ".join(part for part in (book.title, own) if part and part != "") or None
    origins = {**book.origins, "title": "the book's title and the chapter's heading"} if own else book.origins
    yield from page_documents(source, Page(text, headings, replace(book, title=title, origins=origins)), About())


def _is_locked(archive: zipfile.ZipFile) -> bool:
    """Return True where more than fonts is encrypted."""
    lock = xml(archive, _LOCK)
    if lock is None:
        return False
    methods = [str(one) for one in lock.xpath("//*[local-name() = 'EncryptionMethod']/@Algorithm")]
    return any(_FONTS not in method and "RC" not in method for method in methods)


def _about(book: Any) -> About:  # noqa: ANN401
    return About(
        title=first_text(book, "title"),
        author=first_text(book, "creator"),
        publisher=first_text(book, "publisher"),
        published=first_text(book, "date"),
        language=first_text(book, "language"),
        given="the book's metadata",
        origins=dict.fromkeys(("title", "author", "publisher", "published", "language"), "the book's metadata"),
    )


def _order(book: Any, folder: str) -> list[str]:  # noqa: ANN401
    """Return the parts of a book in the order of reading, as names within the package."""
    items = {one.get("id"): one for one in book.xpath("//*[local-name() = 'item']")}
    named = [items.get(one.get("idref")) for one in book.xpath("//*[local-name() = 'itemref']")]
    found = [
        posixpath.normpath(posixpath.join(folder, unquote(one.get("href").split("#", 1)[0])))
        for one in named
        if one is not None and one.get("href") and "html" in (one.get("media-type") or "html")
    ]
    return list(dict.fromkeys(found))


FORMAT: Final = Format("EPUB", (".epub",), never, read)
