"""Supervisors read who opened fields, week by week, and nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.people.locality import (
    MORNING,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    Locality,
    settle,
)
from tests.people.test_register_pages import client_of
from yuanluo.people import jobs, looks
from yuanluo.people.models import Opening, Post
from yuanluo.people.openings import ToOpen, break_glass, open_field
from yuanluo.record.models import Act

#: The Monday after: the week before is told.
NEXT = MORNING + timedelta(days=7)
CLOSED = 403


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    made = settle()
    Post.objects.filter(key="leader").update(powers="see supervise")
    return made


def look(locality: Locality, at: datetime = MORNING, purpose: str = "visit") -> None:
    yang = locality.people["杨小明"].pk
    open_field(locality.acting("陈专干", at), ToOpen(yang, "phone", purpose))


def test_a_week_is_told_once_to_each_place_with_a_supervisor(
    locality: Locality,
) -> None:
    look(locality)
    look(locality, MORNING + timedelta(hours=1))
    break_glass(locality.acting("陈专干"), OTHER_VILLAGE, "山洪要来了快通知人")
    jobs.tick(NEXT)
    jobs.tick(NEXT + timedelta(days=1))
    looks.tell_week(NEXT)
    (act,) = Act.objects.filter(verb=looks.WEEK)
    assert act.place == TOWNSHIP
    told = {"from": "2026-03-02", "opened": 2, "lookers": 1, "broken": 1}
    assert act.payload == told


def test_a_week_without_a_look_tells_nobody(locality: Locality) -> None:
    jobs.tick(NEXT)
    assert not Act.objects.filter(verb=looks.WEEK).exists()


def test_the_page_says_who_how_often_why_and_at_night_but_not_whom(
    locality: Locality,
) -> None:
    look(locality)
    look(locality, datetime(2026, 3, 3, 15, 30, tzinfo=UTC), "register")
    (one,) = looks.lookers([TOWNSHIP], MORNING.date())
    assert (one.name, one.opened, len(one.people), one.night) == ("陈专干", 2, 1, 1)
    assert looks.lookers([OTHER_VILLAGE], MORNING.date()) == []
    assert looks.lookers([TOWNSHIP], NEXT.date()) == []
    address = f"{reverse('people:looks')}?week=2026-03-04"
    page = client_of(locality, "吴镇长").get(address).content.decode()
    for said in ("陈专干", "上门走访 1", "核对登记 1"):
        assert said in page
    for hidden in ("杨小明", "13800000001"):
        assert hidden not in page
    for name in ("陈专干", "杨小明"):
        assert client_of(locality, name).get(address).status_code == CLOSED
    assert Opening.objects.filter(place=VILLAGE).count() == 2


def test_an_odd_week_is_this_one(locality: Locality) -> None:
    client = client_of(locality, "吴镇长")
    for week in ("", "x", "9999-12-31", "2026-02-30"):
        address = reverse("people:looks")
        assert client.get(address, {"week": week}).status_code == 200
