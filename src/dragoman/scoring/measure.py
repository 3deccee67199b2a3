"""The counts and shares of a score: what was found, what was missed, what was made up, and what was made a fact.

How a reading is counted: one claim read is one, whatever pieces of evidence it keeps. Each further piece that is
paired with a gold claim of its own counts as one more claim read and matched; a piece that is paired with nothing
adds nothing. A pair with `optional` gold leaves the counts of precision and recall altogether, on both sides, but
its false facts are listed: they mislead a reader all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError
from dragoman.scoring.gold import GoldClaim, GoldDocument, ReadClaim, Row, load_gold, load_roots, read_claims
from dragoman.scoring.matching import Partners, overlap, pair_up, same_pair


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`; `value` is their quotient, or None where there is nothing to divide."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """Return right / of (0..1), or None when `of` is 0."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Claims required by the gold, claims read, pairs of the two, and the pairs equal in kind and status."""

    gold: int
    read: int
    matched: int
    strict: int

    @property
    def precision(self) -> float | None:
        """Return matched / read, or None when nothing was read."""
        return self.matched / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Return matched / gold, or None when nothing was required."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall, or None when there is nothing to compare."""
        return _f1(self.matched, self.read, self.gold)

    @property
    def strict_f1(self) -> float | None:
        """Return F1 where only pairs equal in kind and status count as matched."""
        return _f1(self.strict, self.read, self.gold)


@dataclass(frozen=True, slots=True)
class Pairing:
    """A gold claim and the reading of it; `differs` names the fields that are not the same."""

    document: str
    gold: GoldClaim
    read: ReadClaim
    quote: str
    read_quote: str
    differs: tuple[str, ...]

    @property
    def false_fact(self) -> bool:
        """Return whether the reading says it happened and the gold says it did not, may, will or should."""
        return self.read.status == "did" and self.gold.status != "did"


@dataclass(frozen=True, slots=True)
class Miss:
    """A required gold claim that no reading was paired with; `near` says what was read instead, if anything."""

    document: str
    gold: GoldClaim
    quote: str
    near: str
    nearest: ReadClaim | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A reading that no gold claim was paired with; `near` says what the gold has there, if anything."""

    document: str
    read: ReadClaim
    quote: str
    near: str
    nearest: GoldClaim | None


@dataclass(frozen=True, slots=True)
class Score:
    """A reading compared with a gold file. `kinds` is recall by gold kind, `rules` precision by the reader's rule.

    `kind`, `status`, `speaker`, `date` are shares of the required pairs. `false_facts` are pairs, optional gold
    included; `false_share` is their number among the paired readings that say `did`.
    """

    gold_file: str
    documents: int
    overall: Tally
    optional: Share
    kind: Share
    status: Share
    speaker: Share
    date: Share
    false_facts: tuple[Pairing, ...]
    false_share: Share
    tags: Mapping[str, Tally]
    kinds: Mapping[str, Share]
    rules: Mapping[str, Share]
    pairs: tuple[Pairing, ...]
    missed: tuple[Miss, ...]
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """One document's part of the score."""

    document: GoldDocument
    pairs: tuple[Pairing, ...]
    missed: tuple[Miss, ...]
    wrong: tuple[Wrong, ...]

    def tally(self) -> Tally:
        required = [pair for pair in self.pairs if not pair.gold.optional]
        strict = sum(not {"kind", "status"} & set(pair.differs) for pair in required)
        gold = sum(not claim.optional for claim in self.document.claims)
        return Tally(gold, len(required) + len(self.wrong), len(required), strict)


def score(gold_path: Path, readings: Iterable[Row]) -> Score:
    """Return how well claim rows (the `--jsonl` contract, any order) agree with the gold file at `gold_path`.

    A row's `doc` is the gold document's `id` and its offsets refer to the gold `text`. `roots.csv` beside the gold
    file is used where it exists. Raises InputError when the gold file or a row is malformed, or a row's document is
    not in the gold file.
    """
    roots = load_roots(gold_path)
    documents = load_gold(gold_path, roots)
    by_document: dict[str, list[ReadClaim]] = {document.id: [] for document in documents}
    for claim in read_claims(readings, roots, "readings"):
        if claim.doc not in by_document:
            raise InputError(
                f"readings: document `{claim.doc}` is not in {gold_path}. Read the same file that is scored."
            )
        by_document[claim.doc].append(claim)
    return _total(gold_path, [_compare(document, by_document[document.id]) for document in documents])


def score_file(path: Path, read: Callable[[dict[str, object]], Sequence[Row]]) -> Score:
    """Return the score of `read`, called once per gold document with its row (without `claims` and `tags`).

    `read` returns claim rows in the `--jsonl` contract; their `doc` may be left as the reader set it, since each
    call has one document. Raises InputError as `score` does.
    """
    roots = load_roots(path)
    compared = []
    for document in load_gold(path, roots):
        rows = [{**row, "doc": document.id} for row in read(dict(document.row))]
        compared.append(_compare(document, read_claims(rows, roots, f"reading of `{document.id}`")))
    return _total(path, compared)


