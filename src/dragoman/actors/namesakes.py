"""Tells a person from others of the same name, and a person from a place: "Kate Bush", "the dentist Assad"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.contexts import load_surroundings
from dragoman.vocabulary.directory import load_directory
from dragoman.vocabulary.lexicon import load_roles, load_women
from dragoman.vocabulary.tables import data_folder, read_toml, word_list

_OPENS = re.compile(r"(?:^|[.!?:;\n\"“(–—-])\s*$")
_TITLES = frozenset(
    "President Prime King Queen Prince Pope Emir Colonel General Sultan Sheikh Ayatollah Chairman Chancellor Marshal "
    "Field Crown Princess Minister Dr Mr Administration Government Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday January February March April June July August September October November December".split()
)
_BEFORE = re.compile(r"([A-Z][\w'’]*[a-zà-ÿ]) $")
_AFTER = re.compile(r" ([A-Z][a-zà-ÿ’'-]*[a-zà-ÿ])")
_WOMAN = re.compile(r"(?<!\w)(?:Mrs|Ms|Miss|Madame|Lady|Señora|Frau)\.? $")
_MAN = re.compile(r"(?<!\w)(?:Mr\.?|Sir|Lord) $")
# "every Bush in the telephone book", "another Dr Assad, in Toledo"; but not "another Trump adviser".
_ONE_OF_MANY = re.compile(
    r"(?<!\w)(?:[Aa]nother|[Ee]very|[Ee]ach|[Oo]ther|[Aa]ny|[Aa]n?|[Aa] certain) "
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Professor|Prof)\.? )?$"
)
_ALONE = re.compile(r"\s*(?:[.,;:!?)]|$| (?:in|who|whose|of|from|and|or|at|on|was|is|were|has|had|to)\b)")
_NO_KIN = re.compile(r",? \(?(?:who is |is )?no (?:relation|relative|kin|kinsman)\b")
_KIN = re.compile(
    r"\b(?:wife|husband|widow|son|daughter|sons|daughters|brother|sister|mother|father|parents|uncle|nephew|niece|cousin"
    r"|first lady|First Lady|family|dynasty|married|clan|heir)\b"
)
_FULL = re.compile(r"(?:[A-Z][\w'’-]+ ){1,3}$")
_FULL_AFTER = re.compile(r"(?: [A-Z][\w'’-]+){1,2}")
_STOP = re.compile(r"[.!?][\"”’)]*\s")


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The words that mark somebody as a private person: trades, and what is called by a name without being somebody."""

    trade_before: re.Pattern[str]
    trade_after: re.Pattern[str]
    called: re.Pattern[str]

    def private(self, text: str, start: int, end: int) -> bool:
        """Tell whether the words around a surname make its bearer somebody who holds no office."""
        before = text[max(0, start - 40) : start]
        if self.trade_before.search(before) or self.called.search(before):
            return True
        if _NO_KIN.match(text, end) or self.trade_after.match(text, end):
            return True
        return bool(_ONE_OF_MANY.search(before) and _ALONE.match(text, end))

    def person(self, text: str, start: int, end: int) -> bool:
        """Tell whether the name of a place stands where a person's does: "her son Chad", "Chad, an accountant"."""
        before = text[max(0, start - 40) : start]
        return bool(self.trade_before.search(before) or self.called.search(before) or self.trade_after.match(text, end))


def first_name(text: str, end: int) -> bool:
    """A surname before another capitalised word is a first name or part of a longer one: "Abbas Araghchi"."""
    following = re.match(r" ([A-Z][a-zà-ÿ]{2,})", text[end : end + 25])
    return following is not None and following.group(1) not in _TITLES


def other_person(text: str, start: int) -> bool:
    """A surname after another first name is somebody else: "Donald Trump Jr" yes, "Mary Trump" no; "in Austin" no."""
    before = text[max(0, start - 25) : start]
    if before.endswith((" in ", " near ", " outside ")):
        return True
    word = _BEFORE.search(before)
    if word is None:
        return False
    if word.group(1) in load_given_names():
        return True
    return not _OPENS.search(before[: word.start()]) and word.group(1) not in _titles()


def has_given_name(text: str, start: int) -> bool:
    """Tell whether a common given name stands right before a name: "Kathy Ireland"."""
    word = _BEFORE.search(text[max(0, start - 25) : start])
    return word is not None and word.group(1) in _unmistakable()


