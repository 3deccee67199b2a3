"""`dragoman documents`: what is known of each document of a casebook, and where each thing was found."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands import plain
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, number, open_case
from dragoman.model import Document

if TYPE_CHECKING:
    from dragoman.commands.console import Console

_FIELDS: Final = ("id", "title", "author", "publisher", "published", "url", "language", "origin", "hash", "found")
_HEAD: Final = ("document", "title", "author", "publisher", "date", "language", "address")
_READ: Final = "en"


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "documents",
        run,
        "list the documents: author, publisher, date, language, and where each was found",
        examples=["documents", "documents --found", "documents --unread --json"],
    )
    parser.add_argument(
        "--found", action="store_true", help="list each thing known of a document with where it was found"
    )
    parser.add_argument("--unread", action="store_true", help="only documents in a language that is not read")
    add_case(parser)
    add_formats(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """List the documents and return the exit code."""
    everything = open_case(args).documents()
    chosen = [d for d in everything if not args.unread or d.language not in (_READ, None)]
    rows = [_row(document) for document in chosen]
    if args.json:
        console.json(args.command, rows)
    elif args.csv:
        console.csv(_FIELDS, [[plain.flat(row[name]) for name in _FIELDS] for row in rows])
    elif not chosen:
        console.say("No document fits.")
    elif args.found:
        head = ("document", "what", "value", "found in")
        console.table(head, [(d.name, f.field, f.value, f.origin) for d in chosen for f in d.facts])
    else:
        console.table(
            _HEAD,
            [[row[name] or "" for name in _FIELDS[:5]] + [row["language"] or "", row["url"] or ""] for row in rows],
        )
    if not (args.json or args.csv):
        _languages(console, chosen)
    return 0


def _row(document: Document) -> dict[str, Any]:
    return {
        "id": document.name,
        **{name: getattr(document, name) for name in ("title", "author", "publisher", "published", "url", "language")},
        "origin": document.origin,
        "hash": document.id,
        "found": [asdict(fact) for fact in document.facts],
    }


def _languages(console: Console, documents: list[Document]) -> None:
    from dragoman.documents.language import spoken  # noqa: PLC0415 - loads the word lists

    others = Counter(d.language for d in documents if d.language not in (_READ, None))
    if others:
        listed = ", ".join(f"{count} in {spoken(code or '') or code}" for code, count in others.most_common())
        console.say(f"{number(others.total(), 'document')} in languages that are not read: {listed}.")
