"""What a word above a statement does to it: who says it, whether it is denied, what is asked of its own negation."""

from __future__ import annotations

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import (
    children,
    own_subjects,
)
from dragoman.actors.tree import Token
from dragoman.claims.governors import SPEAKING, STATUS_OF, called_false, effect_of
from dragoman.claims.local import local
from dragoman.claims.mode import Mode
from dragoman.claims.speakers import speaker_of
from dragoman.claims.verdicts import lasting_word, load_verdicts


def apply(scene: Scene, above: Token, node: Token, effect: str, mode: Mode) -> None:
    """Let a governor act on the statement below it."""
    if effect in SPEAKING and not any(c.lower_ == "whether" for c in children(node, "mark")):
        mode.say(speaker_of(scene, above), above.text)
    if effect == "plans" and lasting_word(node):
        return
    if effect == "plans" and lasting_word(above):
        mode.lasting = True
        mode.cues.append(above.text)
        return
    if mode.would and effect in {"report", "think", "plans"}:
        mode.would = False
        told = above.tag_ in {"VBD", "VBN", "VBG"} or any(c.lower_ == "to" for c in children(above, "aux"))
        past = told or effect == "plans"
        mode.put("planned" if past and mode.condition is None else "possible", above.text)
    if effect == "report" and node.dep_ == "xcomp" and any(c.lower_ == "to" for c in children(node, "aux")):
        return
    if effect in STATUS_OF:
        mode.put(STATUS_OF[effect], above.text)
    elif effect:
        mode.cues.append(above.text)


def governor_local(scene: Scene, above: Token, effect: str, mode: Mode) -> None:
    """Negation and modals of the governor itself: "did not say that" leaves open what was not said."""
    # A word of negation that was met below denies once.
    own = Mode(seen=mode.seen)
    local(scene, above, own)
    if own.would and effect in {"transparent", "does", "receives", "ends"} and own.status == "did":
        # "Said that it would go on arming it": the would waits for what stands above.
        mode.would, own.would = True, False
    if own.would:
        own.put("possible", "would")
    mode.condition = mode.condition or own.condition
    if any(c.lower_ in load_verdicts().adverbs for c in children(above, "advmod")):
        mode.put("did_not", "falsely " + above.text)
        mode.speaker = None
        return
    if effect in {"report", "think", "accuse", "praise"}:
        if own.status == "did_not" and effect == "think":
            mode.put("did_not" if mode.status == "did" else "possible", "not " + above.text)
        elif own.status == "did_not" and effect != "praise":
            mode.put("possible", "not " + above.text)
        return
    if own.status == "did_not" and effect in {"deny", "doubt"}:
        mode.put("possible", "not " + above.text)
    elif own.status != "did" and effect not in {"deny", "doubt"}:
        mode.put(own.status, own.cues[0] if own.cues else above.text)
    if own.speaker is not None:
        mode.say(own.speaker, "reported")


def speech_only(scene: Scene, node: Token, mode: Mode) -> Token | None:
    """Above a condition only speakers still matter."""
    current = node
    for _ in range(6):
        above = current.head
        if above == current:
            return None
        if current.dep_ in {"csubj", "csubjpass"} and called_false(above) is not None:
            # "To suggest that it attacked is nonsense."
            mode.put("did_not", above.text)
        if current.dep_ == "ccomp" and effect_of(above, current) in {"report", "think", "deny"}:
            mode.say(speaker_of(scene, above), above.text)
        current = above
    return None


def claim_before(clause: Token) -> Token | None:
    """The claims of "took note of the claims that", where the parser hung the clause on the verb."""
    if not any(c.lower_ == "that" for c in children(clause, "mark")):
        return None
    for token in reversed(list(clause.doc[clause.head.i + 1 : clause.left_edge.i])):
        if token.pos_ == "NOUN" and effect_of(token, clause) in SPEAKING:
            return token
    return None


def too_much(above: Token, node: Token) -> Token | None:
    """The "too" of "was too weak to arm it": what is too much for, was not done."""
    if not any(c.lower_ == "to" for c in children(node, "aux", "mark")):
        return None
    for adjective in (above, *children(above, "acomp")):
        for child in adjective.children:
            if adjective.pos_ == "ADJ" and child.lower_ == "too":
                return child
    return None


def subject_effect(above: Token, node: Token) -> str:
    """The effect of a noun over what it is said to be: "another option is for X to leave"."""
    if node.dep_ not in {"xcomp", "ccomp", "advcl"}:
        return ""
    if time_has_come(above):
        return "ought"
    if above.lemma_ != "be":
        return ""
    if any(s.lower_ in load_verdicts().listed and s.dep_ == "nsubj" for s in own_subjects(above)):
        return "possible"
    effects = [effect_of(s, node) for s in own_subjects(above) if s.pos_ == "NOUN" and s.i < above.i]
    return next((e for e in effects if e in STATUS_OF), "")


def time_has_come(verb: Token) -> bool:
    """Tell whether a verb is that of "it is time", "the time has come"."""
    words = (*own_subjects(verb), *children(verb, "attr"))
    return verb.lemma_ in {"be", "come"} and any(word.lemma_ == "time" for word in words)


def by_the_time(clause: Token) -> bool:
    """Tell whether a clause in the present stands behind "by the time", beside what is still to come."""
    time, preposition = clause.head, clause.head.head
    told = time.lower_ == "time" and time.dep_ == "pobj" and preposition.lower_ == "by"
    return told and clause.tag_ not in {"VBD", "VBN"} and ahead(preposition.head)


def ahead(verb: Token) -> bool:
    """Tell whether a verb looks ahead or supposes: with will, would, could, may or might."""
    return any(c.dep_ == "aux" and c.lower_ in {"will", "'ll", "would", "could", "may", "might"} for c in verb.children)


def rather_than(preposition: Token) -> bool:
    """Tell whether a "than" is that of "rather than"."""
    return preposition.lower_ == "than" and preposition.i > 0 and preposition.doc[preposition.i - 1].lower_ == "rather"
