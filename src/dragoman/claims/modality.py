"""Decides how a predicate is meant: did, did_not, planned, possible or advised, and by whose word.

It climbs from the predicate to the top of the sentence and lets each word above it change the reading: negation,
modals, conditions, and governors such as "said", "denied", "refused" or "plans to" (languages/en/governors.toml).
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    children,
    headlines,
    is_passive,
    is_verb,
    own_subjects,
    patients,
)
from dragoman.claims.governors import SPEAKING, STATUS_OF, effect_of, is_negated, load_governors, support_effect
from dragoman.claims.local import local, opens
from dragoman.claims.mode import Mode
from dragoman.claims.speakers import according_to, speaker_of

_TEMPORAL = frozenset({"when", "after", "before", "until", "till", "while", "as", "since"})
_HAPPENING = frozenset(
    "happen occur be begin start continue resume last end open follow come go proceed take hold restart reopen remain "
    "exist break erupt intensify escalate grow deepen persist drag date".split()
)
_FAILING = frozenset("collapse fail founder fizzle stall flop lapse".split())


def mode_of(scene: Scene, predicate: Token) -> Mode:
    """Return how the predicate is meant, with the words that decided it."""
    mode = Mode()
    node = predicate
    local(scene, node, mode)
    if is_verb(node) and headlines(node):
        mode.put("planned", "to")
    for _ in range(14):
        above = node.head
        if above == node or node.dep_ == "ROOT":
            break
        following = _step(scene, node, mode)
        if following is None:
            break
        node = following
    top = predicate.sent.root if predicate.doc.has_annotation("SENT_START") else node
    _sentence(scene, predicate, top, mode)
    if mode.would:
        mode.would = False
        mode.put("possible", "would")
    return mode


def _step(scene: Scene, node: Token, mode: Mode) -> Token | None:
    """Apply the word above `node`; return from where to climb on, or None to stop."""
    above, label = node.head, node.dep_
    if label == "conj":
        return _coordinated(scene, node, mode)
    if label == "relcl" or (label == "acl" and node.tag_ in {"VBN", "VBG"} and not own_subjects(node)):
        return None if label == "relcl" else _described(node, mode)
    if label == "advcl":
        return _adverbial(scene, node, mode)
    if label in {"ccomp", "xcomp", "pcomp", "acl", "csubj", "csubjpass", "parataxis", "acomp", "oprd"}:
        return _complement(scene, node, mode)
    if node.pos_ in {"NOUN", "PROPN", "ADJ", "PRON", "NUM"} or label in {"pobj", "attr", *OBJECTS}:
        return _nominal(scene, node, mode)
    if label in {"prep", "agent", "amod", "dative"}:
        return above
    return above


def _coordinated(scene: Scene, node: Token, mode: Mode) -> Token:
    """A verb without a subject of its own shares the modals of the verb it is joined to."""
    first = node.head
    if is_verb(node) and is_verb(first) and not own_subjects(node):
        if not any(c.tag_ == "MD" for c in children(node, "aux")):
            joined = {c.lower_ for c in first.children if c.dep_ == "cc"}
            fronted = Mode()
            local(scene, first, fronted)
            if fronted.status == "did_not" and not joined & {"or", "nor"}:
                fronted.status = "did"
            mode.would = mode.would or fronted.would
            mode.put(fronted.status, "and")
            mode.condition = mode.condition or fronted.condition
        return first
    if not is_verb(node) or not is_verb(first):
        if not is_verb(first) and is_negated(first):
            mode.put("did_not", "not")
        return first
    return first


def _described(node: Token, mode: Mode) -> Token | None:
    """ "a bill recognising it": what an unsettled thing would do is unsettled too."""
    noun = node.head
    effect = effect_of(noun, node)
    if effect in STATUS_OF:
        mode.put(STATUS_OF[effect], noun.text)
    return None


def _adverbial(scene: Scene, node: Token, mode: Mode) -> Token | None:
    main = node.head
    marks = {c.lower_ for c in node.children if c.dep_ == "mark" or (c.dep_ == "advmod" and opens(c, node))}
    if marks & load_governors().words.conditionals:
        if not marks & {"until", "till", "whether", "given"} or node.tag_ != "VBD":
            mode.put("possible", " ".join(sorted(marks)))
        return _speech_only(scene, main, mode)
    purpose = any(c.lower_ == "to" for c in children(node, "aux"))
    effect = effect_of(main, node) if is_verb(main) else ""
    if purpose and effect in STATUS_OF:
        return _complement(scene, node, mode)
    above = Mode()
    local(scene, main, above)
    if above.would:
        above.put("possible", "would")
    if purpose:
        mode.put("planned" if above.status == "did" else above.status, "to")
    elif marks & _TEMPORAL or own_subjects(node):
        if above.status in {"planned", "possible", "advised"} and node.tag_ not in {"VBD", "VBN"}:
            mode.put("possible", "with " + main.text)
    elif above.status != "did_not":
        mode.put(above.status, main.text)
    return main


def _speech_only(scene: Scene, node: Token, mode: Mode) -> Token | None:
    """Above a condition only speakers still matter."""
    current = node
    for _ in range(6):
        above = current.head
        if above == current:
            return None
        if current.dep_ == "ccomp" and effect_of(above, current) in {"report", "think", "deny"}:
            mode.say(speaker_of(scene, above), above.text)
        current = above
    return None


def _complement(scene: Scene, node: Token, mode: Mode) -> Token | None:
    above = node.head
    if above.pos_ == "ADP" or above.dep_ == "prep":
        return _after_preposition(scene, node, above, mode)
    effect = effect_of(above, node)
    if node.dep_ == "ccomp" and not effect:
        told = _claim_before(node)
        if told is not None:
            above, effect = told, effect_of(told, node)
        elif not is_verb(above):
            return above
        elif above.lemma_ != "be" and own_subjects(node):
            # Two statements side by side: what holds of the one says nothing of the other.
            return _speech_only(scene, above, mode)
    _apply(scene, above, node, effect, mode)
    if above.pos_ == "ADJ" and above.dep_ in {"acomp", "oprd"}:
        _governor_local(scene, above.head, effect, mode)
        return above.head
    if above.pos_ in {"NOUN", "PROPN"}:
        return _over_noun(scene, above, mode)
    _governor_local(scene, above, effect, mode)
    # What is told stays as told, whatever becomes of the telling ("keen to say that it has").
    return _speech_only(scene, above, mode) if effect in {"report", "think", "deny"} else above


def _claim_before(clause: Token) -> Token | None:
    """The claims of "took note of the claims that", where the parser hung the clause on the verb."""
    if not any(c.lower_ == "that" for c in children(clause, "mark")):
        return None
    for token in reversed(list(clause.doc[clause.head.i + 1 : clause.left_edge.i])):
        if token.pos_ == "NOUN" and effect_of(token, clause) in SPEAKING:
            return token
    return None


def _apply(scene: Scene, above: Token, node: Token, effect: str, mode: Mode) -> None:
    """Let a governor act on the statement below it."""
    if effect in SPEAKING:
        mode.say(speaker_of(scene, above), above.text)
    if mode.would and effect in {"report", "think", "plans"}:
        mode.would = False
        past = above.tag_ in {"VBD", "VBN"} or effect == "plans"
        mode.put("planned" if past and mode.condition is None else "possible", above.text)
    if effect == "report" and node.dep_ == "xcomp" and any(c.lower_ == "to" for c in children(node, "aux")):
        return
    if effect in STATUS_OF:
        mode.put(STATUS_OF[effect], above.text)
    elif effect:
        mode.cues.append(above.text)


def _governor_local(scene: Scene, above: Token, effect: str, mode: Mode) -> None:
    """Negation and modals of the governor itself: "did not say that" leaves open what was not said."""
    own = Mode()
    local(scene, above, own)
    if own.would:
        own.put("possible", "would")
    mode.condition = mode.condition or own.condition
    if effect in {"report", "think", "accuse", "praise"}:
        if own.status == "did_not" and effect == "think":
            mode.put("did_not" if mode.status == "did" else "possible", "not " + above.text)
        elif own.status == "did_not":
            mode.put("possible", "not " + above.text)
        return
    if own.status == "did_not" and effect in {"deny", "doubt"}:
        mode.put("possible", "not " + above.text)
    elif own.status != "did" and effect not in {"deny", "doubt"}:
        mode.put(own.status, own.cues[0] if own.cues else above.text)
    if own.speaker is not None:
        mode.say(own.speaker, "reported")


def _after_preposition(scene: Scene, node: Token, preposition: Token, mode: Mode) -> Token | None:
    """ "accused of arming", "the prospect of joining", "instead of arming", "without consulting"."""
    holder = preposition.head
    lower = preposition.lower_
    words = load_governors().words
    if lower in {"in", "by"} and is_verb(holder) and _ahead(holder):
        # "In arming it, X will anger Y" supposes the arming.
        mode.put("possible", preposition.text)
        return _speech_only(scene, holder, mode)
    apart = holder.lower_ in {"instead", "short", "far"} and lower in {"of", "from"}
    if lower in words.without or apart or _rather_than(preposition):
        mode.put("did_not" if lower != "than" else "possible", preposition.text)
        return _speech_only(scene, holder, mode)
    effect = effect_of(holder, node)
    if holder.pos_ in {"NOUN", "PROPN"}:
        _apply(scene, holder, node, effect, mode)
        return _over_noun(scene, holder, mode)
    if lower == "before" and not effect:
        own = Mode()
        local(scene, holder, own)
        if own.status != "did" or own.would:
            mode.put("possible", "before")
        return holder
    _apply(scene, holder, node, effect, mode)
    if effect and effect not in {"accuse", "praise"}:
        _governor_local(scene, holder, effect, mode)
    return holder


def _ahead(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in {"will", "'ll", "would", "could", "may", "might"} for c in verb.children)


def _rather_than(preposition: Token) -> bool:
    return preposition.lower_ == "than" and preposition.i > 0 and preposition.nbor(-1).lower_ == "rather"


def _over_noun(scene: Scene, noun: Token, mode: Mode) -> Token | None:
    """Climb on from a noun that governs ("its plan to", "the option of"): what the verb above does with it counts."""
    if any(c.lower_ in load_governors().words.determiners for c in children(noun, "det")):
        mode.put("did_not", "no " + noun.text)
    return _nominal(scene, noun, mode)


def _nominal(scene: Scene, node: Token, mode: Mode) -> Token | None:
    """Climb from a noun: a carrier or governor verb above it acts on it, any other takes it as given."""
    above, label = node.head, node.dep_
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
            return _speech_only(scene, verb, mode) if _given(noun) else verb
    if effect == "deny":
        # Who denies a report speaks for what did not happen, not who reported it.
        mode.speaker = speaker_of(scene, verb) or mode.speaker
    elif effect == "advises":
        mode.say(speaker_of(scene, verb), verb.text)
    if effect in STATUS_OF:
        mode.put(STATUS_OF[effect], verb.text)
    _governor_local(scene, verb, effect, mode)
    return verb


def _given(noun: Token) -> bool:
    """A definite act is taken as given by whatever is said of it; "a deal" is not."""
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ not in {"a", "an", "any", "some", "no", "another"})
        for c in noun.children
    ) or not any(c.dep_ == "det" for c in noun.children)


def _happening(scene: Scene, noun: Token, verb: Token, mode: Mode) -> Token | None:
    """A noun of action as subject: "talks will begin", "the deal collapsed"."""
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
    adjectives = load_governors().adjectives
    judged = next((c for c in children(verb, "acomp", "attr") if adjectives.get(c.lemma_.lower()) == "advises"), None)
    if judged is not None:
        mode.put("advised", judged.text)
        return verb
    definite = any(
        c.lower_ in {"the", "this", "that", "its", "their", "his", "her"} or c.dep_ == "poss" for c in noun.children
    )
    if verb.lemma_ in _HAPPENING or not definite:
        local(scene, verb, mode)
        return verb
    return _speech_only(scene, verb, mode)


def _noun_after_preposition(scene: Scene, node: Token, mode: Mode) -> Token | None:
    preposition = node.head
    holder = preposition.head
    lower = preposition.lower_
    if lower in load_governors().words.without or (lower == "of" and holder.lower_ in {"instead", "event"}):
        mode.put("possible" if holder.lower_ == "event" else "did_not", preposition.text)
        return _speech_only(scene, holder, mode)
    if holder.pos_ in {"NOUN", "PROPN"}:
        effect = effect_of(holder, node)
        if effect in STATUS_OF and lower in {"of", "for", "to", "about"}:
            mode.put(STATUS_OF[effect], holder.text)
            if effect in SPEAKING and children(holder, "poss"):
                mode.say(next(iter(scene.actors(children(holder, "poss")[0])), None), holder.text)
        return _nominal(scene, holder, mode)
    if is_verb(holder):
        effect = support_effect(holder, node) or effect_of(holder, node)
        if effect in STATUS_OF and effect != "deny":
            mode.put(STATUS_OF[effect], holder.text)
            if effect in SPEAKING:
                mode.say(speaker_of(scene, holder), holder.text)
            _governor_local(scene, holder, effect, mode)
            return holder
        if effect in {"does", "receives"}:
            _governor_local(scene, holder, effect, mode)
            return holder
        return _speech_only(scene, holder, mode)
    return None


def _sentence(scene: Scene, predicate: Token, top: Token, mode: Mode) -> None:
    """What holds for the whole sentence: a question, "according to", a running quotation."""
    if scene.doc[-1].text.startswith("?") or (len(scene.doc) > 1 and scene.doc[-2].text == "?"):
        mode.put("possible", "?")
    mode.say(according_to(scene, predicate), "according to")
    if mode.speaker is None and scene.discourse.speaker is not None:
        mode.say(scene.discourse.speaker, "quotation")
    if top.lemma_ == "imagine" and top.tag_ == "VB" and not own_subjects(top) and patients(top) is not None:
        mode.put("possible", top.text)
