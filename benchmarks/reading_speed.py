"""Words per second of the whole reading, beside bare spaCy on the same text in the same run.

    python benchmarks/reading_speed.py [PATH ...] [--words N] [--rounds N] [--json]

The text is the shipped examples and whatever PATH names (files, folders, JSON lines), repeated until there are at
least N words. Both sides run in this process, on one core, with the same model, taking turns; what is printed is the
median of the rounds. Bare spaCy means all components of the model, in batches of 32. Loading the model and the
vocabulary is not counted on either side. Words are counted once, by white space, in the clean text.
"""

from __future__ import annotations

import os

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
os.environ |= dict.fromkeys(THREADS, "1")  # must stand before NumPy is loaded

import argparse
import json
import platform
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median

import spacy

from dragoman.actors.parsing import DEFAULT_PIPELINE
from dragoman.documents import find, load
from dragoman.model import Document
from dragoman.reading import Reader

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "libya"
BATCH = 32


def documents_of(paths: list[Path]) -> list[Document]:
    """All documents under the paths; what is wrong with any is said on standard error."""
    found: list[Document] = []
    sources, problems = find(paths)
    for item in chain(problems, *map(load, sources)):
        if isinstance(item, Document):
            found.append(item)
        else:
            print(f"note: {item.where}: {item.message}", file=sys.stderr)
    return found


def repeated(documents: list[Document], words: int) -> list[Document]:
    """The documents again and again, each time under an id of its own, until they hold enough words."""

    def endless() -> Iterator[Document]:
        for number, document in enumerate(cycle(documents)):
            yield document if number < len(documents) else replace(document, id=f"{document.id}-{number}")

    taken, total = list(documents), sum(map(count_words, documents))
    for document in islice(endless(), len(documents), None):
        if total >= words:
            break
        taken.append(document)
        total += count_words(document)
    return taken


def count_words(document: Document) -> int:
    return len(document.text.split())


def seconds(work: Callable[[], int]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(documents: list[Document], rounds: int) -> dict[str, object]:
    """Both speeds in words per second, the ratio of the medians, and what was measured on what."""
    reader = Reader()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bare = spacy.load(DEFAULT_PIPELINE)
    texts = [document.text for document in documents]
    claims: list[int] = []

    def whole() -> int:
        claims.append(sum(len(reading.claims) for reading in reader.read_many(documents)))
        return claims[-1]

    def parse() -> int:
        return sum(len(doc) for doc in bare.pipe(texts, batch_size=BATCH))

    seconds(lambda: sum(1 for _ in reader.read_many(documents[:2])))  # the first texts pay for what is made once
    seconds(lambda: sum(1 for _ in bare.pipe(texts[:2])))
    times = [(seconds(whole), seconds(parse)) for _ in range(rounds)]
    words = sum(map(count_words, documents))
    reading, bare_time = (median(column) for column in zip(*times, strict=True))
    return {
        "words": words,
        "documents": len(documents),
        "claims": claims[0],
        "reading_words_per_second": round(words / reading),
        "spacy_words_per_second": round(words / bare_time),
        "ratio": round(bare_time / reading, 2),
        "rounds": [[round(one, 2), round(other, 2)] for one, other in times],
        "components": bare.pipe_names,
        "model": f"{bare.meta['name']} {bare.meta['version']}",
        "machine": f"Python {platform.python_version()}, spaCy {spacy.__version__}, {platform.machine()}, one core",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, help="more text: files, folders, JSON lines")
    parser.add_argument("--words", type=int, default=20_000, help="repeat the text up to so many words (20000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side runs (3)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    result = measure(repeated(documents_of([EXAMPLES, *arguments.paths]), arguments.words), max(1, arguments.rounds))
    if arguments.json:
        print(json.dumps(result, indent=2))
        return
    print(f"{result['words']} words in {result['documents']} documents; {result['machine']}; model {result['model']}")
    print(f"whole reading   {result['reading_words_per_second']:>8} words/s   ({result['claims']} claims)")
    print(f"bare spaCy      {result['spacy_words_per_second']:>8} words/s   (all components, batches of {BATCH})")
    print(f"ratio           {result['ratio']:>8.2f}")


if __name__ == "__main__":
    main()
