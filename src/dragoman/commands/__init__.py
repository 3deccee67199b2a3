"""The commands, one module for each group: `add` gives a module's commands to the parser. The order is that of help."""

from __future__ import annotations

from dragoman.commands import (
    brief,
    camps,
    check,
    contacts,
    contradictions,
    demo,
    export,
    fix,
    hedging,
    lists,
    over_time,
    read,
    score,
    standing,
)

GROUPS = (
    demo, read, brief, standing, over_time, lists, contacts, hedging, camps, contradictions, fix, check, export, score,
)  # fmt: skip
