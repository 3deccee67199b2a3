"""The server's answers: the page itself, the data of its views as JSON, and decisions."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.errors import DragomanError, InputError, UsageError
from dragoman.web import answers, queries
from dragoman.web.evidence import evidence
from dragoman.web.guard import Guard
from dragoman.web.held import Held, Shelf
from dragoman.web.pairs import pair
from dragoman.web.writes import Refused, decide, decision_of

Make = Callable[[Held, Any], Any]

TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PAGE: Final = "page.html"


def static_files() -> dict[str, tuple[str, bytes]]:
    """Return the files of the page by name, each with its type: no other file can be asked for."""
    folder = files("dragoman.web") / "static"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        kind = TYPES.get(Path(file.name).suffix)
        if kind is not None:
            found[file.name] = (kind, file.read_bytes())
    return found


def packed(data: object) -> bytes:
    """Return data as JSON in ASCII, which holds any text, half characters too."""
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode("ascii")


# What each address under /api/ is answered with, from the casebook and the words of the query.
VIEWS: Final[dict[str, Make]] = {
    "graph": lambda held, q: answers.graph(held, queries.selection_of(q), queries.level_of(q)),
    "timeline": lambda held, q: answers.timeline(held, queries.selection_of(q)),
    "pair": lambda held, q: pair(held, queries.selection_of(q), *queries.ends_of(q), by=queries.period_of(q)),
    "options": lambda held, q: answers.options(held, queries.selection_of(q)),
    "documents": lambda held, q: answers.documents(held, queries.selection_of(q)),
    "problems": lambda held, q: answers.problems(held, queries.selection_of(q)),
    "evidence": lambda held, q: {"evidence": evidence(held, queries.ids_of(q))},
}


def application(shelf: Shelf, hosts: list[str], token: str, who: str) -> Guard:
    """Return the application, guarded. `hosts` are the addresses it answers under, `who` is named in decisions."""
    site = _Site(shelf, token, who, static_files())
    routes = [
        Route("/", site.page), Route("/static/{name}", site.static), Route("/api/case", site.case),
        Route("/api/stamp", site.stamp), Route("/api/document/{id}", site.document),
        Route("/api/decide", site.write, methods=["POST"]), Route("/api/{view}", site.view),
    ]  # fmt: skip
    return Guard(Starlette(routes=routes), hosts)


@dataclass(frozen=True, slots=True)
class _Site:
    """What every answer needs."""

    shelf: Shelf
    token: str
    who: str
    shown: dict[str, tuple[str, bytes]]

    async def page(self, _: Request) -> Response:
        kind, content = self.shown[PAGE]
        return Response(content, media_type=kind)

    async def static(self, request: Request) -> Response:
        kind, content = self.shown.get(request.path_params["name"], ("", b""))
        return Response(content, media_type=kind) if kind else _said(404, "there is no such file")

    async def case(self, _: Request) -> Response:
        return await _answered(lambda: packed(answers.case(*self.shelf.now())))

    async def stamp(self, _: Request) -> Response:
        def make() -> bytes:
            held, busy = self.shelf.now()
            return packed({"stamp": held.stamp, "busy": busy})

        return await _answered(make)

    async def document(self, request: Request) -> Response:
        def make() -> bytes:
            found = answers.document(self.shelf.now()[0], request.path_params["id"])
            if found is None:
                raise InputError("this document is not in the casebook any more")
            return packed(found)

        return await _answered(make)

    async def view(self, request: Request) -> Response:
        name, words = request.path_params["view"], request.query_params
        of = VIEWS.get(name)
        if of is None:
            return _said(404, "there is no such view")

        def make() -> bytes:
            held, _ = self.shelf.now()
            return self.shelf.answer(held, (name, request.url.query), lambda: packed(of(held, words)))

        return await _answered(make)

    async def write(self, request: Request) -> Response:
        try:
            said = await decision_of(request, self.token)
        except Refused as refused:
            return _said(refused.code, str(refused))

        def make() -> bytes:
            made = self.shelf.write(lambda: decide(self.shelf.path, self.who, said))
            return packed({"id": made.id, "action": made.action, "of": made.target, "who": made.who})

        return await _answered(make)


async def _answered(make: Callable[[], bytes]) -> Response:
    """Return what `make` makes, away from the loop that answers others; what it raises on purpose is said in words."""
    try:
        return Response(await run_in_threadpool(make), media_type="application/json")
    except UsageError as error:
        return _said(400, str(error))
    except InputError as error:
        return _said(404, str(error))
    except DragomanError as error:
        return _said(503, str(error))


def _said(code: int, words: str) -> Response:
    return Response(packed({"error": words}), code, media_type="application/json")
