"""Trains the forest that reads what the grammar of a sentence leaves open, and measures what it is worth.

    python training/train_ranking.py GOLD [--out FILE] [--folds N]

GOLD is the folder of the hand-coded files. Trained on are those of TRAINED (the others never are), the passages of
`tests/passages`, and the look-alikes that the frames must leave alone: of these the forest learns to be silent. With
--folds each text is read by a forest trained without it, and scored as `dragoman score` does: these are the figures to
go by, since a forest knows the texts it was trained on. The same input gives the same file, byte for byte.
Needs LightGBM: pip install -e . --group train
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from dragoman.actors.scene import Scene
from dragoman.claims.drafts import Draft
from dragoman.claims.ranking.choosing import Choice, choose, weigh
from dragoman.claims.ranking.dealings import Dealings
from dragoman.claims.ranking.features import NAMES, Row, table
from dragoman.claims.ranking.forest import FIRST, Forest
from dragoman.documents import from_text
from dragoman.model import Document
from dragoman.reading import Reader, claim_row
from dragoman.scoring.gold import GoldClaim, GoldDocument, Roots, load_gold, load_roots
from dragoman.scoring.measure import score
from dragoman.vocabulary.tables import data_files, read_toml

TRAINED = ("sentences-d", "sentences-e", "learn-a", "learn-b", "learn-c", "learn-d")
OUT = Path(__file__).parents[1] / "src" / "dragoman" / "data" / "languages" / "en" / "ranking.npz"
PASSAGES = Path(__file__).parents[1] / "tests" / "passages"
THRESHOLD = 0.5
# A row that tells a coded act by a word of another kind is neither right nor quite wrong.
OTHER_KIND = 0.3
# Texts in which nothing is told are few and short.
SILENT = 5.0
# The part of the choices to be taken that may be lost to speed.
GIVEN_UP = 0.002
TREES = 80
SETTINGS: dict[str, Any] = {
    "learning_rate": 0.1,
    "num_leaves": 31,
    "min_child_samples": 10,
    "subsample": 0.8,
    "subsample_freq": 1,
    "colsample_bytree": 0.5,
    "reg_lambda": 10.0,
    "random_state": 0,
    "n_jobs": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass
class Recorded:
    """The rows of one document with what they stand for: the choice, and the place of its word in the raw text."""

    rows: list[Row] = field(default_factory=list)
    choices: list[tuple[Choice, int, int]] = field(default_factory=list)


@dataclass
class Examples:
    """Rows of many documents, whether each is right, and what it weighs; `documents` tells whose each row is."""

    rows: NDArray[np.float64]
    right: NDArray[np.float64]
    weight: NDArray[np.float64]
    documents: NDArray[np.str_]


def record(into: dict[str, Recorded], scene: Scene, drafts: Sequence[Draft], dealings: Dealings) -> list[Draft]:
    """Take note of all choices of a sentence, and choose none."""
    rows, choices = weigh(scene, drafts, dealings)
    kept = into.setdefault(scene.document.name, Recorded())
    kept.rows += rows
    for choice in choices:
        head = choice[0].head
        start = scene.offset + head.idx
        kept.choices.append((choice, *scene.document.offsets.raw_range(start, start + len(head))))
    return []


def document_of(gold: GoldDocument) -> Document:
    """Return a coded text as a document, with the date and address that came with it."""
    known = {key: value for key in ("published", "title", "url") if isinstance(value := gold.row.get(key), str)}
    return from_text(gold.text, name=gold.id, **known)


def own_texts(roots: Roots) -> tuple[GoldDocument, ...]:
    """Return the project's own passages as coded texts; a claim stands for the whole of its passage."""
    found: list[GoldDocument] = []
    for path in sorted(PASSAGES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            claims = [(c, False) for c in row.get("claims", ())] + [(c, True) for c in row.get("optional", ())]
            coded = tuple(_own_claim(claim, len(row["text"]), optional, roots) for claim, optional in claims)
            found.append(GoldDocument(f"passage {row['id']}", row["text"], (), coded, row))
    for file in data_files("languages", "en", "frames", suffix=".toml"):
        silent = [text for family in read_toml(file)["family"] for text in family.get("silent", ())]
        found += [GoldDocument(f"{file.name} {n}", text, (), (), {}) for n, text in enumerate(silent)]
    return tuple(found)


def _own_claim(coded: Mapping[str, Any], end: int, optional: bool, roots: Roots) -> GoldClaim:
    source, target = roots.code(coded["source_root"]), roots.code(coded["target_root"])
    return GoldClaim(
        source, target, source, target, coded.get("kind", ""), coded["sign"], bool(coded.get("mutual")),
        coded["status"], None, None, 0, end, optional,
    )  # fmt: skip


def labels(gold: GoldDocument, recorded: Recorded, roots: Roots) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return which rows tell a coded act, and the weight of each: none where leaving it out is as good."""
    told: defaultdict[int, list[tuple[GoldClaim, bool]]] = defaultdict(list)
    for claim in gold.claims:
        hits = [n for n, place in enumerate(recorded.choices) if _tells(place, claim, roots)]
        same = [n for n in hits if recorded.choices[n][0][0].kind == (claim.kind or recorded.choices[n][0][0].kind)]
        for n in hits:
            told[n].append((claim, n in same or not same))
    right, weight = np.zeros(len(recorded.rows)), np.ones(len(recorded.rows))
    for n, claims in told.items():
        if any(fits and not claim.optional for claim, fits in claims):
            right[n] = 1.0
        else:
            weight[n] = 0.0 if any(claim.optional for claim, _ in claims) else OTHER_KIND
    return right, weight


def _tells(place: tuple[Choice, int, int], claim: GoldClaim, roots: Roots) -> bool:
    (trigger, source, target), start, end = place
    if trigger.sign != claim.sign or not (start < claim.end and claim.start < end):
        return False
    pair, coded = (roots.code(source.root), roots.code(target.root)), (claim.source_root, claim.target_root)
    return pair == coded or ((claim.mutual or trigger.mutual) and pair == coded[::-1])


def gather(gold: Mapping[str, tuple[GoldDocument, ...]], roots: Roots) -> Examples:
    """Read all coded texts by the rules alone and return every choice they left."""
    kept: dict[str, Recorded] = {}
    reader = Reader(chooser=partial(record, kept))
    documents = [*(document for coded in gold.values() for document in coded), *own_texts(roots)]
    for _ in reader.read_many([document_of(document) for document in documents]):
        pass
    found = [(document, kept[document.id]) for document in documents if document.id in kept]
    marks = [labels(document, recorded, roots) for document, recorded in found]
    known = [1.0 if document.claims else SILENT for document, _ in found]
    return Examples(
        table([row for _, recorded in found for row in recorded.rows]),
        np.concatenate([right for right, _ in marks]),
        np.concatenate([weight * times for (_, weight), times in zip(marks, known, strict=True)]),
        np.concatenate([np.repeat(document.id, len(recorded.rows)) for document, recorded in found]),
    )


def train(examples: Examples, used: NDArray[np.bool_]) -> Forest:
    """Return the forest trained on the examples used."""
    model = lightgbm.LGBMClassifier(n_estimators=TREES, **SETTINGS)
    model.fit(examples.rows[used], examples.right[used], sample_weight=examples.weight[used])
    forest = plant(model.booster_.dump_model()["tree_info"])
    taken = forest.likelihood(examples.rows[used]) >= THRESHOLD
    early = forest.odds(examples.rows[used][taken], forest.roots[:FIRST])
    return replace(forest, bound=float(np.quantile(early, GIVEN_UP)))


def plant(trees: Sequence[Mapping[str, Any]]) -> Forest:
    """Return LightGBM's trees as arrays."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots = [_grow(tree["tree_structure"], nodes) for tree in trees]
    column, limit, yes, no, value = zip(*nodes, strict=True)
    return Forest(
        np.array(column, np.int16), np.array(limit), np.array(yes, np.int32), np.array(no, np.int32), np.array(value),
        np.array(roots, np.int32), THRESHOLD, -np.inf,
    )  # fmt: skip


def _grow(node: Mapping[str, Any], nodes: list[tuple[int, float, int, int, float]]) -> int:
    place = len(nodes)
    if "leaf_value" in node:
        nodes.append((-1, 0.0, place, place, float(node["leaf_value"])))
        return place
    nodes.append((0, 0.0, 0, 0, 0.0))
    yes = _grow(node["left_child"], nodes)
    no = _grow(node["right_child"], nodes)
    nodes[place] = (int(node["split_feature"]), float(node["threshold"]), yes, no, 0.0)
    return place


def write(forest: Forest, path: Path) -> None:
    """Write a forest where `forest.read_forest` reads it."""
    np.savez_compressed(
        path, names=np.array(NAMES), column=forest.column, limit=forest.limit, yes=forest.yes, no=forest.no,
        value=forest.value, roots=forest.roots, threshold=np.array(forest.threshold), bound=np.array(forest.bound),
    )  # fmt: skip


def measure(gold: Mapping[str, tuple[GoldDocument, ...]], folder: Path, examples: Examples, folds: int) -> None:
    """Print the scores of the rules alone, and with forests that were trained without the text they read."""
    names = sorted(set(examples.documents) | {document.id for coded in gold.values() for document in coded})
    fold = {
        name: int(n) for name, n in zip(names, np.random.default_rng(0).permutation(len(names)) % folds, strict=True)
    }
    of_row = np.array([fold[name] for name in examples.documents])
    forests = [train(examples, of_row != number) for number in range(folds)]

    def unseen(scene: Scene, drafts: Sequence[Draft], dealings: Dealings) -> list[Draft]:
        return choose(forests[fold[scene.document.name]], scene, drafts, dealings)

    print("file          rules: P    R    F1   false   with the forest: P    R    F1   false")
    for name, coded in gold.items():
        print(name.ljust(14), end="")
        for reader in (Reader(chooser=lambda *_: []), Reader(chooser=unseen)):
            readings = reader.read_many([document_of(document) for document in coded])
            rows = [claim_row(claim, reading.document) for reading in readings for claim in reading.claims]
            result = score(folder / f"{name}.jsonl", rows)
            total = result.overall
            shares = f"{total.precision or 0:.2f} {total.recall or 0:.2f} {total.f1 or 0:.3f}"
            print(f"      {shares} {len(result.false_facts):>3}", end="       ")
        print()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, metavar="GOLD", help="the folder of the hand-coded files")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write the forest")
    parser.add_argument("--folds", type=int, default=0, help="measure on texts left out of training, in so many parts")
    arguments = parser.parse_args()
    roots = load_roots(arguments.gold / f"{TRAINED[0]}.jsonl")
    gold = {name: load_gold(arguments.gold / f"{name}.jsonl", roots) for name in TRAINED}
    examples = gather(gold, roots)
    print(f"{len(examples.rows)} choices in {len(set(examples.documents))} texts, {int(examples.right.sum())} right")
    write(train(examples, np.ones(len(examples.rows), bool)), arguments.out)
    print(f"written: {arguments.out} ({arguments.out.stat().st_size // 1024} KB)")
    if arguments.folds:
        measure(gold, arguments.gold, examples, arguments.folds)


if __name__ == "__main__":
    main()
