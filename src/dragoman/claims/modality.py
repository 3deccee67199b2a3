"""Decides how a predicate is meant: did, did_not, planned, possible or advised, and by whose word.

It climbs from the predicate to the top of the sentence and lets each word above it change the reading: negation,
modals, conditions, and governors such as "said", "denied", "refused" or "plans to" (languages/en/governors.toml).
"""

from __future__ import annotations

from dragoman.actors.infinitives import headless_infinitive, headlines
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import (
    OBJECTS,
    children,
    gerund_preposition,
    is_verb,
    own_subjects,
    patients,
    prep_objects,
    what_was_done,
)
from dragoman.actors.tree import Token
from dragoman.claims.contents import apart, is_content, weigh
from dragoman.claims.governors import STATUS_OF, effect_of, is_negated, load_governors
from dragoman.claims.local import local, opens, unreal_denial
from dragoman.claims.mode import Mode
from dragoman.claims.nominal import nominal, over_noun
from dragoman.claims.over import (
    ahead,
    apply,
    by_the_time,
    claim_before,
    governor_local,
    rather_than,
    speech_only,
    subject_effect,
    time_has_come,
    too_much,
)
from dragoman.claims.questions import answered, takes_for_granted
from dragoman.claims.speakers import according_to, own_word
from dragoman.claims.tags import closing, goes_on, of_the_last_only
from dragoman.claims.verdicts import load_verdicts
from dragoman.vocabulary.lexicon import load_control

_COMPLEMENTS = frozenset({"ccomp", "xcomp", "pcomp", "acl", "csubj", "csubjpass", "parataxis", "acomp", "oprd"})
_TEMPORAL = frozenset({"when", "after", "before", "until", "till", "while", "as", "since"})
# Labels of small words, which no verb can bear.
_SMALL = frozenset({"preconj", "predet", "det", "mark", "cc", "case"})


def mode_of(scene: Scene, predicate: Token) -> Mode:
    """Return how the predicate is meant, with the words that decided it."""
    mode = Mode()
    node = predicate
    local(scene, node, mode)
    mode.say(own_word(scene, node), "according to")
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
    _sentence(scene, predicate, mode)
    apart(scene, predicate, mode)
    if mode.would:
        mode.would = False
        mode.put("possible", "would")
    return mode


def _step(scene: Scene, node: Token, mode: Mode) -> Token | None:
    """Apply the word above `node`; return from where to climb on, or None to stop."""
    above, label = node.head, node.dep_
    if label == "conj":
        return _coordinated(scene, node, mode)
    if label == "relcl" and above.dep_ == "pobj" and above.head.lower_ == "for" and time_has_come(above.head.head):
        # "The time has come for Chad, which has waited long, to leave."
        mode.put("advised", "time")
        return above.head.head
    if label in {"relcl", "acl"} and by_the_time(node):
        mode.put("possible", "by the time")
    if label in _COMPLEMENTS or (label == "relcl" and (headless_infinitive(node) or is_content(node))):
        governed = gerund_preposition(node) is None and not _participle(node)
        if governed or label == "relcl":
            return _complement(scene, node, mode)
    if gerund_preposition(node) is not None:
        return _after_preposition(scene, node, above.head, mode)
    if label == "relcl" or _participle(node):
        told = speech_only(scene, above, mode) if _restrictive(node) else None
        return told if label == "relcl" else _described(node, mode)
    if label == "advcl":
        return _adverbial(scene, node, mode)
    if node.pos_ in {"NOUN", "PROPN", "ADJ", "PRON", "NUM"} or label in {"pobj", "attr", *OBJECTS}:
        return nominal(scene, node, mode)
    if is_verb(node) and label in _SMALL:
        mode.put("possible", label)  # the parser lost its way
    return above


def _participle(node: Token) -> bool:
    """Tell whether a participle describes a noun: "the men shelling it"."""
    return node.dep_ == "acl" and node.tag_ in {"VBN", "VBG"} and not own_subjects(node)


