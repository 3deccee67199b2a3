"""Decides which of several readings of a name holds on a day. A date that nobody looked up never decides."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.vocabulary.directory import Directory, Sense, covers, years_off

# Sorts that say where, or nothing: no rivals of a reading that says who.
_NO_RIVAL = frozenset({"place", "lookalike"})
_OF_THEIR_TIME = frozenset({"capital", "adjective", "people", "place"})


def choose(directory: Directory, senses: Sequence[Sense], published: str | None) -> Sense | None:
    """Return the sense that fits the text's day, without a day the one that is still open; None where it stays open."""
    if published is None:
        lasting = [s for s in senses if not s.end]
        return next((s for s in lasting if not s.start), next(iter(lasting or senses), None))
    fitting = [s for s in senses if covers(s.start, s.end, published)]
    if not fitting:
        lasting = [s for s in senses if s.sort not in _OF_THEIR_TIME or len(senses) == 1]
        # Out of every term: whoever held office nearest to the text's day.
        return min(lasting, key=lambda s: years_off(s.start, s.end, published), default=None)
    chosen = fitting[0]
    rivals = [s for s in senses if s.sort not in _NO_RIVAL and _side(directory, s) != _side(directory, chosen)]
    kept_out = [s for s in rivals if s not in fitting and not s.verified]
    let_in = [s for s in rivals if s in fitting] if _dated(chosen) and not chosen.verified else []
    return None if kept_out or let_in else chosen


def _dated(sense: Sense) -> bool:
    return bool(sense.start or sense.end)


def _side(directory: Directory, sense: Sense) -> str:
    return directory.actors[sense.actor_id].root if sense.actor_id else ""