def in_longer_name(text: str, start: int, end: int) -> bool:
    """Tell whether a capitalised word of no other use stands right beside the name of a place: "Visit Rwanda"."""
    after = _AFTER.match(text, end)
    if after and not _plain(after.group(1)):
        return True
    before = _BEFORE.search(text[max(0, start - 25) : start])
    if before is None or _plain(before.group(1)):
        return False
    return not _OPENS.search(text[max(0, start - 40) : start - len(before.group())])


def _plain(word: str) -> bool:
    """Whether a capitalised word says something of a name beside it and is no part of a longer one."""
    bare = word.removesuffix("'s").removesuffix("’s")
    return bare in _titles() or bare in load_surroundings().institutions or bare.rstrip("s") in _titles()


def spouse(text: str, start: int, name: str) -> bool:
    """Tell whether a surname follows a title that its bearer `name` cannot have: "Mrs Putin", "Mr Thatcher"."""
    before = text[max(0, start - 10) : start]
    woman = name.split(maxsplit=1)[0] in load_women()
    return bool(_MAN.search(before)) if woman else bool(_WOMAN.search(before))


def is_namesake(text: str, place: int, surname: str, others: list[int], known: list[int]) -> bool:
    """Tell whether a bare surname means somebody else of that name who was named before it, at one of `others`.

    `known` are the places where the surname's known bearer stands. Kin of a known bearer leaves the surname to him.
    """
    before = [other for other in others if other < place]
    if not before:
        return False
    last = before[-1]
    if _KIN.search(text, max(0, last - 60), last + 60):
        return False
    nearer = [p for p in known if p < place]
    if not nearer:
        return True
    near = len(_STOP.findall(text, last, place)) <= 1 and "\n" not in text[last:place]
    return near and nearer[-1] < last and _trade_near(text, last, last + len(surname))


def _trade_near(text: str, start: int, end: int) -> bool:
    """Tell whether a trade is told of somebody named in full: "a jeweller named Haresh Modi"."""
    named = _FULL.search(text[max(0, start - 30) : start])
    first = max(0, start - 30) + named.start() if named else start
    last = _FULL_AFTER.match(text, end)
    return load_namesakes().private(text, first, last.end() if last else end)


@lru_cache(maxsize=1)
def load_given_names() -> frozenset[str]:
    """Return common given names, and the first names that the directory's persons bear."""
    directory = load_directory()
    first = set(_common())
    for spelling, senses in directory.senses.items():
        parts = spelling.split()
        if len(parts) > 1 and senses[0].sort == "person" and parts[0][0].isupper() and len(parts[0]) > 2:
            first.add(parts[0])
    return frozenset(first - _TITLES)


def _common() -> tuple[str, ...]:
    file = data_folder("languages", "en", "given_names.toml")
    return word_list(read_toml(file), "names", file.name)


@lru_cache(maxsize=1)
def _unmistakable() -> frozenset[str]:
    """Given names that stand for nobody by themselves, as "Kim" and "Abbas" would."""
    senses = load_directory().senses
    return frozenset(name for name in _common() if name not in senses)


@lru_cache(maxsize=1)
def load_namesakes() -> Namesakes:
    """Return the shipped words of trades; raise VocabularyError with the key when the list is broken."""
    file = data_folder("languages", "en", "trades.toml")
    data = read_toml(file)
    trades = "|".join(re.escape(word) for word in word_list(data, "trades", file.name))
    named = "|".join(re.escape(word) for word in word_list(data, "named", file.name))
    kin = "|".join(re.escape(word) for word in word_list(data, "kin", file.name))
    return Namesakes(
        re.compile(rf"(?<!\w)(?:{trades}|{kin}),? $", re.IGNORECASE),
        re.compile(
            rf",? \(?(?:\d\d, )?(?:an?|the|who (?:is|was) an?) (?:(?!former|ex|one)[\w'’-]+ ){{0,2}}(?:{trades})\b(?!-)"
        ),
        re.compile(rf"(?<!\w)(?:{trades}|{named}|{kin}),? (?:is |was )?(?:called|named) $"),
    )


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    """Return the capitalised words that may stand before a surname without being a first name."""
    roles = load_roles()
    words = {word.rsplit(" ", 1)[-1] for group in (roles.person, roles.government, roles.force) for word in group}
    spelled = {spelling for spelling in load_directory().senses if " " not in spelling}
    return frozenset(word.title() for word in words) | _TITLES | spelled