def _coordinated(scene: Scene, node: Token, mode: Mode) -> Token:
    """A verb without a subject of its own shares the modals of the verb it is joined to."""
    first = node.head
    if is_verb(node) and is_verb(first) and not own_subjects(node):
        told = goes_on(scene, node, first)
        if told is not None:
            mode.say(*told)
            return first.head if first.dep_ == "parataxis" else first
        teller = _misjoined(node, first)
        if teller is not None:
            return teller
        if not any(c.tag_ == "MD" for c in children(node, "aux")):
            joined = {c.lower_ for c in first.children if c.dep_ == "cc"}
            fronted = Mode()
            local(scene, first, fronted)
            if fronted.status == "did_not" and not joined & {"or", "nor"}:
                fronted.status = "did"
            mode.would = mode.would or fronted.would
            mode.put(fronted.status, "and")
            mode.condition = mode.condition or fronted.condition
        if node.tag_ in {"VB", "VBP"} and first.tag_ in {"VBZ", "VBD"} and not children(node, "aux"):
            # A bare verb after a finite one is an item of a list: "it has three choices: leave, stay or attack".
            mode.put("possible", node.text)
        return first
    told = goes_on(scene, node, first) if is_verb(node) else None
    if told is not None:
        mode.say(*told)
    if not is_verb(node) or not is_verb(first):
        if not is_verb(first) and is_negated(first):
            mode.put("did_not", "not")
        return first
    return first


def _misjoined(node: Token, first: Token) -> Token | None:
    """The teller of "denies that it was so and blames Chad", whose second verb was joined to what it tells."""
    teller = first.head
    if first.dep_ != "ccomp" or not is_verb(teller) or teller.i > first.i:
        return None
    present = {"VBZ", "VBP"}
    apart = node.tag_ in present and teller.tag_ in present and first.tag_ == "VBD"
    return teller if apart else None


def _restrictive(clause: Token) -> bool:
    """Tell whether a clause on a noun belongs to what is said of it: "said the men that shelled it had left"."""
    return clause.left_edge.i > 0 and clause.doc[clause.left_edge.i - 1].text not in {",", "-", "–", "—", "("}


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
    if marks & load_governors().words.conditionals and not unreal_denial(node):
        if not marks & {"until", "till", "whether", "given"} or node.tag_ != "VBD":
            mode.put("possible", " ".join(sorted(marks)))
        return speech_only(scene, main, mode)
    purpose = any(c.lower_ == "to" for c in children(node, "aux"))
    effect = effect_of(main, node) if is_verb(main) else ""
    if purpose and (effect in STATUS_OF or (effect == "transparent" and main.lemma_ == "vote")):
        return _complement(scene, node, mode)
    above = Mode()
    local(scene, main, above)
    if above.would:
        above.put("possible", "would")
    telling = node.lemma_ in load_verdicts().telling and main.lemma_ not in load_control()["remote"]
    if purpose and telling and above.status == "did":
        # "Telephoned him to thank him": the thanks were given.
        return main
    if purpose and main.lemma_ in load_control()["remote"]:
        # "telephoned to thank him": who telephones has thanked.
        mode.put(above.status, main.text)
    elif purpose:
        mode.put("planned" if above.status == "did" else above.status, "to")
    elif marks & _TEMPORAL or own_subjects(node):
        if above.status in {"planned", "possible", "advised"} and node.tag_ not in {"VBD", "VBN"}:
            mode.put("possible", "with " + main.text)
    elif above.status != "did_not":
        mode.put(above.status, main.text)
    return main


