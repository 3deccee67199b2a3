"""Text, Markdown, HTML and JSON lines read into Documents; encodings; broken files told in one line each."""

from __future__ import annotations

import io
import json
import sys
import tracemalloc
from pathlib import Path

import pytest

from dragoman.documents import Source, find, from_text, load
from dragoman.documents.dates import UnclearDateError, published_date
from dragoman.model import Document, Problem

BODY = (
    "The sultan of Oman met the foreign minister of Iran in Muscat on Friday and told him that the strait would stay "
    "open to all ships. The minister has not answered, but he is expected to return to the city before the end of the "
    "month, his third visit this year.\n"
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read(path: Path, limit: int = 50_000_000) -> tuple[list[Document], list[Problem]]:
    sources, problems = find([path])
    results = [result for source in sources for result in load(source, limit=limit)]
    documents = [result for result in results if isinstance(result, Document)]
    return documents, problems + [result for result in results if isinstance(result, Problem)]


def one(path: Path) -> Document:
    documents, problems = read(path)
    assert problems == []
    assert len(documents) == 1
    return documents[0]


def told(problem: Problem) -> str:
    line = f"{problem.where}: {problem.message}; {problem.remedy}"
    assert "\n" not in line
    assert problem.remedy
    return line


def test_text_with_a_head(tmp_path: Path) -> None:
    head = "Title: Strait stays open\nDate: 15 September 2017\nPublisher: The Gulf Monitor\nURL: https://gulf.example/1\n\n"
    document = one(write(tmp_path, "a.txt", head + BODY))
    assert (document.title, document.published) == ("Strait stays open", "2017-09-15")
    assert (document.publisher, document.url, document.language) == ("The Gulf Monitor", "https://gulf.example/1", "en")
    assert document.text == BODY
    assert document.raw == head + BODY
    assert document.offsets.raw_range(0, 10) == (len(head), len(head) + 10)
    assert document.name == "a.txt"


@pytest.mark.parametrize(
    "text",
    [
        "Title: Strait stays open\nThe sultan met the envoy of Iran.\n",
        "Russia: a riddle\n\nThe sultan met the envoy of Iran.\n",
        "Oman said:\n\nThe sultan met the envoy of Iran.\n",
    ],
)
def test_what_is_no_head_stays_text(tmp_path: Path, text: str) -> None:
    document = one(write(tmp_path, "a.txt", text))
    assert document.text == text
    assert document.publisher is None


def test_the_id_depends_on_content_not_on_place(tmp_path: Path) -> None:
    first = one(write(tmp_path, "a.txt", BODY))
    again = one(write(tmp_path, "a.txt", BODY))
    elsewhere = one(write(tmp_path, "b.txt", BODY))
    other = one(write(tmp_path, "c.txt", BODY + "More."))
    syndicated = one(write(tmp_path, "d.txt", "Publisher: The Gulf Monitor\n\n" + BODY))
    assert first.id == again.id == elsewhere.id
    assert len({first.id, other.id, syndicated.id}) == 3
    assert from_text(BODY, name="x").id == first.id
    assert from_text(BODY, name="x", publisher="A").id != from_text(BODY, name="x", publisher="B").id


def test_markdown_marks_go_and_the_way_back_stays(tmp_path: Path) -> None:
    raw = (
        '---\ntitle: "Strait stays open"\ndate: 2017-09-15\npublisher: The Gulf Monitor\n---\n\n'
        "# The strait\n\nThe **sultan of Oman** met [the *minister* of Iran](https://x.example/y_z_) on Friday, "
        "and did __not__ sign a_long_name.[^1]\n\n"
        "- He met the envoy of Iran again on Sunday.\n- He left.\n\n> “The strait stays open,” he said.\n\n"
        "What next\n---------\n\n![a map](m.png) Nothing \\* more & no `less`.\n\n* * *\n\n[^1]: A note.\n"
    )
    document = one(write(tmp_path, "a.md", raw))
    assert document.title == "Strait stays open"
    assert document.published == "2017-09-15"
    assert "The sultan of Oman met the minister of Iran on Friday, and did not sign a_long_name." in document.text
    for mark in ("**", "](", "__", "# ", "- He", "> ", "---", "![", "[^", "`", "\\"):
        assert mark not in document.text
    headings = [document.text[b.start : b.end] for b in document.blocks if b.kind == "heading"]
    assert headings == ["The strait", "What next"]
    for phrase in ("sultan of Oman", "minister", "not", "He met the envoy", "The strait stays open", "less"):
        start = document.text.index(phrase)
        assert raw[slice(*document.offsets.raw_range(start, start + len(phrase)))] == phrase


PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Strait stays open | The Gulf Monitor</title>
<meta property="og:site_name" content="The Gulf Monitor"><meta property="og:title" content="Strait stays open">
<meta property="article:published_time" content="2017-09-15T08:00:00Z"><link rel="canonical" href="https://gulf.example/1">
</head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Strait stays open</h1>
<p>{BODY}</p><h2>What next</h2><p>Oman&#39;s neighbours &amp; friends have <b>not</b> said what they will do, though the
emir of Qatar, who was in the city as well, is said to back the sultan in this.</p></article>
<footer>Share this article</footer><script>var x = "Iran attacked Oman";</script></body></html>"""


def test_html_main_text_and_what_the_page_says(tmp_path: Path) -> None:
    document = one(write(tmp_path, "a.html", PAGE))
    assert (document.title, document.published) == ("Strait stays open", "2017-09-15")
    assert (document.publisher, document.url, document.language) == ("The Gulf Monitor", "https://gulf.example/1", "en")
    assert "Oman's neighbours & friends have not said what they will do, though the emir" in document.text
    assert "Iran attacked" not in document.text
    assert "World" not in document.text
    assert "<" not in document.raw
    assert ("heading", "What next") in [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


def test_html_without_a_main_text_is_taken_whole_and_says_so(tmp_path: Path) -> None:
    document = one(
        write(tmp_path, "a.htm", "<html><body><div>Oman backs <b>Iran</b>.</div><script>no()</script></body></html>")
    )
    assert document.text.strip() == "Oman backs Iran."
    page = "<html><body>" + "<div>" * 3000 + "Oman backs Iran." + "</div>" * 3000 + "</body></html>"
    deep = read(write(tmp_path, "b.html", page))[0]
    assert not deep or "Oman backs Iran." in deep[0].text
    empty = read(write(tmp_path, "c.html", "<html><body><script>x()</script></body></html>"))
    assert empty[0] == []
    assert "no text" in told(empty[1][0])


def test_json_lines_read_around_a_broken_line(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"a{n}", "text": BODY, "published": "2017-09-15", "more": [1, 2]}) for n in range(1, 10)]
    lines[6] = lines[6][:-9]
    path = write(tmp_path, "a.jsonl", "\n".join(lines) + "\n")
    documents, problems = read(path)
    assert [document.name for document in documents] == ["a1", "a2", "a3", "a4", "a5", "a6", "a8", "a9"]
    assert len({document.id for document in documents}) == 8
    assert len(problems) == 1
    assert problems[0].where == f"{path}, line 7"
    assert "no JSON" in told(problems[0])
    assert documents[0].raw == BODY


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[1, 2]", "list"),
        ("null", "NoneType"),
        ('{"id": "x"}', "no field 'text'"),
        ('{"text": 7}', "no string"),
        ('{"text": "  "}', "empty"),
        ("[" * 100_000, "JSON"),
        ("\udcff".encode("utf-8", "surrogatepass").decode("latin-1"), "no JSON"),
    ],
)
def test_odd_json_lines_are_told(tmp_path: Path, line: str, said: str) -> None:
    documents, problems = read(
        write(tmp_path, "a.jsonl", line + "\n" + json.dumps({"text": "Oman backs Iran."}) + "\n")
    )
    assert [document.text for document in documents] == ["Oman backs Iran."]
    assert documents[0].name == "a.jsonl:2"
    assert len(problems) == 1
    assert ", line 1" in problems[0].where
    assert said in told(problems[0]) or "nested" in told(problems[0])


def test_many_broken_json_lines_are_counted(tmp_path: Path) -> None:
    documents, problems = read(write(tmp_path, "a.jsonl", "{\n" * 500 + json.dumps({"text": "Oman backs Iran."})))
    assert len(documents) == 1
    assert len(problems) == 21
    assert "480 more" in told(problems[-1])


def test_json_lines_come_one_by_one(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", (json.dumps({"text": BODY}) + "\n") * 40_000)
    tracemalloc.start()
    stream = load(Source(path, "JSON lines"))
    for _ in range(50):
        assert isinstance(next(stream), Document)
    stream.close()  # type: ignore[attr-defined]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 10_000_000
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2017-09-15", "2017-09-15"),
        ("2017-09-15T08:30:00+02:00", "2017-09-15"),
        ("2017-09-15 08:30", "2017-09-15"),
        ("15 September 2017", "2017-09-15"),
        ("Friday, 15th September 2017", "2017-09-15"),
        ("September 15, 2017", "2017-09-15"),
        ("Sept. 15, 2017", "2017-09-15"),
        ("Fri, 15 Sep 2017 08:30:00 GMT", "2017-09-15"),
        ("2017-09", "2017-09"),
        ("September 2017", "2017-09"),
        ("Sept. 2017", "2017-09"),
        ("2017", "2017"),
    ],
)
def test_dates_that_are_read(value: str, day: str) -> None:
    assert published_date(value) == day


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("03/04/2017", "which figure is the day"),
        ("2017-02-30", "no calendar"),
        ("2017-13", "no calendar"),
        ("Spring 2017", "no month"),
        ("0217", "no date"),
        ("yesterday", "no date"),
        ("15 Septembre 2017", "no month"),
        ("25/12/2017", "order"),
        ("1505462400", "no date"),
    ],
)
def test_dates_that_are_refused_in_words(tmp_path: Path, value: str, why: str) -> None:
    with pytest.raises(UnclearDateError, match=why):
        published_date(value)
    documents, problems = read(write(tmp_path, "a.jsonl", json.dumps({"text": BODY, "published": value})))
    assert documents[0].published is None
    assert why in told(problems[0])
    assert [repair.kind for repair in from_text(BODY, name="x", published=value).repairs] == ["problem"]


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (BODY.encode("utf-8-sig"), None),
        (BODY.encode("utf-16"), None),
        ("Oman’s sultan – in Türkiye.".encode("cp1252"), "Windows-1252"),
        ("Oman’s sultan in Türkiye \x81.".encode("cp1252", "ignore") + b"\x81", "Latin-1"),
        ("Türkiye, São Tomé, Núñez, ça".encode() + b" \xff.", "UTF-8"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, note: str | None) -> None:
    document = one(write(tmp_path, "a.txt", data))
    notes = [repair.note for repair in document.repairs if repair.kind == "encoding"]
    assert len(notes) == (note is not None)
    if note:
        assert note in notes[0]
        assert "Türkiye" in document.text
    else:
        assert document.text == BODY


def test_an_encoding_that_is_not_known_is_said_to_be(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", ("Министр прибыл в Триполи. " * 3).encode("cp1251"))
    document = read(path)[0][0]
    (note,) = [repair.note for repair in document.repairs if repair.kind == "encoding"]
    assert "not known" in note
    assert "save it as UTF-8" in note


def test_pages_name_their_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("emir of Qatar", "Ахмад")
    document = one(write(tmp_path, "a.html", page.encode("cp1251")))
    assert "Ахмад" in document.text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"\x00\x01\x02PNG" * 100, "not a text"),
        (bytes(range(1, 32)) * 100, "control characters"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    documents, problems = read(write(tmp_path, name, data))
    assert documents == []
    assert len(problems) == 1
    assert said in told(problems[0])
    assert str(tmp_path / name) in problems[0].where


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a"])
@pytest.mark.parametrize(
    ("data", "said", "remedy"),
    [
        (b"PK\x03\x04word/document.xml", "damaged", "get it again"),
        (b"{\\rtf1\\ansi " + BODY.encode(), "RTF", "export"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word", "export"),
        (b"\x1f\x8b\x08", "damaged", "unpack"),
        (b"\x28\xb5\x2f\xfd", "Zstandard", "unpack"),
        (b"Rar!\x1a\x07\x01", "RAR", "unpack"),
        (b"\x89PNG\r\n", "picture", "text"),
        (BODY.encode("utf-16-le"), "UTF-16", "save it as UTF-8"),
        (BODY.encode("utf-16-be"), "UTF-16", "save it as UTF-8"),
    ],
)
def test_known_files_that_are_not_read_are_named(
    tmp_path: Path, name: str, data: bytes, said: str, remedy: str
) -> None:
    path = write(tmp_path, name, data)
    write(tmp_path, "good.txt", BODY)
    sources, problems = find([path, tmp_path / "good.txt"])
    results = [result for source in sources for result in load(source)]
    problems += [result for result in results if isinstance(result, Problem)]
    assert len(problems) == 1
    assert said in problems[0].message
    assert remedy in problems[0].remedy


def test_an_id_that_comes_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": "One."}, {"id": "y", "text": "One."}, {"id": "x", "text": "Two."},
            {"id": "x", "text": "One."}, {"text": "One."}, {"text": "One."}]  # fmt: skip
    path = write(tmp_path, "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    documents, problems = read(path)
    assert [document.name for document in documents] == ["x", "y", "x#3", "a.jsonl:5", "a.jsonl:6"]
    assert [problem.where for problem in problems] == [f"{path}, line 3", f"{path}, line 4"]
    assert "'x' is that of line 1" in told(problems[0])
    assert "line 1" in told(problems[1])
    assert "left out" in told(problems[1])


def test_json_lines_that_are_none_are_told_once(tmp_path: Path) -> None:
    documents, problems = read(write(tmp_path, "a.jsonl", "no json\n" * 100_000))
    assert documents == []
    assert len(problems) == 1
    assert "none of its first 1000 lines" in told(problems[0])
    good = json.dumps({"id": "x", "text": BODY})
    documents, problems = read(write(tmp_path, "b.jsonl", "no json\n" * 900 + good + "\n" + "no json\n" * 2000))
    assert len(documents) == 1
    assert len(problems) == 21
    assert "2880 more lines" in told(problems[-1])


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a"])
def test_large_noise_is_not_loaded(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.write(bytes((7 * n * n + n) % 256 for n in range(70_000)))
        stream.truncate(200_000_000)
    tracemalloc.start()
    try:
        documents, problems = read(path)
    except Exception as error:
        documents, problems = [], [Problem("find", str(path), str(error), "-")]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert documents == []
    assert len(problems) == 1
    assert peak < 5_000_000


def test_a_text_over_the_limit_is_told(tmp_path: Path) -> None:
    _, problems = read(write(tmp_path, "a.txt", BODY * 10), limit=1000)
    assert "larger than" in told(problems[0])
    lines = json.dumps({"text": BODY * 10}) + "\n" + json.dumps({"id": "b", "text": "Oman backs Iran."})
    documents, problems = read(write(tmp_path, "a.jsonl", lines), limit=1000)
    assert [document.name for document in documents] == ["b"]
    assert "line 1" in told(problems[0])


@pytest.mark.parametrize(
    ("name", "text", "published", "words"),
    [
        ("a.md", f"# Strait stays open\n\n*Published 4 September 2023*\n\n{BODY}", "2023-09-04", "4 September 2023"),
        ("a.md", f"# Strait stays open\n\n**Published:** 2024-02-10\n\n{BODY}", "2024-02-10", "2024-02-10"),
        ("a.md", f"# Strait stays open\nDate: 2023-10-05\n{BODY}", "2023-10-05", "2023-10-05"),
        ("a.txt", f"Strait stays open\n\nDate: October 2023\n\n{BODY}", "2023-10", "October 2023"),
        (
            "a.txt",
            f"Strait stays open\nPublished on 4 May 2020 | Updated 6 May 2020\n\n{BODY}",
            "2020-05-04",
            "4 May 2020",
        ),
        ("a.txt", f"Strait stays open\n\nMonday, 4 September 2023\n\n{BODY}", "2023-09-04", "Monday, 4 September 2023"),
        ("a.txt", f"BAMAKO, 6 February 2023 \u2013 {BODY}", "2023-02-06", "6 February 2023"),
        (
            "a.txt",
            f"Strait stays open\n\nMuscat, Oman, Feb. 6, 2023 (Gulf News) - {BODY}",
            "2023-02-06",
            "Feb. 6, 2023",
        ),
        ("a.jsonl", json.dumps({"text": f"PORT SUDAN, 6 Feb 2023 -- {BODY}"}), "2023-02-06", "6 Feb 2023"),
    ],
)
def test_a_date_that_stands_in_the_text(tmp_path: Path, name: str, text: str, published: str, words: str) -> None:
    document = one(write(tmp_path, name, text))
    assert document.published == published
    (found,) = [repair for repair in document.repairs if repair.kind == "publication date"]
    assert document.raw[found.raw_start : found.raw_end] == found.before == words
    assert published in found.note
    dated = one(write(tmp_path, "b.jsonl", json.dumps({"text": document.raw, "published": "2019-01-02"})))
    assert dated.published == "2019-01-02"


def test_a_dateline_is_no_part_of_the_first_sentence() -> None:
    document = from_text(f"Strait stays open\n\nMUSCAT, 6 February 2023 - {BODY}", name="x")
    texts = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert texts[:3] == [
        ("heading", "Strait stays open"), ("heading", "MUSCAT, 6 February 2023 -"), ("paragraph", BODY.strip())
    ]  # fmt: skip
    plain = from_text(BODY, name="x")
    assert [block.kind for block in plain.blocks] == ["paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n6 February 2023\n\n{BODY}",
        f"Date palms of Oman\n\n{BODY}",
        f"Published by the ministry\n\n{BODY}",
        f"# What happened\n\n4 April 2019\n\n{BODY}\n\n5 April 2019\n\n{BODY}",
        f"MUSCAT, Feb 6 - {BODY}",
        f"On Monday, 6 February 2023 - a day of talks - {BODY}",
        f"Date: 03/04/2017\n{BODY}",
    ],
)
def test_what_is_no_date_of_publication(tmp_path: Path, text: str) -> None:
    assert one(write(tmp_path, "a.md", text)).published is None


def test_a_text_in_another_language_is_kept_and_told(tmp_path: Path) -> None:
    text = "Министр иностранных дел России прибыл в Триполи, где его встретил глава правительства Ливии. " * 4
    documents, problems = read(write(tmp_path, "a.txt", text))
    assert documents[0].language == "ru"
    assert "in Russian, which is not read" in told(problems[0])
    german = "Der Minister hat gestern in Berlin gesagt, dass die Regierung das Abkommen nicht unterzeichnen wird. " * 3
    documents, problems = read(write(tmp_path, "b.txt", german))
    assert documents[0].language == "de"
    assert len(problems) == 1


def test_standard_input_is_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        def __init__(self, data: bytes) -> None:
            self.buffer = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]

    for data, count in [(BODY.encode(), 1), ((json.dumps({"text": BODY}) + "\n").encode() * 3, 3), (PAGE.encode(), 1)]:
        monkeypatch.setattr(sys, "stdin", Input(data))
        sources, _ = find(["-"])
        documents = [result for result in load(sources[0]) if isinstance(result, Document)]
        assert len(documents) == count
        assert "sultan of Oman met the foreign minister" in documents[0].text


def test_a_file_that_went_away_is_told(tmp_path: Path) -> None:
    results = list(load(Source(tmp_path / "gone.txt", "text")))
    assert len(results) == 1
    assert isinstance(results[0], Problem)
    assert "cannot be read" in told(results[0])
