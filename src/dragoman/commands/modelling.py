"""A model file as commands need it: read, its quotes found in their documents, and played."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dragoman.errors import InputError
from dragoman.examples import demo_paths, model_path, model_paths

if TYPE_CHECKING:
    from dragoman.model import Document
    from dragoman.show.playing import Result
    from dragoman.strategy.conflict import ConflictModel
    from dragoman.strategy.stability import Concept


WORLDS: Final = 3000
SEED: Final = 1


def load_model(name: str, documents: Iterable[Document]) -> ConflictModel:
    """Return the model of a file, or of that name among those that come along, with every quote found.

    A quote is looked for in the file that the model names, or in that of `documents` which has this name. Raises
    InputError for what is wrong with the model, and for a quote that is not there.
    """
    from dragoman.strategy.model_file import parse_model  # noqa: PLC0415 - loads numpy
    from dragoman.strategy.quotes import missing, quotes  # noqa: PLC0415

    path = model_path(name)
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: this is not text in UTF-8. Save it as plain text in UTF-8") from error
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise InputError(
            f"{path}: cannot be read ({cause}). The models that come along: {', '.join(model_paths())}"
        ) from error
    model = parse_model(text, str(path))
    texts = _texts(documents, model, path, {quote.document: quote.line for quote in reversed([*quotes(model)])})
    for quote in missing(model, texts):
        raise InputError(
            f'{path}:{quote.line}: these words are not in {quote.document}: "{quote.text}". '
            "Copy them from the document as they stand"
        )
    return model


def _texts(
    documents: Iterable[Document], model: ConflictModel, path: Path, wanted: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """The documents a model quotes: files beside it, the example documents, or those of the casebook."""
    from dragoman.documents import find, load  # noqa: PLC0415 - loads the readers
    from dragoman.model import Document  # noqa: PLC0415 - only here at run time

    places = dict(model.documents)
    held = {document.name: document for document in documents}
    examples = {one.name: one for one in demo_paths()} if wanted else {}
    found: dict[str, tuple[str, ...]] = {}
    for name, line in wanted.items():
        called = places.get(name, name)
        file = path.parent / called
        file = file if file.is_file() else examples.get(called, file)
        if called in held:
            found[name] = (held[called].text, held[called].raw)
        elif file.is_file():
            read = [one for source in find([file])[0] for one in load(source) if isinstance(one, Document)]
            found[name] = tuple(text for one in read for text in (one.text, one.raw))
        else:
            raise InputError(
                f"{path}:{line}: there is no document '{called}' to check this quote in. Name its file under "
                "`documents`, or the casebook that holds it with --case"
            )
    return found


def play_model(
    model: ConflictModel,
    *,
    worlds: int = WORLDS,
    seed: int = SEED,
    concept: Concept = "R",
    most: int = 0,
    state: int | None = None,
) -> Result:
    """Return the model played, with `most` states explained: those most often stable, or `state` alone."""
    from dragoman.show.playing import Explained, Result  # noqa: PLC0415 - loads numpy
    from dragoman.strategy.guards import built_in, leave_one_out, null_run, strategies_of  # noqa: PLC0415
    from dragoman.strategy.reasons import reasons  # noqa: PLC0415
    from dragoman.strategy.stability import CONCEPTS  # noqa: PLC0415
    from dragoman.strategy.worlds import base_world, examples, played  # noqa: PLC0415

    model = replace(model, strategies=strategies_of(model))
    game = model.game()
    whole = played(model, worlds=worlds, seed=seed, concepts=CONCEPTS)
    often = sorted((-int(count), place) for place, count in enumerate(whole.states[concept].tolist()) if count)
    states = [place for _, place in often[:most]] if state is None else [state]
    found = examples(model, states, worlds=worlds, seed=seed, concept=concept)
    shown = [(place, found.get(place) or base_world(model)) for place in states]
    return Result(
        model,
        game,
        model.strategies,
        concept,
        seed,
        whole,
        null_run(model, worlds=worlds, seed=seed, concepts=(concept,)),
        leave_one_out(model, worlds=worlds, seed=seed, concept=concept),
        built_in(model),
        tuple(Explained(place, world, reasons(model, game, world, place)) for place, world in shown),
    )
