"""Word, EPUB, mail, feeds, tables and crawls: the text, what is known of it, and where that was found."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

import file_making as make
from dragoman.documents import find, language, load
from dragoman.documents.source import Source
from dragoman.model import Document, Problem

BODY = make.BODY
PAGE = (
    '<html lang="en"><head><title>Talks | Gulf Watch</title><meta property="og:site_name" content="Gulf Watch">'
    '<meta property="article:published_time" content="2019-05-19T10:00Z"><meta name="author" content="Jane Doe">'
    f"</head><body><article><h1>Talks</h1><p>{BODY}</p><p>The emir of Qatar was not there.</p></article></body></html>"
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Gulf Watch</title><language>en-gb</language>
<item><title>Talks &amp; more</title><link>https://gulf.example/1</link><pubDate>Fri, 15 Sep 2017 08:00:00 GMT</pubDate>
<author>jane@gulf.example (Jane Doe)</author><description>&lt;p&gt;Oman backs &lt;b&gt;Iran&lt;/b&gt;.&lt;/p&gt;
&lt;script&gt;no()&lt;/script&gt;</description></item>
<item><title>Only a title</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gulf Watch</title><entry><title>Talks</title>
<id>urn:1</id><updated>2017-09-15T08:00:00Z</updated><author><name>Jane Doe</name></author>
<content type="html">&lt;p&gt;Oman backs Iran.&lt;/p&gt;</content></entry></feed>"""


def read(path: Path, limit: int = 50_000_000) -> tuple[list[Document], list[Problem]]:
    sources, problems = find([path])
    results = [result for source in sources for result in load(source, limit=limit)]
    return [r for r in results if isinstance(r, Document)], problems + [r for r in results if isinstance(r, Problem)]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def found(document: Document) -> dict[str, tuple[str, str]]:
    return {fact.field: (fact.value, fact.origin) for fact in document.facts}


def test_a_page_tells_where_each_thing_was_found(tmp_path: Path) -> None:
    linked = {
        "@type": "NewsArticle",
        "headline": "Talks",
        "datePublished": "2019-05-18",
        "author": [{"name": "Ann Lee"}],
    }
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{json.dumps(linked)}</script></head>')
    document = read(put(tmp_path, "a.html", page))[0][0]
    assert found(document) == {
        "title": ("Talks", "the page's linked data (headline)"),
        "author": ("Jane Doe", "the page's meta tag author"),
        "publisher": ("Gulf Watch", "the page's meta tag og:site_name"),
        "published": ("2019-05-19", "the page's meta tag article:published_time"),
        "language": ("en", "the page's lang attribute"),
    }
    assert document.author == "Jane Doe"
    page = page.replace("2019-05-19T10:00Z", "soon").replace('name="author"', 'name="editor"')
    told = found(read(put(tmp_path, "b.html", page))[0][0])
    assert told["published"] == ("2019-05-18", "the page's linked data (datePublished)")
    assert told["author"] == ("Ann Lee", "the page's linked data (author)")


