"""Where an expression of time hangs in a sentence, and which other words share it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dragoman.actors.dates import DateMention
from dragoman.actors.scene import Scene
from dragoman.actors.syntax import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, children, is_passive, is_verb, own_subjects
from dragoman.actors.tree import Token, top_of
from dragoman.claims.governors import STATUS_OF, effect_of, support_effect
from dragoman.claims.nominal import HAPPENING
from dragoman.claims.verdicts import load_verdicts

_CARRYING = frozenset({"dobj", "obj", "nsubj", "nsubjpass", "attr", "pobj", "prep", "conj", "appos", "oprd"})
# "At Friday's summit Oman warned": prepositions whose noun's time is the clause's own.
_FRAMING = frozenset({"in", "at", "during", "on", "by", "with", "for"})
_SHARING = frozenset({"negates", "transparent", "achieves", "ends"})
_DATELINE = re.compile(r"[A-Z][\w'’./-]*(?:[ ,][\w'’./, -]{0,40})?[ ,(]$")
_DATELINE_END = re.compile(r"\)?\s*(?:[-–—]\s|\.?\s*\([A-Z])")


@dataclass(frozen=True, slots=True)
class Held:
    """An expression of time on the word that it hangs on.

    `inside` is True where it stands within that word's object: the time may be that of the thing and not of the act.
    `entry` is True where it opens an entry in a chronicle; `last` is the place of its last word.
    """

    mention: DateMention
    holder: Token
    inside: bool = False
    entry: bool = False
    last: int = 0


def held(scene: Scene, mention: DateMention, nouns: Collection[int]) -> Held | None:
    """Return where a mention hangs, or None where it dates nothing that is claimed; `nouns` are nouns of action."""
    if _is_dateline(scene, mention):
        return None
    headed = _headed(scene, mention)
    if headed is not None:
        return Held(mention, headed, entry=True)
    first, last = mention.start - scene.offset, mention.end - scene.offset
    span = scene.doc.between(first, min(last, len(scene.doc.text)))
    if not span:
        return None
    beside = scene.doc[span[0].i - 1] if span[0].i else top_of(span)
    if mention.kind in {"since", "until"} and beside.i in nouns:
        return Held(mention, beside, last=span[-1].i)
    return _climbed(mention, span, nouns)


def _climbed(mention: DateMention, span: Sequence[Token], nouns: Collection[int]) -> Held | None:
    top = top_of(span)
    node, inside = top, False
    for _ in range(12):
        if node not in span:
            if node.i in nouns or (is_verb(node) and node.dep_ not in {"aux", "auxpass"}):
                return Held(mention, node, inside, last=span[-1].i)
            if node.dep_ in {"amod", "appos"} and (node.pos_ == "ADJ" or mention.modifies):
                # "Sceptical until Thursday", "this year's chairman" tell of the one who acts.
                return None
            if node.pos_ in {"NOUN", "PROPN"}:
                if _apart(node, span[0].i) or _stops(node, top, mention):
                    return None
                inside = inside or node.dep_ in OBJECTS
        if node.head == node:
            return Held(mention, node, inside, last=span[-1].i)
        node = node.head
    return None


def _apart(noun: Token, place: int) -> bool:
    """Tell whether a time at a place stands in a remark on the subject: "the embargo, in force since 2009, may end"."""
    subject = noun.dep_ in SUBJECTS | PASSIVE_SUBJECTS and noun.i < place
    return subject and any(t.text == "," for t in noun.doc[noun.i : place])


def _stops(noun: Token, time: Token, mention: DateMention) -> bool:
    """Tell whether a time belongs to a noun alone: "after the coup of 1999", "praised last week's vote"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in {"after", "before"} and children(noun.head, "advmod", "npadvmod"):
        # "Shortly after his visit in May" measures from that visit.
        return True
    own = mention.modifies or (time.dep_ == "pobj" and time.head.lower_ == "of" and time.head.head == noun)
    if not own:
        return False
    if noun.dep_ == "pobj":
        return noun.head.lower_ not in _FRAMING or not is_verb(noun.head.head)
    if noun.dep_ in OBJECTS and is_verb(noun.head):
        return support_effect(noun.head, noun) != "does"
    return noun.dep_ not in SUBJECTS | PASSIVE_SUBJECTS


