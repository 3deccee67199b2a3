"""The table of bad inputs in the documentation is what the command says of them today."""

from __future__ import annotations

from pathlib import Path

import bad_inputs

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "bad-input.md"


def test_the_page_on_bad_input_says_what_is_said() -> None:
    shown = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert len(shown) == len(bad_inputs.BAD) >= 60
    assert list(bad_inputs.rows()) == shown


def test_every_line_has_a_cause_and_a_remedy_and_no_traceback() -> None:
    for line in PAGE.read_text("utf-8").splitlines():
        assert "Traceback" not in line
        assert "fault in dragoman" not in line
