"""Lists where actors are named or meant in a text, each place once, with whom it means or that it stays open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from dragoman.actors.discourse import Ref
from dragoman.actors.games import plays
from dragoman.actors.names import Name
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, children, is_verb
from dragoman.actors.tree import Token
from dragoman.model import Document, Mention
from dragoman.vocabulary.date_words import load_date_words
from dragoman.vocabulary.directory import Directory
from dragoman.vocabulary.lexicon import load_frames, load_roles

OPEN = "open"
# Where in its clause somebody takes part, and how long a name is at least.
_PARTAKING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss", "agent", "conj", "appos"})
_SHORTEST = 3
# The longest preposition that says where, and the blank after it.
_LONGEST = 12
# Sorts of name that can say where instead of who.
_WHERE = frozenset({"capital", "seat", "surname"})
_SIDES = frozenset({"adjective", "name", "capital"})
_PLACES = frozenset({"place", "lookalike"})


def named(document: Document, directory: Directory, names: Iterable[Name]) -> Iterator[Mention]:
    """Yield the mentions that names alone make, for a sentence that is not parsed."""
    for name in names:
        before = document.text[max(0, name.start - _LONGEST) : name.start].rsplit(maxsplit=1)
        where = name.sort == "capital" and bool(before) and before[-1].lower() in load_roles().whereabouts
        if name.sort not in _PLACES and not where:
            actor = directory.actors[name.actor_id]
            yield Mention(document.span(name.start, name.end), actor.id, name.root, actor.name, name.sort, 0.9)


def in_scene(scene: Scene, acting: Collection[tuple[int, int]]) -> tuple[Mention, ...]:
    """Return the mentions of a parsed sentence in order of place, after its claims have been read.

    `acting` are the places (start, end) of those that its claims are about: they are mentions wherever they stand.
    Words inside a longer phrase for the same side ("Turkish" in "Turkish forces") are no mention of their own.
    """
    found: dict[tuple[int, int, str | None], Mention] = {}
    for token in scene.tokens:
        for mention in _of_word(scene, token, acting):
            found.setdefault((mention.span.start, mention.span.end, mention.actor), mention)
    kept = [m for m in found.values() if not any(_inside(m, other) for other in found.values())]
    return tuple(sorted(kept, key=lambda m: (m.span.start, m.span.end, m.actor or "")))


def _open(scene: Scene, token: Token) -> list[Mention]:
    """Return a mention of somebody who stays unknown: "the strongman", or a person or group of no known side."""
    if token.dep_ not in _PARTAKING or token.i in scene.names or len(token) < _SHORTEST:
        return []
    named = token.pos_ == "PROPN" and token.tag_ in {"NNP", "NNPS"} and token.text[:1].isupper()
    role = scene.role_of(token) and any(c.dep_ in {"det", "poss"} for c in token.children)
    if not (named or role) or (token.dep_ == "pobj" and token.head.lower_ in scene.roles.whereabouts):
        return []
    words, start, end = scene.phrase(token)
    if named and not all(part[:1].isupper() for part in words.split()):
        start, words = scene.offset + token.idx, token.text
    senses = scene.directory.senses.get(words, ())
    if any(sense.sort != "person" for sense in senses) or words.split()[0].lower() in _calendar():
        return []  # a look-alike, or a day of the week
    span = scene.document.span(start, end)
    return [Mention(span, None, None, span.text, OPEN, 0.0)]


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    words = load_date_words()
    months = {name for month in words.months for name in month.names}
    return frozenset(name.lower() for name in months | set(words.weekdays))


def _inside(mention: Mention, other: Mention) -> bool:
    within = other.span.start <= mention.span.start and mention.span.end <= other.span.end
    return within and mention.span != other.span and mention.root == other.root


def _of_word(scene: Scene, token: Token, acting: Collection[tuple[int, int]]) -> list[Mention]:
    name = scene.names.get(token.i)
    if name is not None and (name.start, name.end) not in acting and _only_where(scene, token, name):
        return []
    refs = scene.one(token) or (scene.one(token, belonging=True) if name is not None else ())
    if name is not None and not refs:
        refs = (scene.ref(token, name.actor_id, "name", 0.9, name),)  # the Russian of "Russian-backed"
    if not refs:
        return _open(scene, token)
    sharing = len({ref.root for ref in refs}) > 1 and all(ref.how == "role" for ref in refs)
    return [_mention(scene, token, ref, sharing) for ref in refs]


def _only_where(scene: Scene, token: Token, name: Name) -> bool:
    """Tell whether a name says where and not who, or a demonym what kind of thing: "in Geneva", "French doors"."""
    token = _head_of(scene, token, name)
    if plays(scene, token, name):
        return True
    described = token.dep_ in {"amod", "compound", "nmod"}
    if described and token.head.lemma_.lower() in scene.roles.things:
        return True
    if name.sort == "place":
        return True
    if name.sort not in _WHERE:
        return False
    first = token
    while first.dep_ in {"conj", "appos"} and first.head.i in scene.names:
        first = first.head
    if first.dep_ == "compound" and first.head.lemma_.lower() in scene.roles.gatherings:
        return True
    if first.dep_ == "dobj" and first.head.lemma_ in scene.roles.reaching:
        return True
    return first.dep_ == "pobj" and _where(scene, first.head, name)


def _where(scene: Scene, preposition: Token, name: Name) -> bool:
    """Tell whether a preposition before a capital says where: "in Geneva", "out of Bangui", "shots round Kyiv"."""
    word, above = preposition.lower_, preposition.head
    if word == "of":
        return above.lower_ == "out"
    if word in scene.roles.whereabouts:
        return not (word == "in" and _at_home(scene, above) and name.root in _sides(scene, above))
    return word in scene.roles.ways and not _travels(scene, above)


def _sides(scene: Scene, noun: Token) -> set[str]:
    """ "French ministers in Moscow" are not Moscow's."""
    return {owner.root for owner in scene.owners(noun)}


