"""Takes back drafts that the words alone would allow and the sense does not, each by a rule with a name.

What a rule takes back is kept beside the reading, so that `--skipped` can name the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.claims.drafts import Draft

_IN_WORDS_ONLY: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "CONCEDE", "AID"})


@dataclass(frozen=True, slots=True)
class Veto:
    """A rule that takes a draft back: its name, why in plain words, and the test, unless the reader knows more."""

    name: str
    words: str
    holds: Callable[[Draft], bool] = lambda _: False


def _in_print(draft: Draft) -> bool:
    """What a newspaper attacks, it attacks in words that are no act of this kind."""
    return draft.source.actor.kind == "media" and draft.kind in _IN_WORDS_ONLY


# To add a rule, list it here.
VETOES: Final[Sequence[Veto]] = (Veto("in print", "a newspaper does that in words only", _in_print),)

# Of what was chosen by likelihood, once it is known how it is meant (ranking/caution.py).
UNSURE: Final = Veto("unsure", "a word above it may deny it, doubt it or put it off")


def sift(drafts: Iterable[Draft]) -> tuple[list[Draft], list[tuple[Draft, Veto]]]:
    """Return the drafts that stand, and those taken back with the first rule that holds of each."""
    kept: list[Draft] = []
    held: list[tuple[Draft, Veto]] = []
    for draft in drafts:
        veto = next((veto for veto in VETOES if veto.holds(draft)), None)
        if veto is None:
            kept.append(draft)
        else:
            held.append((draft, veto))
    return kept, held
