"""Repairs where the parser took a word for another kind of word: a verb for a noun, a participle for a verb."""

from __future__ import annotations

from dragoman.actors.shape import FINITE, NAME_TAGS, SUBJECT_LABELS, Shape
from dragoman.vocabulary.lexicon import load_frames


def participle_for_verb(tree: Shape) -> None:
    """ "The deal struck between the two bought time": of two bare finite verbs the first is a participle."""
    for first in tree.tokens:
        if first.tag_ != "VBD" or tree.children(first.i, "dobj", "aux", "cc"):
            continue
        subjects = tree.children(first.i, "nsubj")
        for second in tree.children(first.i, "conj", "dep"):
            between = tree.tokens[first.i + 1 : second]
            joined = any(
                t.text in {",", ";", ":", "-", "and", "but", "or"} and tree.heads[t.i] == first.i for t in between
            )
            if len(subjects) != 1 or tree.has_subject(second) or tree.tokens[second].tag_ not in FINITE or joined:
                continue
            if subjects[0] != first.i - 1 or tree.tokens[second - 1].text == ",":
                continue
            tree.replace(first.i, second)
            tree.hang(subjects[0], second, "nsubj")
            tree.hang(first.i, subjects[0], "acl")
            first.tag_ = "VBN"


def verb_as_adjective(tree: Shape) -> None:
    """ "Chad armed Sudan" with the verb read as an adjective of its object: an adjective has no subject."""
    for verb in tree.tokens:
        noun = tree.heads[verb.i]
        verbal = verb.tag_ in {*FINITE, "VBN"} or (verb.tag_ == "JJ" and verb.lower_.endswith("ed"))
        if tree.labels[verb.i] == "amod" and verbal and noun > verb.i:
            subjects = [c for c in (*tree.children(verb.i, "nsubj"), *tree.children(noun, "nsubj")) if c < verb.i]
            if subjects and tree.heads[noun] == noun:
                tree.replace(noun, verb.i)
                for child in (*tree.children(noun, "advcl", "punct", "prep"), *subjects):
                    if tree.heads[child] == noun and (child > noun or child < verb.i):
                        tree.hang(child, verb.i, tree.labels[child])
                tree.hang(noun, verb.i, "dobj")
                if verb.tag_ == "JJ":
                    verb.lemma_ = _stem(verb.lower_, "ed")
                verb.tag_, verb.pos_ = ("VBD" if verb.tag_ in {"VBN", "JJ"} else verb.tag_), "VERB"


def perfect_participle(tree: Shape) -> None:
    """ "Having armed Chad, France left", with the verb read as an adjective of its object."""
    for having in tree.tokens:
        if having.lower_ != "having" or having.tag_ != "VBG" or having.i + 1 >= len(tree.tokens):
            continue
        verb = tree.tokens[having.i + 1]
        noun = tree.heads[verb.i]
        participle = verb.tag_ == "VBN" or (verb.tag_ == "JJ" and verb.lower_.endswith("ed"))
        if not participle or tree.labels[verb.i] != "amod" or tree.heads[noun] != having.i:
            continue
        if verb.tag_ == "JJ":
            verb.tag_, verb.pos_, verb.lemma_ = "VBN", "VERB", _stem(verb.lower_, "ed")
        tree.replace(having.i, verb.i)
        for child in tree.children(having.i):
            tree.hang(child, verb.i, tree.labels[child])
        tree.hang(noun, verb.i, "dobj")
        tree.hang(having.i, verb.i, "aux")


def subject_as_item(tree: Shape) -> None:
    """ "Spain recognised it and Greece did not": the name before a verb without a subject is no further object."""
    for verb in tree.tokens:
        if not tree.finite(verb.i) or tree.has_subject(verb.i) or verb.pos_ not in {"VERB", "AUX"}:
            continue
        if tree.labels[verb.i] in {"aux", "auxpass", "amod", "ROOT"}:
            continue
        name = min([verb.i, *tree.children(verb.i, "aux", "auxpass", "neg")]) - 1
        if name < 1 or tree.tokens[name].tag_ not in NAME_TAGS or tree.labels[name] != "conj":
            continue
        item, before = tree.heads[name], tree.tokens[name].left_edge.i - 1
        if tree.tokens[before].lower_ in {"and", "but", "while"} and tree.heads[item] != verb.i and item < before:
            tree.hang(name, verb.i, "nsubj")
            if tree.heads[before] == item:
                tree.hang(before, tree.heads[item], "cc")


