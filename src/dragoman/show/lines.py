"""Claims and aims as lines of a brief: what says the same in the same words is one line with all its footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dragoman.model import Aim, Claim, Span
from dragoman.relations.periods import chronological
from dragoman.relations.ties import WITHDRAWAL
from dragoman.relations.witnesses import plain, witnesses
from dragoman.show.acts import act, advice, phrase
from dragoman.show.names import Names
from dragoman.show.quotes import Notes
from dragoman.show.records import Line, Tone
from dragoman.show.wording import Wording, capital, joined, say_date

_TONES: Final[dict[int, Tone]] = {1: "good", -1: "bad", 0: "even"}
_GLYPHS: Final = {"good": "+", "bad": "−", "even": "=", "none": "×"}
_QUOTE: Final = 260
_CITED: Final = 16
# Aims whose place in the brief says how they stand.
_STANDING: Final = frozenset({"option", "advice"})
_MARKUP: Final = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")


@dataclass(frozen=True, slots=True)
class Desk:
    """What is at hand while a brief is written: names, words, the footnotes made so far, and by document id the side
    that speaks in it, where it is the statement of one. `acts` keeps how acts are put that have been looked at.
    """

    names: Names
    words: Wording
    notes: Notes
    voices: Mapping[str, str] = field(default_factory=dict)
    acts: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def actor(self, actor_id: str, fallback: str) -> str:
        """Return an actor's name as it stands in running text."""
        return self.names.spoken(actor_id, fallback)

    def speaker(self, told: Claim | Aim) -> str:
        """Return the name of who says so; empty for the author's own voice."""
        return self.actor(told.speaker, told.speaker_name or "") if told.speaker is not None else ""

    def cite(self, *spans: Span) -> tuple[int, ...]:
        """Return the footnote numbers of spans, each once, in order; of the first `_CITED` sentences only."""
        first = {self.notes.key(span): None for span in spans}
        shown = set(list(first)[:_CITED])
        return tuple(dict.fromkeys(self.notes.cite(span) for span in spans if self.notes.key(span) in shown))


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Claims that make one line: several sources (or targets) of the same act in the same words."""

    sources: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]


def clipped(text: str, longest: int = _QUOTE) -> str:
    """Return a quote on one line, cut at a blank with an ellipsis when longer than `longest` characters."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return f"{flat[:longest].rsplit(' ', 1)[0]} …"


def claim_lines(
    desk: Desk, claims: Iterable[Claim], *, dates: bool = True, voices: bool = True, limit: int = 60
) -> tuple[Line, ...]:
    """Return the lines for `claims` in their order, at most `limit`, and a last one counting those left out.

    `dates` puts the date, where the text gives one, before the line; `voices` names in it who says so, unless it is
    the author.
    """
    bundles = _bundles(desk, witnesses(claims))
    lines = [_line(desk, bundle, dates=dates, voices=voices) for bundle in bundles[:limit]]
    left = bundles[limit:]
    if left:
        spans = [claim.evidence for bundle in left for claim in bundle.claims]
        lines.append(Line(desk.words.say("gaps", "more", n=len(left)), notes=desk.cite(*spans[:1])))
    return tuple(lines)


def _bundles(desk: Desk, groups: Sequence[tuple[Claim, ...]]) -> list[_Bundle]:
    """Join repeated tellings of one act; then acts that differ in their source alone, then in their target alone."""
    told: dict[tuple[object, ...], list[Claim]] = {}
    for group in groups:
        first = group[0]
        key = (first.source, first.target, *_same(desk, first), first.date, first.ordinal)
        told.setdefault(key, []).extend(group)
    bundles = [
        _Bundle(((c[0].source, c[0].source_name),), ((c[0].target, c[0].target_name),), tuple(c)) for c in told.values()
    ]
    bundles = _join(bundles, lambda b: (b.targets, *_said(desk, b)))
    return _join(bundles, lambda b: (b.sources, *_said(desk, b)))


def _same(desk: Desk, claim: Claim) -> tuple[object, ...]:
    key = claim.id, claim.status
    if key not in desk.acts:
        way = advice(desk.words, claim) if claim.status == "advised" else ""
        desk.acts[key] = (phrase(desk.words, claim)[0]["base"], way)
    return desk.acts[key], claim.kind, claim.sign, claim.mutual, claim.status, claim.speaker, claim.condition


def _said(desk: Desk, bundle: _Bundle) -> tuple[object, ...]:
    """What bundles must share to be joined. "A and each of B and C did not meet" reads badly: those stay apart."""
    first = bundle.claims[0]
    apart = (bundle.sources, bundle.targets) if first.mutual and first.status == "did_not" else ()
    sentences = frozenset(desk.notes.key(claim.evidence) for claim in bundle.claims)
    return *_same(desk, first), first.date, sentences, apart


