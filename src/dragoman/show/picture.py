"""The matrix of who stands where, and the ties and dates to draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from dragoman.model import Claim
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.relations.ties import CONTACT, WITHDRAWAL, Tie
from dragoman.show.lines import Desk, by_time, claim_lines
from dragoman.show.records import Cell, Edge, Matrix, Moment
from dragoman.show.wording import dated, say_date

ROWS: Final = 14
COLUMNS: Final = 6
NODES: Final = 16
MOMENTS: Final = 24
_MARKS: Final = 4


def matrix_of(desk: Desk, ties: Sequence[Tie], hubs: Sequence[str], claims: Mapping[str, Claim]) -> Matrix:
    """Return the matrix of the sides with most said of them: `hubs` first, at most `ROWS` by `COLUMNS`.

    Unnamed groups, which are nobody's side, are left to the lines below it. A side has a row when it does something,
    a column when something is done to it; nothing stands for itself.
    """
    told = [tie for tie in ties if desk.names.known(tie.source) and desk.names.known(tie.target)]
    held = [tie for tie in told if tie.asserted or tie.word in {"did not", "claimed only"}] or told
    columns = _ranked((tie.target for tie in held), held, hubs)[:COLUMNS]
    rows = _ranked((tie.source for tie in held if tie.target in columns), held, hubs)[:ROWS]
    known = {(tie.source, tie.target): tie for tie in ties}
    cells = tuple(
        tuple(cell_of(desk, known[row, column], claims) if (row, column) in known else None for column in columns)
        for row in rows
    )
    return Matrix(tuple(map(desk.names.side, rows)), tuple(map(desk.names.side, columns)), cells)


def _ranked(roots: Iterable[str], ties: Sequence[Tie], hubs: Sequence[str]) -> list[str]:
    weight = Counter(dict.fromkeys(roots, 0))
    for tie in ties:
        for root in {tie.source, tie.target} & set(weight):
            weight[root] += sum(c.number for c in tie.counts)
    place = {root: number for number, root in enumerate(hubs)}
    return sorted(weight, key=lambda root: (place.get(root, len(place)), -weight[root], root))


def cell_of(desk: Desk, tie: Tie, claims: Mapping[str, Claim]) -> Cell:
    """Return a tie as a cell, with the footnotes of its first claims: asserted ones first."""
    tone, glyph = desk.words.tie(tie.word)
    if tie.word in {"claimed only", "possible only"} and tie.sign:
        glyph = "+" if tie.sign > 0 else "−"
    order = {"did": 0, "did_not": 1}
    found = sorted(
        (claims[i] for i in tie.claim_ids if i in claims), key=lambda c: (c.speaker is not None, order.get(c.status, 2))
    )
    notes = desk.cite(*(claim.evidence for claim in found))[:_MARKS]
    return Cell(tone, glyph, tie.word, _counts(desk, tie), tie.asserted, notes, tie.claim_ids)


def _counts(desk: Desk, tie: Tie) -> str:
    tally: Counter[str] = Counter()
    for count in tie.counts:
        if count.status != "did":
            key: str = count.status
        elif count.claimed:
            key = "claimed"
        elif count.kind in CONTACT:
            key = "contact" if count.kind == "CONSULT" else "asked"
        elif count.kind in WITHDRAWAL:
            key = "back"
        else:
            key = {1: "good", -1: "bad"}.get(count.sign, "even")
        tally[key] += count.number
    return ", ".join(desk.words.say("counts", key, n=tally[key]) for key in desk.words.tables["counts"] if tally[key])


def edges_of(desk: Desk, ties: Sequence[Tie], hubs: Sequence[str], claims: Mapping[str, Claim]) -> tuple[Edge, ...]:
    """Return the ties to draw between the `NODES` sides with most said of them.

    The two directions of a pair are one edge when they say the same. What did not happen or is only possible is left
    to the table.
    """
    drawn = [
        tie
        for tie in ties
        if tie.word not in {"possible only", "did not", "denied"}
        and desk.names.known(tie.source)
        and desk.names.known(tie.target)
    ]
    middle = set(hubs[:2])
    central = [tie for tie in drawn if tie.asserted and middle & {tie.source, tie.target}] or drawn
    nodes = set(_ranked((root for tie in central for root in (tie.source, tie.target)), central, hubs)[:NODES])
    words = {(tie.source, tie.target): tie.word for tie in drawn}
    edges = []
    for tie in drawn:
        ends = (tie.source, tie.target)
        same = words.get((tie.target, tie.source)) == tie.word
        if not set(ends) <= nodes or (same and tie.target < tie.source):
            continue
        source, target = (desk.names.side(root) for root in ends)
        edges.append(Edge(source, target, cell_of(desk, tie, claims), both=same))
    return tuple(edges)


def moments_of(desk: Desk, claims: Iterable[Claim]) -> tuple[Moment, ...]:
    """Return what happened on a date that names a year, in order, for the time strip; at most `MOMENTS`."""
    moments: list[Moment] = []
    for claim in by_time(c for c in claims if c.status == "did" and dated(c.date)):
        for line in claim_lines(desk, [claim], dates=False):
            days = bounds(claim.date)
            if days is not None and not any(m.line.text == line.text and m.first == days[0] for m in moments):
                first = days[1] if days[0] == EARLIEST else days[0]
                last = days[0] if days[1] == LATEST else days[1]
                moments.append(Moment(first, last, say_date(desk.words, claim.date, short=True), line))
    return tuple(moments[:MOMENTS])
