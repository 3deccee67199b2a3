"""The page in a real browser: open, filter, click, read, decide, reload; and the page that is one file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman import cli
from dragoman.casebook import View, prepare
from page_making import FLAGS, chromium, make_casebook, serving

VIEWS = ("graph", "timeline", "matrix", "pair", "options", "documents", "problems")
WAIT = 15_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = chromium()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not there without Chromium

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def shown(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A casebook and the address at which it is served."""
    path = tmp_path_factory.mktemp("page") / "my.dragoman"
    make_casebook(path)
    with serving(path) as address:
        yield path, address


# Points at one place after another until the line below the graph says what is wanted.
SEARCH = """wanted => {
  const canvas = document.getElementById("graph-canvas");
  const box = canvas.getBoundingClientRect();
  for (let y = box.top + 8; y < box.bottom; y += 7) {
    for (let x = box.left + 8; x < box.right; x += 7) {
      canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y }));
      if (document.getElementById("graph-said").textContent.includes(wanted)) return [x, y];
    }
  }
  return null;
}"""


class Watched:
    """A page of the browser, with what it asked for and what went wrong in it."""

    def __init__(self, browser: Any, size: tuple[int, int] = (1280, 800), **more: Any) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page.on(
            "console", lambda said: self.wrong.append(said.text) if said.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def open(self, address: str, view: str = "graph") -> None:
        self.page.goto(address)
        self.ready(view)

    def look(self, words: str) -> None:
        """Look at something else, by the words of the address."""
        self.page.evaluate(
            "words => { if (location.hash !== `#${words}`) document.body.dataset.ready = ''; location.hash = words; }",
            words,
        )
        self.ready(words.partition("view=")[2].partition("&")[0] or "graph")

    def ready(self, view: str) -> None:
        self.page.wait_for_function("view => document.body.dataset.ready?.startsWith(view)", arg=view, timeout=WAIT)

    def cards(self) -> list[str]:
        self.page.wait_for_selector("#panel .card", timeout=WAIT)
        return [" ".join(one.inner_text().split()) for one in self.page.query_selector_all("#panel .card blockquote")]

    def close(self, address: str) -> None:
        own = address.partition("#")[0]
        assert [url for url in self.asked if not url.startswith((own, "data:"))] == []
        assert self.wrong == []
        self.context.close()


@pytest.fixture
def watched(browser: Any, shown: tuple[Path, str]) -> Iterator[Watched]:
    made = Watched(browser)
    yield made
    made.close(shown[1])


def click_a_line(watched: Watched, wanted: str) -> None:
    """Find a line of the graph with the pointer, as a hand would, and click it."""
    found = watched.page.evaluate(SEARCH, wanted)
    assert found, f"no line of the graph says {wanted}"
    watched.page.mouse.click(*found)


def test_open_filter_click_read_decide_reload(watched: Watched, shown: tuple[Path, str]) -> None:
    path, address = shown
    page = watched.page
    watched.open(address)
    assert "token" not in page.url
    before = page.locator(".head .sub").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("Russia")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip", timeout=WAIT)
    assert "actor=RUS" in page.url
    page.wait_for_function("() => document.querySelector('h1').textContent === 'Around Russia'", timeout=WAIT)
    click_a_line(watched, "Russia → Libyan National Army")
    assert any("Russia armed Haftar in March 2019" in said for said in watched.cards())
    assert "mark=RUS%7CLNA" in page.url

    page.reload()
    watched.ready("graph")
    assert any("Russia armed Haftar in March 2019" in said for said in watched.cards())

    page.keyboard.press("r")
    page.wait_for_selector(".card.rejected", timeout=WAIT)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.wait_for_function("() => document.querySelectorAll('.card.rejected').length === 2", timeout=WAIT)
    assert [made.action for made in View(path).corrections()] == ["reject", "reject"]
    assert {made.who for made in View(path).corrections()} == {"Ada"}
    make_casebook(path)  # the documents are read again
    watched.look("view=graph")
    assert page.locator(".head .sub").inner_text() != before
    page.reload()
    watched.ready("graph")
    told = page.evaluate("fetch('/api/graph').then((answer) => answer.json())")
    assert ("RUS", "LNA") not in {(tie["source"], tie["target"]) for tie in told["ties"]}
    for claim in {made.target for made in View(path).corrections()}:
        assert cli.main(["fix", "accept", claim, "--case", str(path)]) == 0


def test_every_mark_leads_to_its_sentence_by_click_and_by_key(watched: Watched, shown: tuple[Path, str]) -> None:
    watched.open(shown[1])
    page = watched.page
    for view, mark in (
        ("matrix", ".matrix .cell"), ("pair", ".pair .point"), ("pair", ".pair .link"), ("options", ".aim-list .link"),
    ):  # fmt: skip
        watched.look(f"view={view}")
        page.locator(mark).first.click()
        assert watched.cards()
        page.keyboard.press("Escape")
        page.wait_for_selector("#panel .empty", timeout=WAIT)
    for view, canvas in (("graph", "#graph-canvas"), ("timeline", "#time-canvas")):
        watched.look(f"view={view}")
        page.focus(canvas)
        seen = set()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
            page.wait_for_function("was => location.hash.includes('mark=') && location.hash !== was",
                                   arg=page.evaluate("window.was || ''"), timeout=WAIT)  # fmt: skip
            page.evaluate("window.was = location.hash")
            seen.add(watched.page.url)
            assert watched.cards()
        assert len(seen) == 3


def test_a_sentence_leads_to_its_document_and_back(watched: Watched, shown: tuple[Path, str]) -> None:
    watched.open(shown[1])
    page = watched.page
    watched.look("view=matrix&mark=TUR%7CGNA")
    assert watched.cards() == ["Turkey backed the GNA."]
    page.keyboard.press("d")
    watched.ready("documents")
    page.wait_for_selector(".text .piece.at", timeout=WAIT)
    assert "Turkey backed the GNA" in "".join(page.locator(".text .piece.at").all_inner_texts())
    assert (
        page.locator(".text .piece.repair").first.get_attribute("title").startswith("test (a guess): a word put right")
    )
    unread = page.locator(".text .piece.unread")
    assert unread.inner_text() == "Egypt and Turkey traded words."
    assert unread.bounding_box()["x"] > 0
    assert unread.get_attribute("title") == "Not read: no verb"
    assert page.locator(".text").inner_text().startswith("Turkey backed the GNA. Sarraj said")
    page.go_back()
    watched.ready("matrix")
    assert watched.cards() == ["Turkey backed the GNA."]


def test_filters_hold_in_every_view_together(watched: Watched, shown: tuple[Path, str]) -> None:
    watched.open(shown[1])
    page = watched.page

    def relations() -> set[tuple[str, str]]:
        query = page.evaluate("location.hash.slice(1).replace('view=graph', '')")
        told = page.evaluate("query => fetch(`/api/graph?${query}`).then((answer) => answer.json())", query)
        return {(tie["source"], tie["target"]) for tie in told["ties"]}

    page.click("button.toggle:has-text('not done')")
    page.wait_for_function("() => location.hash.includes('status=did_not')", timeout=WAIT)
    assert relations() == {("TUR", "RUS")}
    for number, view in enumerate(VIEWS, 1):
        page.keyboard.press(str(number))
        watched.ready(view)
        assert "status=did_not" in page.url
    page.click("#clear")
    page.keyboard.press("1")
    watched.ready("graph")
    page.select_option("select[aria-label^='Least number']", "2")
    page.wait_for_function("() => location.hash.includes('sources=2')", timeout=WAIT)
    assert relations() == set()  # the second report of it is a copy of the first
    page.click("#clear")
    page.fill("input[aria-label='First day']", "2019")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.includes('from=2019-01-01')", timeout=WAIT)
    assert relations() == {("RUS", "LNA")}


def test_what_another_tab_decides_is_shown_here(browser: Any, watched: Watched, shown: tuple[Path, str]) -> None:
    path, address = shown
    watched.open(address)
    watched.look("view=matrix")
    assert watched.page.locator("[data-key='TUR|GNA']").count() == 1
    other = Watched(browser)
    other.open(address)
    other.look("view=matrix&mark=TUR%7CGNA")
    assert len(other.cards()) == 1
    other.page.keyboard.press("r")
    watched.page.wait_for_selector("[data-key='TUR|GNA']", state="detached", timeout=WAIT)
    assert cli.main(["fix", "undo", "last", "--case", str(path)]) == 0
    watched.page.wait_for_selector("[data-key='TUR|GNA']", timeout=WAIT)
    other.close(address)


def test_without_the_token_nobody_decides(watched: Watched, shown: tuple[Path, str]) -> None:
    path, address = shown
    watched.open(address.partition("#")[0])
    watched.look("view=matrix&mark=TUR%7CGNA")
    before = View(path).corrections()
    assert watched.cards()
    watched.page.keyboard.press("r")
    assert watched.page.locator(".decide").count() == 0
    assert View(path).corrections() == before


def test_a_document_that_tries_to_run_is_only_text(watched: Watched, shown: tuple[Path, str]) -> None:
    watched.open(shown[1])
    for view in VIEWS:
        watched.look(f"view={view}")
    watched.look("view=matrix&mark=EGY%7CTUR")
    watched.cards()
    watched.page.keyboard.press("d")
    watched.ready("documents")
    watched.page.wait_for_selector(".text", timeout=WAIT)
    assert "onerror" in watched.page.locator(".text").inner_text()
    assert watched.page.evaluate("window.pwned") is None


def test_an_empty_casebook_says_what_to_do(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "empty.dragoman"
    prepare(path)
    with serving(path) as address:
        watched = Watched(browser)
        watched.open(address)
        for view in VIEWS:
            watched.look(f"view={view}")
            assert "dragoman read PATH --into empty.dragoman" in watched.page.locator("#notice").inner_text()
        watched.close(address)


def test_one_file_opens_from_disk_and_asks_for_nothing(browser: Any, shown: tuple[Path, str], tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert cli.main(["export", str(shown[0]), "--html", str(out)]) == 0
    watched = Watched(browser, offline=True)
    watched.open(out.as_uri())
    for view in VIEWS:
        watched.look(f"view={view}")
        assert watched.page.locator("#stage h1").count() == 1
    watched.look("view=matrix&mark=TUR%7CGNA")
    assert watched.cards() == ["Turkey backed the GNA."]
    assert watched.page.locator(".decide").count() == 0
    watched.look("view=graph&status=did_not")
    assert "1 relation" in watched.page.locator(".head .sub").inner_text()
    assert "filters leave marks out" in watched.page.locator("#notice").inner_text()
    assert watched.page.evaluate("window.pwned") is None
    assert {url.partition("#")[0] for url in watched.asked} == {out.as_uri()}
    assert watched.wrong == []
    watched.context.close()


PICTURES = {
    "graph": "view=graph&mark=RUS%7CLNA", "ego": "view=graph&actor=GNA&mark=TUR%7CGNA", "timeline": "view=timeline",
    "matrix": "view=matrix&mark=TUR%7CRUS", "pair": "view=pair&a=RUS&b=LNA&mark=contact%200", "options": "view=options",
    "documents": "view=documents&doc={document}", "problems": "view=problems",
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_can_be_pictured(browser: Any, tmp_path: Path, scheme: str, reader: object) -> None:
    """With DRAGOMAN_PICTURES=docs/images the pictures of the documentation are made anew."""
    assert cli.main(["demo", "--dir", str(tmp_path)]) == 0
    folder = Path(os.environ.get("DRAGOMAN_PICTURES") or tmp_path)
    path = tmp_path / "libya.dragoman"
    document = next(one.id for one in View(path).documents() if one.repairs)
    with serving(path) as address:
        watched = Watched(browser, color_scheme=scheme)
        watched.open(address)
        for name, words in PICTURES.items():
            watched.look(words.format(document=document))
            watched.page.wait_for_timeout(300)
            taken = watched.page.screenshot()
            assert len(taken) > 20_000, f"{name} is almost blank"
            if scheme == "light" or name == "graph":
                (folder / f"page-{name}{'-dark' if scheme == 'dark' else ''}.png").write_bytes(taken)
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= 1280
        watched.close(address)


def test_the_page_holds_what_the_commands_print(
    watched: Watched, shown: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, address = shown
    watched.open(address)
    for command, view, part in (
        (["timeline"], "timeline", "acts"), (["contacts", "RUS", "LNA"], "pair?a=RUS&b=LNA", "contacts"),
        (["contradictions", "RUS", "GNA"], "pair?a=RUS&b=GNA", "contradictions"),
    ):  # fmt: skip
        assert cli.main([*command, "--case", str(path), "--json"]) == 0
        printed = json.loads(capsys.readouterr().out)["data"]
        told = watched.page.evaluate("view => fetch(`/api/${view}`).then((answer) => answer.json())", view)[part]
        assert [{name: row[name] for name in printed[0]} if printed else row for row in told] == printed
