"""Claims that cannot all be taken at their word, side by side. Nothing here says which side is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from dragoman.model import UNNAMED, Claim, Finding
from dragoman.relations.periods import EARLIEST, LATEST, Days, bounds, compatible

Test = Callable[[Claim, Claim], bool]
Pair = tuple[Claim, Claim]


def contradictions(
    claims: Iterable[Claim], published: Mapping[str, str | None] | None = None, same_act: Test | None = None
) -> tuple[Finding, ...]:
    """Return a Finding for each pair of sides and matter on which the claims disagree, ordered by pair.

    `value` names the sort:
    "did / did not": the same act is said to have happened and not to have; for contacts the two actors, not only
    their sides, must be the same. "accused / denied": as before, and the denial is made by the side accused.
    "material": a speaker says one side backs another, and the author says that it gave no aid. "stance": one side is
    said both to back and to oppose another in periods that can be the same.

    A pair of claims in one sentence is the author's own distinction and no contradiction. Nor are claims whose dates
    exclude each other; a claim without a date speaks of no time after its document was `published` (dates by document
    id). `same_act` tells of two claims of one kind whether they can mean one act (sanctions, an envoy sent home);
    without it all of one kind can.

    `detail["for"]` and `detail["against"]` hold the claim ids of either side, separated by spaces.
    `detail["voices"]` says who disagrees: "one voice" where the same speaker, or the author of the same text, says
    both, else "different voices", or "one voice and others". `detail["time"]` is "same time" where some clashing pair
    is dated and shares a day, and "time not given" where the dates only do not exclude it; `period` is the time that
    all such dated pairs lie in, first and last day, open where a date is.
    """
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.source_root != claim.target_root and claim.status in {"did", "did_not"}:
            first, second = sorted((claim.source_root, claim.target_root))
            groups.setdefault((first, second), []).append(claim)
    clash = _Clash(published or {})
    found: list[Finding] = []
    for _, group in sorted(groups.items()):
        found += [*_denied(group, clash, same_act), *_material(group, clash), *_stances(group, clash)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Clash:
    """Tells whether two claims of opposite meaning can be about the same thing at the same time."""

    published: Mapping[str, str | None]

    def pairs(self, left: Iterable[Claim], right: Iterable[Claim], same_act: Test | None = None) -> list[Pair]:
        """Return the pairs of either list that clash."""
        both = product(list(left), list(right))
        return [(a, b) for a, b in both if self._can(a, b) and (same_act is None or same_act(a, b))]

    def _can(self, one: Claim, other: Claim) -> bool:
        same_words = one.document_id == other.document_id and (
            one.evidence.start < other.evidence.end and other.evidence.start < one.evidence.end
        )
        same_direction = one.mutual or other.mutual or one.source_root == other.source_root or one.kind == "CONSULT"
        if same_words or not same_direction or not compatible(one.date, other.date):
            return False
        first, second = self._time(one), self._time(other)
        return first[0] <= second[1] and second[0] <= first[1]

    def _time(self, claim: Claim) -> Days:
        """The days a claim can speak of."""
        until = bounds(self.published.get(claim.document_id))
        return bounds(claim.date) or (EARLIEST, until[1] if until else LATEST)


def _voices(pairs: Sequence[Pair]) -> str:
    """Whether the two sides of the clashes come from the same mouth."""
    own = {_voice(a) == _voice(b) for a, b in pairs}
    return "one voice and others" if len(own) == 2 else "one voice" if True in own else "different voices"


def _voice(claim: Claim) -> tuple[str, str]:
    """Who says it: a speaker wherever quoted, or the author of the text; the unnamed are nobody in particular."""
    if claim.speaker is None:
        return "author", claim.document_id
    return "speaker", claim.id if claim.speaker == UNNAMED else claim.speaker


def _shared(pairs: Sequence[Pair]) -> str | None:
    """The time in which all pairs lie that are dated and share a day; None where no pair is dated on both sides."""
    spans = [(bounds(a.date), bounds(b.date)) for a, b in pairs]
    shared = [(max(one[0], other[0]), min(one[1], other[1])) for one, other in spans if one and other]
    if not shared:
        return None
    first, last = min(span[0] for span in shared), max(span[1] for span in shared)
    return f"{'..' if first == EARLIEST else first}/{'..' if last == LATEST else last}"


def _finding(sort: str, pairs: Sequence[Pair], why: str) -> Finding:
    left, right = _told(pairs)
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


def _told(pairs: Sequence[Pair]) -> tuple[list[Claim], list[Claim]]:
    """The claims of either side, each once."""
    return list(dict.fromkeys(a for a, _ in pairs)), list(dict.fromkeys(b for _, b in pairs))


def _matter(claim: Claim) -> tuple[object, ...]:
    """What has to be the same for "it did" and "it did not" to clash."""
    if claim.kind == "CONSULT":
        return (claim.kind, *sorted((claim.source, claim.target)))
    return (claim.kind, claim.sign)


def _denied(group: list[Claim], clash: _Clash, same_act: Test | None) -> list[Finding]:
    found = []
    for matter in dict.fromkeys(_matter(c) for c in group):
        same = [c for c in group if _matter(c) == matter]
        done, undone = ([c for c in same if c.status == status] for status in ("did", "did_not"))
        pairs = clash.pairs(done, undone, same_act)
        if not pairs:
            continue
        left, right = _told(pairs)
        accused = all(c.speaker is not None for c in left) and all(c.speaker_root == c.source_root for c in right)
        sort = "accused / denied" if accused and matter[-1] == -1 else "did / did not"
        found.append(_finding(sort, pairs, f"{len(left)} say that it happened, {len(right)} that it did not"))
    return found


def _material(group: list[Claim], clash: _Clash) -> list[Finding]:
    backing = (
        c
        for c in group
        if c.kind in {"STANCE", "SUPPORT"} and c.sign == 1 and c.status == "did" and c.speaker is not None
    )
    withheld = (c for c in group if c.kind == "AID" and c.status == "did_not" and c.speaker is None)
    pairs = clash.pairs(backing, withheld)
    return [_finding("material", pairs, "backing is claimed; the author says that no aid was given")] if pairs else []


def _stances(group: list[Claim], clash: _Clash) -> list[Finding]:
    held = [c for c in group if c.kind == "STANCE" and c.status == "did"]
    pairs = clash.pairs((c for c in held if c.sign == 1), (c for c in held if c.sign == -1))
    if not pairs:
        return []
    left, right = _told(pairs)
    return [_finding("stance", pairs, f"{len(left)} say that it backs, {len(right)} that it opposes")]
