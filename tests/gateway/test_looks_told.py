"""A look beyond one's own places is told to supervisors and to the person, by name of
nobody; so is the week, and so are copies of a register."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from tests.people.locality import (
    MORNING,
    OTHER_VILLAGE,
    VILLAGE,
    Locality,
    settle,
)
from tests.people.test_register_pages import client_of
from yuanluo.gateway import jobs
from yuanluo.gateway.actions import sending
from yuanluo.gateway.carriers import Mail
from yuanluo.gateway.models import Notification
from yuanluo.people import looks
from yuanluo.people.copying import ToCopy, ask_copy, decide_copy
from yuanluo.people.models import Account, Post
from yuanluo.people.openings import ToOpen, break_glass, open_field
from yuanluo.record import actions as record

REASON = "山洪要来了快通知人"


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    made = settle()
    for key, powers in (
        ("clerk", "see people export"),
        ("leader", "see supervise"),
        ("grid-member", "see report"),
    ):
        Post.objects.filter(key=key).update(powers=powers)
    made.appoint("蒋专干", "clerk", VILLAGE)
    wei = made.people["韦老三"]
    wei.phone = "13800000077"
    wei.save(update_fields=["phone"])
    return made


def told(locality: Locality) -> dict[str, list[str]]:
    """Give who has which titles on the page of notices."""
    record.sequence()
    jobs.tell(MORNING)
    names = {one.pk: name for name, one in locality.people.items()}
    found: dict[str, list[str]] = {}
    for one in Notification.objects.on_page().order_by("pk"):
        assert one.person_id is not None
        found.setdefault(names[one.person_id], []).append(one.title)
    return found


def broken(locality: Locality) -> None:
    wei = locality.people["韦老三"].pk
    break_glass(locality.acting("陈专干"), OTHER_VILLAGE, REASON)
    open_field(locality.acting("陈专干"), ToOpen(wei, "phone", "emergency"))


def test_a_broken_glass_is_told_to_the_supervisor_and_each_look_to_the_person_too(
    locality: Locality,
) -> None:
    broken(locality)
    assert told(locality) == {
        "吴镇长": ["金星村：有人破例查看一小时", "金星村：破例打开了一个人的资料"],
        "韦老三": ["有人破例看了您的资料"],
    }
    assert told(locality)["韦老三"] == ["有人破例看了您的资料"]
    for one in Notification.objects.all():
        for personal in ("韦", "陈", "1380", REASON):
            assert personal not in one.title + one.body
        # Nor does a supervisor's notice say whose field it was.
        assert "person:" not in one.subject


def test_a_look_at_home_is_told_to_nobody_at_once(locality: Locality) -> None:
    yang = locality.people["杨小明"].pk
    open_field(locality.acting("陈专干"), ToOpen(yang, "phone", "visit"))
    assert told(locality) == {}


def test_notices_lead_to_where_it_can_be_read(locality: Locality) -> None:
    broken(locality)
    told(locality)
    for name, address in (
        ("韦老三", reverse("people:me")),
        ("吴镇长", reverse("people:looks")),
    ):
        page = client_of(locality, name).get(reverse("gateway:notices"))
        assert f'href="{address}' in page.content.decode()
        answer = client_of(locality, name).get("/api/v1/notices").json()["items"][0]
        assert answer["number"] == ""
        assert answer["url"].startswith(address)
    seen = client_of(locality, "吴镇长").get(
        f"{reverse('people:looks')}?week=2026-03-02"
    )
    assert REASON in seen.content.decode()
    mine = client_of(locality, "韦老三").get(reverse("people:me")).content.decode()
    assert REASON in mine


def test_it_goes_by_mail_with_a_link_that_opens(locality: Locality) -> None:
    wei = locality.people["韦老三"]
    Account.objects.create_user("wei", person=wei, email="wei@example.com")
    broken(locality)
    told(locality)
    assert sending.send(sending.take_up(MORNING), MORNING, {"mail": Mail()}) == 1
    assert "/me#looked" in mail.outbox[0].body


def test_the_week_is_told_to_who_supervises_there(locality: Locality) -> None:
    yang = locality.people["杨小明"].pk
    open_field(locality.acting("陈专干"), ToOpen(yang, "phone", "visit"))
    looks.tell_week(MORNING + timedelta(days=7))
    assert told(locality) == {"吴镇长": ["克度镇：上周资料打开了1次"]}
    page = client_of(locality, "吴镇长").get(reverse("gateway:notices"))
    assert "week=2026-03-02" in page.content.decode()


def test_a_copy_is_told_to_who_may_agree_and_the_answer_to_who_asked(
    locality: Locality,
) -> None:
    answer = ask_copy(
        locality.acting("陈专干"), ToCopy(VILLAGE, "report", "民政办要老人数")
    )
    title = "马鞍社区：有人要导出户籍册，请您看一看"
    assert told(locality) == {"蒋专干": [title], "吴镇长": [title]}
    decide_copy(locality.acting("蒋专干"), answer.content["copy"], agree=True)
    assert told(locality)["陈专干"] == ["马鞍社区：导出户籍册同意了"]
    page = client_of(locality, "陈专干").get(reverse("gateway:notices"))
    assert answer.content["copy"] in page.content.decode()
