"""Canonical JSON and the leaves of the log.

The vectors are frozen: if one must change, no checkpoint ever signed verifies again.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.samples import some, texts
from yuanluo.kernel.canonical import NotCanonical, canonical, digest
from yuanluo.kernel.leaf import commitment, discloses, leaf_document, utc_text
from yuanluo.kernel.log import leaf_hash

SALT = bytes(range(16))


class Colour(StrEnum):
    RED = "red"


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts(6), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (-(2**53) + 1, "-9007199254740991"),
        ("路灯不亮", '"路灯不亮"'),
        ('"\\/\b\f\n\r\t\x00\x1f\x7f', r'"\"\\/\b\f\n\r\t\u0000\u001f' + '\x7f"'),
        ("\u2028<é>", '"\u2028<é>"'),
        ([], "[]"),
        ((1, [2, {}]), "[1,[2,{}]]"),
        ({"b": 1, "a": {"z": None, "y": False}}, '{"a":{"y":false,"z":null},"b":1}'),
        # The order of RFC 8785, by UTF-16 units: 😀 begins with D83D, before FB33.
        (
            {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7},
            '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
        ),
    ],
)
def test_frozen_forms(value: object, written: str) -> None:
    assert canonical(value).decode() == written


def test_frozen_digest() -> None:
    payload = {"step": "dispatch", "answers": {"assignee": 7, "delivery": "app"}}
    assert digest(payload) == (
        "b0dddb318fb054f9b7af4405ce760ecdcf8fcf6e34a1d0e17124977aa1186680"
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1.0, "the value: float"),
        (float("nan"), "float"),
        ({"a": [{"b": 0.5}]}, "a.0.b: float"),
        (2**53, "beyond"),
        ("half \ud83d", "half a character"),
        ({"\udc00": 1}, "half a character"),
        ({1: "a"}, "not text"),
        ({None: "a"}, "not text"),
        (b"bytes", "bytes"),
        ({1, 2}, "set"),
        (date(2026, 1, 1), "date"),
        (UUID(int=1), "UUID"),
        (Colour.RED, "Colour"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_its_place(
    value: object, why: str
) -> None:
    with pytest.raises(NotCanonical, match=why):
        canonical(value)


def test_nesting_has_a_bottom() -> None:
    deep: list[object] = []
    for _ in range(10_000):
        deep = [deep]
    with pytest.raises(NotCanonical, match="nested deeper"):
        canonical(deep)


@some
@given(VALUES)
def test_canonical_is_json_and_stays_as_it_is(value: object) -> None:
    try:
        written = canonical(value)
    except NotCanonical:
        return
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@some
@given(VALUES, VALUES)
def test_equal_forms_are_equal_values(one: object, other: object) -> None:
    try:
        same = canonical(one) == canonical(other)
    except NotCanonical:
        return
    assert same is (
        json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    )


def test_frozen_leaf() -> None:
    document = leaf_document(
        {
            "verb": "matter.step",
            "detail": "dispatch",
            "at": utc_text(datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))),
            "place": "522727104001",
            "post": "clerk@village",
            "subject": "matter/2026-0001",
            "request_id": str(UUID(int=7)),
        },
        {"actor": 7, "on_behalf": None, "payload": {"assignee": 9}},
        SALT,
    )
    assert json.loads(document)["plain"]["at"] == "2026-03-02T02:00:00.000000Z"
    assert leaf_hash(document).hex() == (
        "70d99004b19d5e1d7fa38a625d16932b11567f32126762bdb12a5effd44013de"
    )


def test_nothing_personal_is_in_a_leaf_but_all_of_it_can_be_proved() -> None:
    document = leaf_document({"verb": "x"}, {"actor": "杨某", "phone": "杨某"}, SALT)
    assert "杨某" not in document.decode()
    held = json.loads(document)["commitments"]
    # Equal values of two fields do not show as equal.
    assert held["actor"] != held["phone"]
    assert discloses(document, "actor", "杨某", SALT)
    assert not discloses(document, "actor", "李某", SALT)
    assert not discloses(document, "actor", "杨某", bytes(16))
    assert not discloses(document, "absent", "杨某", SALT)


def test_a_commitment_is_the_hash_of_salt_and_value() -> None:
    expected = hashlib.sha256(SALT + b'["actor",7]').hexdigest()
    assert commitment("actor", 7, SALT) == expected


def test_a_leaf_is_refused_where_it_would_hide_less_than_it_seems() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        commitment("actor", 7, b"short")
    with pytest.raises(ValueError, match="both plain and personal: actor"):
        leaf_document({"actor": 7}, {"actor": 7}, SALT)
    with pytest.raises(AssertionError):
        utc_text(datetime(2026, 3, 2))  # noqa: DTZ001
    assert utc_text(datetime(1969, 7, 1, tzinfo=UTC)).startswith(
        "1969-07-01T00:00:00.0"
    )
