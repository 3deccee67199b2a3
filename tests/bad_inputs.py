"""Bad inputs, each a file made here, and what `read` says of them: the table of docs/reference/bad-input.md."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import lzma
import os
import re
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman import cli, reading
from file_making import BODY, Pdf, docx, epub, parquet, warc, zipped

GOOD = "Russia condemned Turkey on Monday."
_BOMB_DOCTYPE = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
)
_MAIL = "From: a@b.example\nMessage-ID: <1@b.example>\nSubject: Talks\nDate: {date}\n{more}\n{text}\n"


@dataclass(frozen=True)
class Bad:
    """One bad input: what it is in words, the name of its file, and its bytes; None where there is no file."""

    given: str
    name: str
    content: Callable[[], bytes] | bytes | str | None


def _page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def _record(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def _mail(text: str, date: str = "Mon, 20 May 2019 10:00:00 +0000", more: str = "") -> str:
    return _MAIL.format(date=date, text=text, more=more)


def _deep_mail() -> str:
    text = _mail(GOOD)
    for _ in range(8):
        text = _mail(text, more="Content-Type: message/rfc822\n")
    return text


def _locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": GOOD}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    return bytes(data)


def _other_method() -> bytes:
    data = bytearray(zipped({"a.txt": GOOD}))
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(sign) + place
        data[at : at + 2] = b"\x61\0"
    return bytes(data)


def _wrong_sum() -> bytes:
    data = bytearray(zipped({"a.txt": GOOD, "b.txt": GOOD}, 0))
    data[data.index(GOOD.encode())] ^= 1
    return bytes(data)


def _nested() -> bytes:
    data = zipped({"a.txt": GOOD})
    for _ in range(6):
        data = zipped({"a.zip": data})
    return data


def _gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    block = b" " * 1_000_000
    return b"".join(packer.compress(block) for _ in range(300)) + packer.flush()


def _tar(name: str, content: bytes, kind: bytes = tarfile.REGTYPE) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.size, info.linkname = kind, len(content), "/etc/hostname"
        archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def _parquet(rows: list[dict[str, object]]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        parquet(f"{folder}/t", rows)
        return Path(folder, "t").read_bytes()


def _locked_pdf() -> bytes:
    data = Pdf().page().line(50, 700, GOOD).bytes()
    key = "41" * 32
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -44 >> /ID [<41> <41>]"
    return data.replace(b"/Root 1 0 R", f"/Root 1 0 R {lock}".encode())


def _pdf(*pages: str) -> bytes:
    pdf = Pdf()
    for text in pages:
        pdf.page()
        if text:
            pdf.line(50, 700, text)
    return pdf.bytes()


def _unzipped(data: bytes, **changes: str | None) -> bytes:
    """A zip file with members changed ("a/b.xml" written a__b_xml), or without them where None."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    names = {re.sub(r"\W", "_", name.replace("/", "__")): name for name in members}
    for name, content in changes.items():
        if content is None:
            members.pop(names[name])
        else:
            members[names[name]] = content
    return zipped(members)


