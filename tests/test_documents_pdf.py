"""PDF: columns, hyphens, running heads, headings and paragraphs of pages that are set by hand here."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from dragoman.documents import find, load
from dragoman.documents.formats.hyphens import Hyphens
from dragoman.model import Document, Problem
from file_making import BODY, Pdf

OTHER = (
    "France asked Egypt to keep the border open, and Egypt agreed to it after some days. The talks of the two went on "
    "until Monday, when the envoy of France flew to Athens to see his colleague from Greece."
)


def read(folder: Path, pdf: Pdf | bytes, **info: str) -> tuple[list[Document], list[Problem]]:
    path = folder / "a.pdf"
    path.write_bytes(pdf if isinstance(pdf, bytes) else pdf.bytes(info))
    sources, problems = find([path])
    results = [result for source in sources for result in load(source)]
    return [r for r in results if isinstance(r, Document)], problems + [r for r in results if isinstance(r, Problem)]


def one(folder: Path, pdf: Pdf, **info: str) -> Document:
    documents, problems = read(folder, pdf, **info)
    assert problems == []
    return documents[0]


def kinds(document: Document, kind: str) -> list[str]:
    return [document.raw[r.raw_start : r.raw_end] for r in document.repairs if r.kind == kind]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_columns_are_read_one_after_the_other(tmp_path: Path, count: int) -> None:
    width = 500 // count - 20
    texts = [BODY, OTHER, "Iran asked Oman for help. " * 8][:count]
    pdf = Pdf().page().line(60, 780, "Strait stays open", 20)
    for number, text in enumerate(texts):
        pdf.column(50 + number * (500 / count), 740, textwrap.wrap(text, int(width / 5.2)), 10, 13)
    document = one(tmp_path, pdf)
    found = " ".join(document.text.split())
    places = [found.index(" ".join(text.split())) for text in texts]
    assert places == sorted(places)
    assert document.title == "Strait stays open"


def test_columns_below_a_headline_and_above_a_full_line(tmp_path: Path) -> None:
    wide = (
        "This line runs over the whole width of the page, from the one margin to the other margin, as notes often do."
    )
    pdf = Pdf().page().line(50, 790, wide, 10)
    pdf.column(50, 750, textwrap.wrap(BODY, 45), 10, 13).column(310, 750, textwrap.wrap(OTHER, 45), 10, 13)
    pdf.line(50, 600, wide.replace("This", "Another"), 10)
    found = " ".join(one(tmp_path, pdf).text.split())
    assert found.index("This line") < found.index(BODY) < found.index(OTHER) < found.index("Another line")


def test_running_heads_and_page_numbers_go_and_are_told(tmp_path: Path) -> None:
    lines = textwrap.wrap((BODY + " " + OTHER + " ") * 4, 80)
    pdf = Pdf()
    for page in range(3):
        pdf.page().line(50, 800, "GULF MONITOR", 9).line(480, 800, f"May 20{17 + page}", 9)
        pdf.column(50, 760, lines[page * 6 : page * 6 + 6], 10, 13).line(290, 30, f"- {page + 1} -", 9)
    document = one(tmp_path, pdf)
    assert "MONITOR" not in document.text
    assert "- 2 -" not in document.text
    assert " ".join(lines[:18]) == " ".join(document.text.split())
    assert len(kinds(document, "running head")) == 6
    assert "GULF MONITOR  May 2018" in kinds(document, "running head")
    sentence = lines[5].split()[-1]
    start = document.text.index(lines[5])
    assert document.raw[slice(*document.offsets.raw_range(start, start + len(lines[5])))] == lines[5]
    assert sentence


def test_what_stands_at_the_edge_but_is_no_running_head_stays(tmp_path: Path) -> None:
    pdf = Pdf()
    for page in range(3):
        lines = ["The sultan said no.", f"The emir said it {page} times.", "He left the city then, with his envoy."]
        pdf.page().column(50, 760, lines, 10, 13)
    assert one(tmp_path, pdf).text.count("The sultan said no.") == 3


def test_hyphens_that_broke_a_word_go_and_others_stay(tmp_path: Path) -> None:
    lines = [
        "The ministers of Oman and of Iran spoke of co-", "operation, of the agree-", "ment on gas, of the anti-",
        "Western party, of the re-", "election, of a well-", "known envoy and a state-",
        "owned firm. They want re-election, a state-owned",
        "firm and cooperation.",
    ]  # fmt: skip
    document = one(tmp_path, Pdf().page().column(50, 760, lines, 10, 13))
    assert document.text == (
        "The ministers of Oman and of Iran spoke of cooperation, of the agreement on gas, of the anti-Western party, "
        "of the re-election, of a well-known envoy and a state-owned firm. They want re-election, a state-owned firm "
        "and cooperation."
    )
    assert len([r for r in document.repairs if r.kind == "hyphenation"]) == 6


def test_a_hyphen_at_the_end_of_a_page(tmp_path: Path) -> None:
    pdf = Pdf().page().line(50, 800, "HEAD", 9).column(50, 700, ["One.", "Iran wants an agree-"], 10, 13)
    pdf.page().line(50, 800, "HEAD", 9).column(50, 700, ["ment with Oman.", "Two.", "Three."], 10, 13)
    pdf.pages[0].append("BT /F1 10 Tf 50 30 Td (1) Tj ET")
    document = one(tmp_path, pdf)
    assert "Iran wants an agreement with Oman." in document.text
    assert kinds(document, "running head") == ["HEAD", "1", "HEAD"]


def test_paragraphs_by_indent_and_by_gap(tmp_path: Path) -> None:
    pdf = Pdf().page().column(50, 760, [*textwrap.wrap(BODY, 80)], 10, 13)
    pdf.column(65, 708, ["The emir of Qatar was not there on that day, because he was in Paris, so they"], 10, 13)
    pdf.column(50, 695, ["waited."], 10, 13).column(50, 660, ["Behind a gap begins another one."], 10, 13)
    paragraphs = [p for p in one(tmp_path, pdf).text.split("\n") if p]
    assert paragraphs == [
        BODY,
        "The emir of Qatar was not there on that day, because he was in Paris, so they waited.",
        "Behind a gap begins another one.",
    ]


def test_what_a_pdf_says_of_itself(tmp_path: Path) -> None:
    pdf = Pdf().page().column(50, 760, textwrap.wrap(BODY, 80))
    told = {"Title": "Microsoft Word - a.doc", "Author": "Jane Doe", "CreationDate": "D:20170915080000Z"}
    document = one(tmp_path, pdf, **told)
    assert (document.title, document.author, document.published) == (None, "Jane Doe", "2017-09-15")
    dated = Pdf().page().column(50, 760, textwrap.wrap("MUSCAT, 6 February 2011 - " + BODY, 80))
    assert one(tmp_path, dated, **told).published == "2011-02-06"


def test_pages_without_a_text_layer_are_told(tmp_path: Path) -> None:
    documents, problems = read(tmp_path, Pdf().page().page())
    assert documents == []
    assert "none of its 2 pages holds text" in problems[0].message
    assert "OCR" in problems[0].remedy
    documents, problems = read(tmp_path, Pdf().page().line(50, 700, BODY).page())
    assert len(documents) == 1
    assert "1 of its 2 pages hold no text" in problems[0].message


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", b"%PDF-1.7 \xe2\xe3", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>"]
)
def test_what_is_no_pdf_is_told(tmp_path: Path, data: bytes) -> None:
    documents, problems = read(tmp_path, data)
    assert documents == []
    assert "cannot be read as a PDF" in problems[0].message


def test_words_elsewhere_in_the_text_judge_a_hyphen() -> None:
    hyphens = Hyphens(["a short-lived truce", "the shortlived"])
    assert hyphens.mended("a short-", "lived truce") is not None
    assert Hyphens(["short-lived"]).mended("a short-", "lived one").kept  # type: ignore[union-attr]
    assert not Hyphens([]).mended("an agree-", "ment").kept  # type: ignore[union-attr]
    assert Hyphens([]).mended("1990-", "2000") is None
    assert Hyphens([]).mended("an agreement", "of") is None
