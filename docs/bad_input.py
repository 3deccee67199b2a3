"""Writes the table of docs/reference/bad-input.md from real runs of `dragoman read`: `python docs/bad_input.py`."""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]

import bad_inputs  # noqa: E402 - it lies among the tests

PAGE = PROJECT / "docs" / "reference" / "bad-input.md"
HEAD = "| | given | documents | exit | said |\n|---|---|---|---|---|\n"

if __name__ == "__main__":
    before = PAGE.read_text("utf-8").split(HEAD, 1)[0]
    PAGE.write_text(before + HEAD + "\n".join(bad_inputs.rows()) + "\n", "utf-8")
