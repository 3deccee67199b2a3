"""The words of a language that are not names: roles, abbreviations, themes and predicate frames."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from dragoman.errors import VocabularyError
from dragoman.model import KINDS, STATUSES, Kind, Status, sign_of
from dragoman.vocabulary.date_words import load_date_words
from dragoman.vocabulary.finding import PhraseFinder
from dragoman.vocabulary.forms import load_forms
from dragoman.vocabulary.tables import data_files, data_folder, read_toml, word_list

_LISTS = (
    "verbs", "nouns", "agents", "adjectives", "participles", "source", "target", "noun_source", "noun_target",
    "theme", "noun_theme", "source_theme", "target_theme",
)  # fmt: skip
PERSONS = "human"
# As many actors as a number word alone can refer back to.
_MOST = 8
# Where a word stands in several lists, the first of these counts.
ROLES = ("person", "force", "government", "people")
_SCORE = re.compile(r"\d[-–]\d")
SLOTS = frozenset({"subj", "obj", "iobj", "poss", "adj", "between", "among", "comp", "self"})


@dataclass(frozen=True)
class Roles:
    """Nouns that stand for an actor through whom they belong to, and words that refer back."""

    person: frozenset[str]
    force: frozenset[str]
    government: frozenset[str]
    people: frozenset[str]
    mouths: frozenset[str]
    unnamed: frozenset[str]
    generic: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[str]]
    offices: Mapping[str, frozenset[str]]
    prefixes: Mapping[str, str]
    pronouns: Mapping[str, frozenset[str]]
    openers: tuple[str, ...]
    whereabouts: frozenset[str]
    ways: frozenset[str]
    reaching: frozenset[str]
    gatherings: frozenset[str]
    things: frozenset[str]
    roaming: frozenset[str]
    stating: frozenset[str]
    again: frozenset[str]
    held: frozenset[str]
    heading: frozenset[str]
    numbers: Mapping[str, int]

    @cached_property
    def of_word(self) -> Mapping[str, str]:
        """For each word or phrase the first list of people, forces and bodies that holds it."""
        return {word: role for role in reversed(ROLES) for word in getattr(self, role)}


@dataclass(frozen=True)
class Pattern:
    """One way to say a frame's verb, adjective or noun: the head word, the words that must follow, a last preposition.

    `words` holds a set of alternatives per place; `preposition` the alternatives of the last one, whose object is the
    target; `open_object` is True where `~` stands for any object.
    """

    head: str
    words: tuple[frozenset[str], ...]
    preposition: frozenset[str]
    open_object: bool

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Sets of words; without one of each in reach of its head the pattern cannot be found."""
        places = [self.preposition, *self.words] if self.preposition else self.words
        return tuple(words for words in places if "<inf>" not in words)


