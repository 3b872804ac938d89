"""Divisions get the next number; a home that moves keeps its past."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from tests.territory.places import (
    GRID,
    MARCH,
    OTHER_UNIT,
    UNIT,
    VILLAGE,
    settle,
    told,
)
from yuanluo.record.actions import Refused, RequestReused
from yuanluo.record.models import Act
from yuanluo.territory.actions import NewDivision, add_division, move_home
from yuanluo.territory.models import Home, Membership, Place
from yuanluo.territory.queries import divisions_of


@pytest.fixture
def homes(db: None) -> dict[str, Home]:
    return settle()


NEW = NewDivision(VILLAGE, "courtyard", "柳树院", GRID)


@pytest.mark.usefixtures("homes")
def test_a_division_gets_the_next_number_and_is_inscribed() -> None:
    asked = told()
    answer = add_division(asked, NEW, MARCH)
    assert answer.content == {"code": f"{VILLAGE}-0004"}
    assert add_division(asked, NEW, MARCH).replayed
    made = Place.objects.get(code=f"{VILLAGE}-0004")
    assert (made.name, made.parent, made.since) == ("柳树院", GRID, MARCH)
    act = Act.objects.get(verb="place.add")
    assert (act.subject, act.log) == (f"place:{made.code}", VILLAGE)
    with pytest.raises(RequestReused):
        add_division(asked, replace(NEW, name="槐树院"), MARCH)


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (NewDivision("522727104999", "grid", "无"), "UNKNOWN_PLACE"),
        (NewDivision("522727104", "grid", "无"), "UNKNOWN_PLACE"),
        (NewDivision(VILLAGE, "grid", "  "), "MISSING"),
        (NewDivision(VILLAGE, "grid", "无", "522727104208-0001"), "UNKNOWN_PLACE"),
    ],
)
def test_a_division_that_cannot_be_is_refused(wrong: NewDivision, code: str) -> None:
    with pytest.raises(Refused, match=code):
        add_division(told(), wrong, MARCH)


@pytest.mark.usefixtures("homes")
def test_there_are_no_more_than_9999() -> None:
    Place.objects.create(code=f"{VILLAGE}-9999", name="末", level="grid")
    with pytest.raises(Refused, match="NO_NUMBER_LEFT"):
        add_division(told(), NEW, MARCH)


def test_a_home_that_moves_keeps_its_past(homes: dict[str, Home]) -> None:
    home = homes["3栋2单元101号"]
    move_home(told(), home.pk, OTHER_UNIT, MARCH)
    after = [one.code for one in divisions_of(home.pk, MARCH)]
    before = [one.code for one in divisions_of(home.pk, date(2026, 3, 1))]
    assert OTHER_UNIT in after
    assert UNIT not in after
    assert UNIT in before
    move_home(told(), home.pk, GRID, MARCH)
    assert Membership.objects.filter(home=home, until=None).count() == 2
    assert Home.objects.get(pk=home.pk).address == home.address


def test_moves_that_cannot_be_are_refused(homes: dict[str, Home]) -> None:
    home = homes["3栋2单元101号"].pk
    Place.objects.create(code="522727104208-0001", name="别村", level="grid")
    for division, code in (
        (UNIT, "ALREADY"),
        ("522727104208-0001", "UNKNOWN_PLACE"),
        (f"{VILLAGE}-0099", "UNKNOWN_PLACE"),
    ):
        with pytest.raises(Refused, match=code):
            move_home(told(), home, division, MARCH)
    with pytest.raises(Refused, match="UNKNOWN_HOME"):
        move_home(told(), 4711, UNIT, MARCH)
    move_home(told(), home, OTHER_UNIT, MARCH)
    with pytest.raises(Refused, match="TOO_EARLY"):
        move_home(told(), home, UNIT, date(2026, 2, 1))


@pytest.mark.django_db(transaction=True)
def test_divisions_made_at_once_get_numbers_of_their_own() -> None:
    settle()
    faults: list[Exception] = []

    def make(number: int) -> None:
        try:
            add_division(told(), replace(NEW, name=f"{number}号院"), MARCH)
        except Exception as error:  # noqa: BLE001 -- told to the test
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    made = Place.objects.filter(level="courtyard").order_by("code")
    assert [place.code[-4:] for place in made] == [f"{n:04}" for n in range(4, 12)]
