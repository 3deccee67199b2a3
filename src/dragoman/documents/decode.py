"""Bytes to text: which encoding, and what is no text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final, NamedTuple

from dragoman.model import Repair

HEAD_BYTES: Final = 65_536
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x08\x1a")) + b"\x7f"
_MOST_CONTROLS = 0.02
_CONVERT: Final = "convert it to text, HTML or Markdown first"
_LOST: Final = "\ufffd"
_EXPORT: Final = "export it as text or HTML with the program that made it"
# How files begin that hold texts, or pictures of them, in a form that is not read.
_SIGNS: Final = (
    (b"%PDF-", "a PDF", "name it .pdf"),
    (b"PK\x03\x04", "a packed file, as Word, OpenDocument, EPUB and ZIP files are", _EXPORT),
    (b"{\\rtf", "an RTF file", _EXPORT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file, or one with a password", _EXPORT),
    (b"\x1f\x8b", "a file packed with gzip", "unpack it first (gunzip)"),
    (b"\x28\xb5\x2f\xfd", "a file packed with Zstandard", "unpack it first (unzstd)"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a file packed with 7-Zip", "unpack it first"),
    *((sign, "a picture", "give its text") for sign in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
)
UNREAD_SUFFIXES: Final = frozenset({".doc", ".odt", ".rtf", ".pages", ".ppt", ".pptx", ".xls", ".xlsx", ".mobi"})
UNREAD_REMEDY: Final = _EXPORT


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what is to be said of how it was read; None where it is plain UTF-8 or says what it is."""

    text: str
    note: str | None = None

    def repairs(self) -> tuple[Repair, ...]:
        """Return the note as a Repair over the whole text, or nothing."""
        if self.note is None:
            return ()
        return (Repair("encoding", 0, len(self.text), "", "", self.note, certain=False),)


def marked_encoding(head: bytes) -> str | None:
    """Return the encoding that the byte order mark at the start names, None without one."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


class NoText(NamedTuple):
    """Why some bytes are no text that can be read, and what to do about it."""

    cause: str
    remedy: str


def why_binary(data: bytes) -> NoText | None:
    """Return why these bytes are no text, None when they may be. A text without a single byte is text."""
    if marked_encoding(data) not in (None, "utf-8-sig"):
        return None
    for sign, what, remedy in _SIGNS:
        if data.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(sign):
            return NoText(f"it is {what}, which this version does not read", remedy)
    if b"\0" in data:
        if _is_wide(data):
            return NoText("it looks like UTF-16 without the mark at its start that says so", "save it as UTF-8")
        return NoText("it holds zero bytes, so it is not a text", _CONVERT)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(data):
        cause = f"{controls} of its first {len(data)} bytes are control characters, so it is not a text"
        return NoText(cause, _CONVERT)
    return None


def _is_wide(data: bytes) -> bool:
    """Return True where nearly every second byte is zero and nearly no other one, as in UTF-16."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return max(even, odd) > 0.7 * (len(data) // 2) and min(even, odd) < 0.02 * len(data)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of some bytes: by their mark, as UTF-8, as what is declared, else as Windows-1252 or Latin-1."""
    marked = marked_encoding(data)
    if marked:
        text = data.decode(marked, "replace")
        return Decoded(text, _broken(text.count(_LOST), marked) if _LOST in text else None)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    mostly = data.decode("utf-8", "replace")
    lost = mostly.count(_LOST)
    if 3 * lost <= sum(character > "\x7f" for character in mostly) - lost:
        return Decoded(mostly, _broken(lost, "UTF-8"))
    for name in (declared, "cp1252"):
        if name is None:
            continue
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if name == declared or not _looks_wrong(text):
            return Decoded(text, f"read as {_spoken(name)}; if letters look wrong, save it as UTF-8")
        note = f"its encoding is not known; read as {_spoken(name)}, its letters look wrong: save it as UTF-8"
        return Decoded(text, note)
    return Decoded(data.decode("latin-1"), "read as Latin-1; if letters look wrong, save it as UTF-8")


def _looks_wrong(text: str) -> bool:
    """Return True where most letters are accented ones, as when Cyrillic or Arabic is read as Windows-1252."""
    letters = sum(map(str.isalpha, text))
    return sum(character > "\x7f" and character.isalpha() for character in text) > 0.4 * letters


def _broken(count: int, encoding: str) -> str:
    return f"{count} broken places in {_spoken(encoding)} read as \ufffd"


def _spoken(name: str) -> str:
    return {"cp1252": "Windows-1252", "windows-1252": "Windows-1252", "utf-8-sig": "UTF-8"}.get(
        name.lower(), name.upper()
    )