def _complement(scene: Scene, node: Token, mode: Mode) -> Token | None:
    above = node.head
    if above.pos_ == "ADP" or above.dep_ == "prep":
        return _after_preposition(scene, node, above, mode)
    effect = effect_of(above, node)
    if node.dep_ == "ccomp" and not effect:
        told = claim_before(node)
        if told is not None:
            above, effect = told, effect_of(told, node)
        elif not is_verb(above):
            return above
        elif above.lemma_ != "be" and own_subjects(node):
            # Two statements side by side: what holds of the one says nothing of the other.
            return speech_only(scene, above, mode)
    told = what_was_done(above)
    if told is not None:
        # "What X did was to leave": as done as the doing.
        governor_local(scene, told, "", mode)
        return above
    if is_verb(above) and any(s.lemma_ in load_verdicts().fiction for s in own_subjects(above)):
        mode.put("possible", above.text)
    excess = too_much(above, node)
    if excess is not None:
        mode.put("did_not", excess.text)
        return speech_only(scene, above, mode)
    effect = _of_the_phrase(above, node) or subject_effect(above, node) or effect
    if above.lower_ in load_governors().words.conditionals and above.pos_ != "NOUN" and above.lemma_ != "be":
        mode.put("possible", above.text)
    if not effect and above.lemma_ == "be" and node.dep_ == "xcomp" and not children(above, "acomp"):
        effect = "plans"
    if not effect and _of_unknown_force(above, node):
        mode.put("possible", above.text)
    if effect == "report" and _impersonal(above):
        # "It is tempting to say that" says nothing; "it is fair to say" does.
        mode.put("did" if above.head.lemma_ in {"fair", "true", "safe", "right"} else "possible", above.head.text)
    if effect == "report" and of_the_last_only(above, node):
        return speech_only(scene, above, mode)
    apply(scene, above, node, effect, mode)
    weigh(scene, above, node, mode)
    return _above(scene, above, effect, mode)


def _above(scene: Scene, above: Token, effect: str, mode: Mode) -> Token | None:
    """Let what hangs on a governor act; return from where to climb on."""
    if above.pos_ == "ADJ" and above.dep_ in {"acomp", "oprd"}:
        governor_local(scene, above.head, effect, mode)
        return above.head
    if above.pos_ in {"NOUN", "PROPN"}:
        return over_noun(scene, above, mode)
    governor_local(scene, above, effect, mode)
    # What is told stays as told, whatever becomes of the telling ("keen to say that it has").
    return speech_only(scene, above, mode) if effect in {"report", "think", "deny"} else above


def _of_the_phrase(above: Token, node: Token) -> str:
    """The effect of a governor together with the form of what it governs: "let it go", "expect it to", "tried to"."""
    ordered = above.tag_ == "VB" and not own_subjects(above)
    if above.lemma_ == "let" and above.dep_ == "ROOT" and ordered:
        return "ought"
    if above.lemma_ in load_verdicts().witnessing and above.dep_ == "xcomp" and node.tag_ in {"VBG", "VBN", "VB"}:
        return "transparent"
    if above.lemma_ in load_verdicts().essaying and node.lemma_ in load_verdicts().essayed:
        return "transparent"
    if above.lemma_ == "expect" and ordered:
        return "possible"
    if above.lemma_ in load_verdicts().calling and node.lemma_ in load_verdicts().telling and node.tag_ == "VB":
        return "transparent"
    if above.lemma_ == "vote":
        # A body that votes to condemn condemns; one that votes to send arms has yet to send them.
        return "transparent" if node.lemma_ in load_verdicts().telling else "plans"
    return "advises" if _mandative(above, node) else ""


def _of_unknown_force(above: Token, node: Token) -> bool:
    """An infinitive under a word that no list knows is nothing done, unless one is "quick" or "proud" to do it."""
    affirmed = any(a.lower_ in load_verdicts().affirming for a in (above, *children(above, "acomp", "attr")))
    # "It was brave of X to resist": X did.
    affirmed = affirmed or any(prep_objects(a, "of") for a in (above, *children(above, "acomp")) if a.pos_ == "ADJ")
    affirmed = affirmed or above.lemma_ in load_control()["remote"]
    return not affirmed and node.dep_ == "xcomp" and any(c.lower_ == "to" for c in children(node, "aux"))


