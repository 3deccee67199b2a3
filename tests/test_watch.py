"""The command `watch`: what arrives is read once it has settled, and what changed is told."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from dragoman import cli
from dragoman.casebook import View
from dragoman.commands import watch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("Russia armed Egypt in May 2019.", "utf-8")
    return tmp_path / "in"


def once(capsys: pytest.CaptureFixture[str], *more: str, code: int = 0) -> tuple[str, str]:
    try:
        left = cli.main(["watch", "in", "--into", "my.dragoman", "--once", *more])
    except SystemExit as leaving:
        left = int(leaving.code or 0)
    told = capsys.readouterr()
    assert left == code, told.err
    return told.out, told.err


def test_what_arrives_is_read_once_and_its_changes_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = once(capsys)
    assert "1 added" in err
    assert "new pair: Russia - Egypt" in out
    assert "Nothing has arrived." in once(capsys)[1]
    (folder / "deep").mkdir()
    (folder / "deep" / "two.txt").write_text("Russia bombed Egypt in June 2019. Turkey armed Chad.", "utf-8")
    (folder / ".hidden.txt").write_text("Niger bombed Chad.", "utf-8")
    out, err = once(capsys)
    assert "1 document read" in err
    assert "standing: Russia - Egypt" in out
    assert "new pair: Turkey - Chad" in out
    assert "gone" not in out
    assert View(Path("my.dragoman")).counts()["documents"] == 2


def test_a_file_that_changes_is_read_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    once(capsys)
    path = folder / "one.txt"
    path.write_text("Russia armed Syria in May 2019.", "utf-8")
    later = time.time() + 5
    os.utime(path, (later, later))
    rows = [json.loads(line) for line in once(capsys, "--json")[0].splitlines()]
    assert ["Russia", "Syria"] in [row["names"] for row in rows if row["method"] == "changes: new pair"]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "two.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    _, err = once(capsys, code=3)
    assert "two.txt" in err
    assert View(Path("my.dragoman")).counts()["documents"] == 1


def test_a_file_in_the_making_waits_until_it_has_kept_its_size(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks: list[list[str]] = []
    read = watch._take_in

    def taking(*given: object) -> bool:
        looks.append([path.name for path in given[3]])  # type: ignore[attr-defined]
        return read(*given)  # type: ignore[arg-type]

    def waiting(_seconds: float) -> None:
        if not waits:  # the second look finds it grown
            (folder / "one.txt").write_text("Russia armed Egypt in May 2019. Turkey armed Chad.", "utf-8")
        waits.append(0)
        if len(waits) == 4:
            raise KeyboardInterrupt

    waits: list[int] = []
    (folder / "two.txt").write_text("Chad armed Niger.", "utf-8")
    monkeypatch.setattr(watch, "_take_in", taking)
    monkeypatch.setattr("dragoman.commands.watch.time.sleep", waiting)
    assert cli.main(["watch", "in", "--into", "my.dragoman"]) == 130
    assert looks == [["two.txt"], ["one.txt"]]
    assert View(Path("my.dragoman")).counts()["documents"] == 2


@pytest.mark.parametrize(
    ("words", "code", "cause"),
    [
        (["watch", "nowhere", "--into", "my.dragoman"], 3, "nowhere: there is no such folder"),
        (["watch", "in", "--into", "my.txt"], 2, "the name of a casebook ends in .dragoman"),
        (["watch", "in", "--into", "my.dragoman", "--every", "0"], 2, "--every must be more than 0"),
    ],
)
def test_bad_words_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, cause: str
) -> None:
    try:
        left = cli.main(words)
    except SystemExit as leaving:
        left = int(leaving.code or 0)
    assert left == code
    assert cause in capsys.readouterr().err
