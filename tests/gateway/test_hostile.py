"""Bad input gets a clear answer: never a fault of ours, and nothing is kept."""

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import VILLAGE, Village
from tests.gateway.sending import ROOT, get, opening, send
from yuanluo.gateway.api.interface import pace
from yuanluo.gateway.api.reading import BODY_MAX, UPLOAD_MAX
from yuanluo.kernel.playbook import Ask, AskType
from yuanluo.matters.actions import acts
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.answers import Where, read
from yuanluo.record.models import Act

Program = Callable[[str], Client]
HOSTILE = [
    ("[" * 200 + "]" * 200, 400, "too-deep"),
    ('{"a":' * 200 + "1" + "}" * 200, 400, "too-deep"),
    ("[" * 100_000, 400, "unreadable"),
    ('{"playbook": "\\ud800"}', 400, "unreadable"),
    ('{"playbook": "\\u0000"}', 400, "unwritable"),
    ("{", 400, "unreadable"),
    ("\xff\xfe", 400, "unreadable"),
    ('{"playbook": NaN}', 400, "unreadable"),
    ("[]", 422, "misformed"),
    ("null", 422, "misformed"),
    ('"text"', 422, "misformed"),
    ("1" * 5_000, 400, "unreadable"),
    ("", 422, "misformed"),
    ('{"playbook": "plain", "extra": 1}', 422, "misformed"),
    ('{"playbook": "plain", "home": 1e400}', 400, "unreadable"),
    ('{"playbook": "plain", "home": 99999999999999999999}', 422, "misformed"),
    ('{"playbook": "plain", "lon": 181}', 422, "misformed"),
    ('{"playbook": "Robert\'); DROP TABLE", "home": 1}', 422, "misformed"),
]


def test_a_body_that_cannot_be_used_is_refused_by_name(
    small: Village, program: Program
) -> None:
    yang = program("yang")
    for body, status, code in HOSTILE:
        answer = yang.post(
            f"{ROOT}/matters",
            body.encode("latin-1"),
            content_type="application/json",
            headers={"Idempotency-Key": str(uuid4())},
        )
        found = (answer.status_code, answer.json()["code"])
        assert found == (status, code), body[:40]
        assert answer["Content-Type"] == "application/problem+json"
    assert Act.objects.count() == 0


def test_ten_megabytes_are_refused_before_they_are_read(
    small: Village, program: Program
) -> None:
    yang = program("yang")
    answer = send(yang, "/matters", opening(small, text="水" * (10 * 1024 * 1024 // 3)))
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    long = send(yang, "/matters", opening(small, text="水" * (BODY_MAX // 4)))
    assert (long.status_code, long.json()["codes"]) == (422, ["BAD:text"])
    photo = SimpleUploadedFile("a.jpg", b"\xff\xd8" * (UPLOAD_MAX // 2), "image/jpeg")
    answer = yang.post(
        f"{ROOT}/attachments",
        {"file": photo},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert answer.status_code == 413


def test_another_kind_of_body_is_refused(small: Village, program: Program) -> None:
    yang = program("yang")
    for kind in ("text/plain", "application/xml", ""):
        answer = yang.post(f"{ROOT}/matters", b"{}", content_type=kind)
        assert (answer.status_code, answer.json()["code"]) == (415, "not-json")


NOWHERE = (
    "/matters/%00",
    "/matters/%ED%A0%80",
    "/matters/2603-ABCDEF%00",
    "/matters/" + "A" * 3000,
    "/matters/..%2f..%2fetc",
    "/places/%00/playbooks",
    "/nowhere",
)
QUERIES = (
    "/matters?q=%00",
    "/matters?q=%ED%A0%80",
    "/matters?after=%00",
    "/matters?after=ffffffffffffffff.fffffffffffffff",
    "/matters?worklist=everything",
    "/matters?category=%00",
    "/matters?limit=-1",
    "/places?q=%00",
    "/places?q=%ED%A0%80",
    "/notices?before=99999999999999999999",
)


def test_an_address_that_leads_nowhere_is_unknown(
    small: Village, program: Program
) -> None:
    yang = program("yang")
    for path in NOWHERE:
        answer = get(yang, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found"), path


def test_a_query_that_cannot_be_used_is_refused(
    small: Village, program: Program
) -> None:
    yang = program("yang")
    for query in QUERIES:
        assert get(yang, query).status_code in {200, 422}, query


GIVEN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(
        "sNaN|1e999999999|²|0:clerk|999999999999999999999:clerk|-1|9999-99-99"
        "|[[[[[|['a']|1,2,x|٣|1_0|\x00".split("|")
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
COLUMN = Ask(id="what", type="text", title="什么 / What")
ASKS = [
    Ask(
        id=f"it-{kind}",
        type=kind,
        title="问 / Ask",
        columns=(COLUMN,) if kind == "rows" else (),
    )
    for kind in AskType.__args__  # type: ignore[attr-defined]
]


@settings(max_examples=60)
@given(given=GIVEN)
def test_no_answer_to_a_question_is_a_fault(small: Village, given: Any) -> None:
    where = Where(small.charter, date(2026, 3, 2), VILLAGE, (VILLAGE,))
    for ask in ASKS:
        found = read((ask,), {ask.id: given}, where)
        assert bool(found.values) != bool(found.refusals), ask.type


WORDS = ["", "\x00", "²", "clerk@nowhere", "2026-99-99"]


def test_no_word_of_an_act_is_a_fault(small: Village, program: Program) -> None:
    number = small.open().number
    zhou = program("zhou")
    hostile: list[Any] = [*WORDS, None, {"a": "b"}, [["x"]]]
    for name, one in itertools.product(acts.BUILT_INS, hostile):
        answers = dict.fromkeys(acts.BUILT_INS[name].asks, one)
        answer = send(zhou, f"/matters/{number}/acts/{name}", {"answers": answers})
        assert answer.status_code in {200, 400, 422}, (name, one)


def test_who_is_too_fast_is_told_how_long_to_wait(
    small: Village, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "per_minute", 3)
    yang = program("yang")
    answers = [get(yang, "/me") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "20"
    assert answers[-1].json()["code"] == "too-many"
    # Another account has a bucket of its own.
    assert get(program("lin"), "/me").status_code == 200


def test_a_lost_database_is_told_and_can_be_tried_again(
    small: Village, program: Program
) -> None:
    yang = program("yang")

    def lost(*_: Any) -> None:
        raise OperationalError("the server closed the connection")

    for path in ("/me", "/matters", "/notices"):
        with connection.execute_wrapper(lost):
            yang.raise_request_exception = False
            answer = get(yang, path)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer["Retry-After"]
    with connection.execute_wrapper(lost):
        sent = send(yang, "/matters", opening(small))
    assert sent.status_code == 503
    assert Matter.objects.count() == 0