def _is_dateline(scene: Scene, mention: DateMention) -> bool:
    """The day under which a report is filed: "ABUJA, 12 Aug - "; a weekday or "today" there is the day of the news."""
    text = scene.document.text
    lead, rest = text[scene.offset : mention.start], text[mention.end : mention.end + 4]
    dated = any(c.isdigit() for c in text[mention.start : mention.end])
    return bool(dated and _DATELINE.match(lead) and _DATELINE_END.match(rest))


def _headed(scene: Scene, mention: DateMention) -> Token | None:
    """The main verb of an entry in a chronicle: "18 May 2020: The army takes the base"."""
    if mention.start - scene.offset > 2:
        return None
    after = scene.document.text[mention.end : scene.offset + len(scene.doc.text)].lstrip(" ")
    if after[:1] not in {":", "-", "–", "—"}:
        return None
    place = len(scene.doc.text) - len(after)
    return next(
        (
            t
            for t in scene.tokens
            if t.idx > place and is_verb(t) and t.dep_ not in {"aux", "auxpass", "amod", "relcl", "acl"}
        ),
        None,
    )


def carrier(noun: Token) -> Token | None:
    """Return the verb above a noun, through objects, subjects and prepositions."""
    node = noun
    for _ in range(5):
        if node.dep_ not in _CARRYING or node.head == node:
            return None
        node = node.head
        if is_verb(node):
            return node
    return None


def carried(noun: Token, lasting: bool) -> Token | None:
    """Return the verb whose time is that of the act a noun names; what is taken as given keeps its own time.

    `lasting` is for what holds rather than happens: "his ally" is one before and after.
    """
    verb = carrier(noun)
    if verb is None:
        return None
    if verb.lemma_ in {"be", "have"} and noun.dep_ in {"attr", "nsubj", *OBJECTS}:
        return verb
    if noun.dep_ == "nsubj" and verb.lemma_ in HAPPENING:
        return verb
    if support_effect(verb, noun) in {"does", "receives"}:
        return None if lasting else verb
    given = any(c.dep_ == "poss" for c in noun.children)
    object_of = noun.dep_ in OBJECTS | PASSIVE_SUBJECTS or (noun.dep_ in SUBJECTS and is_passive(verb))
    return None if lasting or (given and object_of) else verb


def performed(noun: Token) -> Token | None:
    """Return the verb by which a noun's act is done, not one that only speaks of it: "pays a visit", "talks begin"."""
    verb = carrier(noun)
    done = verb is not None and support_effect(verb, noun) in {"does", "receives"}
    return verb if done else carried(noun, lasting=True)


def sharing(verb: Token) -> list[Token]:
    """Return the verbs whose time a verb shares: joined to it, above it, or telling what went with it."""
    found = _joined(verb)
    if verb.dep_ == "advcl" and not own_subjects(verb) and is_verb(verb.head):
        purpose = any(c.lower_ == "to" for c in children(verb, "aux"))
        if verb.tag_ in {"VBG", "VBN"} or purpose:
            found.append(verb.head)
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        above = verb.head.head if is_verb(verb.head.head) else verb.head.head.head
        if is_verb(above) and (verb.head.lower_ in {"in", "by"} or effect_of(above, verb) in _SHARING):
            found.append(above)
    if verb.dep_ == "xcomp" and is_verb(verb.head) and _one_act(verb.head, verb):
        found += [verb.head, *_joined(verb.head)]
    if verb.head.lemma_ == "have" and verb.dep_ == "ccomp" and verb.tag_ == "VBN":
        # "At no time had its men fought": the auxiliary before the subject, taken for a verb.
        found.append(verb.head)
    if verb.head.lemma_ == "be" and verb.dep_ in {"ccomp", "advcl", "acl"}:
        # "It was in May that Oman signed."
        found += [verb.head] if any(s.lower_ == "it" for s in own_subjects(verb.head)) else []
    return found + _along(verb)


