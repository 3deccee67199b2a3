"""Takes the likeliest acts of a sentence that its grammar left open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.actors.scene import Scene
from dragoman.claims.drafts import Draft
from dragoman.claims.ranking.candidates import Candidate, find_candidates
from dragoman.claims.ranking.dealings import Dealings
from dragoman.claims.ranking.features import Row, Sentence, table
from dragoman.claims.ranking.forest import Forest
from dragoman.claims.ranking.triggers import Trigger, find_triggers

# What ends the name of a rule whose sides were chosen by likelihood.
RANKED = "+ranked"
Choice = tuple[Trigger, Candidate, Candidate]
# Gives the acts that a sentence leaves open, after what the rules read in it and before.
Chooser = Callable[[Scene, Sequence[Draft], Dealings], list[Draft]]


def weigh(scene: Scene, drafts: Sequence[Draft], dealings: Dealings) -> tuple[list[Row], list[Choice]]:
    """Return a row for each act that the sentence may tell, those of `drafts` among them, and what it stands for."""
    candidates = find_candidates(scene, dealings.shares, dealings.refs)
    if len(candidates) < 2 or not any(c.places for c in candidates):
        return [], []
    sentence = Sentence(scene, candidates, drafts, dealings)
    rows: list[Row] = []
    choices: list[Choice] = []
    for trigger in find_triggers(scene, drafts):
        described, pairs = sentence.rows(trigger)
        rows += described
        choices += [(trigger, source, target) for source, target in pairs]
    return rows, choices


def choose(forest: Forest, scene: Scene, drafts: Sequence[Draft], dealings: Dealings) -> list[Draft]:
    """Return a draft for each act, not yet among `drafts`, that is likelier than the forest's threshold.

    Of several ways to read one sign between two sides in one sentence the likeliest is taken.
    """
    rows, choices = weigh(scene, drafts, dealings)
    if not rows:
        return []
    likely = forest.likelihood(table(rows))
    order = sorted(range(len(rows)), key=lambda n: -likely[n])
    taken = {(frozenset({d.source.root, d.target.root}), d.sign) for d in drafts}
    # The sanctions of "lifted its sanctions" are told of already.
    spoken = {word.i for draft in drafts for word in draft.words}
    likeliest = (n for n in order if likely[n] >= forest.threshold and choices[n][0].head.i not in spoken)
    return list(_best(((float(likely[n]), choices[n]) for n in likeliest), taken))


def _best(ranked: Iterator[tuple[float, Choice]], taken: set[tuple[frozenset[str], int]]) -> Iterator[Draft]:
    for chance, (trigger, source, target) in ranked:
        key = (frozenset({source.root, target.root}), trigger.sign)
        if key not in taken:
            taken.add(key)
            yield Draft(
                trigger.rule.removesuffix(RANKED) + RANKED, trigger.kind, trigger.sign, trigger.mutual, trigger.head,
                trigger.anchor, source.ref, target.ref, trigger.cues, trigger.words, trigger.status, trigger.settled,
                confidence=chance,
            )  # fmt: skip
