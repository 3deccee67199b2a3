"""HTML pages. The raw text of such a Document is the main text taken out of the page; offsets refer to that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Final, Protocol

from dragoman.documents.build import About, build
from dragoman.documents.dates import UnclearDateError, published_date
from dragoman.documents.decode import Decoded
from dragoman.documents.formats.page_facts import page_facts
from dragoman.documents.source import Format, Source, read_text
from dragoman.model import Document, Problem, Repair

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_HEAD = re.compile(r"\s*<\?xml[^>]*\?>")
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no XML may hold
_DEEPEST: Final = 250
_SCRIPT = re.compile(r"<(script|style|head|noscript)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_LARGEST_UNTAGGED: Final = 5_000_000
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NO_TEXT: Final = (
    "//script|//style|//noscript|//template|//nav|//header|//footer|//aside|//form|//iframe|//head|//comment()"
)
_BLOCKS: Final = frozenset({
    "p", "div", "section", "article", "main", "li", "ul", "ol", "blockquote", "pre", "br", "hr", "tr", "td", "th",
    "table",
    "dt", "dd", "figcaption", "title", "body", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "item", "list", "quote", "row", "cell", "lb",
})  # fmt: skip
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "head"})


class _Element(Protocol):
    tag: object
    text: str | None
    tail: str | None

    def __reversed__(self) -> Iterator[_Element]: ...


@dataclass(slots=True)
class _Paragraphs:
    """Collects the text of an element tree as paragraphs, and which of them are headings."""

    done: list[tuple[str, bool]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def close(self, *, heading: bool) -> None:
        text = _SPACES.sub(" ", "".join(self.open)).strip(" ")
        self.open.clear()
        if text:
            self.done.append((text, heading))

    def text(self) -> tuple[str, list[tuple[int, int]]]:
        """Return the paragraphs with an empty line between them, and the ranges of the headings."""
        headings: list[tuple[int, int]] = []
        position = 0
        for text, heading in self.done:
            if heading:
                headings.append((position, position + len(text)))
            position += len(text) + 2
        return "\n\n".join(text for text, _ in self.done), headings


@dataclass(frozen=True, slots=True)
class Page:
    """The text taken out of a page, the ranges of its headings, what the page says of itself, and what is to be noted.

    `text` is empty where the page holds none.
    """

    text: str
    headings: list[tuple[int, int]]
    about: About
    repairs: tuple[Repair, ...] = ()

    def undated(self) -> Page:
        """Return the page without its date."""
        return replace(self, about=replace(self.about, published=None))


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the one Document of a page and the Problems met with it."""
    decoded = read_text(source, stream, limit, declared)
    if isinstance(decoded, Problem):
        yield decoded
        return
    yield from page_documents(source, page_of(decoded), About())


def page_documents(
    source: Source, page: Page, known: About, *, name: str = "", where: str = ""
) -> Iterator[Document | Problem]:
    """Yield the Document of a page, with what is `known` of it from elsewhere first, and the Problems met with it.

    `name` and `where` stand in for those of the source where it holds many pages.
    """
    if not page.text.strip():
        remedy = "save the page again with its text, or give the text itself"
        yield Problem("open", where or source.where, "the page holds no text", remedy)
        return
    document, problems = build(
        page.text,
        known.over(page.about),
        name=name or source.name,
        origin=source.where,
        where=where or source.where,
        headings=page.headings,
        repairs=page.repairs,
    )
    yield document
    yield from problems


