"""The definitions of the graph model read word for word: sets and recursion, slow, sharing no code with the engine."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property


@dataclass
class Literal:
    """One world: who owns which option, which states there are, which options go one way, and each actor's ranks."""

    actors: int
    owner: tuple[int, ...]
    feasible: frozenset[int]
    one_way: tuple[int, ...]
    ranks: list[list[int]]

    @cached_property
    def _moves(self) -> dict[tuple[int, int], set[int]]:
        return {(i, s): self._find_moves(i, s) for i in range(self.actors) for s in self.feasible}

    def _find_moves(self, actor: int, state: int) -> set[int]:
        found = set()
        for other in self.feasible - {state}:
            allowed = True
            for option, owner in enumerate(self.owner):
                before, after = state // 2**option % 2, other // 2**option % 2
                if before == after:
                    continue
                if owner != actor or after - before == -self.one_way[option]:
                    allowed = False
            if allowed:
                found.add(other)
        return found

    def moves(self, actor: int, state: int) -> set[int]:
        return self._moves[actor, state]

    def improvements(self, actor: int, state: int) -> set[int]:
        return {s for s in self.moves(actor, state) if self.ranks[actor][s] > self.ranks[actor][state]}

    def reached(self, group: tuple[int, ...], state: int, improving: bool) -> set[int]:
        """R_H(s), with the set of those who made the last move to each state, until nothing is added any more."""
        step = self.improvements if improving else self.moves
        last: dict[int, set[int]] = {}
        for actor in group:
            for one in step(actor, state):
                last.setdefault(one, set()).add(actor)
        grown = True
        while grown:
            grown = False
            for via, movers in list(last.items()):
                for actor in group:
                    if movers == {actor}:
                        continue  # nobody moves twice in succession
                    for one in step(actor, via):
                        if actor not in last.setdefault(one, set()):
                            last[one].add(actor)
                            grown = True
        return set(last)

    def walks(self, group: tuple[int, ...], state: int, improving: bool) -> set[int]:
        """The same states by walking: every pair (state, last mover) reached by a legal sequence."""
        step = self.improvements if improving else self.moves
        seen: set[tuple[int, int]] = set()

        def walk(here: int, mover: int) -> None:
            for actor in group:
                if actor == mover:
                    continue
                for one in step(actor, here):
                    if (one, actor) not in seen:
                        seen.add((one, actor))
                        walk(one, actor)

        walk(state, -1)
        return {one for one, _ in seen}

    def stable(self, actor: int, state: int, concept: str) -> bool:
        if state not in self.feasible:
            return False
        rank = self.ranks[actor]
        others = tuple(one for one in range(self.actors) if one != actor)
        for better in self.improvements(actor, state):
            if concept == "R":
                return False
            answers = {s for s in self.reached(others, better, concept == "SEQ") if rank[s] <= rank[state]}
            if concept == "SMR":
                answers = {s for s in answers if all(rank[t] <= rank[state] for t in self.moves(actor, s))}
            if not answers:
                return False
        return True

    def coalition_stable(self, group: tuple[int, ...], state: int) -> bool:
        return state in self.feasible and not any(
            all(self.ranks[actor][one] > self.ranks[actor][state] for actor in group)
            for one in self.reached(group, state, improving=False)
        )

    def distance(self, start: int, end: int, improving: bool) -> int:
        """The number of moves in the shortest legal sequence by anybody; -1 without one, 0 from a state to itself."""
        step = self.improvements if improving else self.moves
        if start == end:
            return 0
        at = {(start, -1)}
        seen = set(at)
        for length in itertools.count(1):
            at = {(t, a) for s, m in at for a in range(self.actors) if a != m for t in step(a, s)} - seen
            if not at:
                return -1
            if any(state == end for state, _ in at):
                return length
            seen |= at
        raise AssertionError
