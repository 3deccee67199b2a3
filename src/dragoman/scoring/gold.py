"""Gold files and readings as records: loaded, checked, and with their sides spelled one way.

A gold file holds one document a line (`id`, `text`, `claims`, `tags?`, and whatever else the text came with). The
fields of a claim that may be missing are `mutual`, `optional` (then false) and `speaker`, `speaker_root`, `date`
(then null). A broken line stops the scoring: a score over half a file would be worse than none.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import InputError
from dragoman.model import KINDS, STATUSES, UNNAMED

Row = Mapping[str, object]

_GOLD_FORM = "one JSON object a line with `id`, `text` and `claims`, as docs/reference/codebook.md describes"


@dataclass(frozen=True, slots=True)
class Roots:
    """The listed sides: every spelling (code, name, alias; case does not matter) with the code it stands for.

    `listed` is False when no list was found; then every spelling is its own side and none counts as unlisted.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    listed: bool = False

    def code(self, root: str) -> str:
        """Return the listed code of `root`, or `root` itself in lower case where it is not listed."""
        folded = root.strip().casefold()
        return self.codes.get(folded, folded)

    def knows(self, root: str) -> bool:
        """Return whether `root` is a listed spelling; always True when there is no list."""
        return not self.listed or root.strip().casefold() in self.codes


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A hand-coded claim. `start` and `end` are characters of the document's text; roots are listed codes.

    `optional` is True where the coder said so, where a side is not listed, and where both sides are one.
    """

    source: str
    target: str
    source_root: str
    target_root: str
    kind: str
    sign: int
    mutual: bool
    status: str
    speaker_root: str | None
    date: str | None
    start: int
    end: int
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A coded text; `row` is the line it came from without the answers (`claims`, `tags`), for the reader."""

    id: str
    text: str
    tags: tuple[str, ...]
    claims: tuple[GoldClaim, ...]
    row: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim as a reader gave it. `pieces` are its ranges of evidence, the main one first; roots are listed codes."""

    doc: str
    source: str
    target: str
    source_root: str
    target_root: str
    kind: str
    sign: int
    mutual: bool
    status: str
    speaker_root: str | None
    date: str | None
    pieces: tuple[tuple[int, int], ...]
    rule: str


def load_roots(gold_path: Path) -> Roots:
    """Return the sides listed in `roots.csv` beside the gold file; an empty, unlisted `Roots` where there is none.

    Raises InputError when the list cannot be read, lacks a column, or gives one spelling to two codes.
    """
    path = gold_path.parent / "roots.csv"
    if not path.is_file():
        return Roots()
    codes: dict[str, str] = {}
    for number, row in enumerate(csv.DictReader(_read_text(path).splitlines()), start=2):
        code = (row.get("code") or "").strip()
        if not code or "aliases" not in row:
            raise InputError(
                f"{path}:{number}: no `code` or no `aliases` column. Give the columns code,name,aliases,kind."
            )
        spellings = [code, row.get("name") or "", *(row["aliases"] or "").split("|")]
        for spelling in filter(None, (word.strip().casefold() for word in spellings)):
            if codes.setdefault(spelling, code) != code:
                raise InputError(
                    f"{path}:{number}: `{spelling}` already stands for {codes[spelling]}. Remove it from one of them."
                )
    return Roots(codes, listed=True)


def load_gold(path: Path, roots: Roots) -> tuple[GoldDocument, ...]:
    """Return the documents of a gold file in its order, sides spelled as `roots` lists them.

    Raises InputError naming file, line, cause and remedy when the file or any line is not in the gold form.
    """
    documents: list[GoldDocument] = []
    seen: dict[str, int] = {}
    for number, row in gold_lines(path):
        where = f"{path}:{number}"
        document = _document(row, roots, where)
        if document.id in seen:
            raise InputError(
                f"{where}: document id `{document.id}` was used on line {seen[document.id]}. Give each its own id."
            )
        seen[document.id] = number
        documents.append(document)
    if not documents:
        raise InputError(f"{path}: holds no document. A gold file is {_GOLD_FORM}.")
    return tuple(documents)


def gold_lines(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield the number and the JSON object of each line of a gold file. Raises InputError for a line that is none."""
    for number, line in _lines(path):
        yield number, _parse(line, f"{path}:{number}")


def read_claims(rows: Iterable[Row], roots: Roots, where: str) -> tuple[ReadClaim, ...]:
    """Return a reader's claim rows as records, sorted by place and content so that their order cannot matter.

    `where` names their origin in an error. Raises InputError naming the first row that breaks the contract.
    """
    claims = [_read_claim(row, roots, f"{where}, claim {number}") for number, row in enumerate(rows, start=1)]
    return tuple(sorted(claims, key=lambda claim: (claim.doc, claim.pieces, repr(claim))))


