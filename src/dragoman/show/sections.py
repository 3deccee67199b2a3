"""The sections of a brief, one function each, in the order they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from dragoman.model import Aim, Claim, Finding, Sort
from dragoman.relations.contacts import contacts
from dragoman.relations.contradictions import contradictions
from dragoman.show.acts import same_act
from dragoman.show.lines import Desk, aim_line, alike, by_time, claim_lines
from dragoman.show.records import Group, Layout, Line, Section
from dragoman.show.scope import Scope
from dragoman.show.wording import capital, dated, joined, say_when

_SORTS: Final[tuple[Sort, ...]] = ("goal", "aversion", "constraint", "cost", "benefit", "leverage")


_GROUPS: Final = 25
_CONTACTS: Final = 40
_FEW: Final = 8


def _section(desk: Desk, key: str, groups: Iterable[Group], layout: Layout = "list") -> Section:
    found = [group for group in groups if group.lines]
    kept, left = tuple(found[:_GROUPS]), found[_GROUPS:]
    if left:
        first = next(line for group in left for line in (*group.lines, *group.lines[0].parts) if line.notes)
        shown = Line("", parts=(first,)) if layout == "sides" else first
        kept = (*kept, Group(desk.words.say("gaps", "more", n=len(left)), (shown,)))
    return Section(key, desk.words.say("sections", key), kept, desk.words.say("nothing", key), layout)


def _own_first(scope: Scope) -> Callable[[Claim], bool]:
    """Key that puts the claims of the first side named before the others."""
    if not scope.sides:
        return lambda _claim: False
    first = scope.sides[0]
    return lambda claim: (
        not (first.acts(claim.source, claim.source_root) or first.acts(claim.target, claim.target_root))
    )


def stands(desk: Desk, scope: Scope, hedged: Sequence[Finding]) -> Section:
    """Stances in the author's own voice, after direct statements of hedging."""
    held = [c for c in scope.claims if c.kind == "STANCE" and c.status == "did" and c.speaker is None]
    statements = {aim.id: aim for aim in scope.aims}
    told = [statements[i] for finding in hedged for i in finding.claim_ids if i in statements]
    hedges = tuple(aim_line(desk, same, capital(desk.actor(same[0].actor, same[0].actor_name))) for same in alike(told))
    lines = claim_lines(desk, sorted(held, key=_own_first(scope)))
    return _section(desk, "stands", [Group("", hedges), Group("", lines)])


def happened(desk: Desk, scope: Scope) -> tuple[Section, Section]:
    """Acts the author reports as done: those with a year in time order, and the others apart."""
    done = [c for c in scope.claims if c.status == "did" and c.kind != "STANCE" and c.speaker is None]
    with_date = by_time(c for c in done if dated(c.date))
    without = sorted((c for c in done if not dated(c.date)), key=_own_first(scope))
    return (
        _section(desk, "happened", [Group("", claim_lines(desk, with_date))], "dated"),
        _section(desk, "undated", [Group("", claim_lines(desk, without))]),
    )


def planned(desk: Desk, scope: Scope) -> Section:
    """What is announced or agreed for the future."""
    return _section(desk, "planned", [Group("", claim_lines(desk, [c for c in scope.claims if c.status == "planned"]))])


def not_done(desk: Desk, scope: Scope) -> Section:
    """What did not happen, in the author's voice first, then what speakers deny."""
    denied = [c for c in scope.claims if c.status == "did_not"]
    own = sorted((c for c in denied if c.speaker is None), key=_own_first(scope))
    said = [c for c in denied if c.speaker is not None]
    return _section(desk, "not_done", [Group("", claim_lines(desk, own)), Group("", claim_lines(desk, said))])


def claimed(desk: Desk, scope: Scope) -> Section:
    """What speakers say happened or holds, grouped by speaker."""
    said: dict[str, list[Claim]] = {}
    for claim in scope.claims:
        if claim.status == "did" and claim.speaker is not None:
            said.setdefault(capital(desk.speaker(claim)), []).append(claim)
    groups = [Group(speaker, claim_lines(desk, found, voices=False, limit=3 * _FEW)) for speaker, found in said.items()]
    return _section(desk, "claimed", groups)


