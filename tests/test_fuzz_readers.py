"""Broken files of every format: a document or a clear line for each, in little time. An hour of it: benchmarks/."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import file_breaking

SECONDS = 5.0  # for each format, of which there are twenty


@pytest.mark.parametrize("name", file_breaking.samples())
def test_the_whole_file_is_read(name: str, tmp_path: Path) -> None:
    results = file_breaking.read_bytes(name, file_breaking.samples()[name], tmp_path)
    assert "Oman" in " ".join(getattr(result, "text", "") for result in results)


@pytest.mark.parametrize("name", file_breaking.samples())
def test_a_broken_file_is_read_or_told(name: str, tmp_path: Path) -> None:
    data = file_breaking.samples()[name]
    end = time.monotonic() + SECONDS

    @settings(max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=True, note_method_calls=False).map(lambda chance: chance.getrandbits(64)))
    def reads(seed: int) -> None:
        if time.monotonic() < end:
            broken = file_breaking.broken(name, data, file_breaking.random.Random(seed))
            assert file_breaking.complaint(name, broken, tmp_path) == "", f"seed {seed}"

    reads()


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300), name=st.sampled_from([*file_breaking.samples(), "unnamed", "a.json"]))
def test_any_bytes_under_any_name(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    assert file_breaking.complaint(name, data, tmp_path_factory.mktemp("any")) == ""


@pytest.mark.parametrize("path", file_breaking.kept(), ids=lambda path: path.name)
def test_what_once_brought_a_reader_down_is_read_or_told(path: Path, tmp_path: Path) -> None:
    name = path.name.partition("-")[2]
    assert file_breaking.complaint(name, path.read_bytes(), tmp_path) == ""
