"""Show: a casebook's records as a brief, and the brief as terminal text, Markdown, HTML and JSON."""

from __future__ import annotations

from dragoman.show.brief import make_brief
from dragoman.show.records import Brief
from dragoman.show.render import to_html, to_json, to_markdown, to_terminal
from dragoman.show.view import Readings, View

__all__ = ["Brief", "Readings", "View", "make_brief", "to_html", "to_json", "to_markdown", "to_terminal"]
