"""Reading in several processes: the same as in one, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import dragoman
from brief_making import document, reading
from dragoman import cli
from dragoman.casebook import View, prepare
from dragoman.model import Document, Problem, Reading
from dragoman.pool import GROUP, read_in_pool

FATAL = "the end"
TEXT = "Russia armed Egypt in {year}. Turkey did not attack Syria, and Chad may help Niger."


def quick() -> Callable[[Sequence[Document]], list[Reading | Problem]]:
    """What reads in the place of a Reader; a certain text ends its process as the system does for want of memory."""

    def read_group(group: Sequence[Document]) -> list[Reading | Problem]:
        if any(one.text == FATAL for one in group):
            os.kill(os.getpid(), signal.SIGKILL)
        return [reading(one, ()) for one in group]

    return read_group


def texts(number: int) -> list[Document]:
    return [document(f"Text {place}.", f"{place}.txt") for place in range(number)]


def test_readings_come_in_order_and_all_of_them() -> None:
    documents = texts(5 * GROUP + 3)
    found = list(read_in_pool(iter(documents), quick, 2))
    assert [one.document for one in found if isinstance(one, Reading)] == documents


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process the way of Unix")
def test_a_document_that_kills_its_process_is_a_problem_and_the_others_are_read() -> None:
    documents = texts(3 * GROUP)
    documents.insert(GROUP + 5, document(FATAL, "fatal.txt"))
    found = list(read_in_pool(documents, quick, 2))
    assert len(found) == len(documents)
    assert [one.document for one in found if isinstance(one, Reading)] == [d for d in documents if d.text != FATAL]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert (problem.stage, problem.where) == ("claims", "fatal.txt")
    assert found.index(problem) == GROUP + 5


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    for place in range(70):
        (tmp_path / "texts" / f"{place:03}.txt").write_text(TEXT.format(year=1950 + place), "utf-8")
    (tmp_path / "texts" / "035.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path / "texts"


def test_two_processes_read_what_one_reads(folder: Path) -> None:
    assert list(dragoman.read(folder, jobs=2)) == list(dragoman.read(folder))


def exported(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert cli.main(["export", str(path), "--what", "claims", "--format", "jsonl"]) == 0
    return capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process the way of Unix")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_reading_that_was_killed_goes_on_to_the_same_casebook(
    folder: Path, capsys: pytest.CaptureFixture[str], jobs: str
) -> None:
    cli.main(["read", str(folder), "--into", "whole.dragoman", "--jobs", "1"])
    prepare(Path("cut.dragoman"))
    words = [sys.executable, "-m", "dragoman", "read", str(folder), "--into", "cut.dragoman", "--jobs", jobs]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        time.sleep(0.05)
        if running.poll() is not None or _held("cut.dragoman"):
            break
    running.kill()
    running.wait()
    cli.main(["read", str(folder), "--into", "cut.dragoman", "--jobs", jobs])
    assert exported(Path("cut.dragoman"), capsys) == exported(Path("whole.dragoman"), capsys)


def _held(path: str) -> int:
    try:
        return View(Path(path), 0.0).counts()["documents"]
    except dragoman.DragomanError:
        return 0


def test_jobs_must_be_one_at_least(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        raise SystemExit(cli.main(["read", str(folder), "--jobs", "0"]))
    assert leaving.value.code == 2
    assert "--jobs must be 1 or more" in capsys.readouterr().err
