"""Questions about a dependency tree: who is the subject, what hangs on a preposition, which items are coordinated.

Labels are those of spaCy's English pipelines (ClearNLP). A passive is turned round here, once, for everyone else.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.tree import Token
from dragoman.vocabulary.lexicon import load_control

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
ALL_SUBJECTS = SUBJECTS | PASSIVE_SUBJECTS
OBJECTS = frozenset({"dobj", "obj", "oprd"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "conj", "ROOT", "parataxis", "csubj", "dep"})
# "According to Oslo, he flew to Bern": Oslo is no "to" of the flight.
_COMPOUND_PREPOSITIONS = frozenset({"according", "due", "owing", "thanks", "prior", "contrary", "because", "instead"})
# After these a gerund completes what is said of the object: "accused it of arming", "stopped it from leaving".
_COMPLEMENT_PREPOSITIONS = frozenset({"of", "for", "from", "into", "with", "about", "against", "over"})


def children(token: Token, *labels: str) -> list[Token]:
    """Return the token's children that carry one of the labels, in the order of the text."""
    return [child for child in token.children if child.dep_ in labels]


def is_verb(token: Token) -> bool:
    """Tell whether the token is used as a verb (auxiliaries that stand alone included)."""
    return token.pos_ in {"VERB", "AUX"}


def is_passive(verb: Token) -> bool:
    """Tell whether a verb form is passive: with a passive auxiliary or subject, or a bare past participle."""
    for child in verb.children:
        if child.dep_ in {"auxpass", "nsubjpass", "csubjpass"}:
            return True
    if verb.tag_ != "VBN":
        return False
    if _small_clause(verb):
        return True
    if verb.dep_ == "conj" and is_verb(verb.head) and not own_subjects(verb):
        return not children(verb, "aux") and is_passive(verb.head)
    if any(child.dep_ == "aux" and (child.lemma_ == "have" or child.lower_ == "having") for child in verb.children):
        return False
    return not own_subjects(verb)


def _small_clause(verb: Token) -> bool:
    """The bombed of "want the camps bombed again": a participle whose subject is what it is done to."""
    return (
        verb.dep_ in {"ccomp", "xcomp"}
        and verb.head.lemma_ in load_control()["small_clause"]
        and not any(c.dep_ in {"aux", "auxpass", "mark"} for c in verb.children)
        and any(c.dep_ in SUBJECTS for c in verb.children)
    )


def own_subjects(verb: Token) -> list[Token]:
    """Return the subjects that hang on the verb itself, or on its auxiliary where the parser put them there."""
    found = [c for c in verb.children if c.dep_ in ALL_SUBJECTS and c.dep_ != "expl"]
    if not found:
        found = _misread_subject(verb)
    if not found:
        found = [s for aux in children(verb, "aux", "auxpass") for s in aux.children if s.dep_ in ALL_SUBJECTS]
    return found


