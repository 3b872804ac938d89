"""The public pages: what everybody may read of a village, and what nobody can infer."""

import gzip
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import VILLAGE, Village
from tests.matters.visiting import now, text_of, visitor
from yuanluo.matters.models import Matter
from yuanluo.people.models import Appointment
from yuanluo.publicity.models import Notice, ShownSpell

WEIGHT_MOST = 60_000


def ended(small: Village, category: str, days: float) -> Matter:
    """Open a matter and let it have ended, as if after some days."""
    matter = small.open(by="yang", at=now() - timedelta(days=30), category=category)
    Matter.objects.filter(pk=matter.pk).update(
        state="settled",
        result="settled",
        ended_at=matter.opened_at + timedelta(days=days),
    )
    return matter


def notice(at: datetime, **more: object) -> Notice:
    """Put something on show."""
    given = {
        "code": "abc123def456",
        "matter": "2603-AAAAAA",
        "visit": 1,
        "ident": "result",
        "village": VILLAGE,
        "title": "路口的路灯换好了",
        "content": {"title": "", "fields": {"result": "换了两盏"}},
        "sha256": "0" * 64,
        "shown_at": at,
        "ends_at": at + timedelta(days=15),
    }
    made = Notice.objects.create(**given | more)
    ShownSpell.objects.create(notice=made, since=made.shown_at)
    return made


# Finding one's place ------------------------------------------------------------------


def test_a_visitor_finds_the_village_by_its_name(small: Village) -> None:
    client = Client()
    first = text_of(client.get("/"))
    assert "找到您的村" in first
    found = text_of(client.get("/?q=小村"))
    assert f"/p/{VILLAGE}" in found
    client.get(f"/p/{VILLAGE}")
    assert "小村" in text_of(client.get("/")), "remembered on this device"


def test_a_demonstration_lists_the_villages_that_are_in_it(
    small: Village, settings: Any
) -> None:
    assert f"/p/{VILLAGE}" not in text_of(Client().get("/"))
    settings.DEMO = True
    assert f"/p/{VILLAGE}" in text_of(Client().get("/"))


def test_a_resident_comes_home(small: Village) -> None:
    page = text_of(visitor(small, "yang").get("/"))
    assert "<h1>小村</h1>" in page
    assert '"/report"' in page


def test_wider_places_list_their_villages(small: Village) -> None:
    assert f"/p/{VILLAGE}" in text_of(Client().get(f"/p/{VILLAGE[:9]}"))
    assert Client().get(f"/p/{VILLAGE[:6]}000000")["Location"] == f"/p/{VILLAGE[:6]}"


@pytest.mark.parametrize("code", ["abc", "11", "110101001001", "99", f"{VILLAGE}-0001"])
def test_a_place_that_is_not_known_is_not_there(small: Village, code: str) -> None:
    assert Client().get(f"/p/{code}").status_code == 404


def test_the_first_page_is_light(small: Village) -> None:
    """What a phone fetches before it can read: the page, its style, its script."""
    for address in ("/", f"/p/{VILLAGE}"):
        page = text_of(Client().get(address))
        fetched = re.findall(r'(?:src|href)="/static/([^"]+\.(?:css|js|svg))"', page)
        assert fetched
        size = len(gzip.compress(page.encode()))
        for name in set(fetched):
            found = finders.find(name)
            assert isinstance(found, str)
            with open(found, "rb") as file:
                size += len(gzip.compress(file.read()))
        assert size <= WEIGHT_MOST


# What is public, and what is not ------------------------------------------------------


def test_public_matters_are_listed_and_private_ones_are_nowhere(
    small: Village,
) -> None:
    public = small.open(by="yang", at=now(), category="light", title="路灯13800001234")
    private = small.open(by="yang", at=now(), category="quarrel", title="吵起来了")
    inner = small.open(by="yang", at=now(), title="问个事")
    page = text_of(Client().get(f"/p/{VILLAGE}"))
    assert public.number in page
    assert "13800001234" not in page
    assert "zhou" not in page.split("谁在管")[0], "posts answer in public, not people"
    for hidden in (private, inner):
        assert hidden.number not in page
        assert hidden.title not in page


def test_private_matters_change_no_figure(small: Village) -> None:
    for days in (1, 2, 3, 4, 10):
        ended(small, "light", days)
    before = text_of(Client().get(f"/p/{VILLAGE}"))
    assert "共5件" in before
    assert "<strong>3.0</strong>" in before
    for _ in range(7):
        ended(small, "quarrel", 1)
    after = text_of(Client().get(f"/p/{VILLAGE}"))
    changing = re.compile(r"nonce=\"[^\"]+\"|value=\"\w{64}\"")
    assert changing.sub("", after) == changing.sub("", before)


