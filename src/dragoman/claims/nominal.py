"""Climbs from a noun of action: what the verb, preposition or noun above it makes of it."""

from __future__ import annotations

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    children,
    is_passive,
    is_verb,
    prep_objects,
)
from dragoman.actors.tree import Token
from dragoman.claims.governors import SPEAKING, STATUS_OF, called_false, effect_of, load_governors, support_effect
from dragoman.claims.local import local
from dragoman.claims.mode import Mode
from dragoman.claims.over import governor_local, speech_only
from dragoman.claims.speakers import speaker_of
from dragoman.claims.verdicts import lasting_word, load_verdicts

HAPPENING = frozenset(
    "happen occur be begin start continue resume last end open follow come go proceed take hold restart reopen remain "
    "exist break erupt intensify escalate grow deepen persist drag date".split()
)
_FAILING = frozenset("collapse fail founder fizzle stall flop lapse".split())


def over_noun(scene: Scene, noun: Token, mode: Mode) -> Token | None:
    """Climb on from a noun that governs ("its plan to", "the option of"): what the verb above does with it counts."""
    for word in children(noun, "det"):
        if word.lower_ in load_governors().words.determiners:
            mode.deny(word, f"{word.text} {noun.text}")
    return nominal(scene, noun, mode)


def nominal(scene: Scene, node: Token, mode: Mode) -> Token | None:
    """Climb from a noun: a carrier or governor verb above it acts on it, any other takes it as given."""
    above, label = node.head, node.dep_
    if node.pos_ == "PROPN" and scene.actors(node):
        # What is said of an actor in passing ("Chad, on a visit to Mali, did nothing") stands for itself.
        return speech_only(scene, node, mode)
    if node.dep_ in {"amod", "compound", "poss", "appos", "nmod", "npadvmod"}:
        return above if label in {"appos"} else None
    if label == "pobj":
        return _noun_after_preposition(scene, node, mode)
    if not is_verb(above):
        return above if label in {"dobj", "attr"} else None
    if label in SUBJECTS | PASSIVE_SUBJECTS and not is_passive(above):
        return _happening(scene, node, above, mode)
    if label in OBJECTS | {"attr"} or label in PASSIVE_SUBJECTS:
        return _carried(scene, node, above, mode)
    return None


def _carried(scene: Scene, noun: Token, verb: Token, mode: Mode) -> Token | None:
    denied = effect_of(verb, noun) == "deny" and effect_of(noun, verb) in SPEAKING
    effect = "deny" if denied else support_effect(verb, noun)
    if not effect:
        effect = effect_of(verb, noun)
        if effect not in {"deny", "negates", "advises", "possible", "plans"}:
            if verb.lemma_ in {"be", "have"}:
                local(scene, verb, mode)
                return verb
            return speech_only(scene, verb, mode) if _given(noun) else _unsettled(scene, verb, mode)
    if effect in {"negates", "deny"} and load_governors().nouns.get(noun.lemma_.lower()) == "advises":
        # A demand that is turned down was made.
        return speech_only(scene, verb, mode)
    if effect == "possible" and going_on(noun):
        return speech_only(scene, verb, mode)
    if effect == "ends" and load_governors().nouns.get(noun.lemma_.lower()) in {"plans", "possible"}:
        effect = "negates"
    if mode.lasting and effect_of(verb, noun) == "report":
        mode.say(speaker_of(scene, verb), verb.text)
    if effect == "deny":
        # Who denies a report speaks for what did not happen, not who reported it.
        mode.speaker = speaker_of(scene, verb) or mode.speaker
    elif effect == "advises":
        mode.say(speaker_of(scene, verb), verb.text)
    if effect in STATUS_OF:
        mode.put(STATUS_OF[effect], verb.text)
    governor_local(scene, verb, effect, mode)
    return verb


def going_on(noun: Token) -> bool:
    """Tell whether a noun's act is told as under way: "our ongoing support"."""
    return any(c.lower_ in load_verdicts().going_on for c in children(noun, "amod"))


