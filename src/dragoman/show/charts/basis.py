"""What a chart rests on, in words: how many claims of how many documents, over what period, by which publishers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dragoman.model import Claim, Document
from dragoman.relations.periods import EARLIEST, LATEST, bounds
from dragoman.show.wording import Wording, load_wording

_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Basis:
    """The claims behind a chart, counted; `first` and `last` are ISO days, empty where nothing is dated."""

    claims: int
    documents: int
    publishers: tuple[str, ...]
    unnamed: int
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, claims: Iterable[Claim], documents: Mapping[str, Document]) -> Basis:
        """Return the basis of a chart of `claims`; publishers come with the most claims first."""
        told = tuple(claims)
        used = Counter(claim.document_id for claim in told)
        by_publisher: Counter[str] = Counter()
        for key, number in used.items():
            by_publisher[(documents[key].publisher if key in documents else None) or ""] += number
        unnamed = sum(1 for key in used if key not in documents or not documents[key].publisher)
        named = sorted((name for name in by_publisher if name), key=lambda name: (-by_publisher[name], name))
        days = [span for claim in told if (span := bounds(claim.date)) is not None]
        known = sorted(day for span in days for day in span if day not in {EARLIEST, LATEST})
        ends = (known[0], known[-1]) if known else ("", "")
        return cls(len(told), len(used), tuple(named), unnamed, *ends)

    def lines(self, words: Wording | None = None) -> list[str]:
        """Return the caption: what was read and when it is about, and who published it."""
        say = words or load_wording("en")
        counts = {"claims": say.count(self.claims, "claim"), "documents": say.count(self.documents, "document")}
        if self.first:
            one, other = self.first[:7], self.last[:7]
            period = one if one == other else f"{one} – {other}"
            first = say.say("charts", "caption", **counts, period=period)
        else:
            first = say.say("charts", "undated_caption", **counts)
        names = ", ".join(self.publishers[:_NAMED])
        if len(self.publishers) > _NAMED:
            second = say.say("charts", "more_publishers", names=names, n=len(self.publishers) - _NAMED)
        else:
            second = say.say("charts", "publishers", names=names) if names else say.say("charts", "no_publisher")
        if self.unnamed and names:
            second += " " + say.say("charts", "some_without", documents=say.count(self.unnamed, "document"))
        return [f"{first} {say.say('charts', 'basis')}", second]
