"""Charts, one definition each for notebook, page and file (Altair, which writes Vega-Lite)."""

from __future__ import annotations

from dragoman.show.charts.basis import Basis
from dragoman.show.charts.contacts import contacts_chart
from dragoman.show.charts.network import network_chart
from dragoman.show.charts.saving import save_chart
from dragoman.show.charts.standing import standing_chart
from dragoman.show.charts.timeline import timeline_chart

__all__ = ["Basis", "contacts_chart", "network_chart", "save_chart", "standing_chart", "timeline_chart"]
