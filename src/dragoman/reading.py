"""Joins documents, actors and claims: read a document, get its claims, aims, actors and what was left unread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from os import PathLike
from typing import Any

from dragoman.actors.names import Name, NameFinder, load_finder
from dragoman.actors.parsing import DEFAULT_PIPELINE, load_parser, parser_text
from dragoman.actors.sentences import Sentence, split
from dragoman.actors.tree import Tree
from dragoman.claims.aims import AimMemory, cue_finder, pointing_pattern, read_aims
from dragoman.claims.ranking.choosing import Chooser, choose
from dragoman.claims.ranking.forest import load_forest
from dragoman.claims.reader import DocumentReader
from dragoman.claims.silence import Silence
from dragoman.model import Actor, Aim, Claim, Document, Mention, Reading
from dragoman.vocabulary.directory import load_directory
from dragoman.vocabulary.extended import load_extended
from dragoman.vocabulary.finding import PhraseFinder
from dragoman.vocabulary.forms import load_forms
from dragoman.vocabulary.lexicon import load_roles

_GROUP = 16
_LONGEST = 1500
# A short sentence, or one with an echo of the one before, may leave its other side to be understood.
_SHORT = 60
_ECHO = re.compile(
    r"\b(?:so|likewise|same|neither|nor|not|yet|den(?:y|ies|ied)|refus\w+|reject\w+|accept\w+|ambassador)\b"
)


@dataclass(slots=True)
class _Plan:
    """A document's sentences, and which of them are worth a parse."""

    document: Document
    sentences: tuple[Sentence, ...]
    names: list[tuple[Name, ...]] = field(default_factory=list)
    parse: list[bool] = field(default_factory=list)


class Reader:
    """Reads documents. Building one loads the pipeline and the directory of actors (a few seconds).

    `actors` are tables of a user's own (docs: data files, your own actors), which add to the directory. A broken row
    in one raises VocabularyError; with `skip_broken_actors` it is left out and told in `problems`. `chooser` stands in
    for the trained model that reads what the rules leave open.
    """

    def __init__(
        self,
        pipeline: str | None = None,
        *,
        actors: Iterable[str | PathLike[str]] = (),
        skip_broken_actors: bool = False,
        chooser: Chooser | None = None,
    ) -> None:
        tables = tuple(actors)
        extended = load_extended(tables, skip_broken=skip_broken_actors)
        self._directory, self.problems = extended.directory, extended.problems
        self._shipped = load_directory().actors
        self._parser = load_parser(pipeline or DEFAULT_PIPELINE)
        self._chooser = chooser or partial(choose, load_forest())
        self._finder = NameFinder(self._directory) if tables else load_finder()
        self._references = _reference_finder()
        self._aims = cue_finder()
        self._pointing = pointing_pattern()

    def read(self, document: Document) -> Reading:
        """Return the reading of one document."""
        return next(self.read_many([document]))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield the reading of each document in order; several are parsed together for speed."""
        stream = iter(documents)
        while group := list(islice(stream, _GROUP)):
            plans = [self._plan(document) for document in group]
            texts = [text for plan in plans for text in _to_parse(plan)]
            trees = self._parser.trees(texts)
            for plan in plans:
                yield self._reading(plan, list(islice(trees, sum(plan.parse))))

    def _plan(self, document: Document) -> _Plan:
        plan = _Plan(document, split(document))
        names = self._finder.find(document.text, document.published)
        place = 0
        for sentence in plan.sentences:
            while place < len(names) and names[place].start < sentence.start:
                place += 1
            end = place
            while end < len(names) and names[end].end <= sentence.end:
                end += 1
            inside = names[place:end]
            plan.names.append(inside)
            plan.parse.append(self._worth(document.text[sentence.start : sentence.end], inside, sentence))
        return plan

    def _worth(self, text: str, names: tuple[Name, ...], sentence: Sentence) -> bool:
        """A sentence is parsed when it can relate two actors or tell an aim of one."""
        if len(text) > _LONGEST or sentence.kind in {"teaser"}:
            return False
        meant = len(names) if len(names) >= 2 else len(names) + self._references.count(text)
        if not meant:
            return self._pointing.search(text) is not None and self._aims.found_in(text)
        return meant >= 2 or len(text) < _SHORT or _ECHO.search(text) is not None or self._aims.found_in(text)

    def _reading(self, plan: _Plan, trees: list[Tree]) -> Reading:
        reader = DocumentReader(plan.document, self._directory, self._chooser)
        reader.survey([name for names in plan.names for name in names])
        silence = Silence(plan.document)
        parsed = iter(trees)
        aims: list[Aim] = []
        memory = AimMemory()
        for sentence, names, wanted in zip(plan.sentences, plan.names, plan.parse, strict=True):
            before = len(reader.mentions)
            if not wanted:
                text = plan.document.text[sentence.start : sentence.end]
                reader.mention(names, nobody=not names and not self._references.count(text))
                silence.unparsed(sentence, names, reader.mentions[before:])
                continue
            scene = reader.scene(sentence, next(parsed), names)
            claims = reader.read(scene, sentence)
            aims += read_aims(scene, sentence, plan.document, memory)
            if not claims:
                silence.parsed(scene, sentence, names, reader.mentions[before:], reader.held)
        actors_met = self._with_own_sides(memory.actors | reader.actors)
        skipped, mentions = tuple(silence.skipped), tuple(reader.mentions)
        return Reading(plan.document, reader.finish(), tuple(aims), actors_met, skipped, mentions=mentions)

    def _with_own_sides(self, met: Mapping[str, Actor]) -> tuple[Actor, ...]:
        """Add the sides that only a user's table knows, so that whoever reads the casebook can name them."""
        roots = dict.fromkeys(actor.root for actor in met.values())
        known = self._directory.actors
        own = [known[root] for root in roots if root in known and root not in met and root not in self._shipped]
        return (*met.values(), *own)