def _misread_subject(verb: Token) -> list[Token]:
    """The Warsaw of "Warsaw trained them", which the parser may take for an adverb or hang on what stands before."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.dep_ not in {"ROOT", "conj", "ccomp"} or verb.i == 0:
        return []
    before = verb.doc[verb.i - 1]
    if before.tag_ not in {"NNP", "NNPS"}:
        return []
    if before.head == verb and before.dep_ in {"npadvmod", "dep"}:
        return [before]
    return [before] if _glued(before) else []


def _glued(name: Token) -> bool:
    """A name that the parser joined over a bare comma to what stands before: "the treaty with Libya, Italy sent"."""
    first = name.left_edge.i
    if name.dep_ not in {"appos", "conj"} or first == 0 or name.doc[first - 1].text != ",":
        return False
    return not any(c.dep_ == "cc" for c in name.head.children) and name.right_edge == name


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if token.tag_ not in {"WDT", "WP", "WP$"} and token.lower_ != "that":
        return token
    clause = clause_head(token)
    for _ in range(4):
        cleft = _cleft(clause)
        if cleft is not None:
            return cleft
        if clause.dep_ == "relcl" or (
            clause.dep_ == "acl" and clause.head.pos_ in {"NOUN", "PROPN"} and token.i > clause.head.i
        ):
            return clause.head
        if clause.dep_ not in CLAUSES or clause.head == clause:
            break
        clause = clause.head
    return _earlier_antecedent(token)


def _earlier_antecedent(token: Token) -> Token:
    """The second "who" of "who oppose it, and who support the other" leans on the same noun as the first."""
    for other in reversed(list(token.doc[: token.i])):
        if other.lower_ == token.lower_ and other.dep_ in ALL_SUBJECTS and other.head.dep_ == "relcl":
            return other.head.head
    return token


def _cleft(clause: Token) -> Token | None:
    """The X of "it was X that did it"."""
    above = clause.head
    if clause.dep_ not in {"ccomp", "relcl", "advcl"}:
        return None
    if clause.dep_ == "relcl" and above.dep_ == "attr":
        above = above.head
    if above.lemma_ != "be" or not any(c.lower_ == "it" for c in children(above, "nsubj", "expl")):
        return None
    return next(iter(children(above, "attr")), None)


def clause_head(token: Token) -> Token:
    """Return the verb (or copular head) of the clause that holds the token."""
    node = token
    while node.head != node and not (is_verb(node) and node.dep_ not in {"aux", "auxpass", "amod", "compound"}):
        node = node.head
    return node


def by_agents(verb: Token) -> list[Token]:
    """Return the objects of a passive's by-phrase."""
    joined = [c for p in children(verb, "agent", "prep") for c in children(p, "conj") if c.lower_ == "by"]
    joined = joined if is_passive(verb) else []  # "by Oslo in May and by Bern in June"
    return [obj for agent in (*children(verb, "agent"), *joined) for obj in children(agent, "pobj")] + [
        obj
        for prep in children(verb, "prep")
        if prep.lower_ == "by"
        for obj in children(prep, "pobj")
        if is_passive(verb)
    ]


def agents(verb: Token, depth: int = 0) -> list[Token]:
    """Return the words that stand for who acts: the active subject, a passive's by-phrase, or the controller."""
    if depth > 8:
        return []
    if is_passive(verb):
        return by_agents(verb) or _shared_agents(verb)
    own = own_subjects(verb)
    return own + _beside_subject(verb) if own else _understood(verb, depth)


def _beside_subject(verb: Token) -> list[Token]:
    """Who acts beside the subject: "Canada, along with Norway, suspended it", "Latvia as well as Estonia"."""
    found: list[Token] = []
    for subject in own_subjects(verb):
        for child in children(subject, "prep"):
            if child.lower_ == "alongside" or any(c.lower_ in {"along", "together"} for c in child.children):
                found += children(child, "pobj")
    for clause in children(verb, "advcl", "acl"):
        if clause.lemma_ == "join" and is_passive(clause) and not own_subjects(clause):
            found += by_agents(clause)
    for child in verb.children:
        if child.i > verb.i:
            break
        if child.dep_ == "prep" and child.lower_ in {"along", "together"}:
            found += [obj for inner in children(child, "prep") for obj in children(inner, "pobj")]
        elif child.dep_ == "prep" and child.lower_ == "alongside":
            found += children(child, "pobj")
        elif child.dep_ == "npadvmod" and child.tag_ == "NNP" and any(c.lower_ == "as" for c in children(child, "cc")):
            found.append(child)
    return found


def _shared_agents(verb: Token) -> list[Token]:
    for other in children(verb, "conj"):
        if is_passive(other) and by_agents(other):
            return by_agents(other)
    return []


def _understood(verb: Token, depth: int) -> list[Token]:
    """Who acts in a verb form without a subject of its own."""
    head = verb.head
    if verb.dep_ == "conj" and is_verb(head):
        return patients(head) if is_passive(head) and not is_passive(verb) else agents(head, depth + 1)
    if verb.dep_ == "conj" and head.dep_ in {"acl", "relcl"}:
        return agents(head, depth + 1)
    if verb.dep_ == "acl":
        if verb.tag_ == "VBG":
            return [head]
        return _over_infinitive(head, depth) if head.pos_ == "ADJ" else _holder(head, depth)
    if verb.dep_ == "relcl":
        return [head] if not own_subjects(verb) else []
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "pcomp", "dep", "csubj", "prep", "acomp"}:
        return _controller(verb, depth)
    if gerund_preposition(verb) is not None:
        return _controller(verb, depth)
    return []


