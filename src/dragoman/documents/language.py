"""Is a text in English? Counted by everyday words; which other language it is in, py3langid says where it is there."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from dragoman.documents.words import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SHORTEST_JUDGED: Final = 200
_ENGLISH_SHARE = 0.2
_WORDS_COUNTED = 2000
_LETTERS_LOOKED_AT = 1000
_SHORTEST_IN_ANOTHER_SCRIPT = 20
_JUDGED = 3000  # characters that the language is told by
_SURE = 0.7
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CODE = re.compile(r"[a-z]{2,3}")
_NAMES: Final = dict(
    pair.split(":")
    for pair in (
        "am:Amharic ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali bs:Bosnian ca:Catalan cs:Czech "
        "da:Danish de:German el:Greek es:Spanish et:Estonian fa:Persian fi:Finnish fr:French ga:Irish he:Hebrew "
        "hi:Hindi hr:Croatian hu:Hungarian hy:Armenian id:Indonesian is:Icelandic it:Italian ja:Japanese ka:Georgian "
        "kk:Kazakh ko:Korean ku:Kurdish lt:Lithuanian lv:Latvian mk:Macedonian mn:Mongolian ms:Malay ne:Nepali "
        "nl:Dutch no:Norwegian nb:Norwegian pl:Polish ps:Pashto pt:Portuguese ro:Romanian ru:Russian sk:Slovak "
        "sl:Slovene sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil th:Thai tr:Turkish uk:Ukrainian ur:Urdu "
        "vi:Vietnamese zh:Chinese"
    ).split(" ")
)


def share_of_english(text: str) -> float:
    """Return which share (0..1) of the first 2,000 words are everyday words of English; 0.0 without words.

    Words with a capital are left out where there are others: a short report can be names by the half.
    """
    known = words("function_words")
    counted = [match[0] for match in islice(_WORD.finditer(text), _WORDS_COUNTED)]
    plain = [word for word in counted if word[0].islower()]
    seen = [word.casefold() for word in (plain or counted)]
    return sum(word in known for word in seen) / len(seen) if seen else 0.0


def detect(text: str) -> tuple[str, str] | None:
    """Return the ISO 639-1 code of the language of a text and what tells it; None where nothing does.

    English is told by its everyday words. Another language needs the extra `languages`, a text that `is_foreign`,
    and a probability of at least 0.7.
    """
    if share_of_english(text) >= _ENGLISH_SHARE:
        return "en", "its everyday words"
    model = _model() if is_foreign(text) else None
    if model is None:
        return None
    code, probability = model.classify(text[:_JUDGED])
    return (code, "its words, by py3langid") if code != "en" and code in _NAMES and probability >= _SURE else None


def is_foreign(text: str) -> bool:
    """Return True for a text long enough to judge most of whose words, or whose very letters, are not English."""
    if len(text) > SHORTEST_JUDGED:
        return share_of_english(text) < _ENGLISH_SHARE
    letters = [character for character in text[:_LETTERS_LOOKED_AT] if character.isalpha()]
    other = sum(character > "\u024f" for character in letters)  # the last of the Latin letters used in Europe
    return len(letters) >= _SHORTEST_IN_ANOTHER_SCRIPT and 2 * other > len(letters)


def spoken(code: str) -> str:
    """Return the English name of a language by its code, the code itself where no name is known, '' for no code."""
    return _NAMES.get(code, code) if _CODE.fullmatch(code) else ""


def unread(code: str | None) -> tuple[str, str]:
    """Return, as cause and remedy, that a text is in a language that is not read."""
    name = spoken(code) if code and code != "en" else ""
    said = f"it is in {name}, which is not read" if name else "most of its words are not English"
    message = f"{said}, so it was taken in, but few or no claims are to be expected"
    remedy = "give an English translation"
    if not name and _model() is None:
        remedy += "; pip install dragoman[languages] tells which language it is"
    return message, remedy


@cache
def _model() -> LanguageIdentifier | None:
    """Return py3langid's model, which comes with the package; None where it is not installed."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a tenth of a second to load
    except ImportError:
        return None
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
