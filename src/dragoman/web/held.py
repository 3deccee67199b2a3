"""A casebook held in memory for the page, and read again when its file has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dragoman.casebook import View
from dragoman.errors import DragomanError
from dragoman.model import Aim, Claim, Document, content_id
from dragoman.relations.selection import Sources
from dragoman.show.names import Names, names_of
from dragoman.show.quotes import Notes
from dragoman.show.wording import Wording, load_wording

if TYPE_CHECKING:
    from dragoman.casebook import Snapshot

T = TypeVar("T")

MOST_EVENTS: Final = 50_000
_KEPT: Final = 64  # answers
_PATIENT: Final = 1.0  # seconds to wait for a casebook that is being written


@dataclass(frozen=True, slots=True)
class Held:
    """A casebook as it was at one moment, with what every answer needs. `claims` are those that count, with imported
    events among them; `left_events` is how many of these were too many. `known` finds any claim or aim by id, rejected
    ones too. `stamp` is another one whenever the casebook is.
    """

    stamp: str
    name: str
    snapshot: Snapshot
    claims: tuple[Claim, ...]
    left_events: int
    names: Names
    words: Wording
    documents: dict[str, Document]
    known: dict[str, Claim | Aim]
    sources: Sources
    notes: Notes
    called: dict[str, str]
    kept: dict[object, Any] = field(default_factory=dict)

    def name_of(self, one: str) -> str:
        """Return what an actor or side is called."""
        return self.called.get(one) or self.names.actor(one, self.names.side(one))

    def publishers(self) -> dict[str, str | None]:
        """Return the publishers of the documents, by id."""
        return {document.id: document.publisher for document in self.documents.values()}

    def once(self, key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what was made
        """Return what `make` makes, made once for this state of the casebook."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


def hold(path: Path, stamp: str = "") -> Held:
    """Return a casebook as it is now. Raises CasebookError or InputError when it cannot be read."""
    view = View(path, _PATIENT)
    snapshot = view.snapshot()
    events, left = _imported(view, snapshot)
    claims = (*snapshot.claims(), *events)
    words = load_wording("en")
    names = names_of(snapshot, words)
    documents = snapshot.documents()
    told: dict[str, str] = {}
    for claim in (*snapshot.all_claims, *events):
        told.setdefault(claim.source, claim.source_name)
        told.setdefault(claim.target, claim.target_name)
    called = {one: names.actor(one, name) for one, name in told.items()}
    called |= {root: names.side(root) for c in claims for root in (c.source_root, c.target_root) if root not in told}
    known: dict[str, Claim | Aim] = {c.id: c for c in (*events, *snapshot.all_claims, *snapshot.claims())}
    known |= {aim.id: aim for aim in snapshot.aims()}
    return Held(
        stamp, path.name, snapshot, claims, left, names, words, {d.id: d for d in documents}, known,
        Sources.of(claims, documents), Notes(documents, words.say("dates", "undated")), called,
    )  # fmt: skip


def _imported(view: View, snapshot: Snapshot) -> tuple[tuple[Claim, ...], int]:
    """Return the imported events that count, and how many were left out because they are too many."""
    number = view.event_count()
    if not 0 < number <= MOST_EVENTS:
        return (), number
    given = snapshot.verdicts()
    return tuple(claim for claim in view.event_claims() if given.get(claim.id) != "rejected"), 0


class Shelf:
    """Hands out the casebook at a path as it is now, to any number of threads at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._held: Held | None = None
        self._answers: OrderedDict[object, bytes] = OrderedDict()

    def now(self) -> tuple[Held, str]:
        """Return the casebook, and in words why it is not the newest state (empty where it is).

        Raises CasebookError or InputError when it cannot be read and never could.
        """
        with self._lock:
            stamp = self._stamp()
            if self._held is None or self._held.stamp != stamp:
                try:
                    self._held = hold(self.path, stamp)
                except DragomanError as error:
                    if self._held is None:
                        raise
                    return self._held, str(error)
                self._answers.clear()
            return self._held, ""

    def answer(self, held: Held, key: object, make: Callable[[], bytes]) -> bytes:
        """Return an answer made from `held`: the one that was given before, or else what `make` makes."""
        with self._lock:
            found = self._answers.get((held.stamp, key))
            if found is not None:
                self._answers.move_to_end((held.stamp, key))
                return found
        made = make()
        with self._lock:
            self._answers[held.stamp, key] = made
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return made

    def write(self, decide: Callable[[], T]) -> T:
        """Return what `decide` returns, while nobody here reads the file: it is open for reading or for writing."""
        with self._lock:
            return decide()

    def _stamp(self) -> str:
        try:
            found = self.path.stat()
        except OSError:
            return "gone"
        return content_id(found.st_mtime_ns, found.st_size, found.st_ino)


def chosen_of(held: Held, ids: Iterable[str]) -> list[Claim | Aim]:
    """Return the claims and aims with these ids, in this order; unknown ids are passed over."""
    return [held.known[one] for one in dict.fromkeys(ids) if one in held.known]