def _join(bundles: list[_Bundle], key: Callable[[_Bundle], tuple[object, ...]]) -> list[_Bundle]:
    found: dict[tuple[object, ...], list[_Bundle]] = {}
    for bundle in bundles:
        found.setdefault(key(bundle), []).append(bundle)
    return [
        _Bundle(
            tuple(dict.fromkeys(s for b in same for s in b.sources)),
            tuple(dict.fromkeys(t for b in same for t in b.targets)),
            tuple(c for b in same for c in b.claims),
        )
        for same in found.values()
    ]


def _line(desk: Desk, bundle: _Bundle, *, dates: bool, voices: bool) -> Line:
    claim = bundle.claims[0]
    source, target = _ends(desk, bundle)
    many = len(bundle.sources) > 1 or desk.names.plural(claim.source)
    text = act(desk.words, claim, source, target, many=many)
    if claim.condition:
        text = f"{text}; {desk.words.say('status', 'condition', condition=clipped(claim.condition))}"
    if claim.speaker is not None and voices:
        text = f"{text} ({desk.words.say('status', 'claims', speaker=desk.speaker(claim))})"
    own = all(c.speaker is None and desk.voices.get(c.document_id) == c.source_root for c in bundle.claims)
    before = say_date(desk.words, claim.date) if dates and claim.date else ""
    tone, glyph, asserted = mark_of_claim(desk.words, claim)
    spans = [span for c in bundle.claims for span in (c.evidence, *c.also)]
    return Line(
        capital(text), clipped(claim.evidence.text), desk.cite(*spans), before, tone, glyph,
        asserted=asserted,
        ids=tuple(dict.fromkeys(c.id for c in bundle.claims)),
        remark=desk.words.say("status", "own") if own else "",
    )  # fmt: skip


def mark_of_claim(words: Wording, claim: Claim) -> tuple[Tone, str, bool]:
    """Return the tone and glyph of a claim, and whether the author asserts it (what they do not is drawn dashed)."""
    tone: Tone = "none" if claim.status == "did_not" else _TONES[claim.sign]
    glyph = _GLYPHS[tone]
    if claim.kind in WITHDRAWAL and tone != "none":
        tone, glyph = words.tie("pulled back")
    if claim.status == "advised" and advice(words, claim) != "advised":
        tone, glyph = "none", ""
    return tone, glyph, claim.status in {"did", "did_not"} and claim.speaker is None


def _ends(desk: Desk, bundle: _Bundle) -> tuple[str, str]:
    """The names of a bundle's two ends; of an act without direction the single one comes first."""
    ends = [[desk.actor(*pair) for pair in pairs] for pairs in (bundle.sources, bundle.targets)]
    if bundle.claims[0].mutual:
        ends.sort(key=len)
        if len(ends[1]) > 1:
            return ends[0][0], desk.words.say("names", "each", names=joined(desk.words, ends[1]))
    return joined(desk.words, ends[0]), joined(desk.words, ends[1])


def by_time(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims in the order of their dates; those of one date keep their order."""
    return sorted(claims, key=lambda claim: chronological(claim.date))


def aim_line(desk: Desk, aims: Sequence[Aim], label: str = "", parts: tuple[Line, ...] = ()) -> Line:
    """Return one line for aims in the same words (the first is shown), with who says so and the condition, unless
    the words hold it already. Stars and the like that are left over from the way a text was marked up are not shown.
    """
    aim = aims[0]
    notes = [desk.words.say("aim_status", aim.status)] if aim.status != "did" and aim.sort not in _STANDING else []
    if aim.condition and plain(aim.condition) not in plain(aim.text):
        notes.append(desk.words.say("status", "condition", condition=clipped(aim.condition)))
    if aim.speaker is not None:
        notes.append(desk.words.say("status", "claims", speaker=desk.speaker(aim)))
    return Line(
        "", clipped(_MARKUP.sub("", aim.text)), desk.cite(*(a.evidence for a in aims)), label,
        asserted=aim.status == "did" and aim.speaker is None,
        ids=tuple(dict.fromkeys(a.id for a in aims)), parts=parts, remark="; ".join(notes),
    )  # fmt: skip


def alike(aims: Iterable[Aim]) -> list[list[Aim]]:
    """Group aims of one actor, sort, status and speaker whose words are the same, in the order of first telling."""
    found: dict[tuple[object, ...], list[Aim]] = {}
    for aim in aims:
        key = (aim.actor, aim.sort, aim.status, aim.speaker, aim.condition, " ".join(aim.text.casefold().split()))
        found.setdefault(key, []).append(aim)
    return list(found.values())
