"""Reading a casebook: the records as they were saved, with what was corrected taken into account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import duckdb

from dragoman.casebook import connection, rows, schema
from dragoman.casebook.applying import commonest
from dragoman.casebook.corrections import Correction, Verdict, on_actors, reshapes, verdicts
from dragoman.casebook.events import kept
from dragoman.casebook.events.kept import Import
from dragoman.casebook.forecasts import Entry, entry_from
from dragoman.casebook.snapshot import Snapshot, taken
from dragoman.errors import UsageError
from dragoman.model import Actor, Aim, Claim, Document, Kind, Mention, Problem, Reading, Skipped, Sort, Status

R = TypeVar("R")

IN_TURN: Final = "document_id, position"
BY_ORIGIN: Final = "origin, name, id"
LOOSE_FIRST: Final = "document_id NULLS FIRST, position"

# Kinds of actor that act on behalf of a side: asking for one of the others means that one alone.
_MEMBERS = frozenset({"person", "office", "group", "media", "company", "ngo", "other"})


@dataclass(frozen=True, slots=True)
class View:
    """A casebook for reading. It holds no open file: each method is one short visit, so others can write between.

    Documents come ordered by origin, everything else by document and then in the order it was read in; the same
    contents always come in the same order. Every method raises CasebookError when the file cannot be read.
    """

    path: Path
    patience: float = connection.PATIENCE

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the documents, in the order of `documents`."""
        with connection.visit(self.path, write=False, patience=self.patience) as db:
            found = db.execute(f"SELECT id FROM documents ORDER BY {BY_ORIGIN}").fetchall()  # noqa: S608
        return tuple(rows.unpack(identity) for (identity,) in found)

    def documents(self, ids: Iterable[str] | None = None) -> tuple[Document, ...]:
        """Return the documents, or those of `ids` that are in the casebook."""
        where, values = _among("id", ids)
        return self._get("documents", rows.document_from, where, values, order=BY_ORIGIN)

    def claims(
        self,
        actors: Sequence[str] | None = None,
        status: Status | Iterable[Status] | None = None,
        *,
        kind: Kind | Iterable[Kind] | None = None,
        document_ids: Iterable[str] | None = None,
        include_rejected: bool = False,
    ) -> tuple[Claim, ...]:
        """Return the claims in which every one of `actors` is source or target; rejected ones are left out.

        An actor is given by name, id or root, in any case; the name or root of a side stands for all its members.
        Unless rejected ones are wanted too, claims whose two sides were decided to be one are left out as well, and
        claims that decisions about actors made one act are given as one.
        """
        if reshapes(self.corrections()):
            return self._decided_claims(
                actors, _listed(status), _listed(kind), document_ids, include_rejected=include_rejected
            )
        conditions = [_among("status", _listed(status)), _among("kind", _listed(kind))]
        conditions.append(_among("document_id", document_ids))
        conditions += [self._taking_part(actor) for actor in actors or ()]
        if not include_rejected:
            gone = [rows.pack(target) for target, verdict in self.verdicts().items() if verdict == "rejected"]
            if gone:
                conditions.append(("id NOT IN (SELECT unnest(?::VARCHAR[]))", [gone]))
        return self._get("claims", rows.claim_from, *_all_of(conditions))

    def _decided_claims(
        self,
        actors: Sequence[str] | None,
        status: Iterable[str] | None,
        kind: Iterable[str] | None,
        document_ids: Iterable[str] | None,
        *,
        include_rejected: bool,
    ) -> tuple[Claim, ...]:
        """Return the claims as decisions about actors and edits have them, which the file cannot be asked for."""
        now = self.snapshot()
        sides = [_who(actor, now) for actor in actors or ()]
        wanted = [(name, {*among}) for name, among in
                  (("status", status), ("kind", kind), ("document_id", document_ids)) if among is not None]  # fmt: skip
        return tuple(
            claim
            for claim in (now.all_claims if include_rejected else now.claims())
            if all(getattr(claim, name) in among for name, among in wanted)
            and all(
                {claim.source, claim.target} & {*ids} or {claim.source_root, claim.target_root} & {*roots}
                for ids, roots in sides
            )
        )

    def aims(self, actors: Sequence[str] | None = None, sort: Sort | Iterable[Sort] | None = None) -> tuple[Aim, ...]:
        """Return the aims of any of `actors` (all actors if None), of one sort or several."""
        if on_actors(self.corrections()):
            now = self.snapshot()
            known = [_who(actor, now) for actor in actors or ()]
            sorts = {*(_listed(sort) or ())}
            return tuple(
                aim
                for aim in now.aims()
                if (sort is None or aim.sort in sorts)
                and (actors is None or any(aim.actor in ids or aim.actor_root in roots for ids, roots in known))
            )
        conditions = [_among("sort", _listed(sort))]
        if actors is not None:
            sides = [self.who(actor) for actor in actors]
            ids = [rows.pack(one) for found, _ in sides for one in found]
            roots = [rows.pack(one) for _, found in sides for one in found]
            conditions.append((
                "(actor IN (SELECT unnest(?::VARCHAR[])) OR actor_root IN (SELECT unnest(?::VARCHAR[])))",
                [ids, roots],
            ))  # fmt: skip
        return self._get("aims", rows.aim_from, *_all_of(conditions))

    def actors(self) -> tuple[Actor, ...]:
        """Return each actor once, ordered by name; where documents differ on one, the commonest wording counts."""
        if on_actors(self.corrections()):
            return self.snapshot().actors()
        return commonest(self._get("actors", rows.actor_from))

    def mentions(self) -> tuple[Mention, ...]:
        """Return the places where actors are named or meant; `actor` is None where it stayed open who."""
        if on_actors(self.corrections()):
            return self.snapshot().mentions()
        return self._get("mentions", rows.mention_from)

    def skipped(self) -> tuple[Skipped, ...]:
        """Return the sentences about two actors that yielded no claim, with the reason."""
        if on_actors(self.corrections()):
            return self.snapshot().skipped()
        return self._get("skipped", rows.skipped_from)

    def problems(self) -> tuple[Problem, ...]:
        """Return what went wrong: first the files that did not become documents, then problems inside documents."""
        return self._get("problems", rows.problem_from, order=LOOSE_FIRST)

    def corrections(self) -> tuple[Correction, ...]:
        """Return every correction ever made, oldest first, undone ones included."""
        return self._get("corrections", rows.correction_from, order="position")

    def forecasts(self) -> tuple[Entry, ...]:
        """Return every entry of the forecast log, oldest first; `standing_forecasts` says how they stand."""
        return self._get("forecasts", entry_from, order="position")

    def verdicts(self) -> dict[str, Verdict]:
        """Return claim id -> "accepted" or "rejected", for the claims on which a decision stands."""
        return verdicts(self.corrections())

    def readings(self, document_ids: Iterable[str] | None = None) -> tuple[Reading, ...]:
        """Return the readings exactly as they were saved, corrections not applied."""
        documents = self.documents(document_ids)
        parts = {table: self._by_document(table, [d.id for d in documents]) for table in schema.PER_READING}

        def of(table: str, own: str, record: Callable[[rows.Row], R]) -> tuple[R, ...]:
            return tuple(self._made(record, r) for r in parts[table].get(own, []))

        return tuple(
            Reading(
                d,
                of("claims", d.id, rows.claim_from),
                of("aims", d.id, rows.aim_from),
                of("actors", d.id, rows.actor_from),
                of("skipped", d.id, rows.skipped_from),
                of("problems", d.id, rows.problem_from),
                of("mentions", d.id, rows.mention_from),
            )
            for d in documents
        )

    def snapshot(self) -> Snapshot:
        """Return everything at once, as it is at this moment."""
        with connection.visit(self.path, write=False, patience=self.patience) as db:
            return taken(
                self._get("documents", rows.document_from, order=BY_ORIGIN, db=db),
                self._get("claims", rows.claim_from, db=db),
                self._get("aims", rows.aim_from, db=db),
                self._get("actors", _named_from, db=db),
                self._get("mentions", rows.mention_from, db=db),
                self._get("skipped", rows.skipped_from, db=db),
                self._get("problems", rows.problem_from, order=LOOSE_FIRST, db=db),
                self._get("corrections", rows.correction_from, order="position", db=db),
                self._get("forecasts", entry_from, order="position", db=db),
            )

    def imports(self) -> tuple[Import, ...]:
        """Return the files of event data that were imported, oldest first."""
        with connection.visit(self.path, write=False, patience=self.patience) as db:
            return self._told(kept.imports_in, db)

    def event_sums(
        self, source: str | None = None, target: str | None = None, by: kept.Period = "month"
    ) -> kept.EventSums:
        """Return the sums of the weights of imported events, for each ordered pair of sides and each period.

        `source` and `target` are roots ("RUS"), each narrowing the sums to one side; `by` is "day", "month",
        "quarter", "year" or "all" (all time is one period). An event without direction counts for both orders. Events
        within one side, or without a target, are left out.
        """
        if by not in kept.PERIODS:
            raise UsageError(f"there is no period '{by}'. Use one of: {', '.join(kept.PERIODS)}")
        with connection.visit(self.path, write=False, patience=self.patience) as db:
            return kept.sums_in(db, source, target, by)

    def event_claims(self, actors: Sequence[str] = (), limit: int | None = None) -> tuple[Claim, ...]:
        """Return imported events in which all of `actors` (roots) take part, as claims of origin "import".

        Their evidence is the row as it stood in the file and their rule the format and line ("gdelt2 line 17"), so
        each number is one step from its row. Left out are events within one side, without a target, or without kind
        and sign. `limit` is the most there can be.
        """
        with connection.visit(self.path, write=False, patience=self.patience) as db:
            return self._told(lambda open_db: kept.claims_in(open_db, actors, limit), db)

    def event_count(self, actors: Sequence[str] = ()) -> int:
        """Return how many claims `event_claims` would give."""
        with connection.visit(self.path, write=False, patience=self.patience) as db:
            return kept.count_in(db, actors)

    def _told(self, ask: Callable[[duckdb.DuckDBPyConnection], R], db: duckdb.DuckDBPyConnection) -> R:
        try:
            return ask(db)
        except (ValueError, TypeError, IndexError, KeyError) as error:
            raise connection.explain(error, self.path) from error

    def counts(self) -> dict[str, int]:
        """Return how many rows each table holds, by table."""
        with connection.visit(self.path, write=False, patience=self.patience) as db:
            wanted = [table for table in schema.TABLES if table != "meta"]
            parts = [f"SELECT '{table}', count(*) FROM \"{table}\"" for table in wanted]  # noqa: S608
            return dict(db.execute(" UNION ALL ".join(parts)).fetchall())

    def meta(self) -> dict[str, str]:
        """Return what the casebook says of itself: its schema version and the program that made it."""
        with connection.visit(self.path, write=False, patience=self.patience) as db:
            return dict(db.execute("SELECT name, value FROM meta ORDER BY name").fetchall())

    def who(self, actor: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return (actor ids, roots) that a name, id or root means here; what is written is always among them.

        A name fits whole, or else by its last word or words ("Putin" for "Vladimir Putin").
        """
        return _who(actor, self.snapshot()) if on_actors(self.corrections()) else _meant(actor, self.actors())

    def _taking_part(self, actor: str) -> tuple[str, list[Any]]:
        ids, roots = self.who(actor)
        some = "IN (SELECT unnest(?::VARCHAR[]))"
        clause = f"(source {some} OR target {some} OR source_root {some} OR target_root {some})"
        packed_ids, packed_roots = [rows.pack(i) for i in ids], [rows.pack(r) for r in roots]
        return clause, [packed_ids, packed_ids, packed_roots, packed_roots]

    def _by_document(self, table: str, ids: Sequence[str]) -> dict[str, list[rows.Row]]:
        found: dict[str, list[rows.Row]] = {}
        for row in self._get(table, tuple, *_among("document_id", ids)):
            found.setdefault(row[0], []).append(row)
        return found

    def _get(
        self,
        table: str,
        record: Callable[[rows.Row], R],
        where: str = "",
        values: Sequence[Any] = (),
        *,
        order: str = IN_TURN,
        db: duckdb.DuckDBPyConnection | None = None,
    ) -> tuple[R, ...]:
        statement = schema.select_statement(table) + (f" WHERE {where}" if where else "") + f" ORDER BY {order}"
        with nullcontext(db) if db else connection.visit(self.path, write=False, patience=self.patience) as open_db:
            found = open_db.execute(statement, list(values)).fetchall()
        return tuple(self._made(record, rows.cells(r)) for r in found)

    def _made(self, record: Callable[[rows.Row], R], row: rows.Row) -> R:
        try:
            return record(row)
        except (ValueError, TypeError, IndexError) as error:
            raise connection.explain(error, self.path) from error


def _who(actor: str, now: Snapshot) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (actor ids, roots) that a name means where some actors count as others, whose names still find them."""
    gone = [a for a in now.read_actors if now.decisions.owner(a.id) != a.id]
    former = [now.decisions.owner(a.id) for a in gone if a.id in _meant(actor, gone)[0]]
    found = [_meant(one, now.actors()) for one in (actor, *former)]
    ids, roots = ({one for pair in found for one in pair[part]} for part in (0, 1))
    return tuple(sorted(ids)), tuple(sorted(roots))


def _meant(actor: str, everyone: Iterable[Actor]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    wanted, known = actor.strip().casefold(), tuple(everyone)
    roots = {a.root for a in known if a.root.casefold() == wanted}
    whole = [a for a in known if wanted in (a.id.casefold(), a.name.casefold())]
    named = whole or ([] if roots else [a for a in known if a.name.casefold().endswith(f" {wanted}")])
    roots |= {a.root for a in whole if a.kind not in _MEMBERS}
    return tuple(sorted({actor, *(a.id for a in named)})), tuple(sorted({actor, *roots}))


def _named_from(row: rows.Row) -> tuple[str, Actor]:
    return row[0], rows.actor_from(row)


def _listed(value: str | Iterable[str] | None) -> Iterable[str] | None:
    return (value,) if isinstance(value, str) else value


def _among(column: str, values: Iterable[str] | None) -> tuple[str, list[Any]]:
    if values is None:
        return "", []
    return f'"{column}" IN (SELECT unnest(?::VARCHAR[]))', [[rows.pack(v) for v in values]]


def _all_of(conditions: Sequence[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    used = [(clause, values) for clause, values in conditions if clause]
    return " AND ".join(clause for clause, _ in used), [value for _, values in used for value in values]
