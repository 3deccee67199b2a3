"""Which claims are one statement told more than once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from dragoman.model import Claim

_NOT_WORD: Final = re.compile(r"\W+")


def plain(text: str) -> str:
    """Return `text` in lower case with everything but letters and digits made single spaces."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def pair(claim: Claim) -> tuple[str, str]:
    """Return the claim's sides, source first; in alphabetical order where the act has no direction."""
    if claim.mutual and claim.target_root < claim.source_root:
        return claim.target_root, claim.source_root
    return claim.source_root, claim.target_root


def witnesses(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """Group claims that say the same in the same words, as a syndicated copy does: each group is one witness.

    Two claims are one witness when sides, kind, sign, status and speaker agree and the evidence reads the same,
    punctuation and capitals aside. Groups and their members keep the order of `claims`.
    """
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        said = (claim.kind, claim.sign, claim.status, claim.speaker_root, plain(claim.evidence.text))
        groups.setdefault((*pair(claim), *said), []).append(claim)
    return tuple(tuple(group) for group in groups.values())
