"""A tree says of every word what spaCy says of it with all its parts switched on."""

from __future__ import annotations

import warnings

import pytest
import spacy
from spacy.language import Language

from dragoman.actors.parsing import DEFAULT_PIPELINE, load_parser
from dragoman.actors.tree import text_of, top_of

SENTENCES = (
    "Oslo and the Danes, who had armed them, were accused of shelling two ports on 3 May.",
    "There's gonna be talks, Chad's envoy said; they ain't leaving, y'all.",
    'The "peace-loving"  army of Mali has met, praised and then bombed Niger\'s troops (twice)!',
    "Let's see what Lima wants.",
    "Stop",
)


@pytest.fixture(scope="module")
def whole() -> Language:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load(DEFAULT_PIPELINE, exclude=["ner"])


@pytest.mark.parametrize("text", SENTENCES)
def test_a_tree_is_what_spacy_parsed(text: str, whole: Language) -> None:
    (tree,) = load_parser().trees([text])
    doc = whole(text)
    assert tree.text == text
    assert len(tree) == len(doc)
    for word, token in zip(tree, doc, strict=True):
        for part in ("i", "idx", "text", "lower_", "tag_", "pos_", "dep_", "lemma_", "whitespace_", "is_punct"):
            assert getattr(word, part) == getattr(token, part), part
        for part in ("head", "left_edge", "right_edge"):
            assert getattr(word, part).i == getattr(token, part).i, part
        for part in ("children", "subtree", "ancestors", "conjuncts"):
            assert [other.i for other in getattr(word, part)] == [other.i for other in getattr(token, part)], part
        assert [word.is_ancestor(other) for other in tree] == [token.is_ancestor(other) for other in doc]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_stretch_of_a_tree_is_what_spacy_finds_there(text: str, whole: Language) -> None:
    (tree,) = load_parser().trees([text])
    doc = whole(text)
    for start in range(len(text)):
        for end in range(start + 2, len(text) + 1):
            span, words = doc.char_span(start, end, alignment_mode="expand"), tree.between(start, end)
            assert span is not None
            assert text_of(words) == span.text
            if words:
                assert top_of(words).i == span.root.i


def test_a_place_outside_the_text_holds_no_words() -> None:
    (tree,) = load_parser().trees(["Chad left."])
    assert tree.between(-1, 3) == ()
    assert tree.between(3, 40) == ()
