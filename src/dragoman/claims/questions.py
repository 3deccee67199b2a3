"""What a question leaves open, and what it takes for granted."""

from __future__ import annotations

import re

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import children, is_verb
from dragoman.actors.tree import Token
from dragoman.claims.verdicts import load_verdicts
from dragoman.model import Status

_ASKING = frozenset({"why", "how", "when", "where", "what", "who", "whom", "which"})
# Of these the whole clause is known, and only the reason, way, day or place is asked.
_ADVERBS = frozenset({"why", "how", "when", "where"})
_NO = re.compile(r"\s*(?:No|Not|Never|Hardly)\b(?! (?:only|just|all)\b)")


def takes_for_granted(predicate: Token) -> bool:
    """Tell whether a question asks about something else: "Why did it leave?", "What did it get for leaving?"."""
    word, aside = predicate, False
    for _ in range(12):
        if word.dep_ == "relcl" or word.lemma_ in load_verdicts().wondering:
            return True
        aside = aside or (word.dep_ == "pcomp" and word.head.lower_ in {"for", "after", "since", "before"})
        if word.head == word:
            break
        word = word.head
    first = next((t for t in word.doc[:3] if t.lower_ in _ASKING), None)
    if first is None or first.i > predicate.i:
        return any(word.lemma_ in load_verdicts().wondering for word in predicate.ancestors)
    return aside or (first.lower_ in _ADVERBS and word == predicate and _told(word))


def _told(verb: Token) -> bool:
    """Tell whether a verb stands in a tense of what is or was, with nothing open about it."""
    helpers = {c.lower_ for c in children(verb, "aux", "auxpass")}
    return is_verb(verb) and bool(helpers & {"did", "does", "do", "has", "have", "had", "was", "were", "is", "are"})


def answered(scene: Scene) -> Status | None:
    """Return `did_not` where the text itself answers a question with a no."""
    rest = scene.document.text[scene.offset + len(scene.doc.text.rstrip()) :]
    return "did_not" if _NO.match(rest) else None
