"""How well a reading finds aims: what actors want, avoid, could do and are bound by, against a hand-coded gold file.

An aim read and one coded are partners when they are of the same side (root) and the same sort, and the words of the
aim share at least half the characters of the shorter of the two. Each finds at most one partner; required gold
before optional, then the pair that shares the larger part of what the two cover together. Optional gold is neither
missed nor, when it is read, too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError
from dragoman.model import SORTS
from dragoman.scoring.gold import Roots, Row, gold_lines, load_roots
from dragoman.scoring.measure import Share, Tally

_FORM = "one JSON object a line with `id`, `text` and `aims`, as docs/reference/aims-gold.md describes"


@dataclass(frozen=True, slots=True)
class CodedAim:
    """An aim as it was coded or read: `start` and `end` are the characters of its own words in the text."""

    document: str
    root: str
    sort: str
    start: int
    end: int
    words: str
    condition: str | None
    optional: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class AimScore:
    """The comparison: tallies over all aims and by sort, and the aims that found no partner.

    `conditions` counts, of the partners whose gold has a condition, those where one was read that shares words with it.
    """

    gold_file: str
    documents: int
    overall: Tally
    sorts: Mapping[str, Tally]
    conditions: Share
    missed: tuple[CodedAim, ...]
    excess: tuple[CodedAim, ...]


def score_aims(path: Path, reading: Callable[[dict[str, object]], Sequence[Row]], split: str | None = None) -> AimScore:
    """Return the score of the aims that `reading` gives for each row of a gold file.

    A read aim is a mapping with `actor_root`, `sort`, `start`, `end` (of its own words), `condition` and `rule`. With
    `split`, only rows whose `split` is that. Raises InputError when the file is not in gold form or no row is left.
    """
    roots = load_roots(path)
    pairs: list[tuple[CodedAim, CodedAim]] = []
    missed: list[CodedAim] = []
    excess: list[CodedAim] = []
    documents = 0
    for row, coded in _documents(path, roots):
        if split is not None and row.get("split") != split:
            continue
        documents += 1
        plain = {key: value for key, value in row.items() if key != "aims"}
        text = str(row["text"])
        read = [_read(aim, str(row["id"]), text, roots) for aim in reading(plain)]
        partners = pair_aims(coded, read)
        pairs += [(coded[g], read[r]) for g, r in partners]
        with_gold, with_read = {g for g, _ in partners}, {r for _, r in partners}
        missed += [aim for g, aim in enumerate(coded) if g not in with_gold and not aim.optional]
        excess += [aim for r, aim in enumerate(read) if r not in with_read]
    if not documents:
        which = f" whose `split` is `{split}`" if split is not None else ""
        raise InputError(f"{path}: holds no document{which}. Give {_FORM}.")
    return _total(path.name, documents, pairs, missed, excess)


def pair_aims(coded: Sequence[CodedAim], read: Sequence[CodedAim]) -> list[tuple[int, int]]:
    """Return which coded aim and which read one are partners, as pairs of their places in the two lists."""
    near = []
    for g, gold in enumerate(coded):
        for r, aim in enumerate(read):
            shared = min(gold.end, aim.end) - max(gold.start, aim.start)
            shorter = min(gold.end - gold.start, aim.end - aim.start)
            if (gold.root, gold.sort) == (aim.root, aim.sort) and shared > 0 and 2 * shared >= shorter:
                both = max(gold.end, aim.end) - min(gold.start, aim.start)
                near.append((gold.optional, -shared / both, g, r))
    found: list[tuple[int, int]] = []
    for _, _, g, r in sorted(near):
        if all(g != other and r != taken for other, taken in found):
            found.append((g, r))
    return found


def _total(
    name: str,
    documents: int,
    pairs: Sequence[tuple[CodedAim, CodedAim]],
    missed: Sequence[CodedAim],
    excess: Sequence[CodedAim],
) -> AimScore:
    required = [gold for gold, _ in pairs if not gold.optional]

    def tally(sort: str | None) -> Tally:
        def count(aims: Sequence[CodedAim]) -> int:
            return sum(sort is None or aim.sort == sort for aim in aims)

        found = count(required)
        return Tally(found + count(missed), found + count(excess), found, found)

    tied = [(gold.condition, aim.condition) for gold, aim in pairs if gold.condition is not None]
    right = sum(_share_words(gold, aim) for gold, aim in tied)
    sorts = {sort: tally(sort) for sort in SORTS}
    return AimScore(
        name,
        documents,
        tally(None),
        {sort: t for sort, t in sorts.items() if t.gold or t.read},
        Share(right, len(tied)),
        tuple(missed),
        tuple(excess),
    )


def _share_words(gold: str, read: str | None) -> bool:
    return read is not None and 2 * len(set(gold.split()) & set(read.split())) >= len(set(gold.split()))


def _documents(path: Path, roots: Roots) -> Iterator[tuple[Row, list[CodedAim]]]:
    seen: dict[str, int] = {}
    for number, row in gold_lines(path):
        where = f"{path}:{number}"
        name, text, aims = row.get("id"), row.get("text"), row.get("aims")
        if not isinstance(name, str) or not name or not isinstance(text, str) or not isinstance(aims, list):
            raise InputError(f"{where}: `id`, `text` or `aims` is missing or of the wrong type. Give {_FORM}.")
        if name in seen:
            raise InputError(f"{where}: document id `{name}` was used on line {seen[name]}. Give each its own id.")
        seen[name] = number
        yield row, [_coded(aim, name, text, roots, f"{where}, aim {n}") for n, aim in enumerate(aims, start=1)]


def _coded(row: object, name: str, text: str, roots: Roots, here: str) -> CodedAim:
    if not isinstance(row, dict):
        raise InputError(f"{here}: is not a JSON object. Give {_FORM}.")
    root, sort, start, end = row.get("actor_root"), row.get("sort"), row.get("start"), row.get("end")
    condition, optional = row.get("condition"), row.get("optional", False)
    if not isinstance(root, str) or not root:
        raise InputError(f"{here}: `actor_root` is missing or not a text. Give the side's code.")
    if sort not in SORTS:
        raise InputError(f"{here}: `sort` is {sort!r}; it must be one of {', '.join(SORTS)}.")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise InputError(
            f"{here}: `start`, `end` are {start!r}, {end!r}; they must be characters, 0 <= start < end <= {len(text)}."
        )
    if condition is not None and (not isinstance(condition, str) or condition not in text):
        raise InputError(f"{here}: `condition` is not in the text. Give its words as they stand there.")
    if not isinstance(optional, bool):
        raise InputError(f"{here}: `optional` is neither true nor false.")
    return CodedAim(name, roots.code(root), str(sort), start, end, text[start:end], condition, optional)


def _read(row: Row, name: str, text: str, roots: Roots) -> CodedAim:
    start, end, condition = row["start"], row["end"], row.get("condition")
    if not isinstance(start, int) or not isinstance(end, int):
        raise InputError("an aim's `start` and `end` are no whole numbers.")
    told = condition if isinstance(condition, str) else None
    root, sort, rule = roots.code(str(row["actor_root"])), str(row["sort"]), str(row.get("rule") or "")
    return CodedAim(name, root, sort, start, end, text[start:end], told, rule=rule)
