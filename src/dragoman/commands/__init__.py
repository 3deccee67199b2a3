"""The commands, one module for each group: `add` gives a module's commands to the parser. The order is that of help."""

from __future__ import annotations

from dragoman.commands import brief, check, demo, export, fix, lists, over_time, read, score, standing

GROUPS = (demo, read, brief, standing, over_time, lists, fix, check, export, score)
