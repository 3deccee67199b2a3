"""Strategy: what each side can do, and which states of a conflict are stable. Pure functions over arrays."""

from __future__ import annotations

from dragoman.strategy.coalitions import coalition_stable
from dragoman.strategy.game import MOST_OPTIONS, Game
from dragoman.strategy.inverse import Condition, conditions, hold, share_of_orders
from dragoman.strategy.moves import unilateral_improvements, unilateral_moves
from dragoman.strategy.stability import CONCEPTS, Concept, equilibria, stabilities, stable
from dragoman.strategy.status_quo import Step, distances_by_improvements, distances_by_moves, shortest_path

__all__ = [
    "CONCEPTS",
    "MOST_OPTIONS",
    "Concept",
    "Condition",
    "Game",
    "Step",
    "coalition_stable",
    "conditions",
    "distances_by_improvements",
    "distances_by_moves",
    "equilibria",
    "hold",
    "share_of_orders",
    "shortest_path",
    "stabilities",
    "stable",
    "unilateral_improvements",
    "unilateral_moves",
]
