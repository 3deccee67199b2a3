"""Event data in a casebook: files of other people's coded events, each row kept whole beside what was understood of it.

`import_file` brings a file in, `content` gives it back byte for byte, `event_sums` adds up the weights of dyads,
`event_claims` gives single events as claims. `FORMATS` are the formats that are known.
"""

from __future__ import annotations

from dragoman.casebook.events.formats import FORMATS
from dragoman.casebook.events.importing import Imported, import_file
from dragoman.casebook.events.kept import EventSums, Import

__all__ = ["FORMATS", "EventSums", "Import", "Imported", "import_file"]
