"""The expected-utility model of bargaining, for comparison with the weighted mean and median only.

Bueno de Mesquita (1997, A Decision Making Model: Its Structure and Form, International Interactions 23) describes it;
his program was never published. Scholz, Calbert and Smith (2011, Unravelling Bueno de Mesquita's Group Decision Model,
Journal of Theoretical Politics 23) gather its formulas from his papers. Where re-tellings differ, what is taken here is
said below. That this gives the numbers of the original program is not claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dragoman.strategy.bargaining import MOST, Numbers, Table, weighted_mean, weighted_median

STILL: Final = 0.1  # points of the scale: when nobody moves by more, bargaining is over
MOST_ACTORS: Final = 100
_BLOCK: Final = 1 << 22  # numbers held at once


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """Positions after a round (the first is the start), shape (samples, actors), and the weighted mean and median."""

    position: Numbers
    mean: Numbers
    median: Numbers


def rounds(table: Table, most: int) -> tuple[Round, ...]:
    """Return the rounds of bargaining, the start first, until in no sample anybody moves by more than STILL points, or
    `most` rounds were held.

    In a round each actor gets an offer from every other, and takes the one that asks it to move least (see `offers`);
    all move at once. Power x salience stays what it was.
    """
    made, position = [_round(table.position, table.weight)], table.position
    width = table.position.max(axis=1) - table.position.min(axis=1)
    for _ in range(most):
        moved = _moved(Table(position, table.salience, table.power), width)
        still = bool((np.abs(moved - position) <= STILL).all())
        position = moved
        made.append(_round(position, table.weight))
        if still:
            break
    return tuple(made)


def _round(position: Numbers, weight: Numbers) -> Round:
    return Round(position, weighted_mean(position, weight), weighted_median(position, weight))


def _moved(table: Table, width: Numbers) -> Numbers:
    """Positions after one round; taken in blocks of samples, since three actors meet in each number."""
    samples, actors = table.position.shape
    step = max(1, _BLOCK // actors**3)
    parts = []
    for start in range(0, samples, step):
        rows = slice(start, start + step)
        block = Table(table.position[rows], table.salience[rows], table.power[rows])
        parts.append(_taken(block.position, offers(block, width[rows])))
    return np.concatenate(parts)


def _taken(position: Numbers, offered: Numbers) -> Numbers:
    """The position after the offer that asks for the least move; of equal ones that of the first actor."""
    move = np.abs(offered - position[:, :, None])
    move[np.isnan(move)] = np.inf
    best = move.argmin(axis=2)[:, :, None]
    chosen = np.take_along_axis(offered, best, 2)[:, :, 0]
    new: Numbers = np.where(np.isnan(chosen), position, chosen)
    return new


def chances(table: Table) -> Numbers:
    """Return P[s, i, j], 0 to 1: how likely i's position is to win against j's in sample s.

    It is the share of votes for i among the votes for either, where actor k votes with power x salience x how much
    nearer one of the two is; one half where nobody prefers either. (One re-telling divides by the votes on all pairs.)
    """
    apart = np.abs(table.position[:, :, None] - table.position[:, None, :])
    votes = (apart[:, :, None, :] - apart[:, :, :, None]) * table.weight[:, :, None, None]  # [s, k, i, j]
    won = np.maximum(votes, 0).sum(axis=1)
    cast = won + won.transpose(0, 2, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Numbers = np.where(cast > 0, won / cast, 0.5)
    return share


def utilities(table: Table, chance: Numbers, exponent: Numbers, width: Numbers) -> Numbers:
    """Return E[s, i, j], what i expects of challenging j, for a judge whose risk exponent is `exponent`[s, i, j].

        E = S_j (P u_win + (1 - P) u_lose) + (1 - S_j) u_win - u_status_quo

    with u_win = 2 - 4 (1/2 - d/2)^r, u_lose = 2 - 4 (1/2 + d/2)^r, u_status_quo = 2 - 4 (1/2)^r; S_j is j's salience
    (0 to 1: how likely it resists), P from `chances`, and d the distance of i and j as a share of `width`, the widest
    distance at the start. Unchallenged, everything is taken to stay as it is.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.abs(table.position[:, :, None] - table.position[:, None, :]) / width[:, None, None]
    apart = np.clip(np.nan_to_num(apart), 0.0, 1.0)
    win, lose = (2 - 4 * (0.5 + half * apart) ** exponent for half in (-0.5, 0.5))
    resists = table.salience[:, None, :] / MOST
    expected: Numbers = resists * (chance * win + (1 - chance) * lose) + (1 - resists) * win - (2 - 4 * 0.5**exponent)
    return expected


def risk_exponents(table: Table, chance: Numbers, width: Numbers) -> Numbers:
    """Return r[s, i], 1/2 to 2: below 1 an actor accepts risk, above 1 it shuns it.

    r = (1 - R/3) / (1 + R/3), with R from -1 (of challenging this actor the others together expect least) to 1 (most):
    R = (2 v - max v - min v) / (max v - min v), where v is the sum of what the others expect of challenging the actor,
    at r = 1, and the extremes are those over all actors. All are neutral (1) where there is no difference.
    """
    expected = utilities(table, chance, np.ones_like(chance), width)
    own = np.einsum("sii->si", expected)
    danger = expected.sum(axis=1) - own
    least, most = danger.min(axis=1, keepdims=True), danger.max(axis=1, keepdims=True)
    span = most - least
    with np.errstate(invalid="ignore", divide="ignore"):
        risk = np.where(span > 0, (2 * danger - most - least) / span, 0.0)
    exponents: Numbers = (1 - risk / 3) / (1 + risk / 3)
    return exponents


def offers(table: Table, width: Numbers) -> Numbers:
    """Return where j can make i go, offers[s, i, j], as i judges by its own risk exponent; NaN where nowhere.

    With a what j expects of challenging i and b what i expects of challenging j: to j's position where a > b > 0 (i
    loses the confrontation) or a > 0 > b and a <= -b (i gives in); by the share -b / a of the way where a > -b > 0 (a
    compromise). Otherwise j can make i do nothing.
    """
    chance = chances(table)
    exponent = risk_exponents(table, chance, width)
    samples, actors = table.position.shape
    judged = np.broadcast_to(exponent[:, :, None], (samples, actors, actors))
    mine = utilities(table, chance, judged, width)  # [s, i, j] by i's exponent
    theirs = utilities(table, chance, judged.transpose(0, 2, 1), width).transpose(0, 2, 1)  # [s, i, j]: j against i
    way = table.position[:, None, :] - table.position[:, :, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(mine > 0, 1.0, np.minimum(1.0, -mine / theirs))
    made = (theirs > 0) & (((mine > 0) & (theirs > mine)) | (mine < 0)) & (way != 0)
    offered: Numbers = np.where(made, table.position[:, :, None] + way * share, np.nan)
    return offered
