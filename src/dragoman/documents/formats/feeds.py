"""RSS and Atom files: each entry is a text of its own. Addresses in a feed are told, and never fetched."""

from __future__ import annotations

import email.utils
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from dragoman.documents.build import About, build
from dragoman.documents.formats.html import fragment_of
from dragoman.documents.source import Format, Source, extra, in_words, read_bytes
from dragoman.model import Document, Problem

_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*)*"
    r"<(?:rss|feed|rdf:RDF|atom:feed)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAVE: Final = "save the feed itself (RSS or Atom), not the page about it"


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the Document of each entry of a feed and the Problems met with them."""
    feedparser = extra("feedparser", "feeds", "RSS and Atom files")
    data = read_bytes(source, stream, limit)
    if isinstance(data, Problem):
        yield data
        return
    if not data.strip():
        yield Problem("open", source.where, "it is empty", "leave it out, or put a feed in")
        return
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": ""})
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        yield Problem("open", source.where, f"it is no feed that can be read ({type(error).__name__})", _SAVE)
        return
    if not feed.entries and not feed.version:
        yield Problem("open", source.where, "it is XML, but no RSS or Atom feed", _SAVE)
        return
    if feed.bozo and _is_broken(feed.bozo_exception):
        cause = f"it is damaged ({in_words(feed.bozo_exception)}); {len(feed.entries)} entries were found all the same"
        yield Problem("open", source.where, cause, "get the feed again")
    elif not feed.entries:
        yield Problem("open", source.where, "there is no entry in the feed", "leave it out")
    for number, entry in enumerate(feed.entries, start=1):
        yield from _entry(source, number, entry, feed.feed)


def _is_broken(error: BaseException) -> bool:
    return type(error).__name__ not in ("CharacterEncodingOverride", "NonXMLContentType")


def _entry(source: Source, number: int, entry: Any, feed: Any) -> Iterator[Document | Problem]:  # noqa: ANN401
    where = f"{source.where}, entry {number}"
    raw, headings = _text(entry)
    if not raw.strip():
        remedy = "the feed gives only titles: save the pages it names"
        yield Problem("open", where, "the entry holds no text", remedy)
        return
    document, problems = build(
        raw,
        _about(entry, feed),
        name=f"{source.name}:{number}",
        origin=source.where,
        where=where,
        key=str(entry.get("id") or entry.get("link") or ""),
        headings=headings,
    )
    yield document
    yield from problems


def _text(entry: Any) -> tuple[str, list[tuple[int, int]]]:  # noqa: ANN401
    """Return the longest text that an entry carries, without its tags, and the ranges of its headings."""
    bodies = [str(one.get("value") or "") for one in entry.get("content", ())] + [str(entry.get("summary") or "")]
    return max(
        (fragment_of(body) for body in bodies if body.strip()), key=lambda found: len(found[0]), default=("", [])
    )


def _about(entry: Any, feed: Any) -> About:  # noqa: ANN401
    source = entry.get("source") or {}
    pairs = (
        ("title", fragment_of(str(entry.get("title") or ""))[0], "the entry's title"),
        ("author", _name(entry.get("author")), "the entry's author"),
        ("author", _name(feed.get("author")), "the feed's author"),
        ("publisher", source.get("title"), "the entry's source"),
        ("publisher", feed.get("publisher") or feed.get("title"), "the feed's title"),
        ("published", _day(entry, "published"), "the entry's date of publication"),
        ("published", _day(entry, "updated"), "the entry's date of change"),
        ("url", entry.get("link"), "the entry's link"),
        ("language", entry.get("language") or feed.get("language"), "the feed's language"),
    )
    found: dict[str, tuple[str, str]] = {}
    for field, value, origin in pairs:
        if isinstance(value, str) and value.strip():
            found.setdefault(field, (value, origin))
    values: dict[str, str | None] = {field: value for field, (value, _) in found.items()}
    return About.of(values, origins={field: origin for field, (_, origin) in found.items()})


def _name(author: object) -> str | None:
    """Return the name in 'jane@paper.example (Jane Doe)', and any other author as it stands."""
    if not isinstance(author, str):
        return None
    return (email.utils.parseaddr(author)[0] if "@" in author else "") or author


def _day(entry: Any, name: str) -> str | None:  # noqa: ANN401
    """Return a date of an entry as ISO, or as it stands where feedparser cannot read it."""
    parsed = entry.get(f"{name}_parsed")
    if parsed:
        return f"{parsed.tm_year:04d}-{parsed.tm_mon:02d}-{parsed.tm_mday:02d}"
    value = entry.get(name)
    return value if isinstance(value, str) else None


def sniff(head: str) -> bool:
    """Return True for a text that begins as a feed does."""
    return _FEED.match(head.lstrip("\ufeff")) is not None


FORMAT: Final = Format("feed", (".rss", ".atom", ".rdf", ".xml"), sniff, read)
