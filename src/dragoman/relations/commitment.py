"""Whether an actor has committed itself to one of two opposed sides: by arms, troops, force against the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model import Claim, Finding
from dragoman.relations.parties import Party
from dragoman.relations.witnesses import witnesses
from dragoman.vocabulary.commitments import Commitment


@dataclass(frozen=True, slots=True)
class Committed:
    """The finding on commitment, and the ids of the poles that the author says the actor has committed itself to."""

    finding: Finding
    poles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Act:
    """A claim of a decisive act, the pole it commits to, and what sort of act it is."""

    claim: Claim
    pole: str
    sort: str


def committed(
    claims: Iterable[Claim], actor: Party, poles: tuple[Party, Party], commitments: Sequence[Commitment]
) -> Committed:
    """Return what is said of decisive acts of an actor for either pole, done or not done.

    `value` is "to one" or "to both" where the author says that such an act was done; "claimed only" where a speaker
    alone does; else "none, and the text says so" where an act is said not to have been done (`did_not`), or "none
    told". `claim_ids` holds the acts done and, as evidence of their absence, those not done; `detail` has
    `done`, `claimed`, `not_done` (claim ids), `sorts` (what the done and claimed acts are called, with commas),
    `towards` (ids of poles), and `shown`: acts only planned, possible or advised.
    """
    acts = _decisive(claims, actor, poles, commitments)
    own = [a for a in acts if a.claim.status == "did" and a.claim.speaker is None]
    claimed = [a for a in acts if a.claim.status == "did" and a.claim.speaker is not None]
    undone = [a for a in acts if a.claim.status == "did_not"]
    shown = [a for a in acts if a.claim.status not in {"did", "did_not"}]
    towards = tuple(pole.id for pole in poles if any(a.pole == pole.id for a in own))
    value = "to one" if len(towards) == 1 else "to both" if towards else ""
    value = value or ("claimed only" if claimed else "none, and the text says so" if undone else "none told")
    sorts = dict.fromkeys(a.sort for a in (*own, *claimed))
    said = [f"{_number(own)} told" if own else "none told as done"]
    said += [f"{_number(claimed)} by a speaker's word"] if claimed else []
    said += [f"{_number(undone)} said not to have been done"] if undone else []
    said += [f"{_number(shown)} only planned, possible or advised"] if shown else []
    why = "; ".join(said) + (f" ({', '.join(sorts)})" if sorts else "")
    detail = {
        "part": "commitment",
        "done": _ids(own),
        "claimed": _ids(claimed),
        "not_done": _ids(undone),
        "sorts": ", ".join(sorts),
        "towards": " ".join(towards),
        "shown": _ids(shown),
    }
    ids = tuple(dict.fromkeys(a.claim.id for a in (*own, *claimed, *undone)))
    subject = (actor.id, poles[0].id, poles[1].id)
    return Committed(Finding("hedging", subject, value, why, ids, detail=detail), towards if len(towards) == 1 else ())


def _decisive(
    claims: Iterable[Claim], actor: Party, poles: tuple[Party, Party], commitments: Sequence[Commitment]
) -> list[_Act]:
    """What the actor itself does, or does not do, for a pole or against the other one."""
    found = []
    for claim in claims:
        if not actor.acts(claim.source, claim.source_root):
            continue
        sort = next((one for one in commitments if one.fits(claim.kind, claim.evidence.text, claim.cues)), None)
        met = next((n for n, pole in enumerate(poles) if pole.acts(claim.target, claim.target_root)), None)
        if sort is None or met is None:
            continue
        found.append(_Act(claim, poles[1 - met if sort.against else met].id, sort.name))
    return found


def _number(acts: Iterable[_Act]) -> int:
    return len(witnesses(a.claim for a in acts))


def _ids(acts: Iterable[_Act]) -> str:
    return " ".join(dict.fromkeys(a.claim.id for a in acts))
