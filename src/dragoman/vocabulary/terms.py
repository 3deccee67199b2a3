"""Times in office: which of two records tell of the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.vocabulary.directory import Term


def with_term(terms: Sequence[Term], new: Term, countries: Mapping[str, Sequence[str]]) -> tuple[Term, ...]:
    """Return a person's terms with one more, in order of time.

    A known term of the same office and side that overlaps it is replaced, unless it was looked up and the new one was
    not. A new term for a country is also that of its government (`countries` of a side): the side stays the closer one.
    """
    same = [
        term
        for term in terms
        if term.office == new.office
        and (term.root == new.root or new.root in countries.get(term.root, ()))
        and overlap(term, new)
    ]
    kept = list(terms)
    if same:
        old = min(same, key=lambda term: abs(_year(term.start, new.start) - _year(new.start, term.start)))
        if old.verified and not new.verified:
            return tuple(terms)
        kept.remove(old)
        new = Term(old.root, new.office, new.start, new.end, new.verified)
    return tuple(sorted({*kept, new}, key=lambda term: (term.start or "0", term.end or "9", term.root, term.office)))


def overlap(one: Term, other: Term) -> bool:
    """Tell whether two terms share a day, as far as the precision of their dates tells."""
    return _not_after(one.start, other.end) and _not_after(other.start, one.end)


def _not_after(start: str, end: str) -> bool:
    shared = min(len(start), len(end))
    return start[:shared] <= end[:shared]


def _year(date: str, otherwise: str) -> int:
    """Return the year of a date; where it is open, that of the other one."""
    return int((date or otherwise or "0")[:4])
