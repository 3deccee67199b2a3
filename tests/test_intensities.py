"""The weights of acts: values as published, codes as text, and a broken table named by its entry."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.errors import VocabularyError
from dragoman.model import COOPERATIVE, KINDS
from dragoman.vocabulary.intensities import checked, load_intensities
from dragoman.vocabulary.tables import data_folder, read_toml

KNOWN = load_intensities()


@pytest.mark.parametrize(
    ("code", "value", "kind"),
    [
        ("010", 0.0, None),  # a statement
        ("10", -5.0, "REQUEST"),  # a demand: not the same code
        ("023", 3.4, "REQUEST"),
        ("036", 4.0, "AGREE"),
        ("042", 1.9, "CONSULT"),
        ("0561", 7.0, "SUPPORT"),  # no such code: that of 056
        ("072", 8.3, "AID"),
        ("0811", 5.0, "CONCEDE"),
        ("0813", 5.0, "RETREAT"),
        ("0874", 10.0, "RETREAT"),
        ("1214", -4.0, "REJECT"),  # without a value of its own: that of 121
        ("163", -8.0, "SANCTION"),
        ("1711", -9.2, "COERCE"),
        ("1712", -9.2, "ASSAULT"),
        ("190", -10.0, "ASSAULT"),
        ("192", -9.5, "COERCE"),
        ("2042", -10.0, "ASSAULT"),
    ],
)
def test_a_code_has_its_value_and_kind(code: str, value: float, kind: str | None) -> None:
    assert KNOWN.of_cameo(code) == value
    assert KNOWN.kind_of_cameo(code) == kind


@pytest.mark.parametrize("code", ["", "1", "00", "21", "---", "X", "04a", "01010", "４２"])
def test_what_is_no_code_has_neither(code: str) -> None:
    assert KNOWN.of_cameo(code) is None
    assert KNOWN.kind_of_cameo(code) is None


def test_every_kind_has_a_weight_and_the_sign_of_the_codebook() -> None:
    assert set(KNOWN.kinds) == set(KINDS)
    assert KNOWN.weight("AID") == 0.7 and KNOWN.weight("ASSAULT") == 0.9
    assert all(0 <= KNOWN.weight(kind) <= 1 for kind in KINDS)
    assert all((KNOWN.of_kind(k) > 0) == (k in COOPERATIVE) for k in KINDS if k != "STANCE" and KNOWN.of_kind(k))


def test_a_kind_weighs_what_its_mildest_root_does() -> None:
    roots: dict[str, list[float]] = {}
    for code, kind in KNOWN.code_kinds.items():
        if len(code) == 2:
            roots.setdefault(kind, []).append(KNOWN.codes[code])
    mildest = {kind: min(values, key=abs) for kind, values in roots.items() if kind != "REQUEST"}
    assert mildest == {kind: KNOWN.of_kind(kind) for kind in mildest}
    assert len(mildest) == 14


@pytest.mark.parametrize(
    ("section", "entry", "message"),
    [
        ("intensity", {"HUG": 1.0}, "'HUG' is no kind"),
        ("intensity", {"AID": -7.0}, "wrong sign"),
        ("intensity", {"AID": 70}, "no number from -10 to 10"),
        ("intensity", {"AID": "7"}, "no number"),
        ("goldstein", {"4": 1.0}, "no CAMEO code"),
        ("kinds", {"AID": "07"}, "no list"),
        ("kinds", {"AID": ["07", "06"]}, "twice"),
        ("kinds", {"AID": ["007"]}, "no CAMEO code"),
    ],
)
def test_a_broken_entry_is_named(section: str, entry: dict[str, Any], message: str) -> None:
    table = read_toml(data_folder() / "intensities.toml")
    table[section] = {**table[section], **entry}
    with pytest.raises(VocabularyError, match=message) as raised:
        checked(table)
    assert str(raised.value).startswith("intensities.toml: ") and "\n" not in str(raised.value)


def test_a_missing_entry_is_named() -> None:
    table = read_toml(data_folder() / "intensities.toml")
    del table["intensity"]["AID"]
    with pytest.raises(VocabularyError, match="has no AID"):
        checked(table)
    whole = read_toml(data_folder() / "intensities.toml")
    del whole["goldstein"]["04"]
    with pytest.raises(VocabularyError, match='not "04"'):
        checked(whole)
