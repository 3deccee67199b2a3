"""`python -m dragoman` does what `dragoman` does."""

from __future__ import annotations

import sys

from dragoman.cli import main

sys.exit(main())
