"""Whether the words a model quotes stand in the document it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.strategy.conflict import ConflictModel, Quote


def quotes(model: ConflictModel) -> Iterator[Quote]:
    """Yield every quote of a model, in its order."""
    for side in model.sides:
        held = [option.quote for option in side.options] + [preference.quote for preference in side.preferences]
        yield from filter(None, held)


def missing(model: ConflictModel, texts: Mapping[str, Sequence[str]]) -> Iterator[Quote]:
    """Yield each quote that does not stand in its document; `texts` holds by each document's name
    its text, in one version or several: with what was repaired in reading, and as it came.

    Every character counts but white space, of which any amount is like any other: documents break their lines anew.
    Raises KeyError for a document of which there is no text.
    """
    plain = {name: [" ".join(text.split()) for text in versions] for name, versions in texts.items()}
    for quote in quotes(model):
        words = " ".join(quote.text.split())
        if not any(words in text for text in plain[quote.document]):
            yield quote
