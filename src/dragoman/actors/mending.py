"""Puts right what the parser is known to get wrong: each repair names the shape it goes by and touches nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dragoman.actors.misread import (
    gerund_as_subject,
    gerunds_in_list,
    headline,
    noun_for_verb,
    participle_for_verb,
    perfect_participle,
    subject_as_compound,
    subject_as_item,
    verb_as_adjective,
)
from dragoman.actors.shape import FINITE, NAME_TAGS, SUBJECT_LABELS, Shape
from dragoman.actors.tree import Token, Tree, tie
from dragoman.vocabulary.lexicon import load_control

_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
# Which forms an auxiliary may have for its verb.
_FORMS = {
    "have": frozenset({"VBN", "VBD"}), "be": frozenset({"VBN", "VBG"}), "do": frozenset({"VB", "VBP"}),
    "MD": frozenset({"VB", "VBP"}),
}  # fmt: skip
_LONGEST_ASIDE = 26


def mend(tree: Tree) -> None:
    """Repair the tree of a parsed sentence in place."""
    shape = Shape(tree, [word.head.i for word in tree], [word.dep_ for word in tree])
    for repair in _REPAIRS:
        repair(shape)
    if shape.changed:
        for word, label in zip(tree, shape.labels, strict=True):
            word.dep_ = label
        tie(tree, shape.heads)


def _verb_after_aside(tree: Shape) -> None:
    """ "Peru has not, its minister says, armed them": the verb of an auxiliary stands behind the aside."""
    for aux in tree.tokens:
        kind = "MD" if aux.tag_ == "MD" else aux.lemma_.lower()
        helping = tree.labels[aux.i] in {"aux", "auxpass"}
        if kind not in _FORMS or aux.tag_ not in {*FINITE, "MD"}:
            continue
        if helping and tree.tokens[tree.heads[aux.i]].pos_ in {"VERB", "AUX"}:
            continue
        verb = _behind_aside(tree, aux.i, _FORMS[kind])
        if verb is None or tree.has_subject(verb):
            continue
        # An adverb or a noun may have been taken for the verb.
        holder = tree.heads[aux.i] if helping else aux.i
        moved = tree.children(holder, *SUBJECT_LABELS, "neg") if helping else tree.children(holder)
        noun = tree.heads[verb]
        if not helping and not tree.below(aux.i, verb):
            tree.replace(aux.i, verb)
            if tree.labels[verb] == "amod" and noun > verb:
                tree.hang(noun, verb, "dobj")
        for child in moved:
            if child not in {verb, noun}:
                tree.hang(child, verb, tree.labels[child])
        tree.hang(aux.i, verb, "aux")


def _behind_aside(tree: Shape, aux: int, forms: frozenset[str]) -> int | None:
    place = aux + 1
    while place < len(tree.tokens) and tree.tokens[place].pos_ in {"ADV", "PART"}:
        place += 1
    if place >= len(tree.tokens) or tree.tokens[place].text != ",":
        return None
    for comma in range(place + 1, min(place + _LONGEST_ASIDE, len(tree.tokens) - 1)):
        if tree.tokens[comma].text != ",":
            continue
        verb = comma + 1
        while verb < len(tree.tokens) - 1 and (tree.tokens[verb].pos_ == "ADV" or tree.tokens[verb].text in "\"'"):
            verb += 1
        if tree.tokens[verb].tag_ in forms and tree.tokens[verb].pos_ == "VERB":
            return verb
    return None


def _name_after_date(tree: Shape) -> None:
    """ "On 7 October Unita attacked": the name that the parser took into the date is the subject."""
    for verb in tree.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or tree.labels[verb.i] in {"aux", "auxpass", "amod"}:
            continue
        if not tree.finite(verb.i) or tree.has_subject(verb.i):
            continue
        last = min([verb.i, *tree.children(verb.i, "aux", "auxpass")]) - 1
        while last > 0 and tree.tokens[last].dep_ in {"neg", "advmod", "preconj"}:
            last -= 1
        first = last
        while first > 0 and tree.tokens[first - 1].tag_ in NAME_TAGS and not _is_date(tree.tokens[first - 1]):
            first -= 1
        name = tree.tokens[last] if last > 0 else None
        if (
            name is None
            or name.tag_ not in NAME_TAGS
            or _is_date(name)
            or first == 0
            or not _is_date(tree.tokens[first - 1])
        ):
            continue
        _split_date(tree, first, last, verb.i)


def _split_date(tree: Shape, first: int, last: int, verb: int) -> None:
    start = first - 1
    while start > 0 and _is_date(tree.tokens[start - 1]):
        start -= 1
    head = next((i for i in range(start, first) if tree.tokens[i].lower_ in _DATES), first - 1)
    if start > 0 and tree.tokens[start - 1].pos_ == "ADP":
        tree.hang(head, start - 1, "pobj")
    else:
        tree.hang(head, tree.heads[last] if tree.heads[last] < start else verb, "npadvmod")
    for i in range(start, first):
        if i != head:
            tree.hang(i, head, "nummod")
    for i in range(first, last):
        tree.hang(i, last, "compound")
    tree.hang(last, verb, "nsubj")


def _is_date(token: Token) -> bool:
    return (
        token.lower_ in _DATES
        or token.text[:1].isdigit()
        or (token.text in "-–" and token.i > 0 and token.doc[token.i - 1].text[:1].isdigit())
    )


def _verb_for_noun_root(tree: Shape) -> None:
    """ "The body, whose envoy left, called on Chad": the verb that the parser hung on its own subject."""
    for root in tree.tokens:
        if tree.heads[root.i] != root.i or root.pos_ not in {"NOUN", "PROPN"}:
            continue
        clauses = tree.children(root.i, "relcl")
        for verb in tree.tokens[root.i + 1 :]:
            above = tree.heads[verb.i]
            if verb.pos_ != "VERB" or tree.has_subject(verb.i) or tree.tokens[verb.i - 1].text != ",":
                continue
            own = above == root.i and tree.labels[verb.i] in {"acl", "conj", "relcl"} and verb.tag_ in {*FINITE, "VBN"}
            deep = above in clauses and tree.labels[verb.i] == "conj" and verb.tag_ in FINITE
            if not clauses or clauses[0] > verb.i or not (own or deep) or (tree.children(above, "cc") and deep):
                continue
            tree.hang(verb.i, verb.i, "ROOT")
            tree.hang(root.i, verb.i, "nsubj")
            verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_
            return


def _main_verb_after_participle(tree: Shape) -> None:
    """ "Sponsored by X and led by Y, a delegation called on Z": the participle in front is not the sentence."""
    for root in tree.tokens:
        if tree.heads[root.i] != root.i or root.tag_ not in {"VBN", "VBG"} or tree.has_subject(root.i):
            continue
        if any(tree.tokens[c].i < root.i for c in tree.children(root.i, "aux", "auxpass")):
            continue
        for verb in tree.tokens[root.i + 1 :]:
            noun = tree.heads[verb.i]
            if verb.tag_ not in {*FINITE, "VBN"} or tree.labels[verb.i] not in {"acl", "relcl"} or noun != verb.i - 1:
                continue
            first = tree.tokens[noun].left_edge.i
            if tree.has_subject(verb.i) or first == 0 or tree.tokens[first - 1].text != ",":
                continue
            tree.hang(verb.i, verb.i, "ROOT")
            tree.hang(noun, verb.i, "nsubj")
            tree.hang(root.i, verb.i, "advcl")
            verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_
            return


def _subject_of_participle(tree: Shape) -> None:
    """ "Chad, writing to the UN, blamed Sudan": who writes in the aside is who blames."""
    for verb in tree.tokens:
        if verb.tag_ not in FINITE or tree.has_subject(verb.i):
            continue
        for clause in tree.children(verb.i, "advcl", "csubj"):
            subjects = tree.children(clause, "nsubj")
            if clause < verb.i and len(subjects) == 1 and tree.tokens[clause].tag_ in {"VBG", "VBN"}:
                after = tree.tokens[subjects[0]].right_edge.i + 1
                if tree.tokens[clause - 1].text == "," and not tree.children(clause, "mark", "aux") and after <= clause:
                    tree.hang(subjects[0], verb.i, "nsubj")


def _gerund_of_charge(tree: Shape) -> None:
    """ "accused Peru on Monday of bombing it": the charge hangs on the verb, not on the day or on who charges."""
    for preposition in tree.tokens:
        if preposition.lower_ not in {"of", "for", "from"} or not tree.children(preposition.i, "pcomp"):
            continue
        noun = tree.heads[preposition.i]
        link = tree.heads[noun]
        if tree.labels[noun] not in {"pobj", "npadvmod"}:
            continue
        verb = tree.heads[link] if tree.labels[noun] == "pobj" else link
        dated = tree.tokens[noun].lower_ in _DATES | {"name", "week", "month", "year", "night", "today", "yesterday"}
        charged = tree.labels[link] == "agent" and preposition.lower_ != "from"
        if (dated or charged) and tree.tokens[verb].lemma_ in load_control()["object_control"]:
            tree.hang(preposition.i, verb, "prep")


def _shared_object(tree: Shape) -> None:
    """ "eased, but did not end, the embargo": the object behind two verbs is that of the last."""
    for noun in tree.tokens:
        verb = tree.heads[noun.i]
        if tree.labels[noun.i] != "dep" or noun.pos_ != "NOUN" or tree.tokens[verb].pos_ != "VERB":
            continue
        for other in tree.children(verb, "conj"):
            before = tree.tokens[noun.left_edge.i - 1]
            if verb < other < noun.i and before.text == "," and not tree.children(other, "dobj"):
                tree.hang(noun.i, other, "dobj")


def _turned_condition(tree: Shape) -> None:
    """ "Were Chad to leave": the subject of a turned condition."""
    for verb in tree.tokens:
        if verb.lower_ != "were" or tree.children(verb.i, "nsubj"):
            continue
        for noun in tree.children(verb.i, "attr"):
            if noun > verb.i and any(c > noun for c in tree.children(verb.i, "xcomp")):
                tree.hang(noun, verb.i, "nsubj")


def _subject_before_aside(tree: Shape) -> None:
    """ "President Clinton, it emerged, has written": the subject hung on the aside, or on what stands before."""
    for verb in tree.tokens:
        if verb.pos_ != "VERB" or not tree.finite(verb.i) or tree.has_subject(verb.i):
            continue
        start = min([verb.i, *tree.children(verb.i, "aux", "auxpass", "neg")])
        for aside in tree.children(verb.i, "parataxis"):
            span = [i for i in range(len(tree.heads)) if tree.below(i, aside)]
            subjects = tree.children(aside, *SUBJECT_LABELS)
            if not subjects or aside > start or tree.tokens[start - 1].text != ",":
                continue
            name = min(subjects[0], tree.tokens[subjects[0]].left_edge.i) - 2
            if name < 0 or tree.tokens[name + 1].text != "," or tree.tokens[name].pos_ not in {"PROPN", "NOUN"}:
                continue
            if tree.labels[name] in {"npadvmod", "dep", "appos", "nmod"} and (
                name in span or tree.labels[name] == "appos"
            ):
                tree.hang(name, verb.i, "nsubj")


_REPAIRS: Final[Sequence[Callable[[Shape], None]]] = (
    noun_for_verb,
    headline,
    gerund_as_subject,
    verb_as_adjective,
    perfect_participle,
    _verb_after_aside,
    _name_after_date,
    participle_for_verb,
    _verb_for_noun_root,
    _main_verb_after_participle,
    _subject_of_participle,
    _subject_before_aside,
    _gerund_of_charge,
    gerunds_in_list,
    _turned_condition,
    _shared_object,
    subject_as_item,
    subject_as_compound,
)
