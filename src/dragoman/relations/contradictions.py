"""Claims that cannot all be taken at their word, side by side. Nothing here says which side is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from dragoman.model import UNNAMED, Claim, Finding
from dragoman.relations.periods import EARLIEST, LATEST, bounds, compatible


def contradictions(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """Return a Finding for each pair of sides and matter on which the claims disagree, ordered by pair.

    `value` names the sort:
    "did / did not": the same act is said to have happened and not to have; for contacts the two actors, not only
    their sides, must be the same. "accused / denied": as before, and the denial is made by the side accused.
    "material": a speaker says one side backs another, and the author says that it gave no aid. "stance": one side is
    said both to back and to oppose another in periods that can be the same.
    A pair of claims in one sentence is the author's own distinction and no contradiction.
    `detail["for"]` and `detail["against"]` hold the claim ids of either side, separated by spaces.
    `detail["voices"]` says who disagrees: "one voice" where the same speaker, or the author of the same text, says
    both, else "different voices", or "one voice and others". `detail["time"]` is "same time" where some clashing pair
    is dated and shares a day, and "time not given" where the dates only do not exclude it; `period` is the time that
    all such dated pairs lie in, first and last day.
    """
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.source_root != claim.target_root and claim.status in {"did", "did_not"}:
            first, second = sorted((claim.source_root, claim.target_root))
            groups.setdefault((first, second), []).append(claim)
    found: list[Finding] = []
    for _, group in sorted(groups.items()):
        found += [*_denied(group), *_material(group), *_stances(group)]
    return tuple(found)


def _clash(one: Claim, other: Claim) -> bool:
    same_words = one.document_id == other.document_id and (
        one.evidence.start < other.evidence.end and other.evidence.start < one.evidence.end
    )
    same_direction = one.mutual or other.mutual or one.source_root == other.source_root or one.kind == "CONSULT"
    return same_direction and not same_words and compatible(one.date, other.date)


def _sides(left: Iterable[Claim], right: Iterable[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims of either list that clash with at least one of the other."""
    clashes = _clashes(list(left), list(right))
    return list(dict.fromkeys(a for a, _ in clashes)), list(dict.fromkeys(b for _, b in clashes))


def _clashes(left: Sequence[Claim], right: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    return [(a, b) for a, b in product(left, right) if _clash(a, b)]


def _voices(pairs: Sequence[tuple[Claim, Claim]]) -> str:
    """Whether the two sides of the clashes come from the same mouth."""
    own = {_voice(a) == _voice(b) for a, b in pairs}
    return "one voice and others" if len(own) == 2 else "one voice" if True in own else "different voices"


def _voice(claim: Claim) -> tuple[str, str]:
    """Who says it: a speaker wherever quoted, or the author of the text; the unnamed are nobody in particular."""
    if claim.speaker is None:
        return "author", claim.document_id
    return "speaker", claim.id if claim.speaker == UNNAMED else claim.speaker


def _shared(pairs: Sequence[tuple[Claim, Claim]]) -> str | None:
    """The time in which all dated pairs lie that share a day; None where no pair is dated on both sides."""
    spans = [(bounds(a.date), bounds(b.date)) for a, b in pairs]
    shared = [(max(one[0], other[0]), min(one[1], other[1])) for one, other in spans if one and other]
    if not shared:
        return None
    first, last = min(span[0] for span in shared), max(span[1] for span in shared)
    return f"{'' if first == EARLIEST else first}/{'' if last == LATEST else last}"


def _finding(sort: str, left: Sequence[Claim], right: Sequence[Claim], why: str) -> Finding:
    pairs = _clashes(left, right)
    period = _shared(pairs)
    directed = next((c for c in (*left, *right) if not c.mutual), left[0])
    subject = (directed.source_root, directed.target_root)
    ids_for, ids_against = [c.id for c in left], [c.id for c in right]
    detail = {
        "for": " ".join(ids_for),
        "against": " ".join(ids_against),
        "voices": _voices(pairs),
        "time": "same time" if period else "time not given",
    }
    return Finding("contradictions", subject, sort, why, (*ids_for, *ids_against), period=period, detail=detail)


def _matter(claim: Claim) -> tuple[object, ...]:
    """What has to be the same for "it did" and "it did not" to clash."""
    if claim.kind == "CONSULT":
        return (claim.kind, *sorted((claim.source, claim.target)))
    return (claim.kind, claim.sign)


def _denied(group: list[Claim]) -> list[Finding]:
    found = []
    for matter in dict.fromkeys(_matter(c) for c in group):
        same = [c for c in group if _matter(c) == matter]
        left, right = _sides((c for c in same if c.status == "did"), (c for c in same if c.status == "did_not"))
        if not left:
            continue
        accused = all(c.speaker is not None for c in left) and all(c.speaker_root == c.source_root for c in right)
        sort = "accused / denied" if accused and matter[-1] == -1 else "did / did not"
        why = f"{len(left)} say that it happened, {len(right)} that it did not"
        found.append(_finding(sort, left, right, why))
    return found


def _material(group: list[Claim]) -> list[Finding]:
    backing = (
        c
        for c in group
        if c.kind in {"STANCE", "SUPPORT"} and c.sign == 1 and c.status == "did" and c.speaker is not None
    )
    withheld = (c for c in group if c.kind == "AID" and c.status == "did_not" and c.speaker is None)
    left, right = _sides(backing, withheld)
    if not left:
        return []
    return [_finding("material", left, right, "backing is claimed; the author says that no aid was given")]


def _stances(group: list[Claim]) -> list[Finding]:
    held = [c for c in group if c.kind == "STANCE" and c.status == "did"]
    left, right = _sides((c for c in held if c.sign == 1), (c for c in held if c.sign == -1))
    if not left:
        return []
    return [_finding("stance", left, right, f"{len(left)} say that it backs, {len(right)} that it opposes")]
