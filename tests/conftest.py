"""What several tests share: one Reader, since building it takes seconds."""

from __future__ import annotations

import pytest

from dragoman.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with the shipped pipeline and vocabulary."""
    return Reader()
