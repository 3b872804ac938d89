"""Places are found by code, name and address; a tree nests."""

from datetime import date

import pytest

from tests.territory.places import GRID, MARCH, OTHER_UNIT, UNIT, VILLAGE, settle
from yuanluo.territory import queries
from yuanluo.territory.models import Charter, Home, Membership, Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes() -> dict[str, Home]:
    return settle()


@pytest.mark.usefixtures("homes")
def test_a_village_is_a_tree_of_divisions() -> None:
    tree = queries.place_tree(VILLAGE)
    assert tree is not None
    (grid,) = tree.children
    assert grid.code == GRID
    assert [unit.code for unit in grid.children] == [UNIT, OTHER_UNIT]
    assert queries.place_tree("522727104999") is None


@pytest.mark.usefixtures("homes")
def test_divisions_that_lie_in_each_other_do_not_loop() -> None:
    Place.objects.filter(code=GRID).update(parent=UNIT)
    tree = queries.place_tree(VILLAGE)
    assert tree is not None
    assert queries.divisions_above(UNIT)


def test_a_home_lies_in_its_unit_and_the_grid_above(homes: dict[str, Home]) -> None:
    home = homes["3栋2单元101号"]
    found = queries.divisions_of(home.pk, MARCH)
    assert {(one.level, one.code) for one in found} == {
        ("linked-household", UNIT),
        ("grid", GRID),
    }
    assert queries.divisions_of(home.pk, date(2019, 12, 31)) == ()


def test_a_membership_does_not_count_on_the_day_it_ends(homes: dict[str, Home]) -> None:
    home = homes["3栋2单元101号"]
    Membership.objects.filter(home=home).update(until=MARCH)
    assert queries.divisions_of(home.pk, MARCH) == ()
    assert queries.divisions_of(home.pk, date(2026, 3, 1))


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("3栋2单元", ["3栋2单元101号", "3栋12单元202号", "13栋2单元101号"]),
        ("3-2-101", ["3栋2单元101号", "13栋2单元101号"]),
        ("3 栋 12", ["3栋12单元202号"]),
        ("202", ["3栋12单元202号"]),
        ("2单元 3栋", []),
        ("  ", []),
        ("%", []),
        ("四栋", []),
    ],
)
def test_an_address_is_found_as_people_type_it(typed: str, found: list[str]) -> None:
    assert [home.address for home in queries.homes_like(VILLAGE, typed)] == found


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("马鞍", [VILLAGE]),
        ("克度 马鞍", [VILLAGE]),
        ("罗甸 马鞍", []),
        ("522727104001", [VILLAGE, GRID, UNIT, OTHER_UNIT]),
        ("522727104000", ["522727104", VILLAGE, GRID, UNIT, OTHER_UNIT]),
        ("5227271", ["522727104", VILLAGE, GRID, UNIT, OTHER_UNIT]),
        ("", []),
        ("%", []),
        ("½", []),
    ],
)
def test_a_place_is_found_by_name_and_by_code(words: str, found: list[str]) -> None:
    found_here = queries.find_places(words, everywhere=True)
    assert [one.code for one in found_here] == found
    by_code = words.isdecimal() and words.isascii()
    assert bool(queries.find_places(words)) == by_code


@pytest.mark.usefixtures("homes")
def test_places_with_a_charter_are_found_and_say_where_they_lie() -> None:
    charter = Charter.objects.create(
        id="one", title="平塘", document={}, loaded_at="2026-03-02T00:00Z"
    )
    Place.objects.create(code="110101001001", name="马鞍里", level="village")
    Place.objects.filter(code__in=[VILLAGE, UNIT]).update(charter=charter)
    (village,) = queries.find_places("马鞍")
    assert (village.code, village.path) == (VILLAGE, ("克度镇",))
    (unit,) = queries.find_places("一号")
    assert unit.path == ("克度镇", "马鞍社区")
    (inside,) = queries.find_places("马鞍", within="11", everywhere=True)
    assert inside.code == "110101001001"


@pytest.mark.usefixtures("homes")
def test_a_division_has_the_charter_of_what_it_lies_in(
    django_assert_num_queries: object,
) -> None:
    document = {"id": "one", "title": "平塘 / Pingtang"}
    Charter.objects.create(
        id="one",
        title="平塘",
        document=document,
        sha256="a",
        loaded_at="2026-03-02T00:00Z",
    )
    assert queries.charter_of(UNIT) is None
    Place.objects.filter(code="522727104").update(charter="one")
    found = queries.charter_of(UNIT)
    assert found is not None
    assert found.id == "one"
    renamed = {"id": "one", "title": "平塘县 / Pingtang"}
    Charter.objects.filter(id="one").update(document=renamed, sha256="b")
    again = queries.charter_of(UNIT)
    assert again is not None
    assert again.title.startswith("平塘县")
