"""Every page of what a village publishes: a title, one heading, a way back, names."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Village
from tests.hearing import Heard
from tests.matters.visiting import visitor
from tests.publicity.stage import VILLAGE, shown
from yuanluo.publicity.models import Channel, Notice
from yuanluo.web.urls import urlpatterns

#: Pictures, paper, packages, and what is only sent.
NO_PAGES = {
    *("notice-photo", "notice-pdf", "notice-archive", "notice-say", "notice-keep"),
}


def pages(notice: Notice) -> dict[str, str]:
    return {
        "notices": f"/p/{VILLAGE}/notices",
        "publication": f"/p/{VILLAGE}/publication",
        "notice": f"/n/{notice.code}",
        "notice-sheet": f"/n/{notice.code}/print",
    }


@pytest.mark.parametrize("who", ["", "yang", "tclerk", "wei"])
def test_every_page_can_be_heard_and_left(here: Village, who: str) -> None:
    notice = shown(here, timezone.now())
    listed = {one.name for one in urlpatterns if str(one.name).startswith("notice")}
    assert set(pages(notice)) == (listed | {"publication"}) - NO_PAGES
    reader = visitor(here, who) if who else Client()
    titles = []
    for address in pages(notice).values():
        answer = reader.get(address)
        assert answer.status_code == 200, address
        page = Heard(answer.content.decode())
        assert page.missing() == [], address
        assert page.back, address
        titles.append(page.title)
    assert len(set(titles)) == len(titles), titles


def test_what_was_taken_down_leads_back_as_well(here: Village) -> None:
    notice = shown(here, timezone.now())
    Notice.objects.filter(pk=notice.pk).update(withdrawn_at=timezone.now())
    answer = Client().get(f"/n/{notice.code}")
    assert answer.status_code == 410
    page = Heard(answer.content.decode())
    assert page.missing() == []
    assert page.back


def test_a_group_that_was_refused_keeps_its_words_in_its_own_form(
    here: Village,
) -> None:
    notice = shown(here, timezone.now())
    clerk, address = visitor(here, "clerk"), f"/n/{notice.code}/keep"
    fresh = clerk.get(f"/n/{notice.code}").content.decode()
    today = timezone.localdate().isoformat()
    assert fresh.count(f'max="{today}" value="{today}"') == 2
    told = {
        "request_id": str(uuid4()),
        "act": "hang",
        "channel": "group",
        "where": "二组微信群",
        "on": "2999-01-01",
    }
    answer = clerk.post(address, told)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert Heard(text).alerts
    board, _, group = text.partition("记一笔：发到群里了")
    assert 'value="二组微信群"' in group
    assert 'value="村公开栏"' in board
    assert not Channel.objects.filter(notice=notice, kind="group").exists()