_BOOK = epub({"1.xhtml": f"<p>{GOOD}</p>", "2.xhtml": f"<p>{BODY}</p>"})
_DRM = (
    '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    "</EncryptedData></encryption>"
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FUTURE = '<meta property="article:published_time" content="2031-01-01">'
_RUSSIAN = "Министр иностранных дел прибыл в Триполи, где его встретил глава правительства. "
_CHINESE = "外交部长星期一抵达的黎波里，与政府讨论边界问题，双方没有签署协议。"
_ARABIC = "وصل وزير الخارجية يوم الاثنين إلى طرابلس لإجراء محادثات مع الحكومة حول الحدود بين البلدين. "

BAD: tuple[Bad, ...] = (
    Bad("a path that is not there", "missing.txt", None),
    Bad("an empty file", "empty.txt", b""),
    Bad("a file of blanks", "blank.txt", b" \n\t\n "),
    Bad("noise", "noise.txt", bytes(range(256)) * 40),
    Bad("control characters", "control.txt", bytes(range(1, 32)) * 100),
    Bad("a picture called .txt", "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    Bad("UTF-16 without its mark", "wide.txt", GOOD.encode("utf-16-le")),
    Bad("Windows-1252", "latin.txt", f"{GOOD} Le café fermé.".encode("cp1252")),
    Bad("Windows-1251, which nothing names", "cyrillic.txt", (_RUSSIAN * 3).encode("cp1251")),
    Bad("UTF-8 with broken bytes", "broken.txt", f"{GOOD} Türkiye, São Tomé, Núñez, ça".encode() + b" \xff."),
    Bad("a zero byte far down", "zero.txt", (GOOD + "\n").encode() * 3000 + b"\0"),
    Bad("one line of a million letters", "line.txt", "a" * 1_000_000),
    Bad("one line of a million characters in words", "words.txt", "The weather was fine there. " * 37_000),
    Bad("51 MB in one text", "large.txt", lambda: b"Oman. " * 8_500_000),
    Bad("Russian", "russian.txt", _RUSSIAN * 3),
    Bad("Chinese", "chinese.txt", _CHINESE * 8),
    Bad("Arabic, from right to left", "arabic.txt", _ARABIC * 3),
    Bad("marks that turn the direction of writing", "turned.txt", f"\u202e{GOOD}\u202c \u2067{GOOD}\u2069"),
    Bad("a day that may be a month", "unclear.txt", f"Title: Talks\nDate: 03/04/2017\n\n{GOOD}"),
    Bad("a day on no calendar", "february.txt", f"Title: Talks\nDate: 2017-02-30\n\n{GOOD}"),
    Bad("a date in words that are none", "spring.txt", f"Title: Talks\nDate: some time in spring\n\n{GOOD}"),
    Bad("an RTF file", "a.rtf", "{\\rtf1\\ansi Oman}"),
    Bad("an old Word file, or one with a password", "old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)),
    Bad("a RAR archive", "a.rar", b"Rar!\x1a\x07\x01" + bytes(50)),
    Bad("a 7-Zip archive", "a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50)),
    Bad("a file packed with Zstandard", "a.zst", b"\x28\xb5\x2f\xfd" + bytes(50)),
    Bad("front matter that never ends", "a.md", f"---\ntitle: Talks\n\n{GOOD}"),
    Bad("a page without text", "script.html", _page("<script>let x = 1</script>")),
    Bad("a page 100,000 elements deep", "deep.html", _page("<div>" * 100_000 + GOOD + "</div>" * 100_000)),
    Bad("a page whose tags are never closed", "open.html", f"<html><body><p><b><i>{GOOD}<table><tr><td>"),
    Bad("a page that names an encoding there is none of", "charset.html", _page(f"<p>{GOOD} caf\u00e9</p>",
        "<meta charset=martian>").encode("latin-1")),
    Bad("JSON lines with a broken line", "line2.jsonl", _record({"text": GOOD}) + '{"text": "half\n'),
    Bad("JSON lines without texts", "notext.jsonl", _record({"body": GOOD}, [1], {"text": 7})),
    Bad("JSON nested 100,000 deep", "nested.jsonl", "[" * 100_000),
    Bad("one id for two texts", "twice.jsonl", _record({"id": "a", "text": GOOD}, {"id": "a", "text": BODY})),
    Bad("5,000 lines that are no JSON", "none.jsonl", "no json\n" * 5000),
    Bad("JSON that is not one object a line", "array.json", '[\n {"text": "Oman"}\n]'),
    Bad("a table without a column of texts", "columns.csv", "name,place\nOman,Muscat\n"),
    Bad("a table with a heading and no row", "heading.csv", "text,date\n"),
    Bad("a row with more cells than columns", "cells.csv", f"text,date\na,b,c\n{GOOD},2019-05-20\n"),
    Bad("a quotation mark that is never closed", "quote.csv", 'text\n"never closed\n' + "x" * 60_000_000),
    Bad("a Parquet file cut short", "cut.parquet", lambda: _parquet([{"text": GOOD}])[:-30]),
    Bad("a Parquet file without texts", "columns.parquet", lambda: _parquet([{"place": "Muscat"}])),
    Bad("a message without headers", "headers.eml", f"\n\n{GOOD}\n"),
    Bad("a message without a text", "text.eml", _mail("")),
    Bad("a message with a date that is none", "date.eml", _mail(GOOD, "yesterday, I think")),
    Bad("messages attached to messages, eight times over", "deep.eml", _deep_mail()),
    Bad("a mailbox without messages", "none.mbox", f"{GOOD}\n"),
    Bad("XML that is no feed", "other.xml", '<?xml version="1.0"?><a><b/></a>'),
    Bad("a feed cut short", "cut.rss",
        f"<rss version='2.0'><channel><item><description>{GOOD}</description></item><ite"),
    Bad("a feed without entries", "empty.rss", "<rss version='2.0'><channel><title>a</title></channel></rss>"),
    Bad("a feed of titles", "titles.rss", "<rss version='2.0'><channel><item><title>a</title></item></channel></rss>"),
    Bad("a feed with a bomb of entities", "bomb.rss", f"{_BOMB_DOCTYPE}<rss version='2.0'><channel><item><description>"
        f"&c; {GOOD}</description></item></channel></rss>"),
    Bad("a Word file cut short", "cut.docx", lambda: docx([GOOD])[:-200]),
    Bad("a zip file called .docx", "zip.docx", zipped({"a.txt": GOOD})),
    Bad("a Word file without words", "empty.docx", lambda: docx([])),
    Bad("a Word file whose XML breaks off", "xml.docx",
        lambda: _unzipped(docx([GOOD]), word__document_xml="<w:document")),
    Bad("a Word file with elements 3,000 deep", "deep.docx", lambda: docx([], inner="<w:sdt><w:sdtContent>" * 3000)),
    Bad("a spreadsheet", "a.xlsx", zipped({"xl/workbook.xml": "<a/>"})),
    Bad("a book without its list of contents", "list.epub", lambda: _unzipped(_BOOK, META_INF__container_xml="<a/>")),
    Bad("a book without one of its chapters", "chapter.epub", lambda: _unzipped(_BOOK, text__1_xhtml=None)),
    Bad("a book locked against copying", "locked.epub", lambda: epub({"1.xhtml": GOOD}, **{
        "META-INF/encryption.xml": _DRM})),
    Bad("a book of pictures", "pictures.epub", lambda: epub({"1.xhtml": "<img/>"})),
    Bad("the head of a PDF and no more", "head.pdf", b"%PDF-1.4\n"),
    Bad("a page saved under .pdf", "page.pdf", _page(GOOD)),
    Bad("a PDF of pictures", "scan.pdf", lambda: _pdf("", "", "")),
    Bad("a PDF in which two pages are pictures", "some.pdf", lambda: _pdf(GOOD, "", "")),
    Bad("a PDF with a password", "locked.pdf", _locked_pdf),
    Bad("a crawl cut short", "cut.warc", lambda: warc({"https://a.example/": _page(GOOD)} )[:-80]),
    Bad("a crawl without pages", "none.warc",
        lambda: warc({"https://a.example/": _page(GOOD)}, status="404 Not Found")),
    Bad("a crawled page from the future", "future.warc", lambda: warc({"https://a.example/": _page(GOOD, _FUTURE)})),
    Bad("an empty zip file", "empty.zip", lambda: zipped({})),
    Bad("a zip file cut short", "cut.zip", lambda: zipped({"a.txt": GOOD})[:-30]),
    Bad("a zip file with a password", "locked.zip", _locked_zip),
    Bad("a zip file packed in an unknown way", "method.zip", _other_method),
    Bad("a member whose checksum is wrong", "sum.zip", _wrong_sum),
    Bad("a member whose path leads out of the archive", "out.zip", zipped({"../../etc/a.txt": b""})),
    Bad("zip files in zip files, seven times over", "nested.zip", _nested),
    Bad("a zip bomb", "bomb.zip", lambda: zipped({f"{n}.txt": b" " * 40_000_000 for n in range(4)})),
    Bad("a zip file of pictures", "pictures.zip", zipped({"a.png": b"x"})),
    Bad("gzip cut short", "cut.txt.gz", lambda: gzip.compress(BODY.encode() * 20)[:-40]),
    Bad("gzip that holds nothing", "empty.txt.gz", lambda: gzip.compress(b"")),
    Bad("a gzip bomb", "bomb.jsonl.gz", _gzip_bomb),
    Bad("xz with noise inside", "noise.txt.xz", lambda: lzma.compress(GOOD.encode())[:30] + bytes(40)),
    Bad("a tar file cut short", "cut.tar", lambda: _tar("a.txt", BODY.encode() * 20)[:2000]),
    Bad("a tar file of links to elsewhere", "links.tar", lambda: _tar("a.txt", b"", tarfile.SYMTYPE)),
)  # fmt: skip


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before, case = Path.cwd(), os.environ.pop("DRAGOMAN_CASE", None)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        if case is not None:
            os.environ["DRAGOMAN_CASE"] = case


def said_of(bad: Bad) -> tuple[int, int, list[str]]:
    """Return the exit code, how many documents were read, and the lines about problems, of a real run of `read`."""
    out, err = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder, _inside(Path(folder)):
        content = bad.content() if callable(bad.content) else bad.content
        if content is not None:
            Path(bad.name).write_bytes(content.encode() if isinstance(content, str) else content)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main(["read", bad.name, "--jsonl", "--strict"])
    lines = err.getvalue().splitlines()
    summary = next((line for line in lines if re.match(r"\d[\d,]* documents? read", line)), "0 ")
    return code, int(summary.split()[0].replace(",", "")), [line for line in lines if line != summary]


def rows() -> Iterator[str]:
    """Yield the rows of the table, from real runs. The pipeline is loaded once for all of them."""
    whole = reading.Reader
    reading.Reader = cache(whole)  # type: ignore[misc,assignment]
    try:
        for number, bad in enumerate(BAD, start=1):
            code, documents, lines = said_of(bad)
            told = " ".join(_cell(line) for line in lines[:2]) + (f" (and {len(lines) - 2} more)" if lines[2:] else "")
            yield f"| {number} | {bad.given} | {documents} | {code} | {told or 'nothing: it is read'} |"
    finally:
        reading.Reader = whole  # type: ignore[misc]


def _cell(line: str) -> str:
    return "`" + line.replace("|", "\u2502").replace("`", "'") + "`"
