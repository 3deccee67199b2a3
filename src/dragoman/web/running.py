"""Starting the server: bound to this machine alone, on a port that is free, with a token for decisions."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn

from dragoman.errors import CasebookError
from dragoman.relations.selection import Selection
from dragoman.web import answers
from dragoman.web.application import application, packed
from dragoman.web.held import Shelf
from dragoman.web.writes import new_token

HERE: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is: its address with the token after `#` (a browser does not send that part), and its port."""

    address: str
    port: int


def serve(path: Path, who: str, port: int, ready: Callable[[Place], None]) -> None:
    """Serve the page of a casebook until the process is told to stop; call `ready` once requests will be answered.

    Port 0 takes one that is free. Raises InputError or CasebookError when the casebook cannot be read, CasebookError
    when the port is taken.
    """
    shelf = Shelf(path)
    held, _ = shelf.now()
    # The first view is made now, so that it is there when the page asks for it.
    shelf.answer(held, ("graph", ""), lambda: packed(answers.graph(held, Selection(), "side")))
    with _bound(port) as listening:
        taken = listening.getsockname()[1]
        token = new_token()
        app = application(shelf, [f"{HERE}:{taken}", f"localhost:{taken}"], token, who)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, server_header=False,
                                               lifespan="off", ws="none", timeout_graceful_shutdown=2))  # fmt: skip
        ready(Place(f"http://{HERE}:{taken}/#token={token}", taken))
        server.run(sockets=[listening])


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HERE, port))
    except OSError as error:
        listening.close()
        reason = (error.strerror or str(error)).lower()
        raise CasebookError(f"port {port}: cannot be used ({reason}). Choose another with --port, or none") from error
    return listening
