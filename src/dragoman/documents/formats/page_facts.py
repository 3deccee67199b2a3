"""What a web page says of itself in its head: meta tags, linked data, time elements; each with where it was found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from dragoman.documents.build import About
from dragoman.documents.dates import UnclearDateError, published_date

# Names of meta tags, most trusted first, in lower case.
_META: Final[dict[str, tuple[str, ...]]] = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "author": ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author",
               "byl", "sailthru.author"),
    "publisher": ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "application-name",
                  "twitter:site", "publisher"),
    "published": ("article:published_time", "og:published_time", "citation_publication_date", "citation_date",
                  "datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date",
                  "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "date"),
    "url": ("og:url",),
    "language": ("og:locale", "dc.language", "dcterms.language", "content-language"),
}  # fmt: skip
_LINKED: Final = {"title": "headline", "published": "datePublished", "author": "author", "publisher": "publisher"}
_LARGEST: Final = 1_000_000  # characters of linked data that are looked at
_MOST_OBJECTS: Final = 2000
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)

Pair = tuple[str, str]


def page_facts(tree: Any) -> About:  # noqa: ANN401 - an lxml element
    """Return what the head of a page says: of each field the first usable value, and where that stands."""
    found: dict[str, Pair] = {}
    metas = _metas(tree)
    for name, tags in _META.items():
        pairs = ((value, f"the page's meta tag {tag}") for tag in tags for value in metas.get(tag, ()))
        _keep(found, name, pairs)
    for item in _linked(tree):
        for name, key in _LINKED.items():
            _keep(found, name, ((value, f"the page's linked data ({key})") for value in _names(item.get(key))))
    for name, elements in _elements(tree).items():
        _keep(found, name, elements)
    values: dict[str, str | None] = {name: value for name, (value, _) in found.items()}
    return About.of(values, origins={name: origin for name, (_, origin) in found.items()})


def _keep(found: dict[str, Pair], name: str, pairs: Iterator[Pair]) -> None:
    if name in found:
        return
    check = _CHECKS.get(name, _plain)
    usable = ((checked, origin) for value, origin in pairs if (checked := check(" ".join(value.split()))))
    first = next(usable, None)
    if first:
        found[name] = first


def _plain(value: str) -> str:
    return value if value and not _ADDRESS.match(value) else ""


def _address(value: str) -> str:
    return value if _ADDRESS.fullmatch(value) else ""


def _publisher(value: str) -> str:
    return "" if value.startswith("@") else _plain(value)


def _date(value: str) -> str:
    try:
        return published_date(value)
    except UnclearDateError:
        return ""


_CHECKS: Final[dict[str, Callable[[str], str]]] = {"url": _address, "published": _date, "publisher": _publisher}


def _metas(tree: Any) -> dict[str, list[str]]:  # noqa: ANN401
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _linked(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Yield the objects of JSON-LD that tell of an article."""
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = (element.text or "")[:_LARGEST]
        try:
            waiting: list[Any] = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < _MOST_OBJECTS:
            item = waiting.pop(0)
            seen += 1
            if isinstance(item, list):
                waiting += item[:_MOST_OBJECTS]
            elif isinstance(item, dict):
                waiting += [item["@graph"]] if "@graph" in item else []
                if "headline" in item or "datePublished" in item:
                    yield item


def _names(value: object) -> list[str]:
    """Return the names in a value of linked data: a string, an object with a name, or several of either."""
    several = value if isinstance(value, list) else [value]
    named = [one.get("name") if isinstance(one, dict) else one for one in several[:20]]
    names = [one for one in named if isinstance(one, str)]
    return [", ".join(names)] if len(names) > 1 else names


def _elements(tree: Any) -> dict[str, Iterator[Pair]]:  # noqa: ANN401
    def canonical() -> Iterator[Pair]:
        for element in tree.iter("link"):
            if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
                yield element.get("href"), "the page's canonical link"

    def times() -> Iterator[Pair]:
        for element in tree.iter("time"):
            if element.get("datetime") and ("pubdate" in element.attrib or element.get("itemprop") == "datePublished"):
                yield element.get("datetime"), "the page's time element"

    def authors() -> Iterator[Pair]:
        for element in tree.iter("a", "span"):
            if "author" in ((element.get("rel") or "") + " " + (element.get("itemprop") or "")).split():
                yield "".join(element.itertext()), "the page's byline"

    def languages() -> Iterator[Pair]:
        for element in tree.iter("html"):
            if element.get("lang"):
                yield element.get("lang"), "the page's lang attribute"

    return {"url": canonical(), "published": times(), "author": authors(), "language": languages()}
