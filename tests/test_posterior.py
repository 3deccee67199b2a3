"""Standing as a posterior: by hand, against exact quantiles, and against a known truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincinv

from dragoman.relations.posterior import ERROR, bands, points


def one(plus: float, minus: float, plus_squares: float, minus_squares: float) -> tuple[float, float, float, float]:
    found = bands([plus], [minus], [plus_squares], [minus_squares])
    return float(found.value[0]), float(found.low[0]), float(found.high[0]), float(found.effective[0])


def test_equal_weights_give_the_beta_binomial_model() -> None:
    # three cooperative acts and one hostile, each of weight 0.4: Beta(3.5, 1.5), mean 0.7, standing 0.4
    value, low, high, effective = one(1.2, 0.4, 3 * 0.16, 0.16)
    assert value == pytest.approx(0.4)
    assert effective == pytest.approx(4)
    assert low == pytest.approx(2 * betaincinv(3.5, 1.5, 0.05) - 1, abs=ERROR)
    assert high == pytest.approx(2 * betaincinv(3.5, 1.5, 0.95) - 1, abs=ERROR)


def test_unequal_weights_by_hand() -> None:
    # cooperative 1.0 and 0.5: n = 2.25 / 1.25 = 1.8; hostile one of 0.5. The balance (1.5 - 0.5) / 2.0 is drawn
    # towards 0 by 2.8 / 3.8
    value, low, high, effective = one(1.5, 0.5, 1.25, 0.25)
    assert effective == pytest.approx(2.8)
    assert value == pytest.approx(0.5 * 2.8 / 3.8)
    # an act weighs 2.0 / 2.8 on average; with half of one, (1.5 + 0.5 * 0.714) / 2.3 and (0.5 + 0.5 * 0.714) / 1.5
    good, bad = (1.5 + 1 / 2.8) / 2.3, (0.5 + 1 / 2.8) / 1.5
    for end, tail in ((low, 0.05), (high, 0.95)):
        t = betaincinv(2.3, 1.5, tail)
        assert end == pytest.approx((t * good - (1 - t) * bad) / (t * good + (1 - t) * bad), abs=ERROR)


def test_a_side_without_acts_is_weighed_like_the_other() -> None:
    assert one(0.8, 0, 0.64, 0)[0] == pytest.approx(0.5)  # Beta(1.5, 0.5)
    assert one(0, 0.1, 0, 0.01)[0] == pytest.approx(-0.5)


def test_points_of_equal_probability_are_quantiles() -> None:
    sums = (1.5, 0.5, 1.25, 0.25)
    found = points(sums, 1000)
    value, low, high, _ = one(*sums)
    assert (np.diff(found) > 0).all() and found[0] < value < found[-1]
    assert (found[[49, 50]].mean(), found[[949, 950]].mean()) == pytest.approx((low, high), abs=0.001)


def test_no_evidence_is_the_prior() -> None:
    edge = 1 - 2 * betaincinv(0.5, 0.5, 0.05)
    for nothing in ((0.0, 0.0, 0.0, 0.0), (np.nan, 0.0, np.nan, 0.0)):
        value, low, high, effective = one(*nothing)
        assert (value, effective) == (0.0, 0.0)
        assert low == pytest.approx(-edge, abs=ERROR) and high == pytest.approx(edge, abs=ERROR)


def test_part_of_an_act_is_less_evidence() -> None:
    whole, half = one(1, 0, 1, 0), one(0.5, 0, 0.5, 0)
    assert (whole[3], half[3]) == (1.0, 0.5)
    assert half[1] < whole[1] and half[0] == pytest.approx((1.0 - 0.5) / 1.5)


@pytest.mark.parametrize("prior", [0.25, 0.5, 1.0, 10.0])
@pytest.mark.parametrize("level", [0.8, 0.9, 0.99])
def test_looked_up_quantiles_are_exact_to_the_stated_error(prior: float, level: float) -> None:
    draw = np.random.default_rng(7)
    acts = np.exp(draw.random(20_000) * np.log(1e6))
    share = np.where(draw.random(acts.size) < 0.4, np.round(draw.random(acts.size)), draw.random(acts.size) ** 3)
    plus, minus = acts * share, acts * (1 - share)
    found = bands(plus, minus, plus, minus, prior=prior, level=level)
    low = 2 * betaincinv(plus + prior, minus + prior, (1 - level) / 2) - 1
    high = 2 * betaincinv(plus + prior, minus + prior, (1 + level) / 2) - 1
    assert np.abs(found.low - low).max() < ERROR
    assert np.abs(found.high - high).max() < ERROR


def test_the_interval_stays_as_wide_past_a_million_acts() -> None:
    many = bands([5e6], [1e6], [5e6], [1e6])
    assert many.value[0] == pytest.approx(2 / 3, abs=1e-6)
    assert many.low[0] < many.value[0] < many.high[0]
    fewer = bands([1e6], [2e5], [1e6], [2e5])
    assert 0 < many.high[0] - many.low[0] <= fewer.high[0] - fewer.low[0]


@pytest.mark.parametrize(
    ("acts", "share", "plus_weights", "minus_weights"),
    [
        (20, 0.5, [0.4], [0.4]),
        (30, 0.7, [0.5], [0.5]),
        (40, 0.3, [0.1, 0.4, 1.0], [0.1, 0.4, 1.0]),
        (60, 0.8, [0.1, 0.3, 0.7], [0.7, 0.9, 1.0]),  # kindness is light, hostility heavy
        (80, 0.5, [0.7, 1.0], [0.2, 0.5]),
        (200, 0.9, [0.1, 0.3, 0.7], [0.5, 1.0]),
    ],
)
def test_the_interval_covers_the_truth(
    acts: int, share: float, plus_weights: list[float], minus_weights: list[float]
) -> None:
    """Nine intervals in ten hold the standing that the acts were drawn from: 86 to 94 % of 1,000 seeded draws."""
    draw = np.random.default_rng(11)
    sums = np.zeros((4, 1000))
    for i in range(1000):
        kind = draw.random(acts) < share
        plus, minus = draw.choice(plus_weights, kind.sum()), draw.choice(minus_weights, (~kind).sum())
        sums[:, i] = plus.sum(), minus.sum(), (plus**2).sum(), (minus**2).sum()
    good, bad = share * np.mean(plus_weights), (1 - share) * np.mean(minus_weights)
    truth = (good - bad) / (good + bad)
    found = bands(*sums)
    covered = ((found.low <= truth) & (truth <= found.high)).mean()
    assert 0.86 <= covered <= 0.94


@pytest.mark.parametrize("acts", [3, 5, 8, 12, 20, 50])
def test_few_acts_are_covered_on_average_over_what_may_be_true(acts: int) -> None:
    """With few acts single truths are met by luck; over truths drawn from the prior, 86 to 94 % are covered."""
    draw = np.random.default_rng(13)
    sums, truth = np.zeros((4, 1000)), np.zeros(1000)
    for i in range(1000):
        share = draw.beta(0.5, 0.5)
        kind = draw.random(acts) < share
        plus, minus = draw.choice([0.1, 0.35, 0.7], kind.sum()), draw.choice([0.2, 0.4, 0.9], (~kind).sum())
        sums[:, i] = plus.sum(), minus.sum(), (plus**2).sum(), (minus**2).sum()
        good, bad = share * 1.15, (1 - share) * 1.5
        truth[i] = (good - bad) / (good + bad)
    found = bands(*sums)
    assert 0.86 <= ((found.low <= truth) & (truth <= found.high)).mean() <= 0.94


weights = st.lists(st.sampled_from([0.1, 0.28, 0.4, 0.7, 1.0]), max_size=30)


@given(weights, weights)
def test_values_lie_in_range_and_sides_are_alike(plus: list[float], minus: list[float]) -> None:
    sums = (sum(plus), sum(minus), sum(w * w for w in plus), sum(w * w for w in minus))
    value, low, high, effective = one(*sums)
    assert -1 <= low < value < high <= 1
    assert 0 <= effective <= len(plus) + len(minus) + 1e-9
    mirrored = one(sums[1], sums[0], sums[3], sums[2])
    assert mirrored[:3] == pytest.approx((-value, -high, -low), abs=1e-9)


def test_one_row_and_many_give_the_same_numbers() -> None:
    draw = np.random.default_rng(3)
    plus, minus = draw.random(500) * 9, draw.random(500) * 9
    many = bands(plus, minus, plus, minus)
    for i in (0, 250, 499):
        assert one(plus[i], minus[i], plus[i], minus[i])[:3] == (many.value[i], many.low[i], many.high[i])


@pytest.mark.parametrize(
    ("sums", "options", "message"),
    [
        (([1.0], [1.0, 2.0], [1.0], [1.0]), {}, "same length"),
        (([-1.0], [0.0], [1.0], [0.0]), {}, "negative"),
        (([1.0], [0.0], [1.0], [0.0]), {"prior": 0.0}, "prior"),
        (([1.0], [0.0], [1.0], [0.0]), {"level": 0.3}, "level"),
    ],
)
def test_bad_input_is_refused(
    sums: tuple[list[float], list[float], list[float], list[float]], options: dict[str, float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        bands(*sums, **options)
