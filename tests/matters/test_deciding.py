"""The chair's page: what a body decided moves the matter that waits for it."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Village
from yuanluo.assembly.models import Ballot
from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.stage import build
from yuanluo.kernel.story import CastMember, Story
from yuanluo.matters import playbooks
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter

PINGTANG = Path(__file__).parents[2] / "charters" / "pingtang"
XINXING = "522727001004"
NOW = timezone.now()
CAST = {
    "yang": ("resident",),
    "clerk": ("clerk@village",),
    "chair": ("chair:village-assembly",),
    "seat": ("seat:village-assembly",),
}


@pytest.fixture
def xinxing(transactional_db: None) -> Village:
    playbooks.forget()
    charter = read_folder(PINGTANG)
    load(charter, NOW)
    cast = tuple(CastMember(name, parts) for name, parts in CAST.items())
    return Village(build(Story("", 0, cast, (), ()), charter, XINXING), charter)


@pytest.fixture
def matter(xinxing: Village) -> Matter:
    raw = {"title": "修一座风雨桥", "category": "road", "way": "big"}
    acting = xinxing.acting("yang", NOW)
    answer = open_matter("five-and-five", raw, xinxing.spot(), acting)
    number = answer.content["number"]
    clerk = xinxing.acting("clerk", NOW)
    if Matter.objects.get(number=number).way != "big":
        acts.do(number, "change-way", {"way": "big", "because": "花大钱"}, clerk)
    clerk = xinxing.acting("clerk", NOW)
    acts.do(number, "go-big", {"question": "修不修风雨桥?"}, clerk)
    return Matter.objects.get(number=number)


def signed_in(village: Village, name: str) -> Client:
    client = Client()
    client.force_login(village.account(name), backend="yuanluo.people.backends.Backend")
    return client


@pytest.mark.parametrize(
    ("who", "status"), [("chair", 200), ("seat", 404), ("yang", 404)]
)
def test_only_a_chair_finds_the_page(xinxing: Village, who: str, status: int) -> None:
    assert signed_in(xinxing, who).get("/decide").status_code == status


def test_a_visitor_is_asked_to_sign_in(xinxing: Village) -> None:
    assert Client().get("/decide").status_code == 302


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("carried", "announced"), ("rejected", "explaining"), ("inquorate", "gathering")],
)
def test_what_was_decided_moves_the_matter(
    xinxing: Village, matter: Matter, outcome: str, state: str
) -> None:
    ballot = Ballot.objects.get(matter=matter.number)
    told = {"ballot": ballot.pk, "outcome": outcome, "minutes": "3月5日,在院坝"}
    answer = signed_in(xinxing, "chair").post(
        "/decide", told | {"present": 18, "yes": 12}
    )
    assert answer.status_code == 302
    assert Matter.objects.get(pk=matter.pk).state == state


def test_what_is_missing_is_told_and_the_words_are_kept(
    xinxing: Village, matter: Matter
) -> None:
    ballot = Ballot.objects.get(matter=matter.number)
    told = {"ballot": ballot.pk, "outcome": "", "minutes": "在院坝开的", "yes": 30}
    answer = signed_in(xinxing, "chair").post("/decide", told)
    assert answer.status_code == 422
    assert "在院坝开的" in answer.content.decode()
    assert Ballot.objects.get(pk=ballot.pk).outcome == ""
