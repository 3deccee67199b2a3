"""Aims: what an actor wants, avoids, could do, is bound by, would pay or gain, and is advised to do."""

from __future__ import annotations

from dragoman.claims.aims.memory import AimMemory
from dragoman.claims.aims.reader import read_aims
from dragoman.claims.aims.vocabulary import cue_finder, pointing_pattern

__all__ = ["AimMemory", "cue_finder", "pointing_pattern", "read_aims"]
