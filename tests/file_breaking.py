"""Sample files of every format, and ways to break them: what the fuzzing of readers and its test go by."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import re
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from dragoman.documents import find, load
from dragoman.documents.source import DEFAULT_LIMIT
from dragoman.errors import InputError
from dragoman.model import Document, Problem
from file_making import BODY, Pdf, docx, epub, parquet, warc, zipped

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Talks | Gulf Watch</title><meta name="author" '
    'content="Jane Doe"><meta property="article:published_time" content="2019-05-19T10:00Z"><script type='
    '"application/ld+json">{"@graph": [{"headline": "Talks", "author": [{"name": "Ann"}]}]}</script></head><body>'
    f"<article><h1>Talks</h1><p>{BODY}</p><p>The emir of Qatar was <b>not</b> there.</p></article></body></html>"
)
MAIL = (
    "From: Jane Doe <jane@gulf.example>\r\nSubject: =?utf-8?q?Talks_in_M=C3=BCscat?=\r\n"
    "Message-ID: <1@gulf.example>\r\nDate: Fri, 15 Sep 2017 23:30:00 -0400\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    f"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{BODY}\r\n"
    "> quoted\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n--b\r\nContent-Type: text/html\r\n"
    'Content-Disposition: attachment; filename="a.html"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    "PGI+T21hbjwvYj4=\r\n--b--\r\n"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Gulf Watch</title><item><title>Talks</title><link>'
    "https://gulf.example/1</link><pubDate>Fri, 15 Sep 2017 08:00:00 GMT</pubDate><description>&lt;p&gt;Oman backs "
    "&lt;b&gt;Iran&lt;/b&gt;.&lt;/p&gt;</description></item></channel></rss>"
)
SLOWEST = 10.0
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@cache
def samples() -> dict[str, bytes]:
    """File name -> a whole and readable file, one for each way of reading."""
    pdf = Pdf()
    for page in (1, 2):
        pdf.page().line(60, 800, "GULF MONITOR", 9).column(60, 730, [BODY[:40], "an agree-", "ment"]).line(
            290, 30, str(page)
        )
        pdf.column(310, 730, [BODY[40:80], BODY[80:120], BODY[120:160]])
    with tempfile.TemporaryDirectory() as folder:
        parquet(f"{folder}/t", [{"text": BODY, "date": "2017-09-15", "title": "Talks"}])
        table = Path(folder, "t").read_bytes()
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name, content in (("a.txt", BODY.encode()), ("b.html", PAGE.encode())):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    head = f"Title: Talks\nDate: 2017-09-15\nPublisher: Gulf Watch\n\n{BODY}\n"
    crawl = warc({"https://gulf.example/1": PAGE, "https://gulf.example/2": PAGE})
    return {
        "a.txt": head.encode(), "a.md": f'---\ntitle: "Talks"\n---\n\n# One\n\n* **{BODY}** [x](y)\n'.encode(),
        "a.html": PAGE.encode(), "a.jsonl": (json.dumps({"id": "a", "text": BODY, "title": "é"}) + "\n").encode() * 2,
        "a.eml": MAIL.encode(), "a.mbox": b"From x Fri Sep 15 10:00:00 2017\n" + MAIL.encode() + b"\nFrom y\n\nz\n",
        "a.xml": FEED.encode(), "a.csv": f'id,text,date\n1,"{BODY}",2017-09-15\n2,"a ""b""",x\n'.encode(),
        "a.parquet": table, "a.pdf": pdf.bytes({"Title": "Talks", "CreationDate": "D:20170915"}),
        "a.docx": docx([("Title", "Talks"), BODY], "<dc:title>Talks</dc:title>"),
        "a.epub": epub({"1.xhtml": f"<h1>One</h1><p>{BODY}</p>"}), "a.warc": crawl, "a.warc.gz": gzip.compress(crawl),
        "a.zip": zipped({"a.txt": head, "b.html": PAGE}), "a.tar": tar.getvalue(),
        "a.txt.bz2": bz2.compress(head.encode()),
        "a.txt.xz": lzma.compress(head.encode()), "a.tar.gz": gzip.compress(tar.getvalue()),
    }  # fmt: skip


