"""Krippendorff's alpha: his own worked examples, and what must hold of any coding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.scoring.agreement import alpha

# Both from Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); '.' is a gap.
TWO = ("0100000010", "1110010000")
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
CODINGS = st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=20)


def units(rows: tuple[str, ...]) -> list[list[str]]:
    return [[value for value in column if value != "."] for column in zip(*rows, strict=True)]


def test_the_published_examples() -> None:
    two = alpha(units(TWO))
    assert two.alpha == pytest.approx(0.095, abs=0.0005)
    assert (two.units, two.values, two.alike) == (10, 20, 6)
    four = alpha(units(FOUR))
    assert four.alpha == pytest.approx(0.743, abs=0.0005)
    assert (four.units, four.values) == (11, 40)


def test_what_is_undefined_is_none() -> None:
    assert alpha([]).alpha is None
    assert alpha([["a"], ["b"]]).alpha is None
    assert alpha([["a", "a"], ["a", "a"]]).alpha is None


@given(CODINGS)
def test_alpha_is_at_most_one_and_one_only_where_all_agree(coded: list[list[str]]) -> None:
    found = alpha(coded)
    if found.alpha is not None:
        assert found.alpha <= 1
        assert (found.alpha == 1) == (found.alike == found.units)


@given(CODINGS, st.permutations("abc"))
def test_names_of_values_and_the_order_of_units_and_coders_do_not_matter(
    coded: list[list[str]], names: list[str]
) -> None:
    other = [[dict(zip("abc", names, strict=True))[value] for value in unit[::-1]] for unit in coded[::-1]]
    assert alpha(other).alpha == pytest.approx(alpha(coded).alpha)
