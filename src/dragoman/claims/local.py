"""What hangs on a word itself and changes how it is meant: negation, modals, adverbs, conditions."""

from __future__ import annotations

from dragoman.actors.scene import Scene
from dragoman.actors.syntax import children, is_passive, is_verb, own_subjects
from dragoman.actors.tree import Token, text_of
from dragoman.claims.governors import STATUS_OF, is_negated, load_governors
from dragoman.claims.mode import Mode
from dragoman.claims.speakers import unnamed
from dragoman.claims.tags import beside
from dragoman.claims.verdicts import load_verdicts

_AUXILIARIES = frozenset({"has", "have", "had", "does", "do", "did", "will", "would", "is", "are", "was", "were"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "obj"})


def local(scene: Scene, node: Token, mode: Mode) -> None:
    """Negation, modals, adverbs and conditional openers that hang on the node itself."""
    words = load_governors().words
    if is_verb(node) or children(node, "aux", "cop"):
        _auxiliaries(scene, node, mode)
    elif is_negated(node):
        mode.put("did_not", "not")
    if not is_verb(node):
        _adjectives(scene, node, mode)
    for child in node.children:
        lower = child.lower_
        if child.dep_ == "advmod":
            _adverb(scene, node, child, mode)
        if child.dep_ == "mark" and lower in words.conditionals and _asks(node, lower) and not unreal_denial(node):
            mode.put("possible", child.text)
        for word in _negative_words(node, child):
            mode.deny(word, f"{word.text} {child.text}" if word != child else word.text)
    for child in children(node, "advcl"):
        _condition(scene, child, mode)
    told = beside(scene, node)
    if told is not None:
        mode.say(*told)
    if is_verb(node) and _after_nor(node):
        mode.put("did_not", "nor")
    if is_verb(node) and _lead(node) in {"rather than", "far from", "instead of"}:
        mode.deny(node.doc[_first(node) - 1], _lead(node))
    if is_verb(node) and _due(node):
        mode.put("advised", "time")
    if is_verb(node) and _cut_off(node):
        mode.put("did_not", "not")
    _inverted(node, mode)


def _adverb(scene: Scene, node: Token, adverb: Token, mode: Mode) -> None:
    words = load_governors().words
    if adverb.lower_ in words.possible:
        mode.put("possible", adverb.text)
    elif adverb.lower_ in words.reported:
        mode.say(unnamed(scene, adverb), adverb.text)
    elif adverb.lower_ in words.nearly and is_verb(node):
        mode.put("did_not", adverb.text)


def _adjectives(scene: Scene, noun: Token, mode: Mode) -> None:
    """What an adjective makes of the act that its noun names: "a planned visit", "an averted attack"."""
    governors = load_governors()
    for child in children(noun, "amod"):
        effect = governors.adjectives.get(child.lower_) or governors.adjectives.get(child.lemma_.lower(), "")
        if f"{child.lower_}ly" in governors.words.reported:
            mode.say(unnamed(scene, child), child.text)
        elif child.lower_ in load_verdicts().undone:
            mode.put("did_not", child.text)
        elif child.lower_ in load_verdicts().open:
            mode.put("possible", child.text)
        elif effect in {"plans", "possible", "negates"}:
            mode.put(STATUS_OF[effect], child.text)


def _negative_words(node: Token, child: Token) -> list[Token]:
    """The words of negation that a child of the node brings: "no arms", "at no time", "hardly any"."""
    words = load_governors().words
    lower, label = child.lower_, child.dep_
    if label in {"det", "nsubj", "nsubjpass", "dobj"} and lower in words.determiners:
        return [child]
    if label in _ARGUMENTS:
        return [
            g
            for g in child.children
            if (g.dep_ in {"det", "preconj", "predet", "cc"} and g.lower_ in words.determiners)
            or (g.dep_ == "advmod" and g.lower_ in {"hardly", "scarcely", "barely"})
            or (g.dep_ == "det" and any(a.lower_ in {"hardly", "scarcely", "barely"} for a in g.children))
        ]
    if label == "agent":
        return [g for g in children(child, "pobj") if g.lower_ in words.determiners]
    if label == "prep" and child.i < node.i:
        return children(child, "neg") + [
            d for o in children(child, "pobj") for d in children(o, "det") if d.lower_ in {"no", "neither"}
        ]
    if label in {"aux", "auxpass"}:
        return [n for p in children(child, "prep") for n in children(p, "neg")]
    if label == "advmod" and lower == "longer":
        return [g for g in child.children if g.lower_ == "no"]
    return []


