"""The matrix of who stands where, and the ties and dates to draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
UNDRAWN: Final = frozenset({"possible only", "advice only", "did not", "denied"})
_MARKS: Final = 4


def matrix_of(desk: Desk, ties: Sequence[Tie], hubs: Sequence[str], claims: Mapping[str, Claim]) -> Matrix:
    """Return the matrix of the sides with most said of them: `hubs` first, at most `ROWS` by `COLUMNS`.

    Unnamed groups, which are nobody's side, are left to the lines below it. A side has a row when it does something,
    a column when something is done to it; nothing stands for itself. What is said between two hubs is always shown.
    """
    told = [tie for tie in ties if desk.names.known(tie.source) and desk.names.known(tie.target)]
    among = [tie for tie in ties if {tie.source, tie.target} <= set(hubs)]
    held = [tie for tie in told if tie.asserted or tie.word in {"did not", "claimed only"}] or told
    held = list(dict.fromkeys([*held, *among]))
    columns = _ranked((tie.target for tie in held), held, hubs)[:COLUMNS]
    rows = _ranked((tie.source for tie in held if tie.target in columns), held, hubs)[:ROWS]
    known = {(tie.source, tie.target): tie for tie in ties}
    cells = tuple(
        tuple(cell_of(desk, known[row, column], claims) if (row, column) in known else None for column in columns)
        for row in rows
    )
    shown = {(row, column) for row in rows for column in columns if (row, column) in known}
    left = left_words(desk, ties, shown)
    return Matrix(tuple(map(desk.names.side, rows)), tuple(map(desk.names.side, columns)), cells, left)


def left_words(desk: Desk, ties: Sequence[Tie], shown: Collection[tuple[str, str]]) -> str:
    """Return what a table or drawing of the ties `shown` leaves out, in words, and how to see it; or nothing.

    Two directions of one pair are one tie here. The example names the pair left out that most is said of.
    """
    pairs = {frozenset(ends) for ends in shown}
    left: dict[frozenset[str], Tie] = {}
    for tie in ties:
        if frozenset((tie.source, tie.target)) not in pairs:
            left.setdefault(frozenset((tie.source, tie.target)), tie)
    if not left:
        return ""
    sides = {root for pair in left for root in pair} - {root for pair in pairs for root in pair}
    example = max(
        left.values(),
        key=lambda tie: (
            desk.names.known(tie.source) and desk.names.known(tie.target),
            sum(c.number for c in tie.counts if c.status == "did" and not c.claimed and c.kind not in CONTACT),
        ),
    )
    return desk.words.say(
        "html", "left", sides=desk.words.count(len(sides), "side"), ties=desk.words.count(len(left), "tie"),
        one=desk.names.side(example.source), other=desk.names.side(example.target),
    )  # fmt: skip


def _ranked(roots: Iterable[str], ties: Sequence[Tie], hubs: Sequence[str]) -> list[str]:
    """Sides by the number of statements: of what the author says was done or held first, then of anything."""
    sure = Counter(dict.fromkeys(roots, 0))
    all_told = Counter(sure)
    for tie in ties:
        for root in {tie.source, tie.target} & set(sure):
            sure[root] += sum(c.number for c in tie.counts if c.status == "did" and not c.claimed)
            all_told[root] += sum(c.number for c in tie.counts)
    place = {root: number for number, root in enumerate(hubs)}
    return sorted(sure, key=lambda root: (place.get(root, len(place)), -sure[root], -all_told[root], root))


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


def edges_of(
    desk: Desk, ties: Sequence[Tie], hubs: Sequence[str], claims: Mapping[str, Claim]
) -> tuple[tuple[Edge, ...], str]:
    """Return the ties to draw between the `NODES` sides with most said of them, and in words what is left out.

    The two directions of a pair are one edge when they say the same. What did not happen or is only possible is left
    to the table, unless it is between the first two hubs.
    """
    drawn = [
        tie
        for tie in ties
        if (tie.word not in UNDRAWN or {tie.source, tie.target} == set(hubs[:2]))
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
    left = left_words(desk, drawn, [(tie.source, tie.target) for tie in drawn if {tie.source, tie.target} <= nodes])
    return tuple(edges), left


def moments_of(desk: Desk, claims: Iterable[Claim]) -> tuple[Moment, ...]:
    """Return what happened on a date that names a year, in order, for the time strip; at most `MOMENTS`."""
    moments: list[Moment] = []
    for claim in by_time(c for c in claims if c.status == "did" and dated(c.date)):
        if len(moments) >= MOMENTS:
            break
        for line in claim_lines(desk, [claim], dates=False):
            days = bounds(claim.date)
            if days is not None and not any(m.line.text == line.text and m.first == days[0] for m in moments):
                first = days[1] if days[0] == EARLIEST else days[0]
                last = days[0] if days[1] == LATEST else days[1]
                moments.append(Moment(first, last, say_date(desk.words, claim.date, short=True), line))
    return tuple(moments[:MOMENTS])
