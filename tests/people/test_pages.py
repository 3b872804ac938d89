"""One's own page, and the cast of a demonstration."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.people.locality import GRID, VILLAGE, Locality, settle
from yuanluo.people import own
from yuanluo.people.models import Account, Opening, Person
from yuanluo.people.openings import ToOpen, open_field
from yuanluo.people.queries import standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def locality() -> Locality:
    return settle()


def signed_in(client: Client, person: Person) -> Client:
    account = Account.objects.create_user(f"a{person.pk}", person=person)
    client.force_login(account)
    return client


def test_one_reads_who_looked_when_and_what_for(
    client: Client, locality: Locality
) -> None:
    yang = locality.people["杨小明"]
    acting = locality.acting("陈专干", timezone.now())
    open_field(acting, ToOpen(yang.pk, "phone", "matter", "M42"))
    page = signed_in(client, yang).get(reverse("people:me")).content.decode()
    for words in ("陈专干", "手机号", "办理一件事", "M42", "马鞍社区 专干"):
        assert words in page
    neighbour = signed_in(Client(), locality.people["林秀英"])
    assert "M42" not in neighbour.get(reverse("people:me")).content.decode()


def test_nobody_who_looked_falls_off_the_end(
    client: Client, locality: Locality
) -> None:
    """Several in one moment are each told once, and all of them can be reached."""
    yang, clerk = locality.people["杨小明"], locality.people["陈专干"]
    now = timezone.now()
    Opening.objects.bulk_create(
        Opening(
            at=now - timedelta(hours=n // 3),
            by=clerk,
            person=yang,
            field="phone",
            purpose="matter",
            subject=f"M{n:03}",
        )
        for n in range(120)
    )
    signed_in(client, yang)
    first = client.get(reverse("people:me")).content.decode()
    assert "一共120次。" in first
    assert "下面是最近10次。" in first
    assert "M000" in first
    address, told = reverse("people:looked"), []
    assert f'href="{address}"' in first
    for shown in (50, 50, 20):
        page = client.get(address).content.decode()
        assert "一共120次。" in page
        here = re.findall(r" · (M\d{3})", page)
        assert len(here) == shown
        told += here
        older = re.search(r'rel="next" href="([^"]+)"', page)
        address = older.group(1) if older else ""
    assert not address
    assert sorted(told) == [f"M{n:03}" for n in range(120)]
    for odd in ("0", "x", "9" * 30, "-1"):
        answer = client.get(reverse("people:looked"), {"before": odd})
        assert len(re.findall(r" · M\d{3}", answer.content.decode())) == 50


def test_another_s_looks_lead_nowhere(client: Client, locality: Locality) -> None:
    yang, lin = locality.people["杨小明"], locality.people["林秀英"]
    clerk, now = locality.people["陈专干"], timezone.now()
    mine, hers = (
        Opening.objects.create(
            at=now - timedelta(days=1) * n,
            by=clerk,
            person=one,
            field="phone",
            purpose="matter",
            subject=words,
        )
        for n, (one, words) in enumerate([(yang, "甲事"), (lin, "乙事")])
    )
    page = signed_in(client, yang).get(reverse("people:looked"), {"before": hers.pk})
    assert mine.subject in page.content.decode()
    assert hers.subject not in page.content.decode()
    client.force_login(Account.objects.create_superuser("operator"))
    assert client.get(reverse("people:looked")).status_code == 404


def test_the_page_is_for_who_is_signed_in_and_is_not_kept(client: Client) -> None:
    answer = client.get(reverse("people:me"))
    assert answer.status_code == 302
    assert "no-store" in answer.headers["Cache-Control"]


def test_one_keeps_ones_looks_on_every_device(
    client: Client, locality: Locality
) -> None:
    yang = locality.people["杨小明"]
    wished = {"large_type": "on", "language": "en", "name": "别的名字"}
    answer = signed_in(client, yang).post(reverse("people:me"), wished)
    assert answer.status_code == 302
    assert answer.cookies["type"].value == "large"
    assert answer.cookies["language"].value == "en"
    yang.refresh_from_db()
    assert (yang.large_type, yang.language, yang.name) == (True, "en", "杨小明")


def test_who_is_in_no_register_says_what_they_are_called(client: Client) -> None:
    stranger = Person.objects.create(name="*0009", phone="13900000009")
    wished = {"language": "zh-hans", "name": " 过路人 "}
    signed_in(client, stranger).post(reverse("people:me"), wished)
    stranger.refresh_from_db()
    assert stranger.name == "过路人"


def test_an_operator_without_a_person_has_a_page_too(client: Client) -> None:
    client.force_login(Account.objects.create_superuser("operator"))
    assert client.get(reverse("people:me")).status_code == 200
    assert client.post(reverse("people:me"), {"language": "en"}).status_code == 200


def test_posts_are_listed(client: Client, locality: Locality) -> None:
    page = signed_in(client, locality.people["周网格"]).get(reverse("people:me"))
    for words in ("网格员", "一网格", "入户走访"):
        assert words in page.content.decode()


# A second factor


@pytest.mark.parametrize(
    ("shown", "has_posts"),
    [
        ([], False),
        ([{"method": "code"}], False),
        ([{"method": "password"}], False),
        ([{"method": "password"}, {"method": "mfa", "type": "totp"}], True),
        ([{"method": "mfa", "type": "webauthn", "passwordless": True}], True),
    ],
)
def test_posts_need_a_second_factor_where_that_is_asked(
    settings: Any, client: Client, locality: Locality, shown: list[Any], has_posts: bool
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    signed_in(client, locality.people["陈专干"])
    session = client.session
    session["account_authentication_methods"] = shown
    session.save()
    request = RequestFactory().get("/")
    request.session = session
    request.user = Account.objects.get(person=locality.people["陈专干"])
    assert bool(standing_of(request).posts) == has_posts
    page = client.get(reverse("people:me")).content.decode()
    assert ("您的岗位还用不了" in page) != has_posts


def test_a_resident_needs_no_second_factor(
    settings: Any, client: Client, locality: Locality
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = Account.objects.create_user("y", person=locality.people["杨小明"])
    assert standing_of(request).home_village == VILLAGE


# The cast


@pytest.fixture
def cast(locality: Locality, settings: Any) -> Locality:
    settings.DEMO = True
    Person.objects.update(generated=True)
    locality.person("真人")
    locality.appoint("真人", "grid-member", GRID)
    return locality


def test_outside_a_demonstration_there_is_no_such_page(
    client: Client, locality: Locality
) -> None:
    Person.objects.update(generated=True)
    yang = locality.people["杨小明"].pk
    assert client.get(reverse("people:demo")).status_code == 404
    for address in (reverse("people:step-in", args=[yang]), reverse("people:step-out")):
        assert client.post(address).status_code == 404
    assert not Account.objects.exists()


def test_however_many_there_are_every_place_has_its_cast(
    cast: Locality, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A town of two thousand posts leaves none of the places after it out."""
    monkeypatch.setattr(own, "CAST_MOST", 12)
    before = own.scenes(timezone.localdate())
    for number in range(20):
        cast.person(f"示例{number}")
        cast.appoint(f"示例{number}", "grid-member", GRID)
    Person.objects.update(generated=True)
    after = own.scenes(timezone.localdate())
    assert [one.place for one in after] == [one.place for one in before]
    assert [len(one.members) for one in after] == [len(one.members) for one in before]


