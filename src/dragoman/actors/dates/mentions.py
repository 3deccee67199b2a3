"""The mentions of time in a text: expressions with what binds them ("since", "from ... to"), resolved to EDTF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dragoman.actors.dates.anaphora import Anaphor, resolve_anaphor
from dragoman.actors.dates.calendar import first_day, last_day, lower, upper
from dragoman.actors.dates.grammar import load_grammar
from dragoman.actors.dates.reader import Atom, Length, Reader, Unsure
from dragoman.actors.dates.readings import find_atoms
from dragoman.actors.dates.resolving import resolve
from dragoman.actors.dates.when import Between, Exact, Partial, Shifted, When

MentionKind = Literal["point", "range", "since", "until", "by", "before", "after", "duration", "anaphoric", "unsure"]
# As far ahead the year of an occasion may stand: "on 3 March for the 2016 summit".
_NEAR_WORDS = 4
_BOUNDS: tuple[MentionKind, ...] = ("since", "until", "by", "before", "after")


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time in `text[start:end]`, the word that binds it ("since", "between") included.

    `past` is its EDTF where the clause looks back or at the present, `future` where it looks ahead; they are equal
    where the words leave nothing open, and None where the words and the publication date do not tell (always so for
    `duration`, `unsure` and `anaphoric`; the last is resolved with `resolve_anaphoric`). `since` is `X/..`; `until`,
    `by` and `before` are `../X`; `after` is `X/..`. `modifies` is True where the time belongs to the noun that
    follows ("Monday's summit", "the 2008 war") and not to the clause. `length` is (count, unit) of a duration.
    """

    start: int
    end: int
    kind: MentionKind
    past: str | None
    future: str | None
    modifies: bool = False
    anaphor: Anaphor | None = None
    length: tuple[int, str] | None = None

    @property
    def needs_tense(self) -> bool:
        """Return whether the date depends on the clause looking back or ahead."""
        return self.past != self.future

    def edtf(self, ahead: bool) -> str | None:
        """Return `future` when the clause looks ahead, else `past`."""
        return self.future if ahead else self.past


def find_dates(text: str, published: date | str | None) -> tuple[DateMention, ...]:
    """Return the expressions of time in a text, in order and without overlap; ranges are characters of `text`.

    `published` is the day that relative and yearless expressions are counted from, a date or ISO text; of a month or
    a year (`2015-10`) only what holds for all its days is resolved; without it these expressions give `XXXX-MM-DD` or
    None. Words that measure nothing ("recently", "soon") are not mentions. Raises VocabularyError when the word lists
    are broken, ValueError when `published` is no date.
    """
    days = _publication(published)
    reader, atoms = find_atoms(text, load_grammar())
    if days == (None, None):
        atoms = _with_years_of_neighbours(reader, atoms)
    found: list[DateMention] = []
    for atom in _joined(reader, atoms):
        mention = _mention(reader, atom, days)
        # The "later" of "two weeks later 2014" is taken already.
        taken = bool(found) and mention.start < found[-1].end
        found.append(replace(mention, start=atom.start) if taken else mention)
    return tuple(found)


def resolve_anaphoric(mention: DateMention, anchor: str) -> str | None:
    """Return the EDTF of an `anaphoric` mention that leans on the time `anchor` (EDTF).

    None where the anchor is too coarse for it ("the day before" of a month) or the mention is of another kind.
    """
    return None if mention.anaphor is None else resolve_anaphor(mention.anaphor, anchor)


def _with_years_of_neighbours(reader: Reader, atoms: list[Atom]) -> list[Atom]:
    """In an undated text, give a day without a year that of the next in its sentence: "on 4 April and 6 April 2016"."""
    shared: list[Atom] = []
    for atom in reversed(atoms):
        shared.append(_with_year_of(reader, atom, shared[-1]) if shared else atom)
    return shared[::-1]


def _with_year_of(reader: Reader, atom: Atom, following: Atom) -> Atom:
    when = atom.meaning
    last = following.meaning.last if isinstance(following.meaning, Between) else following.meaning
    if not isinstance(when, Partial) or not isinstance(last, Partial) or not when.yearless:
        return atom
    # "On 3 March for the 2016 summit": the year of the occasion is that of the day.
    occasion = last.month is None and last.year is not None and _modifies(reader, following)
    if when.day is None or when.month is None or (not occasion and (last.month is None or last.month < when.month)):
        return atom
    gap = reader.text[atom.end : following.start]
    if occasion and len(gap.split()) > _NEAR_WORDS:
        return atom
    return atom if any(mark in gap for mark in ".!?\n") else replace(atom, meaning=replace(when, year=last.year))


