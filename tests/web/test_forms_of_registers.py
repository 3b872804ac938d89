"""Forms of those who serve and of what is near, sent wrong: said beside the question.

Whatever a browser or somebody with patience may send: nothing, too much, days that are
none, the numbers of strangers, signs of a page, the same form twice. What was typed
stays, nothing breaks, and nothing is told of whom the form does not offer.
"""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.locality import (
    OTHER_VILLAGE,
    TOWNSHIP,
    VILLAGE,
    Locality,
    settle,
)
from yuanluo.people.models import (
    Account,
    Appointment,
    Body,
    Cadre,
    Household,
    Post,
    Reserve,
    Residency,
)
from yuanluo.territory.models import Facility, Home, Place

REFUSED, DONE, MISSING = 422, 302, 404
HTML = '"><script>alert(1)</script>'
FIELD = re.compile(
    r'class="error" id="([^"]+)-error">(?:<svg.*?</svg>)?<span>([^<]+)</span>',
    re.DOTALL,
)


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    made = settle()
    leader = Post.objects.filter(key="leader")
    leader.update(powers="see appoint people export publish")
    # Somebody of another township, whom nobody here has business with.
    Place.objects.create(code="522727001", name="金盆街道", level="township")
    far = Place.objects.create(code="522727001004", name="新兴社区", level="village")
    home = Home.objects.create(village=far, address="9栋")
    household = Household.objects.create(home=home, name="远家")
    made.person("远处某人")
    Residency.objects.create(
        person=made.people["远处某人"], household=household, since="2020-01-01"
    )
    return made


@pytest.fixture
def leader(locality: Locality) -> Client:
    client = Client()
    person = locality.people["吴镇长"]
    client.force_login(Account.objects.create_user("wu", person=person))
    return client


def errors(text: str) -> dict[str, str]:
    """Give what a page says beside its questions."""
    return {name: unescape(words) for name, words in FIELD.findall(text)}


def wrong(client: Client, address: str, form: dict[str, str]) -> tuple[str, set[str]]:
    """Send a form that must be refused; give the page, and where it says so."""
    answer = client.post(address, {"request_id": str(uuid4()), **form})
    text = answer.content.decode()
    assert answer.status_code == REFUSED, (form, answer.status_code)
    assert "<script>alert" not in text
    assert 'role="alert"' in text or errors(text), "said nowhere"
    return text, set(errors(text))


Sent = dict[str, str]


def appointing(locality: Locality) -> Sent:
    return {
        "q": "杨",
        "person": str(locality.people["杨小明"].pk),
        "since": "2026-03-01",
        "reason": "补上空缺",
    }


def test_appointing(locality: Locality, leader: Client) -> None:
    address = reverse("web:appoint", args=[VILLAGE, "clerk"])
    for change, beside in (
        ({"person": ""}, {"f-person"}),
        ({"person": "远"}, {"f-person"}),
        ({"since": ""}, {"f-since"}),
        ({"since": "2026-02-30"}, {"f-since"}),
        ({"since": "0202-03-01"}, {"f-since"}),
        ({"until": "2026-02-01"}, {"f-until"}),
        ({"until": "99999-01-01"}, {"f-until"}),
        ({"phone": HTML}, {"f-phone"}),
        ({"phone": "1" * 21}, {"f-phone"}),
        ({"reason": ""}, {"f-reason"}),
        ({"reason": "长" * 201}, {"f-reason"}),
        ({"since": "", "reason": "", "phone": "x"}, {"f-since", "f-reason", "f-phone"}),
    ):
        form = appointing(locality) | change
        text, said = wrong(leader, address, form)
        # A choice of several is a set of its own id.
        assert {one.removesuffix("-set") for one in said} >= beside, said
        for name in ("since", "phone"):
            if typed := form.get(name):
                assert f'name="{name}"' in text
                assert typed in unescape(text), name
        held = Appointment.objects.filter(person=locality.people["杨小明"])
        assert not held.exists()


def test_full_width_digits_are_a_day_and_html_is_only_words(
    locality: Locality, leader: Client
) -> None:
    address = reverse("web:appoint", args=[VILLAGE, "clerk"])
    form = appointing(locality) | {"since": "２０２６-０３-０１", "reason": HTML}
    assert leader.post(address, form).status_code == DONE
    held = Appointment.objects.get(person=locality.people["杨小明"])
    assert held.since.isoformat() == "2026-03-01"
    shown = leader.get(reverse("web:staff", args=[VILLAGE])).content.decode()
    assert "<script>alert" not in shown


