"""Which reading is which gold claim: one to one, and the best such pairing there is.

The codebook's order is: partners equal in kind and status first, then by overlap. Taking the best pair again and
again (greedy) can leave two claims alone that could have been paired, and then depends on the order of the lines.
So the pairing maximises, in this order: the pairs equal in kind and status; all pairs; the characters of overlap;
the pairs with gold that is not optional. Ties go to what stands first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.scoring.gold import GoldClaim, ReadClaim


@dataclass(frozen=True, slots=True)
class Slot:
    """One piece of evidence of one reading: `reading` is its number in the list, `start` and `end` are characters."""

    reading: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Partners:
    """A pair: the numbers of the gold claim and of the reading, and the reading's piece that overlaps."""

    gold: int
    reading: int
    start: int
    end: int


def same_pair(gold: GoldClaim, read: ReadClaim) -> bool:
    """Return whether both name the same two sides: in order, or in either order if either says mutual."""
    if (gold.source_root, gold.target_root) == (read.source_root, read.target_root):
        return True
    return (gold.mutual or read.mutual) and (gold.source_root, gold.target_root) == (
        read.target_root,
        read.source_root,
    )


def overlap(gold: GoldClaim, start: int, end: int) -> int:
    """Return how many characters the range shares with the gold claim's; 0 for none."""
    return max(0, min(gold.end, end) - max(gold.start, start))


def pair_up(golds: Sequence[GoldClaim], reads: Sequence[ReadClaim]) -> tuple[Partners, ...]:
    """Return the pairs of one document, in the order of the gold claims.

    Each piece of evidence of a reading may be paired with one gold claim, and each gold claim with one piece.
    """
    slots = [Slot(number, *piece) for number, read in enumerate(reads) for piece in dict.fromkeys(read.pieces)]
    slots.sort(key=lambda slot: (slot.start, slot.end, slot.reading))
    edges: dict[int, dict[int, int]] = {}
    for g, gold in enumerate(golds):
        for s, slot in enumerate(slots):
            read = reads[slot.reading]
            shared = overlap(gold, slot.start, slot.end)
            if shared and gold.sign == read.sign and same_pair(gold, read):
                edges.setdefault(g, {})[s] = shared
    partners = []
    for group in _components(edges):
        for g, s in _assign(group, golds, slots, reads, edges):
            partners.append(Partners(g, slots[s].reading, slots[s].start, slots[s].end))
    return tuple(sorted(partners, key=lambda pair: pair.gold))


def _components(edges: dict[int, dict[int, int]]) -> list[list[int]]:
    """Return the gold numbers in groups that share no possible partner, so that each is solved on its own."""
    takers: dict[int, list[int]] = {}
    for g, options in edges.items():
        for s in options:
            takers.setdefault(s, []).append(g)
    groups, seen = [], set()
    for first in edges:
        if first in seen:
            continue
        seen.add(first)
        group, waiting = [], [first]
        while waiting:
            g = waiting.pop()
            group.append(g)
            for s in edges[g]:
                fresh = [other for other in takers[s] if other not in seen]
                seen.update(fresh)
                waiting.extend(fresh)
        groups.append(sorted(group))
    return groups


def _assign(
    group: list[int],
    golds: Sequence[GoldClaim],
    slots: Sequence[Slot],
    reads: Sequence[ReadClaim],
    edges: dict[int, dict[int, int]],
) -> list[tuple[int, int]]:
    """Return the best pairs (gold number, slot number) of one group."""
    columns = sorted({s for g in group for s in edges[g]})
    pairs = min(len(group), len(columns)) + 1
    # Each unit outweighs all that the units below it can add up to: the order of aims is kept exactly.
    per_character = pairs
    per_pair = per_character * pairs * (1 + max(max(edges[g].values()) for g in group))
    per_equal = per_pair * pairs
    weights = []
    for g in group:
        row = []
        for s in columns:
            shared, gold, read = edges[g].get(s, 0), golds[g], reads[slots[s].reading]
            equal = (gold.kind, gold.status) == (read.kind, read.status)
            worth = per_equal * equal + per_pair + per_character * shared + (not gold.optional)
            row.append(worth if shared else 0)
        weights.append(row)
    chosen = best_assignment(weights)
    return [(group[r], columns[c]) for r, c in chosen if weights[r][c]]


def best_assignment(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return (row, column) pairs, each row and column at most once, with the greatest sum of weights (none negative).

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957): exact, in time rows squared times columns.
    """
    height, width = len(weights), len(weights[0])
    if height > width:
        turned = [[weights[r][c] for r in range(height)] for c in range(width)]
        return sorted((r, c) for c, r in best_assignment(turned))
    row_potential, column_potential = [0] * (height + 1), [0] * (width + 1)
    row_of = [0] * (width + 1)  # counted from 1; 0 is "free", and column 0 is the row being placed
    for row in range(1, height + 1):
        row_of[0] = row
        _augment(weights, row_of, row_potential, column_potential)
    return sorted((row_of[c] - 1, c - 1) for c in range(1, width + 1) if row_of[c])


def _augment(
    weights: Sequence[Sequence[int]], row_of: list[int], row_potential: list[int], column_potential: list[int]
) -> None:
    """Place the row in `row_of[0]` along the cheapest alternating path, keeping the potentials tight."""
    width = len(row_of) - 1
    least: list[int | None] = [None] * (width + 1)
    came_from, done = [0] * (width + 1), [False] * (width + 1)
    column = 0
    while True:
        done[column] = True
        row, step, following = row_of[column], None, 0
        for c in range(1, width + 1):
            if done[c]:
                continue
            slack = -weights[row - 1][c - 1] - row_potential[row] - column_potential[c]
            known = least[c]
            if known is None or slack < known:
                least[c], came_from[c], known = slack, column, slack
            if step is None or known < step:
                step, following = known, c
        shift = step or 0
        for c in range(width + 1):
            known = least[c]
            if done[c]:
                row_potential[row_of[c]] += shift
                column_potential[c] -= shift
            elif known is not None:
                least[c] = known - shift
        column = following
        if row_of[column] == 0:
            break
    while column:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]
