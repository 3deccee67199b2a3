"""How well copies are told from what only comes close: precision and recall on made-up pairs of known truth.

    python benchmarks/copies.py [--pairs N] [--seed N] [--json]

Each way of making a pair (`copies_making.py`) gives N pairs, all put into one pile, so that every text is also held
against those of all other pairs. A pair counts as found where its two texts are in one group; any two texts of
different pairs that are in one group count as found wrongly. Aims: precision and recall of .97 at least. It also tells
what grouping costs by the number of texts.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from copies_making import COPIES, OTHERS, pair
from dragoman.documents import from_text
from dragoman.relations.copies import independent

AIM = 0.97


def measured(pairs: int, seed: int) -> dict[str, object]:
    """Return how many pairs of each way were put together, and precision and recall over all."""
    documents, truth = [], {}
    for how in (*COPIES, *OTHERS):
        for number in range(seed * pairs, (seed + 1) * pairs):
            made = pair(how, number)
            truth[f"{how} {number}"] = made.copy
            documents += [
                from_text(text, name=f"{how} {number}|{side}") for side, text in (("a", made.one), ("b", made.other))
            ]
    begun = time.process_time()
    groups = independent(documents)
    spent = time.process_time() - begun
    found, astray = set(), 0
    for group in groups:
        names = [document.name.split("|")[0] for document in group]
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                if one == other:
                    found.add(one)
                else:
                    astray += 1
    right = sum(truth[name] for name in found)
    ways = {
        how: sum(f"{how} {n}" in found for n in range(seed * pairs, (seed + 1) * pairs)) for how in (*COPIES, *OTHERS)
    }
    return {
        "pairs of each way": pairs,
        "found of each way": ways,
        "precision": right / max(len(found) + astray, 1),
        "recall": right / sum(truth.values()),
        "put together across pairs": astray,
        "texts": len(documents),
        "texts a second": round(len(documents) / spent),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    told = measured(args.pairs, args.seed)
    if args.json:
        print(json.dumps(told, indent=2))
        return 0
    for how, count in dict(told.pop("found of each way")).items():  # type: ignore[call-overload]
        print(f"  {how:20} {count:5} of {args.pairs} put together{'' if how in COPIES else ' (wrongly)'}")
    for name, value in told.items():
        print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
