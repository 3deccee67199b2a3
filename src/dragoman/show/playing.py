"""The result of a conflict model in words: shares, what would change them, what was built in, and why states hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dragoman.model import Finding
from dragoman.strategy.conflict import ConflictModel, Quote, Strategy
from dragoman.strategy.game import Game
from dragoman.strategy.guards import Built, LeftOut
from dragoman.strategy.reasons import Reason, Wish
from dragoman.strategy.stability import Concept
from dragoman.strategy.status_quo import Step, shortest_path
from dragoman.strategy.worlds import Played, Share, World

_METHOD: Final = "conflict model"
_CONCEPT_WORDS: Final[dict[Concept, str]] = {  # the strictest first
    "R": "Nash",
    "SEQ": "sequential",
    "GMR": "general metarational",
    "SMR": "symmetric metarational",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A state, the world in which it is explained, and why each actor would stay there or leave it in that world."""

    state: int
    world: World
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """All that is told of a model that was played."""

    model: ConflictModel
    game: Game
    strategies: tuple[Strategy, ...]
    concept: Concept
    seed: int
    played: Played
    null: Played
    left_out: tuple[LeftOut, ...]
    built: tuple[Built, ...]
    explained: tuple[Explained, ...]


def result_lines(result: Result) -> Iterator[str]:
    """Yield the result as plain lines."""
    model, game = result.model, result.game
    yield model.title
    yield (
        f"{len(game.actors)} actors, {len(game.options)} options, {int(game.feasible.sum()):,} of {game.states:,} "
        f"states feasible; {result.played.worlds:,} sampled worlds, seed {result.seed}"
    )
    yield ""
    yield from _table(result)
    yield ""
    yield from _changes(result)
    yield from _built(result.built)
    yield from _states(result)
    yield from _sentences(model)


def _table(result: Result) -> Iterator[str]:
    concepts = [concept for concept in _CONCEPT_WORDS if concept in result.played.strategies]
    names = [strategy.name for strategy in result.strategies]
    wide = max([len(name) for name in names] + [10])
    yield f"What {result.model.focal} plays in an equilibrium, as a share of the sampled worlds:"
    head = "".join(f"  {concept:>6}" for concept in concepts)
    yield f"  {'':{wide}}{head}   {result.concept} 95 % of chance   {result.concept} null"
    for place, name in enumerate(names):
        cells = "".join(f"  {result.played.strategies[concept][place].value:6.2f}" for concept in concepts)
        share, null = result.played.strategies[result.concept][place], result.null.strategies[result.concept][place]
        yield f"  {name:{wide}}{cells}   {_interval(share):>16}   {null.value:6.2f}"
    settled = "".join(f"  {result.played.settled[concept].value:6.2f}" for concept in concepts)
    yield f"  {'(any state)':{wide}}{settled}"
    told = ", ".join(f"{concept} {_CONCEPT_WORDS[concept]}" for concept in concepts)
    yield f"  {told}; null: the same with the signs of all preferences of {result.model.focal} at random."


def _interval(share: Share) -> str:
    return f"{share.interval[0]:.2f} to {share.interval[1]:.2f}"


def _changes(result: Result) -> Iterator[str]:
    """What leaving out a preference changes by more than the chance of sampling explains."""
    yield f"What would change it ({result.concept}, one preference of {result.model.focal} left out):"
    for left in result.left_out:
        moved = [f"{name} {before.value:.2f} -> {after.value:.2f}" for name, before, after in changed(result, left)]
        yield f"  without {left.preference.name}: {'; '.join(moved) or 'nothing beyond chance'}"
    yield ""


def changed(result: Result, left: LeftOut) -> list[tuple[str, Share, Share]]:
    """Return the strategies that leaving a preference out changes beyond chance: name, share before and after."""
    before = result.played.strategies[result.concept]
    both = zip(result.strategies, before, left.shares, strict=True)
    return [(strategy.name, one, other) for strategy, one, other in both if apart(one, other)]


def apart(one: Share, other: Share) -> bool:
    """Tell whether the intervals of two shares do not meet."""
    return one.interval[1] < other.interval[0] or other.interval[1] < one.interval[0]


def _built(built: Iterable[Built]) -> Iterator[str]:
    found = list(built)
    if not found:
        return
    yield "Built in, so no result (the actor's own preferences speak on one side only):"
    for one in found:
        if one.for_it:
            told = f"nothing speaks against it; for it: {', '.join(one.for_it)}"
        else:
            told = f"nothing speaks for it; against it: {', '.join(one.against)}" if one.against else "nothing is said"
        yield f"  {one.actor}, {one.option}: {told}"
    yield ""


def _states(result: Result) -> Iterator[str]:
    counts = result.played.states[result.concept]
    for one in result.explained:
        share = Share(int(counts[one.state]), result.played.worlds)
        yield f"State, an equilibrium in {share.value:.2f} of the worlds ({result.concept}, {_interval(share)}):"
        yield f"  {state_words(result.game, one.state)}"
        where = f"For example in world {one.world.number}" if one.world.number else "In the model as it is listed"
        yield f"  {where}, {result.model.focal} wanting most first: {order_words(result.model, one.world)}."
        for reason in one.reasons:
            yield f"  {reason_words(result.game, one.state, reason)}"
        yield from _way(result, one)
        yield ""


def order_words(model: ConflictModel, world: World) -> str:
    """Return the preferences of the focal actor in one world, the most important first."""
    place = model.sides.index(model.focal_side)
    view, preferences = world.views[place], model.focal_side.preferences
    told = [("not " if one in view.turned else "") + preferences[one].name for one in view.order]
    return ", ".join(told) or "nothing"


