"""Makes pairs of made-up news texts of which it is known whether one is a copy of the other.

Every text tells made-up facts in sentences from `copies_phrases.toml`. A copy is what an editor makes of a wire text:
another dateline and headline, paragraphs cut from the end, words exchanged, sentences joined or moved, a local
paragraph put in. What is no copy is what comes close: the same facts told by another hand, a later story that repeats
paragraphs of background, the same form filled with other facts, and two texts with one long quotation.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PHRASES: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("copies_phrases.toml").read_text("utf-8"))
COPIES: Final = ("same words", "new dateline", "cut", "words changed", "sentences changed", "local paragraph", "all")
OTHERS: Final = ("told anew", "same background", "same form", "same quotation", "unrelated")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, what was done to make the second, and whether that leaves a copy."""

    one: str
    other: str
    how: str
    copy: bool


def pair(how: str, seed: int) -> Pair:
    """Return the pair made in this way with this seed; the same seed makes the same pair."""
    chance = random.Random(f"{how} {seed}")
    facts, hand = _facts(chance), chance.random()
    body = _story(facts, hand, chance)
    if how in OTHERS:
        return Pair(_printed(body, chance), _printed(_other(how, body, facts, hand, chance), chance), how, False)
    changed = [list(paragraph) for paragraph in body]
    if how in ("cut", "all"):
        changed = changed[: max(3, round(len(changed) * chance.uniform(0.5, 0.85)))]
    if how in ("words changed", "all"):
        rate = chance.uniform(0.3, 0.9)
        changed = [[_reworded(sentence, rate, chance) for sentence in paragraph] for paragraph in changed]
    if how in ("sentences changed", "all"):
        changed = _rearranged(changed, chance)
    if how in ("local paragraph", "all"):
        changed.insert(chance.randrange(1, len(changed)), _local(chance))
    same = how == "same words"
    first = _printed(body, chance)
    return Pair(first, "\n".join(first.split("\n")[1:]) if same else _printed(changed, chance), how, True)


def _facts(chance: random.Random) -> dict[str, str]:
    return {name: chance.choice(options) for name, options in PHRASES["facts"].items()} | {
        name: str(chance.randint(2, 90)) for name in ("few", "some", "more")
    }


def _story(facts: dict[str, str], hand: float, chance: random.Random) -> list[list[str]]:
    """Paragraphs of one to three sentences. `hand` picks the wording: two hands seldom choose the same one."""
    sentences = []
    for number, ways in enumerate(PHRASES["ways"]):
        place = int((hand * 7 + number * 0.37) % 1 * len(ways["texts"]))
        if chance.random() < ways.get("likely", 0.75):
            sentences.append(ways["texts"][place].format(**facts))
    paragraphs: list[list[str]] = []
    while sentences:
        size = chance.randint(1, 3)
        paragraphs.append(sentences[:size])
        sentences = sentences[size:]
    return paragraphs


def _other(
    how: str, body: list[list[str]], facts: dict[str, str], hand: float, chance: random.Random
) -> list[list[str]]:
    """A text that comes close to `body` and is no copy of it."""
    if how == "told anew":
        return _story(facts, (hand + 0.5 / 7) % 1, chance)
    if how == "same form":
        return _story(_facts(chance), hand, chance)
    fresh = _story(_facts(chance), (hand + 0.5 / 7) % 1, chance)
    if how == "same background":
        kept = body[len(body) - max(1, len(body) // 3) :]
        return [*fresh, *kept]
    if how == "same quotation":
        said = " ".join(chance.sample(PHRASES["quotation"], 3))
        body.insert(2, [f'"{said}"'])
        return [fresh[0], [f'"{said}"'], *fresh[1:]]
    return fresh


def _reworded(sentence: str, rate: float, chance: random.Random) -> str:
    for old, new in PHRASES["exchange"].items():
        if f" {old}" in sentence and chance.random() < rate:
            sentence = sentence.replace(f" {old}", f" {new}", 1)
    return sentence


def _rearranged(body: list[list[str]], chance: random.Random) -> list[list[str]]:
    """Two paragraphs change places, some sentences are dropped and some joined."""
    if len(body) > 3:
        place = chance.randrange(1, len(body) - 1)
        body[place], body[place + 1] = body[place + 1], body[place]
    made = []
    for paragraph in body:
        kept = [sentence for sentence in paragraph if chance.random() > 0.06]
        if len(kept) > 1 and chance.random() < 0.3:
            joined = f"{kept[0].rstrip('.')}, and {kept[1][:1].lower()}{kept[1][1:]}"
            kept = [joined, *kept[2:]]
        if kept:
            made.append(kept)
    return made


def _local(chance: random.Random) -> list[str]:
    return chance.sample(PHRASES["local"], chance.randint(1, 2))


def _printed(body: list[list[str]], chance: random.Random) -> str:
    head = chance.choice(PHRASES["heads"])
    line = chance.choice(PHRASES["datelines"])
    first, *others = [" ".join(paragraph) for paragraph in body]
    return "\n".join([head, line + first, *others])
