"""Standing of many pairs from sums over events: what `standings` does for claims, for millions of events at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.casebook.events.kept import EventSums
from dragoman.model import Finding
from dragoman.relations.posterior import PRIOR, Bands, bands


@dataclass(frozen=True, slots=True)
class EventStanding:
    """Standing for each row of `sums`: value, low, high (-1 hostile to +1 cooperative) and effective number of acts."""

    sums: EventSums
    bands: Bands

    def findings(self, rows: npt.ArrayLike | None = None) -> Iterator[Finding]:
        """Yield a Finding for each row, or for those at the positions `rows`.

        `subject` is (source, target), `period` the first day of the period or None for all time; `claim_ids` is empty:
        the events behind a row are asked for with `View.event_claims`. `detail` holds `events` and `effective`.
        """
        chosen = np.arange(len(self.sums)) if rows is None else np.asarray(rows)
        for row in chosen.tolist():
            number = int(self.sums.number[row])
            day = self.sums.period[row]
            yield Finding(
                "standing", (str(self.sums.source[row]), str(self.sums.target[row])),
                round(float(self.bands.value[row]), 3) + 0.0,
                f"{number:,} imported event{'' if number == 1 else 's'}", (),
                None if np.isnat(day) else str(day),
                (round(float(self.bands.low[row]), 3) + 0.0, round(float(self.bands.high[row]), 3) + 0.0),
                {"events": str(number), "effective": f"{self.bands.effective[row]:.2f}"},
            )  # fmt: skip


def event_standing(sums: EventSums, *, prior: float = PRIOR) -> EventStanding:
    """Return the standing of each pair and period of `sums`, by the model of `posterior`."""
    made = bands(sums.cooperative, sums.hostile, sums.cooperative_squares, sums.hostile_squares, prior=prior)
    return EventStanding(sums, made)
