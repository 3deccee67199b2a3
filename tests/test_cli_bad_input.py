"""Files that cannot be read, given to `dragoman read`: one clear line each, the right code, and the rest is read."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

import dragoman
from dragoman import casebook, cli
from dragoman.documents import Source
from dragoman.documents import load as load_source
from dragoman.model import Document, Problem, Reading
from dragoman.reading import Reader

GOOD = "Russia condemned Turkey on Monday."
Run = Callable[..., tuple[int, str, list[str]]]
loaded = cache(Reader)  # the pipeline is loaded once for all these tests


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_CASE", raising=False)
    monkeypatch.setattr("dragoman.reading.Reader", loaded)
    return tmp_path


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def runner(*arguments: str) -> tuple[int, str, list[str]]:
        code = cli.main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err.splitlines()

    return runner


def json_lines(count: int) -> list[str]:
    return [json.dumps({"id": f"d{n}", "text": f"{GOOD} Report {n}."}) for n in range(1, count + 1)]


def told(line: str, *parts: str) -> None:
    """The line names the file and holds cause and remedy."""
    for part in parts:
        assert part in line, line
    assert line.count(". ") + line.count("; ") >= 1, f"no remedy in: {line}"
    assert len(line) < 400


def test_line_7_of_ten(run: Run, here: Path) -> None:
    lines = json_lines(10)
    lines[6] = '{"id": "d7", "text": "half a li'
    (here / "news.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    code, out, err = run("read", "news.jsonl", "--jsonl")
    assert code == 3
    assert [json.loads(line)["doc"] for line in out.splitlines()] == [f"d{n}" for n in range(1, 11) if n != 7]
    assert len(err) == 2
    told(err[0], "news.jsonl:7: ", "JSON")
    assert err[1].startswith("9 documents read, 9 claims")

    code, out, err = run("read", "news.jsonl", "--into", "my.dragoman", "--strict")
    assert code == 3
    assert len(casebook.View(Path("my.dragoman")).documents()) == 9
    assert run("problems")[1].startswith("news.jsonl:7: ")
    lines[6] = json_lines(7)[6]
    (here / "news.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    assert run("read", "news.jsonl", "--into", "my.dragoman", "--strict")[0] == 0
    assert run("problems")[1] == ""
    assert len(casebook.View(Path("my.dragoman")).documents()) == 10


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


def utf16_without_mark() -> bytes:
    return GOOD.encode("utf-16-le")


ALONE: dict[str, bytes] = {
    "empty.txt": b"",
    "spaces.txt": b" \n\t\n ",
    "empty.jsonl": b"",
    "empty.html": b"",
    "binary.txt": noise(50_000),
    "picture.txt": b"\x89PNG\r\n\x1a\n" + noise(3000),
    "wide.txt": utf16_without_mark(),
    "control.txt": bytes(range(1, 32)) * 100,
}


@pytest.mark.parametrize("name", ALONE)
def test_a_file_that_holds_no_text(run: Run, here: Path, name: str) -> None:
    (here / name).write_bytes(ALONE[name])
    for options in ([], ["--jsonl"], ["--into", "my.dragoman"]):
        code, out, err = run("read", name, *options)
        assert (code, out) == (3, "")
        told(err[0], f"{name}: ")
        assert len(err) <= 2
    assert not (here / "my.dragoman").exists()
    (here / "good.txt").write_text(GOOD, "utf-8")
    code, out, err = run("read", name, "good.txt", "--jsonl")
    assert code == 3
    assert len(out.splitlines()) == 1
    told(err[0], f"{name}: ")
    assert err[1].startswith("1 document read, 1 claim, 0 aims, 1 problem")


def test_another_encoding_is_read_and_told_of(run: Run, here: Path) -> None:
    (here / "latin.txt").write_bytes(f"{GOOD} Le café fermé.".encode("cp1252"))
    code, out, err = run("read", "latin.txt", "--jsonl")
    assert code == 0
    assert len(out.splitlines()) == 1
    told(err[0], "latin.txt: ", "UTF-8")
    assert len(err) == 2


def test_a_folder_without_readable_files(run: Run, here: Path) -> None:
    (here / "empty").mkdir()
    (here / "pictures").mkdir()
    (here / "pictures" / "a.png").write_bytes(noise(100))
    for name in ("empty", "pictures"):
        code, out, err = run("read", name)
        assert (code, out) == (3, "")
        assert len(err) == 1
        told(err[0], name)
    (here / "good.txt").write_text(GOOD, "utf-8")
    code, out, err = run("read", "empty", "good.txt", "--jsonl")
    assert (code, len(out.splitlines())) == (3, 1)
    told(err[0], "empty")


def test_casebooks_in_a_folder_are_no_input(run: Run, here: Path) -> None:
    (here / "good.txt").write_text(GOOD, "utf-8")
    for _ in "ab":
        code, _, err = run("read", ".", "--into", "my.dragoman", "--strict")
        assert (code, len(err)) == (0, 1)


def test_a_path_that_is_not_there(run: Run, here: Path) -> None:
    code, out, err = run("read", "nothing.txt")
    assert (code, out) == (3, "")
    assert len(err) == 1
    told(err[0], "nothing.txt")
    (here / "good.txt").write_text(GOOD, "utf-8")
    code, out, err = run("read", "good.txt", "nothing.txt", "--jsonl")
    assert (code, len(out.splitlines())) == (3, 1)
    told(err[0], "nothing.txt")


def test_names_with_odd_characters_stay_on_one_line(run: Run, here: Path) -> None:
    (here / "a\nb\x1b[31m.txt").write_bytes(b"")
    (here / os.fsdecode(b"br\xffken.txt")).write_bytes(b"")
    code, out, err = run("read", ".")
    assert (code, out) == (3, "")
    assert all("\x1b" not in line for line in err)
    assert len(err) <= 3


class Fragile:
    """A reader that one word brings down, in a group and alone."""

    def __init__(self, pipeline: str | None = None) -> None:
        pass

    def read(self, document: Document) -> Reading:
        if "poison" in document.text:
            raise IndexError("list index out of range")
        return Reading(document, (), (), ())

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        stream = iter(documents)
        while group := list(islice(stream, 4)):
            yield from [self.read(document) for document in group[:1]]
            yield from [self.read(document) for document in group[1:]]


@pytest.mark.parametrize("places", [(0,), (1,), (9,), (3, 4), tuple(range(10))])
def test_a_fault_on_one_document_does_not_stop_the_others(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, places: tuple[int, ...]
) -> None:
    monkeypatch.setattr("dragoman.reading.Reader", Fragile)
    for n in range(10):
        (here / f"{n}.txt").write_text(f"{'poison' if n in places else 'water'} {n}", "utf-8")
    items = list(dragoman.read(here))
    read = [item.document.name for item in items if isinstance(item, Reading)]
    assert read == [f"{n}.txt" for n in range(10) if n not in places]
    problems = [item for item in items if isinstance(item, Problem)]
    assert [Path(problem.where).name for problem in problems] == [f"{n}.txt" for n in places]
    assert all("IndexError: list index out of range" in problem.message for problem in problems)
    code, _, err = run("read", ".")
    assert code == 3
    assert len(err) == len(places) + 1


def test_a_fault_while_opening_one_file_does_not_stop_the_others(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(source: Source) -> Iterator[Document | Problem]:
        if source.where.endswith("b.txt"):
            raise RuntimeError("oh")
        yield from load_source(source)

    monkeypatch.setattr("dragoman.documents.load", load)
    for name in "abc":
        (here / f"{name}.txt").write_text(GOOD, "utf-8")
    read = [item.document.name if isinstance(item, Reading) else item.where for item in dragoman.read(here)]
    assert sorted(Path(name).name for name in read) == ["a.txt", "b.txt", "c.txt"]


@pytest.fixture
def much_noise(here: Path) -> Iterator[tuple[Path, ...]]:
    """200 MB that is no text, and 200 MB that is nothing but letters."""
    binary, letters = here / "noise.txt", here / "letters.txt"
    block = noise(1_000_000)
    text = bytes(b"abcdefghij klmnop"[byte % 17] for byte in block)
    for path, part in ((binary, block), (letters, text)):
        with path.open("wb") as file:
            for _ in range(200):
                file.write(part)
    yield binary, letters
    for path in (binary, letters):
        path.unlink()


def test_200_megabytes_of_noise(here: Path, much_noise: tuple[Path, ...]) -> None:
    """In a process of its own, so that its memory can be limited and measured."""
    (here / "good.txt").write_text(GOOD, "utf-8")
    limit = 3_000_000_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "dragoman", "read", *(path.name for path in much_noise), "good.txt", "--jsonl"],
        capture_output=True, text=True, cwd=here, preexec_fn=limited, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert len(done.stdout.splitlines()) == 1
    err = done.stderr.splitlines()
    assert len(err) == 3
    told(err[0], "noise.txt: ")
    told(err[1], "letters.txt: ", "200")


DRIVER = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from dragoman.cli import main
sys.exit(main(["read", "news.jsonl", "--into", "my.dragoman"]))
"""


