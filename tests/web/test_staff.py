"""Appointing and ending by pages: by power, with reason and day, work handed over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.cast import VILLAGE, Village
from tests.matters.visiting import now, text_of, visitor
from tests.matters.working import act
from yuanluo.matters import jobs
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.people.installing import Installed, install
from yuanluo.people.models import Appointment, Post
from yuanluo.record.models import Act, Cursor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small(small: Village) -> Village:
    """The small village, whose clerk may appoint."""
    Post.objects.filter(key="clerk").update(
        powers="see report assign approve export appoint"
    )
    return small


def today() -> str:
    return timezone.localdate().isoformat()


def appointment(small: Village, name: str) -> Appointment:
    return Appointment.objects.get(person=small.stage.people[name])


def told(small: Village, name: str, **more: Any) -> dict[str, Any]:
    given = {
        "request_id": str(uuid4()),
        "q": name,
        "person": small.stage.people[name],
        "since": today(),
        "reason": "补上空缺",
    }
    return given | more


def ending(**more: Any) -> dict[str, Any]:
    return {"request_id": str(uuid4()), "on": today(), "reason": "调走"} | more


APPOINT = f"/staff/{VILLAGE}/electrician"


def test_a_person_is_found_by_name_and_appointed(small: Village) -> None:
    clerk = visitor(small, "clerk")
    page = text_of(clerk.get(f"/staff/{VILLAGE}"))
    assert "lee" in page
    assert APPOINT in page
    assert f'href="/p/{VILLAGE}"' in page, "a single place leads back, not to itself"
    assert "yang" in text_of(clerk.get(f"{APPOINT}?q=yan"))
    answer = clerk.post(APPOINT, told(small, "yang"))
    assert answer["Location"] == f"/staff/{VILLAGE}"
    assert appointment(small, "yang").post.key == "electrician"
    assert Act.objects.get(verb="people.appoint").payload["reason"] == "补上空缺"
    # Its power is there with the next request.
    assert visitor(small, "yang").get("/work").status_code == 200


def test_a_form_sent_twice_appoints_once(small: Village) -> None:
    clerk, form = visitor(small, "clerk"), told(small, "yang")
    for _ in range(2):
        assert clerk.post(APPOINT, form).status_code == 302
    assert Appointment.objects.filter(person=small.stage.people["yang"]).count() == 1
    again = clerk.post(APPOINT, form | {"reason": "别的"})
    assert again.status_code == 422
    assert "交过别的内容" in text_of(again)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"person": ""}, "先找到这个人"),
        ({"person": "9" * 400}, "先找到这个人"),
        ({"person": "999999"}, "没有找到这个人"),
        ({"since": "2026-02-30"}, "这不是一个日子"),
        ({"reason": "  "}, "写一句为什么"),
        ({"reason": "长" * 201}, "写短一点"),
        ({"until": "2001-01-01"}, "到哪天"),
        ({"phone": "<script>"}, "这不像电话号码"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_are_kept(
    small: Village, wrong: dict[str, str], says: str
) -> None:
    answer = visitor(small, "clerk").post(APPOINT, told(small, "yang") | wrong)
    assert answer.status_code == 422
    assert says in text_of(answer)
    if "reason" not in wrong:
        assert 'value="补上空缺"' in text_of(answer)
    assert not Appointment.objects.filter(person=small.stage.people["yang"]).exists()


def test_nobody_appoints_himself(small: Village) -> None:
    answer = visitor(small, "clerk").post(APPOINT, told(small, "clerk"))
    assert "不能自己任命自己" in text_of(answer)


@pytest.mark.parametrize("name", ["zhou", "lee", "yang"])
def test_without_the_power_the_pages_are_not_there(small: Village, name: str) -> None:
    visit, held = visitor(small, name), appointment(small, "sup").pk
    for address in (f"/staff/{VILLAGE}", APPOINT, f"/staff/end/{held}"):
        assert visit.get(address).status_code == 404
        assert visit.post(address, told(small, "yang")).status_code in {404, 405}
    assert visit.get("/staff").status_code == 403
    assert appointment(small, "sup").until is None


def test_a_visitor_is_asked_to_sign_in(small: Village) -> None:
    held = appointment(small, "lee").pk
    for address in ("/staff", f"/staff/{VILLAGE}", APPOINT, f"/staff/end/{held}"):
        assert "login" in Client().get(address)["Location"]


def test_power_reaches_no_other_place(small: Village) -> None:
    clerk = visitor(small, "clerk")
    for code in (VILLAGE[:9], "110101001001", "nothing"):
        assert clerk.get(f"/staff/{code}").status_code == 404


# Ending -------------------------------------------------------------------------------


def held_by_zhou(small: Village) -> Matter:
    matter = small.open(at=now())
    held = Responsibility.objects.get(matter=matter, until=None)
    assert held.person_id == small.stage.people["zhou"]
    return matter


def test_what_is_open_goes_to_who_was_named_and_its_deadline_stays(
    small: Village,
) -> None:
    matter = held_by_zhou(small)
    second = Appointment.objects.create(
        person=small.person("lin"),
        post=appointment(small, "zhou").post,
        place=appointment(small, "zhou").place,
        since=timezone.localdate(),
    )
    before = Responsibility.objects.get(matter=matter, until=None)
    address = f"/staff/end/{appointment(small, 'zhou').pk}"
    clerk = visitor(small, "clerk")
    page = text_of(clerk.get(address))
    assert "手里还有1件没办完" in page
    assert "路灯不亮" in page
    answer = clerk.post(address, ending(successor=second.person_id), follow=True)
    assert "1件在办的事已经移交" in text_of(answer)
    after = Responsibility.objects.get(matter=matter, until=None)
    assert after.person_id == second.person_id
    assert (after.due_at, after.deadline) == (before.due_at, before.deadline)
    assert visitor(small, "zhou").get("/work").status_code == 403
    shown = text_of(visitor(small, "lin").get(f"/m/{matter.number}"))
    assert "原来的经办人不再担任这个岗位" in shown


def test_without_a_successor_the_others_of_the_post_answer_or_nobody(
    small: Village,
) -> None:
    matter = held_by_zhou(small)
    address = f"/staff/end/{appointment(small, 'zhou').pk}"
    visitor(small, "clerk").post(address, ending())
    after = Responsibility.objects.get(matter=matter, until=None)
    assert (after.person_id, after.vacant) == (None, True)


def test_a_later_end_hands_over_when_its_day_comes(small: Village) -> None:
    matter, at = held_by_zhou(small), timezone.now()
    day = timezone.localdate() + timedelta(days=3)
    address = f"/staff/end/{appointment(small, 'zhou').pk}"
    successor = small.stage.people["lin"]
    Appointment.objects.create(
        person_id=successor,
        post=appointment(small, "zhou").post,
        place=appointment(small, "zhou").place,
        since=timezone.localdate(),
    )
    form = ending(on=day.isoformat(), successor=successor)
    assert visitor(small, "clerk").post(address, form).status_code == 302
    holder = Responsibility.objects.filter(matter=matter, until=None)
    jobs.tick(at)
    assert holder.get().person_id == small.stage.people["zhou"]
    Cursor.objects.all().delete()
    jobs.leaving.tick(at + timedelta(days=3))
    assert holder.get().person_id == successor
    assert jobs.leaving.tick(at + timedelta(days=3)) == 0, "once a day"


def test_what_an_election_ends_is_handed_over_at_once_and_once(small: Village) -> None:
    matter, at = held_by_zhou(small), timezone.now()
    jobs.leaving.tick(at)  # what the clock does once a day is done for today
    before, held = appointment(small, "zhou"), Responsibility.objects.filter(until=None)
    with transaction.atomic():
        install(
            Installed(
                charter=small.charter.id,
                post=before.post.key,
                place=before.place_id,
                village=VILLAGE,
                people=(small.stage.people["lin"],),
                since=timezone.localdate(),
                until=None,
                reason="选举结果 2603-E00001",
                certificate="ab" * 32,
                at=at,
            )
        )
    due = held.get(matter=matter).due_at
    assert jobs.tick(at) >= 1
    after = held.get(matter=matter)
    assert (after.person_id, after.due_at) == (small.stage.people["lin"], due)
    assert jobs.leaving.tick(at) == 0


def test_who_holds_a_post_may_lay_it_down(small: Village) -> None:
    held_by_zhou(small)
    mine = appointment(small, "zhou")
    zhou = visitor(small, "zhou")
    assert f"/staff/end/{mine.pk}" in text_of(zhou.get("/me"))
    answer = zhou.post(f"/staff/end/{mine.pk}", ending(reason="搬走"))
    assert answer["Location"] == "/me"
    mine.refresh_from_db()
    assert (mine.until, mine.reason) == (timezone.localdate(), "搬走")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"reason": ""}, "写一句为什么"), ({"on": "昨天"}, "这不是一个日子")],
)
def test_an_end_without_reason_or_day_ends_nothing(
    small: Village, wrong: dict[str, str], says: str
) -> None:
    held = appointment(small, "zhou")
    answer = visitor(small, "clerk").post(f"/staff/end/{held.pk}", ending() | wrong)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert appointment(small, "zhou").until is None


def test_a_matter_that_moved_on_meanwhile_is_left_alone(small: Village) -> None:
    matter = held_by_zhou(small)
    act(small, "zhou", matter.number, "escalate", reason="办不了")
    act(small, "clerk", matter.number, "accept")
    address = f"/staff/end/{appointment(small, 'zhou').pk}"
    visitor(small, "clerk").post(address, ending())
    after = Responsibility.objects.get(matter=matter, until=None)
    assert after.person_id == small.stage.people["clerk"]