def _auxiliaries(scene: Scene, verb: Token, mode: Mode) -> None:
    modals = load_governors().words.modals
    modal = next(
        (c for c in verb.children if c.dep_ in {"aux", "auxpass"} and (c.tag_ == "MD" or c.lower_ in modals)), None
    )
    negated = is_negated(verb)
    if modal is not None and _fronted(verb, modal):
        return
    if modal is None:
        if negated and not unreal_denial(verb):
            mode.put("did_not", "not")
        return
    status = modals.get(modal.lower_, modals.get(modal.lemma_, "possible"))
    if modal.lower_ in {"would", "'d"}:
        if negated:
            mode.put("did_not", modal.text + " not")
        else:
            mode.would = True
            mode.cues.append(modal.text)
    elif negated and (status == "planned" or modal.lower_ in {"can", "could", "ca"}):
        mode.put("did_not", modal.text + " not")
    elif status == "planned" and (_forecast(scene, verb) or _guessed(verb)):
        mode.put("possible", modal.text)
    elif modal.lower_ == "may" and _conceded(verb):
        mode.put("did_not" if negated else "did", modal.text)
    else:
        cue = f"{modal.text} not" if negated else modal.text
        mode.put(status, cue)  # type: ignore[arg-type]


def unreal_denial(verb: Token) -> bool:
    """What would be otherwise "had it not left" or "if it had not left" did come about."""
    had = next((c for c in children(verb, "aux") if c.lower_ in {"had", "'d"}), None)
    if (
        had is None
        or verb.tag_ not in {"VBN", "VBD"}
        or verb.dep_ not in {"advcl", "ccomp", "dep"}
        or not is_negated(verb)
    ):
        return False
    subjects = own_subjects(verb)
    inverted = bool(subjects) and had.i < subjects[0].i
    opened = any(c.lower_ == "if" for c in children(verb, "mark"))
    # "Would have left" and "would be asking" are unreal; "would leave" may be a threat that was told.
    helpers = {c.lower_ for c in children(verb.head, "aux", "auxpass")} | {verb.head.lower_}
    beyond = bool(helpers & {"would", "could", "might", "'d"}) and bool(helpers & {"have", "be"})
    return beyond and (inverted or opened)


def _forecast(scene: Scene, verb: Token) -> bool:
    """What a strategy or a war "will" bring about is nobody's plan."""
    subjects = own_subjects(verb)
    if not subjects or is_passive(verb):
        return False
    return all(s.pos_ == "NOUN" and not scene.role_of(s) and not scene.actors(s) for s in subjects)


def _guessed(verb: Token) -> bool:
    """ "Will probably leave", "will in all likelihood leave": a forecast."""
    adverbs = any(c.lower_ in load_verdicts().likely for c in children(verb, "advmod"))
    phrases = [o for p in children(verb, "prep") if p.lower_ == "in" for o in children(p, "pobj")]
    return adverbs or any(o.lemma_ in {"likelihood", "probability"} for o in phrases)


def _conceded(verb: Token) -> bool:
    """The may of "he may (not) have met him, but ..." grants the point."""
    return any(c.dep_ == "cc" and c.lower_ == "but" for c in verb.children) and any(
        c.lemma_ == "have" for c in children(verb, "aux")
    )


def _lead(verb: Token) -> str:
    """The two words before a verb's first word: "rather than arm it", "far from arming it"."""
    first = _first(verb)
    return f"{verb.doc[first - 2].lower_} {verb.doc[first - 1].lower_}" if first >= 2 else ""


