"""Tells in a sentence about a game whether a name stands for a team: "Iran beat the United States 2-1"."""

from __future__ import annotations

from functools import lru_cache

from dragoman.actors.names import Name
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import is_verb
from dragoman.actors.tree import Token
from dragoman.vocabulary.lexicon import is_sport
from dragoman.vocabulary.tables import data_folder, read_toml, word_list

# What a national team is called, and where a name stands that plays.
_TEAMS = frozenset({"name", "capital", "people"})
_PLAYING = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "conj", "appos", "npadvmod", "ROOT", "dative"})
_NEAR = 250
_AGAINST = frozenset({"against", "over", "to", "with", "by", "from", "for", "between", "versus", "than", "past", "of"})


def plays(scene: Scene, token: Token, name: Name) -> bool:
    """Tell whether a name stands for a team that plays, and not for the state that it plays for."""
    if name.sort not in _TEAMS or not (is_sport(scene.doc.text) or _still_sport(scene)):
        return False
    acts = "acts" if is_sport(scene.doc.text) else "only"
    first = token
    while first.dep_ in {"conj", "appos"} and first.head != first:
        first = first.head
    if first.dep_ == "pobj" and first.head.lower_ in _AGAINST:
        above = first.head.head
        return above.lemma_.lower() in _words(acts if is_verb(above) else "events")
    if first.dep_ == "poss":
        return first.head.lemma_.lower() in _words("events")
    if first.dep_ not in _PLAYING:
        return False
    verb = first.head if first.dep_ != "ROOT" else first
    if not is_verb(verb):
        return acts == "acts"
    return verb.lemma_.lower() in _words(acts)


def _still_sport(scene: Scene) -> bool:
    """Tell whether the sentence before, in the same paragraph, was about a game."""
    text = scene.document.text
    first = max(text.rfind("\n", 0, scene.offset) + 1, scene.offset - _NEAR)
    return is_sport(text[first : scene.offset])


@lru_cache(maxsize=4)
def _words(key: str) -> frozenset[str]:
    file = data_folder("languages", "en", "sports.toml")
    return frozenset(word_list(read_toml(file), key, file.name))
