"""Settles nouns that stand for somebody without a name: "the kingdom", "the bloc", "the army", "both sides"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dragoman.actors import discourse as told
from dragoman.actors.discourse import Entity, Ref
from dragoman.actors.references import again, last_named, last_two, refer
from dragoman.actors.syntax import children
from dragoman.actors.tree import Token
from dragoman.model import Actor
from dragoman.vocabulary.directory import covers
from dragoman.vocabulary.forms import Form, load_forms

if TYPE_CHECKING:
    from dragoman.actors.scene import Scene

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "both", "two", "neither", "either"})
_TWO = frozenset({"two", "both", "neither", "either", "2"})
# Ranks that say nothing of a side; without a name before they stay open.
_RANKS = frozenset(
    {"commander", "general", "leader", "colonel", "officer", "man", "captain", "politician", "warlord", "official"}
)
# Plurals that mean the two last named even without "two" or "both".
_SIDES = frozenset({"country", "side", "party", "neighbour", "neighbor", "leader", "government", "rival", "foe"})


def definite(scene: Scene, token: Token, role: str) -> tuple[Ref, ...]:
    """Return whom "the country", "the two sides", "the general" or "the government" stands for."""
    lemma = token.lemma_.lower()
    markers = {child.lower_ for child in token.children if child.dep_ in {"det", "nummod", "predet", "poss", "preconj"}}
    own = _own_country(scene, token, lemma) or _only_one(scene, token, lemma)
    if own:
        return own
    if not markers & _DEFINITE and not markers & _TWO and not (markers & set(scene.roles.numbers)):
        return ()
    if token.tag_ in {"NNS", "NNPS"} or markers & _TWO:
        return _several(scene, token, markers, lemma, role)
    if _described(token):
        return ()
    if scene.discourse.author is not None and token.text[:1].isupper() and role in {"person", "government", "force"}:
        return _office(scene, token)  # an official text writes its own offices with a capital
    same = _named_so(scene, token, lemma)
    return _by_kind(scene, token, role, lemma) if same is None else same


def _by_kind(scene: Scene, token: Token, role: str, lemma: str) -> tuple[Ref, ...]:
    generic = scene.roles.generic
    if lemma in generic["neighbour"]:
        return _other_state(scene, token, lemma)
    if lemma in generic["state"] and role not in {"person", "government"}:
        return _setting(scene, token, "the " + lemma) or refer(scene, token, told.single_state, "the " + lemma)
    if lemma in generic["group"]:
        return refer(scene, token, _of_kinds(scene, lemma), "the " + lemma)
    if role == "person" and lemma in generic["person"]:
        return _person(scene, token, lemma)
    if role in {"person", "force", "government"}:
        return _office(scene, token)
    return ()


def _several(scene: Scene, token: Token, markers: set[str], lemma: str, role: str) -> tuple[Ref, ...]:
    number = next((scene.roles.numbers[m] for m in markers if m in scene.roles.numbers), 0)
    if number > 2:
        counted = lemma in scene.roles.generic["plural"] and not _described(token)
        return so_many(scene, token, number) if counted else ()
    told_of = markers & _TWO or lemma in _SIDES
    if told_of and lemma in scene.roles.generic["plural"] and not (markers & {"its", "their"}):
        return refer(scene, token, told.pair, "both") or last_two(scene, token)
    if role == "people" and not _described(token) and lemma in scene.roles.generic["armed"]:
        return _form(scene, token, lemma) or refer(scene, token, _armed, "the " + token.lower_)
    return ()


def so_many(scene: Scene, token: Token, number: int) -> tuple[Ref, ...]:
    """Return the sides named together in this number ("the four"), or those last named if they are so many."""
    found = refer(scene, token, lambda e: len({ref.root for ref in e.refs}) == number, "both")
    return found or last_named(scene, token, number)


def _own_country(scene: Scene, token: Token, lemma: str) -> tuple[Ref, ...]:
    """ "His country" is the side of whoever he is."""
    if lemma not in scene.roles.generic["state"] or token.tag_ in {"NNS", "NNPS"}:
        return ()
    owners = [ref for c in token.children if c.dep_ == "poss" for ref in scene.one(c)]
    if len(owners) != 1 or owners[0].root not in scene.directory.actors:
        return ()
    side = scene.directory.actors[owners[0].root]
    return (again(scene, token, Ref(side, side.name, 0, 0, "name", 0.8), "his country", 0.75),)


def _only_one(scene: Scene, token: Token, lemma: str) -> tuple[Ref, ...]:
    """ "Coalition aircraft", "our international coalition": what can mean one actor alone needs no article."""
    if not any(form.named for form in load_forms().get(lemma, ())) or token.tag_ in {"NNS", "NNPS"}:
        return ()
    named = token.text[:1].isupper() or token.dep_ == "compound"
    owned = any(c.dep_ == "poss" or c.lower_ in {"international", "global", "us-led"} for c in token.children)
    return _form(scene, token, lemma) if (named or owned) and not _described(token) else ()


def _armed(entity: Entity) -> bool:
    return len(entity.refs) == 1 and entity.refs[0].actor.kind in {"armed group", "opposition"}


def _named_so(scene: Scene, token: Token, lemma: str) -> tuple[Ref, ...] | None:
    """Whom the text has called by this noun, or who alone can be; None where the noun is open to others."""
    kinds = [c.lemma_.lower() for c in token.children if c.dep_ in {"compound", "amod"} and c.i < token.i]
    lemma = next((kind for kind in kinds if kind in load_forms()), lemma)  # "the island nation"
    form = load_forms().get(lemma)
    if not form and not scene.role_of(token) and lemma not in scene.roles.again:
        return None  # "the Niger" is no repetition of "Niger"
    before = refer(scene, token, _called_or_holder(scene, lemma), "the " + lemma)
    if before:
        return before
    if form and lemma not in scene.roles.generic["group"]:
        return _form(scene, token, lemma)
    return (_form(scene, token, lemma) or None) if form else None


def _called_or_holder(scene: Scene, lemma: str) -> Callable[[Entity], bool]:
    """Return a test for who was called by the noun, or holds such an office and was named in a later sentence."""
    called = [e for e in scene.discourse.entities if len(e.refs) == 1 and lemma in e.words]
    last, holds = max((e.sentence for e in called), default=-1), _holder_of(scene, lemma)

    def fits(entity: Entity) -> bool:
        return (len(entity.refs) == 1 and lemma in entity.words) or (entity.sentence > last >= 0 and holds(entity))

    return fits


def _form(scene: Scene, token: Token, lemma: str) -> tuple[Ref, ...]:
    """The last actor named that may be called by the noun, or the one it means in such a text."""
    capital = token.text[:1].isupper()
    known = load_forms().get(lemma, ())
    fitting = [form for form in known if _in_time(scene, form) and (capital or not form.capital)]
    actors = {form.actor for form in fitting if not form.named}
    found = refer(scene, token, lambda e: len(e.refs) == 1 and e.refs[0].root in actors, "the " + lemma)
    if found:
        return tuple(_side(scene, ref) for ref in found)
    meant = sorted({form.actor for form in fitting if form.named & scene.discourse.sides})
    return (scene.ref(token, meant[0], "the " + lemma, 0.6),) if len(meant) == 1 else ()


def _side(scene: Scene, ref: Ref) -> Ref:
    """ "The kingdom" after "Saudi forces" is Saudi Arabia."""
    actor = scene.directory.actors.get(ref.root, ref.actor)
    return Ref(actor, ref.text, ref.start, ref.end, ref.how, ref.confidence)


def _in_time(scene: Scene, form: Form) -> bool:
    published = scene.document.published
    return published is None or covers(form.start, form.end, published)


def _of_kinds(scene: Scene, lemma: str) -> Callable[[Entity], bool]:
    kinds = scene.roles.kinds.get(lemma, frozenset())

    def fits(entity: Entity) -> bool:
        if len(entity.refs) != 1 or entity.refs[0].actor.id not in scene.directory.actors:
            return False
        return entity.refs[0].actor.kind in kinds

    return fits


def _setting(scene: Scene, token: Token, how: str) -> tuple[Ref, ...]:
    """The state that the text is about, where one clearly is."""
    setting = scene.discourse.setting
    if setting is None or setting.actor.id in scene.barred(token):
        return ()
    return (again(scene, token, setting, how, 0.65),)


def _other_state(scene: Scene, token: Token, lemma: str) -> tuple[Ref, ...]:
    """A neighbour is the other one of two states: of the two named, not the one whose neighbour it is."""
    owners = {ref.root for c in token.children if c.dep_ == "poss" for ref in scene.one(c)}
    states = scene.discourse.states
    others = [ref for ref in states if ref.root not in owners]
    if not owners or len(others) != 1 or len(states) != len(owners) + 1:
        return ()
    return (again(scene, token, others[0], "the " + lemma, 0.5),)


def _person(scene: Scene, token: Token, lemma: str) -> tuple[Ref, ...]:
    """The holder of an office named before; else the office itself."""
    return refer(scene, token, _holder_of(scene, lemma), "the " + lemma) or _office(scene, token)


def _holder_of(scene: Scene, lemma: str) -> Callable[[Entity], bool]:
    """Return a test for somebody who holds an office of this name on the day of the text."""
    offices = scene.roles.offices.get(lemma, frozenset())
    day = scene.document.published

    def holds(entity: Entity) -> bool:
        if not told.single_person(entity):
            return False
        terms = scene.directory.terms.get(entity.refs[0].actor.id, ())
        return any(t.office in offices and (day is None or covers(t.start, t.end, day)) for t in terms)

    return holds


def _qualified(token: Token) -> bool:
    """ "the eastern commander" is told from others by a word that names no side."""
    return any(c.dep_ in {"amod", "nmod"} and c.text.islower() for c in token.children)


def _described(token: Token) -> bool:
    """A noun with a clause or place of its own brings its own meaning: "the country that"."""
    return any(
        child.dep_ in {"relcl", "acl"}
        or (child.dep_ == "prep" and child.lower_ in {"of", "with"} and not children(child, "pcomp"))
        for child in token.children
    )


def _office(scene: Scene, token: Token) -> tuple[Ref, ...]:
    """An office without an owner belongs to who publishes the text, or to the state that the text is about."""
    author = scene.discourse.author
    lemma = token.lemma_.lower()
    found: tuple[Ref, ...] = ()
    if author is not None and token.text[:1].isupper():
        found = (author,)
    person = scene.role_of(token) == "person"
    if not found and (_qualified(token) or lemma in _RANKS or (person and lemma not in scene.roles.held)):
        return ()
    how = "the " + lemma
    found = found or _setting(scene, token, how)
    phrase, start, end = scene.phrase(token)
    return tuple(
        Ref(
            Actor(f"{ref.root}:{lemma}", phrase, "office" if person else "group", ref.root),
            phrase, start, end, "office", 0.55,
        )
        for ref in found[:1]
    )  # fmt: skip
