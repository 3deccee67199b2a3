"""The demo goes the whole way, writes over nobody's files, and what it says to type next works."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

import dragoman
from dragoman import cli, examples
from dragoman.commands import demo
from dragoman.errors import CasebookError, InputError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_CASE", raising=False)
    return tmp_path


def test_the_demo_and_what_it_says_to_type_next(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: None)  # would answer until it is stopped
    assert cli.main(["demo", "--dir", "a folder/demo"]) == 0
    out, err = capsys.readouterr()
    assert "Russia" in out
    folder = here / "a folder" / "demo"
    page, text = (folder / "brief.html").read_text("utf-8"), (folder / "brief.md").read_text("utf-8")
    assert page.lower().startswith("<!doctype html")
    assert text.startswith("# ")
    lines = err.splitlines()
    at = lines.index("What to type next:")
    assert "10 documents read" in lines[at - 2]
    hints = [line.strip() for line in lines[at + 1 :]]
    assert len(hints) == 5
    for hint in hints:
        words = shlex.split(hint)
        assert words[0] == demo.called()
        if "YOUR-FOLDER" in words:
            continue
        assert cli.main(words[1:]) == 0, hint
        assert capsys.readouterr().out, f"{hint} shows nothing"

    assert cli.main(["demo", "--dir", "a folder/demo"]) == 0
    assert "10 known already; it holds 10 documents" in capsys.readouterr().err
    assert (folder / "brief.md").read_text("utf-8") == text

    view = dragoman.open_casebook(folder / "libya.dragoman")
    assert len(view.documents()) == 10
    assert dragoman.brief(view, "Russia", "Libya").subject == dragoman.brief(view.snapshot(), "Russia", "Libya").subject


@pytest.mark.parametrize("where", [".venv/bin", "../elsewhere/bin"])
def test_the_name_by_which_the_program_can_be_called(here: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    folder = here / "project" / where
    folder.mkdir(parents=True)
    (here / "project").mkdir(exist_ok=True)
    monkeypatch.chdir(here / "project")
    program = folder / "dragoman"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(folder / "python"))
    monkeypatch.setenv("PATH", "/usr/bin")
    assert demo.called() == (f"{where}/dragoman" if where.startswith(".v") else str(program))
    monkeypatch.setenv("PATH", f"/usr/bin:{folder}")
    assert demo.called() == "dragoman"
    program.unlink()
    assert demo.called().endswith("/python -m dragoman")


def test_somebody_elses_files_are_left_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "demo").mkdir()
    (here / "demo" / "brief.md").write_text("mine")
    assert cli.main(["demo"]) == 2
    assert "Choose another --dir" in capsys.readouterr().err
    assert (here / "demo" / "brief.md").read_text() == "mine"
    assert not (here / "demo" / "libya.dragoman").exists()


def test_a_folder_that_cannot_be_made(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "file").write_text("")
    assert cli.main(["demo", "--dir", "file/demo"]) == CasebookError.exit_code
    assert capsys.readouterr().err.startswith("dragoman: file/demo: cannot be made")


def test_examples_are_taken_from_the_package_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, repository = tmp_path / "package", tmp_path / "repository"
    monkeypatch.setattr(examples, "_PLACES", (package, repository))
    with pytest.raises(InputError, match="missing"):
        examples.demo_paths()
    for folder in (repository, package):
        folder.mkdir()
        for name in "ba":
            (folder / name).write_text(name)
        assert examples.demo_paths() == (folder / "a", folder / "b")


def test_a_name_that_is_no_casebook_cannot_be_opened(here: Path) -> None:
    (here / "x.dragoman").write_text("text")
    with pytest.raises(InputError, match="not a dragoman casebook"):
        dragoman.open_casebook("x.dragoman")
