"""The sentences behind findings, as lines below them: what is said, by whom, where, when."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from dragoman.commands.console import harmless
from dragoman.commands.tables import SHORT
from dragoman.model import UNNAMED, Aim, Claim

if TYPE_CHECKING:
    from dragoman.casebook.snapshot import Snapshot
    from dragoman.commands.console import Console

FEW: Final = 5
_INDENT: Final = "       "


def add_quotes(parser: argparse.ArgumentParser) -> None:
    """Add the option that says how many sentences to print."""
    about = f"print at most so many sentences in each place; 0 for all (default {FEW})"
    parser.add_argument("--quotes", type=_number, default=FEW, metavar="N", help=about)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is no number of sentences: give 0 or more")
    return int(text)


class Evidence:
    """Finds claims and aims by id and prints the sentences they stand in; one sentence once, with all its ids."""

    def __init__(self, view: Snapshot, most: int = FEW) -> None:
        from dragoman.show.quotes import Notes  # noqa: PLC0415 - loads the vocabulary

        self._documents = {document.id: document for document in view.documents()}
        self._notes = Notes(view.documents(), "undated")
        self._known: dict[str, Claim | Aim] = {c.id: c for c in view.all_claims} | {a.id: a for a in view.aims()}
        self._most = most

    def sentence(self, record: Claim | Aim) -> str:
        """Return the whole sentence that a claim or aim stands in, or the part around it when it is very long."""
        document_id, start, end = self._notes.place(record.evidence)
        return " ".join(self._documents[document_id].text[start:end].split())

    def lines(self, ids: Iterable[str]) -> list[str]:
        """Return a line for each sentence: quote, status and speaker, document, publisher, its date, ids."""
        groups: dict[tuple[str, str], list[Claim | Aim]] = {}
        for record in (self._known[i] for i in dict.fromkeys(ids) if i in self._known):
            groups.setdefault((self._notes.key(record.evidence), _standing(record)), []).append(record)
        shown = list(groups.items())[: self._most or None]
        made = [self._line(standing, records) for (_, standing), records in shown]
        left = len(groups) - len(shown)
        return [*made, f"... and {left} more (--quotes 0 prints all)"] if left else made

    def _line(self, standing: str, records: Sequence[Claim | Aim]) -> str:
        document = self._documents[records[0].document_id]
        places = [document.name, *([document.publisher] if document.publisher else [])]
        places.append(document.published or "undated")
        copies = len({r.document_id for r in records}) - 1
        places += [f"and {copies} more with the same words"] if copies else []
        ids = " ".join(dict.fromkeys(r.id[:SHORT] for r in records))
        dates = dict.fromkeys(r.date for r in records if isinstance(r, Claim) and r.date)
        told = f"({', '.join((standing, *dates))})"
        return f"“{self.sentence(records[0])}” {told}; {', '.join(places)} [{ids}]"

    def below(self, console: Console, ids: Iterable[str], indent: str = _INDENT) -> None:
        """Print the lines of `ids`, indented."""
        put(console, self.lines(ids), indent)


def put(console: Console, lines: Iterable[str], indent: str = "") -> None:
    """Print lines that may hold words of a document, indented, broken to the terminal's width."""
    for line in lines:
        plain = harmless(line)
        if console.width is None:
            console.line(indent + plain)
            continue
        width = max(console.width, 40)
        for part in textwrap.wrap(
            plain, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False
        ):
            console.line(part)


def _standing(record: Claim | Aim) -> str:
    """What a text says of a claim's truth: done, not done, only possible; by whose word."""
    status = record.status.replace("_", " ")
    if record.speaker is None:
        return status
    speaker = "unnamed sources" if record.speaker == UNNAMED else record.speaker_name or record.speaker
    return f"{status}, by the word of {speaker}"
