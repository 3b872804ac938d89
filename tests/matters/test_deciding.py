"""The pages of a meeting: what is counted moves the matter that waits for it."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Village
from yuanluo.assembly.models import (
    Attendance,
    Ballot,
    Meeting,
    RollEntry,
    RollObjection,
)
from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.stage import build
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.story import CastMember, Story
from yuanluo.matters import playbooks
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.publicity.models import Notice

PINGTANG = Path(__file__).parents[2] / "charters" / "pingtang"
XINXING = "522727001004"
NOW = timezone.now()
CAST = {
    "yang": ("resident",),
    "clerk": ("clerk@village",),
    "chair": ("chair:village-assembly",),
    "seat": ("seat:village-assembly",),
}


@cache
def pingtang() -> Charter:
    """Read the pack once for all tests of this file."""
    return read_folder(PINGTANG)


@pytest.fixture
def xinxing(transactional_db: None) -> Village:
    playbooks.forget()
    charter = pingtang()
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


HELD = f"{NOW + timedelta(days=30):%Y-%m-%dT%H:%M}"


def called(village: Village, matter: Matter) -> Meeting:
    """Let the chair call the body by the form, for a moment that is now."""
    ballot = Ballot.objects.get(matter=matter.number)
    told = {"ballot": ballot.pk, "venue": "院坝", "held_at": HELD}
    answer = signed_in(village, "chair").post("/decide", told)
    assert answer.status_code == 302, answer.content.decode()
    meeting = Meeting.objects.get()
    assert answer["Location"] == f"/decide/{meeting.pk}"
    Meeting.objects.update(convened_at=NOW, held_at=NOW)
    return meeting


@pytest.mark.parametrize(
    ("yes", "state"),
    [(2, "announced"), (1, "explaining"), (0, "explaining")],
)
def test_what_was_counted_moves_the_matter(
    xinxing: Village, matter: Matter, yes: int, state: str
) -> None:
    """Two on the roll, both there: more than half of two is two."""
    desk = f"/decide/{called(xinxing, matter).pk}"
    ballot = Ballot.objects.get(matter=matter.number)
    chair, member = signed_in(xinxing, "chair"), signed_in(xinxing, "seat")
    for entry in RollEntry.objects.all():
        door = f"/meetings/{entry.roll.meeting_id}/door"
        assert member.post(door, {"entry": entry.pk}).status_code == 302
    put = {"act": "put", "ballot": ballot.pk, "way": "hands"}
    assert member.post(desk, put).status_code == 422
    assert chair.post(desk, put).status_code == 302
    for teller in (chair, member):
        hands = {"yes": yes, "no": 2 - yes, "abstain": 0}
        told = {"act": "hands", "ballot": ballot.pk, **hands}
        assert teller.post(desk, told).status_code == 302
    assert chair.post(desk, {"act": "close", "ballot": ballot.pk}).status_code == 302
    assert Matter.objects.get(pk=matter.pk).state == state
    page = Client().get(f"/decided/{ballot.pk}").content.decode()
    assert "应到" in page
    assert "第二十八条" in page
    # From the matter one finds what proves it, and what was put on show.
    of_it = signed_in(xinxing, "yang").get(f"/m/{matter.number}").content.decode()
    assert f'href="/decided/{ballot.pk}"' in of_it
    shown = Notice.objects.filter(matter=matter.number)
    assert shown.count() == (state == "announced")
    assert all(f'href="/n/{one.code}"' in of_it for one in shown)


def test_a_matter_leads_to_the_meeting_that_is_asked(
    xinxing: Village, matter: Matter
) -> None:
    address = f"/m/{matter.number}"
    before = signed_in(xinxing, "yang").get(address).content.decode()
    assert "等主持人召集开会" in before
    meeting = called(xinxing, matter)
    after = signed_in(xinxing, "yang").get(address).content.decode()
    assert f'href="/meetings/{meeting.pk}"' in after
    assert "等主持人召集开会" not in after


def test_too_few_came_and_the_number_is_told(xinxing: Village, matter: Matter) -> None:
    desk = f"/decide/{called(xinxing, matter).pk}"
    chair = signed_in(xinxing, "chair")
    entry = RollEntry.objects.order_by("number").first()
    assert entry is not None
    chair.post(f"/meetings/{entry.roll.meeting_id}/door", {"entry": entry.pk})
    ballot = Ballot.objects.get(matter=matter.number)
    put = chair.post(desk, {"act": "put", "ballot": ballot.pk, "way": "open"})
    assert put.status_code == 422
    assert "还差1" in put.content.decode()
    chair.post(desk, {"act": "adjourn", "minutes": "人不够"})
    assert Matter.objects.get(pk=matter.pk).state == "gathering"


def test_what_is_missing_is_told_and_the_words_are_kept(
    xinxing: Village, matter: Matter
) -> None:
    ballot = Ballot.objects.get(matter=matter.number)
    told = {"ballot": ballot.pk, "venue": "老祠堂门口", "held_at": "下周"}
    answer = signed_in(xinxing, "chair").post("/decide", told)
    assert answer.status_code == 422
    assert "老祠堂门口" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_who_is_on_the_roll_comes_in_by_the_square_and_votes(
    xinxing: Village, matter: Matter
) -> None:
    meeting = called(xinxing, matter)
    ballot = Ballot.objects.get(matter=matter.number)
    chair, member = signed_in(xinxing, "chair"), signed_in(xinxing, "seat")
    assert "第" in member.get(f"/meetings/{meeting.pk}").content.decode()
    for one in (chair, member):
        assert one.get(f"/come/{meeting.code}").status_code == 200
        came = one.post(f"/come/{meeting.code}")
        assert came.status_code == 200
        # What is on and the way to vote, without another page between.
        for words in ("已经签到", ballot.title, f"/vote/{ballot.pk}"):
            assert words in came.content.decode()
    early = member.get(f"/vote/{ballot.pk}").content.decode()
    assert "还没开始投票" in early
    assert 'name="choice"' not in early
    put = {"act": "put", "ballot": ballot.pk, "way": "secret"}
    chair.post(f"/decide/{meeting.pk}", put)
    receipt = "5f0c7a52" * 4
    for one, number in ((chair, "ab" * 16), (member, receipt)):
        assert one.get(f"/vote/{ballot.pk}").status_code == 200
        cast = one.post(f"/vote/{ballot.pk}", {"choice": "yes", "receipt": number})
        assert cast.status_code == 200
        assert number in cast.content.decode()
    for page in (f"/vote/{ballot.pk}", f"/meetings/{meeting.pk}"):
        assert "票数" in member.get(page).content.decode() or "meetings" in page
    assert member.get(f"/decided/{ballot.pk}").status_code == 404
    chair.post(f"/decide/{meeting.pk}", {"act": "close", "ballot": ballot.pk})
    found = Client().get(f"/decided/{ballot.pk}?receipt={receipt}").content.decode()
    assert "算进去了。" in found
    other = Client().get(f"/decided/{ballot.pk}?receipt={'0' * 32}").content.decode()
    assert "没有这个回执号" in other


def test_coming_in_twice_shows_the_agenda_again(
    xinxing: Village, matter: Matter
) -> None:
    meeting = called(xinxing, matter)
    chair = signed_in(xinxing, "chair")
    for _ in range(2):
        answer = chair.post(f"/come/{meeting.code}")
        assert answer.status_code == 200
        assert "已经签到" in answer.content.decode()
    assert "已经签到" in chair.get(f"/come/{meeting.code}").content.decode()
    assert Attendance.objects.filter(meeting=meeting).count() == 1


def test_the_page_of_a_meeting_costs_five_statements(
    xinxing: Village, matter: Matter
) -> None:
    """Session, account, meeting, the reader's entry, the agenda."""
    meeting = called(xinxing, matter)
    chair = signed_in(xinxing, "chair")
    chair.post(f"/come/{meeting.code}")
    with CaptureQueriesContext(connection) as asked:
        chair.get(f"/meetings/{meeting.pk}")
    assert len(asked) <= 5, [one["sql"][:80] for one in asked]


