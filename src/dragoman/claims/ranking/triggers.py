"""The words of a sentence that tell of an act, whether or not the grammar gives them both of their sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import is_verb
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft
from dragoman.claims.matching import Match, find_pattern, match_noun, match_verb, noun_slot, verb_slot
from dragoman.claims.rules.adjectives import bearers_of as bearers
from dragoman.claims.rules.nouns import carrier_of, is_topic, noun_entries
from dragoman.claims.rules.relational import bearers_of
from dragoman.model import Kind, Status
from dragoman.vocabulary.lexicon import load_frames

# The ways a word can tell of an act.
SORTS: Final = ("verb", "noun", "agent", "adjective", "rule")
# How many readings of one word are weighed.
_READINGS = 2


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an act.

    `anchor` is the word from which its status is read; `sort` is one of SORTS; `rank` counts the readings of one word,
    the most specific is 0; `sources` and `targets` are the words in the places of its frame for the two sides.
    """

    rule: str
    head: Token
    anchor: Token
    kind: Kind
    sign: int
    mutual: bool
    status: Status | None
    sort: str
    rank: int
    cues: tuple[str, ...]
    words: tuple[Token, ...]
    sources: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    settled: bool = False


def find_triggers(scene: Scene, drafts: Sequence[Draft]) -> list[Trigger]:
    """Return the triggers of a sentence, those of the rules' own drafts among them."""
    found = [trigger for token in scene.tokens for trigger in _of_word(scene, token)]
    known = {(t.head.i, t.kind, t.sign) for t in found}
    for draft in drafts:
        key = (draft.predicate.i, draft.kind, draft.sign)
        if key not in known:
            known.add(key)
            found.append(
                Trigger(
                    draft.rule, draft.predicate, draft.anchor, draft.kind, draft.sign, draft.mutual, draft.status,
                    "rule", 0, draft.cues, draft.words, settled=draft.settled,
                )
            )  # fmt: skip
    return found


def _of_word(scene: Scene, token: Token) -> list[Trigger]:
    frames = load_frames()
    lemma = token.lemma_.lower()
    found: list[Trigger] = []
    if is_verb(token):
        entries = frames.verbs.get(lemma, ()) if token.dep_ not in {"aux", "auxpass"} else ()
        if entries:
            found += _readings(match_verb(token, entries), "verb", None)
    elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" and not is_topic(token):
        entries = noun_entries(token)
        if entries:
            matches = match_noun(token, entries)
            found += _readings(matches, "noun", carrier_of(token)[0])
    for entry in frames.agents.get(lemma, ())[:1]:
        anchor = bearers_of(scene, token)[1]
        found.append(
            replace(
                _trigger(Match(entry, token, (), None, ()), "agent", 0, None), anchor=anchor, settled=anchor is token
            )
        )
    described = frames.adjectives.get(lemma, ()) or frames.adjectives.get(token.lower_, ())
    for entry in sorted(described, key=lambda e: -len(e.pattern.words)):
        filled = find_pattern(token, entry.pattern)
        if filled is not None:
            anchor = bearers(scene, token)[1]
            found.append(replace(_trigger(Match(entry, token, *filled), "adjective", 0, None), anchor=anchor))
            break
    return found


def _readings(matches: Sequence[Match], sort: str, carrier: Token | None) -> list[Trigger]:
    """The most specific reading for each kind and sign, at most a few."""
    found: list[Trigger] = []
    seen: set[tuple[str, int]] = set()
    for match in matches:
        key = (match.entry.family.kind, match.entry.family.sign)
        if key not in seen:
            seen.add(key)
            found.append(_trigger(match, sort, len(found), carrier))
        if len(found) == _READINGS:
            break
    return found


def _trigger(match: Match, sort: str, rank: int, carrier: Token | None) -> Trigger:
    family, head = match.entry.family, match.head
    if sort == "adjective":
        sources = verb_slot(match, "subj") if is_verb(head) else []
        targets = list(match.objects)
    else:
        verbal = sort == "verb"
        sources = _slots(match, family.source if verbal else family.noun_source, carrier)
        named = bool(match.entry.pattern.preposition) and bool(match.preposition)
        targets = (
            list(match.objects) if named else _slots(match, family.target if verbal else family.noun_target, carrier)
        )
    return Trigger(
        family.name, head, head, family.kind, family.sign, family.mutual, family.status, sort, rank, match.cues,
        match.words, tuple(sources), tuple(targets),
    )  # fmt: skip


def _slots(match: Match, slots: Sequence[str], carrier: Token | None) -> list[Token]:
    found: list[Token] = []
    for slot in slots:
        tokens = verb_slot(match, slot) if is_verb(match.head) else noun_slot(match, slot, carrier)
        found += [t for t in tokens if t not in found]
    return found
