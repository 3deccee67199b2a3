"""A claim's act in a short sentence: no more than its kind, its rule and its cues bear out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from dragoman.model import Claim
from dragoman.relations.witnesses import plain
from dragoman.show.wording import STANCES, Wording

Advice = Literal["advised", "advised_not", "asked", "unclear"]

_WORD: Final = re.compile(r"\w+(?:[’'](?!s\b)\w+)?")
# How far before the word of the act a negation can stand and still belong to it: "should never again arm".
_REACH: Final = 3


def act(words: Wording, claim: Claim, source: str, target: str, *, many: bool = False) -> str:
    """Return the claim's act in a short sentence, without saying who says so.

    `many` is True where `source` names several. Advice against an act is told as such; where the text does not make
    plain which it is, the sentence says only whom the advice concerns.
    """
    forms, both = phrase(words, claim)
    if both:
        source, target, many = f"{source} {words.say('names', 'and')} {target}", "", True
    frame: str = claim.status
    if claim.status == "advised":
        frame = advice(words, claim)
        if frame == "unclear" and not target:
            frame = "unclear_both"
    elif many and claim.status == "planned":
        frame = "planned_many"
    filled = {
        "did": forms.get("did_many", forms["did"]) if many else forms["did"],
        "not": forms.get("not_many", forms["not"]) if many else forms["not"],
        "base": forms["base"],
    }
    return words.say("status", frame, source=source, target=target, **filled).strip()


def phrase(words: Wording, claim: Claim) -> tuple[Mapping[str, Any], bool]:
    """Return the forms of the phrase for a claim's act, and whether it takes both ends as its subject."""
    forms = _variant(words, claim)
    if forms is not None:
        return forms, claim.mutual
    phrases, name = words.tables["phrases"], _name(words, claim)
    both = claim.mutual and f"{name}_BOTH" in phrases
    return phrases[f"{name}_BOTH" if both else name], both


def _name(words: Wording, claim: Claim) -> str:
    """The key of a claim's phrase."""
    if claim.kind == "STANCE":
        return STANCES[claim.sign]
    if claim.kind == "CONSULT" and not claim.mutual:
        said = set(plain(" ".join((*claim.cues, claim.evidence.text))).split())
        return "VISIT" if said & words.visits() else claim.kind
    return claim.kind


def _variant(words: Wording, claim: Claim) -> Mapping[str, Any] | None:
    """The first of [variants] that the claim's rule or cues ask for: expelled, recalled its envoy, closed a border."""
    fitting = [entry for entry in words.tables["variants"].values() if entry["kind"] == claim.kind]
    if not fitting:
        return None
    rule = claim.rule.partition("+")[0]
    cues = plain(" ".join(claim.cues)).split()
    for entry in fitting:
        if bool(entry.get("mutual")) != claim.mutual:
            continue
        if entry.get("part") is not None and entry["part"] != (claim.target != claim.target_root):
            continue
        if rule in entry.get("rules", ()) or any(_begun(stems, cues) for stems in entry.get("cues", ())):
            found: Mapping[str, Any] = entry
            return found
    return None


def _begun(stems: str, cues: list[str]) -> bool:
    """Whether each of the stems begins one of the cue words."""
    return all(any(cue.startswith(stem) for cue in cues) for stem in stems.split())


def advice(words: Wording, claim: Claim) -> Advice:
    """Return which way a claim of advice goes: for the act, against it, a question, or not plain from its words.

    It is against the act when a cue is a negation or one stands just before the word of the act; a negation elsewhere
    in the evidence, or two cues of negation, leave it open.
    """
    negations = {*words.words("advice", "negations")}
    cues = _WORD.findall(" ".join(claim.cues).casefold().replace("’", "'"))
    if "?" in claim.cues:
        return "asked"
    denials = {cue for cue in cues if _negates(cue, negations)}
    if denials:
        return "advised_not" if len(denials) == 1 else "unclear"
    said = _WORD.findall(claim.evidence.text.casefold().replace("’", "'"))
    if not any(_negates(word, negations) for word in said):
        return "advised"
    places = [number for number, word in enumerate(said) if cues and word == cues[0]]
    if len(places) == 1 and any(_negates(word, negations) for word in said[max(places[0] - _REACH, 0) : places[0]]):
        return "advised_not"
    return "unclear"


def _negates(word: str, negations: set[str]) -> bool:
    return word in negations or word.endswith("n't")
