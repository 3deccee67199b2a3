"""A score as text for people and as JSON for programs (schema `dragoman.score/1`)."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.scoring.gold import GoldClaim, ReadClaim
from dragoman.scoring.measure import Miss, Pairing, Score, Share, Tally, Wrong

SCHEMA = "dragoman.score/1"

_SHARED = ("kind", "status", "speaker", "date")
_QUOTE_LENGTH = 160


def format_score(score: Score, errors: bool = False) -> str:
    """Return the score as lines of text, ending in a newline; with `errors`, every missed, wrong and unequal claim."""
    total, facts = score.overall, score.false_share
    shares = (f"{name} {_share(getattr(score, name))}" for name in _SHARED)
    head = f"{score.gold_file}: {score.documents} documents, {total.gold} claims required, {total.read} read"
    f1 = f"F1 {_number(total.f1)}   strict F1 {_number(total.strict_f1)}"
    lines = [
        f"{head}, {total.matched} matched ({score.optional.right} of {score.optional.of} optional ones also read)",
        f"  claims  P {_number(total.precision)}  R {_number(total.recall)}  {f1}",
        f"  right among matched  {'  '.join(shares)}",
        f"  false facts  {facts.right} of {facts.of} matched readings that say `did`",
    ]
    lines += [f"    {_false_fact(pair)}" for pair in score.false_facts]
    if score.tags:
        lines += ["", f"  {'tag':<24}{'gold':>6}{'read':>6}{'P':>7}{'R':>7}{'F1':>7}"]
        lines += [_tag_line(tag, tally) for tag, tally in score.tags.items()]
    if errors:
        lines += _error_lines(score)
    return "\n".join(lines) + "\n"


def score_to_json(score: Score, errors: bool = False) -> dict[str, object]:
    """Return the score as plain JSON values; with `errors`, also every missed, wrong and unequal claim.

    Shares are `{right, of, share}`; a share of nothing is null. The layout is that of `SCHEMA`.
    """
    result: dict[str, object] = {
        "schema": SCHEMA,
        "gold": score.gold_file,
        "documents": score.documents,
        "claims": _tally_json(score.overall),
        "optional_read": _share_json(score.optional),
        "right": {name: _share_json(getattr(score, name)) for name in _SHARED},
        "false_facts": {
            **_share_json(score.false_share),
            "list": [_pair_json(pair) for pair in score.false_facts],
        },
        "tags": {tag: _tally_json(tally) for tag, tally in score.tags.items()},
        "kinds": {kind: _share_json(share) for kind, share in score.kinds.items()},
        "rules": {rule: _share_json(share) for rule, share in score.rules.items()},
    }
    if errors:
        result["missed"] = [_miss_json(miss) for miss in score.missed]
        result["wrong"] = [_wrong_json(wrong) for wrong in score.wrong]
        result["unequal"] = [_pair_json(pair) for pair in score.pairs if pair.differs]
    return result


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _share(share: Share) -> str:
    return f"{_number(share.value)} ({share.right}/{share.of})"


def _tag_line(tag: str, tally: Tally) -> str:
    figures = "".join(f"{_number(value):>7}" for value in (tally.precision, tally.recall, tally.f1))
    return f"  {tag:<24}{tally.gold:>6}{tally.read:>6}{figures}"


def _claim(claim: GoldClaim | ReadClaim) -> str:
    arrow = "<->" if claim.mutual else "->"
    parts = [f"{claim.source_root} {arrow} {claim.target_root} {claim.kind} {claim.sign:+d} {claim.status}"]
    if claim.speaker_root is not None:
        parts.append(f"says {claim.speaker_root}")
    if claim.date is not None:
        parts.append(claim.date)
    if isinstance(claim, ReadClaim) and claim.rule:
        parts.append(f"[{claim.rule}]")
    return ", ".join(parts)


def _quote(text: str) -> str:
    flat = " ".join(text.split()).encode("utf-8", "replace").decode("utf-8")
    return f'"{flat}"' if len(flat) <= _QUOTE_LENGTH else f'"{flat[: _QUOTE_LENGTH - 1]}…"'


def _false_fact(pair: Pairing) -> str:
    return f"{pair.document}: read as fact, coded {pair.gold.status}: {_claim(pair.read)} {_quote(pair.quote)}"


def _near(near: str, nearest: GoldClaim | ReadClaim | None) -> str:
    return near if nearest is None else f"{near}: {_claim(nearest)}"


def _error_lines(score: Score) -> list[str]:
    lines = ["", f"missed ({len(score.missed)})"]
    for miss in score.missed:
        lines += [
            f"  {miss.document}: {_claim(miss.gold)} {_quote(miss.quote)}",
            f"      {_near(miss.near, miss.nearest)}",
        ]
    lines += ["", f"wrong ({len(score.wrong)})"]
    for item in score.wrong:
        lines += [
            f"  {item.document}: {_claim(item.read)} {_quote(item.quote)}",
            f"      {_near(item.near, item.nearest)}",
        ]
    unequal = [pair for pair in score.pairs if pair.differs]
    lines += ["", f"matched but not equal ({len(unequal)})"]
    for pair in unequal:
        mark = " (optional)" if pair.gold.optional else ""
        lines += [
            f"  {pair.document}: {', '.join(pair.differs)}{mark} {_quote(pair.quote)}",
            f"      gold {_claim(pair.gold)}",
            f"      read {_claim(pair.read)}",
        ]
    for title, shares in (("recall by kind", score.kinds), ("precision by rule", score.rules)):
        lines += ["", title, *_share_lines(shares)]
    return lines


def _share_lines(shares: Mapping[str, Share]) -> list[str]:
    return [f"  {name or '(no rule given)':<32}{_share(share)}" for name, share in shares.items()]


def _share_json(share: Share) -> dict[str, object]:
    return {"right": share.right, "of": share.of, "share": share.value}


def _tally_json(tally: Tally) -> dict[str, object]:
    return {
        "gold": tally.gold,
        "read": tally.read,
        "matched": tally.matched,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "strict_matched": tally.strict,
        "strict_f1": tally.strict_f1,
    }


def _claim_json(claim: GoldClaim | ReadClaim | None) -> dict[str, object] | None:
    if claim is None:
        return None
    start, end = claim.pieces[0] if isinstance(claim, ReadClaim) else (claim.start, claim.end)
    result: dict[str, object] = {
        "source": claim.source,
        "target": claim.target,
        "source_root": claim.source_root,
        "target_root": claim.target_root,
        "kind": claim.kind,
        "sign": claim.sign,
        "mutual": claim.mutual,
        "status": claim.status,
        "speaker_root": claim.speaker_root,
        "date": claim.date,
        "start": start,
        "end": end,
    }
    if isinstance(claim, ReadClaim):
        return {**result, "also": [list(piece) for piece in claim.pieces[1:]], "rule": claim.rule}
    return {**result, "optional": claim.optional}


def _pair_json(pair: Pairing) -> dict[str, object]:
    return {
        "doc": pair.document,
        "quote": pair.quote,
        "differs": list(pair.differs),
        "gold": _claim_json(pair.gold),
        "read": _claim_json(pair.read),
        "read_quote": pair.read_quote,
    }


def _miss_json(miss: Miss) -> dict[str, object]:
    return {
        "doc": miss.document,
        "quote": miss.quote,
        "gold": _claim_json(miss.gold),
        "near": miss.near,
        "nearest": _claim_json(miss.nearest),
    }


def _wrong_json(item: Wrong) -> dict[str, object]:
    return {
        "doc": item.document,
        "quote": item.quote,
        "read": _claim_json(item.read),
        "near": item.near,
        "nearest": _claim_json(item.nearest),
    }
