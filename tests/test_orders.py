"""Orders that are known in part: draws agree with what is known, each as likely as any other."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.strategy.orders import Order

PAIRS = st.frozensets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=7)


def agreeing(order: Order) -> list[tuple[int, ...]]:
    """All orders that agree, by going through every one there is."""
    return [
        one
        for one in permutations(range(order.count))
        if all(one.index(before) < one.index(after) for before, after in order.pairs)
    ]


@given(PAIRS)
def test_first_agrees_and_a_contradiction_is_found(pairs: frozenset[tuple[int, int]]) -> None:
    order = Order(5, pairs)
    known = [] if any(one == other for one, other in pairs) else agreeing(order)
    if known:
        assert order.contradiction() == ()
        assert tuple(order.first()) == min(known)
    else:
        assert order.contradiction()
        with pytest.raises(InputError, match="contradicts itself"):
            order.before()


@pytest.mark.parametrize(
    "pairs", [set(), {(0, 1)}, {(0, 1), (0, 2), (3, 2)}, {(2, 0), (2, 1), (0, 3)}, {(0, 3), (1, 3)}]
)
def test_draws_are_uniform_over_the_orders_that_agree(pairs: set[tuple[int, int]]) -> None:
    order = Order(4, frozenset(pairs))
    chance = np.random.default_rng(7)
    counts = Counter(tuple(order.draw(chance)) for _ in range(6000))
    known = agreeing(order)
    assert set(counts) == set(known)
    expected = 6000 / len(known)
    surprise = sum((counts[one] - expected) ** 2 / expected for one in known)
    assert surprise < len(known) - 1 + 5 * (2 * len(known)) ** 0.5  # five standard deviations of chi square


def test_striking_one_keeps_what_followed_through_it() -> None:
    order = Order.as_listed(3).without(1)
    assert order == Order(2, frozenset({(0, 1)}))


def test_a_listed_order_leaves_nothing_to_chance() -> None:
    assert Order.as_listed(6).draw(np.random.default_rng(1)) == list(range(6))


def test_too_little_known_of_too_many_is_said() -> None:
    with pytest.raises(InputError, match="too small a part"):
        Order(26, frozenset({(0, 1)})).draw(np.random.default_rng(1))
