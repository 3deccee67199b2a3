"""Builds the documentation: `python docs/build.py [FOLDER]` writes plain HTML pages and fetches nothing.

Every Markdown file under docs/ becomes a page, and so do CONTRIBUTING.md and CHANGELOG.md. A link to a page, heading or
picture that does not exist, a page without a title, and a page that no other links to are errors: they are all listed,
nothing is written, and the exit code is 1. tests/test_docs.py runs the same checks.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

PROJECT = Path(__file__).resolve().parents[1]
ROOT_PAGES = ("CONTRIBUTING.md", "CHANGELOG.md")
SECTIONS = (
    ("tutorial", "Learn it"),
    ("how-to", "Get something done"),
    ("reference", "Look it up"),
    ("explanation", "Understand it"),
    ("project", "The project"),
)
PICTURES = {".png", ".svg", ".jpg"}

STYLE = """
:root { color-scheme: light dark; --ink: #1d2330; --paper: #fdfcf9; --line: #d9d5ca; --soft: #f1eee6; --link: #1f5f8b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e3da; --paper: #16181d; --line: #3a3d45; --soft: #20232a; --link: #8fc1e6; }
}
body { margin: 0; color: var(--ink); background: var(--paper); font: 17px/1.6 Georgia, "Times New Roman", serif;
  display: grid; grid-template-columns: 15rem minmax(0, 46rem); gap: 3rem; padding: 2rem; }
nav, th, h1, h2, h3 { font-family: system-ui, sans-serif; }
nav { font-size: .85rem; } nav ul { list-style: none; margin: .2rem 0 1rem; padding: 0; }
nav b { display: block; } nav [aria-current] { font-weight: bold; }
a { color: var(--link); } h1, h2, h3 { line-height: 1.25; } img { max-width: 100%; height: auto; }
pre { background: var(--soft); padding: .8rem 1rem; overflow-x: auto; font-size: .82rem; line-height: 1.45; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .88em; }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: .9rem; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .7rem .35rem 0; text-align: left; vertical-align: top; }
@media (max-width: 60rem) { body { display: block; padding: 1rem; } }
@media print { body { display: block; } nav { display: none; } }
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it comes from, its place in the site (`how-to/score.html`), title, body and what it links to."""

    source: Path
    place: str
    title: str
    body: str
    anchors: frozenset[str]
    links: tuple[str, ...]

    @property
    def section(self) -> str:
        """The first folder of its place; "" for the front page."""
        return self.place.partition("/")[0] if "/" in self.place else ""


def sources(project: Path = PROJECT) -> list[tuple[Path, str]]:
    """Return every Markdown file of the documentation with its place in the site."""
    docs = project / "docs"
    found = [(p, p.relative_to(docs).with_suffix(".html").as_posix()) for p in sorted(docs.rglob("*.md"))]
    return found + [
        (project / name, f"project/{name.removesuffix('.md').lower()}.html")
        for name in ROOT_PAGES
        if (project / name).exists()
    ]


def anchor(text: str) -> str:
    """Return the id of a heading, made the way code hosts make it: lower case, hyphens, no punctuation."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def plain(token: Token) -> str:
    """Return the words of an inline token without their markup."""
    return "".join(child.content for child in token.children or () if child.type in {"text", "code_inline"})


def render(source: Path, place: str, places: dict[Path, str]) -> Page:
    """Return the page of one Markdown file; links between Markdown files become links between pages."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(source.read_text("utf-8"))
    title, anchors, links = "", set(), []
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            words = plain(tokens[number + 1])
            title = title or (words if token.tag == "h1" else "")
            token.attrSet("id", anchor(words))
            anchors.add(anchor(words))
        for child in token.children or ():
            attribute = {"link_open": "href", "image": "src"}.get(child.type)
            if attribute:
                target = str(child.attrGet(attribute) or "")
                links.append(target)
                child.attrSet(attribute, site_link(target, source, place, places))
    body = parser.renderer.render(tokens, parser.options, {})
    return Page(source, place, title, body, frozenset(anchors), tuple(links))


def site_link(target: str, source: Path, place: str, places: dict[Path, str]) -> str:
    """Return a link as it must read in the site; links to the outside stay as they are."""
    parts = urlsplit(target)
    if parts.scheme or not parts.path:
        return target
    file = (source.parent / unquote(parts.path)).resolve()
    goal = places.get(file) or (f"images/{file.name}" if file.suffix in PICTURES else None)
    if goal is None:
        return target
    back = PurePosixPath(os.path.relpath(goal, PurePosixPath(place).parent)).as_posix()
    return back + (f"#{parts.fragment}" if parts.fragment else "")


def problems(pages: list[Page]) -> list[str]:
    """Return what is wrong with the pages, one line each; an empty list when nothing is."""
    by_file = {page.source.resolve(): page for page in pages}
    reached = {(PROJECT / "docs/index.md").resolve()}
    found = []
    for page in pages:
        name = page.source.relative_to(PROJECT).as_posix() if page.source.is_relative_to(PROJECT) else page.source.name
        if not page.title:
            found.append(f"{name}: has no title (# ...)")
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            file = (page.source.parent / unquote(parts.path)).resolve() if parts.path else page.source.resolve()
            if file != page.source.resolve():
                reached.add(file)
            goal = by_file.get(file)
            if goal is None and not (file.suffix in PICTURES and file.is_file()):
                found.append(f"{name}: {link} leads to no page or picture of the documentation")
            elif goal and parts.fragment and parts.fragment not in goal.anchors:
                found.append(f"{name}: {link} leads to no heading")
    docs = [page for page in pages if page.source.name not in ROOT_PAGES]
    found += [f"{page.place}: no page links to it" for page in docs if page.source.resolve() not in reached]
    return found


def menu(pages: list[Page], current: Page) -> str:
    """Return the list of all pages by section, as seen from one of them."""

    def item(page: Page) -> str:
        href = PurePosixPath(os.path.relpath(page.place, PurePosixPath(current.place).parent)).as_posix()
        mark = ' aria-current="page"' if page is current else ""
        return f'<li><a href="{href}"{mark}>{html.escape(page.title)}</a></li>'

    parts = ["<ul>" + "".join(item(page) for page in pages if not page.section) + "</ul>"]
    for folder, name in SECTIONS:
        inside = "".join(item(page) for page in pages if page.section == folder)
        parts.append(f"<b>{name}</b><ul>{inside}</ul>")
    return "".join(parts)


def load(project: Path = PROJECT) -> list[Page]:
    """Return all pages of the documentation."""
    places = {path.resolve(): place for path, place in sources(project)}
    return [render(path, place, places) for path, place in sources(project)]


def write(pages: list[Page], folder: Path, project: Path = PROJECT) -> None:
    """Write the site into a folder, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    for page in pages:
        file = folder / page.place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(page.title)} - dragoman'
            f'</title><meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>\n'
            f"<body><nav>{menu(pages, page)}</nav><main>{page.body}</main></body></html>\n",
            "utf-8",
        )
    for picture in (project / "docs/images").glob("*"):
        if picture.suffix in PICTURES:
            (folder / "images").mkdir(exist_ok=True)
            shutil.copy(picture, folder / "images")


def main(arguments: list[str]) -> int:
    """Build the site into the folder named (default: site); return the exit code."""
    folder = Path(arguments[0]) if arguments else PROJECT / "site"
    pages = load()
    wrong = problems(pages)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    write(pages, folder)
    print(f"{len(pages)} pages written to {folder}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
