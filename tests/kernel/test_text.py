"""Text that people write: kept, refused, compared, exported."""

import unicodedata

import pytest
from hypothesis import given

from tests.kernel.samples import some, texts
from yuanluo.kernel.text import TextFault, clean, similar, spreadsheet_safe


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("路灯不亮", "路灯不亮"),
        ("  a\r\nb\rc ", "a\nb\nc"),
        ("e\u0301", "é"),
        ("𠮷㐀\ue000", "𠮷㐀\ue000"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("a\tb", "a\tb"),
        ("", ""),
    ],
)
def test_kept(written: str, kept: str) -> None:
    assert clean(written, 100) == kept


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("a\ud800b", "half"),
        ("a\x00b", "control"),
        ("a\x1b[0m", "control"),
        ("a\x85b", "control"),
        ("abc\u202egpj.exe", "turning"),
        ("x" * 101, "long"),
        ("x" * 10_000_000, "long"),
    ],
)
def test_refused_with_words_in_both_languages(written: str, fault: str) -> None:
    with pytest.raises(TextFault) as caught:
        clean(written, 100)
    assert caught.value.fault == fault
    assert str(caught.value).isascii()
    assert not caught.value.in_words("zh-hans").isascii()


@some
@given(texts(60))
def test_what_is_kept_stays_as_it_is(text: str) -> None:
    try:
        kept = clean(text, 50)
    except TextFault:
        return
    assert clean(kept, 50) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert len(kept) <= 50
    kept.encode()


def test_similar() -> None:
    lamp = "村口路灯不亮了"
    assert similar(lamp, "村口的路灯不亮") > 0.6
    assert similar(lamp, "自来水停了三天") == 0
    assert similar("ＡＢＣ路灯", "abc 路灯。") == 1
    assert similar("", "路灯") == similar("！", "！") == 0


@some
@given(texts(30), texts(30))
def test_similarity_is_a_share_and_has_no_order(one: str, other: str) -> None:
    assert 0 <= similar(one, other) == similar(other, one) <= 1
    assert similar(one, one) in {0, 1}


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+86 138", "-1", "@SUM(A1)", "\t=1", "\x00=1", "＝1", "＋1", "－1",
        "＠a", "  =1", "\n=1", "\ufeff=1", "\u3000＝1", "\r=1",
    ],
)  # fmt: skip
def test_a_cell_never_begins_a_formula(cell: str) -> None:
    safe = spreadsheet_safe(cell)
    assert safe.startswith("'")
    assert "\x00" not in safe


def test_other_cells_stay_what_they_are() -> None:
    for value in ("路灯", "a=b", "1-2", "", 5, -5, 1.5, None, True):
        assert spreadsheet_safe(value) == value


@some
@given(texts())
def test_safe_cells_are_safe_already(text: str) -> None:
    safe = spreadsheet_safe(text)
    assert spreadsheet_safe(safe) == safe
    assert not safe.lstrip().startswith(tuple("=+-@＝＋－＠"))
