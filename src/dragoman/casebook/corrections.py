"""What a person corrected: an append-only list, and what it comes to when it is read from first to last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

Action = Literal["accept", "reject", "undo"]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
Verdict = Literal["accepted", "rejected"]
_VERDICT: Final[dict[str, Verdict]] = {"accept": "accepted", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. `target` is a claim's id, or for `undo` the id of the correction taken back.

    `made_at` is an ISO 8601 time with its zone; `payload` holds further words such as {"why": "..."}.
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
    return {c.target: _VERDICT[c.action] for c in standing(corrections)}
