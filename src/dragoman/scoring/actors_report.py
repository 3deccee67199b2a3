"""The score of actors as text for people and as JSON for programs (schema `dragoman.actor-score/1`)."""

from __future__ import annotations

from dragoman.scoring.actors import ActorScore, Judged
from dragoman.scoring.measure import Share

SCHEMA = "dragoman.actor-score/1"


def format_actors(score: ActorScore, errors: bool = False) -> str:
    """Return the score as lines of text, ending in a newline; with `errors`, every actor not read right."""
    lines = [
        f"{score.gold_file}: {score.documents} documents, {score.right.of} actors",
        f"  side right {_share(score.right)}  wrong {_share(score.wrong)}  missing {_share(score.missing)}",
    ]
    if score.tags:
        lines += ["", f"  {'tag':<24}{'actors':>8}{'right':>8}{'wrong':>8}"]
        lines += [
            f"  {tag:<24}{right.of:>8}{_number(right):>8}{_number(wrong):>8}"
            for tag, (right, wrong) in score.tags.items()
        ]
    if errors:
        for verdict in ("wrong", "missing"):
            some = [j for j in score.judged if j.verdict == verdict]
            lines += ["", f"{verdict} ({len(some)})", *(_line(j) for j in some)]
    return "\n".join(lines) + "\n"


def actors_to_json(score: ActorScore, errors: bool = False) -> dict[str, object]:
    """Return the score as plain JSON values; with `errors`, also every actor not read right.

    Shares are `{right, of, share}`: how many actors, of how many, and the quotient (0..1).
    """
    result: dict[str, object] = {
        "schema": SCHEMA,
        "gold": score.gold_file,
        "documents": score.documents,
        "right": _plain(score.right),
        "wrong": _plain(score.wrong),
        "missing": _plain(score.missing),
        "tags": {tag: {"right": _plain(r), "wrong": _plain(w)} for tag, (r, w) in score.tags.items()},
    }
    if errors:
        result["errors"] = [_judged(j) for j in score.judged if j.verdict != "right"]
    return result


def _number(share: Share) -> str:
    return "-" if share.value is None else f"{share.value:.3f}"


def _share(share: Share) -> str:
    return f"{_number(share)} ({share.right}/{share.of})"


def _plain(share: Share) -> dict[str, object]:
    return {"right": share.right, "of": share.of, "share": share.value}


def _line(judged: Judged) -> str:
    gold = judged.gold
    sides = "+".join(sorted(gold.roots)) or "nobody"
    read = ", ".join(f"{m.root} [{m.how}]" for m in judged.read) or "nothing"
    words = " ".join(gold.words.split())
    return f'  {gold.document}: "{words}" is {sides}, read {read}' + ("" if gold.exact else " (words not in the text)")


def _judged(judged: Judged) -> dict[str, object]:
    gold = judged.gold
    return {
        "doc": gold.document,
        "words": gold.words,
        "roots": sorted(gold.roots),
        "start": gold.start,
        "end": gold.end,
        "verdict": judged.verdict,
        "read": [{"start": m.start, "end": m.end, "root": m.root, "how": m.how} for m in judged.read],
    }
