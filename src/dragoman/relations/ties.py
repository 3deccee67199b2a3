"""Ties: for each ordered pair, the claims counted by status, kind and voice. No score: counts, and a word for them.

The unit counted is a witness (see `witnesses`): a sentence printed twice is one. Only what the author asserts in
their own voice decides the word; what a speaker claims, what is planned, possible or advised is counted and shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from dragoman.model import Claim, Kind, Status
from dragoman.relations.periods import chronological
from dragoman.relations.witnesses import witnesses

Level = Literal["side", "actor"]
Word = Literal[
    "backs", "works with", "opposes", "mixed", "pulled back", "in contact", "balances",
    "did not", "denied", "claimed only", "possible only", "advice only",
]  # fmt: skip

# A meeting or a request takes no side; an agreement or a joint act is no backing. Who withdraws forces may do so in
# friendship, in anger or in defeat. What else is positive is backing.
CONTACT: Final = frozenset({"CONSULT", "REQUEST"})
WITHDRAWAL: Final = frozenset({"RETREAT"})
DEALING: Final = frozenset({"AGREE", "COOPERATE", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class TieCount:
    """How many witnesses there are of one status, kind, sign and voice (`claimed` is True where a speaker says so)."""

    status: Status
    kind: Kind
    sign: int
    claimed: bool
    number: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Everything said of one ordered pair, counted. `first` and `last` are the EDTF dates of the dated claims.

    `sign` is that of the word: +1, -1, or 0 where both or neither; `asserted` is False where the author asserts
    nothing done or held, so that a drawing dashes the line. `documents` counts the texts the claims come from.
    """

    source: str
    target: str
    word: Word
    sign: int
    asserted: bool
    counts: tuple[TieCount, ...]
    claim_ids: tuple[str, ...]
    documents: int
    first: str | None = None
    last: str | None = None


def ties(claims: Iterable[Claim], level: Level = "side") -> tuple[Tie, ...]:
    """Return one Tie for each ordered pair of sides (or of actors), most claims first, then by name.

    A claim without direction counts for both orders, and so does a visit: who is visited is in contact too. Claims
    within one side are left out.
    """
    made = [_tie(source, target, found) for (source, target), found in pairs(claims, level).items()]
    return tuple(sorted(made, key=lambda tie: (-sum(c.number for c in tie.counts), tie.source, tie.target)))


def pairs(claims: Iterable[Claim], level: Level = "side") -> dict[tuple[str, str], list[Claim]]:
    """Return the claims of each ordered pair of sides (or of actors), in the order of `claims`.

    A claim without direction stands under both orders, and so does a visit; claims within one side are left out.
    """
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.source_root == claim.target_root:
            continue
        ends = (claim.source_root, claim.target_root) if level == "side" else (claim.source, claim.target)
        found.setdefault(ends, []).append(claim)
        if claim.mutual or claim.kind == "CONSULT":
            found.setdefault((ends[1], ends[0]), []).append(claim)
    return found


def _tie(source: str, target: str, claims: list[Claim]) -> Tie:
    groups = witnesses(claims)
    tally = Counter((c.status, c.kind, c.sign, c.speaker is not None) for c in (group[0] for group in groups))
    counts = tuple(TieCount(*key, number) for key, number in sorted(tally.items()))
    dates = sorted({c.date for c in claims if c.date}, key=chronological)
    word, sign = word_for(counts)
    return Tie(
        source, target, word, sign,
        asserted=any(c.status == "did" and not c.claimed for c in counts),
        counts=counts,
        claim_ids=tuple(dict.fromkeys(c.id for c in claims)),
        documents=len({c.document_id for c in claims}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )  # fmt: skip


def word_for(counts: Iterable[TieCount]) -> tuple[Word, int]:
    """Return the word for these counts, and its sign.

    Asserted acts and stances of one sign: "backs" ("works with" where there are agreements and joint acts alone) or
    "opposes"; of both signs, beside a kindness that the author says did not happen, or beside a hostility of the same
    kind that did not: "mixed". (Who fires and does not blockade is hostile all the same.)
    A withdrawal counts neither for nor against: alone it is "pulled back". Meetings and requests alone: "in contact",
    whatever their sign. Stances of sign 0 alone: "balances". Nothing done but something that did not happen: "did not"
    (author) or "denied" (a speaker). Else "claimed only" where a speaker asserts it, "possible only" for plans and
    possibilities, and "advice only", which has no sign: it may be advice against.
    """
    counted = tuple(counts)
    return _asserted_word(counted) or _other_word(counted)


def _asserted_word(counts: tuple[TieCount, ...]) -> tuple[Word, int] | None:
    own = [c for c in counts if not c.claimed and c.kind not in CONTACT | WITHDRAWAL]
    done = {sign: {c.kind for c in own if (c.status, c.sign) == ("did", sign)} for sign in (1, 0, -1)}
    undone = {sign: {c.kind for c in own if (c.status, c.sign) == ("did_not", sign)} for sign in (1, -1)}
    if (done[1] and done[-1]) or (done[1] and undone[1]) or done[-1] & undone[-1]:
        return "mixed", 0
    if done[1]:
        return ("works with" if done[1] <= DEALING else "backs"), 1
    if done[-1]:
        return "opposes", -1
    if any(c.status == "did" and not c.claimed and c.kind in WITHDRAWAL for c in counts):
        return "pulled back", 0
    if any(c.status == "did" and not c.claimed and c.kind in CONTACT for c in counts):
        return "in contact", 1
    return ("balances", 0) if done[0] else None


def _other_word(counts: tuple[TieCount, ...]) -> tuple[Word, int]:
    if any(c.status == "did_not" and not c.claimed for c in counts):
        return "did not", 0
    claimed = {_sign(c) for c in counts if c.status == "did"}
    if claimed:
        return "claimed only", claimed.pop() if len(claimed) == 1 else 0
    if any(c.status == "did_not" for c in counts):
        return "denied", 0
    signs = {_sign(c) for c in counts if c.status != "advised"}
    if not signs:
        return "advice only", 0
    return "possible only", signs.pop() if len(signs) == 1 else 0


def _sign(count: TieCount) -> int:
    return 0 if count.kind in WITHDRAWAL else count.sign
