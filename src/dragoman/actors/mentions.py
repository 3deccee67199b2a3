"""Lists where actors are named or meant in a text, each place once, with whom it means or that it stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from dragoman.actors.discourse import Ref
from dragoman.actors.names import Name
from dragoman.actors.scene import Scene
from dragoman.model import Document, Mention
from dragoman.vocabulary.directory import Directory

OPEN = "open"
# Sorts of name that say where, not who.
_PLACES = frozenset({"place", "lookalike"})


def named(document: Document, directory: Directory, names: Iterable[Name]) -> Iterator[Mention]:
    """Yield the mentions that names alone make, for a sentence that is not parsed."""
    for name in names:
        if name.sort not in _PLACES:
            actor = directory.actors[name.actor_id]
            root = directory.root_on(name.actor_id, document.published)
            yield Mention(document.span(name.start, name.end), actor.id, root, actor.name, name.sort, 0.9)


def in_scene(scene: Scene) -> tuple[Mention, ...]:
    """Return the mentions of a parsed sentence in order of place, after its claims have been read.

    Words inside a longer phrase for the same side ("Turkish" in "Turkish forces") are no mention of their own.
    """
    found: dict[tuple[int, int, str | None], Mention] = {}
    for token in scene.tokens:
        for mention in _of_word(scene, token):
            found.setdefault((mention.span.start, mention.span.end, mention.actor), mention)
    kept = [m for m in found.values() if not any(_inside(m, other) for other in found.values())]
    return tuple(sorted(kept, key=lambda m: (m.span.start, m.span.end, m.actor or "")))


def _inside(mention: Mention, other: Mention) -> bool:
    within = other.span.start <= mention.span.start and mention.span.end <= other.span.end
    return within and mention.span != other.span and mention.root == other.root


def _of_word(scene: Scene, token: Token) -> list[Mention]:
    refs = scene.one(token)
    if refs:
        return [_mention(scene, token, ref) for ref in refs]
    return []


def _mention(scene: Scene, token: Token, ref: Ref) -> Mention:
    start, end = ref.start, ref.end
    here = scene.offset + token.idx
    if not start <= here < end:
        # A noun that stands for somebody named elsewhere ("his main sponsor, Egypt") is mentioned by its own phrase.
        _, start, end = scene.phrase(token)
    span = scene.document.span(start, end)
    return Mention(span, ref.actor.id, ref.root, ref.actor.name, ref.how, round(ref.confidence, 2))
