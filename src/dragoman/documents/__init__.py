"""Files to Documents: `find` what can be read, `load` it, or take a text at hand with `from_text`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.documents.build import About, build
from dragoman.documents.formats import FORMATS, read_stream
from dragoman.documents.paths import find
from dragoman.documents.source import DEFAULT_LIMIT, Format, Source, opened
from dragoman.model import Document, Problem, Repair

__all__ = ["DEFAULT_LIMIT", "FORMATS", "Format", "Source", "find", "from_text", "load"]


def load(source: Source, *, limit: int = DEFAULT_LIMIT) -> Iterator[Document | Problem]:
    """Yield the Documents of a source in their order, and each Problem where it was met.

    `limit` is the most bytes one text may have. A file that cannot be opened or read yields one Problem.
    """
    try:
        with opened(source) as stream:
            yield from read_stream(source, stream, limit)
    except OSError as error:
        cause = error.strerror or str(error)
        yield Problem(
            "open", source.where, f"it cannot be read ({cause})", "check that the file is there and may be read"
        )


def from_text(
    text: str,
    *,
    name: str,
    origin: str = "",
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str | None = None,
    author: str | None = None,
) -> Document:
    """Return the Document of a text at hand; its id depends on the text and on its address, publisher, or origin.

    `published` is an ISO date or '15 September 2017', and may lack the day; one that is unclear is left out, and a
    Repair of kind 'problem' says so. Without it, a dateline counts, or a line such as 'Published 4 May 2020' at the
    top. A title that is not given is the first heading above the text, if there is one.
    """
    about = About(title, published, publisher, url, language, author, given="the caller")
    key = url or publisher or origin
    document, problems = build(text, about, name=name, origin=origin, where=name, key=key)
    noted = tuple(Repair("problem", 0, 0, "", "", problem.message, certain=False) for problem in problems)
    return replace(document, repairs=noted + document.repairs)
