"""Decisions taken on the page: who may send one, what it may say, and how it is kept."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

from starlette.requests import Request

from dragoman.casebook import Correction, View, add_correction, standing
from dragoman.casebook.corrections import Action
from dragoman.errors import UsageError

TOKEN: Final = "x-dragoman-token"  # noqa: S105 - the name of a header
_ACTIONS: Final = ("accept", "reject", "undo")
_LONGEST: Final = 500
_PATIENT: Final = 3.0  # seconds to wait for a casebook that another program is using


class Refused(Exception):
    """A request to write that is not let through; `code` is the status to answer with."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)


async def decision_of(request: Request, token: str) -> dict[str, Any]:
    """Return what a request to write says.

    Raises Refused unless the page of this server sent it (the guard has compared the Origin, which must be there) with
    the token that only the person who started the server was given, and it is a JSON object.
    """
    if not request.headers.get("origin"):
        raise Refused(403, "a decision comes from the page of this server, which tells its origin")
    given = request.headers.get(TOKEN, "")
    if not secrets.compare_digest(given.encode("utf-8", "replace"), token.encode("ascii")):
        raise Refused(403, "open the address that dragoman serve printed, with its token: only it may decide")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "a decision is sent as application/json")
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise Refused(400, "the decision is no JSON") from None
    if not isinstance(said, dict):
        raise Refused(400, "a decision is a JSON object")
    return said


def decide(path: Path, who: str, said: dict[str, Any]) -> Correction:
    """Keep a decision and return it: `action` (accept, reject, undo), `of` (the id of a claim), `why` (or none).

    An undo takes back the decision in force on the claim. Raises UsageError for what cannot be meant, CasebookError
    when it cannot be kept.
    """
    action, target, why = (_text(said, name) for name in ("action", "of", "why"))
    if action not in _ACTIONS:
        raise UsageError(f"there is no decision '{action[:40]}'. Use one of: {', '.join(_ACTIONS)}")
    view = View(path, _PATIENT)
    snapshot = view.snapshot()
    if action == "undo":
        target = _in_force(snapshot.corrections(), target)
    elif target not in {claim.id for claim in snapshot.all_claims}:
        raise UsageError(f"there is no claim '{target[:40]}' in this casebook any more. Look again")
    return add_correction(
        path,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=who,
        action=cast("Action", action),
        target=target,
        payload={"why": why} if why else {},
        patience=_PATIENT,
    )


def _text(said: dict[str, Any], name: str) -> str:
    found = said.get(name, "")
    if not isinstance(found, str) or len(found) > _LONGEST or not found.isprintable():
        raise UsageError(f"'{name}' must be text of at most {_LONGEST} printable characters")
    return found.strip()


def _in_force(made: tuple[Correction, ...], claim_id: str) -> str:
    """The id of the last decision in force on a claim."""
    found = [c for c in standing(made) if c.target == claim_id and c.action in {"accept", "reject"}]
    if not found:
        raise UsageError("no decision on this claim is in force, so there is nothing to take back")
    return found[-1].id