def clashes(desk: Desk, scope: Scope) -> tuple[Finding, ...]:
    """Return the contradictions of a scope, without those between acts of one kind that are plainly different acts:
    an envoy sent home, and aid that was not cut.
    """
    published = {document.id: document.published for document in scope.documents}
    return contradictions(scope.claims, published, same_act(desk.words))


def contradicted(desk: Desk, scope: Scope, against: Sequence[Finding]) -> Section:
    """Statements that cannot both hold (`against`), side by side, each with its speaker and footnotes."""
    known = {claim.id: claim for claim in scope.claims}
    groups = []
    for finding in against:
        sides = []
        for side in ("for", "against"):
            lines = claim_lines(desk, [known[i] for i in finding.detail[side].split()], limit=_FEW)
            sides.append(Line("", parts=lines, ids=tuple(finding.detail[side].split())))
        source, target = (desk.names.side(root) for root in finding.subject)
        kind = desk.words.say("contradictions", str(finding.value))
        groups.append(Group(f"{source} → {target}: {kind}", tuple(sides)))
    return _section(desk, "contradicted", groups, "sides")


def counted_contacts(desk: Desk, scope: Scope) -> Section:
    """Visits and meetings with their number, and how it comes about."""
    known = {claim.id: claim for claim in scope.claims}
    found = contacts(scope.claims, desk.words.visits(), desk.words.calls())
    lines = [_contact_line(desk, finding, known) for finding in found[:_CONTACTS]]
    if len(found) > _CONTACTS:
        notes = desk.cite(known[found[_CONTACTS].claim_ids[0]].evidence)
        lines.append(Line(desk.words.say("gaps", "more", n=len(found) - _CONTACTS), notes=notes))
    return _section(desk, "contacts", [Group("", tuple(lines))])


def _contact_line(desk: Desk, finding: Finding, known: dict[str, Claim]) -> Line:
    claims = [known[i] for i in finding.claim_ids]
    form, value, words = finding.detail["form"], int(finding.value), desk.words
    first = next((c for c in claims if c.source == finding.subject[0]), claims[0])
    source = desk.actor(finding.subject[0], first.source_name)
    fallback = first.target_name if first.target == finding.subject[1] else claims[0].source_name
    target = desk.actor(finding.subject[1], fallback if form == "meeting" else "")
    if not value:
        key = f"planned_{form}" if finding.detail["planned"] != "0" else f"no_{form}"
        text = words.say("contacts", key, source=source, target=target)
    else:
        times = words.times(value)
        if finding.detail["by_text"] != str(value):
            times = f"{words.say('contacts', 'at_least')} {times}"
        text = words.say("contacts", form, source=source, target=target, times=times)
        if finding.detail["by_text"] == str(value):
            text += f" {words.say('contacts', 'by_text')}"
    tone, glyph = words.tie("in contact" if value else "did not")
    if not value and finding.detail["planned"] != "0":
        glyph = words.say("contacts", "open")
    spans = [claim.evidence for claim in claims]
    asserted = any(c.speaker is None and c.status in {"did", "did_not"} for c in claims)
    return Line(
        capital(text), notes=desk.cite(*spans), tone=tone, glyph=glyph, asserted=asserted, ids=finding.claim_ids,
        remark=_how_counted(desk, finding) if value else "",
    )  # fmt: skip


def _how_counted(desk: Desk, finding: Finding) -> str:
    """The count's reasons in words: which ones are described and when, how many are not, how many only claimed."""
    words, detail = desk.words, finding.detail
    value, on_record = int(finding.value), int(detail["on_record"])
    said, events = [], []
    for event in detail["events"].split():
        ordinal, _, date = event.partition("@")
        when = say_when(words, date) if date else ""
        if ordinal:
            number = words.number(int(ordinal), "ordinals")
            key = "event" if date else "event_undated"
            events.append(words.say("contacts", key, ordinal=number, date=when))
        elif date:
            events.append(when)
    if events:
        said.append(", ".join(events))
    if value > on_record:
        said.append(words.say("contacts", "missing", n=words.number(value - on_record, "cardinals")))
    if detail["claimed"] not in {"", "0"}:
        number = words.number(int(detail["claimed"]), "cardinals")
        key = "all_claimed" if detail["claimed"] == str(value) else "only_claimed"
        said.append(words.say("contacts", key, n=number))
    return "; ".join(said)


