"""Reading many documents in one process and in several: documents a second, efficiency, peak memory.

    python benchmarks/reading_many.py [--documents N] [--jobs N] [--seed N] [--json]

The documents are made up, always the same ones: each joins paragraphs of the example documents, drawn by chance, with
other names of states in them. They are written to a folder that is removed again and read into new casebooks by
`dragoman read`, first with --jobs 1 and then with --jobs N; times are wall time and hold starting, loading and saving.
Efficiency is the speed with N processes by N times that with one. Memory is the most that all processes of the reading
held at one moment, shared pages counted once (proportional set size), looked at twice a second; Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples" / "libya"
STATES = "Russia Turkey Egypt Libya France Italy Jordan Sudan Algeria Tunisia Greece Germany Morocco Chad Niger".split()
NEWS = 2.0  # articles a second, about what the world's news comes to


def paragraphs() -> list[str]:
    """The paragraphs of the example documents that are plain text."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt")) + sorted(EXAMPLES.glob("*.md"))]
    found = [part.strip() for text in texts for part in re.split(r"\n\s*\n", text)]
    return [part for part in found if len(part.split()) > 25 and not part.startswith(("#", "-", "Title"))]


def write(folder: Path, number: int, seed: int) -> int:
    """Write so many documents and return how many words they have."""
    chance, parts, words = random.Random(seed), paragraphs(), 0
    for place in range(number):
        renamed = dict(zip(STATES, chance.sample(STATES, len(STATES)), strict=True))
        some = chance.sample(parts, min(len(parts), chance.randint(4, 12)))
        text = re.sub("|".join(STATES), lambda match: renamed[match[0]], "\n\n".join(some))  # noqa: B023 - used at once
        words += len(text.split())
        (folder / f"{place:06}.txt").write_text(
            f"Date: 20{chance.randint(10, 24)}-0{chance.randint(1, 9)}-11\n\n{text}\n"
        )
    return words


def held(process: int) -> int:
    """Return the bytes that a process and those it began hold, pages shared between them counted once."""
    total = 0
    for entry in [process, *_children(process)]:
        try:
            rollup = Path(f"/proc/{entry}/smaps_rollup").read_text("ascii")
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
    return total


def _children(process: int) -> list[int]:
    try:
        found = [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except OSError:
        return []
    return found + [further for child in found for further in _children(child)]


def measured(folder: Path, case: Path, jobs: int) -> tuple[float, int]:
    """Return the seconds that a reading took and the most memory it held, in bytes."""
    words = [sys.executable, "-m", "dragoman", "read", str(folder), "--into", str(case), "--jobs", str(jobs)]
    begun, most = time.monotonic(), 0
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None:
        most = max(most, held(running.pid))
        time.sleep(0.5)
    return time.monotonic() - begun, most


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "texts"
        folder.mkdir()
        words = write(folder, args.documents, args.seed)
        runs = {jobs: measured(folder, Path(name) / f"{jobs}.dragoman", jobs) for jobs in sorted({1, args.jobs})}
    rates = {jobs: args.documents / seconds for jobs, (seconds, _) in runs.items()}
    told = {
        "documents": args.documents,
        "words a document": round(words / args.documents),
        "documents a second": {str(jobs): round(rate, 2) for jobs, rate in rates.items()},
        "efficiency": round(rates[args.jobs] / (args.jobs * rates[1]), 3),
        "peak memory in MB": {str(jobs): round(most / 1e6) for jobs, (_, most) in runs.items()},
        "times the world's news": {str(jobs): round(rate / NEWS, 1) for jobs, rate in rates.items()},
    }
    if args.json:
        print(json.dumps(told, indent=2))
    else:
        for line, value in told.items():
            print(f"{line}: {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
