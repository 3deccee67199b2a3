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
    read,
    score,
)

GROUPS = (demo, read, brief, lists, contacts, hedging, camps, contradictions, fix, check, export, score)