def test_the_cast_is_shown_by_place_and_role(client: Client, cast: Locality) -> None:
    page = client.get(reverse("people:demo")).content.decode()
    for words in ("马鞍社区", "金星村", "克度镇", "陈专干 · 专干", "杨小明 · 居民"):
        assert words in page
    assert "真人" not in page


def test_one_click_steps_into_somebody_and_out(client: Client, cast: Locality) -> None:
    chen = cast.people["陈专干"]
    step = reverse("people:step-in", args=[chen.pk])
    assert client.get(step).status_code == 405
    assert client.post(step).status_code == 302
    assert client.session["_auth_user_id"] == str(Account.objects.get(person=chen).pk)
    assert "您现在是陈专干" in client.get(reverse("people:demo")).content.decode()
    client.post(step)
    assert Account.objects.count() == 1
    client.post(reverse("people:step-out"))
    assert "_auth_user_id" not in client.session


def test_nobody_steps_into_a_real_person(client: Client, cast: Locality) -> None:
    for person in (cast.people["真人"].pk, 4711):
        answer = client.post(reverse("people:step-in", args=[person]))
        assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_cast_has_its_posts_where_a_second_factor_is_asked(
    client: Client, cast: Locality, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client.post(reverse("people:step-in", args=[cast.people["陈专干"].pk]))
    page = client.get(reverse("people:me")).content.decode()
    assert "您的岗位还用不了" not in page


def test_an_appointment_that_ended_is_off_the_page(
    client: Client, locality: Locality
) -> None:
    day = timezone.localdate() - timedelta(days=1)
    locality.people["周网格"].appointments.update(until=day)
    page = signed_in(client, locality.people["周网格"]).get(reverse("people:me"))
    assert "入户走访" not in page.content.decode()


def test_every_page_of_a_demonstration_says_so_and_who_one_is(
    client: Client, cast: Locality
) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "演示：里面的人都是编的" in page
    client.post(reverse("people:step-in", args=[cast.people["陈专干"].pk]))
    page = client.get(reverse("people:me")).content.decode()
    assert "演示：您是陈专干" in page


def test_outside_a_demonstration_nothing_speaks_of_one(client: Client) -> None:
    assert "演示" not in client.get(reverse("account_login")).content.decode()