def page_of(decoded: Decoded) -> Page:
    """Return the main text of a page, or all of its text where no main text is found, and what the page says."""
    text = _UNFIT.sub(" ", _XML_HEAD.sub("", decoded.text, count=1))
    tree = _tree(text)
    if tree is None:
        return Page("", [], About())
    facts = page_facts(tree)
    headings: list[tuple[int, int]] = []
    if _too_deep(tree):
        raw = ""
    else:
        raw, headings, found = _main_text(text)
        facts = facts.over(found)
    notes = [(repair.kind, repair.note, repair.certain) for repair in decoded.repairs()]
    if not raw:
        raw, headings = _all_text(tree)
        raw = raw or _without_tags(text)  # a tree is cut off where it is too deep
        note = "the main text of the page was not recognised; all of its text was taken, with menus and the like"
        notes.append(("whole page", note, False))
    repairs = tuple(Repair(kind, 0, len(raw), "", "", note, certain) for kind, note, certain in notes)
    return Page(raw, headings, facts, repairs)


def _without_tags(page: str) -> str:
    """Return the words of a page that no tree holds, its tags, scripts and styles cut out."""
    from html import unescape  # noqa: PLC0415 - this module is called html too

    return " ".join(unescape(_TAG.sub(" ", _SCRIPT.sub(" ", page[:_LARGEST_UNTAGGED]))).split())


def fragment_of(markup: str) -> tuple[str, list[tuple[int, int]]]:
    """Return all text of a piece of HTML that is an article already, and the ranges of its headings."""
    tree = _tree(_UNFIT.sub(" ", _XML_HEAD.sub("", markup, count=1)))
    return ("", []) if tree is None else _all_text(tree)


def _tree(page: str) -> Any:  # noqa: ANN401 - an lxml element
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415 - only pages need it

    try:
        return html.fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _too_deep(tree: Any) -> bool:  # noqa: ANN401
    """Return True for a tree so deep that a library which goes down by recursion gives up on it, or takes long."""
    level = [tree]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _main_text(page: str) -> tuple[str, list[tuple[int, int]], About]:
    """Return the main text, its headings, and what else is found about it; an empty text where none is found."""
    import trafilatura  # noqa: PLC0415 - half a second to load, and only pages need it

    try:
        found: Any = trafilatura.bare_extraction(
            page,
            include_comments=False,
            with_metadata=True,
            include_formatting=True,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        found = None
    if found is None or found.body is None:
        return "", [], About()
    paragraphs = _Paragraphs()
    _walk(found.body, paragraphs)
    paragraphs.close(heading=False)
    raw, headings = paragraphs.text()
    about = About(
        title=found.title or None,
        published=_whole_date(found.date),
        publisher=found.sitename or None,
        url=found.url or None,
        author=found.author or None,
        given="the page, by trafilatura",
    )
    return raw, headings, about


def _whole_date(value: object) -> str | None:
    """Return the date of a page's metadata where it names a day; a page's date is no reason for a Problem."""
    try:
        return published_date(str(value)) if value else None
    except UnclearDateError:
        return None


def _all_text(tree: Any) -> tuple[str, list[tuple[int, int]]]:  # noqa: ANN401
    """Return all text of a page without its tags, and the ranges of the headings."""
    for element in tree.xpath(_NO_TEXT):
        parent = element.getparent()
        if parent is not None:
            element.drop_tree()
    paragraphs = _Paragraphs()
    _walk(tree, paragraphs)
    paragraphs.close(heading=False)
    return paragraphs.text()


def _walk(root: _Element, paragraphs: _Paragraphs) -> None:
    """Collect the text below an element, without recursion: pages may be nested thousands deep."""
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if leaving:
            if block:
                paragraphs.close(heading=tag in _HEADINGS)
            if element is not root:
                paragraphs.open.append(element.tail or "")
            continue
        if block:
            paragraphs.close(heading=False)
        paragraphs.open.append(element.text or "" if tag else "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def declared(head: bytes) -> str | None:
    """Return the encoding that a page names in its head."""
    found = _CHARSET.search(head[:4096])
    return found[1].decode("ascii") if found else None


def sniff(head: str) -> bool:
    """Return True for a text that begins as a page does."""
    return _HTML.match(head.lstrip("\ufeff")) is not None


FORMAT: Final = Format("HTML", (".html", ".htm", ".xhtml"), sniff, read)