def _given(noun: Token) -> bool:
    """A definite act is taken as given by whatever is said of it; "a deal" is not."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ not in {"a", "an", "any", "some", "no", "another"})
        for c in noun.children
    )


def _unsettled(scene: Scene, verb: Token, mode: Mode) -> Token:
    """ "would not support a strike" leaves the strike open; "condemned strikes" takes them as made."""
    own = Mode()
    local(scene, verb, own)
    if own.status != "did" or own.would:
        mode.put("possible", verb.text)
    return verb


def _happening(scene: Scene, noun: Token, verb: Token, mode: Mode) -> Token | None:
    """A noun of action as subject: "talks will begin", "the deal collapsed"."""
    if _judged(verb, mode):
        return verb
    if verb.lemma_ in _FAILING:
        mode.cues.append(verb.text)
        local(scene, verb, mode)
        return verb
    raised = next((c for c in children(verb, "xcomp") if any(g.lower_ == "to" for g in c.children)), None)
    if raised is not None:
        effect = effect_of(verb, raised)
        if effect in STATUS_OF:
            mode.put(STATUS_OF[effect], verb.text)
        local(scene, verb, mode)
        return verb
    definite = any(
        c.lower_ in {"the", "this", "that", "its", "their", "his", "her"} or c.dep_ == "poss" for c in noun.children
    )
    if verb.lemma_ in HAPPENING or not definite:
        local(scene, verb, mode)
        return verb
    return speech_only(scene, verb, mode)


def _judged(verb: Token, mode: Mode) -> bool:
    """What is said of an act: "is overdue", "looks probable", "is one of the ideas on the table", "is a lie"."""
    governors = load_governors()
    false = called_false(verb)
    if false is not None:
        mode.speaker = None
        mode.put("did_not", false.text)
        return True
    for child in children(verb, "acomp", "attr", "oprd"):
        effect = governors.adjectives.get(child.lemma_.lower(), "")
        if child.pos_ == "ADJ" and effect in STATUS_OF:
            mode.put(STATUS_OF[effect], child.text)
            return True
        if any(o.lemma_.lower() in governors.open_nouns for o in prep_objects(child, "of")):
            mode.put("possible", child.text)
            return True
    among = [o for p in children(verb, "prep") if p.lower_ == "among" for o in children(p, "pobj")]
    if any(o.lemma_.lower() in governors.open_nouns | {"measure", "step"} for o in among):
        mode.put("possible", "among")
        return True
    return False


def _noun_after_preposition(scene: Scene, node: Token, mode: Mode) -> Token | None:
    preposition = node.head
    holder = preposition.head
    lower = preposition.lower_
    if lower in load_governors().words.without or (lower == "of" and holder.lower_ in {"instead", "event"}):
        mode.put("possible" if holder.lower_ == "event" else "did_not", preposition.text)
        return speech_only(scene, holder, mode)
    if holder.pos_ in {"NOUN", "PROPN"}:
        effect = effect_of(holder, node)
        if lasting_word(holder) and lower == "to":
            mode.lasting = True
            return over_noun(scene, holder, mode)
        owned = any(c.dep_ == "poss" for c in node.children)
        if going_on(node) or (owned and not effect and holder.pos_ == "NOUN"):
            # "No support for Chad's raid" denies no raid.
            return speech_only(scene, holder, mode)
        if effect in STATUS_OF and lower in {"of", "for", "to", "about"}:
            mode.put(STATUS_OF[effect], holder.text)
            if effect in SPEAKING and children(holder, "poss"):
                mode.say(next(iter(scene.actors(children(holder, "poss")[0])), None), holder.text)
        return nominal(scene, holder, mode)
    if is_verb(holder):
        if preposition.i < holder.i or lower in {"during", "after", "following"}:
            # "In a call to Kigali he asked for a truce": what he asked for says nothing of the call.
            return speech_only(scene, holder, mode)
        effect = support_effect(holder, node) or effect_of(holder, node)
        denied = effect_of(holder, node) == "deny" and effect_of(node, holder) in SPEAKING
        if denied:
            # "Dismissed as baseless a report that it left", "scoffed at the report": who dismisses it says so.
            mode.speaker = speaker_of(scene, holder) or mode.speaker
            effect = "deny"
        if effect in STATUS_OF and (denied or effect != "deny"):
            mode.put(STATUS_OF[effect], holder.text)
            if effect in SPEAKING:
                mode.say(speaker_of(scene, holder), holder.text)
            governor_local(scene, holder, effect, mode)
            return holder
        if effect in {"does", "receives"} and not any(c.dep_ == "poss" for c in node.children):
            governor_local(scene, holder, effect, mode)
            return holder
        open_yet = any(c.lower_ == "to" for c in children(holder, "aux")) and not _given(node)
        return holder if open_yet else speech_only(scene, holder, mode)
    return None
