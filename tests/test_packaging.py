"""What a wheel holds, and that the lock files are fit to install from anywhere."""

from __future__ import annotations

import re
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging import requirements as packaging

PROJECT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pinned(lock: str) -> dict[str, list[str]]:
    """Name -> exact versions in a lock file (more than one where they differ by platform)."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", (PROJECT / lock).read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def required_names() -> set[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    return {re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0].lower().replace("_", "-") for line in project["dependencies"]}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_requirement_with_hashes_and_names_no_host(lock: str) -> None:
    text = (PROJECT / lock).read_text("utf-8")
    assert "://" not in text
    assert required_names() <= pinned(lock).keys()
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_no_squatted_package(lock: str) -> None:
    assert [name for name, versions in pinned(lock).items() if any(v.startswith("999.") for v in versions)] == []


def test_the_test_packages_build_on_the_same_versions() -> None:
    runtime, dev = (pinned(lock) for lock in LOCKS)
    assert {name: dev.get(name) for name in runtime} == runtime


def reached(name: str, extras: frozenset[str], reading_extras: bool) -> set[str]:
    """The packages that come with a package by what the installed ones declare; extras are dropped unless wanted."""
    found: set[str] = set()
    waiting = [(name, extras)]
    while waiting:
        one, wanted = waiting.pop()
        key = re.sub(r"[-_.]+", "-", one).lower()
        if key in found:
            continue
        found.add(key)
        for line in metadata.requires(one) or ():
            requirement = packaging.Requirement(line)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in wanted or {""}):
                waiting.append((requirement.name, frozenset(requirement.extras) if reading_extras else frozenset()))
    return found


def test_html_can_be_read_with_what_is_declared_even_where_pip_finds_no_extras() -> None:
    """lxml.html.clean, which trafilatura imports, is a package of its own; older pips do not find the extra for it."""
    assert {"lxml", "lxml-html-clean"} <= required_names()
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    declared: set[str] = set()
    for line in project["dependencies"]:
        declared |= reached(packaging.Requirement(line).name, frozenset(), reading_extras=False)
    owners = metadata.packages_distributions()
    for module in ("lxml", "lxml_html_clean", "trafilatura"):
        assert {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners[module]} & declared, module


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in a wheel built from this checkout."""
    builders = pytest.importorskip("hatchling.builders.wheel")
    target = tmp_path_factory.mktemp("wheel")
    (built,) = builders.WheelBuilder(str(PROJECT)).build(directory=str(target), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_wheel_holds_the_types_marker_licence_data_and_examples(wheel: list[str]) -> None:
    data = [path for path in (PROJECT / "src/dragoman/data").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    data += [path for path in (PROJECT / "src/dragoman/web/static").iterdir() if path.is_file()]
    examples = [path for path in (PROJECT / "examples/libya").iterdir() if path.is_file()]
    assert len(examples) >= 9
    wanted = {"dragoman/py.typed", "dragoman/model.py"}
    wanted |= {str(path.relative_to(PROJECT / "src")) for path in data}
    wanted |= {f"dragoman/data/examples/libya/{path.name}" for path in examples}
    assert wanted <= set(wheel)
    assert any(name.endswith("licenses/LICENSE") for name in wheel)


def test_wheel_holds_nothing_else(wheel: list[str]) -> None:
    assert [name for name in wheel if not name.startswith(("dragoman/", "dragoman-"))] == []
