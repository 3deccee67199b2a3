"""Drafts a conflict model from the aims that were read: what a text has a sentence for, and nothing else.

An option aim becomes an option of its actor, named after its words. A goal or aversion becomes a statement of
preference where its words are those of an option; all others are handed back unplaced, with their quotes, for the
analyst. No order of importance is read out of a text: the statements stand in the order in which it makes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dragoman.claims.aims.vocabulary import load_aim_words
from dragoman.model import Aim
from dragoman.vocabulary.spellings import function_words

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME_WORDS: Final = 5
# Of two phrases one must hold this share of the other's words, and at least this many, to be about the same act.
_SHARE: Final = 0.6
_COMMON: Final = 2


@dataclass(frozen=True, slots=True)
class DraftOption:
    """A course open to an actor: `name` is unique in the draft; `further` are other sentences that tell the same."""

    name: str
    aim: Aim
    further: tuple[Aim, ...] = ()
    tied: tuple[Aim, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A preference that a sentence states: the option is wanted, or shunned where `wanted` is False."""

    option: str
    wanted: bool
    aim: Aim

    @property
    def expression(self) -> str:
        """The statement over options: `name` or `not name`."""
        return self.option if self.wanted else f"not {self.option}"


@dataclass(frozen=True, slots=True)
class DraftActor:
    """An actor of a draft: `root` is its side, `name` what it is called."""

    root: str
    name: str
    options: tuple[DraftOption, ...]
    statements: tuple[DraftStatement, ...]
    unplaced: tuple[Aim, ...]


@dataclass(slots=True)
class _Options:
    """The options found so far, by actor, under names that no other option has."""

    taken: set[str] = field(default_factory=set)
    by_root: dict[str, list[DraftOption]] = field(default_factory=dict)

    def put(self, aim: Aim, tied: tuple[Aim, ...]) -> None:
        """Add an option aim, as a new option or as a further sentence for one of the same words."""
        held = self.by_root.setdefault(aim.actor_root, [])
        words = content(aim.text)
        for place, option in enumerate(held):
            if content(option.aim.text) == words:
                held[place] = DraftOption(option.name, option.aim, (*option.further, aim), (*option.tied, *tied))
                return
        name = slug(aim.text) or "option"
        number, free = 2, name
        while free in self.taken:
            free, number = f"{name}_{number}", number + 1
        self.taken.add(free)
        held.append(DraftOption(free, aim, (), tied))


def draft(aims: Iterable[Aim], sides: Sequence[tuple[str, str]]) -> tuple[DraftActor, ...]:
    """Return the draft for the given sides (root, name), in their order; aims of other sides are left out.

    Aims that the text denies (`did_not`) make no option. The order within an actor is that of the aims given.
    """
    roots = [root for root, _ in sides]
    wanted = [aim for aim in aims if aim.actor_root in roots]
    options = _Options()
    ids = {aim.id for aim in wanted if aim.sort == "option" and aim.status != "did_not"}
    tied = {i: tuple(a for a in wanted if a.about == i and a.id != i) for i in ids}
    for aim in wanted:
        if aim.id in ids:
            options.put(aim, tied[aim.id])
    shown = {aim.id for several in tied.values() for aim in several}
    made = []
    for root, name in sides:
        statements: list[DraftStatement] = []
        unplaced: list[Aim] = []
        for aim in wanted:
            if aim.actor_root != root or aim.id in ids or aim.id in shown:
                continue
            option = _meant(aim, options.by_root) if aim.sort in {"goal", "aversion"} else None
            denied = aim.status == "did_not"
            if option is None or denied:
                unplaced.append(aim)
            else:
                statements.append(DraftStatement(option.name, aim.sort == "goal", aim))
        made.append(DraftActor(root, name, tuple(options.by_root.get(root, ())), tuple(statements), tuple(unplaced)))
    return tuple(made)


def content(text: str) -> frozenset[str]:
    """Return the words of a phrase that tell what it is about, in lower case, without their endings."""
    return frozenset(_stem(w) for w in _words(text) if w not in function_words())


def slug(text: str) -> str:
    """Return a name made of the first words of a phrase: lower case, joined by `_`, beginning with a letter; or ''."""
    words = [word for word in _words(text) if word not in function_words()][:_NAME_WORDS]
    name = "_".join(re.sub(r"[^a-z0-9]", "", _plain(word)) for word in words).strip("_")
    return f"o_{name}" if name[:1].isdigit() else name


def _words(text: str) -> list[str]:
    return [re.sub(r"['’]s$", "", match.group().lower()) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    """A word without accents, so that names of options can be typed on any keyboard."""
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode("ascii")


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _meant(aim: Aim, options: Mapping[str, Sequence[DraftOption]]) -> DraftOption | None:
    """The option whose words a goal or aversion has: the actor's own before another's; None where two fit alike."""
    words, denying = content(aim.text), _denying(aim.text)
    for own in (True, False):
        fitting = []
        for root, held in options.items():
            if (root == aim.actor_root) is own:
                fitting += [
                    (_fit(words, content(option.aim.text)), option)
                    for option in held
                    if _denying(option.aim.text) == denying
                ]
        best = max((fit for fit, _ in fitting), default=0.0)
        if best > 0:
            found = [option for fit, option in fitting if fit == best]
            return found[0] if len(found) == 1 else None
    return None


def _denying(text: str) -> bool:
    """Tell whether a phrase turns what it names around: "to prevent", "without", "not to be"."""
    words = load_aim_words()
    turning = words.words("negation", "words") | words.words("modals", "averting") | {"end", "halt", "against"}
    return any(word in turning or _stem(word) in turning for word in _words(text))


def _fit(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of words are about the same: the shared part of the smaller, 0 where that is too little."""
    shared = len(one & other)
    share = shared / max(1, min(len(one), len(other)))
    return share if shared >= _COMMON and share >= _SHARE else 0.0
