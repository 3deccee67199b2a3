"""Reading in several processes at once: the same readings in the same order as in one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Final

from dragoman.model import Document, Problem, Reading

GROUP: Final = 16  # documents that a process is given at a time
_AHEAD: Final = 3  # groups in work or waiting for each process, so that memory stays bounded
_WATCH: Final = 1.0  # seconds between two looks at whether the program that began this is still there

Read = list[Reading | Problem]
Make = Callable[[], Callable[[Sequence[Document]], Read]]

_work: Callable[[Sequence[Document]], Read] | None = None


def read_in_pool(documents: Iterable[Document], make: Make, jobs: int) -> Iterator[Reading | Problem]:
    """Yield what is read of the documents, in their order, by `jobs` processes.

    `make` is called once in each process and returns what reads a group of documents; it has to be a function that can
    be sent to another process. Where a process is killed, its documents are read one by one in fresh ones; one that
    kills its process again becomes a Problem, and the others are read.
    """
    stream = iter(documents)
    while True:
        waiting: deque[tuple[list[Document], Future[Read]]] = deque()
        try:
            with _Pool(make, jobs) as pool:
                while group := list(islice(stream, GROUP)):
                    waiting.append((group, pool.submit(_read, group)))
                    if len(waiting) >= _AHEAD * jobs:
                        yield from waiting[0][1].result()
                        waiting.popleft()
                while waiting:
                    yield from waiting[0][1].result()
                    waiting.popleft()
            return
        except BrokenProcessPool:
            for group, _ in waiting:
                yield from _one_by_one(group, make)


def _one_by_one(group: Iterable[Document], make: Make) -> Iterator[Reading | Problem]:
    left = deque(group)
    while left:
        try:
            with _Pool(make, 1) as pool:
                while left:
                    yield from pool.submit(_read, [left[0]]).result()
                    left.popleft()
        except BrokenProcessPool:
            document = left.popleft()
            cause = "the process that read it was ended from outside, perhaps for want of memory"
            yield Problem("claims", document.origin or document.name, cause, "Read it alone, or split it")


class _Pool(ProcessPoolExecutor):
    def __init__(self, make: Make, jobs: int) -> None:
        context = multiprocessing.get_context("spawn")
        super().__init__(jobs, context, _start, (make, os.getpid()))

    def __exit__(self, *_: object) -> None:
        self.shutdown(wait=True, cancel_futures=True)


def _start(make: Make, parent: int) -> None:
    """Begin in a process of the pool: Ctrl-C is for the program that began it, and its end is the end of this too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    globals()["_work"] = make()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


def _read(group: Sequence[Document]) -> Read:
    if _work is None:
        raise RuntimeError("the process has not begun")
    return _work(group)
