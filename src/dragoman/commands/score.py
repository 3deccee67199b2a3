"""`dragoman score`: a reading measured against texts coded by hand."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.commands.options import Commands, Parser, add_formats, add_own_actors, command, problem_line
from dragoman.errors import InputError, UsageError

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
        more="With --aims, GOLD holds aims coded by hand instead of claims.",
    )
    parser.add_argument("gold", metavar="GOLD", type=Path, help="JSON lines with id, text and claims coded by hand")
    parser.add_argument("--actors", action="store_true", help="measure who is meant at each place, not the claims")
    parser.add_argument("--aims", action="store_true", help="measure what actors want, could do and are bound by")
    parser.add_argument("--split", metavar="NAME", help="with --aims: only documents whose `split` is NAME")
    parser.add_argument("--errors", action="store_true", help="list every missed, wrong and unequal one")
    add_own_actors(parser, "--with-actors")
    parser.add_argument("--pipeline", metavar="NAME", help="another spaCy pipeline")
    add_formats(parser, with_csv=False)


def run(args: argparse.Namespace, console: Console) -> int:
    """Score a gold file and return the exit code."""
    from dragoman import scoring  # noqa: PLC0415

    readers = Readers(args.pipeline, tuple(args.own_actors), args.skip_broken_actors)
    if args.actors and args.aims:
        raise UsageError("--actors and --aims measure different things. Give one of them")
    if args.split is not None and not args.aims:
        raise UsageError("--split goes with --aims")
    if args.aims:
        aims = scoring.score_aims(args.gold, reading_with(readers, aims_of), args.split)
        data, told = scoring.aims_to_json(aims, args.errors), scoring.format_aims(aims, args.errors)
    elif args.actors:
        actors = scoring.score_actors(args.gold, reading_with(readers, mentions_of))
        data, told = scoring.actors_to_json(actors, args.errors), scoring.format_actors(actors, args.errors)
    else:
        claims = scoring.score_file(args.gold, reading_with(readers, claims_of))
        data, told = scoring.score_to_json(claims, args.errors), scoring.format_score(claims, args.errors)
    if args.json:
        console.json("score", data)
    else:
        console.write(told)
    return readers.told(console)


def claims_of(reading: Reading) -> list[dict[str, Any]]:
    """Return the claims of a reading as rows of the `--jsonl` contract."""
    from dragoman.reading import claim_row  # noqa: PLC0415

    return [claim_row(claim, reading.document) for claim in reading.claims]


def mentions_of(reading: Reading) -> list[dict[str, Any]]:
    """Return the mentions of a reading as rows."""
    from dragoman.reading import mention_row  # noqa: PLC0415

    return [mention_row(mention, reading.document) for mention in reading.mentions]


def aims_of(reading: Reading) -> list[dict[str, Any]]:
    """Return the aims of a reading as rows, with the place of their own words in the text as it was given."""
    rows = []
    for aim in reading.aims:
        begin = aim.evidence.start + max(aim.evidence.text.find(aim.text), 0)
        start, end = reading.document.offsets.raw_range(begin, begin + len(aim.text))
        row = {"actor_root": aim.actor_root, "sort": aim.sort, "condition": aim.condition, "rule": aim.rule}
        rows.append({**row, "start": start, "end": end})
    return rows


@dataclass(slots=True)
class Readers:
    """The reader for a gold file. It is loaded with the first row, so that a broken gold file is told of at once."""

    pipeline: str | None
    actors: tuple[str, ...] = ()
    skip_broken_actors: bool = False
    _made: Reader | None = None

    def reader(self) -> Reader:
        """Return the reader, made when it is first asked for."""
        from dragoman.reading import Reader  # noqa: PLC0415 - loads spaCy

        if self._made is None:
            self._made = (
                Reader(self.pipeline, actors=self.actors, skip_broken_actors=self.skip_broken_actors)
                if self.actors
                else Reader(self.pipeline)
            )
        return self._made

    def told(self, console: Console) -> int:
        """Say which rows of the user's tables were left out, and return the exit code."""
        problems = self._made.problems if self._made is not None and self.actors else ()
        for problem in problems:
            console.say(problem_line(problem))
        return InputError.exit_code if problems else 0


def reading_with(
    readers: Readers, rows: Callable[[Reading], list[dict[str, Any]]]
) -> Callable[[dict[str, object]], Sequence[dict[str, Any]]]:
    """Return the function that reads one gold row and gives what `rows` makes of the reading."""
    from dragoman.documents import from_text  # noqa: PLC0415

    def read(row: dict[str, object]) -> list[dict[str, Any]]:
        document = from_text(
            str(row["text"]),
            name=str(row["id"]),
            published=_text(row, "published"),
            title=_text(row, "title"),
            publisher=_text(row, "publisher"),
            url=_text(row, "url"),
        )
        return rows(readers.reader().read(document))

    return read


def _text(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) else None
