"""What finding names costs: its share of the whole reading, and what 50,000 more actors change.

    python benchmarks/finding_names.py [PATH ...] [--words N] [--actors N] [--rounds N] [--json]

The text is that of reading_speed.py. The extra actors are made up of syllables, always the same ones: half persons with
an office, half groups, each with two aliases, given as a user's own table. Both readers run in this process, on one
core, taking turns; times are of the processor, and what is printed is the median of the rounds. Aims: the share is
under 5 %, and the extra actors change the words per second by less than 5 %.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from reading_speed import EXAMPLES, count_words, documents_of, repeated

# isort: split
# The import above pins the threads, which must be done before NumPy is loaded.
from dragoman.actors.names import NameFinder
from dragoman.model import Document
from dragoman.reading import Reader
from dragoman.vocabulary.directory import load_directory
from dragoman.vocabulary.extended import load_extended

SYLLABLES = (
    "ba be bo da du fa fi ga gu ha hi jo ka ki ko la lo lu ma mi mo na ni no ra ri ro sa se so ta ti to va vi wa ya ye"
    " zo bar dor fal gan hor kal lim mur nar pol rin sal tor van zam"
).split()
AIM = 0.05


def made_up(path: Path, count: int) -> None:
    """Write a table of made-up actors."""
    chance = random.Random(1)

    def word() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).title()

    with path.open("w", encoding="utf-8", newline="") as stream:
        written = csv.writer(stream, lineterminator="\n")
        written.writerow("id name kind side aliases office from source".split())
        for number in range(count):
            first, last, other = word(), f"{word()}{chance.choice(SYLLABLES)}x", word()
            key = f"MADE-{number}"
            if number % 2:
                aliases = f"{first[0]}. {last}|{first} {other} {last}"
                written.writerow([key, f"{first} {last}", "person", "KEN", aliases, "envoy", "2011", "made up"])
            else:
                aliases = f"{last} Front|Front of {first} {last}"
                written.writerow([key, f"{last} {other} Front", "armed group", "", aliases, "", "2011", "made up"])


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def measure(documents: list[Document], count: int, rounds: int) -> dict[str, object]:
    """The share of finding names, and the speeds without and with the extra actors."""
    plain = Reader()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "actors.csv"
        made_up(table, count)
        loading = seconds(lambda: load_extended([table]))
        larger = Reader(actors=[table])
        directory = load_extended([table]).directory
    finders = (NameFinder(load_directory()), NameFinder(directory))
    building = seconds(lambda: NameFinder(directory))

    def find(finder: NameFinder) -> int:
        return sum(len(finder.find(document.text, document.published)) for document in documents)

    def read(reader: Reader) -> int:
        return sum(len(reading.claims) for reading in reader.read_many(documents))

    for warm in (plain, larger):
        list(warm.read_many(documents[:2]))  # the first texts pay for what is made once
    columns: list[tuple[float, ...]] = []
    for number in range(rounds):
        # Who begins changes, so that neither gains from what the machine does meanwhile.
        turns = [plain, larger] if number % 2 else [larger, plain]
        times = {id(one): seconds(lambda one=one: read(one)) for one in turns}
        columns.append((times[id(plain)], times[id(larger)], *(seconds(lambda f=f: find(f)) for f in finders)))
    reading, reading_more, finding, finding_more = (median(column) for column in zip(*columns, strict=True))
    words = sum(map(count_words, documents))
    return {
        "words": words,
        "documents": len(documents),
        "share_of_finding_names": round(finding / reading, 4),
        "extra_actors": len(directory.actors) - len(load_directory().actors),
        "extra_spellings": len(directory.senses) - len(load_directory().senses),
        "share_with_extra_actors": round(finding_more / reading_more, 4),
        "words_per_second": round(words / reading),
        "words_per_second_with_extra_actors": round(words / reading_more),
        "change": round(median(more / plain_time - 1 for plain_time, more, *_ in columns), 4),
        "loading_extra_actors_seconds": round(loading, 2),
        "building_the_finder_seconds": round(building, 2),
        "rounds": [[round(value, 3) for value in column] for column in columns],
        "machine": f"Python {platform.python_version()}, {platform.machine()}, one core",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, help="more text: files, folders, JSON lines")
    parser.add_argument("--words", type=int, default=10_000, help="repeat the text up to so many words (10000)")
    parser.add_argument("--actors", type=int, default=50_000, help="how many actors to make up (50000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side runs (5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    documents = repeated(documents_of([EXAMPLES, *arguments.paths]), arguments.words)
    result = measure(documents, arguments.actors, max(1, arguments.rounds))
    if arguments.json:
        print(json.dumps(result, indent=2))
        return
    keys = ("share_of_finding_names", "share_with_extra_actors", "change")
    share, more, change = (float(str(result[key])) for key in keys)
    print(f"{result['words']} words in {result['documents']} documents; {result['machine']}")
    print(f"finding names            {share:>7.1%} of the reading   (aim: under {AIM:.0%})")
    print(f"with {result['extra_actors']:>6} more actors  {more:>7.1%} of the reading")
    print(f"words per second         {result['words_per_second']:>7} without, ", end="")
    print(f"{result['words_per_second_with_extra_actors']} with: {change:+.1%} time   (aim: under {AIM:.0%})")
    print(f"once                     {result['loading_extra_actors_seconds']} s to load them, ", end="")
    print(f"{result['building_the_finder_seconds']} s to build the search ({result['extra_spellings']} more spellings)")


if __name__ == "__main__":
    main()