def _first(verb: Token) -> int:
    return min([verb.i, *(a.i for a in children(verb, "aux", "auxpass"))])


def _after_nor(verb: Token) -> bool:
    """The apology of "nor did it apologise": nor or neither before an auxiliary before its subject."""
    first = verb.left_edge.i
    subjects = own_subjects(verb)
    if not first or verb.doc[first - 1].lower_ not in {"nor", "neither"} or not subjects:
        return False
    return any(a.i < subjects[0].i for a in children(verb, "aux", "auxpass"))


def _fronted(verb: Token, modal: Token) -> bool:
    """The should of "should they attack" opens a condition and says nothing of duty."""
    subjects = own_subjects(verb)
    return modal.lower_ == "should" and bool(subjects) and modal.i < subjects[0].i and verb.doc[-1].text != "?"


def _inverted(node: Token, mode: Mode) -> None:
    """ "Had it bombed", "Were it to", "Should it" open a condition when no question mark closes the sentence."""
    if unreal_denial(node):
        return
    if node.doc[-1].text == "?" or not is_verb(node) or node.dep_ not in {"advcl", "ccomp", "dep", "ROOT", "parataxis"}:
        return
    subjects = own_subjects(node)
    for aux in (*children(node, "aux", "auxpass"), node):
        opening = aux.i == node.left_edge.i or node.doc[aux.i - 1].text == ","
        if aux.lower_ in {"had", "were", "should"} and subjects and aux.i < subjects[0].i and opening:
            mode.put("possible", aux.text)


def _asks(clause: Token, mark: str) -> bool:
    """Tell whether a mark leaves its clause open: any that stands beside, and "whether" or "if" of what is told."""
    return clause.dep_ != "ccomp" or mark in {"whether", "if"}


def _cut_off(verb: Token) -> bool:
    """The sent of "has not, or so it says, sent arms", which the parser cuts off from its auxiliary and the not."""
    before = verb.doc[: verb.i]
    if len(before) < 4 or before[-1].text != "," or children(verb, "aux", "auxpass") or is_negated(verb):
        return False
    return any(
        b.dep_ == "neg" and c.text == "," and a.pos_ in {"AUX", "VERB"} and a.lower_ in _AUXILIARIES
        for a, b, c in zip(before, before[1:], before[2:], strict=False)
    )


def _due(verb: Token) -> bool:
    """The recognise of "it is high time (that) Chad recognised it"; "the last time it did" is a day in the past."""
    subjects = own_subjects(verb)
    first = min([verb.left_edge.i, *(s.left_edge.i for s in subjects)])
    before = next((t for t in reversed(verb.doc[:first]) if t.lower_ not in {"that", "for"}), None)
    if not subjects or before is None or before.lower_ != "time" or before.head.lemma_ != "be":
        return False
    return not children(before, "det", "nummod") and any(s.lower_ == "it" for s in own_subjects(before.head))


def _condition(scene: Scene, clause: Token, mode: Mode) -> None:
    """A condition on the main clause makes it possible, unless it is told as past fact."""
    words = load_governors().words
    mark = next(
        (c for c in clause.children if c.lower_ in words.conditionals and (c.dep_ == "mark" or opens(c, clause))), None
    )
    if mark is None or mark.lower_ in {"until", "till", "whether", "given"}:
        return
    mode.condition = mode.condition or text_of(scene.doc[clause.left_edge.i : clause.right_edge.i + 1])
    if mark.lower_ in {"once"} and mode.status == "did" and not mode.would:
        return
    main = clause.head
    if main.tag_ in {"VBD", "VBN"} and mode.status == "did" and not mode.would:
        return
    mode.put("possible", mark.text)


def opens(word: Token, clause: Token) -> bool:
    """A conjunction stands first and alone: "once it has", not "albeit only once"."""
    return word.dep_ == "advmod" and word.i == clause.left_edge.i and not any(True for _ in word.children)
