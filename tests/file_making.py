"""Sample files in every format, made from the text they are to hold: nothing is copied from anywhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import duckdb

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = (
    "The sultan of Oman met the foreign minister of Iran in Muscat on Friday and told him that the strait would stay "
    "open to all ships. The minister has not answered, but he is expected to return to the city before the end of the "
    "month, his third visit this year."
)


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def docx(paragraphs: Sequence[str | tuple[str, str]], properties: str = "", inner: str = "") -> bytes:
    """A Word file; a paragraph is its text, or (style, text). `inner` is more XML of the body."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{one[0]}"/></w:pPr><w:r><w:t>{escape(one[1])}</w:t></w:r></w:p>'
        if isinstance(one, tuple)
        else f"<w:p><w:r><w:t>{escape(one)}</w:t></w:r></w:p>"
        for one in paragraphs
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Heading1", "heading 1"), ("Title", "Title"))
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{kinds}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{relation}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="s" Type="{relation}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}{inner}</w:body></w:document>',
        "docProps/core.xml": '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{properties}</p:coreProperties>",
    })  # fmt: skip


def epub(chapters: Mapping[str, str], metadata: str = "<dc:title>The Gulf</dc:title>", **more: str) -> bytes:
    """A book; `chapters` are file name -> the HTML of its body, in the order of reading. `more` are further members."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    pages = {
        f"text/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
        for name, body in chapters.items()
    }
    return zipped({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="text/book.opf"/></rootfiles></container>',
        "text/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest>{items}</manifest>'
        f"<spine>{spine}</spine></package>",
        **pages,
        **more,
    })  # fmt: skip


def warc(
    pages: Mapping[str, str],
    kind: str = "text/html; charset=utf-8",
    fetched: str = "2019-05-20",
    status: str = "200 OK",
) -> bytes:
    """A crawl: address -> page."""
    out = io.BytesIO()
    for address, page in pages.items():
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page.encode()
        out.write(
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(address.encode()):032x}>\r\n"
            f"WARC-Date: {fetched}T10:00:00Z\r\nWARC-Target-URI: {address}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
            + answer
            + b"\r\n\r\n"
        )
    return out.getvalue()


def parquet(path: str, rows: Sequence[Mapping[str, object]]) -> None:
    """A Parquet file with these rows."""
    names = list(rows[0])
    with duckdb.connect() as db:
        columns = ", ".join(f'"{name}" VARCHAR' for name in names)
        db.execute(f"CREATE TABLE t ({columns})")
        for row in rows:
            db.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(names))})", [row[name] for name in names])
        db.execute(f"COPY t TO '{path}' (FORMAT parquet)")


class Pdf:
    """A PDF written by hand: pages of lines at places, in Helvetica."""

    def __init__(self, width: int = 595, height: int = 842) -> None:
        self.width, self.height = width, height
        self.pages: list[list[str]] = []

    def page(self) -> Pdf:
        """Begin a page."""
        self.pages.append([])
        return self

    def line(self, x: float, y: float, text: str, size: float = 11, bold: bool = False) -> Pdf:
        """Put a line on the last page; y counts from the bottom."""
        plain = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        font = "F2" if bold else "F1"
        self.pages[-1].append(f"BT /{font} {size} Tf {x} {y} Td ({plain.decode('latin-1')}) Tj ET")
        return self

    def column(self, x: float, top: float, lines: Sequence[str], size: float = 11, step: float = 14) -> Pdf:
        """Put lines below one another."""
        for number, text in enumerate(lines):
            self.line(x, top - step * number, text, size)
        return self

    def bytes(self, info: Mapping[str, str] | None = None) -> bytes:
        """The file."""
        count = len(self.pages)
        objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
        kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(count))
        objects.append(f"<< /Type /Pages /Count {count} /Kids [{kids}] >>")
        for name in ("Helvetica", "Helvetica-Bold"):
            objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
        for number, lines in enumerate(self.pages):
            stream = "\n".join(lines)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {self.width} {self.height}] "
                f"/Contents {6 + 2 * number} 0 R "
                "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            )
            objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        told = "".join(f"/{key} ({value})" for key, value in (info or {}).items())
        objects.append(f"<< {told} >>")
        out = "%PDF-1.4\n"
        places = []
        for number, content in enumerate(objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n{content}\nendobj\n"
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        end = len(out)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        out += (
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{end}\n%%EOF\n"
        )
        return out.encode("latin-1")
