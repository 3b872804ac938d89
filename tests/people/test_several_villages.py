"""A list may hold several villages of one township, each row saying which."""

import csv
from io import StringIO
from uuid import UUID

import pytest

from tests.people.lists import book
from tests.people.locality import (
    MARCH,
    MORNING,
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    Locality,
    settle,
)
from tests.people.test_importing import codes
from yuanluo.people import taking
from yuanluo.people.importing import ToRead, read_file
from yuanluo.people.models import Person, RegisterImport, Residency
from yuanluo.record.actions import Refused


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    return settle()


VILLAGE_HEADS = ("村（社区）", "户号", "与户主关系", "姓名", "住址")


def several(*rows: tuple[object, ...]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([VILLAGE_HEADS, *rows])
    return out.getvalue().encode("gb18030")


SEVERAL = several(
    ("马鞍社区", 1, "户主", "示例甲", "一组1号"),
    ("", 1, "妻", "示例乙", ""),
    ("金星村委会", 1, "户主", "示例丙", "二组1号"),
    ("别处村", 2, "户主", "示例丁", "二组2号"),
    ("金星村", 3, "户主", "示例戊", "二组3号"),
)


def test_a_list_of_several_villages_is_registered_in_each(locality: Locality) -> None:
    file = ToRead(TOWNSHIP, "全镇.csv", SEVERAL)
    told = read_file(locality.acting("吴镇长"), file).content
    # The same number in two villages is two households.
    assert (told["ready"], told["faulty"]) == (3, 1)
    assert codes(told["import"]) == [("A5", "UNKNOWN_VILLAGE")]
    number = UUID(str(told["import"]))
    taking.accept(locality.acting("吴镇长"), number)
    assert taking.finish(number, MORNING)
    lives = Residency.objects.filter(person__name__startswith="示例")
    rows = lives.order_by("person__name").values_list(
        "person__name", "household__home__village"
    )
    assert sorted(village for _, village in rows) == [
        *(VILLAGE, VILLAGE),
        *(OTHER_VILLAGE, OTHER_VILLAGE),
    ]
    taking.undo(locality.acting("吴镇长"), number)
    taking.finish(number, MORNING)
    assert not Person.objects.filter(name__startswith="示例").exists()


def test_rows_of_a_village_that_one_does_not_keep_are_named(locality: Locality) -> None:
    file = ToRead(TOWNSHIP, "全镇.csv", SEVERAL)
    told = read_file(locality.acting("陈专干"), file).content
    assert (told["ready"], told["faulty"]) == (1, 3)
    assert codes(told["import"]) == [
        ("A4", "NOT_YOUR_VILLAGE"),
        ("A5", "UNKNOWN_VILLAGE"),
        ("A6", "NOT_YOUR_VILLAGE"),
    ]
    number = UUID(str(told["import"]))
    chen, mo = locality.acting("陈专干").who, "莫专干"
    locality.appoint(mo, "clerk", OTHER_VILLAGE)
    seen = RegisterImport.objects.visible_to
    assert seen(chen).exists()
    assert not seen(locality.acting(mo).who).exists()
    locality.people["陈专干"].appointments.update(until=MARCH)
    with pytest.raises(Refused, match="UNKNOWN_IMPORT"):
        taking.accept(locality.acting("陈专干"), number)


def test_a_list_of_a_township_says_the_village_of_each_row(locality: Locality) -> None:
    told = read_file(locality.acting("吴镇长"), ToRead(TOWNSHIP, "x", book())).content
    assert (told["ready"], told["faulty"]) == (0, 2)
    assert {code for _, code in codes(told["import"])} == {"NO_VILLAGE"}


def test_another_village_in_the_list_of_one_is_named(locality: Locality) -> None:
    told = read_file(locality.acting("陈专干"), ToRead(VILLAGE, "x", SEVERAL)).content
    assert {code for _, code in codes(told["import"])} == {"OTHER_VILLAGE"}
    # A name that no village has is a way of writing ours.
    assert (told["ready"], told["faulty"]) == (2, 2)
