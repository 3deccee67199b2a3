"""The page as one file that opens from disk: script, style and data inside, and a policy that lets nothing out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from dragoman.errors import VocabularyError
from dragoman.relations.selection import Selection
from dragoman.web import answers
from dragoman.web.application import PAGE, static_files
from dragoman.web.evidence import evidence
from dragoman.web.held import Held
from dragoman.web.pairs import pair

MOST_PAIRS: Final = 400
_IMPORT: Final = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.js)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ", re.MULTILINE)
_LINKED: Final = re.compile(r"^<(?:link|script) [^\n]*/static/[^\n]*\n", re.MULTILINE)


def single_page(held: Held) -> bytes:
    """Return the page of a casebook as HTML in which all its data stands, for a browser without network.

    Pairs with the fewest statements are left out where there are more than MOST_PAIRS.
    """
    files = {name: content.decode("utf-8") for name, (_, content) in static_files().items()}
    script, style = joined_script(files), files["page.css"]
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # No text of a document can end the element that holds the data, or begin another.
    data = json.dumps(everything(held), ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{style}</style>\n'
    page = _LINKED.sub("", files[PAGE]).replace("</head>", f"{head}</head>")
    tail = f'<script type="application/json" id="data">{data}</script>\n<script type="module">{script}</script>\n'
    return page.replace("</body>", f"{tail}</body>").encode("utf-8")


def everything(held: Held) -> dict[str, Any]:
    """Return all that the views can be asked for, by what they ask with."""
    whole = Selection()
    ids = [*(claim.id for claim in held.claims), *(aim.id for aim in held.snapshot.aims())]
    return {
        "case": answers.case(held) | {"stamp": "file"},
        "graph": {level: answers.graph(held, whole, level) for level in ("side", "actor")},
        "timeline": answers.timeline(held, whole),
        "options": answers.options(held, whole),
        "documents": answers.documents(held, whole),
        "document": {one: answers.document(held, one) for one in held.documents},
        "problems": answers.problems(held, whole),
        "pairs": {"|".join(ends): pair(held, whole, *ends) for ends in _pairs(held)},
        "evidence": {row["id"]: row for row in evidence(held, ids)},
    }


def _pairs(held: Held) -> list[tuple[str, str]]:
    """The pairs with most claims: of sides, and of the single actors that claims name."""
    said: dict[tuple[str, str], int] = {}
    for claim in held.claims:
        for ends in {_ends(claim.source_root, claim.target_root), _ends(claim.source, claim.target)}:
            said[ends] = said.get(ends, 0) + 1
    known = sorted((ends for ends in said if ends[0] != ends[1]), key=lambda ends: (-said[ends], ends))
    return known[:MOST_PAIRS]


def _ends(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def joined_script(files: Mapping[str, str]) -> str:
    """Return the modules of the page as one script: each after those it imports, imports and exports taken away.

    Raises VocabularyError where a module imports in a way that cannot be joined; names are those of all modules
    together, so no two may share one.
    """
    done: dict[str, str] = {}

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in done or name in above:
            return
        for needed in _IMPORT.findall(files[name]):
            add(needed, (*above, name))
        done[name] = _EXPORT.sub("", _IMPORT.sub("", files[name]))
        if re.search(r"^(?:import|export)\b", done[name], re.MULTILINE):
            raise VocabularyError(f"web/static/{name}: an import that cannot be joined. Write it on one line, by names")

    add("main.js", ())
    return "\n".join(done.values()).replace("</script", "<\\/script")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
