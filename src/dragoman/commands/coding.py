"""Coding by hand for `dragoman fix`: the queue of doubtful claims, the log of decisions, and how far coders agree."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dragoman.commands.console import Console
from dragoman.commands.options import number, open_case, write_file
from dragoman.commands.plain import by_id, claim_data
from dragoman.commands.tables import CLAIM_HEAD, claim_cells
from dragoman.errors import InputError, UsageError

if TYPE_CHECKING:
    from dragoman.casebook import Correction, Snapshot
    from dragoman.model import Claim

QUEUE: Final = 20
_WORDS: Final = ("made_at", "who", "action", "target")
_ON_CLAIMS: Final = ("accept", "reject", "edit")


def _queue(args: argparse.Namespace, console: Console) -> int:
    """List the claims that nobody decided about, the least certain first."""
    most = QUEUE if args.most is None else args.most
    if most < 1:
        raise UsageError("--most must be 1 or more")
    view = open_case(args).snapshot()
    decided = view.verdicts().keys() | view.read_as.keys()
    waiting = sorted((c for c in view.claims() if c.id not in decided), key=lambda c: (c.confidence, c.id))
    documents = by_id(view)
    if args.json:
        console.json("fix", claim_data(waiting[:most], documents, {}, {}))
        return 0
    if waiting:
        rows = [(f"{c.confidence:.2f}", *claim_cells(c, documents.get(c.document_id))) for c in waiting[:most]]
        console.table(("sure", *CLAIM_HEAD), rows)
    console.say(f"{number(len(waiting), 'claim')} without a decision, of {number(len(view.claims()), 'claim')}.")
    return 0


def _log(args: argparse.Namespace, console: Console) -> int:
    """Print every decision as JSON lines, each with the claim that it is about."""
    view = open_case(args).snapshot()
    claims = {claim.id: claim for claim in view.all_claims}
    names = {document.id: document.name for document in view.documents()}
    lines = []
    for made in view.corrections():
        about = claims.get(made.target) if made.action in _ON_CLAIMS else None
        row = asdict(made) | ({"claim": _place(about, names)} if about else {})
        lines.append(json.dumps(row, ensure_ascii=False))
    text = "".join(f"{line}\n" for line in lines)
    if args.out is None:
        console.write(text)
    else:
        write_file(args.out, text)
        console.say(f"{args.out}: {number(len(lines), 'decision')} written.")
    return 0


def _place(claim: Claim, names: Mapping[str, str]) -> dict[str, Any]:
    """What finds a claim again in another casebook of the same documents."""
    return {
        "document": names.get(claim.document_id, ""),
        "start": claim.evidence.start,
        "quote": claim.evidence.text,
        "source": claim.source_root,
        "target": claim.target_root,
    }


def _import(args: argparse.Namespace, console: Console) -> int:
    """Add the decisions of a log that the casebook does not hold yet; their times and coders stay as they are."""
    from dragoman.casebook import add_correction  # noqa: PLC0415 - loads DuckDB

    path = Path(args.of[0])
    rows = list(_rows(path))
    case = open_case(args)
    view = case.snapshot()
    places = _Places(view)
    held = {_key(made): made.id for made in view.corrections()}
    ids: dict[str, str] = {}
    added = lost = 0
    for line, row in rows:
        target = ids.get(row["target"], row["target"])
        if "claim" in row and target not in places.known:
            target = places.found(row["claim"]) or target
        lost += row["action"] in _ON_CLAIMS and target not in places.known
        key = (row["made_at"], row["who"], row["action"], target, json.dumps(row["payload"], sort_keys=True))
        if key not in held:
            try:
                made = add_correction(
                    case.path, made_at=row["made_at"], who=row["who"], action=row["action"], target=target,
                    payload=row["payload"],
                )  # fmt: skip
            except UsageError as error:
                raise InputError(f"{path}:{line}: {error}. {number(added, 'decision')} before it added") from error
            held[key] = made.id
            added += 1
        ids[str(row.get("id", ""))] = held[key]
    console.say(
        f"{number(added, 'decision')} added, {len(rows) - added} known already"
        + (f"; {lost} about claims that this casebook does not hold, kept and listed as such" if lost else "")
        + "."
    )
    return 0


def _key(made: Correction) -> tuple[str, ...]:
    return made.made_at, made.who, made.action, made.target, json.dumps(made.payload, sort_keys=True)


class _Places:
    """Claims by what stays the same between casebooks of the same documents."""

    def __init__(self, view: Snapshot) -> None:
        names = {document.id: document.name for document in view.documents()}
        self.known = {claim.id for claim in view.all_claims}
        self._ids: dict[str, list[str]] = {}
        for claim in view.all_claims:
            self._ids.setdefault(json.dumps(_place(claim, names), sort_keys=True), []).append(claim.id)

    def found(self, place: Any) -> str | None:  # noqa: ANN401 - from JSON
        """The id of the only claim at a place."""
        ids = self._ids.get(json.dumps(place, sort_keys=True), [])
        return ids[0] if len(ids) == 1 else None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the decisions of a log with their lines. Raises InputError, with the line, for what is none."""
    from dragoman.casebook.corrections import ACTIONS  # noqa: PLC0415 - loads DuckDB

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}). Give a log written by dragoman fix log") from error
    for line, words in enumerate(text.split("\n"), 1):
        if not words.strip():
            continue
        try:
            row = json.loads(words)
        except (ValueError, RecursionError):
            raise InputError(f"{path}:{line}: this is not JSON. Give a log written by dragoman fix log") from None
        trouble = _trouble(row, ACTIONS)
        if trouble:
            raise InputError(f"{path}:{line}: {trouble}. Give a log written by dragoman fix log")
        yield line, row