def _joined(verb: Token) -> list[Token]:
    found: list[Token] = []
    node = verb
    while node.dep_ == "conj" and is_verb(node.head) and not own_subjects(node):
        if not _alike(node, node.head):
            return found
        node = node.head
        found.append(node)
    later = [c for c in verb.children if c.dep_ == "conj" and is_verb(c) and not own_subjects(c)]
    return found + [c for c in later if _alike(c, verb)]


def _alike(verb: Token, first: Token) -> bool:
    """Tell whether a joined verb stands in the tense of the first; "is its friend and has been since May" is one."""
    return _tense(verb) in {_tense(first), "bare"} or verb.lemma_ == first.lemma_ == "be"


def _tense(verb: Token) -> str:
    """Past, present, perfect or ahead; "bare" where a joined verb leaves that to the first."""
    words = {c.lower_ for c in children(verb, "aux", "auxpass")}
    if words & {"will", "'ll", "would", "shall", "may", "might", "can", "could", "should", "must"}:
        return "ahead"
    if words & {"has", "have", "'ve"}:
        return "perfect"
    if verb.tag_ == "VBD" or words & {"had", "was", "were", "did"}:
        return "past"
    if verb.tag_ in {"VBZ", "VBP"} or words & {"is", "are", "am", "'s", "'re"}:
        return "present"
    return "bare"


def _one_act(above: Token, below: Token) -> bool:
    """Trying, refusing, offering or going on at a time is the act of that time; a plan is made at another."""
    effect = effect_of(above, below)
    expected = effect == "plans" and (is_passive(above) or above.lemma_ == "be")
    return expected or effect in _SHARING or (effect in STATUS_OF and above.lemma_ in load_verdicts().trying)


def _along(verb: Token) -> list[Token]:
    """Clauses that tell at what occasion: "meeting on Friday, they barred", "cut it when he signed in May"."""
    clauses = children(verb, "advcl")
    found = [c for c in clauses if c.tag_ == "VBG" and not own_subjects(c) and not children(c, "aux")]
    found += [c for c in clauses if c.left_edge.lower_ == "when" and c.left_edge.dep_ == "advmod"]
    if verb.tag_ == "VBD":
        # "Barred them from doing so yesterday", "talks were to resume in May".
        found += [c for p in children(verb, "prep") if p.lower_ == "from" for c in children(p, "pcomp")]
    if verb.lemma_ == "be" or is_passive(verb):
        found += [c for c in children(verb, "xcomp") if any(g.lower_ == "to" for g in children(c, "aux"))]
    for subject in own_subjects(verb):
        found += [c for c in children(subject, "acl") if c.tag_ == "VBG" and not children(c, "aux")]
    return found


def told_of(noun: Token) -> list[Token]:
    """Return the participles that say how a noun's act came about: "a truce agreed on Friday by"."""
    return [c for c in children(noun, "acl") if c.tag_ == "VBN" and support_effect(c, noun) == "does"]


def opened_by(scene: Scene, verb: Token, mentions: Collection[DateMention]) -> DateMention | None:
    """Return the time that a "when" goes back to: "last May, when Oman signed"."""
    first = verb.left_edge
    if first.lower_ != "when" or verb.dep_ not in {"relcl", "advcl", "acl"}:
        return None
    place = scene.offset + first.idx
    text = scene.document.text
    return next((m for m in mentions if m.end <= place and text[m.end : place].strip() in {"", ","}), None)


def looks_back(verb: Token) -> bool:
    """Tell whether a verb stands in the past, so that its date without a year is behind us."""
    words = {c.lower_ for c in children(verb, "aux", "auxpass")}
    if words & {"has", "have", "had", "'ve"}:
        return not words & {"will", "shall", "'ll"}
    if words & {"would", "could", "might"}:
        return False
    if verb.tag_ == "VB" and "to" in words:
        # "Was to arrive", "was due to arrive", "had been expected to arrive".
        above = verb.head if is_verb(verb.head) else verb.head.head
        was = (above, *children(above, "aux", "auxpass"))
        due = above.lemma_ == "be" or is_passive(above)
        return due and any(t.lower_ in {"was", "were", "had"} for t in was)
    return verb.tag_ == "VBD" or bool(words & {"was", "were", "did"})
