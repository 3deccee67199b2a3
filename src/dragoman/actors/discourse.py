"""Remembers who has been named so far in a text, to settle who "he", "it", "the country" and "both" are.

Links are made by rule and each says which; where two candidates are as good, the reference stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dragoman.actors.names import Name
from dragoman.model import Actor
from dragoman.vocabulary.directory import Directory
from dragoman.vocabulary.lexicon import load_women

# A text is about a state that it names so often, and so many times as often as any other.
_OFTEN = 3
_CLEARLY = 2
PERSON_KINDS = frozenset({"person", "office"})
STATE_KINDS = frozenset({"state", "historic state", "disputed", "rival government"})


@dataclass(frozen=True, slots=True)
class Ref:
    """A word or phrase taken for an actor: by which rule (`how`) and how surely (0..1)."""

    actor: Actor
    text: str
    start: int
    end: int
    how: str
    confidence: float

    @property
    def root(self) -> str:
        """The side of the actor."""
        return self.actor.root

    @property
    def is_person(self) -> bool:
        """Whether it is one human being, named or by office."""
        return self.actor.kind in PERSON_KINDS


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody named: in which sentence, how prominently, and together with whom."""

    refs: tuple[Ref, ...]
    sentence: int
    place: int
    weight: int
    words: frozenset[str] = frozenset()


@dataclass(slots=True)
class Discourse:
    """The actors named so far, most recent last. `window` is how many sentences back a reference may reach.

    Of the whole text, later sentences included: `topic` is the person named most, `setting` the state it is about
    where one clearly is, `sides` all sides named and `states` those of them that are states.
    """

    window: int = 4
    entities: list[Entity] = field(default_factory=list)
    speaker: Ref | None = None
    author: Ref | None = None
    topic: Ref | None = None
    setting: Ref | None = None
    sides: frozenset[str] = frozenset()
    states: tuple[Ref, ...] = ()

    def add(self, entity: Entity) -> None:
        """Take note of somebody named."""
        self.entities.append(entity)

    def note(self, directory: Directory, name: Name, sentence: int) -> None:
        """Take note of a name in a sentence that was not parsed."""
        ref = replace(self.named(directory, name), text=name.text, start=name.start, end=name.end)
        self.add(Entity((ref,), sentence, name.start, 1))

    @staticmethod
    def named(directory: Directory, name: Name) -> Ref:
        """Return a reference to the actor of a name, on the side it then had, that stands at no place of the text."""
        known = directory.actors[name.actor_id]
        return Ref(Actor(known.id, known.name, known.kind, name.root), known.name, 0, 0, "name", 0.8)

    @staticmethod
    def ref(directory: Directory, published: str | None, actor_id: str) -> Ref:
        """Return a reference to a known actor that stands at no place of the text."""
        known = directory.actors[actor_id]
        actor = Actor(known.id, known.name, known.kind, directory.root_on(actor_id, published))
        return Ref(actor, known.name, 0, 0, "name", 0.8)

    def survey(self, directory: Directory, published: str | None, names: Iterable[Name]) -> None:
        """Learn from all names of a text whom it is about."""
        known = [name for name in names if name.sort != "lookalike"]
        persons = Counter(n.actor_id for n in known if n.sort in {"person", "surname"})
        if persons:
            self.topic = self.ref(directory, published, min(persons, key=lambda key: (-persons[key], key)))
        refs = [self.named(directory, name) for name in known]
        self.sides = frozenset(ref.root for ref in refs)
        counted = Counter(r.root for r in refs if r.root in directory.actors and _is_state(directory, r.root))
        self.states = tuple(self.ref(directory, published, root) for root in sorted(counted))
        ranked = counted.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] >= max(_OFTEN, _CLEARLY * ranked[1][1])):
            self.setting = self.ref(directory, published, ranked[0][0])
        else:
            self.setting = self._home(directory, published)

    def _home(self, directory: Directory, published: str | None) -> Ref | None:
        """A text about an armed group is set in the group's country, if it names that."""
        groups = [side for side in self.sides if directory.actors[side].kind in {"armed group", "opposition"}]
        homes = {home for side in groups for home in directory.countries.get(side, ())} & {r.root for r in self.states}
        return self.ref(directory, published, homes.pop()) if len(homes) == 1 else None

    def forget(self) -> None:
        """Start afresh, as at a splice."""
        self.entities.clear()
        self.speaker = None

    def latest(
        self, sentence: int, fits: Callable[[Entity], bool], barred: Iterable[str] = (), reach: int | None = None
    ) -> Entity | None:
        """Return the most prominent fitting entity of the nearest sentence that has one."""
        banned = set(barred)
        window = self.window if reach is None else reach
        near = [e for e in self.entities if sentence - e.sentence <= window and fits(e)]
        near = [e for e in near if not (len(e.refs) == 1 and e.refs[0].actor.id in banned)]
        if not near:
            return None
        return max(near, key=lambda e: (e.sentence * 10 + e.weight * 6, e.place))


def _is_state(directory: Directory, root: str) -> bool:
    return directory.actors[root].kind in STATE_KINDS


def is_plural(ref: Ref) -> bool:
    """Several of an office or force: "officials", "troops"."""
    word = ref.text.rsplit(maxsplit=1)[-1] if ref.text.split() else ""
    return ref.how in {"role", "office"} and word.endswith("s") and not word.endswith("ss")


def single_person(entity: Entity) -> bool:
    """One human being."""
    return len(entity.refs) == 1 and entity.refs[0].is_person and not is_plural(entity.refs[0])


def woman(ref: Ref) -> bool | None:
    """Tell whether a person is a woman by the given name; None where only an office is known."""
    if ref.actor.kind != "person":
        return None
    return f"{ref.actor.name} ".startswith(_women())


@lru_cache(maxsize=1)
def _women() -> tuple[str, ...]:
    """The given names of women with what may follow one: a blank, or the second half of a double name."""
    return tuple(name + following for name in load_women() for following in (" ", "-"))


def single_thing(entity: Entity) -> bool:
    """One state, body or group, not a person, and not a crowd that only plurals refer to."""
    return len(entity.refs) == 1 and not entity.refs[0].is_person and entity.refs[0].how != "unnamed group"


def single_state(entity: Entity) -> bool:
    """One state or government."""
    return len(entity.refs) == 1 and entity.refs[0].actor.kind in STATE_KINDS


def single_group(entity: Entity) -> bool:
    """One body or group that is no state."""
    return single_thing(entity) and not single_state(entity)


def several(entity: Entity) -> bool:
    """Two or more named together."""
    return len({ref.root for ref in entity.refs}) > 1


def pair(entity: Entity) -> bool:
    """Exactly two sides named together."""
    return len({ref.root for ref in entity.refs}) == 2
