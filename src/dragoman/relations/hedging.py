"""Direct statements that an actor keeps its options open. Quoted, not scored."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.model import Aim, Claim, Finding
from dragoman.relations.witnesses import plain


def hedging(claims: Iterable[Claim], aims: Iterable[Aim], phrases: Iterable[str]) -> tuple[Finding, ...]:
    """Return one Finding for each side said to hedge, with the claims and aims that say so; most statements first.

    A statement is a claim of STANCE with sign 0 that is held (`did`), or an aim that the text reports as held and
    whose own words contain one of `phrases` (each a few lower-case words, matched at the beginning of a word).
    `value` is the number of statements; `detail["told"]` is "author" where at least one is in the author's own voice,
    else "claimed". `claim_ids` holds ids of claims and aims.
    """
    wanted = tuple(f" {plain(phrase)}" for phrase in phrases)
    said: dict[str, list[Claim | Aim]] = {}
    for claim in claims:
        if claim.kind == "STANCE" and claim.sign == 0 and claim.status == "did":
            said.setdefault(claim.source_root, []).append(claim)
    for aim in aims:
        words = f" {plain(aim.text)}"
        if aim.status == "did" and any(phrase in words for phrase in wanted):
            said.setdefault(aim.actor_root, []).append(aim)
    found = []
    for root, statements in said.items():
        told = "author" if any(s.speaker is None for s in statements) else "claimed"
        why = f"{len(statements)} statements that it keeps its options open"
        ids = tuple(dict.fromkeys(s.id for s in statements))
        found.append(Finding("hedging", (root,), len(ids), why, ids, detail={"told": told}))
    return tuple(sorted(found, key=lambda f: (-int(f.value), f.subject)))
