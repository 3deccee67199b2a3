"""Strategy: what each side can do, and which states of a conflict are stable. Pure functions over arrays."""

from __future__ import annotations

from dragoman.strategy.game import MOST_OPTIONS, Game
from dragoman.strategy.stability import CONCEPTS, Concept, equilibria, stabilities, stable

__all__ = ["CONCEPTS", "MOST_OPTIONS", "Concept", "Game", "equilibria", "stabilities", "stable"]
