"""Bytes to text: which encoding, and what is no text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

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
_LOST: Final = "\ufffd"


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


def why_binary(data: bytes) -> str | None:
    """Return why these bytes are no text, None when they may be. A text without a single byte is text."""
    if marked_encoding(data) not in (None, "utf-8-sig"):
        return None
    if b"\0" in data:
        return "it holds zero bytes, so it is not a text (or UTF-16 without its mark)"
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(data):
        return f"{controls} of its first {len(data)} bytes are control characters, so it is not a text"
    return None


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
            return Decoded(data.decode(name), f"read as {_spoken(name)}; if letters look wrong, save it as UTF-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(data.decode("latin-1"), "read as Latin-1; if letters look wrong, save it as UTF-8")


def _broken(count: int, encoding: str) -> str:
    return f"{count} broken places in {_spoken(encoding)} read as \ufffd"


def _spoken(name: str) -> str:
    return {"cp1252": "Windows-1252", "windows-1252": "Windows-1252", "utf-8-sig": "UTF-8"}.get(
        name.lower(), name.upper()
    )