def _read_claim(row: Row, roots: Roots, here: str) -> ReadClaim:
    also = row.get("also") or []
    if not isinstance(also, list | tuple):
        raise InputError(f"{here}: `also` is not a list of [start, end] pairs.")
    pieces = [_range(row.get("start"), row.get("end"), here)]
    for piece in also:
        if not isinstance(piece, list | tuple) or len(piece) != 2:
            raise InputError(f"{here}: `also` is not a list of [start, end] pairs.")
        pieces.append(_range(piece[0], piece[1], here))
    return ReadClaim(
        doc=_text(row, "doc", here),
        source=_name(row, "source"),
        target=_name(row, "target"),
        source_root=roots.code(_text(row, "source_root", here)),
        target_root=roots.code(_text(row, "target_root", here)),
        kind=_one_of(row, "kind", KINDS, here),
        sign=_sign(row, here),
        mutual=_flag(row, "mutual", here),
        status=_one_of(row, "status", STATUSES, here),
        speaker_root=_speaker(row, roots, here),
        date=_optional_text(row, "date", here),
        pieces=tuple(pieces),
        rule=_optional_text(row, "rule", here) or "",
    )


def _document(row: Row, roots: Roots, where: str) -> GoldDocument:
    if "claims" not in row and "events" in row:
        raise InputError(
            f"{where}: holds `events` (source words, target words, kind) and no `claims`: without sides, status and "
            f"character ranges it cannot be scored. Give a gold file: {_GOLD_FORM}."
        )
    claims, tags = row.get("claims"), row.get("tags") or []
    if "claims" not in row and "marked" in row:
        raise InputError(f"{where}: marks actors and codes no claims. Score it with --actors.")
    if not isinstance(claims, list):
        raise InputError(f"{where}: `claims` is missing or not a list. A gold file is {_GOLD_FORM}.")
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise InputError(f"{where}: `tags` is not a list of words.")
    text = _text(row, "text", where)
    coded = tuple(_gold_claim(claim, text, roots, f"{where}, claim {n}") for n, claim in enumerate(claims, start=1))
    plain = {key: value for key, value in row.items() if key not in ("claims", "tags")}
    return GoldDocument(_text(row, "id", where), text, tuple(dict.fromkeys(tags)), coded, plain)


def _gold_claim(row: object, text: str, roots: Roots, here: str) -> GoldClaim:
    if not isinstance(row, dict):
        raise InputError(f"{here}: is not a JSON object.")
    start, end = _range(row.get("start"), row.get("end"), here)
    if end > len(text):
        raise InputError(f"{here}: range {start}..{end} ends after the text's {len(text)} characters.")
    source_root, target_root = _text(row, "source_root", here), _text(row, "target_root", here)
    unlisted = not (roots.knows(source_root) and roots.knows(target_root))
    one_side = roots.code(source_root) == roots.code(target_root)
    return GoldClaim(
        source=_name(row, "source"),
        target=_name(row, "target"),
        source_root=roots.code(source_root),
        target_root=roots.code(target_root),
        kind=_one_of(row, "kind", KINDS, here),
        sign=_sign(row, here),
        mutual=_flag(row, "mutual", here),
        status=_one_of(row, "status", STATUSES, here),
        speaker_root=_speaker(row, roots, here),
        date=_optional_text(row, "date", here),
        start=start,
        end=end,
        optional=_flag(row, "optional", here) or unlisted or one_side,
    )


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file. Check the path.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}). Check that it is a readable file.") from None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    # Not splitlines(): a JSON string may hold U+2028 and the like unescaped.
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        if line.strip():
            yield number, line


def _parse(line: str, where: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        cause = error.args[0] if isinstance(error, RecursionError) else str(error)
        raise InputError(f"{where}: is not JSON ({cause}). A gold file is {_GOLD_FORM}.") from None
    if not isinstance(row, dict):
        raise InputError(f"{where}: is not a JSON object. A gold file is {_GOLD_FORM}.")
    return row


def _text(row: Row, key: str, here: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise InputError(f"{here}: `{key}` is missing or not a text.")
    return value


def _name(row: Row, key: str) -> str:
    value = row.get(f"{key}_name") or row.get(key)
    return value if isinstance(value, str) else ""


def _optional_text(row: Row, key: str, here: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{here}: `{key}` is neither a text nor null.")
    return value or None


def _speaker(row: Row, roots: Roots, here: str) -> str | None:
    root = _optional_text(row, "speaker_root", here)
    if root is None and row.get("speaker") == UNNAMED:
        root = UNNAMED
    return None if root is None else roots.code(root)


def _flag(row: Row, key: str, here: str) -> bool:
    value = row.get(key)
    if value is not None and not isinstance(value, bool):
        raise InputError(f"{here}: `{key}` is neither true nor false.")
    return bool(value)


def _one_of(row: Row, key: str, allowed: tuple[str, ...], here: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or value not in allowed:
        raise InputError(f"{here}: `{key}` is {json.dumps(value)}; it must be one of {', '.join(allowed)}.")
    return value


def _sign(row: Row, here: str) -> int:
    value = row.get("sign")
    if type(value) is not int or value not in (-1, 0, 1):
        raise InputError(f"{here}: `sign` is {json.dumps(value)}; it must be 1, 0 or -1.")
    return value


def _range(start: object, end: object, here: str) -> tuple[int, int]:
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise InputError(f"{here}: `start`, `end` are {start!r}, {end!r}; they must be characters, 0 <= start < end.")
    return start, end
