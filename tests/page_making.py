"""A casebook for the tests of the page, the server that shows it, and the browser that looks at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from brief_making import aim, claim, document, reading, with_repair
from dragoman.casebook import prepare, save
from dragoman.model import Problem, Skipped

SOURCE = Path(__file__).parents[1] / "src"
EVIL = "<script>window.pwned = 1</script>"
EVIL_TEXT = (
    f'Egypt condemned Turkey over {EVIL} on Monday. </script><img src="http://evil.example/x" onerror="window.pwned=2">'
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run",
]  # fmt: skip


def make_casebook(path: Path) -> None:
    """Write a casebook with two independent documents and a copy, an aim, a repair, an unread sentence, a problem and
    a document that tries to become markup.
    """
    first = document(
        "Russia armed Haftar in March 2019. The GNA wants a ceasefire. Turkey did not attack Russia.",
        "first.txt", title="The first report", publisher="Gazette", published="2019-04-01",
    )  # fmt: skip
    copy = document(first.text, "copy.txt", title="The first report again", publisher="Herald", published="2019-04-02")
    second = with_repair(
        document("Turkey backed the GNA. Sarraj said Russia attacked the GNA. Egypt and Turkey traded words.",
                 "second.txt", publisher="Herald"),
        "backed", "a word put right", certain=False,
    )  # fmt: skip
    evil = document(EVIL_TEXT, "evil.txt", title=EVIL, publisher=EVIL)
    told = []
    for doc in (first, copy):
        told.append(
            reading(
                doc,
                (
                    claim(doc, "Russia armed Haftar in March 2019", "RUS", "AID", "HAFTAR", date="2019-03"),
                    claim(doc, "Turkey did not attack Russia", "TUR", "ASSAULT", "RUS", status="did_not"),
                ),
                (aim(doc, "wants a ceasefire", "GNA", "goal"),),
            )
        )
    unread = Skipped(second.span(second.text.index("Egypt and"), len(second.text)), ("EGY", "TUR"), "no-word: no verb")
    told.append(
        reading(
            second,
            (
                claim(second, "Turkey backed the GNA", "TUR", "SUPPORT", "GNA"),
                claim(second, "Russia attacked the GNA", "RUS", "ASSAULT", "GNA", speaker="SARRAJ"),
            ),
            (),
            (unread,),
        )
    )
    told.append(reading(evil, (claim(evil, "Egypt condemned Turkey", "EGY", "ACCUSE", "TUR"),)))
    prepare(path)
    save(path, told, [Problem("open", "lost.pdf", "the file is broken", "Save it again")])


def chromium() -> str:
    """The Chromium of this system, and Playwright to drive it; the test is skipped where one is missing."""
    pytest.importorskip("playwright.sync_api", reason="the tests of the page need playwright")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("the tests of the page need Chromium: apt-get install chromium")
    return found


@contextmanager
def serving(path: Path, *more: str) -> Iterator[str]:
    """Run `dragoman serve` and give the address it prints."""
    command = [sys.executable, "-m", "dragoman", "serve", str(path), "--who", "Ada", *more]
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), process.stderr.read() if process.stderr else ""
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)
