"""The frames, themes and governors of English are well formed: every entry can be read one way only."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.model import KINDS, STATUSES
from dragoman.vocabulary.lexicon import PERSONS, PREPOSITIONS, load_frames, parse_pattern

LANGUAGE = Path(dragoman.__file__).parent / "data" / "languages" / "en"
FILES = sorted((LANGUAGE / "frames").glob("*.toml"))
WORDS = ("verbs", "nouns", "agents", "adjectives", "participles")
SLOTS = {
    "subj", "obj", "iobj", "poss", "adj", "between", "among", "comp", "self", "theme", "alongside", "outside",
    "along", "facing",
} | set(PREPOSITIONS)  # fmt: skip
ALWAYS_ISE = {
    "raise", "praise", "advise", "promise", "compromise", "exercise", "surprise", "disguise", "chastise", "supervise",
    "liaise", "rise", "arise", "advertise", "despise",
}  # fmt: skip
THEMES = ("theme", "noun_theme", "source_theme", "target_theme")
SLOT_LISTS = ("source", "target", "noun_source", "noun_target")
KEYS = {
    "name", "kind", "sign", "mutual", "status", "clause", "source_theme", "target_theme", "theme", "noun_theme",
    "gloss", "examples",
    "silent", *WORDS, *SLOT_LISTS,
}  # fmt: skip


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def families() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in FILES:
        for family in read(path)["family"]:
            yield path, family


FAMILIES = list(families())
NAMES = [family["name"] for _, family in FAMILIES]


def test_there_is_one_file_for_each_kind() -> None:
    assert {path.stem for path in FILES} == {kind.lower() for kind in KINDS}


def test_names_are_unique() -> None:
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize(("path", "family"), FAMILIES, ids=NAMES)
def test_family_is_well_formed(path: Path, family: dict[str, Any]) -> None:
    themes = read(LANGUAGE / "themes.toml")
    assert set(family) <= KEYS
    assert family["kind"] == path.stem.upper()
    assert family["kind"] in KINDS
    assert ("sign" in family) == (family["kind"] == "STANCE")
    assert family.get("sign", 0) in (1, 0, -1)
    assert family.get("status", "did") in STATUSES
    assert {slot for key in SLOT_LISTS for slot in family.get(key, [])} <= SLOTS
    assert {t for key in THEMES for t in family.get(key, [])} <= {*themes, PERSONS}
    assert family["gloss"]
    assert len(family["examples"]) >= 2
    assert len(family["silent"]) >= 1
    assert any(family.get(key) for key in WORDS)


@pytest.mark.parametrize(("path", "family"), FAMILIES, ids=NAMES)
def test_family_has_slots_for_its_words(path: Path, family: dict[str, Any]) -> None:
    if family.get("verbs") or family.get("adjectives") or family.get("participles"):
        assert family["source"]
        assert family["target"]
    if family.get("nouns") or family.get("agents"):
        assert family["noun_source"]
        assert family["noun_target"]
    if family.get("agents"):
        assert "self" in family["noun_source"] + family["noun_target"]


@pytest.mark.parametrize(("path", "family"), FAMILIES, ids=NAMES)
def test_entries_are_spelled_as_patterns(path: Path, family: dict[str, Any]) -> None:
    for key in WORDS:
        entries = family.get(key, [])
        assert len(entries) == len(set(entries)), f"{family['name']}: listed twice in {key}"
        for entry in entries:
            assert entry == entry.strip().lower(), entry
            assert "  " not in entry
            pattern = parse_pattern(entry)
            assert pattern.head
            assert "~" not in pattern.head
            assert "/" not in pattern.head, f"{entry}: write the first word of each spelling as an entry of its own"
            assert all(word for place in (*pattern.words, pattern.preposition) for word in place), entry
            # An infinitive's "to" takes no object: such a pattern could never be found.
            assert not entry.endswith((" to be", " ~ to")) or key == "verbs"


def test_no_pattern_means_two_kinds_at_once() -> None:
    kinds: dict[tuple[str, str, tuple[str, ...]], set[tuple[str, int]]] = defaultdict(set)
    for _, family in FAMILIES:
        for key in WORDS:
            theme = "theme" if key in {"verbs", "adjectives", "participles"} else "noun_theme"
            for entry in family.get(key, []):
                restriction = (*family.get(theme, []), *family.get("subject_theme", []), str(family.get("clause", "")))
                kinds[key, entry, tuple(sorted(restriction))].add((family["kind"], family.get("sign", 0)))
    torn = {key[:2]: found for key, found in kinds.items() if len(found) > 1}
    assert not torn


def test_british_and_american_spellings_come_together() -> None:
    for _, family in FAMILIES:
        for key in ("verbs", "nouns"):
            entries = set(family.get(key, []))
            for entry in entries:
                head, _, rest = entry.partition(" ")
                if head.endswith("ise") and head not in ALWAYS_ISE:
                    other = f"{head[:-3]}ize {rest}".strip()
                    assert other in entries, f"{family['name']}: '{entry}' without '{other}'"


def test_the_vocabulary_loads_and_is_broad() -> None:
    frames = load_frames()
    assert sum(len(found) for found in frames.verbs.values()) > 3000
    assert sum(len(found) for found in frames.nouns.values()) > 800


@pytest.mark.parametrize("name", sorted(read(LANGUAGE / "themes.toml")))
def test_theme_lists_lemmas_once(name: str) -> None:
    words = read(LANGUAGE / "themes.toml")[name]
    assert len(words) == len(set(words))
    assert all(word == word.lower().strip() for word in words)


def test_governors_give_a_word_one_effect() -> None:
    data = read(LANGUAGE / "governors.toml")
    groups = {key: data[key] for key in ("negates", "plans", "possible", "advises", "transparent")}
    groups |= {key: data["transparent"][key] for key in ("achieves", "ends")}
    for kind in ("verbs", "nouns", "adjectives"):
        effects: dict[str, list[str]] = defaultdict(list)
        for group, table in groups.items():
            for word in table.get(kind, []):
                effects[word].append(group)
        # "wants to arm" is open, "wants him to arm" is advice: the one word that two constructions tell apart.
        torn = {word: found for word, found in effects.items() if len(found) > 1 and word != "want"}
        assert not torn, kind


def test_a_support_verb_has_one_effect() -> None:
    effects: dict[str, list[str]] = defaultdict(list)
    for effect, verbs in read(LANGUAGE / "governors.toml")["support_verbs"].items():
        for verb in verbs:
            effects[verb].append(effect)
    assert not {verb: found for verb, found in effects.items() if len(found) > 1}


def test_likelihood_words_follow_icd_203() -> None:
    bands = read(LANGUAGE / "governors.toml")["likelihood"]
    edges = [tuple(band["range"]) for band in bands.values()]
    assert edges == [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)]
    words = [word for band in bands.values() for word in band["words"]]
    assert len(words) == len(set(words))
