"""Statements over options: what binds closest, in which states they hold, and what is wrong with a bad one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.strategy.expressions import parse

OPTIONS = ("a", "b", "c")


def holds(text: str) -> list[bool]:
    return parse(text).holds(OPTIONS).tolist()


def by_python(text: str) -> list[bool]:
    """The same, said in Python: `implies` is <= and `iff` is == between truth values."""
    states = [{name: bool(state >> place & 1) for place, name in enumerate(OPTIONS)} for state in range(8)]
    return [bool(eval(text, {}, dict(one))) for one in states]


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("a", "a"),
        ("not a and b", "(not a) and b"),
        ("a or b and c", "a or (b and c)"),
        ("a implies b or c", "a <= (b or c)"),
        ("a implies b implies c", "a <= (b <= c)"),
        ("a iff b implies c", "a == (b <= c)"),
        ("a iff b iff c", "(a == b) == c"),
        ("not (a or b)", "not (a or b)"),
        ("not not a", "a"),
        ("a AND b", "a and b"),
    ],
)
def test_operators_bind_as_documented(text: str, python: str) -> None:
    assert holds(text) == by_python(python)


FORMULAS = st.recursive(
    st.sampled_from(OPTIONS),
    lambda inner: (
        inner.map(lambda one: f"(not {one})")
        | st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})")
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_bracketed_statements_mean_what_python_takes_them_to_mean(text: str) -> None:
    assert holds(text) == by_python(text)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "missing at the end"),
        ("a and", "missing at the end"),
        ("and a", "missing before 'and'"),
        ("a b", "nothing can stand before 'b'"),
        ("(a", "not closed"),
        ("a)", "nothing can stand before ')'"),
        ("a & b", "'&' has no meaning here"),
        ("not " * 100 + "a", "too deeply"),
        ("(" * 5000 + "a", "too deeply"),
    ],
)
def test_a_statement_that_is_none_is_told_why(text: str, cause: str) -> None:
    with pytest.raises(InputError) as told:
        parse(text)
    assert cause in str(told.value)
    assert "\n" not in str(told.value)


def test_the_options_of_a_statement_come_in_its_order_and_once() -> None:
    assert parse("c and (a or not c)").options() == ("c", "a")
