"""Statements over options, such as `sell_arms and not talk_to_all`, and the states in which they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError

# Loosest first: what stands further down binds its operands closer.
_BINARY: Final = ("iff", "implies", "or", "and")
_WORDS: Final = frozenset((*_BINARY, "not"))
_TOKEN: Final = re.compile(r"\s*(?:([A-Za-z_]\w*)|([()]))")
NAME: Final = re.compile(r"[A-Za-z_]\w*")
_DEEPEST: Final = 60


@dataclass(frozen=True, slots=True)
class Expression:
    """A statement over options. `operator` is `option` (with its name), `not`, `and`, `or`, `implies` or `iff`."""

    operator: str
    name: str = ""
    parts: tuple[Expression, ...] = ()

    def options(self) -> tuple[str, ...]:
        """Return the names of the options it speaks of, each once, in the order in which they stand."""
        own = (self.name,) if self.name else ()
        return tuple(dict.fromkeys((*own, *(name for part in self.parts for name in part.options()))))

    def holds(self, options: Sequence[str]) -> NDArray[np.bool_]:
        """Return whether it holds, for each of the 2 ** len(options) states (bit i is 1 where option i is taken)."""
        states = np.arange(1 << len(options), dtype=np.int32)
        return self._over({name: states >> place & 1 == 1 for place, name in enumerate(options)})

    def _over(self, columns: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
        if self.operator == "option":
            return columns[self.name]
        values = [part._over(columns) for part in self.parts]
        found: NDArray[np.bool_]
        if self.operator == "not":
            found = ~values[0]
        elif self.operator == "implies":
            found = ~values[0] | values[1]
        elif self.operator == "iff":
            found = values[0] == values[1]
        else:
            found = values[0] & values[1] if self.operator == "and" else values[0] | values[1]
        return found


def reserved(name: str) -> bool:
    """Tell whether a word is one of the language of statements, so that no option can be called by it."""
    return name.lower() in _WORDS


def parse(text: str) -> Expression:
    """Return the statement that a text makes.

    The operators are `not`, `and`, `or`, `implies` and `iff`, the first binding closest; `implies` groups to the
    right. Raises InputError that says what is wrong and where in the text.
    """
    reader = _Reader(_tokens(text), text)
    found = reader.binary(0)
    if reader.here:
        raise InputError(f"'{text}': nothing can stand before '{reader.here}'. Put and, or, implies or iff between")
    return found


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise InputError(
                f"'{text}': '{text[place:].strip()[0]}' has no meaning here. Use names of options, and, or, not, "
                f"implies, iff and parentheses"
            )
        found.append(match[0].strip())
        place = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[str], text: str) -> None:
        self._tokens = tokens
        self._text = text
        self._place = 0
        self._depth = 0

    @property
    def here(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def binary(self, level: int) -> Expression:
        if level == len(_BINARY):
            return self._single()
        word = _BINARY[level]
        left = self.binary(level + 1)
        while self.here.lower() == word:
            self._place += 1
            right = self.binary(level if word == "implies" else level + 1)
            left = Expression(word, parts=(left, right))
        return left

    def _single(self) -> Expression:
        word = self.here
        self._place += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise InputError(f"'{self._text[:60]}…' is nested too deeply. Split it into several statements")
        if word.lower() == "not":
            found = Expression("not", parts=(self._single(),))
        elif word == "(":
            found = self.binary(0)
            if self.here != ")":
                raise InputError(f"'{self._text}': a parenthesis is not closed")
            self._place += 1
        elif not word or word == ")" or word.lower() in _WORDS:
            before = f"before '{word}'" if word else "at the end"
            raise InputError(f"'{self._text}': the name of an option is missing {before}")
        else:
            found = Expression("option", word)
        self._depth -= 1
        return found
