"""Owners out of a clerk's list: who is one owner, what is refused, what stays."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from tests.assembly.hall import Hall, hall
from tests.cast import MONDAY, VILLAGE
from yuanluo.matters import playbooks
from yuanluo.people.models import Account, OwnedUnit, Person
from yuanluo.people.owning import end_unit, looked_over, register_owners
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act

HEAD = "房号,建筑面积（平方米）,业主姓名,代表,联系电话\n"


@pytest.fixture
def council(transactional_db: None) -> Hall:
    playbooks.forget()
    return hall()


def taken(council: Hall, rows: str, at: Any = MONDAY) -> dict[str, Any]:
    by = council.by("keeper", at)
    return dict(register_owners(by, VILLAGE, (HEAD + rows).encode()).content)


def told(council: Hall, rows: str) -> list[tuple[str, str]]:
    plan = looked_over(council.by("keeper"), VILLAGE, (HEAD + rows).encode())
    return [(one.cell, one.code) for one in plan.faults]


def test_a_list_becomes_units_and_the_same_list_changes_nothing(council: Hall) -> None:
    rows = "1栋101,86.50,王示例,,\n1栋102,90,李示例,,10000000001\n"
    assert taken(council, rows) == {"new": 2, "changed": 0, "same": 0}
    units = OwnedUnit.objects.order_by("room").values_list("room", "area")
    assert list(units) == [("1栋101", 8_650), ("1栋102", 9_000)]
    assert taken(council, rows) == {"new": 0, "changed": 0, "same": 2}
    assert Person.objects.filter(name="王示例").count() == 1
    act = Act.objects.filter(verb="people.owners").latest("pk")
    # The record says how many, and nobody's name.
    assert "王示例" not in str(act.payload)


def test_one_owner_of_two_units_is_one_by_number_of_telephone(council: Hall) -> None:
    rows = "1,10,王示例,,10000000001\n2,20,王示例,,10000000001\n"
    assert taken(council, rows)["new"] == 2
    assert OwnedUnit.objects.values("owner").distinct().count() == 1


def test_two_of_one_name_that_nothing_tells_apart_are_asked_about(
    council: Hall,
) -> None:
    rows = "1,10,王示例,,\n2,20,王示例,,\n3,30,李示例,,\n"
    assert told(council, rows) == [("C2", "SAME_NAME"), ("C3", "SAME_NAME")]
    assert taken(council, rows)["new"] == 1
    # One of that name is registered now: another row of it is asked about too.
    assert told(council, "9,10,李示例,,\n") == [("C2", "SAME_NAME")]


def test_of_several_owners_one_stands_for_the_unit_and_the_others_are_not_kept(
    council: Hall,
) -> None:
    assert told(council, "1,10,王示例、李示例,,\n") == [("D2", "WHO_STANDS")]
    assert told(council, "1,10,王示例、李示例,赵示例,\n") == [
        ("D2", "STANDS_NOT_OWNER")
    ]
    assert taken(council, "1,10,王示例、李示例,李示例,\n")["new"] == 1
    unit = OwnedUnit.objects.get()
    assert (unit.owner.name, unit.shared) == ("李示例", True)
    assert not Person.objects.filter(name="王示例").exists()


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        ("1,八十六,王示例,,", "B2", "AREA"),
        ("1,86.505,王示例,,", "B2", "AREA"),
        ("1,=1+1,王示例,,", "B2", "FORMULA"),
        (",10,王示例,,", "A2", "NO_ROOM"),
        ("1,10,,,", "C2", "NO_NAME"),
    ],
)
def test_a_fault_is_told_by_its_cell(
    council: Hall, row: str, cell: str, code: str
) -> None:
    assert told(council, f"{row}\n") == [(cell, code)]
    with pytest.raises(Refused, match="NOTHING_TO_TAKE"):
        taken(council, f"{row}\n")


def test_one_unit_twice_and_a_number_of_somebody_else(council: Hall) -> None:
    assert told(council, "1,10,王示例,,\n1,20,李示例,,\n") == [("A3", "SAME_ROOM")]
    Person.objects.create(name="赵示例", phone="10000000001", generated=True)
    rows = "1,10,王示例,,10000000001\n"
    assert told(council, rows) == [("C2", "PHONE_OF_ANOTHER")]


def test_what_changes_hands_ends_and_begins(council: Hall) -> None:
    taken(council, "1,10,王示例,,\n")
    later = MONDAY + timedelta(days=40)
    assert taken(council, "1,10,李示例,,\n", later)["changed"] == 1
    rows = OwnedUnit.objects.order_by("since").values_list("owner__name", "until")
    assert list(rows) == [("王示例", later.date()), ("李示例", None)]
    unit = OwnedUnit.objects.get(until=None)
    # Who keeps no list there is told the same of this one as of one that is not there.
    for number in (unit.pk, unit.pk + 1):
        with pytest.raises(Refused, match="UNKNOWN_UNIT"):
            end_unit(council.by("yang", later), number)
    end_unit(council.by("keeper", later), unit.pk)
    assert not OwnedUnit.objects.on(later.date()).exists()
    # As of the day before it was 王's, and that stays readable.
    assert OwnedUnit.objects.on((later - timedelta(days=1)).date()).get().area == 1_000


def test_a_workbook_is_read_like_a_list(council: Hall) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["业主名册"],
        ["房号", "面积(㎡)", "业主", "宗教信仰"],
        ["1", 86.1, "王示例", "x"],
    ):
        page.append(row)
    out = BytesIO()
    book.save(out)
    plan = looked_over(council.by("keeper"), VILLAGE, out.getvalue())
    assert [one.row.area for one in plan.planned] == [8_610]
    assert [one.code for one in plan.faults] == ["FORBIDDEN"]


@pytest.mark.parametrize("who", ["yang", "clerk", "chair"])
def test_nobody_else_registers_owners(council: Hall, who: str) -> None:
    content = f"{HEAD}1,10,王示例,,\n".encode()
    with pytest.raises(Refused, match="NO_POWER"):
        register_owners(council.by(who), VILLAGE, content)
    assert not OwnedUnit.objects.exists()


def client(council: Hall, who: str) -> Client:
    account = Account.objects.create_user(
        who, person_id=council.village.stage.people[who]
    )
    found = Client()
    found.force_login(account, backend="yuanluo.people.backends.Backend")
    return found


def test_the_page_shows_a_list_before_it_takes_it(council: Hall) -> None:
    clerk, address = client(council, "keeper"), reverse("people:owners")
    assert "还没登记业主" in clerk.get(address).content.decode()
    file = BytesIO(f"{HEAD}1栋101,86.50,王示例,,\n1栋102,x,李示例,,\n".encode())
    file.name = "owners.csv"
    look = clerk.post(address, {"do": "read", "place": VILLAGE, "file": file})
    text = look.content.decode()
    assert "登记这1套" in text
    assert "B3" in text
    assert not OwnedUnit.objects.exists()
    carried = text.partition('name="list" value="')[2].partition('"')[0]
    sent = {"do": "take", "place": VILLAGE, "list": carried}
    assert clerk.post(address, sent).status_code == 302
    assert "86.50㎡" in clerk.get(address).content.decode()
    row = {"do": "add", "place": VILLAGE, "room": "2", "area": "一", "owner": "赵示例"}
    no = clerk.post(address, row)
    assert no.status_code == 422
    assert "最多两位小数" in no.content.decode()
    assert clerk.post(address, row | {"area": "90.1"}).status_code == 302
    unit = OwnedUnit.objects.get(room="2")
    clerk.post(reverse("people:owners-end", args=[unit.pk]), {"place": VILLAGE})
    assert OwnedUnit.objects.filter(until=None).count() == 1
    assert clerk.get(address, {"place": "110101001001"}).status_code == 404
    bad = clerk.post(address, {"do": "take", "place": VILLAGE, "list": "%%"})
    assert bad.status_code == 422


def test_an_owner_reads_what_counts_as_theirs(council: Hall) -> None:
    taken(council, "1,10,王示例、李示例,李示例,\n")
    owner = Person.objects.get(name="李示例")
    account = Account.objects.create_user("li", person=owner)
    mine = Client()
    mine.force_login(account, backend="yuanluo.people.backends.Backend")
    text = mine.get(reverse("people:me")).content.decode()
    assert "10.00㎡" in text
    assert mine.get(reverse("people:owners")).status_code == 403
