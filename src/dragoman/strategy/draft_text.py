"""Writes a drafted conflict model as YAML, with a comment wherever the analyst has something to decide."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dragoman.model import Aim
from dragoman.strategy.drafting import DraftActor, DraftOption, DraftStatement

_HEAD = """\
# A draft made from the aims that were read in a casebook. To finish it:
#   1. Strike the options that are none, and merge those that are one: a model takes a yes or no for each.
#   2. Order the preferences of each actor, the most important first. They stand in the order of the texts.
#   3. Give the actors that have no preference some: nothing was filled in without a sentence that says it.
#   4. Say which combinations cannot be (infeasible), which options cannot be taken back, and what holds today.
# `unplaced` holds what was read and could not be tied to an option, each with its quote.
"""


def draft_text(actors: Iterable[DraftActor], documents: Mapping[str, str], title: str) -> str:
    """Return the draft as YAML text that ends in a newline; `documents` names each document id."""
    drafted = tuple(actors)
    lines = [*_HEAD.splitlines(), f"title: {_quoted(title)}", "actors:"]
    for actor in drafted:
        lines += [f"  - name: {_quoted(actor.name)}", f"    side: {_quoted(actor.root)}", *_options(actor, documents)]
        lines += _statements(actor, documents)
    unplaced = [(actor, aim) for actor in drafted for aim in actor.unplaced]
    lines.append("unplaced:" if unplaced else "unplaced: []")
    for actor, aim in unplaced:
        lines += [
            f"  - actor: {_quoted(actor.name)}",
            f"    sort: {aim.sort}",
            f"    words: {_quoted(aim.text)}",
            *_source(aim, documents, "    "),
        ]
    return "\n".join(lines) + "\n"


def _options(actor: DraftActor, documents: Mapping[str, str]) -> list[str]:
    if not actor.options:
        return ["    options: []  # none was read; an actor without an option only judges what others do"]
    lines = ["    options:"]
    for option in actor.options:
        lines += [
            f"      - name: {_quoted(option.name)}",
            f"        words: {_quoted(option.aim.text)}",
            *_source(option.aim, documents, "        "),
            *_beside(option, documents),
        ]
    return lines


def _beside(option: DraftOption, documents: Mapping[str, str]) -> list[str]:
    """Comments: other sentences for the option, and what the text ties to it."""
    lines = [f"        # also: {_place(aim, documents)}" for aim in option.further]
    return lines + [f"        # {aim.sort}: {_place(aim, documents)}" for aim in option.tied]


def _statements(actor: DraftActor, documents: Mapping[str, str]) -> list[str]:
    if not actor.statements:
        return ["    preferences: []  # no goal or aversion that was read is about an option"]
    lines = ["    preferences:"]
    for statement in actor.statements:
        lines += [f"      - statement: {_quoted(statement.expression)}", "        basis: stated"]
        lines += [f"        # {_why(statement)}", *_source(statement.aim, documents, "        ")]
    return lines


def _why(statement: DraftStatement) -> str:
    aim = statement.aim
    said = f", says {_quoted(aim.speaker_name)}" if aim.speaker_name else ""
    status = "" if aim.status == "did" else f" ({aim.status.replace('_', ' ')})"
    return f"{aim.sort}{status}{said}: {_quoted(aim.text)}"


def _source(aim: Aim, documents: Mapping[str, str], indent: str) -> list[str]:
    lines = [f"{indent}document: {_quoted(documents[aim.document_id])}", f"{indent}quote: {_quoted(aim.evidence.text)}"]
    if aim.condition is not None:
        lines.append(f"{indent}condition: {_quoted(aim.condition)}")
    return lines


def _place(aim: Aim, documents: Mapping[str, str]) -> str:
    return f"{_quoted(aim.evidence.text)} in {_quoted(documents[aim.document_id])}"


def _quoted(text: str) -> str:
    """A text in double quotes, as JSON and YAML both read it; what cannot be printed is escaped."""
    told = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in told)