def test_word_headings_notes_and_changes(tmp_path: Path) -> None:
    properties = (
        "<dc:title>Talks</dc:title><dc:creator>Jane Doe</dc:creator>"
        "<dcterms:created>2017-09-15T08:00:00Z</dcterms:created>"
    )
    changed = (
        "<w:p><w:ins><w:r><w:t>Oman backs Iran.</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Oman attacks Iran.</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    data = make.docx([("Title", "Talks in Muscat"), ("Heading1", "The strait"), BODY], properties, changed)
    (document,), problems = read(put(tmp_path, "a.docx", data))
    assert problems == []
    assert BODY in document.text
    assert "Oman backs Iran." in document.text
    assert "attacks" not in document.text
    assert "A cell." in document.text
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert (kinds["Talks in Muscat"], kinds["The strait"]) == ("heading", "heading")
    assert found(document)["author"] == ("Jane Doe", "the file's properties")
    assert found(document)["published"] == ("2017-09-15", "the file's properties (created)")


def test_a_book_by_chapters(tmp_path: Path) -> None:
    metadata = "<dc:title>The Gulf</dc:title><dc:creator>Jane Doe</dc:creator><dc:date>2017-09</dc:date>"
    chapters = {"cover.xhtml": "<img/>", "b.xhtml": f"<h1>Two</h1><p>{BODY}</p>", "a.xhtml": "<p>Oman backs Iran.</p>"}
    documents, problems = read(put(tmp_path, "a.epub", make.epub(chapters, metadata)))
    assert problems == []
    assert [(d.name, d.title) for d in documents] == [("b.xhtml", "The Gulf: Two"), ("a.xhtml", "The Gulf")]
    assert documents[0].origin == f"{tmp_path}/a.epub/text/b.xhtml"
    assert found(documents[1])["published"] == ("2017-09", "the book's metadata")
    assert documents[1].text == "Oman backs Iran."


def message(body: str = BODY, **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    return made


HEADERS = {
    "From": "Jane Doe <jane@gulf.example>", "Subject": "Talks in Müscat", "Date": "Fri, 15 Sep 2017 23:30:00 -0400",
    "Message_ID": "<1@gulf.example>", "List_Id": "Gulf Watch <watch.gulf.example>",
}  # fmt: skip


def test_a_message_with_quotation_signature_and_attachments(tmp_path: Path) -> None:
    mail = message(
        f"{BODY}\n\nOn Monday, Ann wrote:\n> Did Oman attack Iran?\n> Yes.\n\nHe left.\n-- \nJane\n", **HEADERS
    )
    mail.add_attachment("Russia backs Iran.", filename="note.txt")
    mail.add_attachment(make.docx(["Iran backs Oman."]), maintype="application", subtype="x", filename="w.docx")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="p.png")
    mail.add_attachment(b"x", maintype="application", subtype="x", filename="old.doc")
    documents, problems = read(put(tmp_path, "a.eml", mail.as_bytes()))
    assert [d.origin.removeprefix(str(tmp_path)) for d in documents] == ["/a.eml", "/a.eml/note.txt", "/a.eml/w.docx"]
    first = documents[0]
    assert "attack" not in first.text
    assert "Jane" not in first.text
    assert first.text.rstrip().endswith("He left.")
    assert "attack" in first.raw
    assert {repair.kind for repair in first.repairs} >= {"quoted message", "signature"}
    assert found(first)["published"] == ("2017-09-15", "the message's header Date")
    assert found(first)["publisher"] == ("Gulf Watch", "the message's header List-Id")
    assert (first.title, first.author) == ("Talks in Müscat", "Jane Doe")
    assert [p.message for p in problems] == ["the attached 'old.doc' is of a kind that is not read"]


def test_a_message_in_html_only_and_in_an_old_encoding(tmp_path: Path) -> None:
    mail = message(**HEADERS)
    mail.set_content(f"<html><body><p>{BODY}</p></body></html>", subtype="html")
    assert "<p>" not in read(put(tmp_path, "a.eml", mail.as_bytes()))[0][0].text
    old = b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=windows-1251\r\n\r\n"
    text = "Министр прибыл в Триполи"
    assert read(put(tmp_path, "b.eml", old + text.encode("cp1251")))[0][0].text.strip() == text


def test_a_mailbox_goes_on_behind_a_broken_message(tmp_path: Path) -> None:
    begin = "From x Fri Sep 15 10:00:00 2017\n"
    first, third = (
        message("One.\n", **HEADERS).as_string(),
        message(">From Oman.\n", **{**HEADERS, "Message_ID": "<3@x>"}),
    )
    text = f"{begin}{first}\n{begin}\n\n{begin}{'x' * 5000}\n\n{begin}{third.as_string()}\n"
    path = put(tmp_path, "a.mbox", text)
    documents, problems = read(path, limit=3000)
    assert [(d.name, d.text.strip()) for d in documents] == [("a.mbox:1", "One."), ("a.mbox:4", "From Oman.")]
    assert [p.where for p in problems] == [f"{path}, message 2", f"{path}, message 3"]
    assert "larger than" in problems[1].message


def test_mail_and_feeds_are_known_by_their_look(tmp_path: Path) -> None:
    mail = message(Message_ID="<1@x>", **{k: v for k, v in HEADERS.items() if k != "Message_ID"})
    for name, content in (
        ("a", mail.as_bytes()),
        ("b", FEED),
        ("c", b"From x Fri Sep 15 10:00:00 2017\n" + mail.as_bytes()),
    ):
        documents, _ = read(put(tmp_path, name, content))
        assert documents[0].publisher == "Gulf Watch", name
    letter = put(tmp_path, "d", f"From: a friend\n\n{BODY}")
    assert read(letter)[0][0].text.startswith("From: a friend")


@pytest.mark.parametrize(("text", "origin"), [(FEED, "publication"), (ATOM, "change")])
def test_entries_of_feeds(tmp_path: Path, text: str, origin: str) -> None:
    documents, problems = read(put(tmp_path, "a.xml", text))
    assert [d.text for d in documents] == ["Oman backs Iran."]
    told = found(documents[0])
    assert told["published"] == ("2017-09-15", f"the entry's date of {origin}")
    assert told["publisher"] == ("Gulf Watch", "the feed's title")
    assert told["author"] == ("Jane Doe", "the entry's author")
    assert [p.where.rsplit(", ")[-1] for p in problems] == (["entry 2"] if text is FEED else [])


def test_a_table_of_texts(tmp_path: Path) -> None:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(["ID", "Headline", "Body", "Publication Date", "Source"])
    rows.writerow(["7", "Talks; more", "Oman\nbacks Iran.", "2017-09-15", "Gulf Watch"])
    path = put(tmp_path, "a.csv", out.getvalue() + "8;a;b;c;d;e\n9;a;;;\n\n10;;Iran backs Oman.;;\n")
    documents, problems = read(path)
    assert [(d.name, d.text) for d in documents] == [("7", "Oman\nbacks Iran."), ("10", "Iran backs Oman.")]
    assert found(documents[0])["publisher"] == ("Gulf Watch", "the table")
    assert documents[0].published == "2017-09-15"
    assert [p.where for p in problems] == [f"{path}, row 3", f"{path}, row 4"]
    assert "6 cells under 5 columns" in problems[0].message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "none of its columns is called 'text' (they are 'a', 'b')"),
        ("", "empty"),
        ('text\n"never closed\n' + "x" * 3000, "never closed"),
    ],
)
def test_tables_that_are_none(tmp_path: Path, content: str, said: str) -> None:
    documents, problems = read(put(tmp_path, "a.csv", content), limit=1000)
    assert documents == []
    assert said in problems[0].message
    assert csv.field_size_limit() > 1000


