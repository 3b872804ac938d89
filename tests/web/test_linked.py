"""Linked households: the head sees the homes he answers for, others see whom to ask."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people.locality import (
    GRID,
    LONG_AGO,
    MARCH,
    OTHER_VILLAGE,
    UNIT,
    VILLAGE,
    Locality,
    settle,
)
from yuanluo.people.models import Account, Appointment
from yuanluo.territory.models import Membership, Place

pytestmark = pytest.mark.django_db

LIST = f"/p/{VILLAGE}/linked"


@pytest.fixture
def locality() -> Locality:
    found = settle()
    Place.objects.filter(level="village").update(charter="testland")
    post = Appointment.objects.get(person__name="石联户").post
    post.powers = "see report"
    post.save(update_fields=["powers"])
    return found


def page(address: str, as_: str = "", locality: Locality | None = None) -> str:
    client = Client()
    if as_ and locality:
        person = locality.people[as_]
        client.force_login(Account.objects.create_user(f"a{person.pk}", person=person))
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_everybody_sees_the_units_and_their_heads(locality: Locality) -> None:
    shown = page(LIST)
    for words in ("一单元", "1户", "石联户"):
        assert words in shown
    assert "您家的单元" not in shown
    assert "您联系的单元" not in shown


def test_a_resident_sees_first_who_links_their_home(locality: Locality) -> None:
    shown = page(LIST, "杨小明", locality)
    assert shown.index("您家的单元") < shown.index("全部单元")
    assert "您家在这里" in shown


def test_a_unit_has_three_contacts_and_says_what_is_vacant(
    locality: Locality,
) -> None:
    shown = page(f"{LIST}/{UNIT}")
    assert shown.index("石联户") < shown.index("周网格") < shown.index("暂时没有人")
    locality.appoint("龙书记", "party-leader", GRID)
    filled = page(f"{LIST}/{UNIT}")
    assert "龙书记" in filled
    assert "暂时没有人" not in filled


def test_the_head_sees_the_homes_he_answers_for_and_nobody_else_does(
    locality: Locality,
) -> None:
    assert "3栋101号" in page(f"{LIST}/{UNIT}", "石联户", locality)
    assert "您联系的单元" in page(LIST, "石联户", locality_again(locality))
    for other in ("", "杨小明", "韦老三"):
        assert "3栋101号" not in page(f"{LIST}/{UNIT}", other, locality)


def locality_again(locality: Locality) -> Locality:
    """Let somebody sign in a second time."""
    Account.objects.all().delete()
    return locality


def test_a_home_that_moved_away_is_no_longer_listed(locality: Locality) -> None:
    Membership.objects.filter(place=UNIT).update(since=LONG_AGO, until=MARCH)
    shown = page(f"{LIST}/{UNIT}", "石联户", locality)
    assert "3栋101号" not in shown
    assert "还没有一户登记" in shown


def test_ones_own_page_leads_the_head_to_his_homes(locality: Locality) -> None:
    assert f"{LIST}/{UNIT}" in page("/me", "石联户", locality)


def test_a_door_leads_to_its_unit_and_a_village_to_its_units(
    locality: Locality,
) -> None:
    home = locality.homes["3栋101号"].pk
    assert f"{LIST}/{UNIT}" in page(f"/p/{VILLAGE}/doors/{home}")
    assert f'href="{LIST}"' in page(f"/p/{VILLAGE}")
    other = page(f"/p/{OTHER_VILLAGE}")
    assert "linked" not in other, "a village without units does not speak of them"


def test_what_is_no_unit_of_the_village_is_not_there(locality: Locality) -> None:
    client = Client()
    for place in (GRID, "nothing", f"{OTHER_VILLAGE}-0003"):
        assert client.get(f"{LIST}/{place}").status_code == 404
    assert client.get(f"/p/{OTHER_VILLAGE}/linked/{UNIT}").status_code == 404
    assert client.get("/p/110101001001/linked").status_code == 404
