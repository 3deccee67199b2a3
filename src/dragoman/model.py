"""The central records. They are frozen, hold no behaviour beyond their own fields, and import nothing of ours.

Words are those of the codebook (docs/reference/codebook.md): a *claim* is what a text says one actor does,
or how it stands, to another; an *aim* is what an actor wants, avoids, could do, or is bound by.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

Status = Literal["did", "did_not", "planned", "possible", "advised"]
Kind = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "STANCE",
]  # fmt: skip
Sort = Literal["goal", "aversion", "option", "constraint", "cost", "benefit", "leverage", "advice"]
BlockKind = Literal["paragraph", "heading", "teaser", "fragment", "duplicate"]
Known = Literal["title", "author", "publisher", "published", "url", "language"]
Stage = Literal["find", "open", "clean", "actors", "claims", "casebook"]

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
KNOWN: Final[tuple[Known, ...]] = get_args(Known)
COOPERATIVE: Final[frozenset[str]] = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
)
UNNAMED: Final = "unnamed"


def sign_of(kind: Kind) -> int:
    """Return the sign (+1 or -1) that a PLOVER kind carries by the codebook; 0 for STANCE, which is coded apart."""
    if kind == "STANCE":
        return 0
    return 1 if kind in COOPERATIVE else -1


def content_id(*parts: object) -> str:
    """Return a 16-digit hexadecimal id that depends on the parts alone, so the same content has the same id."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's clean text: `text == document.text[start:end]`."""

    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Carries clean character positions back to raw ones.

    The clean text is a sequence of pieces; piece `i` covers `clean[clean_starts[i]:clean_starts[i+1]]` and comes from
    `raw[raw_starts[i]:raw_ends[i]]`. A piece with `copied[i]` is the same characters; any other piece was replaced.
    """

    clean_starts: tuple[int, ...]
    raw_starts: tuple[int, ...]
    raw_ends: tuple[int, ...]
    copied: tuple[bool, ...]
    clean_length: int

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of an untouched text of `length` characters."""
        return cls((0,), (0,), (length,), (True,), length)

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw (start, end) that the clean range came from; a replaced piece is taken whole.

        Raises ValueError when the range does not lie inside the clean text.
        """
        if not 0 <= start <= end <= self.clean_length:
            raise ValueError(f"range {start}..{end} is outside a clean text of {self.clean_length} characters")
        first = max(bisect_right(self.clean_starts, start) - 1, 0)
        raw_start = self.raw_starts[first] + (start - self.clean_starts[first] if self.copied[first] else 0)
        if start == end:
            return raw_start, raw_start
        last = max(bisect_right(self.clean_starts, end - 1) - 1, 0)
        within = end - self.clean_starts[last]
        raw_end = self.raw_starts[last] + within if self.copied[last] else self.raw_ends[last]
        return raw_start, max(raw_start, raw_end)


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that cleaning changed or marked, in raw positions; `certain` is False where the repair is a guess."""

    kind: str
    raw_start: int
    raw_end: int
    before: str
    after: str
    note: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of clean text that no sentence, claim or reference crosses unless it is a plain paragraph break.

    `fragment` blocks are pieces of sentences glued together at a splice; `duplicate` blocks repeat an earlier
    sentence and are read but not counted; `heading` and `teaser` blocks are no part of the running text.
    """

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of a document, and where that was found, in words ("the page's meta tag og:title")."""

    field: Known
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of where it came from.

    `published` is an ISO date of day, month or year precision (YYYY-MM-DD, YYYY-MM, YYYY), or None. `facts` say where
    each of title, author, publisher, date, address and language was found.
    """

    id: str
    text: str
    raw: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    origin: str
    name: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    repairs: tuple[Repair, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def author(self) -> str | None:
        """Who wrote it, as the file says; None where it does not."""
        return next((fact.value for fact in self.facts if fact.field == "author"), None)

    def span(self, start: int, end: int) -> Span:
        """Return the Span of `text[start:end]`."""
        return Span(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts in politics.

    `root` is the side it belongs to by the codebook (ISO 3166 alpha-3 for states, short codes for others).
    `kind` is one of: state, historic state, person, office, igo, armed group, rival government, party, movement,
    company, media, ngo, group (an unnamed group), other.
    """

    id: str
    name: str
    kind: str
    root: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a text where an actor is named or meant, and by which rule (`how`) it was settled whom.

    `actor` and `root` are None where it stays open; `confidence` (0..1) is then 0. Words that mean several actors
    ("both sides") are one mention for each. `name` is what the actor is called, not always the words of the span.
    """

    span: Span
    actor: str | None
    root: str | None
    name: str
    how: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says one actor does, or how it stands, to another: the unit of record.

    `date` is EDTF or None; `speaker` is None for the author's own voice, UNNAMED for unnamed ones, else an actor id.
    `confidence` (0..1) says how sure the reading is that the text says this; never whether it is so.
    `also` holds further evidence for the same act in the same document. `cues` are the words the rule went by.
    """

    id: str
    document_id: str
    source: str
    target: str
    source_root: str
    target_root: str
    source_name: str
    target_name: str
    kind: Kind
    sign: int
    mutual: bool
    status: Status
    speaker: str | None
    speaker_root: str | None
    speaker_name: str | None
    date: str | None
    ordinal: int | None
    count: int | None
    evidence: Span
    rule: str
    cues: tuple[str, ...]
    confidence: float
    condition: str | None = None
    also: tuple[Span, ...] = ()
    origin: Literal["reader", "import", "analyst"] = "reader"


@dataclass(frozen=True, slots=True)
class Aim:
    """What an actor wants, avoids, could do, or is bound by, in the text's own words.

    `text` is the aim's own words inside `evidence`; `about` is the id of the option that a benefit, cost or
    condition belongs to, where the text makes that plain.
    """

    id: str
    document_id: str
    actor: str
    actor_root: str
    actor_name: str
    sort: Sort
    text: str
    condition: str | None
    status: Status
    speaker: str | None
    speaker_name: str | None
    evidence: Span
    rule: str
    confidence: float
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence about two actors that yielded no claim. `reason` is a code, a colon, and the reason in words."""

    evidence: Span
    actors: tuple[str, ...]
    reason: str

    @property
    def code(self) -> str:
        """The code of the reason, which stays the same; '' where a casebook of an earlier version has none."""
        code, colon, _ = self.reason.partition(": ")
        return code if colon and code.replace("-", "").isalpha() else ""

    @property
    def words(self) -> str:
        """The reason in words, without its code."""
        return self.reason.removeprefix(f"{self.code}: ")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong or was left unread: data returned beside the results, never an exception."""

    stage: Stage
    where: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document."""

    document: Document
    claims: tuple[Claim, ...]
    aims: tuple[Aim, ...]
    actors: tuple[Actor, ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The one output of every analysis. `value` is text or a number; a number always has its interval or is a count."""

    method: str
    subject: tuple[str, ...]
    value: str | int | float
    why: str
    claim_ids: tuple[str, ...]
    period: str | None = None
    interval: tuple[float, float] | None = None
    detail: dict[str, str] = field(default_factory=dict)
