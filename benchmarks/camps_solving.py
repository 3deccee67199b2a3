"""How long the split into two camps takes, by size: random signed networks, solved exactly.

    python benchmarks/camps_solving.py [--networks N] [--limit SECONDS] [--json]

The networks are drawn with fixed seeds, so the same on every machine: pairs at random, each friendly or hostile by even
chance, with 1 to 4 witnesses. That is harder than politics is: what people say of states is far nearer to balance, and
hangs together more loosely. Aim: 30 nodes and 100 ties in a few seconds. Times are of the whole call, the choice among
equally good splits included; printed are the median and the slowest, and the frustration indices.
"""

from __future__ import annotations

import argparse
import json
import os

# One thread, so that figures of different machines can be compared.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import itertools
import platform
import random
from statistics import median
from time import perf_counter

from dragoman.relations.frustration import split
from dragoman.relations.signed import Edge

SIZES = ((10, 20), (10, 30), (20, 60), (30, 60), (30, 100), (40, 100), (40, 150))


def network(nodes: int, ties: int, seed: int) -> list[Edge]:
    chance = random.Random(f"{nodes} {ties} {seed}")
    names = [f"n{number:02}" for number in range(nodes)]
    pairs = chance.sample(list(itertools.combinations(names, 2)), ties)
    signs = {1: "backs", -1: "opposes"}
    drawn = [(a, b, chance.choice((-1, 1)), chance.randint(1, 4)) for a, b in pairs]
    return [Edge(a, b, sign, weight, (), signs[sign]) for a, b, sign, weight in drawn]


def measure(networks: int, limit: float) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for nodes, ties in SIZES:
        times, found = [], []
        for seed in range(networks):
            edges = network(nodes, ties, seed)
            begin = perf_counter()
            found.append(split(edges, limit))
            times.append(perf_counter() - begin)
        rows.append(
            {
                "nodes": nodes,
                "ties": ties,
                "median_seconds": round(median(times), 3),
                "slowest_seconds": round(max(times), 3),
                "frustration": [len(one.broken) for one in found],
                "exact": sum(one.exact for one in found),
                "chosen": sum(one.chosen for one in found),
                "networks": networks,
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--networks", type=int, default=5, help="how many networks of each size (5)")
    parser.add_argument("--limit", type=float, default=60, help="time limit of each run of the solver, seconds (60)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    rows = measure(max(1, arguments.networks), arguments.limit)
    if arguments.json:
        machine = f"Python {platform.python_version()}, {platform.machine()}"
        print(json.dumps({"rows": rows, "machine": machine}, indent=2))
        return
    print("nodes  ties  median s  slowest s  exact  frustration index")
    for row in rows:
        times = f"{row['median_seconds']:>8}  {row['slowest_seconds']:>9}"
        solved = f"{row['exact']}/{row['networks']}"
        print(f"{row['nodes']:>5}  {row['ties']:>4}  {times}  {solved:>5}  {row['frustration']}")


if __name__ == "__main__":
    main()