def gerunds_in_list(tree: Shape) -> None:
    """ "for arming, training and feeding them": the first of several gerunds, read as a noun."""
    for gerund in tree.tokens:
        above = tree.tokens[tree.heads[gerund.i]]
        if tree.labels[gerund.i] != "pobj" or not gerund.lower_.endswith("ing") or above.i != gerund.i - 1:
            continue
        items, node = [gerund.i], gerund.i
        while following := tree.children(node, "conj"):
            node = following[0]
            items.append(node)
        if len(items) < 2 or tree.tokens[node].tag_ != "VBG" or not tree.children(node, "dobj"):
            continue
        if all(tree.tokens[i].lower_.endswith("ing") for i in items):
            tree.hang(gerund.i, above.i, "pcomp")
            for i in items:
                tree.tokens[i].tag_, tree.tokens[i].pos_ = "VBG", "VERB"
                tree.tokens[i].lemma_ = _stem(tree.tokens[i].lower_)


def _stem(form: str, ending: str = "ing") -> str:
    """The verb of a gerund: of "arm", "arme" and, for "bidding", "bid", the one that the frames know."""
    base = form.removesuffix(ending)
    known = load_frames().verbs
    return next((form for form in (base, base + "e", base[:-1]) if form in known), base)


def gerund_as_subject(tree: Shape) -> None:
    """ "Shelling between the two eased": a gerund without an object, in front of "between", "of" or "by", is a noun."""
    first = next((t for t in tree.tokens if t.pos_ not in {"DET", "PUNCT", "ADJ"}), None)
    if first is None or first.tag_ != "VBG" or first.i > 2 or tree.children(first.i, "dobj", *SUBJECT_LABELS):
        return
    following = tree.tokens[first.i + 1] if first.i + 1 < len(tree.tokens) else None
    verb = tree.heads[first.i]
    if following is None or following.lower_ not in {"between", "of", "by"} or verb == first.i:
        return
    if tree.tokens[verb].pos_ in {"VERB", "AUX"} and not tree.has_subject(verb):
        tree.hang(first.i, verb, "nsubj")
        first.tag_, first.pos_, first.lemma_ = "NN", "NOUN", first.lower_


def headline(tree: Shape) -> None:
    """ "Modi to visit Oslo, officials say": the name in front is who is to."""
    for verb in tree.tokens[2:]:
        name = verb.i - 2
        if verb.tag_ != "VB" or tree.tokens[verb.i - 1].lower_ != "to" or tree.tokens[name].tag_ not in NAME_TAGS:
            continue
        if tree.tokens[name].left_edge.i or tree.has_subject(verb.i) or tree.heads[name] == name:
            continue
        if tree.heads[verb.i] == name:
            tree.replace(name, verb.i)
        if tree.heads[name] == verb.i or tree.labels[name] not in SUBJECT_LABELS:
            tree.hang(name, verb.i, "nsubj")


def noun_for_verb(tree: Shape) -> None:
    """ "Will Kenya arrest Bashir?": a root with a modal, a subject and an object is a verb."""
    for root in tree.tokens:
        framed = root.tag_ == "NN" and tree.children(root.i, "nsubj") and tree.children(root.i, "dobj")
        if framed and any(tree.tokens[a].tag_ == "MD" for a in tree.children(root.i, "aux")):
            root.tag_, root.pos_ = "VB", "VERB"


def subject_as_compound(tree: Shape) -> None:
    """ "demanded that the cabinet resign": a noun before a bare verb, read as naming it."""
    for verb in tree.tokens:
        bare = verb.tag_ in {"VB", "VBP"} or (verb.tag_ == "NN" and tree.children(verb.i, "mark"))
        if not bare or tree.labels[verb.i] != "ccomp" or tree.has_subject(verb.i):
            continue
        for noun in tree.children(verb.i, "compound"):
            if noun == verb.i - 1:
                verb.tag_, verb.pos_ = "VB", "VERB"
                for child in tree.children(verb.i, "poss", "det", "amod"):
                    if child < noun:
                        tree.hang(child, noun, tree.labels[child])
                tree.hang(noun, verb.i, "nsubj")
