"""Markdown: front matter becomes what is known of the text; marks of form are taken out, headings are kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from dragoman.documents.build import About, build
from dragoman.documents.edits import Edit
from dragoman.documents.formats.text import FIELDS
from dragoman.documents.source import Format, Source, read_text
from dragoman.model import Document, Problem

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]+):(.*)$", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(```+|~~~+)[^\n]*(?:\n|\Z)")
_HASHES = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_HASHES_BEHIND = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_LINE_MARKS = re.compile(r"(?:[ \t]*(?:>|[-*+][ \t]|\d{1,3}[.)][ \t]))+[ \t]*")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]+\S+.*$")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^>\s]{1,2000}>")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>|<!--.{0,5000}?-->", re.DOTALL)
_CODE = re.compile(r"(`{1,3})(?!`)([^`\n]{1,1000})\1(?!`)")
_BOLD = re.compile(r"(\*\*)(?=[^\s*]|\*[^\s*])([^\n]{0,2000}?[^\s])\1(?!\*(?!\*))")
_STARS = re.compile(r"(?<!\*)(\*)(?=[^\s*])([^*\n]{0,2000}[^\s*])\1(?!\*)")
_SCORES = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^\n]{0,2000}?[^\s_])\1(?![\w_])")
_STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,1000})~~")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!>~|-])")


def read(source: Source, stream: BinaryIO, limit: int) -> Iterator[Document | Problem]:
    """Yield the one Document of a Markdown file and the Problems met with it."""
    decoded = read_text(source, stream, limit)
    if isinstance(decoded, Problem):
        yield decoded
        return
    about, begin = front_matter(decoded.text)
    edits, headings = marks_of_form(decoded.text, begin)
    document, problems = build(
        decoded.text,
        about,
        name=source.name,
        origin=source.where,
        where=source.where,
        edits=edits,
        headings=headings,
        repairs=decoded.repairs(),
    )
    yield document
    yield from problems


def front_matter(text: str) -> tuple[About, int]:
    """Return what the front matter says (`key: value` lines between `---`), and where the text begins behind it."""
    block = _FRONT.match(text)
    if block is None:
        return About(), 0
    found: dict[str, str | None] = {}
    for match in _FIELD.finditer(block[1]):
        field = FIELDS.get(match[1].lower(), "")
        value = match[2].strip().strip("\"'")
        if field and value and value not in ("|", ">"):
            found.setdefault(field, value)
    return About.of(found, "the front matter"), block.end()


def marks_of_form(text: str, begin: int) -> tuple[list[Edit], list[tuple[int, int]]]:
    """Return the edits that take Markdown's marks out of a text, and the raw ranges of its headings."""
    edits = [Edit(0, begin, "")] if begin else []
    headings: list[tuple[int, int]] = []
    position = begin
    fence = ""
    before: tuple[int, int] | None = None
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end].rstrip("\r")
        opening = _FENCE.match(line)
        if fence or opening:
            edits.append(Edit(position, min(end + 1, len(text)), ""))
            if opening and not fence:
                fence = opening[1]
            elif opening and opening[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            before = None
        else:
            more, heading = _of_line(line, position, before)
            edits += more
            if heading:
                headings.append(heading)
            plain = line.strip() and heading is None and not _LINE_MARKS.match(line)
            before = (position, position + len(line)) if plain else None
        position = end + 1
    edits += _inline(text, begin)
    return edits, headings


def _of_line(line: str, at: int, before: tuple[int, int] | None) -> tuple[list[Edit], tuple[int, int] | None]:
    """Return the edits to one line's beginning or to the whole of it, and the range of a heading it makes."""
    end = at + len(line)
    hashes = _HASHES.match(line)
    if hashes:
        edits = [Edit(at, at + hashes.end(), "")] if hashes.end() else []
        behind = _HASHES_BEHIND.search(line, hashes.end())
        if behind:
            edits.append(Edit(at + behind.start(), end, ""))
        return edits, (at, end)
    if before and _UNDERLINE.match(line):
        return [Edit(at, end, "")], before
    if line and (_RULE.match(line) or _REFERENCE.match(line) or ("|" in line and _TABLE_RULE.match(line))):
        return [Edit(at, end, "")], None
    marks = _LINE_MARKS.match(line)
    apart = "\n" if marks and marks[0].strip(" \t>") else ""
    return ([Edit(at, at + marks.end(), apart)] if marks else []), None


def _inline(text: str, begin: int) -> list[Edit]:
    """Return the edits that take out links, emphasis, code marks, tags and escapes, keeping the words."""
    edits: list[Edit] = []
    for pattern in (_IMAGE, _AUTOLINK, _FOOTNOTE, _TAG):
        edits += (Edit(match.start(), match.end(), "") for match in pattern.finditer(text, begin))
    for match in _LINK.finditer(text, begin):
        edits.append(Edit(match.start(), match.start(1), ""))
        edits.append(Edit(match.end(1), match.end(), ""))
    for pattern in (_CODE, _BOLD, _STARS, _SCORES):
        for match in pattern.finditer(text, begin):
            edits.append(Edit(match.start(), match.end(1), ""))
            edits.append(Edit(match.end() - len(match[1]), match.end(), ""))
    for match in _STRUCK.finditer(text, begin):
        edits.append(Edit(match.start(), match.start(1), ""))
        edits.append(Edit(match.end(1), match.end(), ""))
    edits += (Edit(match.start(), match.end(), "") for match in _ESCAPE.finditer(text, begin))
    return edits


def sniff(head: str) -> bool:
    """Return True for a text that begins with front matter or a `#` heading."""
    return _FRONT.match(head) is not None or head.lstrip("\ufeff \n").startswith("# ")


FORMAT: Final = Format("Markdown", (".md", ".markdown", ".mdown"), sniff, read)
