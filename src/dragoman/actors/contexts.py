"""Tells by the words around a name that it stands for another actor than usual, or for none: "Paris, Texas"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.moments import sentence_around
from dragoman.errors import VocabularyError
from dragoman.vocabulary.directory import covers
from dragoman.vocabulary.tables import Row, data_folder, read_rows, read_toml, word_list

NOBODY = ""
TESTS = frozenset({"before", "after", "sentence", "text", "article", "always"})
_CAPITAL = re.compile(r"\s([A-Z][\w'’-]+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a name means where a test of its surroundings holds: an actor's id, or nobody."""

    test: str
    words: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    actor: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The rules of single names, and the words that make any name of a place part of another name."""

    rules: Mapping[str, tuple[Rule, ...]]
    after: re.Pattern[str]
    after_demonym: re.Pattern[str]
    ways: re.Pattern[str]
    plain: frozenset[str]
    before: re.Pattern[str]
    given: frozenset[str]
    institutions: frozenset[str]
    of_state: re.Pattern[str]

    def meant(self, name: str, text: str, start: int, end: int, published: str | None) -> str | None:
        """Return the id of the actor that a name at a place must mean, NOBODY for none, None where nothing says so."""
        for rule in self.rules.get(name, ()):
            dated = published is None or covers(rule.start, rule.end, published)
            if dated and self._holds(rule, text, start, end):
                return rule.actor
        return None

    def _holds(self, rule: Rule, text: str, start: int, end: int) -> bool:
        first, last = (0, len(text)) if rule.test in {"text", "always"} else sentence_around(text, start, end)
        if rule.unless is not None and rule.unless.search(text, first, last):
            return False
        if rule.test == "always":
            return True
        if rule.test == "article":
            if text[max(0, start - 4) : start].lower() != "the ":
                return False
            if rule.words is not None:
                return rule.words.search(text, first, last) is not None
            return self.of_state.match(text, end) is None
        if rule.words is None:
            return False
        if rule.test == "before":
            return any(
                text.endswith(match.group(), 0, start) for match in rule.words.finditer(text, max(0, start - 24), start)
            )
        if rule.test == "after":
            return rule.words.match(text, end) is not None
        return rule.words.search(text, first, last) is not None

    def is_given(self, name: str) -> bool:
        """Tell whether people are called by the name of a state or city."""
        return name in self.given

    def thing(self, text: str, start: int, end: int) -> bool:
        """Tell whether a demonym is a part of the name of a street, war, game or firm: "Ukrainian Heroes' Street"."""
        if text[end : end + 1] not in {" ", "-"} or in_title_case(text, start):
            return False
        return bool(self.after_demonym.match(text, end) or self.ways.match(text, end))

    def part_of_another(self, name: str, text: str, start: int, end: int) -> bool:
        """Tell whether the name of a state or city is a part of the name of something or somebody else."""
        after = self.after.match(text, end)
        if after and not (after.group(1) in self.plain and in_title_case(text, start)):
            return True
        if self.before.search(text[max(0, start - 24) : start]):
            return True
        if self.ways.match(text, end) and not in_title_case(text, start):
            return True
        if name not in self.given:
            return False
        following = _CAPITAL.match(text, end)
        return (
            following is not None
            and following.group(1).split("'")[0] not in self.institutions
            and not in_title_case(text, start)
        )


def in_title_case(text: str, start: int) -> bool:
    """A headline that writes its verbs with capitals says nothing by a capital."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    words = re.findall(r"[^\W\d_]{4,}", text[first : last if last >= 0 else len(text)])
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _pattern(words: Iterable[str], row: Row) -> re.Pattern[str] | None:
    listed = [re.escape(word) for word in words]
    if not listed:
        return None
    try:
        return re.compile(r"(?<!\w)(?:" + "|".join(listed) + r")(?!\w)")
    except re.error as error:
        raise VocabularyError(f"{row.file}:{row.line}: {error}. Write words between |.") from error


@lru_cache(maxsize=1)
def load_surroundings() -> Surroundings:
    """Return the shipped rules; raise VocabularyError with file and line or key when one is broken."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    columns = ("name", "test", "words", "unless", "actor", "from", "to", "note")
    for row in read_rows(data_folder("actors", "contexts.csv"), columns):
        test = row.text("test")
        if test not in TESTS:
            raise VocabularyError(f"{row.file}:{row.line}: '{test}' is no test. Use one of {', '.join(sorted(TESTS))}.")
        # Blanks count here: "River " stands right before the name.
        words = [part for part in row.cells["words"].split("|") if part]
        unless = _pattern(row.words("unless"), row)
        pattern = re.compile("|".join(map(re.escape, words))) if test in {"before", "after"} else _pattern(words, row)
        rules[row.text("name")].append(
            Rule(test, pattern, unless, row.optional("actor"), row.date("from"), row.date("to"))
        )
    file = data_folder("languages", "en", "surroundings.toml")
    data = read_toml(file)

    def words_of(section: str, key: str = "words") -> tuple[str, ...]:
        return word_list(data.get(section, {}), key, file.name)

    def any_of(section: str, *keys: str) -> str:
        return "|".join(re.escape(word) for key in keys or ("words",) for word in words_of(section, key))

    joined, ways = any_of("joined"), any_of("ways")
    return Surroundings(
        {name: tuple(some) for name, some in rules.items()},
        re.compile(
            rf"\s({any_of('after', 'words', 'teams')})\b|,\s(?:{any_of('states', 'names')})(?!\w)|-(?:{joined})\b"
        ),
        re.compile(rf"\s(?:{any_of('after_demonym')})\b|-(?:{joined})\b"),
        re.compile(rf"\s(?:[A-Z][\w'’-]+\s){{1,2}}(?:{ways})\b"),
        frozenset(words_of("after", "plain")),
        re.compile(rf"(?<!\w)(?:{any_of('before')})\s$"),
        frozenset(words_of("given", "names")),
        frozenset(words_of("institution")),
        # What follows "the Jordan" where the state is meant; without it, it is the river.
        re.compile(rf"[\s-](?:[A-Z]|{any_of('of_state')})"),
    )
