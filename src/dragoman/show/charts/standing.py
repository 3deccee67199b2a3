"""Standing over time: the value of each period as a line, with its 90 % interval as a band."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import altair as alt

from dragoman.errors import InputError
from dragoman.model import Finding
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.show.charts.basis import Basis
from dragoman.show.charts.frame import SMALL, WIDTH, Row, framed, rows
from dragoman.show.palette import INK, PAPER, SOFT, TONES
from dragoman.show.wording import Wording, joined, load_wording

MOST: Final = 4  # panels
_LABELLED: Final = 40  # periods that still have room for their number
_TALL: Final = 430
_TONES: Final = {
    "cooperative": TONES["good"],
    "hostile": TONES["bad"],
    "unclear": TONES["mixed"],
    "nothing": TONES["none"],
}


def standing_chart(findings: Iterable[Finding], names: Mapping[str, str], basis: Basis) -> alt.VConcatChart:
    """Return the chart of how pairs stand over time: Findings of `relations.standing.standings`, by period.

    One panel for each pair (`subject`), at most MOST. In it each period that has a claim has its band and value; a
    period without one stays empty, and nothing is drawn across it. `names` are those of the subjects, by id. The title
    says the value of all claims of the pair together, where it is among the findings (`detail["part"]` "total").
    Raises InputError where no finding has a period and an interval.
    """
    words = load_wording("en")
    by_pair: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        if finding.method == "standing":
            by_pair.setdefault(finding.subject, []).append(finding)
    panels = {pair: drawn for pair, found in by_pair.items() if (drawn := _periods(found))}
    if not panels:
        nothing = words.say("charts", "no_periods")
        raise InputError(words.say("charts", "nothing", what=nothing))
    shown = list(panels)[:MOST]
    days = [row[end] for pair in shown for row in panels[pair] for end in ("start", "end")]
    span = (min(days), max(days))
    single = len(shown) == 1
    tall = max(_TALL // len(shown), 150)
    body = alt.vconcat(
        *(
            _panel(panels[pair], span, tall, words, None if single else _said(pair, by_pair[pair], names, words))
            for pair in shown
        )
    )
    undrawn = sum(_undrawn(by_pair[pair]) for pair in shown)
    notes = [words.say("charts", "standing_key")]
    if undrawn:
        notes.append(words.say("charts", "undrawn" if single else "undrawn_panel", n=undrawn))
    title = _title(shown, by_pair, names, words)
    return framed(body, title, basis, notes)


def _periods(found: Sequence[Finding]) -> list[Row]:
    drawn = []
    for finding in found:
        days = bounds(finding.period)
        if days is None or finding.interval is None or EARLIEST in days or LATEST in days:
            continue
        first, last = (date.fromisoformat(day) for day in days)
        after = last + timedelta(days=1)
        drawn.append({
            "period": finding.period, "start": first.isoformat(), "end": after.isoformat(),
            "middle": (first + (after - first) / 2).isoformat(), "value": float(finding.value),
            "low": finding.interval[0], "high": finding.interval[1], "n": finding.detail.get("counted", ""),
            "why": finding.why, "tone": "nothing" if finding.detail.get("counted") == "0" else _word(finding.interval),
        })  # fmt: skip
    return sorted(drawn, key=lambda row: str(row["start"]))


def _undrawn(found: Sequence[Finding]) -> int:
    """How many witnesses the period rows leave out."""
    return sum(
        int(f.detail.get("witnesses", "0")) for f in found if f.detail.get("part") in {"longer", "undated"}
    )  # fmt: skip


def _panel(
    drawn: list[Row], span: tuple[str, str], tall: int, words: Wording, heading: str | None
) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(rows(drawn))
    low, zero, high = words.words("charts", "value_axis")
    scale = alt.Scale(domain=[-1, 1], nice=False)
    ends = f"datum.value < -0.9 ? '{low}' : datum.value > 0.9 ? '{high}'"
    labels = f"{ends} : datum.value == 0 ? '{zero}' : format(datum.value, '+.1f')"
    axis = alt.Axis(values=[-1, -0.5, 0, 0.5, 1], labelExpr=labels, title=None, domain=False, ticks=False)
    time = alt.Scale(type="utc", domain=list(span), nice=False)
    x = alt.X(
        "start:T",
        scale=time,
        axis=alt.Axis(title=None, grid=False, labelFlush=True, tickCount=10, format=_format(span)),
    )
    tip: list[Any] = ["period:N", "value:Q", "low:Q", "high:Q", "n:N", "why:N"]
    colour = alt.Color("tone:N", scale=alt.Scale(domain=list(_TONES), range=list(_TONES.values())), legend=None)
    y, height = alt.Y("low:Q", scale=scale, axis=axis), "high:Q"
    band = base.mark_rect(opacity=0.24, stroke=PAPER).encode(x=x, x2="end:T", y=y, y2=height, color=colour, tooltip=tip)
    known = base.transform_filter("datum.tone != 'nothing'")
    value = known.mark_rule(strokeWidth=3, strokeCap="butt").encode(
        x=x, x2="end:T", y=alt.Y("value:Q", scale=scale), color=colour, tooltip=tip
    )
    joins = (
        alt.Chart(rows(_joins(drawn)))
        .mark_rule(color=SOFT, strokeWidth=1)
        .encode(x=alt.X("at:T", scale=time), y=alt.Y("one:Q", scale=scale), y2="other:Q")
    )
    neutral = alt.Chart(rows([{"y": 0}])).mark_rule(color=SOFT, strokeDash=[2, 3]).encode(y=alt.Y("y:Q", scale=scale))
    layers: list[Any] = [neutral, band, joins, value]
    if len(drawn) <= _LABELLED:
        layers.append(
            base.mark_text(dy=-9, fontSize=SMALL, color=INK, baseline="bottom").encode(
                x=alt.X("middle:T", scale=time), y=alt.Y("high:Q", scale=scale), text="n:N"
            )
        )
    panel = alt.layer(*layers).properties(width=WIDTH - 110, height=tall)
    if heading is None:
        return panel
    return panel.properties(title=alt.TitleParams(heading, anchor="start", fontSize=SMALL + 2, color=INK))


def _format(span: tuple[str, str]) -> str:
    first, last = (date.fromisoformat(day) for day in span)
    days = (last - first).days
    return "%Y" if days > 8 * 365 else "%b %Y" if days > 300 else "%d %b %Y"


def _joins(drawn: list[Row]) -> list[Row]:
    """Where one period follows another, what joins their values."""
    pairs = itertools.pairwise(drawn)
    return [
        {"at": b["start"], "one": a["value"], "other": b["value"]}
        for a, b in pairs
        if a["end"] == b["start"] and "nothing" not in {a["tone"], b["tone"]}
    ]


def _word(interval: tuple[float, float]) -> str:
    low, high = interval
    return "cooperative" if low > 0 else "hostile" if high < 0 else "unclear"


def _said(pair: tuple[str, ...], found: Sequence[Finding], names: Mapping[str, str], words: Wording) -> str:
    """How a pair stands by all its claims, in words; its names alone where no finding says so."""
    source, target = (names.get(one, one) for one in pair)
    whole = next((f for f in found if f.detail.get("part") == "total" and f.interval), None)
    if whole is None or whole.interval is None:
        return words.say("charts", "towards", source=source, target=target)
    low, high = whole.interval
    return words.say(
        "charts", "standing", source=source, target=target, word=words.say("charts", _word(whole.interval)),
        value=signed(float(whole.value)), low=signed(low), high=signed(high),
    )  # fmt: skip


def _title(
    shown: list[tuple[str, ...]],
    by_pair: Mapping[tuple[str, ...], Sequence[Finding]],
    names: Mapping[str, str],
    words: Wording,
) -> str:
    if len(shown) == 1:
        return _said(shown[0], by_pair[shown[0]], names, words)
    told = [names.get(one, one) for one in dict.fromkeys(one for pair in shown for one in pair)]
    key = "standing_both" if len(told) == 2 else "standing_many"
    return words.say("charts", key, names=joined(words, told))


def signed(value: float) -> str:
    """Return a number with two digits and its sign: +0.45, −0.10, 0.00."""
    text = f"{abs(value):.2f}"
    return text if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"
