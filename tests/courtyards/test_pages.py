"""The pages of a partition: list and map alike, without a script, two at once."""

import csv
import io
import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import VILLAGE
from tests.courtyards.hamlet import LONG_AGO, Hamlet
from tests.matters.visiting import text_of, visitor
from yuanluo.courtyards import actions
from yuanluo.courtyards.models import Allotment, Partition, Plot
from yuanluo.kernel.courtyards.village import Limits
from yuanluo.people.models import Household, Person, Residency
from yuanluo.territory.models import Home, Membership, Place

BASE = f"/p/{VILLAGE}/courtyards"


def drawn(small: Hamlet, **more: Any) -> Partition:
    return small.draw(**{"limits": Limits(8, 8), **more})


def sent(version: int, **more: Any) -> dict[str, Any]:
    return {"version": version, "request_id": str(uuid4()), **more}


def number_of(partition: Partition, home: int) -> int:
    return Allotment.objects.get(partition=partition, home=home).number


def test_drawing_by_form_leads_to_the_map(small: Hamlet) -> None:
    client = visitor(small, "sec")
    asked = {
        "request_id": str(uuid4()),
        "title": "河边合并",
        "least": "8",
        "most": "12",
        "keep": [],
        "together": "",
    }
    answer = client.post(f"{BASE}/new", asked)
    made = Partition.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{BASE}/{made.pk}"
    page = text_of(client.get(answer["Location"]))
    assert "河边合并" in page
    assert len(re.findall(r'<a class="dot ', page)) == 24
    # The list says what the map shows.
    assert page.count('name="home"') == 24
    assert page.count("连成一片") >= 3
    assert "style=" not in page


def test_what_cannot_be_drawn_is_said_on_the_form_with_what_was_written(
    small: Hamlet,
) -> None:
    client = visitor(small, "sec")
    asked = {
        "request_id": str(uuid4()),
        "title": "试试",
        "least": "4",
        "most": "12",
        "together": "1组1号，9组9号\n",
    }
    answer = client.post(f"{BASE}/new", asked)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "认不出的门牌：9组9号" in page
    assert "1组1号，9组9号" in page
    for number in range(12):
        household = Household.objects.create(home_id=small.doors[0], name=f"多{number}")
        person = Person.objects.create(name=f"示例多{number}")
        Residency.objects.create(person=person, household=household, since=LONG_AGO)
    answer = client.post(f"{BASE}/new", {**asked, "together": ""})
    assert answer.status_code == 422
    assert "一处住有 13 户，超过上限 12 户：1组1号" in text_of(answer)
    broken = io.BytesIO(b"{not json")
    broken.name = "river.geojson"
    answer = client.post(f"{BASE}/new", {**asked, "together": "", "barriers": broken})
    assert "不是GeoJSON" in text_of(answer)
    answer = client.post(f"{BASE}/new", {**asked, "together": "", "least": "很少"})
    assert "请写数字" in text_of(answer)
    assert not Partition.objects.exists()


def test_of_a_drawing_only_the_shapes_are_kept(small: Hamlet) -> None:
    """Names may be in it, and characters that one database takes and one does not."""
    river = io.BytesIO(
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":'
        b' {"owner": "a\\u0000", "depth": NaN}, "geometry": {"type": "LineString",'
        b' "coordinates": [[10, 10], [11, 10]]}}]}'
    )
    river.name = "river.geojson"
    asked = {"request_id": str(uuid4()), "title": "", "least": "8", "most": "12"}
    client = visitor(small, "sec")
    answer = client.post(f"{BASE}/new", {**asked, "together": "", "barriers": river})
    assert answer.status_code == 302
    kept = {"type": "LineString", "coordinates": [[10, 10], [11, 10]]}
    assert Partition.objects.get().barriers == {
        "type": "GeometryCollection",
        "geometries": [kept],
    }


def test_a_home_is_moved_by_form_without_a_script(small: Hamlet) -> None:
    one, client = drawn(small), visitor(small, "sec")
    home = small.doors[7]
    # A dot on the map is a link that ticks its home in the list.
    chosen = text_of(client.get(f"{BASE}/{one.pk}?home={home}"))
    assert f'name="home" value="{home}" checked' in chosen
    to = number_of(one, small.doors[8])
    answer = client.post(f"{BASE}/{one.pk}/move", sent(1, home=[home], to=str(to)))
    assert answer.status_code == 302
    page = text_of(client.get(f"{BASE}/{one.pk}"))
    assert "移好了1处。" in page
    assert "少了1户" in page
    assert "多了1户" in page
    assert number_of(one, home) == to
    answer = client.post(f"{BASE}/{one.pk}/undo", sent(2))
    assert answer.status_code == 302
    assert number_of(one, home) != to


