"""A casebook survives being killed, crowded, full, read-only and damaged, and says in one line what is the matter."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import random
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import casebook_making as making
from dragoman import casebook
from dragoman.errors import CasebookError, DragomanError, InputError, UsageError
from dragoman.model import Mention

TESTS = Path(__file__).parent
HEAD = """
import os, resource, signal, sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
import casebook_making as making
from dragoman import casebook
path = Path({path!r})
"""


def script(path: Path, body: str) -> list[str]:
    head = HEAD.format(tests=str(TESTS), path=str(path))
    return [sys.executable, "-c", head + textwrap.dedent(body)]


def one_line(error: BaseException, path: Path) -> str:
    text = str(error)
    assert text.startswith(f"{path}: ")
    assert "\n" not in text
    assert ". " in text, f"no remedy in: {text}"
    return text


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "my.dragoman"
    casebook.prepare(path)
    casebook.save(path, [making.reading(1)])
    return path


SAVE_FOR_EVER = """
casebook.prepare(path)
for n in range(100000):
    made = making.reading(n)
    casebook.save(path, [made])
    print(made.document.name, flush=True)
"""


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment_it_holds_every_saved_document(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "killed.dragoman"
    with subprocess.Popen(script(path, SAVE_FOR_EVER), stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        first = child.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.4))
        child.kill()
        saved = {line.strip() for line in (first, *child.stdout.readlines())}
    view = casebook.View(path)
    held = {document.name for document in view.documents()}
    assert saved
    assert saved <= held
    assert len(held - saved) <= 1  # one may have been saved before it was told of
    assert len(view.claims()) == len(held)
    assert casebook.examine(view) == ()
    casebook.save(path, [making.reading(-1)])
    assert len(view.documents()) == len(held) + 1
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_killed_while_being_made_it_is_whole_or_not_there(tmp_path: Path) -> None:
    for n in range(6):
        path = tmp_path / f"{n}.dragoman"
        body = "print('go', flush=True)\ncasebook.prepare(path)\nprint('done', flush=True)\ntime.sleep(60)"
        with subprocess.Popen(script(path, body), stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(n * 0.008)
            child.kill()
        if path.exists():
            assert casebook.View(path).documents() == ()
        assert casebook.prepare(path) is not path.exists() or casebook.View(path).documents() == ()
        assert casebook.save(path, [making.reading(n)]).added == 1


def test_two_writers_and_a_reader_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "shared.dragoman"
    body = """
    casebook.prepare(path)
    for n in range({first}, {first} + 15):
        casebook.save(path, [making.reading(n)])
        if n == {first} + 7:
            print('half', flush=True)
            input()
    """
    children = [
        subprocess.Popen(
            script(path, textwrap.dedent(body).format(first=first)),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for first in (0, 100)
    ]  # fmt: skip
    for child in children:
        assert child.stdout and child.stdout.readline() == "half\n"
    # Both writers are alive and half through: what they saved so far can be read.
    seen = [len(casebook.View(path).documents())]
    assert seen == [16]
    for child in children:
        assert child.stdin
        child.stdin.write("\n")
        child.stdin.flush()
    while any(child.poll() is None for child in children):
        seen.append(len(casebook.View(path).documents()))
        time.sleep(0.05)
    for child in children:
        with child:
            assert child.stderr
            assert child.wait() == 0, child.stderr.read()
    assert len(casebook.View(path).documents()) == 30
    assert seen == sorted(seen)


def test_threads_of_one_process_take_turns(case: Path) -> None:
    errors: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for n in range(first, first + 5):
                casebook.save(case, [making.reading(n)])
                casebook.View(case).claims()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in (10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(casebook.View(case).documents()) == 16


@pytest.fixture
def holder(case: Path) -> Iterator[subprocess.Popen[str]]:
    body = """
    from dragoman.casebook.connection import visit
    with visit(path, write=True):
        print("held", flush=True)
        time.sleep(30)
    """
    with subprocess.Popen(script(case, body), stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def test_a_lock_that_stays_is_told_of_in_words(case: Path, holder: subprocess.Popen[str]) -> None:
    begun = time.monotonic()
    with pytest.raises(casebook.LockedError) as caught:
        casebook.save(case, [making.reading(2)], patience=0.3)
    assert f"process {holder.pid}" in one_line(caught.value, case)
    with pytest.raises(casebook.LockedError):
        casebook.View(case, patience=0.2).documents()
    assert time.monotonic() - begun < 5
    assert caught.value.exit_code == 4


def test_a_lock_that_goes_is_waited_for(case: Path, holder: subprocess.Popen[str]) -> None:
    threading.Timer(0.5, holder.kill).start()
    assert casebook.save(case, [making.reading(2)], patience=20).total == 2


def test_a_file_marked_read_only_is_read_and_not_written(case: Path) -> None:
    case.chmod(0o444)
    try:
        with pytest.raises(casebook.ReadOnlyError) as caught:
            casebook.save(case, [making.reading(2)])
        with pytest.raises(casebook.ReadOnlyError):
            casebook.check_writable(case)
        assert len(casebook.View(case).documents()) == 1
    finally:
        case.chmod(0o644)
    assert "read-only" in one_line(caught.value, case)
    assert len(casebook.View(case).documents()) == 1


def test_a_folder_that_may_not_be_written_or_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "none" / "my.dragoman"
    for step in (casebook.prepare, casebook.check_writable):
        with pytest.raises(InputError) as caught:
            step(missing)
        assert "does not exist" in one_line(caught.value, missing)


FILL = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
n = 0
try:
    while n < 400:
        casebook.save(path, [making.reading(n, publisher=os.urandom(100000).hex())])
        n += 1
except casebook.FullError as error:
    print(n)
    print(error)
"""


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "full.dragoman"
    casebook.prepare(path)
    limit = path.stat().st_size + 2_000_000
    run = subprocess.run(script(path, FILL.format(limit=limit)), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    count, message = run.stdout.splitlines()
    assert int(count) >= 2
    assert "disk is full" in message
    view = casebook.View(path)
    assert len(view.documents()) == int(count)
    assert casebook.examine(view) == ()
    casebook.save(path, [making.reading(-1)])
    assert len(view.documents()) == int(count) + 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root; the same is tested with a limit on file size")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_really_full_disk(small_disk: Path) -> None:
    path = small_disk / "full.dragoman"
    casebook.prepare(path)
    saved = 0

    def save_on() -> None:
        nonlocal saved
        for n in range(400):
            casebook.save(path, [making.reading(n, publisher=os.urandom(100000).hex())])
            saved += 1

    with pytest.raises(casebook.FullError) as caught:
        save_on()
    assert "disk is full" in one_line(caught.value, path)
    assert saved >= 2
    assert len(casebook.View(path).documents()) == saved
    _fill(small_disk / "fill")
    with pytest.raises(casebook.FullError):
        casebook.prepare(small_disk / "other.dragoman")
    assert not (small_disk / "other.dragoman").exists()
    assert len(casebook.View(path).documents()) == saved


MAKE = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    casebook.prepare(path)
    print("made")
except casebook.FullError as error:
    print(error)
"""


@pytest.mark.parametrize("limit", [1_000, 13_000, 100_000, 275_000, 290_000, 400_000, 540_000, 700_000])
def test_a_disk_that_is_full_while_the_casebook_is_made(tmp_path: Path, limit: int) -> None:
    """DuckDB closes a file that it could not finish without a word."""
    path = tmp_path / "new.dragoman"
    run = subprocess.run(script(path, MAKE.format(limit=limit)), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    if run.stdout == "made\n":
        assert casebook.View(path).counts()["documents"] == 0
    else:
        assert run.stdout.startswith(f"{path}: the disk is full. ")
        assert list(tmp_path.iterdir()) == []
    assert casebook.prepare(path) == (run.stdout != "made\n")
    casebook.save(path, [making.reading(1)])
    assert len(casebook.View(path).documents()) == 1


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)


@pytest.mark.parametrize(
    ("content", "exit_code", "said"),
    [
        (b"", 3, "not a dragoman casebook"),
        (b"Haftar visited Moscow.\n" * 1000, 3, "not a dragoman casebook"),
        (bytes(range(256)) * 100, 3, "not a dragoman casebook"),
    ],
)
def test_a_file_that_is_no_casebook_is_left_alone(tmp_path: Path, content: bytes, exit_code: int, said: str) -> None:
    path = tmp_path / "my.dragoman"
    path.write_bytes(content)
    for step in (
        lambda: casebook.View(path).documents(),
        lambda: casebook.save(path, []),
        lambda: casebook.prepare(path),
    ):
        with pytest.raises(DragomanError) as caught:
            step()
        assert caught.value.exit_code == exit_code
        assert said in one_line(caught.value, path)
    assert path.read_bytes() == content


def test_a_folder_and_a_missing_file_are_no_casebooks(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "is not a file"), (tmp_path / "no.dragoman", "no such casebook")):
        with pytest.raises(InputError) as caught:
            casebook.View(path).documents()
        assert said in one_line(caught.value, path)


def test_another_database_is_no_casebook(tmp_path: Path) -> None:
    path = tmp_path / "other.dragoman"
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TABLE documents (id INTEGER)")
    with pytest.raises(InputError) as caught:
        casebook.View(path).documents()
    assert "not a dragoman casebook" in one_line(caught.value, path)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE meta SET value = '6' WHERE name = 'schema'", "version 6"),
        ("DELETE FROM meta WHERE name = 'schema'", "does not say its version"),
        ("UPDATE meta SET value = 'x' WHERE name = 'schema'", "does not say its version"),
        ("DROP TABLE aims", "lacks the table aims"),
    ],
)
def test_another_version_is_refused_in_words(case: Path, statement: str, said: str) -> None:
    with duckdb.connect(str(case)) as db:
        db.execute(statement)
    before = case.read_bytes()
    for step in (lambda: casebook.View(case).claims(), lambda: casebook.save(case, [making.reading(2)])):
        with pytest.raises(CasebookError) as caught:
            step()
        assert said in one_line(caught.value, case)
        assert caught.value.exit_code == 4
    assert case.read_bytes() == before


FIRST_VERSION = (
    *(f"DROP TABLE {table}" for table in ("mentions", "imports", "events", "forecasts")),
    "UPDATE meta SET value = '1' WHERE name = 'schema'",
)


@pytest.fixture
def of_version_1(case: Path) -> Path:
    """A casebook as dragoman made it before mentions were kept: without their table, and saying so."""
    first = casebook.View(case).claims()[0]
    casebook.add_correction(case, made_at="2024-05-01T10:00:00+00:00", who="A", action="accept", target=first.id)
    with duckdb.connect(str(case)) as db:
        for statement in FIRST_VERSION:
            db.execute(statement)
    return case


def version_of(path: Path) -> tuple[str, bool]:
    with duckdb.connect(str(path), read_only=True) as db:
        (version,) = db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        tables = {name for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return version, "mentions" in tables


def test_a_casebook_of_version_1_is_read_as_it_is(of_version_1: Path) -> None:
    before = of_version_1.read_bytes()
    view = casebook.View(of_version_1)
    assert view.mentions() == view.snapshot().mentions() == ()
    assert view.readings()[0].claims
    assert view.counts()["mentions"] == 0
    assert casebook.examine(view) == ()
    casebook.check_writable(of_version_1)
    assert not casebook.prepare(of_version_1)
    assert version_of(of_version_1) == ("1", False)
    assert of_version_1.read_bytes()[:4096] == before[:4096]


def test_the_first_write_brings_version_1_up_to_date_and_loses_nothing(of_version_1: Path) -> None:
    view = casebook.View(of_version_1)
    held = view.snapshot()
    new = making.reading(7)
    of = new.document
    new = dataclasses.replace(new, mentions=(Mention(of.span(0, 6), None, None, "", "open", 0.0),))
    casebook.save(of_version_1, [new])
    assert version_of(of_version_1) == (str(casebook.VERSION), True)
    assert view.mentions() == new.mentions
    now = view.snapshot()
    assert {*now.claims()} == {*held.claims(), *new.claims}
    assert {*now.documents()} == {*held.documents(), new.document}
    assert now.corrections() == held.corrections()
    assert casebook.examine(view) == ()


def test_a_correction_upgrades_too_and_a_write_that_fails_does_not(of_version_1: Path) -> None:
    wrong = dataclasses.replace(making.reading(7), claims=(making.reading(8).claims[0],))
    broken = dataclasses.replace(wrong, mentions=(Mention(making.reading(8).document.span(0, 6), "a", "A", "", "", 1),))
    with pytest.raises(ValueError, match="cannot be kept"):
        casebook.save(of_version_1, [broken])
    with pytest.raises(UsageError):
        casebook.add_correction(of_version_1, made_at="", who="A", action="undo", target="nothing")
    assert version_of(of_version_1) == ("1", False)
    casebook.add_correction(of_version_1, made_at="", who="A", action="accept", target="0" * 16)
    assert version_of(of_version_1) == (str(casebook.VERSION), True)
    assert len(casebook.View(of_version_1).corrections()) == 2


def test_version_2_must_have_its_mentions(case: Path) -> None:
    with duckdb.connect(str(case)) as db:
        db.execute("DROP TABLE mentions")
    with pytest.raises(casebook.DamagedError, match="lacks the table mentions"):
        casebook.View(case).documents()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET blocks = 'not json'",
        "UPDATE documents SET offsets = '[1,2]'",
        "UPDATE claims SET cues = '5', also = '[[1]]'",
        "ALTER TABLE claims DROP COLUMN quote",
    ],
)
def test_rows_that_make_no_record_are_damage(case: Path, statement: str) -> None:
    with duckdb.connect(str(case)) as db:
        db.execute(statement)
    with pytest.raises(casebook.DamagedError) as caught:
        casebook.View(case).readings()
    assert "damaged" in one_line(caught.value, case)


DAMAGE = """
path.write_bytes({content!r})
try:
    casebook.View(path).snapshot()
    print("read")
except Exception as error:
    print(type(error).__name__, getattr(error, "exit_code", "none"), len(str(error).splitlines()))
"""


@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_file_gives_one_line(case: Path, tmp_path: Path, seed: int) -> None:
    casebook.save(case, [making.reading(n) for n in range(20)])
    whole = case.read_bytes()
    chance = random.Random(seed)
    broken = bytearray(whole)
    if seed == 0:
        broken = broken[: len(broken) // 2]
    else:
        at = chance.randrange(len(broken) // 8)
        broken[at : at + 3000] = chance.randbytes(3000)
    target = tmp_path / "broken.dragoman"
    content = tmp_path / "content"
    content.write_bytes(bytes(broken))
    body = DAMAGE.replace("{content!r}", f"Path({str(content)!r}).read_bytes()")
    run = subprocess.run(script(target, body), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    kind, *rest = run.stdout.split()
    assert (kind, rest) in (("DamagedError", ["4", "1"]), ("InputError", ["3", "1"]), ("read", [])), run.stdout
