"""What a person corrected: an append-only list, and what it comes to when it is read from first to last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

Action = Literal["accept", "reject", "edit", "undo", "merge", "split", "rename", "side"]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
Verdict = Literal["accepted", "rejected"]
_VERDICT: Final[dict[str, Verdict]] = {"accept": "accepted", "reject": "rejected"}

# The words that a decision about an actor must hold, besides `name`: what the actor in `target` was called. More:
# merge `into_kind`, `into_root`; split `as_kind`, `as_root`, `in` and `in_name` (a document); side `from`, `to`.
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "merge": ("name", "into", "into_name"),
    "split": ("name", "words", "as", "as_name"),
    "rename": ("name", "to_name"),
    "side": ("name", "side"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. `target` is the id of a claim or (merge, split, rename, side) of an actor, or for `undo` the id
    of the correction taken back.

    `made_at` is an ISO 8601 time with its zone; `payload` holds further words: {"why": "..."}, and for a decision
    about an actor those in `NEEDED`.
    """

    id: str
    made_at: str
    who: str
    action: Action
    target: str
    payload: dict[str, str] = field(default_factory=dict)


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """Return the corrections that are still in force, oldest first: neither undone nor themselves an undo.

    Undoing an undo brings the first correction back.
    """
    kept = list(corrections)
    undone: set[str] = set()
    for correction in reversed(kept):
        if correction.action == "undo" and correction.id not in undone:
            undone.add(correction.target)
    return [c for c in kept if c.action != "undo" and c.id not in undone]


def verdicts(corrections: Iterable[Correction]) -> dict[str, Verdict]:
    """Return claim id -> the last verdict in force on it."""
    return {c.target: _VERDICT[c.action] for c in standing(corrections) if c.action in _VERDICT}


def reshapes(corrections: Iterable[Correction]) -> bool:
    """Tell whether any correction in force makes claims other than they were read."""
    return any(c.action == "edit" or (c.action in NEEDED and not lacking(c)) for c in standing(corrections))


def on_actors(corrections: Iterable[Correction]) -> list[Correction]:
    """Return the decisions about actors that are in force and complete, oldest first."""
    return [c for c in standing(corrections) if c.action in NEEDED and not lacking(c)]


def lacking(correction: Correction) -> tuple[str, ...]:
    """Return the words that a decision about an actor needs and has not got."""
    return tuple(word for word in NEEDED.get(correction.action, ()) if not correction.payload.get(word))


def conflict(known: Sequence[Correction], made: Correction) -> str | None:
    """Return why `made` cannot stand beside the corrections before it, in one line, or None when it can.

    A decision must name what it needs; nobody is merged into themselves, or twice; merges and splits must not lead
    round in a circle, and neither must sides.
    """
    missing = lacking(made)
    if missing:
        return f"a decision to {made.action} needs: {', '.join(missing)}"
    before = on_actors(known)
    if made.action == "merge":
        trouble = _wrong_merge(before, made)
        if trouble:
            return trouble
    after = on_actors([*known, made])
    for tell, edges in ((_whom, _moves(after)), (_which, _sides(after))):
        old = _moves(before) if tell is _whom else _sides(before)
        for words in edges:
            if _circular(edges[words]) and not _circular(old.get(words, {})):
                return tell(made)
    return None


def _wrong_merge(before: Sequence[Correction], made: Correction) -> str | None:
    name, into = made.payload["name"], made.payload["into_name"]
    if made.target == made.payload["into"]:
        return f"{name} and {into} are one actor already ({made.target}). Name two"
    earlier = next((c for c in reversed(before) if c.action == "merge" and c.target == made.target), None)
    if earlier is not None:
        counts_as = earlier.payload["into_name"]
        return f"{name} counts as {counts_as} already. Take that back first: dragoman fix undo {earlier.id[:8]}"
    return None


def _whom(made: Correction) -> str:
    if made.action == "merge":
        name, into = made.payload["name"], made.payload["into_name"]
        return (
            f"{into} counts as {name} by an earlier decision, so {name} cannot be merged into it. "
            "See: dragoman fix list"
        )
    if made.action == "split":
        return (
            f"{made.payload['as_name']} counts as {made.payload['name']} by an earlier decision. See: dragoman fix list"
        )
    return "with that in force again, actors would count as each other in a circle. See: dragoman fix list"


def _which(made: Correction) -> str:
    if made.action == "side":
        name, side = made.payload["name"], made.payload["side"]
        return f"the side of {side} is {name} by an earlier decision. Take that back first. See: dragoman fix list"
    return "with that in force again, sides would belong to each other in a circle. See: dragoman fix list"


Edges = Mapping[str, str]


def _moves(decisions: Iterable[Correction]) -> dict[str, Edges]:
    """Who counts as whom: by merges alone (under the empty string), and for each of the words that were split off."""
    merges: dict[str, str] = {}
    splits: dict[str, dict[str, str]] = defaultdict(dict)
    for made in decisions:
        if made.action == "merge":
            merges[made.target] = made.payload["into"]
        elif made.action == "split":
            splits[folded(made.payload["words"])][made.target] = made.payload["as"]
    return {"": merges, **{words: merges | moved for words, moved in splits.items()}}


def _sides(decisions: Iterable[Correction]) -> dict[str, Edges]:
    given = ((c.target, c.payload["side"]) for c in decisions if c.action == "side")
    return {"": {actor: side for actor, side in given if actor != side}}


def _circular(edges: Edges) -> bool:
    for start in edges:
        at, steps = start, 0
        while at in edges and steps <= len(edges):
            at, steps = edges[at], steps + 1
        if steps > len(edges):
            return True
    return False


def folded(words: str) -> str:
    """Return words as they are compared: without regard to capitals and to how many blanks stand between them."""
    return " ".join(words.split()).casefold()
