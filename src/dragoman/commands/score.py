"""`dragoman score`: a reading measured against texts coded by hand."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.commands.options import Commands, Parser, add_formats, command

if TYPE_CHECKING:
    from dragoman.commands.console import Console
    from dragoman.model import Reading
    from dragoman.reading import Reader


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "score",
        run,
        "measure the reading against a gold file",
        examples=["score gold.jsonl", "score gold.jsonl --errors", "score gold.jsonl --actors"],
    )
    parser.add_argument("gold", metavar="GOLD", type=Path, help="JSON lines with id, text and claims coded by hand")
    parser.add_argument("--actors", action="store_true", help="measure who is meant at each place, not the claims")
    parser.add_argument("--errors", action="store_true", help="list every missed, wrong and unequal one")
    parser.add_argument("--pipeline", metavar="NAME", help="another spaCy pipeline")
    add_formats(parser, with_csv=False)


def run(args: argparse.Namespace, console: Console) -> int:
    """Score a gold file and return the exit code."""
    from dragoman.scoring import format_score, score_file, score_to_json  # noqa: PLC0415

    if args.actors:
        return _actors(args, console)
    score = score_file(args.gold, reading_with(args.pipeline, _claims))
    if args.json:
        console.json("score", score_to_json(score, args.errors))
    else:
        console.write(format_score(score, args.errors))
    return 0


def _actors(args: argparse.Namespace, console: Console) -> int:
    from dragoman.scoring import actors_to_json, format_actors, score_actors  # noqa: PLC0415

    score = score_actors(args.gold, reading_with(args.pipeline, _mentions))
    if args.json:
        console.json("score", actors_to_json(score, args.errors))
    else:
        console.write(format_actors(score, args.errors))
    return 0


def _claims(reading: Reading) -> list[dict[str, Any]]:
    from dragoman.reading import claim_row  # noqa: PLC0415

    return [claim_row(claim, reading.document) for claim in reading.claims]


def _mentions(reading: Reading) -> list[dict[str, Any]]:
    from dragoman.reading import mention_row  # noqa: PLC0415

    return [mention_row(mention, reading.document) for mention in reading.mentions]


def reading_with(
    pipeline: str | None, rows: Callable[[Reading], list[dict[str, Any]]]
) -> Callable[[dict[str, object]], Sequence[dict[str, Any]]]:
    """Return the function that reads one gold row and gives what `rows` makes of the reading.

    The pipeline is loaded with the first row, so that a broken gold file is told of at once.
    """
    from dragoman.documents import from_text  # noqa: PLC0415

    @cache
    def reader() -> Reader:
        from dragoman.reading import Reader  # noqa: PLC0415 - loads spaCy

        return Reader(pipeline)

    def read(row: dict[str, object]) -> list[dict[str, Any]]:
        document = from_text(
            str(row["text"]),
            name=str(row["id"]),
            published=_text(row, "published"),
            title=_text(row, "title"),
            publisher=_text(row, "publisher"),
            url=_text(row, "url"),
        )
        return rows(reader().read(document))

    return read


def _text(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) else None