def test_a_table_in_parquet(tmp_path: Path) -> None:
    rows = [
        {"content": "Oman backs Iran.", "title": "Talks", "date": "2017-09-15"},
        {"content": "", "title": "", "date": ""},
    ]
    path = tmp_path / "a[1]*.parquet"
    make.parquet(str(path), rows)
    documents, problems = read(path)
    assert [(d.text, d.title, d.published) for d in documents] == [("Oman backs Iran.", "Talks", "2017-09-15")]
    assert problems[0].where == f"{path}, row 2"
    broken = put(tmp_path, "b.parquet", path.read_bytes()[:-20])
    assert "cannot be read as Parquet" in read(broken)[1][0].message


@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl(tmp_path: Path, packed: bool) -> None:
    data = make.warc(
        {"https://gulf.example/1": PAGE, "https://gulf.example/2": PAGE.replace("2019-05-19", "2031-01-01")}
    )
    data += make.warc({"https://gulf.example/3": PAGE}, status="404 Not Found") + make.warc(
        {"https://x/4": "x"}, "image/png"
    )
    path = put(tmp_path, "a.warc.gz" if packed else "a.warc", gzip.compress(data) if packed else data)
    documents, problems = read(path)
    assert [d.url for d in documents] == ["https://gulf.example/1", "https://gulf.example/2"]
    assert [d.published for d in documents] == ["2019-05-19", None]
    assert found(documents[0])["url"][1] == "the record of the crawl"
    assert "fetched on 2019-05-20" in problems[0].message
    assert problems[0].where == f"{path}, record 2"


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [
        ("mammoth", "a.docx", "docx"),
        ("feedparser", "a.rss", "feeds"),
        ("warcio", "a.warc", "warc"),
        ("pypdfium2", "a.pdf", "pdf"),
    ],
)
def test_a_missing_extra_is_named_and_stops_no_other_file(tmp_path: Path, module: str, name: str, extra: str) -> None:
    put(
        tmp_path,
        name,
        {"a.docx": make.docx(["x"]), "a.rss": FEED, "a.warc": make.warc({"https://x": PAGE})}.get(name, b"%PDF-1.4"),
    )
    put(tmp_path, "b.txt", "Oman backs Iran.")
    code = f"""
import sys; sys.modules[{module!r}] = None
from dragoman.documents import find, load
for source in find([{str(tmp_path)!r}])[0]:
    for result in load(source):
        print(getattr(result, "text", None) or f"{{result.message}}; {{result.remedy}}")
"""
    lines = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert f"need {module}; pip install dragoman[{extra}]" in lines[0]
    assert lines[1] == "Oman backs Iran."


def test_without_the_extra_a_text_in_another_language_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(language, "_model", lambda: None)
    (document,), (problem,) = read(put(tmp_path, "a.txt", "Министр прибыл в Триполи на переговоры."))
    assert document.language is None
    assert "not English" in problem.message
    assert "dragoman[languages]" in problem.remedy


def test_members_are_named_below_their_file() -> None:
    source = Source(Path("a.zip"), "zip").member("../x/./y\\z.txt")
    assert (source.where, source.name) == ("a.zip/x/y/z.txt", "z.txt")
