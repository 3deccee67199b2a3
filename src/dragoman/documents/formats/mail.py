"""E-mail: a message in a file (.eml), or many in one (.mbox). What is attached is read as if it lay in a folder."""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
import io
import re
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage, Message
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from dragoman.documents.build import About, build
from dragoman.documents.decode import UNREAD_REMEDY, UNREAD_SUFFIXES, Decoded, decode
from dragoman.documents.edits import Edit
from dragoman.documents.formats.html import page_of
from dragoman.documents.formats.unpacking import MOST_LEVELS, Unpacked, metered
from dragoman.documents.source import Format, Reader, Source, read_bytes, too_large
from dragoman.model import Document, Problem, Repair

Items = Iterator[Document | Problem]

_HEADERS: Final = (
    "Received:", "Return-Path:", "Message-ID:", "MIME-Version:", "From:", "To:", "Subject:", "Delivered-To:", "Date:",
    "Reply-To:", "X-Mailer:", "DKIM-Signature:", "Content-Type:", "List-Id:",
)  # fmt: skip
_NEEDED: Final = ("message-id:", "received:", "mime-version:", "return-path:")
_ADDRESS = re.compile(r"<(https?://[^>\s]+)>")
_QUOTED = re.compile(r"(?:^[ \t]*On [^\n]{5,300} wrote:[ \t]*\n\s*)?(?:^[ \t]*>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?\n.*\Z", re.MULTILINE | re.DOTALL)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_SHAPE: Final = "save the message again from the program that holds it"


class _Mail:
    """Reads messages; `read` reads what is attached in any format, `known` gives the format of a suffix."""

    def __init__(self, read: Reader, known: Callable[[str], Format | None]) -> None:
        self._read, self._known = read, known

    def one(self, source: Source, stream: BinaryIO, limit: int) -> Items:
        """Yield the Document of a message, those of what is attached, and the Problems met with them."""
        packed, meter, level = metered(source, stream)
        if level >= MOST_LEVELS:
            cause = f"it is attached to a message attached to another, {level} times over"
            yield Problem("open", source.where, cause, "save it as a file of its own")
            return
        data = read_bytes(source, packed, limit)
        if isinstance(data, Problem):
            yield data
        else:
            yield from self._message(source, source.name, source.where, data, limit, lambda inner: Unpacked(
                io.BytesIO(inner), meter, level + 1))  # fmt: skip

    def many(self, source: Source, stream: BinaryIO, limit: int) -> Items:
        """Yield the Documents of a mailbox in their order; a broken message stops no other."""
        packed, meter, level = metered(source, stream)
        number = 0
        for number, data in enumerate(_split(packed, limit), start=1):
            where = f"{source.where}, message {number}"
            if data is None:
                yield too_large(where, None, limit)
                continue
            yield from self._message(source, f"{source.name}:{number}", where, data, limit, lambda inner: Unpacked(
                io.BytesIO(inner), meter, level + 1))  # fmt: skip
        if not number:
            cause = "there is no message in it: none of its lines begins with 'From '"
            yield Problem("open", source.where, cause, "export the mailbox as mbox again")

    def _message(
        self, source: Source, name: str, where: str, data: bytes, limit: int, inside: Callable[[bytes], Unpacked]
    ) -> Items:
        try:
            message = email.message_from_bytes(data, policy=email.policy.default)
            parts = list(_parts(message))
        except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
            yield Problem("open", where, f"it is no message that can be read ({type(error).__name__})", _SHAPE)
            return
        if not message.keys():
            yield Problem("open", where, "it does not begin with the headers of a message", _SHAPE)
            return
        text, note = _body(message)
        if text.strip():
            yield from _document(message, text, note, name, source, where)
        attached = list(self._attached(source, parts, where))
        for inner, content in attached:
            if isinstance(content, Problem):
                yield content
            else:
                yield from self._read(inner, cast(BinaryIO, inside(content)), limit)
        if not text.strip() and not attached:
            yield Problem("open", where, "the message holds no text", "leave it out, or give the text itself")

    def _attached(
        self, source: Source, parts: Sequence[Message], where: str
    ) -> Iterator[tuple[Source, bytes | Problem]]:
        """Yield what is attached and may be a text. Pictures and the like are left alone."""
        for part in parts:
            if part.get_content_type() == "message/rfc822" and part.get_payload():
                inner = part.get_payload(0)
                if isinstance(inner, Message):
                    yield source.member("attached.eml", "message"), _bytes(inner)
                continue
            filename = _filename(part)
            suffix = PurePosixPath(filename).suffix.lower()
            form = self._known(suffix)
            if form is not None and not part.is_multipart():
                content = part.get_payload(decode=True)
                yield source.member(filename, form.name), content if isinstance(content, bytes) else b""
            elif suffix in UNREAD_SUFFIXES:
                cause = f"the attached {filename!r} is of a kind that is not read"
                yield source, Problem("open", where, cause, UNREAD_REMEDY)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a message, and of a message attached to it only the whole."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        yield part
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting[:0] = [one for one in inner if isinstance(one, EmailMessage)]


