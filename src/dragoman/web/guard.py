"""What every request must pass: it comes from this machine's own page, is small enough, and is answered strictly.

A page of another site can make a browser send requests here (it cannot read the answers), and a name of another site
can be made to point at this machine (DNS rebinding: then it could). So the Host must be this server's own, and an
Origin, where the browser names one, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST: Final = 64 * 1024  # bytes of a request's body
_LONGEST: Final = 16 * 1024  # bytes of a query
POLICY: Final = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """Lets through requests to one of `hosts` ("127.0.0.1:8000") that come from a page of one of them, or from none."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        strict = _strict(send)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, strict)
            return
        body = await _whole(receive)
        if body is None:
            await _refused(413, _TOO_LARGE)(scope, receive, strict)
            return
        await self._app(scope, _again(body, receive), strict)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if headers.getlist("host") == [] or any(host not in self._hosts for host in headers.getlist("host")):
            return _refused(421, "This server answers only under its own address.")
        if any(origin not in self._origins for origin in headers.getlist("origin")):
            return _refused(403, "A page of another site may not ask here.")
        if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and scope["path"] != "/":
            return _refused(403, "A page of another site may not ask here.")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdecimal() or len(length) > 12 or int(length) > LARGEST:
            return _refused(413, _TOO_LARGE)
        if len(scope.get("query_string", b"")) > _LONGEST:
            return _refused(414, "The address is too long.")
        return None


_TOO_LARGE: Final = f"The body of a request is at most {LARGEST} bytes."


def _refused(code: int, words: str) -> PlainTextResponse:
    return PlainTextResponse(words + "\n", code)


async def _whole(receive: Receive) -> bytes | None:
    """Return the body of a request, or None where it is longer than allowed, whatever it said of its length."""
    parts, taken, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        part = message.get("body", b"")
        taken += len(part)
        if taken > LARGEST:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Hand out a body that was taken in already, and then whatever comes."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def _strict(send: Send) -> Send:
    """Add to every answer what keeps a browser from doing more with it than showing it."""

    async def send_strict(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return send_strict
