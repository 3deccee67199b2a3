"""Data goes one way: the imports under src/dragoman are read and must follow the order of the folders."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "dragoman"

# Each part may import the parts above it, itself, and the parts in its own line; never one below.
ORDER: tuple[tuple[str, ...], ...] = (
    ("model",),
    ("errors",),
    ("cells",),
    ("vocabulary",),
    ("documents",),
    ("actors",),
    ("claims",),
    ("reading", "pool"),
    ("casebook",),
    ("relations",),
    ("strategy",),
    ("show",),
    ("scoring",),
    ("web",),
    ("examples", "commands", "cli", "__main__"),
)
RANK = {part: rank for rank, line in enumerate(ORDER) for part in line}
INDEPENDENT = {"model", "errors"}  # the two that import nothing of ours, each other neither
CORE = ("actors", "claims", "relations", "strategy")
OUTSIDE = {"time", "socket", "urllib", "http", "requests", "random", "secrets", "uuid", "subprocess", "asyncio"}
CLOCK_CALLS = {"now", "today", "utcnow"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
VAGUE_NAMES = {"utils", "util", "helpers", "misc", "common"}

FILES = sorted(SOURCE.rglob("*.py"))


def part_of(path: Path, root: Path = SOURCE) -> str:
    """The top-level part a file belongs to: "claims" for claims/rules/visits.py, "" for dragoman/__init__.py."""
    first = path.relative_to(root).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imported_modules(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported, relative imports resolved against `package`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *((node.module or "").split(".") if node.module else ())))
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def imports_of(path: Path, root: Path = SOURCE) -> list[tuple[int, str]]:
    package = ("dragoman", *path.relative_to(root).parts[:-1])
    return list(imported_modules(ast.parse(path.read_text("utf-8")), package))


def wrong_way(path: Path, root: Path = SOURCE) -> list[str]:
    """The imports of a file that go against the order, as "line: what" strings."""
    own = part_of(path, root)
    found = []
    for line, name in imports_of(path, root):
        parts = name.split(".")
        if parts[0] != "dragoman" or not own:
            continue
        target = parts[1] if len(parts) > 1 and parts[1] in RANK else ""
        if target == own:
            continue
        top_of_package = target == "" and RANK[own] < RANK["cli"]
        if top_of_package or (target and RANK[target] > RANK[own]) or own in INDEPENDENT:
            found.append(f"{path.name}:{line}: {own} must not import {name}")
    return found


def outside_world(path: Path) -> list[str]:
    """Clock, network and unseeded randomness in a file, as "line: what" strings."""
    found = [f"{path.name}:{line}: imports {name}" for line, name in imports_of(path) if name.split(".")[0] in OUTSIDE]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
            found.append(f"{path.name}:{node.lineno}: asks the clock with .{node.func.attr}()")
    return found


def test_every_part_has_its_place_in_the_order() -> None:
    parts = {part_of(path) for path in FILES} - {""}
    assert parts, f"no code found under {SOURCE}"
    assert parts <= RANK.keys(), f"say in ORDER where {sorted(parts - RANK.keys())} stand"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    assert wrong_way(path) == []


@pytest.mark.parametrize("part", CORE)
def test_the_core_touches_no_clock_network_or_chance(part: str) -> None:
    found = [line for path in FILES if part_of(path) == part for line in outside_world(path)]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in FILES if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES] == []


@pytest.mark.parametrize(
    ("place", "line", "allowed"),
    [
        ("documents/clean.py", "from dragoman.model import Document", True),
        ("documents/clean.py", "from . import duplicates", True),
        ("documents/clean.py", "from ..claims import status", False),
        ("documents/clean.py", "from dragoman import claims", False),
        ("documents/clean.py", "import dragoman", False),
        ("claims/rules/visits.py", "from ...actors.names import Names", True),
        ("claims/rules/visits.py", "import dragoman.show.brief", False),
        ("model.py", "from dragoman.errors import InputError", False),
        ("errors.py", "from .model import Claim", False),
        ("cli.py", "from dragoman import __version__", True),
        ("cli.py", "from dragoman.commands.read import run", True),
        ("__init__.py", "from dragoman.reading import Reader", True),
    ],
)
def test_the_check_itself_sees_wrong_imports(tmp_path: Path, place: str, line: str, allowed: bool) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(line + "\n", "utf-8")
    assert (wrong_way(path, tmp_path) == []) is allowed
