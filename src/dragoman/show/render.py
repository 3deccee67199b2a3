"""The printed forms of a brief in one place."""

from __future__ import annotations

import json
from dataclasses import asdict

from dragoman.show.records import Brief
from dragoman.show.render_html import to_html
from dragoman.show.render_markdown import to_markdown
from dragoman.show.render_terminal import to_terminal

__all__ = ["to_html", "to_json", "to_markdown", "to_terminal"]


def to_json(brief: Brief) -> str:
    """Return the brief as JSON: the fields of `records.Brief`, `schema` naming their version. Ends in a line break."""
    return json.dumps(asdict(brief), ensure_ascii=False, indent=1) + "\n"
