"""A claim's act in a short sentence: no more than its kind, its rule and its cues bear out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from dragoman.model import Claim
from dragoman.relations.witnesses import plain
from dragoman.show.wording import STANCES, Wording

Advice = Literal["advised", "advised_not", "asked", "unclear"]

_WORD: Final = re.compile(r"\w+(?:[’'](?!s\b)\w+)?")
# How far before the word of the act a negation can stand and still belong to it: "should never again arm".
_REACH: Final = 5
_NOT_ONLY: Final = re.compile(r"\b(?:not (?:only|just|merely|simply)|if not|not least)\b")


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


def same_act(words: Wording) -> Callable[[Claim, Claim], bool]:
    """Return a function that tells whether two claims of one kind can mean the same act, by the words for it.

    Who sent an envoy home did not thereby cut aid; "took measures" can be either.
    """
    generic = {forms["base"] for forms in words.tables["phrases"].values()}

    def same(one: Claim, other: Claim) -> bool:
        first, second = (phrase(words, claim)[0]["base"] for claim in (one, other))
        return first == second or bool({first, second} & generic)

    return same


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

    It is against the act when one word of negation stands among the cues or shortly before the word of the act. A
    negation elsewhere in the evidence, two of them ("should not refuse"), or "need not" leave it open.
    """
    if "?" in claim.cues:
        return "asked"
    negations = {*words.words("advice", "negations")}
    doubts = {*words.words("advice", "doubts")}
    cues = _WORD.findall(" ".join(claim.cues).casefold().replace("’", "'"))
    said = _WORD.findall(_NOT_ONLY.sub("", claim.evidence.text.casefold().replace("’", "'")))
    # The first cue is the word of the act itself: "should end its sanctions" is no advice against ending them.
    word, governing = (cues or [""])[0], set(cues[1:])
    places = [number for number, told in enumerate(said) if told == word]
    first = places[0] if len(places) == 1 else 0
    near = [told for told in said[max(first - _REACH, 0) : first] if _negates(told, negations)]
    denials = near + [cue for cue in governing if _negates(cue, negations) and cue not in near]
    plainly = {*words.words("advice", "anywhere")}
    elsewhere = any(_negates(told, plainly) for told in said if told != word and told not in denials)
    if (doubts & {*said[:1], *governing}) and (denials or elsewhere or said[0] in doubts):
        return "unclear"
    if len(denials) == 1:
        return "advised_not" if near or not elsewhere else "unclear"
    return "unclear" if denials or elsewhere else "advised"


def _negates(word: str, negations: set[str]) -> bool:
    return word in negations or word.endswith("n't")
