"""Gives each draft its date and its place in a count: the expressions of time that hang on its own clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from dragoman.actors.dates import DateMention, find_dates, resolve_anaphoric
from dragoman.actors.dates.calendar import DAYS
from dragoman.actors.dates.ordinals import OrdinalMention, find_ordinals
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import OBJECTS, children, clause_head, is_verb
from dragoman.actors.tree import Token, top_of
from dragoman.claims.drafts import Draft
from dragoman.claims.times import Held, carried, carrier, held, looks_back, opened_by, sharing, told_of
from dragoman.model import Document, Status

_SILENT = frozenset({"duration", "unsure"})
# For the words of a scene, the times that hang on each; for its verbs, the time that opens the clause.
Attached = tuple[dict[int, list[Held]], dict[int, DateMention]]
# Acts of judgement: what they are about has a time of its own.
_JUDGING = frozenset({"SUPPORT", "ACCUSE", "REJECT"})


def _dates(document: Document) -> Iterator[DateMention]:
    """The expressions of time, block by block: a fragment of another text does not share this one's date."""
    for block in document.blocks:
        published = None if block.kind == "fragment" else document.published
        for mention in find_dates(document.text[block.start : block.end], published):
            yield replace(mention, start=mention.start + block.start, end=mention.end + block.start)


@dataclass(frozen=True, slots=True)
class When:
    """The EDTF date of an act, and the text's own count of it; each None where the text does not say."""

    date: str | None = None
    ordinal: int | None = None
    count: int | None = None


