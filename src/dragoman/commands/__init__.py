"""The commands, one module for each group: `add` gives a module's commands to the parser. The order is that of help."""

from __future__ import annotations

from dragoman.commands import brief, check, demo, export, fix, hedging, lists, read, score

GROUPS = (demo, read, brief, lists, hedging, fix, check, export, score)