def aims(desk: Desk, scope: Scope) -> Section:
    """What each actor wants, avoids, is bound by; costs and gains that belong to an option stand with the option."""
    options = {aim.id for aim in scope.aims if aim.sort == "option"}
    loose = [a for a in scope.aims if a.sort in _SORTS and (a.sort in {"goal", "aversion"} or a.about not in options)]
    same: dict[tuple[tuple[str, str, str], ...], list[tuple[str, list[Aim]]]] = {}
    for actor, mine in _by_actor(scope, loose):
        same.setdefault(tuple((a.sort, a.status, a.text) for a in mine), []).append((actor, mine))
    groups = []
    for sharing in same.values():
        title = joined(desk.words, [desk.actor(actor, mine[0].actor_name) for actor, mine in sharing])
        ordered = sorted(sharing[0][1], key=lambda a: _SORTS.index(a.sort))
        lines = tuple(aim_line(desk, told, desk.words.say("sorts", told[0].sort)) for told in alike(ordered))
        groups.append(Group(capital(title), lines))
    return _section(desk, "aims", groups, "labelled")


def options(desk: Desk, scope: Scope) -> Section:
    """Options by actor, each with its standing, condition, gains and costs as quoted."""
    about: dict[str, list[Aim]] = {}
    for aim in scope.aims:
        if aim.about and aim.sort in {"benefit", "cost", "constraint"}:
            about.setdefault(aim.about, []).append(aim)
    groups = []
    for actor, mine in _by_actor(scope, [a for a in scope.aims if a.sort == "option"]):
        lines = []
        for same in alike(mine):
            belonging = [aim for option in same for aim in about.get(option.id, [])]
            parts = tuple(
                aim_line(desk, [aim], desk.words.say("option_parts", aim.sort))
                for aim in sorted(belonging, key=lambda a: _SORTS.index(a.sort))
            )
            lines.append(aim_line(desk, same, _standing(desk, same[0]), parts))
        groups.append(Group(capital(desk.actor(actor, mine[0].actor_name)), tuple(lines)))
    return _section(desk, "options", groups, "options")


def _standing(desk: Desk, option: Aim) -> str:
    """What the text says of an option: threatened, weighed, taken up ... or only how it is meant."""
    table = desk.words.tables["option_standing"]
    if option.rule in table and option.status in {"did", "possible"}:
        return desk.words.say("option_standing", option.rule)
    return desk.words.say("option_status", option.status)


def _by_actor(scope: Scope, found: Sequence[Aim]) -> list[tuple[str, list[Aim]]]:
    """Aims by actor: those of the sides the brief is about first, then by number."""
    mine: dict[str, list[Aim]] = {}
    for aim in found:
        mine.setdefault(aim.actor, []).append(aim)

    def place(actor: str) -> tuple[int, int, str]:
        root = mine[actor][0].actor_root
        rank = next((n for n, side in enumerate(scope.sides) if side.acts(actor, root)), len(scope.sides))
        return rank, -len(mine[actor]), actor

    return [(actor, mine[actor]) for actor in sorted(mine, key=place)]


def advised(desk: Desk, scope: Scope) -> Section:
    """What the text says actors should do."""
    lines = [
        aim_line(desk, same, capital(desk.actor(same[0].actor, same[0].actor_name)))
        for same in alike(aim for aim in scope.aims if aim.sort == "advice")
    ]
    acts = claim_lines(desk, [c for c in scope.claims if c.status == "advised"])
    return _section(desk, "advised", [Group("", tuple(lines)), Group("", acts)])


def possible(desk: Desk, scope: Scope) -> Section:
    """What could, would or might be: never a fact."""
    found = sorted((c for c in scope.claims if c.status == "possible"), key=_own_first(scope))
    return _section(desk, "possible", [Group("", claim_lines(desk, found))])