class Calendar:
    """The expressions of time and number in one document, read once a draft asks for them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._published = document.published
        self._attached: Attached | None = None
        self._scene: Scene | None = None
        self._nouns: set[int] = set()

    @cached_property
    def _dates(self) -> tuple[DateMention, ...]:
        return tuple(_dates(self._document))

    @cached_property
    def _ordinals(self) -> tuple[OrdinalMention, ...]:
        return find_ordinals(self._document.text)

    @cached_property
    def _anchor(self) -> dict[int, str]:
        """For each expression that leans on another time ("the day before") the last one named."""
        anchor: dict[int, str] = {}
        latest: str | None = None
        for mention in self._dates:
            if mention.anaphor is not None and latest is not None:
                anchor[mention.start] = latest
                latest = resolve_anaphoric(mention, latest) or latest
            elif mention.past is not None and mention.kind not in _SILENT:
                latest = mention.past
        return anchor

    @property
    def _held(self) -> Mapping[int, list[Held]]:
        """The expressions of time in the scene by the words they hang on."""
        return self._in_scene()[0]

    @property
    def _opened(self) -> Mapping[int, DateMention]:
        """Those that open a clause, by its verb."""
        return self._in_scene()[1]

    def is_ahead(self, when: str | None) -> bool:
        """Tell whether an EDTF date lies wholly after the day of publication, or is a weekday or hour still to come."""
        if when is None or self._published is None or not when[:4].isdigit() or "/" in when or len(when) < 7:
            return False
        shared = min(len(when), len(self._published))
        return when[:shared] > self._published[:shared] and when[5:7] <= "12"

    def is_today(self, when: str | None) -> bool:
        """Tell whether an EDTF date is the day of publication."""
        return when is not None and len(when) == 10 and when == self._published

    def open(self, scene: Scene, drafts: Iterable[Draft]) -> None:
        """Turn to a scene, before its drafts are dated."""
        self._nouns = {draft.predicate.i for draft in drafts if not is_verb(draft.predicate)}
        self._scene, self._attached = scene, None

    def _in_scene(self) -> Attached:
        if self._scene is None:
            return {}, {}
        if self._attached is None:
            self._attached = self._attach(self._scene)
        return self._attached

    def _attach(self, scene: Scene) -> Attached:
        """Attach the expressions of time in a scene to the words they hang on."""
        holding: dict[int, list[Held]] = {}
        opening: dict[int, DateMention] = {}
        end = scene.offset + len(scene.doc.text)
        mentions = [m for m in self._dates if scene.offset <= m.start < end]
        for mention in mentions:
            found = held(scene, mention, self._nouns) if mention.kind not in _SILENT else None
            if (
                found is not None
                and not _is_deadline(found)
                and not _measures(scene, found)
                and not _frames_a_count(scene, mention, self._ordinals)
            ):
                holding.setdefault(found.holder.i, []).append(found)
        for verb in (t for t in scene.tokens if t.dep_ in {"advcl", "relcl", "acl"} and is_verb(t)):
            opener = opened_by(scene, verb, [m for m in mentions if m.kind not in _SILENT])
            if opener is not None:
                opening[verb.i] = opener
        return holding, opening

    def of(self, scene: Scene, draft: Draft, status: Status) -> When:
        """Return when a draft's act was, or is to be, and which or how many it was."""
        ordinal, count = self._counted(scene, draft)
        return When(self._when(scene, draft, status), ordinal, count)

    def _when(self, scene: Scene, draft: Draft, status: Status) -> str | None:
        for token in _lookup(draft):
            if token.i in self._opened:
                return (self._edtf(self._opened[token.i], token, "did") or "").replace("/..", "") or None
            counted = self._from_other(scene, token)
            if counted is not None:
                return counted
            for found in self._held.get(token.i, ()):
                if not is_verb(token) and token != draft.predicate and draft.kind in _JUDGING:
                    continue
                if not self._of_the_thing(found, token, draft):
                    return self._edtf(found.mention, token, "did" if found.entry else status)
            bounded = self._bounded(token)
            if bounded is not None:
                return bounded
        return self._by_then(draft.predicate)

    def _of_the_thing(self, found: Held, verb: Token, draft: Draft) -> bool:
        """Who welcomes or condemns something in the present does it now: a day gone by is that of the thing."""
        if draft.kind not in _JUDGING or not is_verb(verb):
            return False
        going_on = verb.tag_ in {"VBZ", "VBP"} and not found.entry
        past = found.mention.kind == "point" and found.mention.past != self._published
        further = found.inside and draft.predicate == verb and _goes_on(found, verb)
        return (going_on and (past or found.inside)) or further

    def _from_other(self, scene: Scene, verb: Token) -> str | None:
        """The day that the clause beside tells: "landed on Friday, two days after he called"."""
        inner = [(verb, verb.head, -1), *((c, c, 1) for c in children(verb, "advcl"))]
        for clause, dated, way in inner:
            mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ in {"after", "before"}), None)
            if mark is None or clause.dep_ != "advcl":
                continue
            days = self._counted_to(scene.offset + mark.idx)
            day = next((self._edtf(h.mention, dated, "did") for h in self._held.get(dated.i, ())), None)
            if days is None or day is None or len(day) != 10 or not day[:4].isdigit():
                continue
            shift = timedelta(days=days * way * (1 if mark.lower_ == "after" else -1))
            return (date.fromisoformat(day) + shift).isoformat()
        return None

    def _counted_to(self, place: int) -> int | None:
        return next((days for m in self._dates if (days := _counted_to(m, place)) is not None), None)

    def _bounded(self, token: Token) -> str | None:
        """The end or start told by a clause: "armed it until he fell in May", "has not since he fell in May"."""
        for clause in children(token, "advcl"):
            mark = next((c.lower_ for c in children(clause, "mark") if c.lower_ in {"until", "till", "since"}), None)
            found = next((h for h in self._held.get(clause.i, ()) if h.mention.kind == "point"), None)
            when = self._edtf(found.mention, clause, "did") if mark and found is not None else None
            if when and "/" not in when:
                return f"{when}/.." if mark == "since" else f"../{when}"
        return None

    def _by_then(self, predicate: Token) -> str | None:
        """The date before which a thing was that something dated came after: "in May, following the visit"."""
        preposition = predicate.head
        later = predicate.dep_ == "pobj" and preposition.lower_ in {"following", "after"}
        if not later or not is_verb(preposition.head):
            return None
        found = next(iter(self._held.get(preposition.head.i, ())), None)
        point = found is not None and found.mention.kind == "point"
        when = self._edtf(found.mention, preposition.head, "did") if found is not None and point else None
        return f"../{when}" if when and "/" not in when else None

    def _edtf(self, mention: DateMention, holder: Token, status: Status) -> str | None:
        if mention.anaphor is not None:
            anchor = self._anchor.get(mention.start)
            return resolve_anaphoric(mention, anchor) if anchor else None
        ahead = status in {"planned", "possible", "advised"}
        if ahead and is_verb(holder) and looks_back(holder):
            # "Was due on Monday" may be next Monday, "was due in May" is over.
            ahead = (holder.lemma_ == "be" or holder.tag_ == "VB") and _within_a_week(mention)
        return mention.edtf(ahead=ahead)

    def _counted(self, scene: Scene, draft: Draft) -> tuple[int | None, int | None]:
        head = draft.predicate if is_verb(draft.predicate) else carrier(draft.predicate) or draft.predicate
        ordinal: int | None = None
        count: int | None = None
        for mention in self._ordinals:
            if not scene.offset <= mention.start < scene.offset + len(scene.doc.text):
                continue
            if _counts(scene, mention, draft, head):
                ordinal = mention.value if mention.kind == "ordinal" and ordinal is None else ordinal
                count = mention.value if mention.kind == "count" and count is None else count
        return ordinal, count