def _f1(matched: int, read: int, gold: int) -> float | None:
    return 2 * matched / (read + gold) if read + gold else None


def _compare(document: GoldDocument, reads: Sequence[ReadClaim]) -> _Compared:
    for read in reads:
        for start, end in read.pieces:
            if end > len(document.text):
                raise InputError(
                    f"reading of `{document.id}`: range {start}..{end} ends after the text's {len(document.text)} "
                    "characters. Offsets must refer to the gold file's own `text`."
                )
    partners = pair_up(document.claims, reads)
    golds_paired = {pair.gold for pair in partners}
    reads_paired = {pair.reading for pair in partners}
    missed = []
    for number, gold in enumerate(document.claims):
        if number not in golds_paired and not gold.optional:
            near, nearest = _nearest_read(gold, reads)
            missed.append(Miss(document.id, gold, document.text[gold.start : gold.end], near, nearest))
    wrong = []
    for number, read in enumerate(reads):
        if number not in reads_paired:
            start, end = read.pieces[0]
            near, found = _nearest_gold(read, document.claims)
            wrong.append(Wrong(document.id, read, document.text[start:end], near, found))
    pairs = tuple(_pairing(document, document.claims[pair.gold], reads[pair.reading], pair) for pair in partners)
    return _Compared(document, pairs, tuple(missed), tuple(wrong))


def _pairing(document: GoldDocument, gold: GoldClaim, read: ReadClaim, pair: Partners) -> Pairing:
    fields = ("kind", "status", "speaker_root", "date")
    differs = tuple(name.removesuffix("_root") for name in fields if getattr(gold, name) != getattr(read, name))
    quote, read_quote = document.text[gold.start : gold.end], document.text[pair.start : pair.end]
    return Pairing(document.id, gold, read, quote, read_quote, differs)


def _closeness(gold: GoldClaim, read: ReadClaim) -> tuple[int, str]:
    """Return how near the two are (0 is nearest) and the words for what keeps them apart."""
    here = any(overlap(gold, start, end) for start, end in read.pieces)
    backwards = (gold.source_root, gold.target_root) == (read.target_root, read.source_root)
    if same_pair(gold, read):
        if here:
            return (0, "paired with another one") if gold.sign == read.sign else (1, "same pair, other sign")
        return (3, "same pair, other place") if gold.sign == read.sign else (7, "nothing like it")
    if here and backwards:
        return 2, "same pair, other direction"
    shared = {gold.source_root, gold.target_root} & {read.source_root, read.target_root}
    if here and shared:
        return 4, "one side right"
    return (5, "same words, other sides") if here else (7, "nothing like it")


def _nearest_read(gold: GoldClaim, reads: Sequence[ReadClaim]) -> tuple[str, ReadClaim | None]:
    ranked = [(*_closeness(gold, read), number) for number, read in enumerate(reads)]
    rank, words, number = min(ranked, default=(7, "nothing like it", 0))
    return words, reads[number] if rank < 7 else None


def _nearest_gold(read: ReadClaim, golds: Sequence[GoldClaim]) -> tuple[str, GoldClaim | None]:
    ranked = [(*_closeness(gold, read), number) for number, gold in enumerate(golds)]
    rank, words, number = min(ranked, default=(7, "nothing like it", 0))
    return words, golds[number] if rank < 7 else None


def _total(path: Path, compared: Sequence[_Compared]) -> Score:
    pairs = tuple(pair for part in compared for pair in part.pairs)
    missed = tuple(miss for part in compared for miss in part.missed)
    wrong = tuple(item for part in compared for item in part.wrong)
    required = [pair for pair in pairs if not pair.gold.optional]
    optional = sum(claim.optional for part in compared for claim in part.document.claims)
    tags = dict.fromkeys(sorted({tag for part in compared for tag in part.document.tags}))
    false_facts = tuple(pair for pair in pairs if pair.false_fact)

    def right(field: str) -> Share:
        return Share(sum(field not in pair.differs for pair in required), len(required))

    return Score(
        gold_file=path.name,
        documents=len(compared),
        overall=_sum([part.tally() for part in compared]),
        optional=Share(len(pairs) - len(required), optional),
        kind=right("kind"),
        status=right("status"),
        speaker=right("speaker"),
        date=right("date"),
        false_facts=false_facts,
        false_share=Share(len(false_facts), sum(pair.read.status == "did" for pair in pairs)),
        tags={tag: _sum([part.tally() for part in compared if tag in part.document.tags]) for tag in tags},
        kinds=_shares([p.gold.kind for p in required], [miss.gold.kind for miss in missed]),
        rules=_shares([p.read.rule for p in required], [item.read.rule for item in wrong]),
        pairs=pairs,
        missed=missed,
        wrong=wrong,
    )


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        sum(tally.gold for tally in tallies),
        sum(tally.read for tally in tallies),
        sum(tally.matched for tally in tallies),
        sum(tally.strict for tally in tallies),
    )


def _shares(right: Sequence[str], wrong: Sequence[str]) -> dict[str, Share]:
    names = sorted({*right, *wrong})
    return {name: Share(right.count(name), right.count(name) + wrong.count(name)) for name in names}
