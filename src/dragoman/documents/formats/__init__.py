"""The formats that can be read. A new one is a file in this folder and a line in `FORMATS`."""

from __future__ import annotations

from typing import Final

from dragoman.documents.formats import html, jsonl, markdown, text
from dragoman.documents.source import Format

# In the order in which a file without a known suffix is tried; plain text, which anything may be, comes last.
FORMATS: Final[tuple[Format, ...]] = (jsonl.FORMAT, html.FORMAT, markdown.FORMAT, text.FORMAT)


def by_suffix(suffix: str) -> Format | None:
    """Return the format of a suffix such as '.md', in any case of letters; None for an unknown one."""
    return next((one for one in FORMATS if suffix.lower() in one.suffixes), None)


def by_name(name: str) -> Format:
    """Return the format of that name. Raises KeyError for a name that no format has."""
    return {one.name: one for one in FORMATS}[name]


def by_look(head: str) -> Format:
    """Return the format that the beginning of a text looks like; plain text where it looks like none."""
    return next(one for one in FORMATS if one.sniff(head))
