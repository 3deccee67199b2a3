"""Sorts what a reading still gets wrong on hand-coded files into classes, with a count for each.

    python benchmarks/error_classes.py GOLD/FILE.jsonl [GOLD/FILE.jsonl ...]

A coded claim that was missed is sorted by where its two sides stand (in its sentence, elsewhere, nowhere) and by
whether a frame fits its words; a claim read too much by what is coded at its place; a matched one by what of it is
wrong. Claims that may be left out are not counted.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.actors.scene import Scene
from dragoman.claims.drafts import Draft
from dragoman.claims.ranking.choosing import choose
from dragoman.claims.ranking.dealings import Dealings
from dragoman.claims.ranking.forest import load_forest
from dragoman.claims.ranking.triggers import find_triggers
from dragoman.documents import from_text
from dragoman.model import Document, Reading
from dragoman.reading import Reader, claim_row
from dragoman.scoring.gold import GoldClaim, GoldDocument, ReadClaim, Roots, load_gold, load_roots, read_claims
from dragoman.scoring.matching import pair_up

Place = tuple[int, int]
Trigger = tuple[Place, int]


class Recorder:
    """Chooses as the reader does, and keeps the sentences and the words of action of each document."""

    def __init__(self) -> None:
        self.sentences: defaultdict[str, list[Place]] = defaultdict(list)
        self.triggers: defaultdict[str, list[Trigger]] = defaultdict(list)

    def __call__(self, scene: Scene, drafts: Sequence[Draft], dealings: Dealings) -> list[Draft]:
        document, start = scene.document, scene.offset
        self.sentences[document.name].append(raw(document, start, start + len(scene.doc.text)))
        for trigger in find_triggers(scene, drafts):
            place = start + trigger.head.idx
            found = raw(document, place, place + len(trigger.head))
            self.triggers[document.name].append((found, trigger.sign))
        return choose(load_forest(), scene, drafts, dealings)


def raw(document: Document, start: int, end: int) -> Place:
    return document.offsets.raw_range(start, min(end, len(document.text)))


def touch(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def missed(claim: GoldClaim, reads: Sequence[ReadClaim], reading: Reading, roots: Roots, kept: Recorder) -> str:
    """Return the class of a missed claim."""
    here, pair = (claim.start, claim.end), {claim.source_root, claim.target_root}
    near = [r for r in reads if any(touch(here, piece) for piece in r.pieces)]
    same = [r for r in near if {r.source_root, r.target_root} == pair]
    if same:
        turned = (
            "with the other sign" if any(r.sign != claim.sign for r in same) else "the other way round, or once of two"
        )
        return f"missed: read {turned}"
    name = reading.document.name
    sentences = [s for s in kept.sentences[name] if touch(here, s)]
    if not sentences:
        return "missed: the sentence was not parsed"
    mentions = [
        (raw(reading.document, m.span.start, m.span.end), roots.code(m.root)) for m in reading.mentions if m.root
    ]
    inside = {root for place, root in mentions if any(touch(place, s) for s in sentences)}
    everywhere = {root for _, root in mentions}
    fits = any(sign == claim.sign and touch(here, place) for place, sign in kept.triggers[name])
    word = "a frame fits its words" if fits else "no frame fits its words"
    if pair <= inside:
        return f"missed: both sides in the sentence, {word}"
    if pair <= everywhere:
        return f"missed: a side only elsewhere in the text, {word}"
    return "missed: a side is found nowhere in the text"


def too_much(read: ReadClaim, golds: Sequence[GoldClaim]) -> str:
    """Return the class of a claim read that is not coded."""
    near = [g for g in golds if any(touch((g.start, g.end), piece) for piece in read.pieces)]
    shared = [len({g.source_root, g.target_root} & {read.source_root, read.target_root}) for g in near]
    how = ("neither side is coded there", "one side is another", "the two sides are coded otherwise or once only")
    chosen = ", chosen by likelihood" if read.rule.endswith("+ranked") else ""
    return f"too much: {how[max(shared)] if shared else 'nothing is coded there'}{chosen}"


def classes(gold: GoldDocument, reading: Reading, roots: Roots, kept: Recorder) -> Iterator[str]:
    """Yield the class of each error in one document."""
    reads = read_claims([claim_row(claim, reading.document) for claim in reading.claims], roots, gold.id)
    pairs = pair_up(gold.claims, reads)
    taken, used = {p.gold for p in pairs}, {p.reading for p in pairs}
    for number, claim in enumerate(gold.claims):
        if number not in taken and not claim.optional:
            yield missed(claim, reads, reading, roots, kept)
    for number, read in enumerate(reads):
        if number not in used:
            yield too_much(read, gold.claims)
    for pair in pairs:
        one, other = gold.claims[pair.gold], reads[pair.reading]
        for part in ("kind", "status", "speaker_root", "date"):
            if getattr(one, part) != getattr(other, part) and not one.optional:
                yield f"matched: another {part.removesuffix('_root')}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="hand-coded files")
    counts: Counter[str] = Counter()
    for file in parser.parse_args().files:
        kept = Recorder()
        reader, roots = Reader(chooser=kept), load_roots(file)
        golds = load_gold(file, roots)
        plain = [
            {key: value for key in ("published", "title", "url") if isinstance(value := gold.row.get(key), str)}
            for gold in golds
        ]
        documents = [from_text(gold.text, name=gold.id, **known) for gold, known in zip(golds, plain, strict=True)]
        for gold, reading in zip(golds, reader.read_many(documents), strict=True):
            counts.update(classes(gold, reading, roots, kept))
    for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        print(f"{number:>6}  {name}")


if __name__ == "__main__":
    main()
