"""Two texts compared: nothing is lost, and it can be read aloud."""

import pytest
from hypothesis import given

from tests.kernel.samples import some, texts
from yuanluo.kernel.redline import SIGNS_MOST, Passage, compare


@some
@given(texts(), texts())
def test_both_texts_come_back_out_of_the_difference(before: str, after: str) -> None:
    found = compare(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after
    assert all(one.text for one in found)


def test_a_long_text_is_compared_by_sentences() -> None:
    kept = "第一条照旧。" * SIGNS_MOST
    found = compare(f"{kept}第二条五万元。", f"{kept}第二条六万元。")
    assert found == (
        Passage("same", kept),
        Passage("gone", "第二条五万元。"),
        Passage("new", "第二条六万元。"),
    )


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("水塘包三年", "水塘包五年", ["三"], ["五"]),
        ("六万元", "60000元", ["六万"], ["60000"]),
        # A crumb of one sign between two changes goes with them.
        ("甲村乙", "丙村丁", ["甲村乙"], ["丙村丁"]),
        ("一样", "一样", [], []),
    ],
)
def test_what_went_and_what_came(
    before: str, after: str, gone: list[str], new: list[str]
) -> None:
    found = compare(before, after)
    assert [one.text for one in found if one.kind == "gone"] == gone
    assert [one.text for one in found if one.kind == "new"] == new
