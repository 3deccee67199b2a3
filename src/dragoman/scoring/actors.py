"""How well the reader knows who is meant: the actors of a gold file, place by place, against the mentions read.

Two kinds of gold file are understood. In one, every mention is marked in the text itself: `[Ankara](TUR) received
[both sides](RUS+UKR)`, with `-` for words that stand for no actor and `?` for an actor whose side cannot be told.
In the other, claims are coded: their sources, targets and named speakers are the actors, each at the place of its
name in the claim's range or, where the range does not hold it, at the place nearest to it. Where the text has the
name nowhere in those words, a mention of that side anywhere in the range is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dragoman.errors import InputError
from dragoman.model import UNNAMED
from dragoman.scoring.gold import Roots, Row, gold_lines, load_roots
from dragoman.scoring.measure import Share

NOBODY = "-"
OPEN = "?"
Verdict = Literal["right", "wrong", "missing"]
_MARK = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")
_FORM = "words of the text as [words](SIDE), [words](SIDE+SIDE), [words](-) or [words](?)"
# Rules that name a group of no known side: it stays open whose it is.
_OF_NO_SIDE = frozenset({"media", "company", "think-tank", "ngo"})
_OWN_SIDE = frozenset({"unnamed group"})


@dataclass(frozen=True, slots=True)
class GoldActor:
    """Words that mean an actor of the given sides; none for words that mean nobody or somebody unknown.

    `exact` is False where the words are not in the text as such: `start` and `end` are then those of a claim.
    """

    document: str
    words: str
    roots: frozenset[str]
    start: int
    end: int
    tags: tuple[str, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class ReadMention:
    """A mention as a reader gave it: characters of the text, the side (None: open) and the rule.

    `itself` is True for a newspaper or firm, which by the codebook is its own side and nobody's part.
    """

    start: int
    end: int
    root: str | None
    how: str
    itself: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold actor with what was read at its place and the verdict on it."""

    gold: GoldActor
    read: tuple[ReadMention, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ActorScore:
    """How many of a gold file's actors were read right, wrong, or not at all; also by tag."""

    gold_file: str
    documents: int
    right: Share
    wrong: Share
    missing: Share
    tags: Mapping[str, tuple[Share, Share]]
    judged: tuple[Judged, ...]


def score_actors(path: Path, reading: Callable[[dict[str, object]], Sequence[Row]]) -> ActorScore:
    """Return the score of the mentions that `reading` gives for each row of a gold file.

    A mention is a mapping with `start`, `end`, `root`, `kind` (of the actor) and `how`. Raises InputError when the
    file is not in gold form.
    """
    roots = load_roots(path)
    judged: list[Judged] = []
    seen: dict[object, int] = {}
    documents = 0
    for number, row in gold_lines(path):
        documents += 1
        text, actors = _gold(row, roots, f"{path}:{number}")
        if row["id"] in seen:
            used = f"document id `{row['id']}` was used on line {seen[row['id']]}"
            raise InputError(f"{path}:{number}: {used}. Give each its own id.")
        seen[row["id"]] = number
        plain = {k: v for k, v in row.items() if k not in {"claims", "tags", "marked"}}
        read = tuple(_read(mention, roots) for mention in reading({**plain, "text": text}))
        judged += [_judge(actor, read) for actor in actors]
    if not documents:
        raise InputError(f"{path}: holds no document. Mark {_FORM}, or give a file with claims.")
    return _total(path.name, documents, judged)


def _total(name: str, documents: int, judged: Sequence[Judged]) -> ActorScore:
    def share(verdict: Verdict, among: Sequence[Judged]) -> Share:
        return Share(sum(j.verdict == verdict for j in among), len(among))

    tags = sorted({tag for j in judged for tag in j.gold.tags})
    by_tag = {tag: [j for j in judged if tag in j.gold.tags] for tag in tags}
    return ActorScore(
        name,
        documents,
        share("right", judged),
        share("wrong", judged),
        share("missing", judged),
        {tag: (share("right", some), share("wrong", some)) for tag, some in by_tag.items()},
        tuple(judged),
    )


def _gold(row: Row, roots: Roots, where: str) -> tuple[str, list[GoldActor]]:
    marked, text = row.get("marked"), row.get("text")
    name = row.get("id")
    tags = row.get("tags")
    given = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    if not isinstance(name, str) or not name:
        raise InputError(f"{where}: `id` is missing or not a text.")
    if isinstance(marked, str):
        return read_marks(marked, name, given, roots, where)
    if isinstance(text, str) and isinstance(row.get("claims"), list):
        return text, list(_of_claims(row, text, name, given, roots))
    raise InputError(f"{where}: has neither `marked` nor `text` with `claims`. Mark {_FORM}.")


def read_marks(marked: str, name: str, tags: tuple[str, ...], roots: Roots, where: str) -> tuple[str, list[GoldActor]]:
    """Return the text without its marks, and the actors marked in it. Raises InputError for a broken mark."""
    pieces: list[str] = []
    actors: list[GoldActor] = []
    length = end = 0
    for match in _MARK.finditer(marked):
        before, words = marked[end : match.start()], match.group(1)
        pieces += [before, words]
        start = length + len(before)
        length = start + len(words)
        end = match.end()
        sides = () if match.group(2) in {NOBODY, OPEN} else match.group(2).split("+")
        actors.append(GoldActor(name, words, frozenset(map(roots.code, sides)), start, length, tags))
    text = "".join([*pieces, marked[end:]])
    left = re.search(r"[\[\]]", text)
    if left:
        near = text[max(0, left.start() - 20) : left.start() + 20]
        raise InputError(f"{where}: a bracket without its partner or side near '{near}'. Mark {_FORM}.")
    return text, actors


def _of_claims(row: Row, text: str, name: str, tags: tuple[str, ...], roots: Roots) -> Iterator[GoldActor]:
    seen: set[GoldActor] = set()
    claims = row.get("claims")
    for claim in claims if isinstance(claims, list) else []:
        for side in ("source", "target", "speaker"):
            words, root = claim.get(side), claim.get(f"{side}_root")
            if not words or not root or words == UNNAMED or not roots.knows(root):
                continue
            place = _place(words, text, claim["start"], claim["end"])
            start, end = place or (claim["start"], claim["end"])
            actor = GoldActor(name, words, frozenset({roots.code(root)}), start, end, tags, place is not None)
            if actor not in seen:
                seen.add(actor)
                yield actor


def _place(words: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the characters of `words` in the range or else nearest to it, those before it first; None if nowhere."""
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not found:
        return None
    inside = [span for span in found if span[0] < end and span[1] > start]
    return inside[0] if inside else min(found, key=lambda s: (start - s[1] if s[1] <= start else s[0] - end, s[0]))


def _read(row: Row, roots: Roots) -> ReadMention:
    start, end, root, how = row["start"], row["end"], row["root"], str(row["how"])
    if not isinstance(start, int) or not isinstance(end, int):
        raise InputError("a mention's `start` and `end` are no whole numbers.")
    side = None if root is None or how in _OWN_SIDE else roots.code(str(root))
    return ReadMention(start, end, side, how, row.get("kind") in _OF_NO_SIDE)


def _judge(gold: GoldActor, read: Iterable[ReadMention]) -> Judged:
    near = [m for m in read if m.root is not None and m.start < gold.end and m.end > gold.start]
    if not gold.exact:
        fitting = tuple(m for m in near if m.root in gold.roots)
        return Judged(gold, fitting, "right" if fitting else "missing")
    # Of mentions inside one another the one that fits the words best is meant; several on one place go together.
    best = max((_fit(gold, m) for m in near), default=0.0)
    here = tuple(m for m in near if _fit(gold, m) == best)
    if not gold.roots and all(m.itself for m in here):
        return Judged(gold, here, "right")
    sides = {m.root for m in here if m.root is not None}
    if sides == gold.roots:
        return Judged(gold, here, "right")
    return Judged(gold, here, "wrong" if sides - gold.roots else "missing")


def _fit(gold: GoldActor, read: ReadMention) -> float:
    shared = min(gold.end, read.end) - max(gold.start, read.start)
    return shared / (max(gold.end, read.end) - min(gold.start, read.start))