def _mandative(above: Token, node: Token) -> bool:
    """Tell whether a bare verb stands where a statement would bend it: "insists that Chad recognise it"."""
    if above.lemma_ not in load_verdicts().mandative or node.tag_ not in {"VB", "VBP"} or children(node, "aux"):
        return False
    singular = any(s.tag_ in {"NN", "NNP"} and not children(s, "conj") for s in own_subjects(node))
    return node.text == node.lemma_ and (singular or above.pos_ == "NOUN")


def _impersonal(verb: Token) -> bool:
    """The say of "it is tempting to say", which nobody says."""
    adjective = verb.head
    if adjective.pos_ != "ADJ" or verb.dep_ not in {"xcomp", "advcl", "acl"}:
        return False
    return any(c.lower_ == "it" for c in children(adjective.head, "nsubj", "expl"))


def _after_preposition(scene: Scene, node: Token, preposition: Token, mode: Mode) -> Token | None:
    """ "accused of arming", "the prospect of joining", "instead of arming", "without consulting"."""
    holder = preposition.head
    lower = preposition.lower_
    words = load_governors().words
    if lower in {"in", "by"} and is_verb(holder) and ahead(holder):
        # "In arming it, X will anger Y" supposes the arming.
        mode.put("possible", preposition.text)
        return speech_only(scene, holder, mode)
    apart = holder.lower_ in {"instead", "short", "far"} and lower in {"of", "from"}
    if lower in words.without or apart or rather_than(preposition):
        mode.deny(preposition, preposition.text)
        return speech_only(scene, holder, mode)
    if lower == "with" and own_subjects(node) and is_verb(holder) and not ahead(holder):
        return speech_only(scene, holder, mode)  # "with Russia arming it, X asked": told beside the main clause
    effect = effect_of(holder, node)
    if holder.lemma_ in {"point", "verge", "brink", "cusp"} and holder.head.lower_ == "on":
        effect = "plans"
    if lower == "for" and not effect and holder.lemma_ in load_control()["reasons"] and is_verb(holder):
        # "may punish it for bombing them": it did, whatever becomes of the punishment.
        return speech_only(scene, holder, mode)
    if holder.lower_ in {"close", "near"} and lower == "to":
        # "Came close to attacking it" and did not; "is close to signing" and may.
        effect = "negates" if holder.head.lemma_ in {"come", "get", "draw"} else "possible"
    if lower in words.conditionals:
        mode.put("possible", preposition.text)
    if holder.lower_ in {"one", "nobody"} and is_verb(holder.head.head):
        holder = holder.head.head
        effect = effect_of(holder, node)
    if holder.pos_ in {"NOUN", "PROPN"}:
        apply(scene, holder, node, effect, mode)
        return over_noun(scene, holder, mode)
    if lower == "before" and not effect:
        own = Mode()
        local(scene, holder, own)
        if own.status != "did" or own.would:
            mode.put("possible", "before")
        return holder
    apply(scene, holder, node, effect, mode)
    if effect == "praise":
        # Whoever may or will not thank for it: it was done.
        return speech_only(scene, holder, mode)
    if not effect and lower in {"in", "by"} and is_verb(holder) and is_negated(holder):
        # "has not followed it in closing the border": neither followed nor closed.
        mode.put("did_not", "not " + holder.text)
    if effect:
        governor_local(scene, holder, effect, mode)
    return holder


def _sentence(scene: Scene, predicate: Token, mode: Mode) -> None:
    """What holds for the whole sentence: a question, "according to", a running quotation."""
    if any(t.text.startswith("?") for t in scene.doc[-2:]) and not takes_for_granted(predicate):
        answer = answered(scene)
        mode.put(answer or "possible", "?")
    mode.say(according_to(scene, predicate), "according to")
    told = closing(scene, predicate) if mode.speaker is None else None
    if told is not None:
        mode.say(*told)
    if mode.speaker is None and scene.discourse.speaker is not None:
        mode.say(scene.discourse.speaker, "quotation")
    top = next((word for word in predicate.ancestors if word.head is word), predicate)
    if top.lemma_ == "imagine" and top.tag_ == "VB" and not own_subjects(top) and patients(top) is not None:
        mode.put("possible", top.text)
