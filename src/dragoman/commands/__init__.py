"""The commands, one module for each group: `add` gives a module's commands to the parser. The order is that of help."""

from __future__ import annotations

from dragoman.commands import (
    bargain,
    brief,
    camps,
    check,
    contacts,
    contradictions,
    demo,
    documents,
    event_data,
    export,
    fix,
    forecast,
    hedging,
    lists,
    over_time,
    play,
    read,
    score,
    serve,
    standing,
)

GROUPS = (
    demo,
    read,
    event_data,
    brief,
    standing,
    over_time,
    contacts,
    hedging,
    camps,
    contradictions,
    lists,
    documents,
    play,
    bargain,
    forecast,
    serve,
    fix,
    check,
    export,
    score,
)
