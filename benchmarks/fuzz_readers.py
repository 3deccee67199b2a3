"""Breaks sample files of every format at random and reads them: `python benchmarks/fuzz_readers.py --minutes 60`.

A worker of its own reads, with 2 GB of memory and 10 seconds a file, so that a crash of a library is seen too. What
brings it down is kept in tests/data/fuzzed, where the tests read it from then on. The same seed breaks the same files.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]

import file_breaking

KEPT = PROJECT / "tests" / "data" / "fuzzed"
MEMORY = 2 << 30


def worker(name: str, seed: int, seconds: float, folder: Path) -> None:
    """Read broken files of one kind until the time is over; what is in work lies in `folder`."""
    file_breaking.complaint(name, file_breaking.samples()[name], folder)  # loads the libraries, which take memory too
    started = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (started + MEMORY, started + MEMORY))
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        data = file_breaking.broken(name, file_breaking.samples()[name], chance)
        (folder / "inwork").write_bytes(data)
        signal.alarm(int(3 * file_breaking.SLOWEST))  # kills a reader that hangs
        said = file_breaking.complaint(name, data, folder)
        signal.alarm(0)
        count += 1
        if said:
            print(f"WRONG {said}")
            sys.exit(1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count} {peak}")


def main() -> int:
    """Share the time among the formats, a minute at a time, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", nargs=4, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        name, seed, seconds, folder = args.worker
        worker(name, int(seed), float(seconds), Path(folder))
        return 0
    names = list(file_breaking.samples())
    turn = min(60.0, args.minutes * 60 / len(names))
    counts: Counter[str] = Counter()
    peaks: Counter[str] = Counter()
    found = 0
    seed = args.seed * 1_000_000
    end = time.monotonic() + args.minutes * 60
    while time.monotonic() < end - 1:
        name = names[seed % len(names)]
        seed += 1
        with tempfile.TemporaryDirectory() as folder:
            seconds = str(min(turn, max(1.0, end - time.monotonic())))
            command = [sys.executable, __file__, "--worker", name, str(seed), seconds, folder]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            last = (done.stdout.splitlines() or [""])[-1]
            if done.returncode == 0:
                count, peak = last.split()
                counts[name] += int(count)
                peaks[name] = max(peaks[name], int(peak))
                continue
            found += 1
            KEPT.mkdir(parents=True, exist_ok=True)
            in_work = Path(folder, "inwork")
            data = in_work.read_bytes() if in_work.exists() else b""
            (KEPT / f"{seed}-{name}").write_bytes(data)
            cause = last or (done.stderr.splitlines() or [""])[-1]
            print(f"{seed}-{name}: ended with {done.returncode}: {cause}", flush=True)
    for name in names:
        print(f"{name:12} {counts[name]:>9,} files, peak memory {peaks[name] / 1024:,.0f} MB")
    print(f"{counts.total():,} files in {args.minutes:g} minutes, {found} found wanting")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
