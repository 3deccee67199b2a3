"""The title and the bottom line: put together from findings only, so that each part has its footnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from dragoman.model import Aim, Claim, Finding
from dragoman.relations.ties import CONTACT, WITHDRAWAL, Tie, Word
from dragoman.show.lines import Desk, claim_lines, clipped
from dragoman.show.records import Line
from dragoman.show.scope import Scope
from dragoman.show.wording import capital, joined

_MATERIAL: Final = frozenset({"AID", "ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
_NAMED: Final = 2
_LISTED: Final = 4
# A side stands out when this many statements say who backs or opposes it, and this many times as many as of any other.
_ENOUGH: Final = 4
_AHEAD: Final = 1.5
_TOP: Final = 3
_TITLES: Final[dict[str, str]] = {
    "backs": "backs", "works with": "works", "opposes": "opposes", "mixed": "mixed", "in contact": "met",
}  # fmt: skip
_CAMPS: Final = (
    ("backs", "backed", "back"), ("works with", "works", "work"),
    ("opposes", "opposed", "oppose"), ("mixed", "mixed", ""),
)  # fmt: skip


def title_of(desk: Desk, scope: Scope, ties: Sequence[Tie], hedged: Sequence[Finding]) -> str:
    """Return the title: the strongest finding about the first side named, in the author's voice; else its names."""
    say = desk.words.say
    if not scope.sides:
        roots = {root for tie in ties for root in (tie.source, tie.target)}
        return say(
            "headline", "everything", number=len(roots), documents=desk.words.count(len(scope.documents), "document")
        )
    first = scope.sides[0]
    name = capital(desk.names.the(first.name))
    place = joined(desk.words, [desk.names.the(side.name) for side in scope.sides[1:]])
    if first.only is None:
        if any(f.subject == (first.root,) and f.detail["told"] == "author" for f in hedged):
            return say("headline", "hedges_in" if place else "hedges", name=name, place=place)
        mine = [tie for tie in ties if tie.source == first.root and desk.names.known(tie.target)]
        mine = [tie for tie in mine if tie.target in scope.local] or mine
        words = {tie.target: _plain_word(tie) for tie in mine}
        word = next((word for word in words.values() if word in _TITLES), None)
        if word is not None:
            others = [desk.names.the(desk.names.side(target)) for target in words if words[target] == word]
            most = 1 if word == "mixed" else _NAMED
            return say("headline", _TITLES[word], name=name, others=joined(desk.words, others[:most]))
    return say("headline", "plain_pair" if place else "plain", name=name, place=place)


def weight_of(tie: Tie) -> int:
    """Return how many statements a tie's word goes by: what the author says was done or held for or against."""
    own = [c for c in tie.counts if c.status == "did" and not c.claimed and c.sign]
    return sum(c.number for c in own if c.kind not in CONTACT | WITHDRAWAL)


def _plain_word(tie: Tie) -> Word:
    """The word of a tie for a title: one kind or harsh word alone makes no stand, only a contact."""
    own = [c for c in tie.counts if c.status == "did" and not c.claimed and c.kind not in CONTACT | WITHDRAWAL]
    thin = sum(c.number for c in own) == 1 and own[0].kind not in _MATERIAL | {"STANCE"}
    return "in contact" if thin else tie.word


def bottom_line(
    desk: Desk,
    scope: Scope,
    ties: Sequence[Tie],
    hedged: Sequence[Finding],
    against: Sequence[Finding],
) -> tuple[Line, ...]:
    """Return two or three sentences: the stance of the first side, who backs and opposes whom, what did not happen."""
    claims = {claim.id: claim for claim in scope.claims}
    aims = {aim.id: aim for aim in scope.aims}
    lines = [
        _hedge(desk, scope, hedged, claims, aims),
        _camps(desk, scope, ties, claims),
        _not_done(desk, scope, against),
    ]
    found = [line for line in lines if line is not None]
    if found:
        return tuple(found)
    own = [c for c in scope.claims if c.status == "did" and c.speaker is None]
    return claim_lines(desk, own[:2], dates=False)


def _hedge(
    desk: Desk, scope: Scope, hedged: Sequence[Finding], claims: Mapping[str, Claim], aims: Mapping[str, Aim]
) -> Line | None:
    first = scope.sides[0].root if scope.sides else None
    for finding in hedged:
        if first is not None and finding.subject != (first,):
            continue
        told = [s for i in finding.claim_ids for s in (aims.get(i), claims.get(i)) if s is not None]
        own = [s for s in told if s.speaker is None]
        if own:
            own.sort(key=lambda s: -s.confidence)
            quote = own[0].text if isinstance(own[0], Aim) else own[0].evidence.text
            name = capital(desk.names.the(desk.names.side(finding.subject[0])))
            text = desk.words.say("bottom", "hedges", name=name, quote=clipped(quote, 120))
            return Line(text, notes=desk.cite(*(s.evidence for s in own)), ids=tuple(s.id for s in own))
    return None