@dataclass(frozen=True, slots=True)
class Family:
    """Words that say the same thing of two actors, with the slots that hold them (format: docs, data files)."""

    name: str
    kind: Kind
    sign: int
    mutual: bool
    status: Status | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    noun_source: tuple[str, ...]
    noun_target: tuple[str, ...]
    theme: frozenset[str]
    noun_theme: frozenset[str]
    source_theme: frozenset[str] = frozenset()
    target_theme: frozenset[str] = frozenset()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern and the family it belongs to."""

    pattern: Pattern
    family: Family


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames by the lemma of their head word."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    agents: Mapping[str, tuple[Entry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    participles: Mapping[str, tuple[Entry, ...]]


@lru_cache(maxsize=1)
def load_abbreviations() -> frozenset[str]:
    """Return the words after which a full stop ends no sentence."""
    file = data_folder("languages", "en", "abbreviations.toml")
    return frozenset(word_list(read_toml(file), "words", file.name))


@lru_cache(maxsize=1)
def load_control() -> Mapping[str, frozenset[str]]:
    """Return the lists of words that decide who does what in a sentence."""
    file = data_folder("languages", "en", "control.toml")
    data = read_toml(file)
    return {key: frozenset(word_list(data, key, file.name)) for key in data}


@lru_cache(maxsize=1)
def load_titles() -> Mapping[str, frozenset[str]]:
    """Return the titles before a surname, with the offices of the directory that each names."""
    file = data_folder("languages", "en", "titles.toml")
    titles: dict[str, set[str]] = defaultdict(set)
    for office, words in read_toml(file).items():
        for word in word_list({office: words}, office, file.name):
            titles[word].add(office)
    return {word: frozenset(offices) for word, offices in titles.items()}


@lru_cache(maxsize=1)
def load_women() -> tuple[str, ...]:
    """Return the beginnings of names (given names, mostly) that women bear."""
    file = data_folder("languages", "en", "first_names.toml")
    return word_list(read_toml(file), "women", file.name)


@lru_cache(maxsize=1)
def load_lemmas() -> Mapping[str, str]:
    """Return the forms whose lemma the pipeline gets wrong, with the right one."""
    file = data_folder("languages", "en", "lemmas.toml")
    forms = read_toml(file).get("forms", {})
    if not all(isinstance(lemma, str) and lemma for lemma in forms.values()):
        raise VocabularyError(f'{file.name}: [forms] must hold lines such as hoped = "hope".')
    return dict(forms)


@lru_cache(maxsize=1)
def _sport() -> tuple[PhraseFinder, re.Pattern[str]]:
    file = data_folder("languages", "en", "sports.toml")
    data = read_toml(file)
    scored = "|".join(re.escape(word) for word in word_list(data, "scored", file.name))
    result = re.compile(rf"\b(?:{scored})\b.*\b\d{{1,2}}[-–]\d{{1,2}}\b", re.IGNORECASE)
    return PhraseFinder(word_list(data, "words", file.name)), result


def is_sport(text: str) -> bool:
    """Tell whether a sentence is about a game, whose attacks and defeats are no acts of states."""
    words, result = _sport()
    return words.found_in(text) or (_SCORE.search(text) is not None and result.search(text) is not None)


@lru_cache(maxsize=1)
def load_roles() -> Roles:
    """Return the role words; raise VocabularyError when a list is missing or malformed."""
    file = data_folder("languages", "en", "roles.toml")
    data = read_toml(file)

    def words(section: str, key: str = "words") -> frozenset[str]:
        if section not in data:
            raise VocabularyError(f"{file.name}: section [{section}] is missing. Add it.")
        return frozenset(word_list(data[section], key, file.name))

    return Roles(
        words("person"), words("force"), words("government"), words("people"), words("mouths"), words("unnamed"),
        {key: words("generic", key) for key in ("state", "neighbour", "group", "armed", "person", "plural")},
        {key: words("kinds", key) for key in data.get("kinds", {})},
        {key: words("offices", key) for key in data.get("offices", {})},
        dict(data.get("prefixes", {})),
        {key: words("pronouns", key) for key in ("person", "woman", "thing", "plural", "speaker", "relative")},
        word_list(data.get("lists", {}), "openers", file.name),
        words("lists", "whereabouts"), words("lists", "ways"), words("lists", "reaching"),
        words("lists", "gatherings"),
        words("lists", "things"), words("lists", "roaming"), words("lists", "stating"),
        words("generic", "state") | words("generic", "group") | frozenset(load_forms()),
        words("lists", "held"), words("lists", "heading"),
        {word: number for word, number in load_date_words().numbers.items() if 1 < number <= _MOST},
    )  # fmt: skip


@lru_cache(maxsize=1)
def load_themes() -> Mapping[str, frozenset[str]]:
    """Return the theme classes: class name to lemmas."""
    file = data_folder("languages", "en", "themes.toml")
    data = read_toml(file)
    themes: dict[str, frozenset[str]] = {}
    for name, value in data.items():
        table = value if isinstance(value, dict) else {"words": value}
        themes[name] = frozenset(word_list(table, "words", f"{file.name}: {name}"))
    return themes


@lru_cache(maxsize=1)
def load_frames() -> Frames:
    """Return all predicate frames; raise VocabularyError naming file and family when an entry is broken."""
    tables: dict[str, dict[str, list[Entry]]] = {
        key: defaultdict(list) for key in ("verbs", "nouns", "agents", "adjectives", "participles")
    }
    seen: set[str] = set()
    for file in data_files("languages", "en", "frames", suffix=".toml"):
        for number, raw in enumerate(read_toml(file).get("family", []), start=1):
            where = f"{file.name}: family {raw.get('name', number)}"
            family = _family(raw, where)
            if family.name in seen:
                raise VocabularyError(f"{where}: this name is taken. Choose another.")
            seen.add(family.name)
            for key, table in tables.items():
                for text in word_list(raw, key, where):
                    pattern = parse_noun(text) if key in {"nouns", "agents"} else parse_pattern(text)
                    table[pattern.head].append(Entry(pattern, family))
    return Frames(*({head: tuple(found) for head, found in tables[key].items()} for key in tables))


def _family(raw: Mapping[str, Any], where: str) -> Family:
    if raw.get("kind") not in KINDS:
        raise VocabularyError(f"{where}: kind '{raw.get('kind')}' is unknown. Use one of {', '.join(KINDS)}.")
    kind: Kind = raw["kind"]
    status = raw.get("status") or None
    if status is not None and status not in STATUSES:
        raise VocabularyError(f"{where}: status '{status}' is unknown. Use one of {', '.join(STATUSES)}.")
    clause = str(raw.get("clause", ""))
    if clause not in {"", "infinitive", "none"}:
        raise VocabularyError(f"{where}: clause '{clause}' is unknown. Use 'infinitive' or 'none', or leave it out.")
    lists = {key: word_list(raw, key, where) for key in _LISTS}
    for theme in (name for key in _LISTS if key.endswith("theme") for name in lists[key]):
        if theme not in load_themes() and not (theme == PERSONS and key_of_side(lists, theme)):
            raise VocabularyError(f"{where}: theme '{theme}' is unknown. Add it to themes.toml.")
    sign = int(raw.get("sign", 0)) if kind == "STANCE" else sign_of(kind)
    return Family(
        str(raw["name"]), kind, sign, bool(raw.get("mutual", False)), status,
        lists["source"] or ("subj",), lists["target"] or ("obj",),
        lists["noun_source"], lists["noun_target"], _lemmas(lists["theme"]), _lemmas(lists["noun_theme"]),
        _lemmas(lists["source_theme"]), _lemmas(lists["target_theme"]), clause,
    )  # fmt: skip


def key_of_side(lists: Mapping[str, tuple[str, ...]], theme: str) -> bool:
    """Tell whether a theme is asked of one of the two sides, where "human" means any human being."""
    return theme in (*lists["source_theme"], *lists["target_theme"])


def _lemmas(classes: tuple[str, ...]) -> frozenset[str]:
    return (
        frozenset().union(*(load_themes().get(name, frozenset({name})) for name in classes)) if classes else frozenset()
    )


def parse_pattern(text: str) -> Pattern:
    """Return the pattern that a frame's entry writes, such as `lift sanction/embargo on/against`."""
    head, *rest = text.split()
    places = [frozenset(part.split("/")) for part in rest if part != "~"]
    preposition = places.pop() if places and rest[-1] != "~" and places[-1] <= PREPOSITIONS else frozenset()
    return Pattern(head, tuple(places), preposition, "~" in rest)


def parse_noun(text: str) -> Pattern:
    """Return the pattern of a noun entry; in "peace deal" the last word is the head, in "rule of law" the first."""
    words = text.split()
    if len(words) > 1 and not set(words) & PREPOSITIONS:
        return Pattern(words[-1], tuple(frozenset(word.split("/")) for word in words[:-1]), frozenset(), False)
    return parse_pattern(text)


PREPOSITIONS = frozenset(
    "about across against among around at before behind beside between beyond by for from in into near of off on onto "
    "opposite out over past through to toward towards under upon with within without".split()
)
