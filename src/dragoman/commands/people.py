"""`dragoman actors`: who is named in a casebook and how often, where each is meant, and what stayed open."""

from __future__ import annotations

import argparse
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands import plain
from dragoman.commands.options import Commands, Parser, add_case, add_formats, command, open_case
from dragoman.model import Actor, Document, Mention

if TYPE_CHECKING:
    from dragoman.casebook import Snapshot
    from dragoman.commands.console import Cell, Console

_COUNTS: Final = ("mentions", "documents", "claims", "aims")
_OPEN: Final = ("words", "mentions", "documents", "doc", "start", "end", "sentence")
_NO_MENTIONS: Final = (
    "This casebook holds no mentions: it was made by an earlier dragoman. Read its documents again to have them."
)


def add(commands: Commands[Parser]) -> None:
    """Add the command."""
    parser = command(
        commands,
        "actors",
        run,
        "list who is named, how often, and what stayed open",
        examples=["actors", "actors --of Haftar", "actors --unresolved", "actors --csv"],
        more="Correct what is wrong with: dragoman fix.",
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--of", metavar="ACTOR", help="list each place where this actor is named or meant")
    choice.add_argument("--unresolved", action="store_true", help="list the words that stayed open")
    add_case(parser)
    add_formats(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """List actors, the mentions of one, or what stayed open, and return the exit code."""
    view = open_case(args).snapshot()
    if args.of is not None:
        _places(args, console, view)
    elif args.unresolved:
        _open(args, console, view)
    else:
        _everyone(args, console, view)
    if view.documents() and not view.mentions():
        console.say(_NO_MENTIONS)
    return 0


def _print(
    args: argparse.Namespace, console: Console, fields: Sequence[str], rows: Sequence[dict[str, Any]], nothing: str,
    table: tuple[Sequence[str], Sequence[Sequence[Cell]]],
) -> None:  # fmt: skip
    if args.json:
        console.json(args.command, list(rows))
    elif args.csv:
        console.csv(fields, [[plain.flat(row[name]) for name in fields] for row in rows])
    elif rows:
        console.table(*table)
    else:
        console.say(nothing)


@dataclass(slots=True)
class _Counts:
    """How often each actor is mentioned and takes part, and in which documents."""

    mentions: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    aims: Counter[str] = field(default_factory=Counter)
    documents: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, view: Snapshot) -> _Counts:
        counts = cls()
        for mention in view.mentions():
            if mention.actor is not None:
                counts._add(counts.mentions, {mention.actor}, mention.span.document_id)
        for claim in view.claims():
            speaker = {claim.speaker} if claim.speaker else set()
            counts._add(counts.claims, {claim.source, claim.target} | speaker, claim.document_id)
        for aim in view.aims():
            counts._add(counts.aims, {aim.actor}, aim.document_id)
        return counts

    def _add(self, count: Counter[str], actors: Iterable[str], document: str) -> None:
        for actor in actors:
            count[actor] += 1
            self.documents[actor].add(document)

    def row(self, actor: Actor) -> dict[str, Any]:
        one = actor.id
        numbers = (self.mentions[one], len(self.documents[one]), self.claims[one], self.aims[one])
        return {**asdict(actor), **dict(zip(_COUNTS, numbers, strict=True))}


def _everyone(args: argparse.Namespace, console: Console, view: Snapshot) -> None:
    counts = _Counts.of(view)
    rows = [counts.row(actor) for actor in view.actors()]
    rows.sort(key=lambda row: (-row["claims"] - row["aims"], -row["mentions"], row["name"], row["id"]))
    head = ("name", "kind", "side", *_COUNTS, "id")
    cells = [(r["name"], r["kind"], r["root"], *(r[name] for name in _COUNTS), r["id"]) for r in rows]
    fields = (*plain.FIELDS["actors"], *_COUNTS)
    _print(args, console, fields, rows, "No actors are named in this casebook.", (head, cells))


def _places(args: argparse.Namespace, console: Console, view: Snapshot) -> None:
    from dragoman.commands.naming import actor_called, among  # noqa: PLC0415 - loads the vocabulary

    former = [] if among(view.actors(), args.of) else among(view.read_actors, args.of)
    meant = view.decisions.owner(former[0].id) if len(former) == 1 else actor_called(view, args.of).id
    documents = plain.by_id(view)
    order = {identity: place for place, identity in enumerate(documents)}
    mentions = [m for m in view.mentions() if m.actor == meant and m.span.document_id in documents]
    mentions.sort(key=lambda m: (order[m.span.document_id], m.span.start, m.span.end))
    sentences = _Sentences(documents)
    rows = [
        {**row, "sentence": sentences.of(mention)}
        for mention, row in zip(mentions, plain.mention_data(mentions, documents), strict=True)
    ]
    head = ("document", "words", "rule", "sure", "sentence")
    cells = [(r["doc"], r["quote"], r["how"], r["confidence"], r["sentence"]) for r in rows]
    fields = (*plain.FIELDS["mentions"], "sentence")
    _print(args, console, fields, rows, f"No mention of {args.of} is kept.", (head, cells))


def _open(args: argparse.Namespace, console: Console, view: Snapshot) -> None:
    from dragoman.casebook.corrections import folded  # noqa: PLC0415 - loads DuckDB

    documents = plain.by_id(view)
    order = {identity: place for place, identity in enumerate(documents)}
    alike: dict[str, list[Mention]] = defaultdict(list)
    for mention in {m.span: m for m in view.mentions() if m.actor is None}.values():
        if mention.span.document_id in documents:
            alike[folded(mention.span.text)].append(mention)
    sentences = _Sentences(documents)
    rows = []
    for found in alike.values():
        found.sort(key=lambda m: (order[m.span.document_id], m.span.start, m.span.end))
        spelled = Counter(" ".join(m.span.text.split()) for m in found)
        (place,) = plain.mention_data(found[:1], documents)
        rows.append({
            "words": min(spelled, key=lambda words: (-spelled[words], words)),
            "mentions": len(found),
            "documents": len({m.span.document_id for m in found}),
            **{name: place[name] for name in ("doc", "start", "end")},
            "sentence": sentences.of(found[0]),
        })  # fmt: skip
    rows.sort(key=lambda row: (-row["mentions"], -row["documents"], row["words"].casefold(), row["words"]))
    head = ("words", "mentions", "documents", "for example in", "sentence")
    cells = [(r["words"], r["mentions"], r["documents"], r["doc"], r["sentence"]) for r in rows]
    _print(args, console, _OPEN, rows, "Nothing stayed open.", (head, cells))


class _Sentences:
    """The sentences around mentions; each document is cut once."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._cut: dict[str, tuple[list[int], list[int]]] = {}

    def of(self, mention: Mention) -> str:
        """Return the sentence that a mention stands in, on one line; its own words where no sentence holds it."""
        from dragoman.actors.sentences import split  # noqa: PLC0415 - loads the vocabulary

        span = mention.span
        document = self._documents[span.document_id]
        if span.document_id not in self._cut:
            found = split(document)
            self._cut[span.document_id] = [s.start for s in found], [s.end for s in found]
        starts, ends = self._cut[span.document_id]
        place = bisect_right(starts, span.start) - 1
        inside = place >= 0 and span.end <= ends[place]
        return " ".join((document.text[starts[place] : ends[place]] if inside else span.text).split())
