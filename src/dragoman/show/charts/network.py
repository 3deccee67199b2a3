"""The signed network: who backs, works with and opposes whom, and what is not asserted as fact."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import altair as alt

from dragoman.errors import InputError
from dragoman.relations.ties import Tie
from dragoman.show.charts.basis import Basis
from dragoman.show.charts.canvas import Canvas, Entry, Point, glyph_of, key, sign_entries
from dragoman.show.charts.frame import WIDTH, framed, text_width, wrapped
from dragoman.show.charts.layout import places
from dragoman.show.palette import INK, LINE, TONES, mark_of
from dragoman.show.records import Tone
from dragoman.show.wording import Wording, joined, load_wording

MOST: Final = 24  # sides
_HEIGHT: Final = 560.0
_NAME: Final = 14.0
_LINE: Final = 18.0
_ASIDE: Final = 30.0  # how far two lines between the same boxes bow
_STEPS: Final = 24
_ALONG: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_CAMPS: Final = {1: "#eef3f8", 2: "#f8f1e8"}
_PLAIN: Final = "#f4f2ee"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the drawing: a tie, or two that say the same in either direction."""

    tie: Tie
    both: bool
    bent: bool
    tone: Tone
    glyph: str


def network_chart(
    ties: Iterable[Tie], names: Mapping[str, str], basis: Basis, camps: Mapping[str, int] | None = None
) -> alt.VConcatChart:
    """Return the chart of a network of ties.

    Colour and glyph tell the sign (see the key), a dashed line what is not asserted as fact, its width how many
    independent statements there are; the two directions of a pair are one line where they say the same. At most MOST
    sides are drawn, those with the most statements. `names` are those of sides or actors, by id; `camps` tells who is
    in camp 1 or 2 (they stand left and right). The same ties give the same places. Raises InputError without a tie.
    """
    words = load_wording("en")
    if not (found := tuple(ties)):
        raise InputError(words.say("charts", "nothing", what="no tie between two sides"))
    said = Counter[str]()
    for tie in found:
        number = sum(count.number for count in tie.counts)
        said.update({tie.source: number, tie.target: number})
    shown = set(sorted(said, key=lambda one: (-said[one], one))[:MOST])
    drawn = [tie for tie in found if {tie.source, tie.target} <= shown]
    shown = {end for tie in drawn for end in (tie.source, tie.target)}
    lines = _lines(drawn, words)
    labels = {one: wrapped(names.get(one, one), _NAME, 130, 3) for one in shown}
    sizes = {
        one: (max(text_width(line, _NAME) for line in told) + 20, len(told) * _LINE + 12)
        for one, told in labels.items()
    }
    spots = places(sizes, [(line.tie.source, line.tie.target) for line in lines], (WIDTH, _HEIGHT), camps)
    canvas = Canvas(WIDTH, _HEIGHT)
    _draw(canvas, lines, spots, sizes, names)
    for one in sorted(shown):
        _box(canvas, spots[one], sizes[one], labels[one], _CAMPS.get((camps or {}).get(one, 0), _PLAIN))
    left = said.keys() - shown
    notes = []
    if left:
        counts = words.count(len(left), "side"), words.count(len(found) - len(drawn), "tie")
        notes.append(words.say("charts", "network_left", sides=counts[0], ties=counts[1]))
    entries = [
        *sign_entries(words, [(line.tone, line.glyph) for line in lines]),
        Entry(words.say("charts", "asserted"), INK),
        Entry(words.say("charts", "not_asserted"), INK, dashed=True),
    ]
    body = alt.vconcat(canvas.chart(), key(entries, WIDTH).chart())
    title = _title(lines, names, words)
    if camps and {1, 2} <= set(camps.values()):
        notes.insert(0, words.say("charts", "camps_key"))
        one, other = (_camp(number, camps, said, names, words) for number in (1, 2))
        title = words.say("charts", "camps", one=one, other=other)
    return framed(body, title, basis, notes)


def _lines(ties: list[Tie], words: Wording) -> list[_Line]:
    """The lines of ties, weak ones first, so that what is asserted and often said lies above."""
    by_ends = {(tie.source, tie.target): tie for tie in ties}
    made = []
    for (source, target), tie in by_ends.items():
        back = by_ends.get((target, source))
        same = back is not None and (back.word, back.asserted, back.sign) == (tie.word, tie.asserted, tie.sign)
        if same and target < source:
            continue
        tone, glyph = mark_of(words, tie.word, tie.sign)
        made.append(_Line(tie, same, back is not None and not same, tone, glyph_of(glyph)))
    return sorted(made, key=lambda line: (line.tie.asserted, _said(line.tie), line.tie.source, line.tie.target))


def _said(tie: Tie) -> int:
    return sum(count.number for count in tie.counts)