def _to_parse(plan: _Plan) -> Iterator[str]:
    """Yield the sentences of a plan that are worth a parse, as the parser reads them best."""
    for sentence, names, wanted in zip(plan.sentences, plan.names, plan.parse, strict=True):
        if wanted:
            places = [(name.start - sentence.start, name.end - sentence.start) for name in names]
            yield parser_text(plan.document.text[sentence.start : sentence.end], places)


def _reference_finder() -> PhraseFinder:
    """Words other than names that may stand for an actor: pronouns, role nouns, "the country"."""
    roles = load_roles()
    words = {w for group in ("person", "thing", "plural", "speaker") for w in roles.pronouns[group]}
    nouns = set(load_forms()).union(roles.person, roles.force, roles.government, roles.people, *roles.generic.values())
    plurals = {w + "s" for w in nouns} | {w[:-1] + "ies" for w in nouns if w.endswith("y")} | {w + "es" for w in nouns}
    numbers = {f"the {word}" for word in roles.numbers}
    return PhraseFinder(words | nouns | plurals | numbers)


def mention_row(mention: Mention, document: Document) -> dict[str, Any]:
    """Return a mention as plain values; `start` and `end` are those of the raw text."""
    start, end = document.offsets.raw_range(mention.span.start, mention.span.end)
    known = load_directory().actors.get(mention.actor or "")
    kind = known.kind if known else None
    return {
        "doc": document.name, "actor": mention.actor, "root": mention.root, "name": mention.name, "kind": kind,
        "start": start, "end": end, "words": document.raw[start:end], "how": mention.how,
        "confidence": mention.confidence,
    }  # fmt: skip


def claim_row(claim: Claim, document: Document) -> dict[str, Any]:
    """Return a claim as a row of the `--jsonl` contract; offsets and quote are those of the raw text."""
    start, end = document.offsets.raw_range(claim.evidence.start, claim.evidence.end)
    also = [list(document.offsets.raw_range(span.start, span.end)) for span in claim.also]
    return {
        "doc": document.name, "source": claim.source, "target": claim.target,
        "source_root": claim.source_root, "target_root": claim.target_root,
        "source_name": claim.source_name, "target_name": claim.target_name,
        "kind": claim.kind, "sign": claim.sign, "mutual": claim.mutual, "status": claim.status,
        "speaker": claim.speaker, "speaker_root": claim.speaker_root, "date": claim.date,
        "ordinal": claim.ordinal, "count": claim.count, "start": start, "end": end,
        "quote": document.raw[start:end], "rule": claim.rule, "confidence": claim.confidence,
        "cues": list(claim.cues), "condition": claim.condition, "also": also,
    }  # fmt: skip
