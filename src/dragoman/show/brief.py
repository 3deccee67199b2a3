"""The brief: from a casebook's records to a page of sourced lines, the same for every renderer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.casebook.corrections import verdicts
from dragoman.relations.hedging import hedging
from dragoman.relations.ties import Tie, ties
from dragoman.show import sections
from dragoman.show.gaps import gaps
from dragoman.show.headline import bottom_line, title_of
from dragoman.show.lines import Desk
from dragoman.show.names import Names, names_of, resolve
from dragoman.show.picture import edges_of, matrix_of, moments_of
from dragoman.show.quotes import Notes
from dragoman.show.records import Brief, Section
from dragoman.show.scope import Scope, choose
from dragoman.show.view import View
from dragoman.show.voices import voice_of
from dragoman.show.wording import Wording, joined, load_wording

if TYPE_CHECKING:
    from dragoman.show.playing import Result


def make_brief(view: View, actors: tuple[str, ...] = (), language: str = "en", result: Result | None = None) -> Brief:
    """Return the brief about `actors` (names, ids or other spellings; none: the whole casebook).

    One name: everything said of it. Two: everything said where both are named (see `scope.choose`), the first one's
    ties first. `result` is that of a conflict model, to be told after the options. Raises InputError when a name is
    unknown, with the nearest known ones.
    """
    words = load_wording(language)
    names = names_of(view, words)
    sides = tuple(dict.fromkeys(resolve(name, names) for name in actors))
    scope = choose(view, sides, names)
    offices = words.words("names", "offices")
    voices = {d.id: side for d in scope.documents if (side := voice_of(d.publisher, offices)) is not None}
    desk = Desk(names, words, Notes(view.documents(), words.say("dates", "undated")), voices)
    found = ties(scope.claims)
    hedged = hedging(scope.claims, scope.aims, words.words("hedging", "phrases"))
    against = sections.clashes(desk, scope)
    known = {claim.id: claim for claim in scope.claims}
    hubs = _hubs(scope, found)
    title = title_of(desk, scope, found, hedged)
    bottom = bottom_line(desk, scope, found, hedged, against)
    matrix = matrix_of(desk, found, hubs, known)
    edges, undrawn = edges_of(desk, found, hubs, known)
    own = [c for c in scope.claims if c.speaker is None and c.kind != "STANCE"]
    moments = moments_of(desk, own)
    return Brief(
        tuple(side.name for side in sides), title, _scope_words(words, scope, names, view), bottom, matrix, edges,
        tuple(names.side(root) for root in hubs), moments,
        (
            sections.stands(desk, scope, hedged),
            *sections.happened(desk, scope),
            sections.planned(desk, scope),
            sections.not_done(desk, scope),
            sections.claimed(desk, scope),
            sections.contradicted(desk, scope, against),
            sections.counted_contacts(desk, scope),
            sections.aims(desk, scope),
            sections.options(desk, scope),
            *_played(desk, view, result),
            sections.advised(desk, scope),
            sections.possible(desk, scope),
            gaps(desk, scope, view),
        ),
        desk.notes.footnotes(), language, undrawn,
    )  # fmt: skip


def _played(desk: Desk, view: View, result: Result | None) -> tuple[Section, ...]:
    if result is None:
        return ()
    from dragoman.show.played import played  # noqa: PLC0415 - loads numpy

    return (played(desk, view.documents(), result),)


def _hubs(scope: Scope, found: Sequence[Tie]) -> tuple[str, ...]:
    """The sides the drawing is built round: those named, and the one that most is said about."""
    weight: Counter[str] = Counter()
    for tie in found:
        for root in (tie.source, tie.target):
            weight[root] += sum(count.number for count in tie.counts if count.status == "did")
    named = [side.root for side in scope.sides]
    ranked = sorted(weight, key=lambda root: (-weight[root], root))
    first = named[:1] or ranked[:1]
    others = [root for root in ranked if root not in first][:1]
    return tuple(dict.fromkeys([*first, *others, *named]))


def _scope_words(words: Wording, scope: Scope, names: Names, view: View) -> str:
    roots = {root for claim in scope.claims for root in (claim.source_root, claim.target_root)}
    read = words.say(
        "scope", "read",
        documents=words.count(len(scope.documents), "document"), claims=words.count(len(scope.claims), "claim"),
        sides=words.count(len(roots), "side"), aims=words.count(len(scope.aims), "aim"),
    )  # fmt: skip
    named = joined(words, [names.the(side.name) for side in scope.sides])
    said = f"{words.say('scope', scope.rule, names=named)} {read}"
    rejected = sum(verdict == "rejected" for verdict in verdicts(view.corrections()).values())
    if rejected:
        said += f" {words.say('scope', 'rejected', claims=words.count(rejected, 'claim'))}"
    return said
