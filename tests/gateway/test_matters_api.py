"""Matters through the programs' interface: opened, shown, acted on, listed."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import VILLAGE, Village
from tests.gateway.sending import get, opening, send
from yuanluo.matters.models import Matter
from yuanluo.record.models import Act

Program = Callable[[str], Client]


def opened(program: Program, small: Village, **more: Any) -> str:
    answer = send(program("yang"), "/matters", opening(small, **more))
    assert answer.status_code == 201, answer.content.decode()
    return str(answer.json()["number"])


def test_a_matter_is_opened_shown_and_brought_to_its_end(
    small: Village, program: Program
) -> None:
    number = opened(program, small)
    zhou, yang = program("zhou"), program("yang")
    seen = get(zhou, f"/matters/{number}").json()
    assert seen["title"] == "路灯不亮"
    assert seen["is_holder"] is True
    assert seen["due"]["why"]
    finish = next(offer for offer in seen["offers"] if offer["id"] == "finish")
    assert [ask["id"] for ask in finish["asks"]] == ["result"]
    assert finish["refusals"] == []

    sent = {"answers": {"result": "换了灯泡"}, "revision": seen["revision"]}
    done = send(zhou, f"/matters/{number}/acts/finish", sent)
    assert (done.status_code, done.json()["state"]) == (200, "done")
    agreed = send(yang, f"/matters/{number}/acts/agree", {})
    assert agreed.json()["ended"] is True
    seen = get(yang, f"/matters/{number}").json()
    assert seen["result"] == "settled"
    assert [act["step"] for act in seen["timeline"]] == ["raise", "finish", "agree"]


def test_a_request_sent_again_is_answered_again(
    small: Village, program: Program
) -> None:
    sent = {**opening(small), "request_id": str(uuid4())}
    yang = program("yang")
    first = send(yang, "/matters", sent)
    again = send(yang, "/matters", sent)
    assert (first.status_code, first.json()["replayed"]) == (201, False)
    assert (again.status_code, again.json()["replayed"]) == (200, True)
    assert again.json()["number"] == first.json()["number"]
    assert Matter.objects.count() == 1

    other = send(yang, "/matters", {**sent, "answers": {"title": "水管漏了"}})
    assert (other.status_code, other.json()["code"]) == (409, "request-reused")


def test_a_request_sent_again_with_other_photos_is_another(
    small: Village, program: Program
) -> None:
    sent = {**opening(small), "request_id": str(uuid4())}
    yang = program("yang")
    assert send(yang, "/matters", sent).status_code == 201
    other = send(yang, "/matters", {**sent, "photos": [str(uuid4())]})
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("header", "inside", "code"),
    [
        ("", "", "REQUEST_ID_MISSING"),
        ("not-a-uuid", "", "REQUEST_ID_BAD"),
        ("0" * 32, "1" * 32, "REQUEST_ID_TWICE"),
    ],
)
def test_a_write_without_one_name_is_refused(
    small: Village, program: Program, header: str, inside: str, code: str
) -> None:
    sent = {**opening(small), **({"request_id": inside} if inside else {})}
    answer = send(program("yang"), "/matters", sent, key=header or None, named=False)
    assert answer.status_code == 422
    assert answer.json()["codes"] == [code]
    assert "UUID" in answer.json()["detail"] or "request_id" in answer.json()["detail"]


def test_the_header_names_a_write_as_well(small: Village, program: Program) -> None:
    key = str(uuid4())
    yang = program("yang")
    sent = opening(small)
    assert send(yang, "/matters", sent, key=key).status_code == 201
    assert send(yang, "/matters", sent, key=key).json()["replayed"] is True
    assert str(Act.objects.get().request_id) == key


def test_every_reason_is_told_in_codes_and_words(
    small: Village, program: Program
) -> None:
    number = opened(program, small)
    answer = send(program("zhou"), f"/matters/{number}/acts/finish", {})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["codes"] == ["MISSING:result"]
    assert problem["reasons"][0]["words"] == "还没填：结果"
    english = send(
        program("zhou"), f"/matters/{number}/acts/finish", {}, language="en"
    ).json()
    assert english["reasons"][0]["words"] == "Still to fill in: Result"


def test_who_was_second_hears_what_changed(small: Village, program: Program) -> None:
    number = opened(program, small)
    zhou, yang = program("zhou"), program("yang")
    before = get(yang, f"/matters/{number}").json()["revision"]
    send(zhou, f"/matters/{number}/acts/finish", {"answers": {"result": "修好了"}})
    late = send(yang, f"/matters/{number}/acts/agree", {"revision": before})
    assert (late.status_code, late.json()["code"]) == (409, "stale")
    assert [act["step"] for act in late.json()["changes"]] == ["finish"]
    assert late.json()["now"] == before + 1
    assert send(yang, f"/matters/{number}/acts/agree", {}).status_code == 200


def test_unknown_and_forbidden_read_the_same(small: Village, program: Program) -> None:
    number = opened(program, small, category="quarrel")
    lin = program("lin")
    hidden = get(lin, f"/matters/{number}")
    unknown = get(lin, "/matters/2603-ABCDEF")
    assert hidden.status_code == unknown.status_code == 404
    same = [answer.json() | {"instance": ""} for answer in (hidden, unknown)]
    assert same[0] == same[1]
    acted = send(lin, f"/matters/{number}/acts/comment", {"answers": {"text": "?"}})
    assert acted.status_code == 404


def test_words_photos_and_a_hand_over_go_by_their_names(
    small: Village, program: Program, photo: bytes
) -> None:
    number = opened(program, small)
    yang, zhou, clerk = program("yang"), program("zhou"), program("clerk")
    sent = upload(yang, photo)
    assert sent.status_code == 201
    kept = sent.json()["id"]
    text = {"answers": {"text": "照片在这里"}, "photos": [kept]}
    assert send(yang, f"/matters/{number}/acts/comment", text).status_code == 200
    seen = get(zhou, f"/matters/{number}").json()
    assert [one["id"] for one in seen["photos"]] == [kept]
    fetched = zhou.get(seen["photos"][0]["url"])
    assert fetched["Content-Type"] == "image/jpeg"
    assert program("lin").get(seen["photos"][0]["url"]).status_code == 404

    offer = {"answers": {"reason": "要村里办"}}
    path = f"/matters/{number}/acts"
    assert send(zhou, f"{path}/escalate", offer).json()["offered"] == "village"
    refused = send(clerk, f"{path}/refuse", {"answers": {"reason": "格里能办"}})
    assert refused.json()["adjudicates"] == "township"
    ruled = send(
        program("tclerk"), f"{path}/adjudicate", {"answers": {"to": "village"}}
    )
    assert ruled.status_code == 200
    assert get(clerk, f"/matters/{number}").json()["is_holder"] is True


def upload(client: Client, content: bytes, key: str | None = None) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("lamp.jpg", content, "image/jpeg")
    return client.post(
        "/api/v1/attachments",
        {"file": file},
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def test_a_photo_sent_again_is_kept_once(
    small: Village, program: Program, photo: bytes, other_photo: bytes
) -> None:
    yang, key = program("yang"), str(uuid4())
    first, again = upload(yang, photo, key), upload(yang, photo, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert upload(yang, other_photo, key).status_code == 409
    bad = upload(yang, b"<html>")
    assert (bad.status_code, bad.json()["codes"]) == (422, ["NOT_A_PICTURE"])


def test_worklists_are_read_page_by_page(small: Village, program: Program) -> None:
    numbers = {opened(program, small, title=f"路灯{n}不亮") for n in range(3)}
    zhou = program("zhou")
    first = get(zhou, "/matters?worklist=mine&limit=2").json()
    rest = get(zhou, f"/matters?worklist=mine&limit=2&after={first['next']}").json()
    assert len(first["items"]) == 2
    assert rest["next"] is None
    assert {row["number"] for row in first["items"] + rest["items"]} == numbers
    assert first["items"][0]["state"] == {"id": "open", "title": "待办"}
    for name in ("unit", "late", "today", "vacant", "to-accept", "all", "ended"):
        assert get(zhou, f"/matters?worklist={name}").status_code == 200, name
    words = get(zhou, "/matters?worklist=mine&q=路灯1").json()["items"]
    assert [row["title"] for row in words] == ["路灯1不亮"]


def test_places_tell_what_can_be_opened(small: Village, program: Program) -> None:
    yang = program("yang")
    found = get(yang, "/places?q=小村").json()["items"]
    assert [place["code"] for place in found] == [VILLAGE]
    books = get(yang, f"/places/{VILLAGE}/playbooks").json()["items"]
    plain = next(book for book in books if book["id"] == "plain")
    assert plain["mine"] is True
    assert [ask["id"] for ask in plain["asks"]] == ["title", "category", "text"]
    kinds = get(yang, f"/places/{VILLAGE}/categories").json()["items"]
    assert [kind["id"] for kind in kinds] == ["light", "quarrel"]
    wide = get(yang, "/places/659901/playbooks")
    assert (wide.status_code, wide.json()["codes"]) == (422, ["PLACE_TOO_WIDE"])


def test_who_is_signed_in_is_told_with_the_token(
    small: Village, program: Program
) -> None:
    me = get(program("zhou"), "/me").json()
    assert me["name"] == "zhou"
    assert me["posts"][0]["post"] == "grid-member"
    assert len(me["csrf_token"]) >= 32
    assert json.loads(get(program(""), "/me").content)["code"] == "signed-out"
