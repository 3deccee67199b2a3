"""The way from clean characters back to raw ones, in any script and through any repair."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.documents import from_text
from dragoman.documents.edits import Edit, apply_edits, draft_of
from dragoman.model import Document

WORDS = [
    "Russia", "visited", "the", "Libya", "Путин", "приехал", "в", "Москву", "ليبيا", "روسيا", "می‌خواهد",
    "中国", "外交部。", "日本は", "👩‍👩‍👧", "🇱🇾", "e\u0301te\u0301", "n\u0303", "नमस्ते", "क्‍ष",
    "RussiaLs", "Lthe", "U.", "Despite", "its", "to", "A", "break-\ning",
    "&amp;", "&#39;s", "&nbsp;", "&amp;nbsp;", "&lt;b&gt;", "donâ€™t", "TÃ¼rkiye", "â€œyesâ€", "ÐŸÑƒÑ‚Ð¸Ð½",
    "\u00ad", "co\u00adop", "zero\u200bwidth", "\ufeff", "\u00a0", "\u2009", "\r\n", "\n", "\n\n", "\t",
    ".", "?", "!", ",", "-", "—", "month.Share", "2O21", "l4", "0man", "not", "trucetruce",
    "the year-old", "in ,", "20", "4", "w", "uld", "\x93", "\x0b", "|", "Read more:", "\u2028",
]  # fmt: skip
pieces = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=40)
texts = st.builds(lambda parts, glue: glue.join(parts), pieces, st.sampled_from([" ", "", "\n"]))
relaxed = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Document:
    return from_text(text, name="t")


@relaxed
@given(texts)
def test_copied_pieces_are_the_same_characters(text: str) -> None:
    document = read(text)
    offsets = document.offsets
    ends = [*offsets.clean_starts[1:], offsets.clean_length]
    assert offsets.clean_length == len(document.text)
    for start, end, raw_start, raw_end, copied in zip(
        offsets.clean_starts, ends, offsets.raw_starts, offsets.raw_ends, offsets.copied, strict=True
    ):
        assert 0 <= raw_start <= raw_end <= len(text)
        if copied:
            assert raw_end - raw_start == end - start
            assert document.text[start:end] == text[raw_start:raw_end]


@relaxed
@given(texts, st.data())
def test_ranges_run_forward_and_stay_inside(text: str, data: st.DataObject) -> None:
    document = read(text)
    length = len(document.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    raw_start, raw_end = document.offsets.raw_range(start, end)
    assert 0 <= raw_start <= raw_end <= len(text)
    before = (0, 0)
    for position in range(length):
        here = document.offsets.raw_range(position, position + 1)
        assert here[0] >= before[0]
        assert here[1] >= before[1]
        assert here[1] > here[0]
        before = here
    if end > start:
        inner = [document.offsets.raw_range(at, at + 1) for at in range(start, end)]
        assert raw_start == inner[0][0]
        assert raw_end == inner[-1][1]


@relaxed
@given(texts)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = read(text).text
    again = read(once)
    assert again.text == once


@relaxed
@given(texts)
def test_blocks_cover_all_words_in_order_without_overlap(text: str) -> None:
    document = read(text)
    position = 0
    for block in document.blocks:
        assert block.start >= position
        assert block.end > block.start
        assert document.text[position : block.start].strip() == ""
        assert document.text[block.start : block.end] == document.text[block.start : block.end].strip()
        position = block.end
    assert document.text[position:].strip() == ""


@relaxed
@given(texts)
def test_every_repair_lies_in_the_raw_text_and_shows_it(text: str) -> None:
    for repair in read(text).repairs:
        assert 0 <= repair.raw_start <= repair.raw_end <= len(text)
        assert repair.kind
        assert repair.note
        if repair.before:
            assert repair.before == text[repair.raw_start : repair.raw_end]


@relaxed
@given(texts)
def test_letters_are_never_lost_without_a_repair(text: str) -> None:
    document = read(text)
    offsets = document.offsets
    told = [(repair.raw_start, repair.raw_end) for repair in document.repairs]
    kept = {
        place
        for start, end, copied in zip(offsets.raw_starts, offsets.raw_ends, offsets.copied, strict=True)
        if copied
        for place in range(start, end)
    }
    for place, character in enumerate(text):
        if place not in kept:
            assert any(start <= place < end for start, end in told), (place, character)


@given(st.text(max_size=30), st.data())
def test_edits_compose(raw: str, data: st.DataObject) -> None:
    draft = draft_of(raw)
    for _ in range(3):
        length = len(draft.text)
        edits = []
        for _ in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(0, length))
            end = data.draw(st.integers(start, length))
            edits.append(Edit(start, end, data.draw(st.text(max_size=4))))
        draft = apply_edits(draft, edits)
    offsets = draft.offsets
    assert offsets.clean_length == len(draft.text)
    ends = [*offsets.clean_starts[1:], offsets.clean_length]
    for start, end, raw_start, raw_end, copied in zip(
        offsets.clean_starts, ends, offsets.raw_starts, offsets.raw_ends, offsets.copied, strict=True
    ):
        if copied:
            assert draft.text[start:end] == raw[raw_start:raw_end]