def test_the_number_of_a_stranger_names_nobody(
    locality: Locality, leader: Client
) -> None:
    """A number typed into a form is no way to a name of another township."""
    far = locality.people["远处某人"].pk
    nobody = 10**12
    appoint = reverse("web:appoint", args=[VILLAGE, "clerk"])
    enter = {
        "act": "enter",
        "village": VILLAGE,
        "born": "1990-01-01",
        "sex": "man",
        "education": "college",
        "serves_since": "2020-01-01",
        "source": "local",
    }
    pages = (
        (appoint, appointing(locality)),
        (reverse("web:roster", args=[VILLAGE]), enter),
        (reverse("web:reserve", args=[VILLAGE]), enter),
    )
    for address, form in pages:
        said = []
        for number in (far, nobody):
            text, _ = wrong(leader, address, form | {"person": str(number)})
            assert "远处某人" not in text
            said.append(sorted(errors(text).values()))
        assert said[0] == said[1], address
    for model in (Cadre, Reserve):
        assert not model.objects.exists()
    assert not Appointment.objects.filter(person=far).exists()


def test_the_roster(locality: Locality, leader: Client) -> None:
    address = reverse("web:roster", args=[VILLAGE])
    for change, beside in (
        ({"person": ""}, "f-person"),
        ({"person": "１２"}, "f-person"),
        ({"born": "1990-02-30"}, "f-born"),
        ({"born": "2026-01-01"}, "f-born"),
        ({"born": ""}, "f-born"),
        ({"sex": ""}, "f-sex"),
        ({"education": HTML}, "f-education"),
        ({"serves_since": "1991-01-01"}, "f-serves_since"),
        ({"serves_since": "2999-01-01"}, "f-serves_since"),
    ):
        form = {
            "act": "enter",
            "person": str(locality.people["陈专干"].pk),
            "village": VILLAGE,
            "born": "1990-01-01",
            "sex": "woman",
            "education": "college",
            "serves_since": "2015-01-01",
            "returned": "on",
        }
        text, said = wrong(leader, address, form | change)
        assert beside in {one.removesuffix("-set") for one in said}, said
        assert f'value="{(form | change)["serves_since"]}"' in text
        assert re.search(r'name="returned"[^>]* checked', text)
        assert not Cadre.objects.exists()


def test_reserve_cadres(locality: Locality, leader: Client) -> None:
    address = reverse("web:reserve", args=[VILLAGE])
    enter = {
        "act": "enter",
        "q": "杨",
        "person": str(locality.people["杨小明"].pk),
        "village": VILLAGE,
        "source": "local",
    }
    _, said = wrong(leader, address, enter | {"source": HTML})
    assert said == {"f-source"}
    request = str(uuid4())
    for _ in range(2):
        sent = leader.post(address, enter | {"request_id": request})
        assert sent.status_code == DONE
    row = Reserve.objects.get()
    place = {"act": "place", "reserve": str(row.pk), "village": VILLAGE}
    work = place | {"work": "报账员", "since": row.since.isoformat()}
    for change, beside in (
        ({"work": ""}, "work"),
        ({"work": "长" * 81}, "work"),
        ({"since": "2001-01-01"}, "since"),
        ({"since": "soon"}, "since"),
        ({"until": row.since.isoformat()}, "until"),
        ({"until": "9999-01-01"}, "until"),
    ):
        form = work | change
        text, said = wrong(leader, address, form)
        assert said == {f"{beside}-{row.pk}"}, change
        assert f'value="{form["since"]}"' in text
    assert leader.post(address, work).status_code == DONE
    done = row.placements.get()
    note = {"act": "progress", "placement": str(done.pk)}
    for words in ("", "长" * 201):
        text, said = wrong(leader, address, note | {"progress": words})
        assert said == {f"progress-{done.pk}"}
        assert words in text
    leave = {"act": "leave", "reserve": str(row.pk)}
    _, said = wrong(leader, address, leave | {"outcome": "promoted"})
    assert said == {f"outcome-{row.pk}"}


