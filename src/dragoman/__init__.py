"""Reads news and analysis about international politics and shows who stands where with whom, sentence by sentence.

for reading in dragoman.read("reports/"):          # a Reading for each document, a Problem for what was not read
...
view = dragoman.open_casebook("case.dragoman")     # what `dragoman read PATH --into case.dragoman` kept
page = dragoman.brief(view, "Russia", "Libya")     # a Brief; dragoman.show.render prints it
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from dragoman.errors import DragomanError
from dragoman.model import Actor, Aim, Claim, Document, Finding, Problem, Reading, Skipped, Span, Stage

if TYPE_CHECKING:
    import networkx
    import pandas

    from dragoman.casebook import View
    from dragoman.reading import Reader
    from dragoman.relations.ties import Tie
    from dragoman.show.records import Brief
    from dragoman.show.view import View as AnyView

__all__ = [
    "Actor",
    "Aim",
    "Claim",
    "Document",
    "DragomanError",
    "Finding",
    "Problem",
    "Reading",
    "Skipped",
    "Span",
    "brief",
    "open_casebook",
    "read",
    "to_networkx",
    "to_pandas",
]


T = TypeVar("T")
_FEW: Final = 32  # documents that are read sooner than further processes have begun


# The parts behind these functions load spaCy or DuckDB, so each is imported when it is first needed.
def read(
    *paths: str | PathLike[str],
    pipeline: str | None = None,
    published: str | None = None,
    actors: Iterable[str | PathLike[str]] = (),
    skip_broken_actors: bool = False,
    jobs: int = 1,
) -> Iterator[Reading | Problem]:
    """Read files and folders; yield a Reading per document, and a Problem for each thing that could not be read.

    `published` (YYYY-MM-DD, YYYY-MM or YYYY) is taken for documents that carry no date of their own; `pipeline` names
    another spaCy pipeline. Nothing is loaded for reading until there is a first document. `actors` are tables of your
    own actors; a broken row in one raises DragomanError, or with `skip_broken_actors` is a Problem at the end. With
    `jobs` more than 1, many documents are read in so many processes; what comes, and in which order, is the same.
    """
    from dragoman.documents import find, load  # noqa: PLC0415

    sources, problems = find([Path(path) for path in paths])
    waiting: list[Problem] = list(problems)

    def documents() -> Iterator[Document]:
        for source in sources:
            for loaded in _unstopped(load(source), "open", source.where, waiting):
                if isinstance(loaded, Problem):
                    waiting.append(loaded)
                elif published is not None and loaded.published is None:
                    yield dataclasses.replace(loaded, published=published)
                else:
                    yield loaded

    stream = documents()
    few = list(islice(stream, _FEW + 1 if jobs > 1 else 1))
    if few:
        made = partial(_reader, pipeline, tuple(str(table) for table in actors), skip_broken_actors)
        if len(few) > _FEW:
            from dragoman.pool import read_in_pool  # noqa: PLC0415

            items = read_in_pool(chain(few, stream), partial(_reading_on, made), jobs)
            problems = list(made().problems) if actors else []
        else:
            reader = made()
            items = _readings(reader, chain(few, stream), waiting)
            problems = list(reader.problems) if actors else []
        for item in items:
            yield from _emptied(waiting)
            yield item
        waiting += problems
    yield from _emptied(waiting)


def _reader(pipeline: str | None, tables: tuple[str, ...], skip_broken_actors: bool) -> Reader:
    from dragoman.reading import Reader  # noqa: PLC0415

    return Reader(pipeline, actors=tables, skip_broken_actors=skip_broken_actors) if tables else Reader(pipeline)


def _reading_on(made: Callable[[], Reader]) -> Callable[[Sequence[Document]], list[Reading | Problem]]:
    """Return what reads a group of documents in another process."""
    reader = made()

    def read_group(group: Sequence[Document]) -> list[Reading | Problem]:
        waiting: list[Problem] = []
        found: list[Reading | Problem] = []
        for reading in _readings(reader, group, waiting):
            found += _emptied(waiting)
            found.append(reading)
        return found + list(_emptied(waiting))

    return read_group


def _readings(reader: Reader, documents: Iterable[Document], waiting: list[Problem]) -> Iterator[Reading]:
    """Read documents together; where one brings the reader down, read those that were in work one by one."""
    in_work: deque[Document] = deque()
    stream = iter(documents)

    def handed_over() -> Iterator[Document]:
        for document in stream:
            in_work.append(document)
            yield document

    while True:
        try:
            for reading in reader.read_many(handed_over()):
                in_work.popleft()
                yield reading
        except DragomanError:
            raise
        except Exception:
            left, done = list(in_work), False
        else:
            left, done = list(in_work), True
        in_work.clear()
        for document in left:
            where = document.origin or document.name
            yield from _unstopped(map(reader.read, [document]), "claims", where, waiting)
        if done:
            return


def _unstopped(items: Iterable[T], stage: Stage, where: str, waiting: list[Problem]) -> Iterator[T]:
    """Pass items on; a fault of ours on the way becomes a Problem, so that the other documents are still read."""
    stream = iter(items)
    while True:
        try:
            item = next(stream)
        except StopIteration:
            return
        except DragomanError:
            raise
        except Exception as error:
            cause = f"a fault in dragoman stopped its reading ({type(error).__name__}: {error})"
            waiting.append(Problem(stage, where, cause, "Report it with the text"))
            return
        yield item


def _emptied(waiting: list[Problem]) -> list[Problem]:
    now, waiting[:] = waiting[:], []
    return now


def open_casebook(path: str | PathLike[str]) -> View:
    """Return the casebook at `path` for reading. Raises CasebookError or InputError when it is none."""
    from dragoman.casebook import View  # noqa: PLC0415

    view = View(Path(path))
    view.meta()
    return view


def brief(view: AnyView, *actors: str) -> Brief:
    """Return the brief about one or two actors, or about all of a casebook. Raises InputError for unknown names."""
    from dragoman.show.brief import make_brief  # noqa: PLC0415

    return make_brief(view, actors)


def to_pandas(records: Iterable[Claim] | Iterable[Finding] | Iterable[Tie]) -> pandas.DataFrame:
    """Return claims, findings or ties as a pandas table, typed: see `dragoman.show.exports.frames.to_pandas`.

    Raises MissingExtra where pandas is not installed, and TypeError for other or mixed records.
    """
    from dragoman.show.exports import frames  # noqa: PLC0415

    return frames.to_pandas(records)


def to_networkx(ties: Iterable[Tie], claims: Iterable[Claim] = (), actors: Iterable[Actor] = ()) -> networkx.DiGraph:
    """Return ties as a networkx DiGraph with sign, word and counts: see `dragoman.show.exports.graph.to_networkx`."""
    from dragoman.show.exports import graph  # noqa: PLC0415

    return graph.to_networkx(ties, claims, actors)
