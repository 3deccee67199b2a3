"""A network of ties as rows for a drawing on a page: who stands where, how each tie is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dragoman.model import Claim
from dragoman.relations.selection import Sources
from dragoman.relations.ties import CONTACT, Tie
from dragoman.show.charts.frame import text_width, wrapped
from dragoman.show.charts.layout import places
from dragoman.show.exports.tie_rows import by_id, tie_row
from dragoman.show.names import Names
from dragoman.show.network_layout import around, network_places
from dragoman.show.palette import mark_of

BOXED: Final = 24  # so many have room for boxes that hold their whole name
_BOXED_TIES: Final = 90
ROOM: Final = (880.0, 590.0)
_FONT: Final = 14.0
_LINE: Final = 18.0
_SPREAD: Final = 62.0  # pixels for an ideal distance between neighbours
_WIDER: Final = 1.3  # a screen is wider than high


def tie_rows_marked(
    ties: Sequence[Tie], claims: Sequence[Claim], names: Mapping[str, str], sources: Sources, words: Names
) -> list[dict[str, Any]]:
    """Return ties as rows under TIE_FIELDS, each with `tone` and `glyph` of its word and sign, and `sources`: how many
    independent documents tell of it. The claims that bear the word out come first.
    """
    known = by_id(claims)
    found = []
    for tie in ties:
        tone, glyph = mark_of(words.words, tie.word, tie.sign)
        row = tie_row(tie, known, lambda one: names.get(one, one))
        row["claim_ids"] = sorted(tie.claim_ids, key=lambda one: _weight(known.get(one), tie.sign))
        found.append({**row, "tone": tone, "glyph": glyph, "sources": sources.count(tie.claim_ids)})
    return found


def _weight(claim: Claim | None, sign: int) -> tuple[bool, ...]:
    """What sorts the claims behind a tie: what the author says was done or holds, and bears the tie's sign out, first;
    a meeting takes no side.
    """
    if claim is None:
        return (True,)
    return (
        False, claim.speaker is not None, claim.status not in {"did", "did_not"}, claim.status != "did",
        claim.kind in CONTACT or claim.sign != sign,
    )  # fmt: skip


def dots(ties: Sequence[Tie], names: Names, called: Mapping[str, str], ego: str | None = None) -> list[dict[str, Any]]:
    """Return the ends of ties as rows, those with most statements first: `id`, `name`, `kind`, `statements`, and where
    they stand, `x` and `y` in pixels of the middle.

    Few enough are boxes of `wide` and `high` pixels with `lines` of text, placed so that none lies on another; of more
    all three are empty. Around `ego` the others stand by how they are tied to it, hostile left and friendly right.
    """
    said: Counter[str] = Counter()
    for tie in ties:
        number = sum(count.number for count in tie.counts)
        said.update({tie.source: number, tie.target: number})
    ordered = sorted(said, key=lambda one: (-said[one], one))
    if not ordered:
        return []
    pairs = [(tie.source, tie.target) for tie in ties]
    boxed = len(ordered) <= BOXED and len({frozenset(pair) for pair in pairs}) <= _BOXED_TIES
    lines = {one: wrapped(called.get(one, one), _FONT, 130, 3) for one in ordered} if boxed else {}
    sizes = {
        one: (max(text_width(line, _FONT) for line in told) + 20, len(told) * _LINE + 12) for one, told in lines.items()
    }
    if ego is not None and ego in said and not boxed:
        spots = {one: (x * 560, y * 420) for one, (x, y) in around(ego, _leaning(ego, ties, said)).items()}
    elif boxed:
        spots = places(sizes, pairs, ROOM)
    else:
        spots = {one: (x * _SPREAD * _WIDER, y * _SPREAD) for one, (x, y) in network_places(ordered, pairs).items()}
    return [
        {
            "id": one,
            "name": called.get(one, one),
            "kind": names.kind(one),
            "statements": said[one],
            "x": round(spots[one][0], 1),
            "y": round(spots[one][1], 1),
            "wide": round(sizes[one][0]) if boxed else 0,
            "high": round(sizes[one][1]) if boxed else 0,
            "lines": lines.get(one, []),
        }
        for one in ordered
    ]


def _leaning(ego: str, ties: Sequence[Tie], others: Mapping[str, int]) -> dict[str, float]:
    """How each of the others is tied to `ego`: the sum of the signs of both directions."""
    found = {one: 0.0 for one in others if one != ego}
    for tie in ties:
        if ego in {tie.source, tie.target}:
            other = tie.target if tie.source == ego else tie.source
            found[other] += tie.sign * (1.0 if tie.asserted else 0.5)
    return found
