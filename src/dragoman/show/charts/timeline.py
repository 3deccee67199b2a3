"""The timeline: what is told of each pair, when, and how exactly that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import altair as alt

from dragoman.errors import InputError
from dragoman.model import Claim
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.show.charts.basis import Basis
from dragoman.show.charts.canvas import Canvas, Entry, key, sign_entries
from dragoman.show.charts.frame import SMALL, WIDTH, framed, text_width, wrapped
from dragoman.show.palette import INK, LINE, SOFT, TONES
from dragoman.show.records import Tone
from dragoman.show.wording import Wording, load_wording, say_date

_NAMES: Final = 210.0
_UNDATED: Final = 210.0
_GAP: Final = 24.0
_TOP: Final = 34.0
_LANE: Final = 23.0
_DISC: Final = 19.0
_KIND: Final = 11.0  # font size of the kinds beside the discs
_LABELLED: Final = 60  # dated claims that still have room for their kinds
_TALLEST: Final = 590.0
_LANES: Final = 7  # of one pair; more would fill the chart


@dataclass(frozen=True, slots=True)
class _Item:
    """A claim with its days as numbers; None where it leaves an end open, both None where it has no date."""

    claim: Claim
    first: int | None
    last: int | None

    @property
    def asserted(self) -> bool:
        return self.claim.speaker is None and self.claim.status in {"did", "did_not"}


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days and the pixels they stand at."""

    low: int
    high: int
    left: float
    right: float

    def x(self, day: int) -> float:
        return self.left + (day - self.low) / max(self.high - self.low, 1) * (self.right - self.left)


def timeline_chart(claims: Iterable[Claim], names: Mapping[str, str], basis: Basis) -> alt.VConcatChart:
    """Return the timeline of claims, a row for each pair of sides, those with the most claims first.

    A claim stands where its date is; a bar shows how long that date is (a month, a year), to the edge where it has an
    open end. Claims without a year stand in a lane of their own at the right. Colour and glyph tell the sign, and what
    the author does not assert is dashed. Pairs that do not fit are counted below. Raises InputError without a claim.
    """
    words = load_wording("en")
    pairs: dict[tuple[str, str], list[_Item]] = {}
    for claim in claims:
        one, other = sorted((claim.source_root, claim.target_root))
        if one != other:
            pairs.setdefault((one, other), []).append(_item(claim))
    if not pairs:
        raise InputError(words.say("charts", "nothing", what="no claim about two sides"))
    ordered = sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair))
    total = sum(len(found) for found in pairs.values())
    dated = [item for found in pairs.values() for item in found if (item.first, item.last) != (None, None)]
    undated = total - len(dated)
    axis = _axis(dated, WIDTH - (_UNDATED if undated else 0.0))
    rows = {pair: _placed(pairs[pair], axis, len(dated) <= _LABELLED) for pair in ordered}
    shown = _fitting(ordered, pairs, rows)
    canvas = Canvas(WIDTH, _TOP + sum(_height(pairs[pair], rows[pair]) for pair in shown) + 4)
    _ticks(canvas, axis)
    if undated:
        canvas.text(WIDTH - _UNDATED + _GAP, 10, words.say("charts", "undated_lane"), colour=SOFT)
    y, used = _TOP, []
    for pair in shown:
        used += _row(canvas, y, pair, rows[pair], pairs[pair], axis, names, words)
        y += _height(pairs[pair], rows[pair])
    notes = [words.say("charts", "timeline_key", n=undated)]
    if len(shown) < len(ordered):
        rest = ordered[len(shown) :]
        told = words.count(sum(len(pairs[pair]) for pair in rest), "claim")
        noun = words.words("charts", "pair")[len(rest) != 1]
        notes.append(words.say("charts", "more_pairs", pairs=f"{len(rest)} {noun}", claims=told))
    lost = sum(len(pairs[pair]) for pair in shown) - len(used)
    if lost:
        notes.append(words.say("charts", "no_room", claims=words.count(lost, "claim")))
    entries = [
        *sign_entries(words, used),
        Entry(words.say("charts", "done"), INK, " "),
        Entry(words.say("charts", "not_done"), INK, " ", filled=False, dashed=True),
    ]
    one, other = (names.get(root, root) for root in ordered[0])
    title = words.say("charts", "timeline", one=one, other=other, n=len(pairs[ordered[0]]), total=total)
    return framed(alt.vconcat(canvas.chart(), key(entries, WIDTH).chart()), title, basis, notes)