def test_a_full_disk_while_reading(run: Run, here: Path) -> None:
    casebook.prepare(here / "my.dragoman")
    limit = (here / "my.dragoman").stat().st_size + 600_000
    chance = random.Random(2)
    rows = [{"id": f"d{n}", "text": GOOD, "title": f"{chance.getrandbits(160_000):x}"} for n in range(150)]
    (here / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    code = DRIVER.format(limit=limit)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=here, check=False)
    assert done.returncode == 4, done.stderr
    err = done.stderr.splitlines()
    assert len(err) == 2
    held = len(casebook.View(here / "my.dragoman").documents())
    assert 0 < held < 150
    told(err[-1], "my.dragoman: the disk is full", f"It holds {held} document")
    assert run("check")[0] == 0
    code, _, err = run("read", "news.jsonl", "--into", "my.dragoman")
    assert code == 0
    assert f"{150 - held} added, {held} known already; it holds 150 documents." in err[-1]


@pytest.mark.parametrize("breaking", ["read-only", "damaged"])
def test_a_casebook_that_cannot_take_it_loses_nothing(run: Run, here: Path, breaking: str) -> None:
    (here / "good.txt").write_text(GOOD, "utf-8")
    assert run("read", "good.txt", "--into", "my.dragoman")[0] == 0
    case = here / "my.dragoman"
    if breaking == "read-only":
        case.chmod(0o444)
    else:
        case.write_bytes(case.read_bytes()[:20_000])
    before = case.read_bytes()
    (here / "more.txt").write_text("France praised Egypt.", "utf-8")
    code, out, err = run("read", "more.txt", "--into", "my.dragoman")
    assert (code, out) == (4, "")
    assert len(err) == 1
    told(err[0], "my.dragoman: ", breaking)
    assert case.read_bytes() == before
    if breaking == "read-only":
        assert run("claims", "--json")[0] == 0
    case.chmod(0o644)
