"""A raw text and what is known of it, made into a Document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.documents.clean import clean
from dragoman.documents.dated import date_within, set_apart
from dragoman.documents.dates import REMEDY, UnclearDateError, published_date
from dragoman.documents.edits import Edit
from dragoman.documents.language import detect, is_foreign, spoken, unread
from dragoman.model import KNOWN, Document, Fact, Known, Problem, Repair, content_id


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about its text, as it says it; `published` is not yet checked.

    `given` says in words where it says so ("the head of the file"), and `origins` where that differs by field.
    """

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    author: str | None = None
    given: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, str | None], given: str = "", origins: Mapping[str, str] | None = None) -> About:
        """Return what `values` say by the names of the fields; other names are left out."""
        fields = {name: values.get(name) for name in KNOWN}
        return cls(
            fields["title"], fields["published"], fields["publisher"], fields["url"], fields["language"],
            fields["author"], given, dict(origins or {}),
        )  # fmt: skip

    def origin(self, name: str) -> str:
        """Return where a field was found, in words; '' where nothing says."""
        return self.origins.get(name, self.given)

    def over(self, other: About) -> About:
        """Return this with what it lacks taken from `other`, each field with its origin."""
        values: dict[str, str | None] = {name: getattr(self, name) or getattr(other, name) for name in KNOWN}
        origins: dict[str, str] = {
            name: (self if getattr(self, name) else other).origin(name) for name in KNOWN if values[name]
        }
        return About.of(values, origins=origins)


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
    known, problems = _known(about, where)
    within = date_within(raw) if about.published is None else None
    if within:
        known["published"] = within.published, within.place
        repairs = (*repairs, within.repair(raw))
    cleaned = clean(raw, edits=edits, headings=headings)
    if "title" not in known and cleaned.heading:
        known["title"] = cleaned.heading, "the first heading above the text"
    foreign = is_foreign(cleaned.text)
    language = _language(cleaned.text, about, foreign=foreign)
    if language:
        known["language"] = language
    if foreign:
        problems.append(Problem("clean", where, *unread(language[0] if language else None)))
    said = {field_name: value for field_name, (value, _) in known.items()}
    document = Document(
        id=content_id(raw, key or said.get("url") or said.get("publisher") or ""),
        text=cleaned.text,
        raw=raw,
        offsets=cleaned.offsets,
        blocks=set_apart(cleaned.text, cleaned.blocks),
        origin=origin,
        name=name,
        title=said.get("title"),
        published=said.get("published"),
        publisher=said.get("publisher"),
        url=said.get("url"),
        language=said.get("language"),
        repairs=(*repairs, *cleaned.repairs),
        facts=tuple(_facts(known)),
    )
    return document, problems


def made_on(raw: str, day: str | None) -> str | None:
    """Return the day on which a file was made, None where its text has a date of its own: that is the better one."""
    return None if date_within(raw) else day


def _known(about: About, where: str) -> tuple[dict[Known, tuple[str, str]], list[Problem]]:
    """Return what a file says, each field as (value, origin), and the Problem of a date that is none."""
    known: dict[Known, tuple[str, str]] = {}
    for name in KNOWN:
        value = _line(getattr(about, name))
        if value and name not in ("published", "language"):
            known[name] = value, about.origin(name)
    if about.published:
        try:
            known["published"] = published_date(about.published), about.origin("published")
        except UnclearDateError as error:
            return known, [Problem("open", where, f"{error}; the text is read as undated", REMEDY)]
    return known, []


def _facts(known: Mapping[Known, tuple[str, str]]) -> Iterator[Fact]:
    for name in KNOWN:
        if name in known:
            yield Fact(name, *known[name])


def _line(value: str | None) -> str:
    """Return a value on one line; '' for None."""
    return " ".join(value.split()) if value else ""


def _language(text: str, about: About, *, foreign: bool) -> tuple[str, str] | None:
    """Return the language of a text and who says so: what is declared, unless that is English and the words are not."""
    if about.language:
        code = about.language.strip().replace("_", "-").split("-")[0].lower()
        if spoken(code) and (code != "en" or not foreign):
            return code, about.origin("language")
    return detect(text)