# Stretches that parsers stumble over.
_TOKENS: tuple[bytes, ...] = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"<", b"</", b"<!--", b"]]>", b"<![CDATA[",
    b"&", b"&#x0;", b"&lol;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b'"', b"'", b"{", b"[", b"\\u", b"\\ud800", b"1e999",
    b"-1", b"4294967296", b"2147483648", b"99999999999999999999", b"0000", b"%", b"%s", b"../", b"=?utf-8?b?",
    b"=?x?q?=?=", b"charset=idna", b"charset=utf-7", b"charset=zlib", b"multipart/mixed; boundary=", b"--b",
    b"Date: Fri, 99 Foo 99999 99:99:99 +9999", b"From ", b"\nFrom ", b"obj", b"endobj", b"stream", b"/Kids [2 0 R]",
    b"/Length -5", b"/Parent", b"<<", b">>", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PAR1", b"ustar",
    b"WARC/1.0\r\n", b"Content-Length: -1\r\n", b"Content-Length: 999999999\r\n",
    "\u202e\u0627\u0644\u0633\u0644\u0637\u0627\u0646".encode(), b"<div>" * 400, b"(" * 200, b"-" * 300, b"A" * 3000,
    b" " * 3000, b"**" * 300, b"> " * 300, b"On a wrote:\n" * 50,
)  # fmt: skip


def broken(name: str, data: bytes, chance: random.Random) -> bytes:
    """A file of that name with one to six things done to it that break it; often to what is packed in it."""
    if name.endswith((".docx", ".epub", ".zip")) and chance.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {member: archive.read(member) for member in archive.namelist()}
        one = chance.choice(sorted(members))
        return zipped({**members, one: _scrambled(members[one], chance)})
    if name.endswith(".gz") and chance.random() < 0.7:
        return gzip.compress(_scrambled(gzip.decompress(data), chance), 1)
    return _scrambled(data, chance)


def _scrambled(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((1, 2, 4, 16, 64, 400))
        match chance.randrange(9):
            case 0:
                made[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                made[at : at + length] = chance.randbytes(length)
            case 2:
                del made[at : at + length]
            case 3:
                made[at:at] = made[at : at + length] * chance.choice((1, 2, 50))
            case 4:
                made[at:at] = chance.choice(_TOKENS)
            case 5:
                made[at : at + length] = chance.choice(_TOKENS)
            case 6 if len(made) > 20:
                del made[at:]
            case 7:
                other = chance.randrange(len(made) + 1)
                made[at : at + length], made[other : other + length] = (
                    made[other : other + length],
                    made[at : at + length],
                )
            case _:
                for place in range(at, min(at + 4, len(made))):
                    made[place] = chance.choice((0, 255, made[place] ^ (1 << chance.randrange(8))))
    return bytes(made)


def read_bytes(name: str, data: bytes, folder: Path, limit: int = DEFAULT_LIMIT) -> list[Document | Problem]:
    """What comes of a file of that name with these bytes."""
    path = folder / name
    path.write_bytes(data)
    try:
        sources, problems = find([path])
    except InputError as error:
        return [Problem("find", str(path), str(error), "-")]
    return [*problems, *(result for source in sources for result in load(source, limit=limit))]


def complaint(name: str, data: bytes, folder: Path) -> str:
    """What is wrong with how a reader took these bytes; '' where nothing is."""
    begun = time.monotonic()
    results = read_bytes(name, data, folder)
    took = time.monotonic() - begun
    if took > SLOWEST:
        return f"it took {took:.1f} s"
    if not results:
        return "neither a document nor a problem"
    return next((said for result in results if (said := _wrong(result))), "")


def _wrong(result: Document | Problem) -> str:
    if isinstance(result, Problem):
        line = f"{result.where}: {result.message}; {result.remedy}"
        if _UNFIT.search(line) or not result.remedy or "fault in dragoman" in line:
            return f"no clear line: {line!r}"
        return ""
    checks: tuple[tuple[str, Callable[[Document], bool]], ...] = (
        ("an empty text", lambda d: bool(d.text.strip()) or bool(d.raw.strip())),
        ("a map of another length", lambda d: d.offsets.clean_length == len(d.text)),
        ("a block outside of the text", lambda d: all(0 <= b.start <= b.end <= len(d.text) for b in d.blocks)),
        ("a repair outside of the raw text", lambda d: all(
            0 <= r.raw_start <= r.raw_end <= len(d.raw) for r in d.repairs)),
        ("a broken character", lambda d: not any("\ud800" <= c <= "\udfff" for c in d.raw)),
    )  # fmt: skip
    return next((said for said, holds in checks if not holds(result)), "")


def kept() -> Iterator[Path]:
    """The files that once brought a reader down, or might have."""
    yield from sorted((Path(__file__).parent / "data" / "fuzzed").iterdir())