def test_htmx_gets_the_part_alone(small: Hamlet) -> None:
    one, client = drawn(small), visitor(small, "sec")
    to = number_of(one, small.doors[8])
    answer = client.post(
        f"{BASE}/{one.pk}/move",
        sent(1, home=[small.doors[7]], to=str(to)),
        headers={"HX-Request": "true"},
    )
    page = text_of(answer)
    assert answer.status_code == 200
    assert page.lstrip().startswith('<div id="partition"')
    assert 'data-version="2"' in page
    assert f'data-focus-home="{small.doors[7]}"' in page
    assert "HX-Request" in answer["Vary"]


def test_the_second_of_two_is_told_who_did_what_and_loses_nothing(
    small: Hamlet,
) -> None:
    one = drawn(small)
    first, second = visitor(small, "sec"), visitor(small, "drawer")
    to = number_of(one, small.doors[8])
    first.post(f"{BASE}/{one.pk}/move", sent(1, home=[small.doors[7]], to=str(to)))
    late = sent(1, home=[small.doors[16]], to=str(to))
    answer = second.post(f"{BASE}/{one.pk}/move", late)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "别人改过了" in page
    assert re.search(r"sec · 把1组8号从\S+移到\S+", page)
    # The choice stands, on the version that is there now: sent again, it is done.
    assert f'name="home" value="{small.doors[16]}" checked' in page
    assert f'<option value="{to}" selected>' in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    again = {**late, "version": version[1], "request_id": str(uuid4())}
    assert second.post(f"{BASE}/{one.pk}/move", again).status_code == 302
    assert number_of(one, small.doors[16]) == to


def test_adopting_by_form_says_what_it_brings_first(small: Hamlet) -> None:
    one = drawn(small)
    client = visitor(small, "sec")
    page = text_of(client.get(f"{BASE}/{one.pk}/adopt"))
    assert "1号院落、2号院落" in page
    # The middle cluster lay half in each of the two courtyards that go on.
    assert "8处" in page
    plots = Plot.objects.filter(partition=one)
    names = {f"name-{p.number}": p.name or "中院" for p in plots}
    today = timezone.localdate().isoformat()
    answer = client.post(f"{BASE}/{one.pk}/adopt", sent(1, since=today, **names))
    assert answer.status_code == 302
    shown = text_of(client.get(f"{BASE}/{one.pk}"))
    assert "正在用" in shown
    assert 'id="move"' not in shown
    assert Place.objects.filter(level="courtyard", name="中院", until=None).exists()
    listed = text_of(client.get(BASE))
    assert "正在用" in listed
    # Adopted, it is no draft: nothing changes it any more.
    answer = client.post(
        f"{BASE}/{one.pk}/move", sent(2, home=[small.doors[0]], to="2")
    )
    assert answer.status_code == 422
    assert "不能再改" in text_of(answer)


def test_why_it_cannot_be_adopted_is_told_and_names_are_kept(small: Hamlet) -> None:
    one, client = drawn(small), visitor(small, "sec")
    to = number_of(one, small.doors[23])
    actions.move(small.acts("sec"), one.pk, 1, [small.doors[0]], to)
    names = {f"name-{n}": f"名{n}" for n in (1, 2, 3)}
    today = timezone.localdate().isoformat()
    answer = client.post(f"{BASE}/{one.pk}/adopt", sent(2, since=today, **names))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "户数不在上下限里" in page
    assert "没有连成一片" in page
    assert 'value="名2"' in page
    answer = client.post(f"{BASE}/{one.pk}/adopt", sent(2, since="哪天", **names))
    assert "从哪一天起" in text_of(answer)
    assert Partition.objects.get(pk=one.pk).is_draft


