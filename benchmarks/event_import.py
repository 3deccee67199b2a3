"""Importing event data, and the standing of dyads over it, against bare DuckDB on the same file.

    python benchmarks/event_import.py [--rows N] [--folder DIR] [--json]

Makes a file of GDELT 2.0 events (ten million rows, 4.4 GB, unless --rows says otherwise), always the same one. Bare
DuckDB loads it as 61 columns of text into a database file; dragoman imports it into a casebook, every row whole. Both
run on one thread, each in a process of its own, one after the other. Then, in one more process and on the casebook:
the monthly standing of one dyad; that of all dyads, with intervals; and a bare group-by of the same table with the same
sums, taking turns. Memory is the most that a process held. Aims: import at half the rows a second or more, one dyad
under 0.2 s, all dyads within 1.5 times the group-by, under 4 GB.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb

from dragoman.casebook import View
from dragoman.casebook.connection import visit
from dragoman.casebook.events import import_file
from dragoman.relations.event_standing import event_standing

STATES = (
    "RUS LBY USA TUR EGY FRA CHN GBR DEU ITA ISR IRN SYR UKR IND PAK JPN KOR PRK SAU ARE QAT DZA TUN SDN TCD NER MLI "
    "GRC ESP POL BRA ZAF NGA KEN ETH SOM AFG IRQ YEM"
).split()
POOL = 4000
DYAD = ("RUS", "LBY")


def made_up(path: Path, rows: int) -> None:
    """Write a file of GDELT 2.0 events of ten years: pools of actors, acts and places, joined at random."""
    chance = random.Random(1)

    def actor() -> str:
        state, sort = chance.choice(STATES), chance.choice(("", "GOV", "MIL", "REB", "OPP"))
        return "\t".join((state + sort, f"{state} NAME{chance.randint(1, 99)}", state, "", "", "", "", sort, "", ""))

    def act() -> str:
        code = f"{chance.randint(1, 20):02}{chance.randint(0, 9)}"
        value = chance.choice((-10, -5, -2, 0, 1.9, 3.4, 7))
        return f"{chance.randint(0, 1)}\t{code}\t{code}\t{code[:2]}\t{chance.randint(1, 4)}\t{value}"

    def place() -> str:
        name = f"Town{chance.randint(1, 9999)}, Region{chance.randint(1, 99)}, Country"
        where = f"{chance.uniform(-90, 90):.4f}\t{chance.uniform(-180, 180):.4f}"
        return (
            f"4\t{name}\tCH\tCH{chance.randint(1, 20)}\t{chance.randint(1, 999999)}\t{where}\t{chance.getrandbits(20)}"
        )

    actors, acts, places = ([make() for _ in range(POOL)] for make in (actor, act, place))
    days = [f"{y}{m:02}{d:02}" for y in range(2015, 2025) for m in range(1, 13) for d in range(1, 29)]
    draw = chance.random
    with path.open("w", encoding="utf-8", newline="") as stream:
        for number in range(rows):
            day, here = days[number * len(days) // rows], places[int(draw() * POOL)]
            stream.write(
                f"{410000000 + number}\t{day}\t{day[:6]}\t{day[:4]}\t{day[:4]}.{int(day[4:6]) * 80:04}\t"
                f"{actors[int(draw() * POOL)]}\t{actors[int(draw() * POOL)]}\t{acts[int(draw() * POOL)]}\t"
                f"{number % 19 + 1}\t{number % 3 + 1}\t{number % 17 + 1}\t{draw() * 20 - 10:.13f}\t"
                f"{here}\t{places[int(draw() * POOL)]}\t{here}\t{day}{number % 96 // 4:02}{number % 4 * 15:02}00\t"
                f"https://www.example{number % 211}.com/news/{number * 7919 % 1000003}/story-about-something-{number}\n"
            )


def bare(path: Path, database: Path) -> None:
    """Load the file as text columns with DuckDB alone."""
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(61))
    with duckdb.connect(str(database), config={"threads": 1}) as db:
        db.execute(
            f"CREATE TABLE e AS SELECT * FROM read_csv('{path}', delim='\t', header=false, quote='', escape='', "
            f"auto_detect=false, columns={{{columns}}})"
        )


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def group_by(case: Path) -> int:
    """The same sums with bare SQL, fetched as arrays."""
    with visit(case, write=False) as db:
        found = db.execute(
            "SELECT source_root, target_root, date_trunc('month', day) AS period, count(*), "
            "sum(CASE WHEN value > 0 THEN value / 10 END), sum(CASE WHEN value < 0 THEN -value / 10 END), "
            "sum(CASE WHEN value > 0 THEN value * value / 100 END), "
            "sum(CASE WHEN value < 0 THEN value * value / 100 END) "
            "FROM events WHERE source_root <> target_root GROUP BY ALL ORDER BY ALL"
        ).fetchnumpy()
    return len(found["period"])


def asked(case: Path) -> dict[str, object]:
    """The times of one dyad, of all dyads, and of the bare group-by, the median of five turns each."""
    view = View(case)
    one, every, plain = [], [], []
    for _ in range(5):
        one.append(timed(lambda: event_standing(view.event_sums(*DYAD))))
        every.append(timed(lambda: event_standing(view.event_sums())))
        plain.append(timed(lambda: group_by(case)))
    return {
        "one_dyad_seconds": round(median(one), 3),
        "all_dyads_seconds": round(median(every), 2),
        "group_by_seconds": round(median(plain), 2),
        "ratio": round(median(a / b for a, b in zip(every, plain, strict=True)), 2),
        "dyads_and_months": len(view.event_sums()),
    }


def alone(step: str, *places: Path) -> dict[str, object]:
    """Run one step in a process of its own and return what it found, with its memory."""
    run = subprocess.run([sys.executable, __file__, "--step", step, *map(str, places)], capture_output=True, check=True)
    found: dict[str, object] = json.loads(run.stdout)
    return found


def one_step(step: str, *places: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    if step == "bare":
        found["seconds"] = timed(lambda: bare(*places))
    elif step == "import":
        found["seconds"] = timed(lambda: import_file(places[1], places[0]))
    else:
        found |= asked(*places)
    used = resource.getrusage(resource.RUSAGE_SELF)
    found["processor"] = used.ru_utime + used.ru_stime
    return {**found, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}


def measure(folder: Path, rows: int) -> dict[str, object]:
    file, database, case = folder / "events.tsv", folder / "bare.db", folder / "events.dragoman"
    made_up(file, rows)
    with file.open("rb") as stream:  # so that neither finds the file cold
        while stream.read(1 << 24):
            pass
    loaded, imported = alone("bare", file, database), alone("import", file, case)
    return {
        "rows": rows,
        "file_megabytes": file.stat().st_size >> 20,
        "bare_rows_per_second": round(rows / float(str(loaded["seconds"]))),
        "import_rows_per_second": round(rows / float(str(imported["seconds"]))),
        "import_to_bare": round(float(str(loaded["seconds"])) / float(str(imported["seconds"])), 2),
        "import_to_bare_by_processor_time": round(
            float(str(loaded["processor"])) / float(str(imported["processor"])), 2
        ),
        "casebook_megabytes": case.stat().st_size >> 20,
        "bare_megabytes": database.stat().st_size >> 20,
        "import_memory_megabytes": imported["megabytes"],
        **{
            ("asking_memory_megabytes" if key == "megabytes" else key): value
            for key, value in alone("ask", case).items()
        },
        "machine": f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {platform.machine()}, one thread",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000, help="how many events to make (10000000)")
    parser.add_argument(
        "--folder", type=Path, help="where the files are made for a while (15 GB; default: a temporary one)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        print(json.dumps(one_step(arguments.step[0], *map(Path, arguments.step[1:]))))
        return
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        found = measure(Path(folder), arguments.rows)
    if arguments.json:
        print(json.dumps(found, indent=2))
        return
    print(f"{found['rows']:,} rows, {found['file_megabytes']:,} MB; {found['machine']}")
    print(f"import      {found['import_rows_per_second']:>9,} rows/s, bare {found['bare_rows_per_second']:,}: "
          f"{found['import_to_bare']} of it, "
          f"{found['import_to_bare_by_processor_time']} by processor time   (aim: 0.5 or more)")  # fmt: skip
    print(f"one dyad    {found['one_dyad_seconds']:>9} s   (aim: under 0.2)")
    print(f"all dyads   {found['all_dyads_seconds']:>9} s for {found['dyads_and_months']:,} rows, group-by "
          f"{found['group_by_seconds']} s: {found['ratio']} times   (aim: 1.5 or less)")  # fmt: skip
    print(f"memory      {found['import_memory_megabytes']:>9,} MB importing, "
          f"{found['asking_memory_megabytes']:,} asking   (aim: under 4,000)")  # fmt: skip
    print(f"on disk     {found['casebook_megabytes']:>9,} MB, bare {found['bare_megabytes']:,}")


if __name__ == "__main__":
    main()
