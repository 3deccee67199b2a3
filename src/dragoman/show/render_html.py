"""The brief as one HTML file: no script, nothing fetched, everything from the texts escaped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from dragoman.show.drawing import drawing
from dragoman.show.records import Brief, Cell, Footnote, Group, Line, Matrix, Section
from dragoman.show.timestrip import timestrip
from dragoman.show.wording import load_wording

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_BACKLINKS: Final = 6


class _Page:
    """Prints one brief; keeps the places that refer to each footnote, for the links back."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.words = load_wording(brief.language)
        self.references: dict[int, list[str]] = defaultdict(list)

    def marks(self, numbers: Sequence[int]) -> str:
        """Footnote marks that link to the notes."""
        if not numbers:
            return ""
        links = []
        for number in numbers:
            place = f"r{number}-{len(self.references[number]) + 1}"
            self.references[number].append(place)
            links.append(f'<a id="{place}" href="#n{number}">{number}</a>')
        return f"<sup>{' '.join(links)}</sup>"

    def said(self, line: Line) -> str:
        """Text, quote and marks of a line."""
        text = f'<span class="text">{escape(line.text)}</span>' if line.text else ""
        quote = f"<q{'' if text else ' class=alone'}>{escape(line.quote)}</q>" if line.quote else ""
        remark = f' <span class="remark">({escape(line.remark)})</span>' if line.remark else ""
        return f"{': '.join(part for part in (text, quote) if part)}{remark}{self.marks(line.notes)}"

    def item(self, line: Line) -> str:
        """A line with its sign before it."""
        label = f'<span class="label">{escape(line.label)}</span>' if line.label else ""
        glyph = f'<span class="glyph" aria-hidden="true">{escape(line.glyph)}</span>' if line.glyph else ""
        bare = "" if glyph else " bare"
        return f'<li class="{_classes(line)}{bare}">{glyph}<div>{label}{self.said(line)}</div></li>'

    def dated(self, line: Line) -> str:
        """A line with its date in a column of its own."""
        inner = self.item(replace(line, label=""))
        return f'<li><span class="label">{escape(line.label)}</span><ul class="lines">{inner}</ul></li>'

    def option(self, line: Line) -> str:
        """An option with its standing, and what belongs to it below."""
        tag = f'<span class="tag">{escape(line.label)}</span>' if line.label else ""
        parts = "".join(
            f'<li><span class="label">{escape(part.label)}</span>{self.said(part)}</li>' for part in line.parts
        )
        below = f'<ul class="parts">{parts}</ul>' if parts else ""
        return f'<li class="{_classes(line)}"><div>{tag}{self.said(line)}</div>{below}</li>'

    def labelled(self, lines: Sequence[Line]) -> Iterator[str]:
        """Lines under the labels they share."""
        for label, same in groupby(lines, key=lambda line: line.label):
            inner = "".join(f'<li class="{_classes(line)}">{self.said(line)}</li>' for line in same)
            yield f"<dt>{escape(label)}</dt><dd><ul>{inner}</ul></dd>"

    def group(self, group: Group, layout: str) -> str:
        """A group of lines under its heading."""
        head = f"<h3>{escape(group.title)}</h3>" if group.title else ""
        if layout == "sides":
            columns = "".join(
                f'<div><ul class="lines">{"".join(map(self.item, side.parts))}</ul></div>' for side in group.lines
            )
            return f'{head}<div class="sides">{columns}</div>'
        if layout == "labelled":
            return f"{head}<dl>{''.join(self.labelled(group.lines))}</dl>"
        printers: dict[str, tuple[Callable[[Line], str], str]] = {
            "dated": (self.dated, "dated"),
            "options": (self.option, "options"),
        }
        printer, name = printers.get(layout, (self.item, "lines"))
        return f'{head}<ul class="{name}">{"".join(map(printer, group.lines))}</ul>'

    def section(self, section: Section) -> str:
        """A section: its title at the left, its groups at the right."""
        groups = [f"<div>{self.group(group, section.layout)}</div>" for group in section.groups]
        inner = "".join(groups) or f'<p class="nothing">{escape(section.nothing)}</p>'
        column = "body aims" if section.key == "aims" else "body"
        return (
            f'<section id="{section.key}"><h2>{escape(section.title)}</h2><div class="{column}">{inner}</div></section>'
        )

    def matrix(self, matrix: Matrix) -> str:
        """The table of who stands where."""
        heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in matrix.columns)
        rows = "".join(
            f'<tr><th scope="row">{escape(name)}</th>{"".join(map(self.cell, cells))}</tr>'
            for name, cells in zip(matrix.rows, matrix.cells, strict=True)
        )
        corner = escape(self.words.say("html", "corner"))
        head = f"<thead><tr><th>{corner}</th>{heads}</tr></thead>"
        hint = f'<p class="hint">{escape(self.words.say("html", "scroll"))}</p>'
        table = f'{hint}<div class="scroll"><table class="matrix">{head}<tbody>{rows}</tbody></table></div>'
        return table + self.left(matrix.left)

    def left(self, text: str) -> str:
        """What a figure leaves out."""
        return f'<p class="left">{escape(text)}</p>' if text else ""

    def cell(self, cell: Cell | None) -> str:
        """One cell of the table."""
        if cell is None:
            return '<td class="empty"></td>'
        asserted = "" if cell.asserted else " not"
        glyph = f'<span class="glyph{asserted}" aria-hidden="true">{escape(cell.glyph)}</span>'
        return (
            f'<td class="{cell.tone}{asserted}">{glyph}'
            f'<span class="word">{escape(cell.word)}</span>'
            f'<span class="count">{escape(cell.counts)}{self.marks(cell.notes)}</span></td>'
        )

    def legend(self) -> str:
        """What glyphs, colours and dashes mean."""
        used = {edge.cell.word for edge in self.brief.edges}
        used |= {cell.word for row in self.brief.matrix.cells for cell in row if cell is not None}
        entries = [(word, entry) for word, entry in self.words.tables["ties"].items() if word in used]
        items = [f"<li>{_signs(entry)}{escape(word)}</li>" for word, entry in entries]
        dashed = escape(self.words.say("html", "dashed"))
        return f'<ul class="legend">{"".join(items)}<li>{dashed}</li></ul>'

    def footnote(self, note: Footnote) -> str:
        """A footnote: the sentence with what is rested on underlined, where it stands, and the links back."""
        dots = "… " if note.cut else ""
        after = " …" if note.cut else ""
        origins = "<br>".join(self.origin(note, number) for number in range(len(note.origins)))
        back = " ".join(
            f'<a href="#{place}" aria-label="{escape(self.words.say("html", "back"))} {number}">↩{number}</a>'
            for number, place in enumerate(self.references[note.number][:_BACKLINKS], 1)
        )
        return (
            f'<li id="n{note.number}"><span class="number">{note.number}</span>'
            f'<span>“{dots}{_marked(note)}{after}”</span><span class="origin">{origins} {back}</span></li>'
        )

    def origin(self, note: Footnote, number: int) -> str:
        """Title, publisher, date and characters of one origin."""
        origin = note.origins[number]
        title = escape(origin.title)
        if urlsplit(origin.url).scheme in {"http", "https"}:
            title = f'<a href="{escape(origin.url, quote=True)}" rel="noreferrer">{title}</a>'
        also = f"{escape(self.words.say('html', 'also'))} " if number else ""
        place = self.words.say("html", "characters", start=origin.raw_start, end=origin.raw_end)
        return also + ", ".join(
            part for part in (title, escape(origin.publisher), escape(origin.date), escape(place)) if part
        )

    def whole(self) -> str:
        """The page."""
        brief, say = self.brief, self.words.say
        bottom = "".join(f"<p>{self.said(line)}</p>" for line in brief.bottom_line)
        stands, *others = brief.sections
        picture = drawing(brief, say("html", "drawing"))
        scroll = f'<p class="hint">{escape(say("html", "scroll"))}</p>'
        strip = timestrip(brief.moments, say("html", "strip"))
        figures = [
            f"<figure><figcaption>{escape(say('html', 'drawing'))}</figcaption>{scroll}"
            f'<div class="scroll">{picture}</div>{self.legend()}{self.left(brief.undrawn)}</figure>'
            if picture
            else "",
            f"<figure><figcaption>{escape(say('html', 'table'))}</figcaption>{self.matrix(brief.matrix)}</figure>"
            if brief.matrix.rows
            else "",
        ]
        sections = [self.section(stands)]
        if strip:
            sections.append(
                f"<figure><figcaption>{escape(say('html', 'strip'))}</figcaption>{scroll}"
                f'<div class="scroll">{strip}</div></figure>'
            )
        sections += [self.section(section) for section in others]
        notes = "".join(map(self.footnote, brief.footnotes))
        nav = " ".join(f'<a href="#{s.key}">{escape(s.title)}</a>' for s in brief.sections)
        return "".join([
            "<!doctype html>\n", f'<html lang="{escape(brief.language)}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
            f"<title>{escape(brief.title)}</title><style>{_style()}</style></head><body><div class=\"sheet\"><header>",
            f'<p class="kicker"><b>{escape(say("html", "kicker"))}</b> {escape(" · ".join(brief.subject))}</p>',
            f"<h1>{escape(brief.title)}</h1><div class=\"bottom\">{bottom}</div>",
            f'<p class="scope">{escape(brief.scope)}</p><nav>{nav}</nav></header><main>',
            *figures, *sections,
            f'<section id="notes" class="wide"><h2>{escape(say("html", "notes"))}</h2>',
            f'<ol class="notes">{notes}</ol></section>',
            f"</main><footer>{escape(say('html', 'footer'))}</footer></div></body></html>\n",
        ])  # fmt: skip


def _signs(entry: Mapping[str, str]) -> str:
    """The sign of a tie's word in the legend; a word that may have either sign shows both, dashed."""
    if entry["glyph"] == "?":
        return "".join(f'<span class="glyph not">{glyph}</span>' for glyph in "+−")
    dashed = " not" if entry["tone"] == "none" else ""
    return f'<span class="glyph {entry["tone"]}{dashed}">{escape(entry["glyph"])}</span>'


def _classes(line: Line) -> str:
    return line.tone if line.asserted else f"{line.tone} not"


def _marked(note: Footnote) -> str:
    """The quote, escaped, with the stretches that claims rest on marked."""
    parts, place = [], 0
    for start, end in note.marked:
        parts += [escape(note.quote[place:start]), f"<mark>{escape(note.quote[start:end])}</mark>"]
        place = end
    return "".join(parts) + escape(note.quote[place:])


def _style() -> str:
    return (files("dragoman") / "show" / "brief.css").read_text(encoding="utf-8")


def to_html(brief: Brief) -> str:
    """Return the brief as the text of a single HTML file that needs no network, script or other file."""
    return _Page(brief).whole()
