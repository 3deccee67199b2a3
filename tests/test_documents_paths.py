"""What is found below the paths one names."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from dragoman.documents import find, load
from dragoman.errors import InputError
from dragoman.model import Document


def put(folder: Path, *names: str, text: str = "Oman backs Iran.") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_folder_is_taken_whole_in_order(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a.md", "deep/er/c.HTML", "deep/d.jsonl", ".hidden.txt", ".git/e.txt", "deep/.f.txt")
    sources, problems = find([tmp_path])
    assert [source.where.removeprefix(f"{tmp_path}/") for source in sources] == [
        "a.md",
        "b.txt",
        "deep/d.jsonl",
        "deep/er/c.HTML",
    ]
    assert [source.format for source in sources] == ["Markdown", "text", "JSON lines", "HTML"]
    assert problems == []


def test_unknown_files_in_a_folder_are_told_or_counted(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.xls", "README")
    _, problems = find([tmp_path])
    assert [Path(problem.where).name for problem in problems] == ["README", "b.xls"]
    assert all(problem.remedy for problem in problems)
    put(tmp_path, *(f"{number}.xls" for number in range(30)))
    _, problems = find([tmp_path])
    assert len(problems) == 1
    assert "32 files" in problems[0].message
    assert "31 ending in .xls" in problems[0].message


def test_a_named_file_is_looked_into(tmp_path: Path) -> None:
    put(tmp_path, "notes")
    put(tmp_path, "lines.data", text=json.dumps({"id": "a", "text": "Oman backs Iran."}) + "\n")
    put(tmp_path, "page.save", text="<!DOCTYPE html><html><body>Oman</body></html>")
    put(tmp_path, "head.note", text="# Oman\n\nOman backs Iran.")
    sources, _ = find([tmp_path / name for name in ("notes", "lines.data", "page.save", "head.note")])
    assert [source.format for source in sources] == ["text", "JSON lines", "HTML", "Markdown"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt")
    sources, _ = find([tmp_path / "b.txt", tmp_path, tmp_path / "." / "a.txt"])
    assert [source.name for source in sources] == ["b.txt", "a.txt"]


def test_one_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    sources, problems = find([tmp_path / "no.txt", tmp_path / "a.txt"])
    assert [source.name for source in sources] == ["a.txt"]
    assert "No such file" in problems[0].message


@pytest.mark.parametrize("names", [[], ["empty"], ["missing.txt"], ["bin"], ["odd"], ["x.json"]])
def test_nothing_to_read_is_an_error_in_one_line(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bin").write_bytes(b"\x00\x01" * 99)
    put(tmp_path, "odd/a.doc", "odd/b.xls")
    put(tmp_path, "x.json", text='[\n {"text": "Oman"}\n]')
    with pytest.raises(InputError) as caught:
        find([tmp_path / name for name in names])
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) > 30
    assert all(name in message for name in names)
    assert caught.value.exit_code == 3


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(json.dumps({"text": "Oman backs Iran."}) + "\n"))
    writer.start()
    sources, problems = find([pipe])
    documents = [result for result in load(sources[0]) if isinstance(result, Document)]
    writer.join()
    assert problems == []
    assert [document.text for document in documents] == ["Oman backs Iran."]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    sources, _ = find([tmp_path])
    assert [source.name for source in sources] == ["a.txt"]