def test_two_are_compared_by_homes_and_figures(small: Hamlet) -> None:
    one, other = drawn(small, title="甲"), drawn(small, title="乙")
    moved = small.doors[7]
    to = number_of(other, small.doors[8])
    actions.move(small.acts("sec"), other.pk, 1, [moved], to)
    client = visitor(small, "sec")
    page = text_of(client.get(f"{BASE}/{one.pk}/compare?with={other.pk}"))
    assert "1处门户不一样" in page
    assert "1组8号" in page
    same = text_of(client.get(f"{BASE}/{one.pk}/compare?with={one.pk}"))
    assert "1处门户不一样" in same


def test_what_is_taken_along_is_whole_and_cannot_act_as_a_formula(
    small: Hamlet,
) -> None:
    Home.objects.filter(pk=small.doors[0]).update(address="=1+1号")
    one, client = drawn(small), visitor(small, "sec")
    answer = client.get(f"{BASE}/{one.pk}/homes.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 25
    assert "'=1+1号" in [row[0] for row in rows]
    assert not any(cell.startswith("=") for row in rows for cell in row)
    answer = client.get(f"{BASE}/{one.pk}/map.geojson")
    document = json.loads(answer.content)
    kinds = [f["geometry"]["type"] for f in document["features"]]
    assert kinds.count("Point") == 24
    assert kinds.count("Polygon") == 3
    sheet = text_of(client.get(f"{BASE}/{one.pk}/print"))
    assert "<svg" in sheet
    assert 'class="sheet a4"' in sheet


@pytest.mark.parametrize(
    ("name", "status"),
    [("sec", 200), ("clerk", 200), ("tclerk", 200), ("yang", 200), ("lee", 200)],
)
def test_who_lives_or_serves_here_may_look(
    small: Hamlet, name: str, status: int
) -> None:
    one, client = drawn(small), visitor(small, name)
    for tail in ("", "/compare", "/print", "/map.geojson", "/homes.csv"):
        assert client.get(f"{BASE}/{one.pk}{tail}").status_code == status
    acts = name == "sec"
    page = text_of(client.get(f"{BASE}/{one.pk}"))
    assert ('id="move"' in page) is acts
    assert client.get(f"{BASE}/new").status_code == (200 if acts else 404)


def test_for_anybody_else_there_is_nothing(small: Hamlet) -> None:
    one = drawn(small)
    wei = visitor(small, "wei")
    for tail in ("", "/compare", "/print", "/map.geojson", "/homes.csv", "/adopt"):
        assert wei.get(f"{BASE}/{one.pk}{tail}").status_code == 404
    assert wei.get(BASE).status_code == 404
    for act in ("move", "undo", "refresh", "withdraw"):
        assert wei.post(f"{BASE}/{one.pk}/{act}", sent(1)).status_code == 404
    # Of another village, it is not there either.
    elsewhere = f"/p/659901001/courtyards/{one.pk}"
    assert visitor(small, "sec").get(elsewhere).status_code == 404
    assert Client().get(BASE).status_code == 302


def test_whoever_may_look_but_not_act_is_refused(small: Hamlet) -> None:
    one, client = drawn(small), visitor(small, "yang")
    answer = client.post(
        f"{BASE}/{one.pk}/move", sent(1, home=[small.doors[0]], to="2")
    )
    assert answer.status_code == 422
    assert client.get(f"{BASE}/{one.pk}/adopt").status_code == 404
    assert Partition.objects.get(pk=one.pk).version == 1


def test_statements_are_equal_at_few_homes_and_at_many(
    small: Hamlet, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection

    one, client = drawn(small), visitor(small, "sec")
    client.get(f"{BASE}/{one.pk}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{BASE}/{one.pk}")
    homes = Home.objects.bulk_create(
        [
            Home(
                village_id=VILLAGE,
                address=f"多{n}号",
                lon=107.33 + n % 20 * 0.0001,
                lat=25.831 + n // 20 * 0.0001,
            )
            for n in range(200)
        ]
    )
    Allotment.objects.bulk_create(
        [
            Allotment(
                partition=one,
                home=home,
                number=1,
                households=1,
                lon=home.lon or 0,
                lat=home.lat or 0,
            )
            for home in homes
        ]
    )
    with CaptureQueriesContext(connection) as many:
        assert client.get(f"{BASE}/{one.pk}").status_code == 200
    assert len(many) == len(few)
    assert Membership.objects.filter(level="courtyard").count() == 24