def _camps(desk: Desk, scope: Scope, ties: Sequence[Tie], claims: Mapping[str, Claim]) -> Line | None:
    """Who backs and who opposes one side: the one asked for, or of several the one besides the first that most is
    said about. A person of a state has no camps, and one kind or harsh word makes none. Of a whole casebook the side
    must stand out, by what more than one other does to it; else the ties that most is said of are listed.
    """
    words = {word for word, _, _ in _CAMPS}
    signed = [t for t in ties if _plain_word(t) in words and desk.names.known(t.source)]
    sides = scope.sides
    if len(sides) == 1:
        signed = [t for t in signed if t.target == sides[0].root and sides[0].only is None]
    elif sides:
        signed = [t for t in signed if t.target != sides[0].root]
    about: dict[str, int] = {}
    for tie in signed:
        about[tie.target] = about.get(tie.target, 0) + weight_of(tie)
    if not about:
        return None
    named = {side.root for side in sides}
    root = max(about, key=lambda r: (about[r], sum(t.target == r for t in signed), r in named))
    second = max((about[r] for r in about if r != root), default=0)
    among = sum(tie.target == root for tie in signed) > 1 and desk.names.known(root)
    if not sides and not (among and about[root] >= _ENOUGH and about[root] >= second * _AHEAD):
        return _strongest(desk, [tie for tie in signed if desk.names.known(tie.target)], claims)
    return _camps_of(desk, root, [tie for tie in signed if tie.target == root], claims)


def _camps_of(desk: Desk, root: str, signed: Sequence[Tie], claims: Mapping[str, Claim]) -> Line:
    """Who backs, works with and opposes one side, those of whom most is said first."""
    say, names = desk.words.say, desk.names
    parts: list[str] = []
    used: list[Tie] = []
    for word, key, form in _CAMPS:
        camp = sorted((tie for tie in signed if tie.word == word), key=lambda tie: -weight_of(tie))
        if not camp:
            continue
        shown = [names.the(names.side(tie.source)) for tie in camp]
        if len(shown) > _LISTED + 1:
            shown = [*shown[:_LISTED], say("bottom", "others", n=desk.words.number(len(shown) - _LISTED, "cardinals"))]
        verb = desk.words.words("bottom", form)[min(len(camp) - 1, 1)] if form else ""
        values = {"name": names.the(names.side(root)), "listed": joined(desk.words, shown), "verb": verb}
        parts.append(say("bottom", key, **values))
        used += camp
    return _resting(desk, f"{capital(say('bottom', 'both').join(parts))}.", used, claims)


def _strongest(desk: Desk, signed: Sequence[Tie], claims: Mapping[str, Claim]) -> Line | None:
    """The ties that most statements tell of, where none stands out; two directions that say the same are one."""
    say, names = desk.words.say, desk.names
    ranked = sorted(signed, key=lambda tie: (-weight_of(tie), tie.word == "mixed", tie.source, tie.target))
    used: list[Tie] = []
    for tie in ranked:
        if not any((tie.target, tie.source, tie.word) == (u.source, u.target, u.word) for u in used):
            used.append(tie)
        if len(used) == _TOP:
            break
    if not used:
        return None
    parts = []
    for tie in used:
        key, form = next((key, form) for word, key, form in _CAMPS if word == tie.word)
        verb = desk.words.words("bottom", form)[0] if form else ""
        ends = {"listed": names.the(names.side(tie.source)), "name": names.the(names.side(tie.target))}
        count = desk.words.count(weight_of(tie), "statement")
        parts.append(say("bottom", "counted", text=say("bottom", key, verb=verb, **ends), statements=count))
    return _resting(desk, say("bottom", "none_stands_out", listed=say("bottom", "both").join(parts)), used, claims)


def _resting(desk: Desk, text: str, used: Sequence[Tie], claims: Mapping[str, Claim]) -> Line:
    told = [claims[i] for tie in used for i in tie.claim_ids if _decides(claims[i], tie)]
    ids = tuple(dict.fromkeys(c.id for c in told))
    return Line(text, notes=desk.cite(*(c.evidence for c in told)), ids=ids)


def _decides(claim: Claim, tie: Tie) -> bool:
    """Whether a claim is one of those that the tie's word goes by."""
    if claim.speaker is not None or claim.kind in CONTACT | WITHDRAWAL or not claim.sign:
        return False
    return claim.status == "did" or (claim.status == "did_not" and tie.word == "mixed")


def _not_done(desk: Desk, scope: Scope, against: Sequence[Finding]) -> Line | None:
    """What the first side did not do by the author's account, best where someone claims the contrary.

    Where the texts differ on a material act, that they do; other acts of one kind may well be different acts.
    """
    denied = [c for c in scope.claims if c.status == "did_not" and c.speaker is None and c.kind not in CONTACT]
    if scope.sides:
        denied = [c for c in denied if scope.sides[0].acts(c.source, c.source_root)]
    disputed = {i: f for f in against if f.value == "did / did not" for i in f.detail["against"].split()}
    contested = {i for f in against if f.value == "material" for i in f.detail["against"].split()}
    denied = [c for c in denied if c.id not in disputed or c.kind in _MATERIAL]
    if not scope.sides:
        often = {i for f in against if len(f.claim_ids) > _NAMED for i in f.detail["against"].split()}
        denied = [c for c in denied if c.id in (contested | set(disputed)) & often]
    if not denied:
        return None
    first = min(denied, key=lambda c: (c.id not in contested, -c.confidence, c.kind not in _MATERIAL, c.id in disputed))
    if first.id not in disputed:
        return claim_lines(desk, [first], dates=False)[0]
    finding = disputed[first.id]
    known = {claim.id: claim for claim in scope.claims}
    did = claim_lines(desk, [replace(first, status="did", condition=None)], dates=False)[0]
    text = desk.words.say("bottom", "disputed", text=did.text)
    return Line(text, notes=desk.cite(*(known[i].evidence for i in finding.claim_ids)), ids=finding.claim_ids)