def _counts(scene: Scene, mention: OrdinalMention, draft: Draft, head: Token) -> bool:
    start = mention.start - scene.offset
    span = scene.doc.between(start, min(mention.end - scene.offset, len(scene.doc.text)))
    if not span:
        return False
    node = top_of(span)
    inside = draft.predicate.left_edge.i <= node.i <= draft.predicate.right_edge.i
    if not is_verb(draft.predicate) and inside:
        return True
    return clause_head(node) == head


def _lookup(draft: Draft) -> list[Token]:
    """The words whose expressions of time hold for a draft, nearest first."""
    found = [draft.predicate, *draft.words]
    head = draft.predicate
    if draft.standing:
        return found
    if not is_verb(head):
        found += told_of(head)
        above = carried(head, lasting=draft.kind == "STANCE")
        if above is not None:
            found.append(above)
            head = above
    if is_verb(head):
        found += sharing(head)
    return found


def _goes_on(found: Held, verb: Token) -> bool:
    """Tell whether more of the object follows the time inside it: "the deal of 3 May between Oman and Chad"."""
    return any(o.right_edge.i > found.last for o in verb.children if o.dep_ in OBJECTS)


def _frames_a_count(scene: Scene, mention: DateMention, ordinals: Iterable[OrdinalMention]) -> bool:
    """The "this year" of "his second visit this year" says since when one counts."""
    text = scene.document.text
    words = text[mention.start : mention.end]
    if not words.lower().startswith("this ") or not words[1:].islower():
        return False
    before = [o for o in ordinals if o.kind == "ordinal" and scene.offset <= o.start < mention.start]
    return bool(before) and not set(",;:") & set(text[before[-1].end : mention.start])


def _counted_to(mention: DateMention, place: int) -> int | None:
    """Return the days that a mention counts up to a word at `place`: the "two days" of "two days after he called"."""
    if mention.length is not None:
        days = DAYS.get(mention.length[1])
        return mention.length[0] * days if days and place - 2 < mention.end <= place else None
    anaphor = mention.anaphor
    if anaphor is None or anaphor.calendar or not mention.start < place < mention.end + 1:
        return None
    days = DAYS.get(anaphor.unit)
    return abs(anaphor.shift) * days if days else None


def _measures(scene: Scene, found: Held) -> bool:
    """Tell whether a mention only measures how far a clause lies from another: "two days after he called"."""
    marks = [c for c in children(found.holder, "mark") if c.lower_ in {"after", "before"}]
    return any(_counted_to(found.mention, scene.offset + mark.idx) is not None for mark in marks)


def _is_deadline(found: Held) -> bool:
    """The day until which somebody "has" or "was given" time is not the day of giving."""
    return found.mention.kind in {"until", "by"} and found.holder.lemma_ in {"give", "have", "set", "allow", "grant"}


def _within_a_week(mention: DateMention) -> bool:
    """Tell whether a mention means one of the days around publication: "on Monday"."""
    past, future = mention.past, mention.future
    if past is None or future is None or len(past) != 10 or len(future) != 10 or not past[:4].isdigit():
        return False
    return abs((date.fromisoformat(future) - date.fromisoformat(past)).days) <= 7
