"""Clauses that borrow their verb from the one before: "neither has Haftar", "Benin did not", "so did Cairo"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors.discourse import Ref
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import agents, children, own_subjects
from dragoman.actors.tree import Token
from dragoman.claims.drafts import Draft
from dragoman.claims.governors import load_governors
from dragoman.claims.modality import mode_of
from dragoman.claims.mode import Mode
from dragoman.model import Claim

_PROVERBS = frozenset({"do", "have", "be", "will", "would", "can", "could", "may", "might", "should", "must"})
_NEGATIVE = frozenset({"neither", "nor"})


def read_ellipsis(scene: Scene, before: Sequence[tuple[Draft, Claim]]) -> list[tuple[Draft, Mode]]:
    """Return a draft with its mode for each bare auxiliary whose subject joins, or is kept out of, the act before."""
    found: list[tuple[Draft, Mode]] = []
    for token in scene.tokens:
        if not _bare(token):
            continue
        earlier = _antecedents(token, before)
        if not earlier:
            continue
        mode = mode_of(scene, token)
        modal = load_governors().words.modals.get(token.lower_) if token.tag_ == "MD" else None
        if modal is not None and mode.status == "did":
            mode.put(modal, token.text)  # type: ignore[arg-type]
        if _agreeing(token) and mode.status == "did":
            claim = earlier[0][1]
            if claim.speaker_root is not None and claim.speaker_root == claim.source_root:
                continue  # "X said it had; so did Y": Y said so of itself
            mode.status = claim.status
        if _outcome(token):
            # ", which he ended up doing" is the author's word, whoever said the rest.
            mode.speaker = scene.discourse.speaker
            mode.status = "did" if mode.status in {"planned", "advised"} else mode.status
        if any(c.lower_ in _NEGATIVE for c in token.children) or _opened(token) in _NEGATIVE:
            mode.status = "did_not" if mode.status in {"did", "did_not", "planned"} else mode.status
        for subject in own_subjects(token) or _turned(token) or agents(token):
            if subject.pos_ == "PRON" and _echo(token):
                # Who "ended up doing" what was said is who it was said of.
                found += [(_copy(draft, token, draft.source), replace(mode, cues=[*mode.cues])) for draft, _ in earlier]
                continue
            for ref in scene.actors(subject):
                if subject.pos_ == "PRON" and all(ref.root != draft.source.root for draft, _ in earlier):
                    continue
                found += [
                    (_copy(draft, token, ref), replace(mode, cues=[*mode.cues]))
                    for draft, _ in earlier
                    if ref.root != draft.target.root
                ]
    return found


def _opened(token: Token) -> str:
    """The word before an inverted clause: "nor did Chad"."""
    first = token.left_edge.i
    return str(token.doc[first - 1].lower_) if first else ""


def _echo(token: Token) -> bool:
    """ "which he ended up doing", "has done so", "did the same", "followed suit"."""
    if token.lemma_ not in {"do", "follow"}:
        return False
    objects = [c for c in token.children if c.dep_ in {"dobj", "advmod", "obj"}]
    if token.lemma_ == "follow":
        return any(c.lower_ == "suit" for c in objects)
    echoes = {"so", "same", "likewise", "which", "this", "that", "it", "thus"}
    said = token.lemma_ == "do" and token.pos_ == "VERB" and any(c.lower_ in echoes for c in objects)
    return said or _done_which(token)


def _agreeing(token: Token) -> bool:
    """ "so did Y", "as did Y", "Y did too": what held of the first holds of the second, denial or plan and all."""
    words = {c.lower_ for c in token.children if c.lower_ != "so" or c.i < token.i} | {_opened(token)}
    return bool(words & {"so", "as", "too", "likewise", "also"}) and not words & {"not", "n't", "never"}


def _outcome(token: Token) -> bool:
    clause = token if token.dep_ == "relcl" else token.head
    return any(c.lower_ == "which" and c.i < token.i for t in (token, clause) for c in t.subtree)


def _done_which(token: Token) -> bool:
    """The doing of "which he ended up doing", whose object stands before the verb above it."""
    if token.lemma_ != "do" or token.dep_ not in {"xcomp", "pcomp", "advcl"} or children(token, "dobj"):
        return False
    above = token.head if token.dep_ != "pcomp" else token.head.head
    return any(c.lower_ == "which" and c.i < above.i for c in above.subtree)


def _bare(token: Token) -> bool:
    if _echo(token):
        return True
    if token.lemma_ not in _PROVERBS or token.pos_ not in {"AUX", "VERB"} or token.dep_ in {"aux", "auxpass"}:
        return False
    if not own_subjects(token) and not _turned(token):
        return False
    if token.lemma_ in {"be", "have"} and not _pointed(token):
        return False
    allowed = {
        "nsubj",
        "nsubjpass",
        "neg",
        "aux",
        "punct",
        "cc",
        "conj",
        "advmod",
        "mark",
        "preconj",
        "advcl",
        "parataxis",
    }
    if _turned(token):
        allowed.add("dobj")
    return all(child.dep_ in allowed for child in token.children)


def _turned(token: Token) -> list[Token]:
    """The Panama of "neither has Panama", which the parser may take for an object."""
    if own_subjects(token) or _opened(token) not in _NEGATIVE | {"so"}:
        return []
    return [c for c in children(token, "dobj") if c.i == token.i + 1]


def _pointed(token: Token) -> bool:
    """A bare "is" or "has" echoes only with a word that says so: "nor has Chad", "Mali is not"."""
    words = {child.lower_ for child in token.children} | {_opened(token)}
    return bool(words & {"not", "n't", "never", "so", "too", "as", "neither", "nor", "also"})


def _antecedents(token: Token, before: Sequence[tuple[Draft, Claim]]) -> list[tuple[Draft, Claim]]:
    """The act just before: the last predicate to the left in this sentence, else of the last sentence with one."""
    here = [pair for pair in before if pair[0].predicate.doc == token.doc and pair[0].predicate.i < token.i]
    pool = here or [pair for pair in before if pair[0].predicate.doc is not token.doc]
    if not pool:
        return []
    last = max(pool, key=lambda pair: (pair[1].evidence.start, pair[0].predicate.i))[0].predicate
    return [pair for pair in pool if pair[0].predicate == last and pair[0].predicate.doc is last.doc]


def _copy(draft: Draft, token: Token, subject: Ref) -> Draft:
    return Draft(
        draft.rule + "+ellipsis", draft.kind, draft.sign, draft.mutual, token, token, subject, draft.target,
        (token.text, *draft.cues), confidence=0.6 * draft.confidence + 0.2,
    )  # fmt: skip