def test_what_is_of_others_is_answered_as_what_is_not_there(
    locality: Locality, leader: Client
) -> None:
    far = locality.people["远处某人"]
    fields = {"person": far, "place_id": "522727001004", "since": "2026-01-01"}
    line = Cadre.objects.create(
        **fields,
        born="1990-01-01",
        woman=True,
        education="college",
        serves_since="2020-01-01",
    )
    young = Reserve.objects.create(**fields, source="local")
    work = young.placements.create(
        place_id="522727001004", work="报账员", since="2026-02-01"
    )
    roster, reserve = (
        reverse(name, args=[VILLAGE]) for name in ("web:roster", "web:reserve")
    )
    day = {"village": VILLAGE, "work": "x", "since": "2026-03-01"}
    for address, form, number in (
        (roster, {"act": "strike", "reason": "调走"} | {"cadre": ""}, line.pk),
        (reserve, {"act": "place", "reserve": ""} | day, young.pk),
        (reserve, {"act": "leave", "reserve": "", "outcome": "left"}, young.pk),
        (reserve, {"act": "progress", "placement": "", "progress": "x"}, work.pk),
    ):
        key = next(name for name, value in form.items() if not value)
        said = []
        for told in (number, 10**12):
            text, _ = wrong(leader, address, form | {key: str(told)})
            assert "远处某人" not in text
            said.append(re.findall(r'role="alert".*?</div>', text, re.DOTALL))
        assert said[0] == said[1], form


def test_the_tree_of_bodies(locality: Locality, leader: Client) -> None:
    top = Body.objects.get(place=VILLAGE)
    low = Body.objects.create(
        charter_id="testland", key="b", title="支部 / B", place_id=VILLAGE, above=top
    )
    address = reverse("web:organisation", args=[TOWNSHIP])
    form = {"body": str(top.pk), "above": str(low.pk), "reason": "试试"}
    for change, beside in (
        ({}, "f-above"),
        ({"above": str(top.pk)}, "f-above"),
        ({"above": "", "reason": " "}, "f-reason"),
        ({"above": "", "reason": "长" * 201}, "f-reason"),
        ({"body": "１"}, "f-body"),
        ({"above": "x"}, "f-body"),
    ):
        _, said = wrong(leader, address, form | change)
        assert said == {beside}, change
    top.refresh_from_db()
    assert top.above is None


def facility(**fields: str) -> Sent:
    return {"act": "keep", "name": "卫生室", "kind": "clinic"} | fields


def test_a_facility(leader: Client) -> None:
    address = reverse("web:facilities", args=[VILLAGE])
    for change, beside in (
        ({"name": " "}, "name"),
        ({"name": "长" * 81}, "name"),
        ({"kind": "bar"}, "kind"),
        ({"address": "长" * 121}, "address"),
        ({"phone": "1" * 21}, "phone"),
        ({"hours": "看情况"}, "hours"),
        ({"hours": "周一 25:00-26:00"}, "hours"),
        ({"hours": HTML}, "hours"),
        ({"services": "长" * 1001}, "services"),
    ):
        form = facility(address="三组", hours="每天 18:00-2:00") | change
        text, said = wrong(leader, address, form)
        assert said == {beside}, said
        for value in form.values():
            assert value.strip() in unescape(text)
        assert not Facility.objects.exists()


def test_a_facility_is_renamed_in_peoples_words_and_stays_where_it_is(
    leader: Client,
) -> None:
    address = reverse("web:facilities", args=[VILLAGE])
    first = facility(
        hours="周一至周五 8：30-12点；节假日休息", longitude="107", latitude="25.7"
    )
    assert leader.post(address, first).status_code == DONE
    row = Facility.objects.get()
    assert (row.hours, row.lon) == ("Mo-Fr 08:30-12:00; PH off", 107.0)
    assert "周一至周五 8:30-12:00；节假日休息" in leader.get(address).content.decode()
    of = {"of": str(row.pk)}
    assert leader.post(address, facility(name="村卫生室") | of).status_code == DONE
    row = Facility.objects.get()
    assert (row.name, row.lon, row.lat) == ("村卫生室", 107.0, 25.7)
    assert leader.post(address, facility(name="文化室")).status_code == DONE
    text, said = wrong(leader, address, facility(name="文化室") | of)
    assert said == {f"name-{row.pk}"}
    assert "换一个" in text
    # Of another village, and of none at all.
    other = Facility.objects.create(
        village_id=OTHER_VILLAGE, name="邻村的", kind="clinic", since="2026-01-01"
    )
    answers = [
        wrong(leader, address, facility(name="夺来") | {"of": str(number)})[1]
        for number in (other.pk, 10**12)
    ]
    assert answers[0] == answers[1]
    other.refresh_from_db()
    assert other.name == "邻村的"
    close = {"act": "close", "facility": str(other.pk)}
    assert leader.post(address, close).status_code == MISSING
