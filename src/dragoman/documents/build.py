"""A raw text and what is known of it, made into a Document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.documents.clean import clean
from dragoman.documents.dated import date_within, set_apart
from dragoman.documents.dates import REMEDY, UnclearDateError, published_date
from dragoman.documents.edits import Edit
from dragoman.documents.language import detect, is_foreign
from dragoman.model import Document, Problem, Repair, content_id


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about its text, as it says it; `published` is not yet checked."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


def build(
    raw: str,
    about: About,
    *,
    name: str,
    origin: str,
    where: str,
    key: str = "",
    edits: Iterable[Edit] = (),
    headings: Sequence[tuple[int, int]] = (),
    repairs: Sequence[Repair] = (),
) -> tuple[Document, list[Problem]]:
    """Return the Document of a raw text and the Problems met on the way (an unclear date, another language).

    The id depends on the raw text and on `key`, or without it on the address or the publisher: where a file lies,
    and what it is called, does not count. A date that the file does not give is looked for in the text.
    """
    problems: list[Problem] = []
    published = None
    if about.published:
        try:
            published = published_date(about.published)
        except UnclearDateError as error:
            problems.append(Problem("open", where, f"{error}; the text is read as undated", REMEDY))
    within = date_within(raw) if about.published is None else None
    if within:
        published, repairs = within.published, (*repairs, within.repair(raw))
    cleaned = clean(raw, edits=edits, headings=headings)
    language = _language(cleaned.text, about.language)
    if is_foreign(cleaned.text):
        message = "most of its words are not English, so it was taken in, but few or no claims are to be expected"
        problems.append(Problem("clean", where, message, "give an English translation"))
    document = Document(
        id=content_id(raw, key or about.url or about.publisher or ""),
        text=cleaned.text,
        raw=raw,
        offsets=cleaned.offsets,
        blocks=set_apart(cleaned.text, cleaned.blocks),
        origin=origin,
        name=name,
        title=about.title or cleaned.heading,
        published=published,
        publisher=about.publisher,
        url=about.url,
        language=language,
        repairs=(*repairs, *cleaned.repairs),
    )
    return document, problems


def _language(text: str, declared: str | None) -> str | None:
    """Return the language of a text: what is declared, unless that is English and the words are not."""
    if declared:
        code = declared.strip().replace("_", "-").split("-")[0].lower()
        if code != "en" or not is_foreign(text):
            return code or None
    return detect(text)