def gerund_preposition(verb: Token) -> Token | None:
    """The "of" of "accused of bombing Chadian villages", where the parser took the gerund for an adjective."""
    if verb.dep_ != "amod" or verb.tag_ != "VBG" or verb.head.dep_ != "pobj" or verb.i == 0:
        return None
    before = verb.head.head
    return before if before.i == verb.i - 1 and before.pos_ == "ADP" else None


def _holder(noun: Token, depth: int) -> list[Token]:
    """Who holds the plan, right, refusal ... to do something: its possessor, or who has, makes or states it."""
    own = children(noun, "poss")
    if own:
        return own
    head = noun.head
    if noun.dep_ in OBJECTS | {"attr"} and is_verb(head):
        return agents(head, depth + 1)
    if noun.dep_ == "pobj" and is_verb(head.head):
        return agents(head.head, depth + 1)
    return [noun] if noun.dep_ in ALL_SUBJECTS else []


def _controller(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    gerund = gerund_preposition(verb)
    if gerund is not None:
        head = gerund
    if verb.dep_ == "pcomp" or gerund is not None:
        if head.lower_ not in _COMPLEMENT_PREPOSITIONS and is_verb(head.head):
            return agents(head.head, depth + 1) if not is_passive(head.head) else patients(head.head)
        head = head.head
    if head.pos_ == "ADV" and is_verb(head.head):
        head = head.head
    if head.dep_ == "ROOT" and head.pos_ in {"PROPN", "INTJ", "X"} and to_infinitive(verb):
        return [head]
    if not is_verb(head):
        return _over_infinitive(head, depth)
    if judged := _judged(head):
        return judged
    if is_passive(head):
        return patients(head)
    reason = verb.head.lower_ == "for" and head.lemma_ in load_control()["reasons"]
    controls = head.lemma_ in load_control()["object_control"] and (verb.dep_ != "advcl" or verb.tag_ == "VB")
    if reason or controls:
        target = patients(head) or prep_objects(head, "on", "to", "for", "with", "upon")
        if target:
            return target
    return agents(head, depth + 1)


def _over_infinitive(head: Token, depth: int) -> list[Token]:
    if head.pos_ == "NOUN":
        return _holder(head, depth)
    if head.pos_ == "ADJ":
        if judged := prep_objects(head, "of"):
            return judged  # "how brave of X to resist"
        verbal = head.head if head.dep_ in {"acomp", "oprd", "conj"} else head
        return agents(verbal, depth + 1) if is_verb(verbal) else own_subjects(head)
    return []


def _judged(copula: Token) -> list[Token]:
    """Who is to act in "it is wise of X to", "it is X's duty to", "what X did was to"."""
    if copula.lemma_ != "be":
        return []
    done = what_was_done(copula)
    if done is not None:
        return own_subjects(done)
    if not any(c.lower_ == "it" for c in children(copula, "nsubj", "expl")):
        return []
    found = [obj for adjective in children(copula, "acomp") for obj in prep_objects(adjective, "of")]
    return found + [owner for noun in children(copula, "attr") for owner in children(noun, "poss")]


def what_was_done(copula: Token) -> Token | None:
    """The did of "what X did was to leave", "all that X did was leave"."""
    if copula.lemma_ != "be":
        return None
    clauses = children(copula, "csubj") + [c for noun in children(copula, "nsubj") for c in children(noun, "relcl")]
    return next((clause for clause in clauses if clause.lemma_ == "do" and own_subjects(clause)), None)


def to_infinitive(verb: Token) -> bool:
    """Tell whether a verb form is an infinitive with "to"."""
    return any(c.lower_ == "to" for c in children(verb, "aux", "mark"))


def patients(verb: Token) -> list[Token]:
    """Return the words that stand for what is acted on: the object, or a passive's subject; "one of" looked through."""
    return [counted(token) for token in _patients(verb)]


def counted(token: Token) -> Token:
    """Return what a word of quantity counts: the curbs of "the last of its curbs"; the word itself otherwise."""
    if token.lower_ not in load_control()["quantities"] and token.tag_ != "CD":
        return token
    return next((obj for obj in prep_objects(token, "of") if obj.pos_ == "NOUN"), token)


def _patients(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in OBJECTS]
    if gerund_preposition(verb) is not None:
        return [verb.head]
    if is_passive(verb):
        own = own_subjects(verb)
        if own:
            return own + found
        if verb.dep_ in {"acl", "amod"}:
            return [verb.head, *found]
        if verb.dep_ == "conj" and is_verb(verb.head):
            # "wants peace and is backed by X": who wants it is who is backed.
            return found + (_patients(verb.head) if is_passive(verb.head) else agents(verb.head))
        if verb.dep_ in {"advcl", "xcomp"} and is_verb(verb.head):
            return found + (agents(verb.head) or _patients(verb.head))
        return found
    if found:
        return [antecedent(token) for token in found]
    imposed = verb.dep_ == "acl" and verb.lemma_ in load_control()["imposing"]
    if (verb.dep_ == "relcl" or imposed) and own_subjects(verb) and not _relative_inside(verb):
        return [verb.head]
    return _shared_patients(verb)


def _shared_patients(verb: Token) -> list[Token]:
    """The object of "armed and trained the rebels" hangs on the last verb only."""
    for other in children(verb, "conj"):
        if is_verb(other) and not own_subjects(other) and not children(verb, "prep", "ccomp", "xcomp"):
            return [child for child in other.children if child.dep_ in OBJECTS]
    return []


def _relative_inside(verb: Token) -> bool:
    return any(t.tag_ in {"WDT", "WP"} and t.dep_ in ALL_SUBJECTS for t in verb.children)


def datives(verb: Token) -> list[Token]:
    """Return indirect objects: "gave Haftar arms", "arms were given Haftar"."""
    found: list[Token] = []
    for child in children(verb, "dative"):
        found += children(child, "pobj") if child.pos_ == "ADP" else [child]
    return found


def prep_objects(token: Token, *prepositions: str) -> list[Token]:
    """Return the objects of the given prepositions attached to the token, "out of" and "as to" followed through."""
    found: list[Token] = []
    for prep in token.children:
        if prep.dep_ not in {"prep", "dative", "agent"} or prep.pos_ not in {"ADP", "SCONJ", "PART", "VERB", "ADV"}:
            continue
        if prep.lower_ in prepositions:
            found += objects_of(prep)
        for inner in children(prep, "prep"):
            if inner.lower_ in prepositions and prep.lower_ not in _COMPOUND_PREPOSITIONS:
                found += children(inner, "pobj")
    return [antecedent(t) for t in found]


def objects_of(preposition: Token) -> list[Token]:
    """Return the objects of a preposition, those of the same word after "and" included: "to Oslo and to Bern"."""
    found = children(preposition, "pobj")
    for other in children(preposition, "conj"):
        if other.lower_ == preposition.lower_:
            found += objects_of(other)
    return found


def coordinated(token: Token) -> Iterator[Token]:
    """Yield the token and everything coordinated with it to its right, nouns only."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and _glued(child) and _acts_after(child):
            continue
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "X"}:
            yield from coordinated(child)


def _acts_after(name: Token) -> bool:
    """Tell whether a finite verb without a subject follows a name at once."""
    following = name.i + 1
    if following >= len(name.doc):
        return False
    verb = name.doc[following]
    return verb.tag_ in {"VBD", "VBZ", "VBP"} and not any(c.dep_ in ALL_SUBJECTS for c in verb.children)


def inside(token: Token, ancestor: Token) -> bool:
    """Tell whether `ancestor` is the token or stands above it."""
    return token == ancestor or ancestor.is_ancestor(token)