def _way(result: Result, one: Explained) -> Iterator[str]:
    """How things could get from today's state to this one, each mover gaining by its move."""
    start = result.model.start()
    if start is None or start == one.state:
        return
    steps = shortest_path(result.game, start, one.state, one.world.ranks)
    if steps is None:
        yield "  From today no sequence of moves leads here in which each mover gains."
        return
    yield f"  From today, each mover gaining: {_steps_words(result.game, start, steps)}."


def state_words(game: Game, state: int) -> str:
    """Return the options taken in a state, actor by actor."""
    taken = set(game.taken(state))
    parts = []
    for actor, name in enumerate(game.actors):
        own = [game.options[option] for option in game.own(actor) if game.options[option] in taken]
        if game.own(actor):
            parts.append(f"{name}: {', '.join(own) or 'none'}")
    return "; ".join(parts)


def reason_words(game: Game, state: int, reason: Reason) -> str:
    """Return why an actor stays or leaves, in one sentence, with the weightiest preference that is at stake."""
    if reason.move is None:
        return f"{reason.actor} stays: it has no other move."
    if reason.verdict == "nothing better":
        cost = f"would cost it more ({_wish_words(reason.loss)})" if reason.loss else "would be all the same to it"
        return f"{reason.actor} stays: the best of its moves ({_change_words(game, state, reason.move)}) {cost}."
    gain = f" ({_wish_words(reason.gain)})" if reason.gain else ""
    move = f"it would gain by this: {_change_words(game, state, reason.move)}{gain}"
    if reason.verdict == "gains":
        return f"{reason.actor} leaves: {move}, and no answer takes that away."
    loss = f", which costs it more ({_wish_words(reason.loss)})" if reason.loss else ", which leaves it no better"
    stays, would = ("stays", "would") if reason.verdict == "answered" else ("may stay", "could")
    answer = _steps_words(game, reason.move, reason.answer)
    return f"{reason.actor} {stays}: {move}; but the others {would} answer ({answer}){loss}."


def _wish_words(wish: Wish) -> str:
    return f"turned around: {wish.preference.words}" if wish.turned else wish.preference.words


def _steps_words(game: Game, start: int, steps: Iterable[Step]) -> str:
    at, told = start, []
    for step in steps:
        told.append(f"{game.actors[step.actor]}: {_change_words(game, at, step.state)}")
        at = step.state
    return ", then ".join(told)


def _change_words(game: Game, before: int, after: int) -> str:
    changed = [place for place in range(len(game.options)) if (before ^ after) >> place & 1]
    return ", ".join(("take " if after >> place & 1 else "give up ") + game.options[place] for place in changed)


def _sentences(model: ConflictModel) -> Iterator[str]:
    yield "The options:"
    for side in model.sides:
        for option in side.options:
            one_way = {0: "", 1: " [cannot be undone]", -1: " [cannot be taken up again]"}[option.one_way]
            words = "" if option.words == option.name.replace("_", " ") else f": {option.words}"
            yield f"  {side.name}, {option.name}{words}{one_way}{_source(option.quote)}"
    yield ""
    yield "The sentence behind each preference:"
    for side in model.sides:
        for preference in side.preferences:
            basis = preference.basis.replace("_", " ")
            yield f"  {side.name}, {preference.name}: {preference.words} [{basis}]{_source(preference.quote)}"


def _source(quote: Quote | None) -> str:
    return f' "{quote.text}" ({quote.document})' if quote else ""


def findings(result: Result) -> Iterator[Finding]:
    """Yield every number of the result as a Finding: shares of 0 to 1 with their 95 % interval of sampling.

    `subject` is the focal actor and the strategy; `detail` tells which run (`sampled`, `null`, or `without` with the
    preference), the concept, worlds and seed, as text.
    """
    told = {"worlds": str(result.played.worlds), "seed": str(result.seed)}
    for run, one in (("sampled", result.played), ("null", result.null)):
        for concept, shares in one.strategies.items():
            yield from _shares(result, shares, told | {"run": run, "concept": concept})
    for left in result.left_out:
        detail = told | {"run": "without", "preference": left.preference.name, "concept": result.concept}
        yield from _shares(result, left.shares, detail)
    for told_of in result.built:
        value = "nothing against" if told_of.for_it else "nothing for" if told_of.against else "nothing said"
        detail = {"for": ", ".join(told_of.for_it), "against": ", ".join(told_of.against)}
        yield Finding(
            f"{_METHOD}: built in", (told_of.actor, told_of.option), value, "its own preferences", (), detail=detail
        )
    counts = result.played.states[result.concept]
    for shown in result.explained:
        share = Share(int(counts[shown.state]), result.played.worlds)
        words = " ".join(reason_words(result.game, shown.state, reason) for reason in shown.reasons)
        taken = ", ".join(result.game.taken(shown.state)) or "none"
        world = {"world": str(shown.world.number), "order": order_words(result.model, shown.world)}
        detail = told | {"concept": result.concept, "taken": taken} | world
        subject = (result.model.focal,)
        yield Finding(f"{_METHOD}: state", subject, share.value, words, (), interval=share.interval, detail=detail)


def _shares(result: Result, shares: tuple[Share, ...], detail: dict[str, str]) -> Iterator[Finding]:
    for strategy, share in zip(result.strategies, shares, strict=True):
        why = f"an equilibrium in which {result.model.focal} plays {strategy.name}, in {share.held:,} worlds"
        yield Finding(
            f"{_METHOD}: strategy",
            (result.model.focal, strategy.name),
            share.value,
            why,
            (),
            interval=share.interval,
            detail=detail,
        )