def test_whoever_is_not_on_the_roll_finds_no_vote_and_no_desk(
    xinxing: Village, matter: Matter
) -> None:
    meeting = called(xinxing, matter)
    ballot = Ballot.objects.get(matter=matter.number)
    yang = signed_in(xinxing, "yang")
    for address in (f"/vote/{ballot.pk}", f"/decide/{meeting.pk}", "/come/abc"):
        assert yang.get(address).status_code == 404
    assert yang.post(f"/come/{meeting.code}").status_code == 422
    told = yang.post(f"/meetings/{meeting.pk}", {"text": "我家该在名册上"})
    assert told.status_code == 302
    assert "我家该在名册上" in yang.get(f"/meetings/{meeting.pk}").content.decode()
    visitor = Client().get(f"/meetings/{meeting.pk}").content.decode()
    assert "我家该在名册上" not in visitor
    answered = {
        "act": "answer",
        "objection": RollObjection.objects.get().pk,
        "text": "下回补上",
    }
    desk = f"/decide/{meeting.pk}"
    assert signed_in(xinxing, "seat").post(desk, answered).status_code == 422
    assert signed_in(xinxing, "chair").post(desk, answered).status_code == 302
    assert "下回补上" in yang.get(f"/meetings/{meeting.pk}").content.decode()
    assert Client().get("/meetings").status_code == 200
