"""Power comes from an appointment, ends with it, and whoever looks leaves a trace."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.people.locality import (
    GRID,
    MARCH,
    MORNING,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    Locality,
    settle,
)
from yuanluo.people import actions
from yuanluo.people.actions import ToAppoint
from yuanluo.people.models import Appointment, Opening, Person, Residency
from yuanluo.people.openings import ToOpen, open_field
from yuanluo.people.purposes import OPENINGS_A_DAY_MAX
from yuanluo.people.queries import holders, lives_at, residents_in, standing_on
from yuanluo.record.actions import Refused, RequestReused
from yuanluo.record.models import Act


@pytest.fixture
def locality(db: None) -> Locality:
    return settle()


def new(locality: Locality, name: str, post: str, place: str) -> ToAppoint:
    person = locality.people.get(name) or locality.person(name)
    return ToAppoint(person.pk, post, place, MARCH, "补上空缺")


# Appointments


def test_an_appointment_gives_power_and_its_end_takes_it(locality: Locality) -> None:
    leader = locality.acting("吴镇长")
    answer = actions.appoint(leader, new(locality, "罗楼长", "clerk", OTHER_VILLAGE))
    clerk = locality.people["罗楼长"].pk
    assert standing_on(clerk, MARCH).may("people", OTHER_VILLAGE)
    assert not standing_on(clerk, MARCH).may("people", VILLAGE)
    assert not standing_on(clerk, MARCH - timedelta(days=1)).may("see", OTHER_VILLAGE)
    number = answer.content["appointment"]
    actions.end_appointment(locality.acting("吴镇长"), number, MARCH, "调走")
    assert not standing_on(clerk, MARCH).posts
    assert holders("clerk", OTHER_VILLAGE, MARCH) == []
    ended = Act.objects.get(verb="people.end")
    assert (ended.log, ended.payload["reason"]) == (OTHER_VILLAGE, "调走")


def test_a_repeated_request_appoints_once(locality: Locality) -> None:
    acting = locality.acting("吴镇长")
    asked = new(locality, "罗楼长", "grid-member", GRID)
    assert not actions.appoint(acting, asked).replayed
    assert actions.appoint(acting, asked).replayed
    assert Appointment.objects.filter(person__name="罗楼长").count() == 1
    with pytest.raises(RequestReused):
        actions.appoint(acting, replace(asked, place=VILLAGE))


def test_refusals_come_all_at_once(locality: Locality) -> None:
    locality.appoint("龙书记", "party-leader", GRID)
    asked = replace(new(locality, "罗楼长", "party-leader", GRID), until=MARCH)
    with pytest.raises(Refused) as refusal:
        actions.appoint(locality.acting("吴镇长"), asked)
    assert [str(one) for one in refusal.value.reasons] == [
        "BAD:until",
        "POST_IS_FULL:1",
    ]


@pytest.mark.parametrize(
    ("name", "post", "place", "by", "code"),
    [
        ("罗楼长", "clerk", GRID, "吴镇长", "WRONG_LEVEL:grid"),
        ("罗楼长", "clerk", VILLAGE, "陈专干", f"NO_POWER:{VILLAGE}"),
        ("罗楼长", "clerk", "522727104999", "吴镇长", "UNKNOWN_PLACE"),
        ("罗楼长", "mayor", VILLAGE, "吴镇长", "UNKNOWN_POST:mayor"),
        ("罗楼长", "seat:nobody", VILLAGE, "吴镇长", "UNKNOWN_POST"),
        ("陈专干", "clerk", VILLAGE, "吴镇长", "ALREADY"),
        ("吴镇长", "clerk", VILLAGE, "吴镇长", "OWN_APPOINTMENT"),
    ],
)
def test_what_cannot_be_appointed(
    locality: Locality, name: str, post: str, place: str, by: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        actions.appoint(locality.acting(by), new(locality, name, post, place))
    assert not Act.objects.exists()


def test_a_body_has_as_many_members_as_seats_and_one_chair(locality: Locality) -> None:
    for name in ("甲", "乙"):
        asked = new(locality, name, "seat:affairs", VILLAGE)
        actions.appoint(locality.acting("吴镇长"), asked)
    with pytest.raises(Refused, match="POST_IS_FULL:2"):
        actions.appoint(
            locality.acting("吴镇长"), new(locality, "丙", "seat:affairs", VILLAGE)
        )
    actions.appoint(
        locality.acting("吴镇长"), new(locality, "丙", "chair:affairs", VILLAGE)
    )
    with pytest.raises(Refused, match="POST_IS_FULL:1"):
        actions.appoint(
            locality.acting("吴镇长"), new(locality, "丁", "chair:affairs", VILLAGE)
        )
    assert Appointment.objects.filter(body__key="affairs").count() == 3


def test_an_end_needs_a_reason_and_is_one_end(locality: Locality) -> None:
    held = Appointment.objects.get(person__name="周网格").pk
    with pytest.raises(Refused, match="MISSING:reason"):
        actions.end_appointment(locality.acting("吴镇长"), held, MARCH, "  ")
    with pytest.raises(Refused, match="NO_POWER"):
        actions.end_appointment(locality.acting("陈专干"), held, MARCH, "不要了")
    # Whoever holds a post may lay it down.
    actions.end_appointment(locality.acting("周网格"), held, MARCH, "搬走")
    with pytest.raises(Refused, match="ALREADY_ENDED"):
        actions.end_appointment(locality.acting("吴镇长"), held, MARCH, "再")
    with pytest.raises(Refused, match="UNKNOWN_APPOINTMENT"):
        actions.end_appointment(locality.acting("吴镇长"), 4711, MARCH, "无")


def test_an_appointment_needs_a_reason_and_the_record_keeps_it(
    locality: Locality,
) -> None:
    asked = new(locality, "罗楼长", "clerk", OTHER_VILLAGE)
    with pytest.raises(Refused, match="MISSING:reason"):
        actions.appoint(locality.acting("吴镇长"), replace(asked, reason=" "))
    actions.appoint(locality.acting("吴镇长"), asked)
    assert Act.objects.get(verb="people.appoint").payload["reason"] == "补上空缺"


def test_an_appointment_that_ends_before_it_began_never_ran(locality: Locality) -> None:
    asked = replace(new(locality, "罗楼长", "clerk", VILLAGE), since=date(2026, 4, 1))
    number = actions.appoint(locality.acting("吴镇长"), asked).content["appointment"]
    actions.end_appointment(locality.acting("吴镇长"), number, MARCH, "不来了")
    assert not standing_on(asked.person, date(2026, 4, 2)).posts


@pytest.mark.django_db(transaction=True)
def test_one_seat_is_given_once_however_many_ask_at_once() -> None:
    locality = settle()
    names = [f"候选{n}" for n in range(8)]
    asked = [new(locality, name, "party-leader", GRID) for name in names]
    results: list[str] = []

    def run(one: ToAppoint) -> None:
        try:
            actions.appoint(locality.acting("吴镇长"), one)
            results.append("appointed")
        except Refused as refusal:
            results.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["POST_IS_FULL:1"] * 7 + ["appointed"]


# Masked fields


def test_opening_a_field_leaves_a_trace_its_person_can_read(locality: Locality) -> None:
    yang = locality.people["杨小明"].pk
    asked = ToOpen(yang, "phone", "matter", "M1")
    assert open_field(locality.acting("陈专干"), asked) == "13800000001"
    trace = Opening.objects.get()
    assert (trace.person_id, trace.by_id) == (yang, locality.people["陈专干"].pk)
    assert (trace.field, trace.purpose, trace.subject) == ("phone", "matter", "M1")
    act = Act.objects.get(verb="people.open")
    assert "13800000001" not in repr((act.payload, act.answer, act.subject))
    where = replace(asked, field="address", purpose="visit")
    assert open_field(locality.acting("陈专干"), where) == "3栋101号"


def test_a_repeated_request_is_one_trace_and_ends_with_the_power(
    locality: Locality,
) -> None:
    acting = locality.acting("陈专干")
    asked = ToOpen(locality.people["杨小明"].pk, "phone", "visit")
    for _ in range(3):
        assert open_field(acting, asked) == "13800000001"
    assert Opening.objects.count() == 1
    nobody = replace(acting, who=standing_on(acting.who.person, date(2019, 1, 1)))
    with pytest.raises(Refused, match="NO_POWER"):
        open_field(nobody, asked)


@pytest.mark.parametrize(
    ("by", "changes", "code"),
    [
        ("周网格", {}, "NO_POWER"),
        ("林秀英", {}, "NO_POWER"),
        ("陈专干", {"person": 4711}, "NO_POWER"),
        ("吴镇长", {"person": 4711, "place": VILLAGE}, "UNKNOWN_PERSON"),
        ("陈专干", {"field": "belief"}, "UNKNOWN_FIELD:belief"),
        ("陈专干", {"purpose": "curiosity"}, "UNKNOWN_PURPOSE:curiosity"),
        ("陈专干", {"purpose": "matter"}, "MISSING:subject"),
    ],
)
def test_a_field_stays_shut(
    locality: Locality, by: str, changes: dict[str, Any], code: str
) -> None:
    asked = ToOpen(locality.people["杨小明"].pk, "phone", "visit")
    with pytest.raises(Refused, match=code):
        open_field(locality.acting(by), replace(asked, **changes))
    assert not Opening.objects.exists()


def test_the_clerk_of_one_village_does_not_look_into_the_next(
    locality: Locality,
) -> None:
    wei = locality.people["韦老三"].pk
    with pytest.raises(Refused, match="NO_POWER"):
        open_field(locality.acting("陈专干"), ToOpen(wei, "phone", "visit"))
    assert open_field(locality.acting("吴镇长"), ToOpen(wei, "phone", "visit")) == ""


def test_whoever_lives_nowhere_here_is_asked_about_for_a_matter_here(
    locality: Locality,
) -> None:
    stranger = locality.person("过路人", phone="13800000009").pk
    asked = ToOpen(stranger, "phone", "matter", "M1")
    with pytest.raises(Refused, match="NO_POWER"):
        open_field(locality.acting("陈专干"), asked)
    here = replace(asked, place=VILLAGE)
    assert open_field(locality.acting("陈专干"), here) == "13800000009"


def test_nobody_opens_the_whole_register_in_a_day(locality: Locality) -> None:
    yang, chen = locality.people["杨小明"], locality.people["陈专干"]
    Opening.objects.bulk_create(
        Opening(at=MORNING, by=chen, person=yang, field="phone", purpose="visit")
        for _ in range(OPENINGS_A_DAY_MAX)
    )
    asked = ToOpen(yang.pk, "phone", "visit")
    with pytest.raises(Refused, match="TOO_MANY_OPENED"):
        open_field(locality.acting("陈专干"), asked)
    tomorrow = locality.acting("陈专干", MORNING + timedelta(days=1, seconds=1))
    assert open_field(tomorrow, asked)


# Where people live


def test_moving_in_ends_where_one_lived_before(locality: Locality) -> None:
    yang = locality.people["杨小明"].pk
    there = locality.households["金星1号"].pk
    actions.move_in(locality.acting("吴镇长"), yang, there, MARCH)
    before, after = lives_at(yang, MARCH - timedelta(days=1)), lives_at(yang, MARCH)
    assert before is not None
    assert after is not None
    assert (before.village, after.village) == (VILLAGE, OTHER_VILLAGE)
    assert standing_on(yang, MARCH).home_village == OTHER_VILLAGE
    names = residents_in(OTHER_VILLAGE, MARCH).order_by("pk").values_list("name")
    assert [name for (name,) in names] == ["杨小明", "韦老三"]
    assert Residency.objects.filter(person=yang).count() == 2


@pytest.mark.parametrize(
    ("by", "changes", "code"),
    [
        ("陈专干", {}, "NO_POWER"),
        ("吴镇长", {"household": 4711}, "UNKNOWN_HOUSEHOLD"),
        ("吴镇长", {"person": 4711}, "UNKNOWN_PERSON"),
        ("吴镇长", {"since": date(2019, 1, 1)}, "TOO_EARLY"),
    ],
)
def test_a_move_that_cannot_be(
    locality: Locality, by: str, changes: dict[str, Any], code: str
) -> None:
    asked = {
        "person": locality.people["杨小明"].pk,
        "household": locality.households["金星1号"].pk,
        "since": MARCH,
    } | changes
    with pytest.raises(Refused, match=code):
        actions.move_in(locality.acting(by), **asked)


@pytest.mark.usefixtures("locality")
def test_residents_are_found_by_village_division_and_township() -> None:
    def count(place: str) -> int:
        return residents_in(place, MARCH).count()

    assert count(VILLAGE) == count(f"{VILLAGE}-0002") == 2
    assert count(GRID) == 0
    assert count(TOWNSHIP) == 3
    assert residents_in(VILLAGE, date(2019, 1, 1)).count() == 0


def test_one_keeps_ones_own_looks(locality: Locality) -> None:
    actions.prefer_large_type(locality.acting("杨小明"), large=True)
    actions.prefer(locality.acting("杨小明"), {"language": "en", "name": "别名"})
    yang = Person.objects.get(pk=locality.people["杨小明"].pk)
    assert (yang.large_type, yang.language, yang.name) == (True, "en", "杨小明")
    with pytest.raises(Refused, match="BAD:language"):
        actions.prefer(locality.acting("杨小明"), {"language": "tlh"})
    assert Act.objects.filter(verb="people.prefer").count() == 2
