"""How long the engine of conflict models takes, and how much memory, by number of states.

    python benchmarks/conflict_engine.py [CHART.png]

Each game is made at random from a fixed seed: options dealt out in turn, an eighth of the states infeasible, one option
in four one-way, preferences with ties. Each runs in a process of its own on one thread; the time is that of the clock
for stability by all four concepts, the memory the most that the process held. Aims: 2^12 states and 4 actors under
0.1 s, 2^16 under 1 s, 2^20 and 5 actors under 20 s and 1.5 GB, 1,000 worlds of 2^8 under 1 s.
With a file name (.png or .svg) the cost of one world is drawn against the number of states, on logarithmic axes.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
os.environ |= dict.fromkeys(THREADS, "1")  # must stand before NumPy is loaded

import numpy as np

from dragoman.strategy.game import Game
from dragoman.strategy.stability import stable

CASES = ((8, 4, 1), (12, 4, 1), (16, 4, 1), (18, 5, 1), (20, 5, 1), (8, 4, 1000))  # options, actors, worlds
CONCEPTS = ("R", "GMR", "SMR", "SEQ")


def made_up(options: int, actors: int, worlds: int) -> tuple[Game, np.ndarray]:
    """Return a game and its preferences, always the same."""
    chance = np.random.default_rng(1)
    game = Game(
        tuple(f"actor {n}" for n in range(actors)),
        tuple(f"option {n}" for n in range(options)),
        tuple(n % actors for n in range(options)),
        chance.random(1 << options) > 0.125,
        tuple(int(n % 4 == 3) for n in range(options)),
    )
    ranks = chance.integers(0, max(1 << options - 2, 2), size=(worlds, actors, 1 << options), dtype=np.int32)
    return game, ranks


def measured(case: tuple[int, int, int]) -> tuple[float, int]:
    """Return seconds for all four concepts, and megabytes."""
    game, ranks = made_up(*case)
    begun = time.perf_counter()
    for concept in CONCEPTS:
        stable(game, ranks, concept)
    return time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def draw(rows: list[dict[str, float]], path: str) -> None:
    """Draw seconds and megabytes of one world against its number of states."""
    import altair  # noqa: PLC0415 - only for the chart

    states = altair.X("states:Q", title="states").scale(type="log", base=2)
    chart = altair.Chart(altair.Data(values=rows)).mark_line(point=True).properties(width=320, height=220)
    seconds = altair.Y("seconds:Q", title="seconds, four concepts").scale(type="log")
    memory = altair.Y("megabytes:Q", title="megabytes, whole process").scale(type="log")
    (chart.encode(x=states, y=seconds) | chart.encode(x=states, y=memory)).save(path, scale_factor=2)


def main() -> None:
    print("options  actors  worlds     states  seconds      MB")
    rows: list[dict[str, float]] = []
    for case in CASES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, memory = pool.apply(measured, (case,))
        print(f"{case[0]:7}  {case[1]:6}  {case[2]:6}  {1 << case[0]:9,}  {seconds:7.3f}  {memory:6,}")
        if case[2] == 1:
            rows.append({"states": 1 << case[0], "seconds": seconds, "megabytes": memory})
    if len(sys.argv) > 1:
        draw(rows, sys.argv[1])


if __name__ == "__main__":
    main()
