"""Who answers for a door is read from appointments, and is never out of date."""

from datetime import date
from typing import Any

import pytest

from tests.people.locality import (
    BUILDING,
    GRID,
    MARCH,
    TOWNSHIP,
    UNIT,
    VILLAGE,
    Locality,
    settle,
)
from yuanluo.people.contacts import (
    Link,
    answering_at,
    chain_of_door,
    linked_households,
)
from yuanluo.people.models import Appointment
from yuanluo.territory.models import Home, Membership, Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def locality() -> Locality:
    return settle()


def said(links: tuple[Link, ...]) -> list[tuple[str, str]]:
    return [(link.post, link.name) for link in links]


def test_the_chain_runs_from_the_nearest_neighbour_to_the_township(
    locality: Locality,
) -> None:
    home = locality.homes["3栋101号"].pk
    whole = chain_of_door(home, MARCH)
    assert said(whole) == [
        ("linked-head", "石联户"),
        ("building-head", ""),
        ("grid-member", "周网格"),
        ("party-leader", ""),
        ("clerk", "陈专干"),
        ("leader", ""),
        ("clerk", ""),
    ]
    assert [link.place for link in whole][-1] == TOWNSHIP
    vacant = [(link.post, link.place) for link in whole if link.is_vacant]
    assert vacant == [
        ("building-head", BUILDING),
        ("party-leader", GRID),
        ("clerk", TOWNSHIP),
    ]
    member = next(link for link in whole if link.post == "grid-member")
    assert member.duties.startswith("入户走访")
    assert (member.place, member.level_title) == (GRID, "网格 / Grid")


def test_a_change_of_appointment_changes_the_chain(locality: Locality) -> None:
    home = locality.homes["3栋101号"].pk
    locality.appoint("罗楼长", "building-head", BUILDING)
    assert ("building-head", "罗楼长") in said(chain_of_door(home, MARCH))
    Appointment.objects.filter(person__name="罗楼长").update(until=MARCH)
    assert ("building-head", "") in said(chain_of_door(home, MARCH))
    assert ("building-head", "罗楼长") in said(chain_of_door(home, date(2026, 3, 1)))


def test_only_the_number_of_a_post_is_told(locality: Locality) -> None:
    Appointment.objects.filter(person__name="吴镇长").update(phone="0854-4820009")
    links = chain_of_door(locality.homes["3栋101号"].pk, MARCH)
    phones = {link.name or link.post: link.phone for link in links}
    assert phones["陈专干"] == "0854-4820001"
    assert phones["周网格"] == "", "a person's own number is not the post's"
    assert phones["leader"] == "", "who is no contact is not to be called"
    assert "吴镇长" not in repr(links)
    assert "13800000002" not in repr(links)


def test_who_is_no_contact_is_one_line_however_many_hold_the_post(
    locality: Locality,
) -> None:
    locality.appoint("钱镇长", "leader", TOWNSHIP)
    links = chain_of_door(locality.homes["3栋101号"].pk, MARCH)
    assert [link.post for link in links].count("leader") == 1


def test_a_door_without_village_or_charter_has_no_chain(locality: Locality) -> None:
    Place.objects.create(code="110101001001", name="别处", level="village")
    home = Home.objects.create(village_id="110101001001", address="1号")
    assert chain_of_door(home.pk, MARCH) == ()
    assert chain_of_door(4711, MARCH) == ()


def test_a_place_says_who_answers_there_and_which_bodies_sit(
    locality: Locality,
) -> None:
    assert said(answering_at(VILLAGE, MARCH)) == [("clerk", "陈专干")]
    locality.appoint("钱委员", "seat:affairs", VILLAGE)
    locality.appoint("孙委员", "seat:affairs", VILLAGE)
    assert said(answering_at(VILLAGE, MARCH)) == [
        ("clerk", "陈专干"),
        ("seat:affairs", ""),
    ]
    assert said(answering_at(VILLAGE, MARCH, bodies=False)) == [("clerk", "陈专干")]
    assert said(answering_at(GRID, MARCH)) == [
        ("grid-member", "周网格"),
        ("party-leader", ""),
    ]
    assert answering_at("522727104999", MARCH) == ()


def test_a_unit_has_its_head_and_its_three_contacts(locality: Locality) -> None:
    locality.appoint("龙书记", "party-leader", GRID)
    (unit,) = linked_households(VILLAGE, MARCH)
    assert (unit.place, unit.homes) == (UNIT, 1)
    assert unit.head is not None
    assert unit.head.name == "石联户"
    assert said(unit.contacts) == [
        ("linked-head", "石联户"),
        ("grid-member", "周网格"),
        ("party-leader", "龙书记"),
    ]


def test_statements_do_not_grow_with_the_village(
    locality: Locality, django_assert_num_queries: Any
) -> None:
    home = locality.homes["3栋101号"].pk
    with django_assert_num_queries(11) as before:
        chain_of_door(home, MARCH)
        linked_households(VILLAGE, MARCH)
    for number in range(10, 40):
        unit = f"{VILLAGE}-00{number}"
        Place.objects.create(
            code=unit,
            name=f"{number}单元",
            level="linked-household",
            parent=GRID,
            charter_id="testland",
        )
        locality.appoint(f"户长{number}", "linked-head", unit)
        Membership.objects.create(
            home=Home.objects.create(village_id=VILLAGE, address=f"{number}号"),
            place_id=unit,
            level="linked-household",
            since=MARCH,
        )
    with django_assert_num_queries(len(before.captured_queries)):
        chain_of_door(home, MARCH)
        assert len(linked_households(VILLAGE, MARCH)) == 31