def _bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return b""


def _filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""


def _body(message: EmailMessage) -> tuple[str, str | None]:
    """Return the text of a message, plain rather than HTML, and what is to be noted of how it was decoded."""
    for wanted in ("plain", "html"):
        try:
            part = message.get_body(preferencelist=(wanted,))
        except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
            part = message if message.get_content_type() == f"text/{wanted}" else None
        if part is None:
            continue
        decoded = _decoded(part)
        text = page_of(decoded).text if wanted == "html" else decoded.text.replace("\r\n", "\n")
        if text.strip():
            return text, decoded.note
    return "", None


def _decoded(part: Message) -> Decoded:
    content = part.get_payload(decode=True)
    try:
        declared = part.get_content_charset()
    except (ValueError, LookupError, AttributeError, TypeError):
        declared = None
    return decode(content if isinstance(content, bytes) else b"", declared)


def _document(message: EmailMessage, text: str, note: str | None, name: str, source: Source, where: str) -> Items:
    edits: list[Edit] = []
    repairs = list(Decoded(text, note).repairs())
    for pattern, kind, said in (
        (_QUOTED, "quoted message", "the words of an earlier message; left out"),
        (_SIGNATURE, "signature", "below the line that opens a signature; left out"),
    ):
        for match in pattern.finditer(text):
            if not any(edit.start < match.end() and match.start() < edit.end for edit in edits):
                edits.append(Edit(match.start(), match.end(), "\n"))
                repairs.append(Repair(kind, match.start(), match.end(), match[0], "", said))
    if len(text) - sum(edit.end - edit.start for edit in edits) < 1 or not _left(text, edits).strip():
        edits, repairs = [], list(Decoded(text, note).repairs())  # a message that only passes another on
    document, problems = build(
        text,
        _about(message),
        name=name,
        origin=source.where,
        where=where,
        key=_header(message, "Message-ID"),
        edits=edits,
        repairs=repairs,
    )
    yield document
    yield from problems


def _left(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + text[edit.end :]
    return text


def _about(message: EmailMessage) -> About:
    found: dict[str, tuple[str, str]] = {}
    author, address = email.utils.parseaddr(_header(message, "From"))
    listed = _header(message, "List-Id").split("<", 1)[0].strip(' "')
    archived = _ADDRESS.search(_header(message, "Archived-At"))
    for field, value, header in (
        ("title", _header(message, "Subject"), "Subject"),
        ("author", author or address, "From"),
        ("publisher", _header(message, "Organization"), "Organization"),
        ("publisher", listed, "List-Id"),
        ("published", _day(_header(message, "Date")), "Date"),
        ("url", archived[1] if archived else "", "Archived-At"),
        ("language", _header(message, "Content-Language"), "Content-Language"),
    ):
        if value:
            found.setdefault(field, (value, f"the message's header {header}"))
    values: dict[str, str | None] = {field: value for field, (value, _) in found.items()}
    return About.of(values, origins={field: origin for field, (_, origin) in found.items()})


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as text, '' where it is missing; one that is broken is taken as it stands."""
    try:
        value = message.get(name)
        text = "" if value is None else str(value)
    except Exception:  # the parser of headers fails on broken ones in many ways
        text = next((str(raw) for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _day(value: str) -> str:
    """Return the day that a Date header names in its own zone, or the header as it stands."""
    try:
        return email.utils.parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return value


def _split(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Yield the messages of a mailbox, None for one larger than the limit. Only one is held at a time."""
    lines: list[bytes] = []
    size, inside, blank = 0, False, True
    while line := stream.readline(limit + 1):
        if blank and line.startswith(b"From "):
            if inside:
                yield None if size > limit else _ESCAPED.sub(rb"\1", b"".join(lines))
            lines, size, inside = [], 0, True
        elif inside:
            size += len(line)
            if size <= limit:
                lines.append(line)
            else:
                lines.clear()
        blank = line in (b"\n", b"\r\n")
    if inside:
        yield None if size > limit else _ESCAPED.sub(rb"\1", b"".join(lines))


def sniff_message(head: str) -> bool:
    """Return True for a text that begins with headers as only messages have them."""
    lines = head[:8000].split("\n\n", 1)[0].replace("\r", "").split("\n")
    if not lines[0].startswith(_HEADERS):
        return False
    names = {line.split(":", 1)[0].lower() + ":" for line in lines if line[:1].strip()}
    return any(needed in names for needed in _NEEDED)


def sniff_mailbox(head: str) -> bool:
    """Return True for a text whose first line is the separator of a mailbox and whose second is a header."""
    first, _, rest = head.partition("\n")
    return first.startswith("From ") and re.search(r"\d\d:\d\d", first) is not None and rest.startswith(_HEADERS)


def formats(read: Reader, known: Callable[[str], Format | None]) -> tuple[Format, ...]:
    """Return the formats of mail; `read` and `known` are for what is attached."""
    mail = _Mail(read, known)
    return (
        Format("message", (".eml",), sniff_message, mail.one),
        Format("mailbox", (".mbox", ".mbx"), sniff_mailbox, mail.many),
    )
