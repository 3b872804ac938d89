"""Pages of rosters and facilities: who they are there for, and what they say."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.people.locality import MORNING, OTHER_VILLAGE, TOWNSHIP, VILLAGE, settle
from tests.people.locality import Locality as Locality
from yuanluo.people.models import Account, Cadre, Post, Reserve
from yuanluo.record.actions import Inscription, Refused
from yuanluo.territory import facilities
from yuanluo.territory.models import Facility

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
Signed = Callable[[str], Client]


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    found = settle()
    leader = Post.objects.filter(key="leader")
    leader.update(powers="see appoint people export publish")
    return found


@pytest.fixture
def signed(locality: Locality) -> Signed:
    def sign(name: str) -> Client:
        person = locality.people[name]
        account, _ = Account.objects.get_or_create(
            person=person, defaults={"username": f"a{person.pk}"}
        )
        client = Client()
        client.force_login(account)
        return client

    return sign


PAGES = ("web:roster", "web:roster-xlsx", "web:reserve")


@pytest.mark.parametrize("name", PAGES)
def test_rosters_are_there_for_who_may_appoint_alone(name: str, signed: Signed) -> None:
    address = reverse(name, args=[VILLAGE])
    assert signed("吴镇长").get(address).status_code == 200
    for stranger in ("陈专干", "周网格", "杨小明", "韦老三"):
        assert signed(stranger).get(address).status_code == 404
    asked = Client().get(address)
    assert (asked.status_code, "login" in asked["Location"]) == (302, True)
    assert signed("吴镇长").get(reverse(name, args=["522728"])).status_code == 404
    assert signed("吴镇长").get(reverse(name, args=["x"])).status_code == 404


def test_a_cadre_is_entered_and_struck_on_the_page(
    signed: Signed, locality: Locality
) -> None:
    page = reverse("web:roster", args=[TOWNSHIP])
    leader = signed("吴镇长")
    form = {
        "act": "enter",
        "request_id": str(uuid4()),
        "person": str(locality.people["陈专干"].pk),
        "village": VILLAGE,
        "born": "1990-01-01",
        "sex": "woman",
        "education": "college",
        "serves_since": "2020-01-01",
        "member": "on",
    }
    refused = leader.post(page, form | {"born": "soon"})
    assert refused.status_code == 422
    assert "出生日期" in refused.content.decode()
    assert leader.post(page, form).status_code == 302
    (line,) = Cadre.objects.all()
    assert (line.place_id, line.woman, line.member) == (VILLAGE, True, True)
    shown = leader.get(page).content.decode()
    assert "陈专干" in shown
    assert "100%" in shown
    again = leader.post(page, form | {"education": "junior"})
    assert again.status_code == 422
    book = load_workbook(
        BytesIO(leader.get(reverse("web:roster-xlsx", args=[TOWNSHIP])).getvalue())
    )
    rows = [[cell.value for cell in row] for row in book["统计"].iter_rows()]
    assert ["性别", "女性", 1, "100%"] in rows
    assert [row[1].value for row in book["名册"].iter_rows()] == ["姓名", "陈专干"]
    strike = {"act": "strike", "cadre": str(line.pk), "reason": "调走"}
    assert leader.post(page, strike).status_code == 302
    assert leader.post(page, {"act": "what"}).status_code == 404


def test_a_reserve_cadre_goes_through_on_the_page(
    signed: Signed, locality: Locality
) -> None:
    page, leader = reverse("web:reserve", args=[VILLAGE]), signed("吴镇长")
    yang = str(locality.people["杨小明"].pk)
    told = {"act": "enter", "person": yang, "village": VILLAGE, "source": "veteran"}
    assert leader.post(page, told | {"person": "10²"}).status_code == 422
    assert leader.post(page, told).status_code == 302
    row = Reserve.objects.get()
    today = date.today().isoformat()  # noqa: DTZ011, TID251 -- as the page has it
    work = {"act": "place", "reserve": str(row.pk), "work": "报账员", "since": today}
    assert leader.post(page, work | {"village": VILLAGE}).status_code == 302
    number = str(row.placements.get().pk)
    noted = {"act": "progress", "placement": number, "progress": "不错"}
    assert leader.post(page, noted).status_code == 302
    shown = leader.get(page).content.decode()
    assert "报账员" in shown
    assert "不错" in shown
    left = {"act": "leave", "reserve": str(row.pk), "outcome": "left"}
    assert leader.post(page, left).status_code == 302


# Facilities ---------------------------------------------------------------------------


def told() -> Inscription:
    return Inscription("", "", MORNING, UUID(int=uuid4().int))


def keep(name: str, **fields: object) -> int:
    entry = {"village": VILLAGE, "kind": "clinic", "name": name} | fields
    kept = facilities.FacilityEntry(**entry)  # type: ignore[arg-type]
    answer = facilities.keep_facility(told(), kept, date(2026, 1, 1))
    return int(answer.content["facility"])


def test_what_is_near_comes_nearest_first_and_says_whether_it_is_open(
    locality: Locality,
) -> None:
    keep("远的", lon=107.02, lat=25.7, hours="Mo-Fr 08:00-11:00")
    keep("近的", lon=107.001, lat=25.7, hours="24/7")
    keep("没有点的")
    keep("邻村的", village=OTHER_VILLAGE, lon=107.002, lat=25.7)
    found = facilities.near(VILLAGE, NOON, (107.0, 25.7))
    names = ["近的", "邻村的", "远的", "没有点的"]
    assert [one.facility.name for one in found] == names
    assert [one.metres for one in found] == [100, 201, 2006, None]
    assert found[0].hours is not None
    assert found[0].hours.is_open
    assert found[2].hours is not None
    assert not found[2].hours.is_open
    unknown = facilities.near(VILLAGE, NOON)
    assert unknown[-1].facility.name == "邻村的"


def test_a_facility_is_changed_under_its_name_and_closed(locality: Locality) -> None:
    number = keep("卫生室", hours="Mo-Fr 08:00-11:00", services="拿药\n量血压")
    assert keep("卫生室", hours="24/7") == number
    (one,) = facilities.near(VILLAGE, NOON)
    assert one.services == []
    assert one.hours is not None
    for fields, code in (
        ({"hours": "soon"}, "BAD_HOURS:soon"),
        ({"kind": "bar"}, "BAD:kind"),
        ({"lon": 107.0}, "BAD:point"),
        ({"name": " "}, "MISSING:name"),
        ({"village": TOWNSHIP}, f"UNKNOWN_PLACE:{TOWNSHIP}"),
    ):
        with pytest.raises(Refused) as refused:
            keep(**{"name": "新的"} | fields)  # type: ignore[arg-type]
        assert [str(reason) for reason in refused.value.reasons] == [code]
    facilities.close_facility(told(), number, date(2026, 3, 2))
    assert facilities.near(VILLAGE, NOON) == []
    with pytest.raises(Refused):
        facilities.close_facility(told(), number, date(2026, 3, 2))
    keep("卫生室")
    assert Facility.objects.count() == 2


def test_everybody_sees_what_is_near_and_only_the_publisher_keeps_it(
    signed: Signed, locality: Locality
) -> None:
    number = keep("卫生室", hours="Mo-Fr 08:00-11:00; PH off", lon=107.0, lat=25.7)
    page = reverse("web:facilities", args=[VILLAGE])
    shown = Client().get(page, {"longitude": "107.01", "latitude": "25.7"})
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "卫生室" in text
    assert "周一至周五 8:00-11:00；节假日休息" in text
    assert "约1,003米" in text
    assert "登记或修改一处" not in text
    assert Client().get(page, {"longitude": "nan°"}).status_code == 200
    assert Client().get(reverse("web:facilities", args=["52"])).status_code == 404
    form = {"act": "keep", "name": "文化室", "kind": "activity", "hours": "Mo-Su"}
    assert signed("陈专干").post(page, form).status_code == 404
    leader = signed("吴镇长")
    refused = leader.post(page, form)
    assert refused.status_code == 422
    assert "开放时间读不懂" in refused.content.decode()
    assert leader.post(page, form | {"hours": "24/7"}).status_code == 302
    close = {"act": "close", "facility": str(number)}
    assert leader.post(page, close).status_code == 302
    assert leader.post(page, close).status_code == 404
    assert "文化室" in leader.get(page).content.decode()