def test_too_few_are_not_counted(small: Village) -> None:
    for days in (1, 2, 3, 4):
        ended(small, "light", days)
    page = text_of(Client().get(f"/p/{VILLAGE}"))
    assert "不足5件不显示" in page
    assert "共4件" not in page


def test_statements_do_not_grow(small: Village) -> None:
    Client().get(f"/p/{VILLAGE}")
    counted = []
    for more in (1, 19):
        for _ in range(more):
            small.open(by="yang", at=now(), category="light")
            ended(small, "light", 2)
        with CaptureQueriesContext(connection) as seen:
            Client().get(f"/p/{VILLAGE}")
        counted.append(len(seen))
    assert counted[0] == counted[1]


# Whom to turn to ----------------------------------------------------------------------


def test_a_door_tells_who_answers_nearest_first(small: Village) -> None:
    home = small.stage.homes["yang"]
    found = text_of(Client().get(f"/p/{VILLAGE}/doors?q=yang"))
    assert f"/p/{VILLAGE}/doors/{home}" in found
    page = text_of(Client().get(f"/p/{VILLAGE}/doors/{home}"))
    assert page.index("网格员") < page.index("专干")


def test_only_posts_that_may_be_contacted_have_name_and_number(small: Village) -> None:
    """In the small charter no post opens its number; a person's own is never told."""
    Appointment.objects.update(phone="0854-4820001")
    page = text_of(Client().get(f"/p/{VILLAGE}/doors/{small.stage.homes['yang']}"))
    assert "0854-4820001" not in page
    assert "zhou" not in page


def test_ones_own_door_is_one_tap_away(small: Village) -> None:
    home = small.stage.homes["yang"]
    answer = visitor(small, "yang").get("/contacts")
    assert answer["Location"] == f"/p/{VILLAGE}/doors/{home}"


def test_a_door_of_another_village_is_not_there(small: Village) -> None:
    home = small.stage.homes["yang"]
    assert Client().get(f"/p/110101001001/doors/{home}").status_code == 404
    assert Client().get(f"/p/{VILLAGE}/doors/{home + 10_000}").status_code == 404


# Notices ------------------------------------------------------------------------------


def test_a_notice_shows_what_it_says_on_screen_and_on_paper(small: Village) -> None:
    shown = notice(timezone.now())
    assert f"/n/{shown.code}" in text_of(Client().get(f"/p/{VILLAGE}"))
    page = text_of(Client().get(f"/n/{shown.code}"))
    assert "换了两盏" in page
    sheet = text_of(Client().get(f"/n/{shown.code}/print"))
    assert "换了两盏" in sheet
    assert "<svg" in sheet
    assert f"testserver/n/{shown.code}" in sheet


def test_a_notice_leads_to_its_matter_only_if_that_is_public(small: Village) -> None:
    private = small.open(by="yang", at=now(), category="quarrel")
    shown = notice(timezone.now(), matter=private.number)
    assert private.number not in text_of(Client().get(f"/n/{shown.code}"))


def test_a_notice_that_was_taken_down_says_so_and_nothing_more(small: Village) -> None:
    shown = notice(timezone.now() - timedelta(days=2), withdrawn_at=timezone.now())
    answer = Client().get(f"/n/{shown.code}")
    assert answer.status_code == 410
    assert "已经撤下" in text_of(answer)
    assert "换了两盏" not in text_of(answer)
    assert shown.title not in text_of(Client().get(f"/p/{VILLAGE}/notices"))
    assert Client().get("/n/nothing").status_code == 404


def test_old_notices_stay_readable(small: Village) -> None:
    old = notice(timezone.now() - timedelta(days=40))
    assert old.title not in text_of(Client().get(f"/p/{VILLAGE}"))
    assert "公示已满" in text_of(Client().get(f"/p/{VILLAGE}/notices"))


def test_things_take_until_they_are_done_not_until_their_notice_is_over(
    small: Village,
) -> None:
    for n in range(5):
        matter = ended(small, "light", 20)
        done = matter.opened_at + timedelta(days=3)
        notice(done, code=f"done{n}", matter=matter.number)
    assert "<strong>3.0</strong>" in text_of(Client().get(f"/p/{VILLAGE}"))
