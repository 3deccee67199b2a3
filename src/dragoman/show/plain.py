"""What the terminal and Markdown forms share: characters that must not reach a terminal, and where a quote stands."""

from __future__ import annotations

import unicodedata
from typing import Final

from dragoman.show.records import Footnote
from dragoman.show.wording import Wording

_REMOVED: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
_DIRECTIONS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """Return `text` on one line without control characters or direction overrides; other writing is untouched.

    What stands in a text from outside can then neither colour, move nor re-order what a terminal shows.
    """
    flat = " ".join(text.split())
    return "".join(c for c in flat if c not in _DIRECTIONS and unicodedata.category(c) not in _REMOVED)


def origins(note: Footnote, words: Wording) -> str:
    """Return title, publisher, date and characters of all places where a footnote's sentence stands."""
    places = []
    for origin in note.origins:
        characters = words.say("html", "characters", start=origin.raw_start, end=origin.raw_end)
        parts = (origin.title, origin.publisher, origin.date, characters)
        places.append(printable(", ".join(part for part in parts if part)))
    return f"; {words.say('html', 'also')} ".join(places)


def quoted(note: Footnote) -> str:
    """Return a footnote's sentence in quotation marks, with an ellipsis where it is a part."""
    text = printable(note.quote)
    return f"“… {text} …”" if note.cut else f"“{text}”"
