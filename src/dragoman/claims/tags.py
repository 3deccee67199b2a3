"""Speech told beside a statement and not above it: "as Oslo announced", "A, X said, and B"."""

from __future__ import annotations

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import children, is_verb, own_subjects
from dragoman.actors.tree import Token
from dragoman.claims.governors import effect_of, load_governors
from dragoman.claims.speakers import speaker_of

_CLAUSES = ("ccomp", "xcomp", "dobj")


def reports(verb: Token) -> bool:
    """Tell whether a verb can report speech."""
    if not is_verb(verb):
        return False
    return any(entry.effect == "report" for entry in load_governors().verbs.get(verb.lemma_.lower(), ()))


def beside(scene: Scene, clause: Token) -> tuple[Ref, str] | None:
    """Return who is told beside a clause, and the word: "as Oslo announced", "Russia, Berlin claims, left"."""
    for child in children(clause, "parataxis"):
        if is_verb(child) and not children(child, "ccomp", "dobj") and effect_of(child, clause) in {"report", "think"}:
            return _said(scene, child)
    for child in children(clause, "advcl"):
        as_told = any(c.lower_ == "as" for c in children(child, "mark", "advmod"))
        if as_told and reports(child) and not children(child, *_CLAUSES) and own_subjects(child):
            return _said(scene, child)
    return None


def closing(scene: Scene, predicate: Token) -> tuple[Ref, str] | None:
    """Return who is said at the end of a sentence to say it, where the parser took that for a relative clause."""
    for verb in scene.tokens:
        if verb.dep_ not in {"relcl", "acl", "appos"} or verb.tag_ not in {"VBD", "VBZ", "VBP"} or not reports(verb):
            continue
        subjects = own_subjects(verb)
        first = verb.left_edge.i
        plain = bool(subjects) and not children(verb, *_CLAUSES) and subjects[0].tag_ not in {"WP", "WDT"}
        alone = (
            not any(t.tag_ in {"WP", "WDT", "WRB", "IN"} for t in verb.doc[first : subjects[0].left_edge.i + 1])
            if plain
            else False
        )
        if alone and first > predicate.i and verb.doc[first - 1].text == "," and _ends(verb):
            return _said(scene, verb)
    return None


def _ends(verb: Token) -> bool:
    return all(t.is_punct or t.is_space for t in verb.doc[verb.right_edge.i + 1 :])


def of_the_last_only(teller: Token, clause: Token) -> bool:
    """Tell whether "A and, X said, B" has X say B alone: the tag stands inside the clause joined to the first."""
    joined = [c for c in children(clause, "conj") if is_verb(c) and c.i < teller.i]
    after = teller.i + 1 < len(teller.doc) and teller.doc[teller.i + 1].text == ","
    return bool(joined) and after and any(c.i > teller.i for c in children(teller, "dobj", "xcomp", "advcl"))


def goes_on(scene: Scene, clause: Token, teller: Token) -> tuple[Ref, str] | None:
    """Return who says the B of "A, X says, and B", where the parser joined B to "says"."""
    told = teller.dep_ == "parataxis" or any(c.i < teller.i for c in children(teller, "ccomp"))
    if not told or not reports(teller) or reports(clause):
        return None
    dependent = clause.tag_ in {"VBN", "VB"} or bool(own_subjects(clause))
    return _said(scene, teller) if dependent else None


def _said(scene: Scene, verb: Token) -> tuple[Ref, str] | None:
    speaker = speaker_of(scene, verb)
    return None if speaker is None else (speaker, verb.text)
