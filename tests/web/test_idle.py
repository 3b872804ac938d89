"""A session that rests too long ends, and no word that was written is lost."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import VILLAGE, Village
from tests.matters.visiting import text_of, visitor
from yuanluo.web.idle import SEEN

pytestmark = pytest.mark.django_db
MINUTE = 60


def rest(visit: Client, minutes: float) -> None:
    """Let time pass since somebody was here."""
    session = visit.session
    session[SEEN] = int(time.time() - minutes * MINUTE)
    session.save()


def is_in(visit: Client) -> bool:
    return visit.get("/me").status_code == 200


def test_the_figures_are_those_of_the_house() -> None:
    assert configured.IDLE_STAFF_MINUTES == 30
    assert configured.IDLE_RESIDENT_MINUTES == 12 * 60


@pytest.mark.parametrize(
    ("name", "minutes", "stays"),
    [
        ("clerk", 29, True),
        ("clerk", 31, False),
        ("yang", 31, True),
        ("yang", 12 * 60 - 1, True),
        ("yang", 12 * 60 + 1, False),
    ],
)
def test_staff_may_rest_shorter_than_residents(
    small: Village, name: str, minutes: int, stays: bool
) -> None:
    visit = visitor(small, name)
    assert is_in(visit)
    rest(visit, minutes)
    assert is_in(visit) is stays
    assert is_in(visit) is stays, "and it stays so"


def test_being_there_begins_the_time_anew(small: Village) -> None:
    visit = visitor(small, "clerk")
    for _ in range(3):
        rest(visit, 20)
        assert is_in(visit)
        assert time.time() - visit.session[SEEN] < MINUTE


def test_who_reads_is_told_and_goes_on_as_nobody(small: Village) -> None:
    visit = visitor(small, "clerk")
    rest(visit, 31)
    page = text_of(visit.get(f"/p/{VILLAGE}"))
    assert "已经替您退出了" in page
    assert "小村" in page
    assert "login" in visit.get("/work")["Location"]


def test_who_writes_keeps_the_words_and_nothing_is_done(small: Village) -> None:
    matter = small.open()
    visit = visitor(small, "clerk")
    rest(visit, 31)
    answer = visit.post(f"/m/{matter.number}/acts/comment", {"text": "明天 去换灯"})
    assert answer.status_code == 403
    assert "已经替您退出了" in text_of(answer)
    assert "明天 去换灯" in text_of(answer)
    assert "登录" in text_of(answer)


def test_a_program_is_told_to_sign_in(small: Village) -> None:
    visit = visitor(small, "clerk")
    rest(visit, 31)
    answer = visit.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("minutes", [0, 5])
def test_the_time_is_a_setting(small: Village, settings: Any, minutes: int) -> None:
    settings.IDLE_STAFF_MINUTES = minutes
    visit = visitor(small, "clerk")
    rest(visit, 24 * 60 if minutes == 0 else 6)
    assert is_in(visit) is (minutes == 0)


def test_reading_on_writes_nothing(small: Village) -> None:
    visit = visitor(small, "clerk")
    visit.get("/me")
    with CaptureQueriesContext(connection) as asked:
        visit.get("/me")
    assert not [one for one in asked if "UPDATE" in str(one["sql"]).upper()[:6]]
    assert Client().get("/").status_code == 200