def _trouble(row: Any, actions: Iterable[str]) -> str | None:  # noqa: ANN401 - from JSON
    if not isinstance(row, dict):
        return "this is no decision"
    missing = [word for word in _WORDS if not isinstance(row.get(word), str) or not row[word]]
    if missing:
        return f"a decision needs {', '.join(missing)} as text"
    if row["action"] not in actions:
        return f"there is no decision '{row['action'][:40]}'"
    payload = row.setdefault("payload", {})
    if not isinstance(payload, dict) or not all(isinstance(value, str) for value in payload.values()):
        return "`payload` must hold text by name"
    return None


def _agreement(args: argparse.Namespace, console: Console) -> int:
    """Tell how far two coders agree on the claims that both decided about."""
    from dragoman.scoring.agreement import alpha  # noqa: PLC0415 - only here

    first, second = (_verdicts(Path(name)) for name in args.of)
    both = sorted(first.keys() & second.keys())
    found = alpha([(first[claim], second[claim]) for claim in both])
    told = asdict(found) | {"only_first": len(first) - len(both), "only_second": len(second) - len(both)}
    if args.json:
        console.json("fix", told)
        return 0
    value = "undefined (no claim decided by both, or one verdict only)" if found.alpha is None else f"{found.alpha:.3f}"
    console.line(f"Krippendorff's alpha (nominal): {value}")
    console.line(f"{number(found.units, 'claim')} decided by both, {found.alike} alike")
    console.line(f"decided by one only: {told['only_first']} and {told['only_second']}")
    return 0


def _verdicts(path: Path) -> dict[str, str]:
    """The last verdict in force on each claim of a log: accepted, rejected, or what was changed in it."""
    from dragoman.casebook import Correction, standing  # noqa: PLC0415 - loads DuckDB

    rows = list(_rows(path))
    made = [
        Correction(str(row.get("id", line)), row["made_at"], row["who"], row["action"], row["target"], row["payload"])
        for line, row in rows
    ]
    places = {row["target"]: json.dumps(row["claim"], sort_keys=True) for _, row in rows if "claim" in row}
    found: dict[str, dict[str, str]] = {}
    for one in standing(made):
        if one.action in _ON_CLAIMS:
            words = found.setdefault(places.get(one.target, one.target), {})
            if one.action == "edit":
                words[one.payload.get("field", "")] = one.payload.get("value", "")
            else:
                words["verdict"] = one.action
    # An edit says that the claim as edited is right.
    return {claim: json.dumps({"verdict": "accept"} | words, sort_keys=True) for claim, words in found.items()}


LOGS: Final[dict[str, Callable[[argparse.Namespace, Console], int]]] = {
    "queue": _queue, "log": _log, "import": _import, "agreement": _agreement,
}  # fmt: skip
