"""Word documents (.docx). Mammoth makes them HTML: headings, lists, tables and notes; deleted words are left out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from dragoman.documents.build import About, made_on
from dragoman.documents.formats.html import Page, fragment_of, page_documents
from dragoman.documents.formats.office import broken, first_text, package, xml
from dragoman.documents.source import Format, Source, extra, in_words, never
from dragoman.model import Document, Problem

_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
comment-reference =>
"""
_MAIN: Final = "word/document.xml"
_AGAIN: Final = "open it in a word processor and save it again"


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the one Document of a Word file and the Problems met with it."""
    mammoth = extra("mammoth", "docx", "Word files")
    with package(source, stream) as archive:
        if isinstance(archive, Problem):
            yield archive
            return
        try:
            if _MAIN not in archive.namelist():
                yield Problem("open", source.where, "it is no Word file: it holds no word/document.xml", _AGAIN)
                return
            if archive.getinfo(_MAIN).file_size > 10 * limit:
                yield Problem("open", source.where, "its text is larger than is allowed for one text", "split it")
                return
            core = xml(archive, "docProps/core.xml")
            made = mammoth.convert_to_html(
                archive.fp, style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _image: {})
            )
            text, headings = fragment_of(made.value)
        except zipfile.BadZipFile as error:
            yield broken(source, error)
            return
        except Exception as error:  # on odd XML mammoth raises whatever its parser and its own rules come upon
            yield Problem("open", source.where, f"it cannot be read as a Word file ({in_words(error)})", _AGAIN)
            return
    about = About(
        title=first_text(core, "title"),
        published=made_on(text, (first_text(core, "created") or "")[:10] or None),
        publisher=None,
        language=first_text(core, "language"),
        author=first_text(core, "creator"),
        given="the file's properties",
        origins={"published": "the file's properties (created)"},
    )
    if not text.strip():
        yield Problem("open", source.where, "the document holds no text", "leave it out, or give the text itself")
        return
    yield from page_documents(source, Page(text, headings, about), About())


FORMAT: Final = Format("Word (.docx)", (".docx", ".docm"), never, read)
