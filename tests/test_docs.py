"""The documentation is built, its links are followed, and the commands it shows are run."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest

PROJECT = Path(__file__).parents[1]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Runs one command; the variables it sets hold for the commands after it, as they do in a terminal.
SESSION = """set -a; [ -f .session ] && . ./.session; eval "$1"; code=$?; export -p > .session; exit $code"""
EXIT = re.compile(r"\[exit (\d+)\]")


def documentation() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", PROJECT / "docs/build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_build"] = module
    spec.loader.exec_module(module)
    return module


build = documentation()
PAGES = [PROJECT / "README.md", *(path for path, _ in build.sources())]


def commands(text: str) -> list[tuple[str, list[str]]]:
    """The shell commands of a page's console blocks, each with the output lines printed below it."""
    found: list[tuple[str, list[str]]] = []
    for block in CONSOLE.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line == ">" or line.startswith("> "):
                command, output = found[-1]
                found[-1] = (f"{command}\n{line[2:]}", output)
            else:
                found[-1][1].append(line)
    return found


def shows(actual: str, expected: list[str]) -> str | None:
    """None when the expected lines stand in the output in that order, else the first that does not.

    Blanks count once, and `...` stands for anything inside a line or, alone, for any lines.
    """
    lines = iter(" ".join(line.split()) for line in actual.splitlines())
    for wanted in expected:
        pattern = re.escape(" ".join(wanted.split())).replace(r"\.\.\.", ".*")
        if wanted.strip() in {"", "..."} or EXIT.fullmatch(wanted.strip()):
            continue
        if not any(re.fullmatch(pattern, line) for line in lines):
            return wanted
    return None


def test_the_documentation_builds_without_complaint(tmp_path: Path) -> None:
    pages = build.load()
    assert build.problems(pages) == []
    build.write(pages, tmp_path / "site")
    written = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    assert {page.place for page in pages} == written
    assert {page.section for page in pages} >= {"tutorial", "how-to", "reference", "explanation"}


def test_built_pages_fetch_nothing_and_their_links_lead_somewhere(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build.write(build.load(), site)
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"<script|<link|@import|url\(", text), page
        assert re.search(r'(?:src)="https?:', text) is None, page
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            parts = urlsplit(link)
            assert parts.scheme or not parts.path or (page.parent / parts.path).is_file(), f"{page.name}: {link}"


def test_every_data_file_and_column_is_described() -> None:
    page = (PROJECT / "docs/reference/data-files.md").read_text("utf-8")
    data = PROJECT / "src/dragoman/data"
    tables = [path for path in sorted(data.rglob("*.csv")) if path.parent.name != "bargains"]  # see bargain-files.md
    lists = sorted(data.glob("languages/*/*.toml"))
    assert tables
    assert lists
    named = [re.sub(r"^persons-.*", "persons-*.csv", path.name) for path in (*tables, *lists)]
    assert [name for name in named if f"`{name}`" not in page and f"/{name}`" not in page] == []
    columns = {column for path in tables for column in path.read_text("utf-8").splitlines()[0].split(",")}
    assert sorted(column for column in columns if f"`{column}`" not in page) == []
    frames = "\n".join(path.read_text("utf-8") for path in data.glob("languages/en/frames/*.toml"))
    keys = set(re.findall(r"^(\w+) =", frames, re.MULTILINE))
    assert len(keys) > 10
    assert sorted(key for key in keys if f"`{key}`" not in page) == []


def test_links_of_the_readme_lead_somewhere() -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text)
    assert len(links) > 3
    assert [link for link in links if not urlsplit(link).scheme and not (PROJECT / link).exists()] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[x](nowhere.md)", "leads to no page"),
        ("[x](other.md#not-there)", "leads to no heading"),
        ("![x](images/none.png)", "leads to no page or picture"),
    ],
)
def test_the_build_sees_broken_links(tmp_path: Path, line: str, message: str) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text(f"# One\n\n{line} [two](other.md#a-heading)\n", "utf-8")
    (docs / "other.md").write_text("# Two\n\n## A heading\n\n[one](index.md)\n", "utf-8")
    found = build.problems(build.load(tmp_path))
    assert [problem for problem in found if message in problem]
    assert len(found) == 1


def test_expected_output_is_really_compared() -> None:
    assert shows("one\n  two   words\nthree", ["one", "...", "two words", "th...e"]) is None
    assert shows("one\ntwo", ["two", "one"]) == "one"
    assert shows("", ["anything"]) == "anything"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if CONSOLE.search(page.read_text("utf-8"))], ids=lambda page: page.stem
)
def test_shown_commands_do_what_the_page_says(page: Path, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    bin_folder = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": bin_folder + os.pathsep + os.environ["PATH"], "NO_COLOR": "1"}
    environment |= {"COLUMNS": "100", "PYTHONWARNINGS": "ignore"}
    for command, expected in commands(page.read_text("utf-8")):
        run = subprocess.run(
            ["bash", "-c", SESSION, "bash", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        wanted = next((int(match[1]) for line in expected if (match := EXIT.fullmatch(line.strip()))), 0)
        assert run.returncode == wanted, f"{command}\n{run.stdout[-2000:]}{run.stderr[-2000:]}"
        missing = shows(run.stdout + run.stderr, expected)
        assert missing is None, f"{command}\ndid not print: {missing}\n{run.stdout[-3000:]}{run.stderr[-2000:]}"
