"""WARC: pages as a crawler fetched them, such as the news crawl of Common Crawl. Read record by record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from dragoman.documents.build import About, build
from dragoman.documents.dates import UnclearDateError, published_date
from dragoman.documents.decode import decode
from dragoman.documents.formats.html import declared, page_documents, page_of
from dragoman.documents.formats.unpacking import MOST_LEVELS, Unpacked, metered
from dragoman.documents.source import Format, Source, extra, in_words, too_large
from dragoman.model import Document, Problem

Items = Iterator[Document | Problem]

_PAGES: Final = ("text/html", "application/xhtml+xml")
_MOST_TOLD: Final = 20
_CUT: Final = "get the file again; what was read before is kept"


def read(source: Source, stream: BinaryIO, limit: int) -> Items:
    """Yield the Document of each page in a WARC file, and the Problems met with them.

    Requests, pictures, redirections and pages not found are no texts and are passed over.
    """
    iterator = extra("warcio.archiveiterator", "warc", "WARC files")
    errors = extra("warcio.exceptions", "warc", "WARC files")
    packed, meter, level = metered(source, stream)
    if level >= MOST_LEVELS:
        yield Problem("open", source.where, f"it is packed {level} times over", "unpack it first")
        return
    wrapped = Unpacked(packed, meter, level + 1)
    number = told = untold = pages = 0
    try:
        for number, record in enumerate(iterator.ArchiveIterator(wrapped), start=1):
            for result in _record(source, number, record, limit):
                pages += isinstance(result, Document)
                if isinstance(result, Document) or told < _MOST_TOLD:
                    told += isinstance(result, Problem)
                    yield result
                else:
                    untold += 1
    except (errors.ArchiveLoadFailed, EOFError, ValueError, LookupError, AttributeError, TypeError) as error:
        cause = f"it is damaged or cut short behind record {number} ({in_words(error)})"
        yield Problem("open", source.where, cause, _CUT)
        return
    if untold:
        yield Problem("open", source.where, f"{untold} more records have problems of the same kinds", _CUT)
    if not pages and not told:
        yield Problem("open", source.where, f"none of its {number} records is a page with a text", "leave it out")


def _record(source: Source, number: int, record: Any, limit: int) -> Items:  # noqa: ANN401
    address = record.rec_headers.get_header("WARC-Target-URI") if record.rec_headers else None
    if record.rec_type not in ("response", "resource", "conversion") or not _is_text(record):
        return
    where = f"{source.where}, record {number}"
    data = record.content_stream().read(limit + 1)
    if len(data) > limit:
        yield too_large(where, None, limit)
        return
    if getattr(record.raw_stream, "limit", 0) > 0:
        yield Problem("open", where, "it is cut short", _CUT)
        return
    if not data.strip():
        return
    kind = _kind(record)
    decoded = decode(data, _charset(record) or declared(data))
    given = About(url=address.strip("<>") if address else None, given="the record of the crawl")
    name = f"{source.name}:{number}"
    if kind == "text/plain":
        document, problems = build(
            decoded.text, given, name=name, origin=source.where, where=where, repairs=decoded.repairs()
        )
        yield document
        yield from problems
        return
    page = page_of(decoded)
    fetched = _fetched(record)
    if fetched and page.about.published and page.about.published[:10] > fetched:
        cause = f"the page dates itself {page.about.published}, but was fetched on {fetched}; it is read as undated"
        yield Problem("open", where, cause, "set its date by hand if you know it")
        page = page.undated()
    yield from page_documents(source, page, given, name=name, where=where)


def _is_text(record: Any) -> bool:  # noqa: ANN401
    if record.http_headers is not None and not (record.http_headers.get_statuscode() or "").startswith("2"):
        return False
    return _kind(record) in (*_PAGES, "text/plain")


def _kind(record: Any) -> str:  # noqa: ANN401
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _charset(record: Any) -> str | None:  # noqa: ANN401
    headers = record.http_headers or record.rec_headers
    _, _, behind = (headers.get_header("Content-Type") or "").lower().partition("charset=")
    return behind.split(";")[0].strip(" \"'") or None


def _fetched(record: Any) -> str | None:  # noqa: ANN401
    try:
        return published_date(record.rec_headers.get_header("WARC-Date") or "")
    except UnclearDateError:
        return None


FORMAT: Final = Format("WARC", (".warc",), lambda head: head.startswith("WARC/"), read)