def _draw(
    canvas: Canvas,
    lines: list[_Line],
    spots: Mapping[str, Point],
    sizes: Mapping[str, Point],
    names: Mapping[str, str],
) -> None:
    taken: list[tuple[float, float, float, float]] = [
        (spots[one][0] - sizes[one][0] / 2, spots[one][1] - sizes[one][1] / 2, *sizes[one]) for one in sorted(spots)
    ]
    curves = []
    for line in lines:
        tie, colour = line.tie, TONES[line.tone]
        start, end = spots[tie.source], spots[tie.target]
        middle = _bow(start, end, _ASIDE if line.bent else 0.0)
        start, end = _border(start, sizes[tie.source], middle), _border(end, sizes[tie.target], middle)
        one, other = names.get(tie.source, tie.source), names.get(tie.target, tie.target)
        tip = f"{one} {'↔' if line.both else '→'} {other}: {tie.word} ({_said(tie)})"
        wide = 1.4 + min(math.log2(_said(tie) + 1), 4.0) * 0.6
        path = [_along(start, middle, end, step / _STEPS) for step in range(_STEPS + 1)]
        canvas.line(path, colour, wide=wide, dashed=not tie.asserted, tip=tip)
        heads = [_head(path[-2], path[-1]), *([_head(path[1], path[0])] if line.both else [])]
        for at, angle in heads:
            canvas.arrow(at, angle, colour)
            taken.append((at[0] - 6, at[1] - 6, 12, 12))
        curves.append((line, (start, middle, end), tip))
    for line, curve, tip in reversed(curves):  # the places of signs: those that matter most choose first
        x, y = min(
            (_along(*curve, share) for share in _ALONG),
            key=lambda spot: sum(_overlap((spot[0] - 11, spot[1] - 11, 22, 22), other) for other in taken),
        )
        taken.append((x - 11, y - 11, 22, 22))
        asserted = line.tie.asserted
        canvas.mark(x, y, line.glyph, TONES[line.tone], filled=asserted, dashed=not asserted, tip=tip)


def _bow(start: Point, end: Point, aside: float) -> Point:
    """The point that a line bends to, on its left; the middle where it does not bend."""
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    across = (-(end[1] - start[1]) / length, (end[0] - start[0]) / length)
    return (start[0] + end[0]) / 2 + across[0] * aside, (start[1] + end[1]) / 2 + across[1] * aside


def _along(start: Point, middle: Point, end: Point, share: float) -> Point:
    rest = 1 - share
    x, y = (
        rest * rest * a + 2 * rest * share * b + share * share * c for a, b, c in zip(start, middle, end, strict=True)
    )
    return x, y


def _border(at: Point, size: Point, towards: Point) -> Point:
    """Where a line from the middle of a box leaves it, with a little air."""
    dx, dy = towards[0] - at[0], towards[1] - at[1]
    reach = [(size[i] / 2 + 6) / abs(d) for i, d in enumerate((dx, dy)) if d]
    scale = min([*reach, 1.0])
    return at[0] + dx * scale, at[1] + dy * scale


def _head(before: Point, end: Point) -> tuple[Point, float]:
    angle = math.degrees(math.atan2(end[1] - before[1], end[0] - before[0])) + 90
    return end, angle


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)


def _box(canvas: Canvas, at: Point, size: Point, told: list[str], fill: str) -> None:
    (x, y), (wide, high) = at, size
    canvas.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, fill, stroke=LINE, above=True)
    for number, line in enumerate(told):
        canvas.text(x, y + (number - (len(told) - 1) / 2) * _LINE, line, size=_NAME, align="center", bold=True)


def _camp(
    number: int, camps: Mapping[str, int], said: Mapping[str, int], names: Mapping[str, str], words: Wording
) -> str:
    """The members of a camp, those with most statements by name."""
    members = sorted((one for one in camps if camps[one] == number), key=lambda one: (-said.get(one, 0), one))
    told = [names.get(one, one) for one in members[:2]]
    if len(members) <= 2:
        return joined(words, told)
    return words.say("charts", "others", names=", ".join(told), n=len(members) - 2)


def _title(lines: list[_Line], names: Mapping[str, str], words: Wording) -> str:
    """Who has most asserted ties, and of which sign; a pair counts once."""
    pairs: dict[str, dict[str, set[Tone]]] = {}
    for line in lines:
        if line.tie.asserted:
            for one, other in ((line.tie.source, line.tie.target), (line.tie.target, line.tie.source)):
                pairs.setdefault(one, {}).setdefault(other, set()).add(line.tone)
    if not pairs:
        return words.say("charts", "network_none")
    most = min(pairs, key=lambda one: (-len(pairs[one]), one))
    found = list(pairs[most].values())
    good = sum("good" in tones <= {"good", "even"} for tones in found)
    bad = sum("bad" in tones <= {"bad", "even"} for tones in found)
    return words.say(
        "charts", "network", name=names.get(most, most), n=len(found), good=good, bad=bad,
        mixed=len(found) - good - bad,
    )  # fmt: skip