def _publication(published: date | str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that the text may have been published on."""
    if isinstance(published, str):
        first, last = first_day(published), last_day(published)
        if first is None or last is None:
            raise ValueError(f"{published!r} is no date of publication: write YYYY-MM-DD, YYYY-MM or YYYY")
        return first, last
    return published, published


def _resolved(meaning: When, days: tuple[date | None, date | None], ahead: bool) -> str | None:
    values = [resolve(meaning, day, ahead) for day in days]
    if values[0] == values[1]:
        return values[0]
    if isinstance(meaning, Shifted):
        # Of a text from November 2015, "today" is some day of that November.
        return _shared(days) if meaning.unit == "day" and meaning.shift == 0 else None
    # Of a text from November 2015, "22 November" is that November's, on whichever side of it the text came out.
    return next((value for value in values if value is not None and _inside(value, days)), None)


def _shared(days: tuple[date | None, date | None]) -> str | None:
    """Return the month or year that holds both days, as EDTF."""
    if days[0] is None or days[1] is None or days[0].year != days[1].year:
        return None
    return f"{days[0]:%Y-%m}" if days[0].month == days[1].month else f"{days[0].year:04d}"


def _inside(edtf: str, days: tuple[date | None, date | None]) -> bool:
    """Return whether a value is a day between the two."""
    day = first_day(edtf) if len(lower(edtf)) == 10 else None
    return day is not None and days[0] is not None and days[1] is not None and days[0] <= day <= days[1]


def _joined(reader: Reader, atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with the two ends of a range made one."""
    joined: list[Atom] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        merged = _merge(reader, last, atom) if last is not None else None
        if merged is None:
            joined.append(atom)
        else:
            joined[-1] = merged
    return joined


def _merge(reader: Reader, first: Atom, last: Atom) -> Atom | None:
    ends = first.meaning, last.meaning
    if not isinstance(ends[0], Partial | Shifted) or not isinstance(ends[1], Partial | Shifted):
        return None
    grammar, gap = reader.grammar, (reader.text, first.end, last.start)
    opened_from = reader.before("from", first.start)
    opened_between = reader.before("between", first.start)
    if grammar.joins["and"].fullmatch(*gap):
        fits = opened_between is not None
    elif grammar.joins["to"].fullmatch(*gap):
        fits = opened_from is not None or _alike(ends[0], ends[1])
    else:
        return None
    return Atom(first.start, last.end, Between(ends[0], ends[1])) if fits else None


def _alike(first: Partial | Shifted, last: Partial | Shifted) -> bool:
    """Return whether two dates name the same parts of a date: "Monday to Friday", "June-August 2011"."""
    if isinstance(first, Shifted) or isinstance(last, Shifted):
        return False
    grains = [(one.month is None, one.day is None, one.weekday is None, one.season is None) for one in (first, last)]
    return grains[0] == grains[1]


def _mention(reader: Reader, atom: Atom, days: tuple[date | None, date | None]) -> DateMention:
    start, meaning = atom.start, atom.meaning
    modifies = _modifies(reader, atom)
    part = reader.before("part", start)
    closing = False
    if part is not None and not isinstance(meaning, Length):
        start = part.start()
        closing = " ".join(part["word"].lower().split()) in reader.grammar.words.words["close"]
    kind, start, end = _bound(reader, atom, start, modifies)
    if isinstance(meaning, Anaphor):
        bound = "since" if kind == "since" else "until" if kind in ("until", "by", "before") else meaning.bound
        return DateMention(start, end, "anaphoric", None, None, modifies, replace(meaning, bound=bound))
    if isinstance(meaning, Length):
        return DateMention(start, end, "duration", None, None, length=(meaning.count, meaning.unit))
    if isinstance(meaning, Unsure):
        return DateMention(start, end, "unsure", None, None, modifies)
    past, future = (_bounded(_resolved(meaning, days, ahead), kind, closing) for ahead in (False, True))
    if kind == "point" and "/" in (past or future or ""):
        kind = "range"
    return DateMention(start, end, kind, past, future, modifies)


def _modifies(reader: Reader, atom: Atom) -> bool:
    if reader.after("possessive", atom.end):
        return True
    meaning = atom.meaning
    named = isinstance(meaning, Exact) or (isinstance(meaning, Partial) and not meaning.pointing)
    return named and bool(reader.before("determined", atom.start)) and reader.after("noun", atom.end)


def _bound(reader: Reader, atom: Atom, start: int, modifies: bool) -> tuple[MentionKind, int, int]:
    """Return the kind by the word that binds the expression, and the range with that word in it."""
    end, text = atom.end, reader.text
    for kind in _BOUNDS:
        found = reader.before(kind, start)
        if found is None:
            continue
        if kind in ("until", "by") and reader.before("not", found.start()):
            return "point", start, end
        # "Condemned by the 2008 summit": an agent, not a limit.
        if kind == "by" and modifies:
            return "point", start, end
        return kind, found.start(), end
    found = reader.before("from", start)
    if isinstance(atom.meaning, Between):
        found = found or reader.before("between", start)
        return "point", found.start() if found else start, end
    onwards = reader.grammar.after["onwards"].match(text, end)
    if found is not None and onwards is not None:
        return "since", found.start(), onwards.end()
    return "point", start, end


def _bounded(edtf: str | None, kind: MentionKind, closing: bool) -> str | None:
    if edtf is None:
        return None
    if kind in ("since", "after"):
        return f"{lower(edtf)}/.."
    if kind in ("until", "by", "before"):
        last = upper(edtf)
        return f"../{last}-12" if closing and len(last) == 4 and last.isdecimal() else f"../{last}"
    return edtf