def _at_home(scene: Scene, head: Token) -> bool:
    """Tell whether somebody is of the place: "officials in Vilnius", but not "the Russian embassy in Vilnius"."""
    own = scene.names.get(head.i)
    others = (scene.names.get(child.i) for child in children(head, "amod", "compound", "poss", "nmod"))
    abroad = any(name is not None and name is not own and name.sort in _SIDES for name in others)
    return bool(scene.role_of(head)) and not abroad


def _head_of(scene: Scene, token: Token, name: Name) -> Token:
    """Return the word of a name on which the others hang: "States" of "United States"."""
    while token.head != token and scene.names.get(token.head.i) is name:
        token = token.head
    return token


def _travels(scene: Scene, head: Token) -> bool:
    """Tell whether somebody with a side is on the way, or an act is: "Merkel flew to Moscow", "arms for Asmara".

    "The recorders went to Paris" is neither.
    """
    if is_verb(head):
        moved = children(head, "dobj")
        sent = bool(moved) and head.lemma_.lower() in load_frames().verbs
        sent = sent or any(scene.role_of(thing) for thing in moved)
        going = (*agents(head), *children(head, "nsubjpass"))
        return sent or any(scene.actors(subject) for subject in going)
    return bool(scene.owners(head) or scene.role_of(head)) or head.lemma_.lower() in load_frames().nouns


def _mention(scene: Scene, token: Token, ref: Ref, sharing: bool) -> Mention:
    start, end = ref.start, ref.end
    here = scene.offset + token.idx
    if sharing:
        start, end = _own_words(scene, ref)
    elif not start <= here < end:
        # A noun that stands for somebody named elsewhere ("his main sponsor, Egypt") is mentioned by its own phrase.
        _, start, end = scene.phrase(token)
    span = scene.document.span(start, end)
    how = "unnamed group" if ref.actor.kind == "group" and ref.actor.id == ref.root else ref.how
    return Mention(span, ref.actor.id, ref.root, ref.actor.name, how, round(ref.confidence, 2))


def _own_words(scene: Scene, ref: Ref) -> tuple[int, int]:
    """Of "Armenian and Turkish ministers" the first word is Armenia's, the other two are Turkey's."""
    own = [n for i, n in scene.names.items() if ref.start <= scene.offset + scene.doc[i].idx < ref.end]
    names = sorted({n.start: n for n in own}.values(), key=lambda n: n.start)
    for place, name in enumerate(names):
        if name.root == ref.root:
            return name.start, ref.end if place == len(names) - 1 else name.end
    return ref.start, ref.end
