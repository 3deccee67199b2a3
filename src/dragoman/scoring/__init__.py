"""How well a reading agrees with a hand-coded gold file, by the codebook's rules.

Read in this order: `gold` (what is compared, checked on loading), `matching` (which reading is which gold claim),
`measure` (the counts and shares), `report` (the same as text and as JSON). `actors` and `actors_report` do the same
for who is meant at each place of a text, `aims` and `aims_report` for what actors want, could do and are bound by.
"""

from __future__ import annotations

from dragoman.scoring.actors import ActorScore, score_actors
from dragoman.scoring.actors_report import actors_to_json, format_actors
from dragoman.scoring.aims import AimScore, CodedAim, score_aims
from dragoman.scoring.aims_report import aims_to_json, format_aims
from dragoman.scoring.gold import GoldClaim, GoldDocument, ReadClaim, Roots, load_gold, load_roots
from dragoman.scoring.measure import Miss, Pairing, Score, Share, Tally, Wrong, score, score_file
from dragoman.scoring.report import SCHEMA, format_score, score_to_json

__all__ = [
    "SCHEMA",
    "ActorScore",
    "AimScore",
    "CodedAim",
    "GoldClaim",
    "GoldDocument",
    "Miss",
    "Pairing",
    "ReadClaim",
    "Roots",
    "Score",
    "Share",
    "Tally",
    "Wrong",
    "actors_to_json",
    "aims_to_json",
    "format_actors",
    "format_aims",
    "format_score",
    "load_gold",
    "load_roots",
    "score",
    "score_actors",
    "score_aims",
    "score_file",
    "score_to_json",
]
