"""Who met or visited whom, and how often, reconciled with the text's own count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dragoman.model import Claim, Finding
from dragoman.relations.levels import LevelOf, both_levels
from dragoman.relations.periods import chronological, compatible
from dragoman.relations.witnesses import plain


@dataclass(slots=True)
class _Event:
    """One contact while it is being put together from the claims that can be about it."""

    ordinal: int | None
    claims: list[Claim] = field(default_factory=list)

    def can_be(self, claim: Claim) -> bool:
        if self.ordinal is not None and claim.ordinal is not None and self.ordinal != claim.ordinal:
            return False
        return all(compatible(known.date, claim.date) for known in self.claims)

    @property
    def happened(self) -> bool:
        return any(claim.status == "did" for claim in self.claims)

    @property
    def date(self) -> str | None:
        """The narrowest date: a full date has more characters than a month, a month more than a year."""
        dates = [claim.date for claim in self.claims if claim.date]
        return min(dates, key=lambda d: ("/" in d, -len(d), d)) if dates else None

    @property
    def label(self) -> str:
        """`ordinal@date`; both only where one claim gives both, since telling them as one visit is only possible."""
        both = any(c.ordinal and c.date for c in self.claims)
        return f"{self.ordinal or '' if both or not self.date else ''}@{self.date or ''}"


def contacts(
    claims: Iterable[Claim],
    visit_words: frozenset[str] = frozenset(),
    call_words: frozenset[str] = frozenset(),
    level_of: LevelOf | None = None,
) -> tuple[Finding, ...]:
    """Return one Finding for each visitor and host, and for each two that met, most contacts first.

    The rule: claims of contact are told apart only where they must be. Two claims are two contacts when their
    ordinals differ or their dates cannot be the same; a plan and its carrying out (by the same actor, or by the only
    one of its side in that document), a claim without a date and one with, are one. `value` is the largest of: the
    contacts so told apart that happened; the highest ordinal ("for a third time" is three); the text's own count.
    What did not take place gives value 0.

    `visit_words` (plain lower-case words) tell a visit, `call_words` another contact with a direction; a claim that
    has neither ("which he ended up doing") is taken with the visits of the same actor in the same document, if any.
    `subject` is (actor id, side) for visits and directed contacts, else two actor ids.
    `detail`: `form` (visit, contact, meeting); `on_record`, `by_text` (numbers; `by_text` is empty where the text
    counts nothing); `missing` (how many of `value` are not on record); `claimed` (events that only a speaker reports);
    `planned` (plans not known to have happened); `events`: one `ordinal@date` a described event, both possibly empty,
    in time order, separated by spaces. With `level_of` also `level` and `host_level`, the highest level on the side of
    the first and of the second of `subject` (head, minister, official, military, unknown), and `levels`, how many of
    the events had which levels ("head-unknown:2", separated by spaces).
    """
    groups = _groups(
        [c for c in claims if c.kind == "CONSULT" and c.source_root != c.target_root], visit_words, call_words
    )
    found: list[Finding] = []
    for (form, one, other), group in groups.items():
        told = [c for c in group if c.status in {"did", "planned"}]
        denied = [c for c in group if c.status == "did_not"]
        if told:
            found.append(_counted(form, (one, other), told, level_of))
        elif denied:
            found.append(_none(form, (one, other), denied, level_of))
    return tuple(sorted(found, key=lambda f: (-int(f.value), f.subject, f.detail["form"])))


def _groups(
    claims: list[Claim], visit_words: frozenset[str], call_words: frozenset[str]
) -> dict[tuple[str, str, str], list[Claim]]:
    """Claims by form of contact and the two ends; a claim of unclear form joins the visits told beside it.

    The number in "met him on his third visit" counts visits, not meetings: a meeting told so loses it.
    """
    said = {c.id: set(plain(" ".join((*c.cues, c.evidence.text))).split()) for c in claims}
    visits = {(c.document_id, c.source, c.target_root) for c in claims if not c.mutual and said[c.id] & visit_words}
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.mutual:
            first, second = sorted((claim.source, claim.target))
            key = "meeting", first, second
            told = replace(claim, ordinal=None, count=None) if said[claim.id] & visit_words else claim
        else:
            unclear = not said[claim.id] & call_words
            beside = (claim.document_id, claim.source, claim.target_root) in visits
            told, visit = claim, bool(said[claim.id] & visit_words) or (unclear and beside)
            key = "visit" if visit else "contact", claim.source, claim.target_root
        groups.setdefault(key, []).append(told)
    return _plans_joined(groups)


def _plans_joined(groups: dict[tuple[str, str, str], list[Claim]]) -> dict[tuple[str, str, str], list[Claim]]:
    """Put a plan for somebody of a side with the contact of that side, told beside it, that can be its carrying out.

    "The head of the government is expected in Moscow, and Mr Sarraj came": one contact, if no other can be meant.
    """
    joined = dict(groups)
    between: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for key, told in groups.items():
        if key[0] != "meeting":
            between.setdefault((told[0].source_root, told[0].target_root), []).append(key)
    for key, plans in groups.items():
        if key[0] == "meeting" or any(c.status != "planned" for c in plans):
            continue
        near = between[plans[0].source_root, plans[0].target_root]
        fitting = [other for other in near if _carry_out(groups[other], plans)]
        if len(fitting) == 1:
            joined[fitting[0]] = [*joined[fitting[0]], *joined.pop(key)]
    return joined


def _carry_out(told: list[Claim], plans: list[Claim]) -> bool:
    """Whether some of `told` happened between the sides of each plan, in its document, on a date it allows."""
    return all(
        any(
            c.status == "did"
            and (c.document_id, c.source_root, c.target_root) == (p.document_id, p.source_root, p.target_root)
            and compatible(c.date, p.date)
            for c in told
        )
        for p in plans
    )


def _events(claims: list[Claim]) -> list[_Event]:
    """Put each claim with the first event it can be about; the best pinned-down claims go first."""
    events: list[_Event] = []
    for claim in sorted(claims, key=_pinned_down):
        event = next((known for known in events if known.can_be(claim)), None)
        if event is None:
            event = _Event(claim.ordinal)
            events.append(event)
        event.claims.append(claim)
    if all(event.ordinal for event in events):
        return sorted(events, key=lambda e: (e.ordinal or 0, chronological(e.date)))
    return sorted(events, key=lambda e: (chronological(e.date), e.ordinal or 0))


def _pinned_down(claim: Claim) -> tuple[object, ...]:
    place = (claim.document_id, claim.evidence.start, claim.id)
    return (claim.ordinal is None, claim.date is None, claim.status != "did", *chronological(claim.date), *place)


def _levels(
    subject: tuple[str, str], told: list[Claim], events: list[_Event], level_of: LevelOf | None
) -> dict[str, str]:
    """The highest levels over all that is told, and those of each event counted."""
    if level_of is None:
        return {}
    own, other = both_levels(told, subject[0], level_of)
    each = Counter("-".join(both_levels(event.claims, subject[0], level_of)) for event in events)
    return {"level": own, "host_level": other, "levels": " ".join(f"{key}:{n}" for key, n in sorted(each.items()))}


def _counted(form: str, subject: tuple[str, str], claims: list[Claim], level_of: LevelOf | None) -> Finding:
    events = _events([c for c in claims if (c.count or 1) == 1])
    happened = [event for event in events if event.happened]
    planned = len(events) - len(happened)
    numbers = [n for c in claims if c.status == "did" for n in (c.ordinal, c.count) if n]
    by_text = max(numbers, default=0)
    value = max(by_text, len(happened))
    claimed = sum(all(c.speaker is not None for c in e.claims if c.status == "did") for e in happened)
    why = [f"{len(happened)} on record"]
    if by_text:
        why.insert(0, f"{by_text} by the count of the text")
        if by_text > len(happened):
            why.append(f"{by_text - len(happened)} not on record")
    if planned:
        why.append(f"{planned} planned and not known to have happened")
    told = sum(len(e.claims) for e in events)
    if told > len(events):
        why.append(f"told {told} times, counted once each")
    return Finding(
        "contacts", subject, value, "; ".join(why), tuple(c.id for c in claims),
        detail={
            "form": form,
            "on_record": str(len(happened)),
            "by_text": str(by_text or ""),
            "missing": str(value - len(happened)),
            "claimed": str(claimed),
            "planned": str(planned),
            "events": " ".join(e.label for e in happened),
            **_levels(subject, [c for c in claims if c.status == "did"] or claims, happened, level_of),
        },
    )  # fmt: skip


def _none(form: str, subject: tuple[str, str], claims: list[Claim], level_of: LevelOf | None) -> Finding:
    claimed = all(c.speaker is not None for c in claims)
    why = "a speaker denies it" if claimed else "the text says that it did not take place"
    detail = {
        "form": form,
        "on_record": "0",
        "by_text": "",
        "missing": "0",
        "claimed": "0",
        "planned": "0",
        "events": "",
    }
    detail |= _levels(subject, claims, [], level_of)
    return Finding("contacts", subject, 0, why, tuple(c.id for c in claims), detail=detail)