def _item(claim: Claim) -> _Item:
    days = bounds(claim.date)
    if days is None or days == (EARLIEST, LATEST):
        return _Item(claim, None, None)
    first, last = (None if day in {EARLIEST, LATEST} else _ordinal(day) for day in days)
    return _Item(claim, first, last)


def _ordinal(day: str) -> int:
    """The number of a day; one that no calendar has (the 30th of February) is the last of its month before it."""
    year, month, number = max(int(day[:4]), 1), int(day[5:7]), int(day[8:10])
    while True:
        try:
            return date(year, month, max(number, 1)).toordinal()
        except ValueError:
            number -= 1


def _axis(dated: list[_Item], right: float) -> _Axis:
    days = [day for item in dated for day in (item.first, item.last) if day is not None]
    low, high = (min(days), max(days)) if days else (date(2000, 1, 1).toordinal(), date(2000, 12, 31).toordinal())
    margin = max((high - low) // 40, 15)
    return _Axis(max(low - margin, 1), min(high + margin, date.max.toordinal()), _NAMES + _GAP, right)


def _ends(item: _Item, axis: _Axis) -> tuple[float, float]:
    left = axis.left if item.first is None else axis.x(item.first)
    right = axis.right if item.last is None else axis.x(item.last)
    return left, right


def _placed(found: list[_Item], axis: _Axis, labelled: bool) -> list[tuple[_Item, int, str]]:
    """Give each dated claim the first lane in which it covers nothing; those that find none of the lanes are left out.

    The third part is the word beside it.
    """
    free: list[float] = []
    made = []
    dated = [item for item in found if (item.first, item.last) != (None, None)]
    for item in sorted(dated, key=lambda item: (_ends(item, axis), item.claim.id)):
        left, right = _ends(item, axis)
        label = item.claim.kind.lower() if labelled else ""
        at = _disc(left, right, item)
        word = text_width(label, _KIND) + 8
        before = word if _label_before(at, word, item, axis) else 0.0
        begin, end = min(left, at - _DISC / 2 - before), max(right, at + _DISC / 2 + word - before)
        lane = next((number for number, taken in enumerate(free) if begin >= taken), len(free))
        if lane >= _LANES:
            continue
        free[lane : lane + 1] = [end]
        made.append((item, lane, label))
    return made


def _disc(left: float, right: float, item: _Item) -> float:
    """Where the disc of a claim stands: in the middle of its days, or at the end that is known."""
    if item.first is None:
        return right
    return left if item.last is None else (left + right) / 2


def _label_before(at: float, word: float, item: _Item, axis: _Axis) -> bool:
    """Whether the word of a disc stands on its left: where the chart ends on its right, or a bar runs on there."""
    return item.last is None or at + _DISC / 2 + word > axis.right


def _columns() -> int:
    return int((_UNDATED - _GAP) // (_DISC + 3))


def _height(found: list[_Item], placed: list[tuple[_Item, int, str]]) -> float:
    lanes = max((lane + 1 for _, lane, _ in placed), default=1)
    bare = sum((item.first, item.last) == (None, None) for item in found)
    below = min(-(-bare // _columns()), _LANES)
    return max(lanes, below, 2) * _LANE + 10


def _fitting(
    ordered: list[tuple[str, str]],
    pairs: Mapping[tuple[str, str], list[_Item]],
    rows: Mapping[tuple[str, str], list[tuple[_Item, int, str]]],
) -> list[tuple[str, str]]:
    """The pairs that fit into the picture, from the top."""
    shown: list[tuple[str, str]] = []
    used = _TOP
    for pair in ordered:
        used += _height(pairs[pair], rows[pair])
        if shown and used > _TALLEST:
            break
        shown.append(pair)
    return shown


def _ticks(canvas: Canvas, axis: _Axis) -> None:
    """Year marks above the rows, months where there are few years; never closer than their words are wide."""
    first, last = date.fromordinal(axis.low), date.fromordinal(axis.high)
    months = 1 if last.year - first.year < 2 else 12
    step = months
    while step < 1200 and (last.toordinal() - first.toordinal()) / 30.4 / step * 74 > axis.right - axis.left:
        step += months
    number = first.year * 12 + first.month - 1
    for count in range(-(-number // step) * step, last.year * 12 + last.month, step):
        day = date(count // 12, count % 12 + 1, 1)
        if not axis.low <= day.toordinal() <= axis.high:
            continue
        x = axis.x(day.toordinal())
        canvas.line([(x, 22), (x, canvas.height)], LINE, wide=0.8)
        canvas.text(x, 10, f"{day.year:04}" if months == 12 else f"{day.year:04}-{day.month:02}", colour=SOFT,
                    align="center")  # fmt: skip


def _row(
    canvas: Canvas,
    top: float,
    pair: tuple[str, str],
    placed: list[tuple[_Item, int, str]],
    found: list[_Item],
    axis: _Axis,
    names: Mapping[str, str],
    words: Wording,
) -> list[tuple[Tone, str]]:
    """Draw a row, and return the signs used in it."""
    canvas.line([(0, top - 3), (canvas.width, top - 3)], LINE, wide=0.8)
    for number, root in enumerate(pair):
        (line,) = wrapped(names.get(root, root), SMALL, _NAMES, 1)
        canvas.text(0, top + 12 + number * 19, line, bold=number == 0)
    used = []
    for item, lane, label in placed:
        y = top + 12 + lane * _LANE
        left, right = _ends(item, axis)
        at = _disc(left, right, item)
        tone, glyph = _sign(item.claim)
        if right - left > 3:
            canvas.box(left, y - 4, right, y + 4, TONES[tone], opacity=0.3)
        _mark(canvas, at, y, item, names, words)
        if label:
            before = _label_before(at, text_width(label, _KIND) + 8, item, axis)
            x = at + (-1 if before else 1) * (_DISC / 2 + 3)
            canvas.text(x, y, label, size=_KIND, colour=SOFT, align="right" if before else "left")
        used.append((tone, glyph))
    bare = sorted(
        (item for item in found if (item.first, item.last) == (None, None)),
        key=lambda item: (not item.asserted, -item.claim.sign, item.claim.kind, item.claim.id),
    )
    for number, item in enumerate(bare[: _columns() * _LANES]):
        row, column = divmod(number, _columns())
        x = canvas.width - _UNDATED + _GAP + _DISC / 2 + column * (_DISC + 3)
        _mark(canvas, x, top + 12 + row * _LANE, item, names, words)
        used.append(_sign(item.claim))
    return used


def _mark(canvas: Canvas, x: float, y: float, item: _Item, names: Mapping[str, str], words: Wording) -> None:
    claim = item.claim
    tone, glyph = _sign(claim)
    one, other = names.get(claim.source, claim.source_name), names.get(claim.target, claim.target_name)
    tip = f"{say_date(words, claim.date)}: {one} {'↔' if claim.mutual else '→'} {other}, {claim.kind}, {claim.status}"
    canvas.mark(x, y, glyph, TONES[tone], filled=item.asserted, dashed=not item.asserted, tip=tip)


def _sign(claim: Claim) -> tuple[Tone, str]:
    if claim.status == "did_not":
        return "none", "×"
    if claim.kind == "CONSULT":
        return "even", "↔"
    if claim.kind == "RETREAT":
        return "even", "←"
    signs: dict[int, tuple[Tone, str]] = {1: ("good", "+"), -1: ("bad", "−"), 0: ("even", "=")}
    return signs[claim.sign]
