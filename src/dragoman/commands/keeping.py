"""Keeping readings as they come: small saves often, so that little is lost whatever happens."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dragoman.casebook import LockedError, Saved, View, check_writable, forget_problems, prepare, save
from dragoman.errors import CasebookError, DragomanError
from dragoman.model import Problem, Reading

_EVERY: Final = 0.5  # seconds of reading that are lost if the power fails
_MOST: Final = 64  # readings that wait at most
_PATIENT: Final = 1.0  # seconds to wait for a lock while there is more to read
_TOO_MANY: Final = 2000  # waiting readings at which reading stops until the lock is gone


@dataclass(slots=True)
class Keeper:
    """Saves readings into one casebook. What is waiting is saved when the stream ends, however it ends."""

    path: Path
    places: Sequence[str]
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    _waiting: list[Reading] = field(default_factory=list)
    _problems: list[Problem] = field(default_factory=list)
    _saved_at: float = field(default_factory=time.monotonic)
    _begun: bool = False

    @classmethod
    def at(cls, path: Path, places: Sequence[str]) -> Keeper:
        """Return the keeper of a casebook, after making sure that it can be written to.

        `places` are the paths about to be read: their earlier problems are forgotten with the first save.
        """
        check_writable(path)
        return cls(path, places)

    def keeping(self, stream: Iterable[Reading | Problem]) -> Generator[Reading | Problem]:
        """Pass a stream on, saving it. Raises CasebookError when that fails, saying what is saved and what not."""
        try:
            for item in stream:
                if isinstance(item, Problem):
                    self._problems.append(item)
                else:
                    self._waiting.append(item)
                    self._save_if_due()
                yield item
        finally:
            try:
                self._save(patience=None)
            except KeyboardInterrupt:  # what Ctrl-C broke off left nothing behind
                self._save(patience=None)
                raise

    def told(self) -> str:
        """Return what was kept, in words."""
        if not self._begun:
            return f"Nothing was written to {self.path}."
        counted = ((self.added, "added"), (self.replaced, "read anew"), (self.unchanged, "known already"))
        parts = [f"{count} {word}" for count, word in counted if count]
        return f"{self.path}: {', '.join(parts) or 'nothing new'}; it holds {self._held()}."

    def _held(self) -> str:
        try:
            count = View(self.path).counts()["documents"]
        except DragomanError:
            return "an unknown number of documents"
        return f"{count} document{'' if count == 1 else 's'}"

    def _save_if_due(self) -> None:
        if len(self._waiting) < _MOST and time.monotonic() - self._saved_at < _EVERY:
            return
        try:
            self._save(patience=None if len(self._waiting) >= _TOO_MANY else _PATIENT)
        except LockedError:
            if len(self._waiting) >= _TOO_MANY:
                raise
            self._saved_at = time.monotonic()

    def _save(self, patience: float | None) -> None:
        if not self._waiting and not (self._problems and self.path.exists()):
            return
        more = {} if patience is None else {"patience": patience}
        try:
            if not self._begun:
                prepare(self.path, **more)
                forget_problems(self.path, self.places, **more)
                self._begun = True
            saved = save(self.path, self._waiting, self._problems, **more)
        except LockedError as error:
            if patience is not None:
                raise
            raise self._lost(error) from error
        except CasebookError as error:
            raise self._lost(error) from error
        self._count(saved)

    def _count(self, saved: Saved) -> None:
        self.added += saved.added
        self.replaced += saved.replaced
        self.unchanged += saved.unchanged
        self._waiting, self._problems = [], []
        self._saved_at = time.monotonic()

    def _lost(self, error: CasebookError) -> CasebookError:
        waiting = len(self._waiting)
        held = f"It holds {self._held()}" if self.path.exists() else "It was not made"
        was, are = ("was", "is") if waiting == 1 else ("were", "are")
        told = f"{held}; {waiting} that {was} read {are} not in it"
        self._waiting, self._problems = [], []
        return type(error)(f"{str(error).rstrip('.')}. {told}")
