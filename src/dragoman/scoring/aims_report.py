"""The score of aims as text for people and as JSON for programs (schema `dragoman.aim-score/1`)."""

from __future__ import annotations

from dragoman.scoring.aims import AimScore, CodedAim
from dragoman.scoring.measure import Share, Tally

SCHEMA = "dragoman.aim-score/1"


def format_aims(score: AimScore, errors: bool = False) -> str:
    """Return the score as lines of text, ending in a newline; with `errors`, every aim missed or read too much."""
    total = score.overall
    lines = [
        f"{score.gold_file}: {score.documents} documents, {total.gold} aims coded, {total.read} read",
        f"  precision {_number(total.precision)}  recall {_number(total.recall)}  F1 {_number(total.f1)}",
        f"  conditions read {score.conditions.right} of {score.conditions.of}",
        "",
        f"  {'sort':<12}{'coded':>7}{'read':>7}{'found':>7}{'P':>8}{'R':>8}{'F1':>8}",
    ]
    lines += [
        f"  {sort:<12}{t.gold:>7}{t.read:>7}{t.matched:>7}"
        f"{_number(t.precision):>8}{_number(t.recall):>8}{_number(t.f1):>8}"
        for sort, t in score.sorts.items()
    ]
    if errors:
        lines += ["", f"missed ({len(score.missed)})", *(_line(aim) for aim in score.missed)]
        lines += ["", f"too much ({len(score.excess)})", *(_line(aim) for aim in score.excess)]
    return "\n".join(lines) + "\n"


def aims_to_json(score: AimScore, errors: bool = False) -> dict[str, object]:
    """Return the score as plain JSON values; with `errors`, also the aims missed and read too much.

    Precision, recall and F1 are 0..1, or null where there is nothing to divide.
    """
    result: dict[str, object] = {
        "schema": SCHEMA,
        "gold": score.gold_file,
        "documents": score.documents,
        "overall": _tally(score.overall),
        "sorts": {sort: _tally(tally) for sort, tally in score.sorts.items()},
        "conditions": _share(score.conditions),
    }
    if errors:
        result["missed"] = [_aim(aim) for aim in score.missed]
        result["excess"] = [_aim(aim) for aim in score.excess]
    return result


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "gold": tally.gold, "read": tally.read, "matched": tally.matched,
        "precision": tally.precision, "recall": tally.recall, "f1": tally.f1,
    }  # fmt: skip


def _share(share: Share) -> dict[str, object]:
    return {"right": share.right, "of": share.of, "share": share.value}


def _line(aim: CodedAim) -> str:
    words = " ".join(aim.words.split())
    return f'  {aim.document}: {aim.root.upper()} {aim.sort} "{words}"' + (f" [{aim.rule}]" if aim.rule else "")


def _aim(aim: CodedAim) -> dict[str, object]:
    return {
        "doc": aim.document, "actor_root": aim.root, "sort": aim.sort, "start": aim.start, "end": aim.end,
        "words": aim.words, "condition": aim.condition, "rule": aim.rule,
    }  # fmt: skip
