"""What a village publishes, on a phone and on paper: read, objected to, missed."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.journeys import MAAN, Walker, ago, photo, told
from tests.cast import Village
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.publishing import last_ended
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.publishing import open_due
from yuanluo.publicity.models import Notice, PublicationDue
from yuanluo.record.actions import checkpoint, sequence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]
LINES = [
    ("经营收入", "in", "18600", "门面出租六间"),
    ("补助收入", "in", "12000", "县财政运转补助"),
    ("管理费支出", "out", "1260.50", "水电、打印纸，票据五张"),
    ("公益支出", "out", "5400", "补助残疾居民"),
]


def quarters(back: int) -> list[date]:
    """Give the last days of the quarters that ended, the newest first."""
    found, day = [], timezone.localdate()
    for _ in range(back):
        period = last_ended("quarterly", day)
        assert period is not None
        found.append(period.ends)
        day = period.ends
    return found


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), SHANGHAI)


def published(maan: Village) -> Notice:
    """Let three quarters be due, most of them published, and the accounts be new."""
    accounts: Notice | None = None
    for ends in reversed(quarters(3)):
        open_due(morning(ends + timedelta(days=1)), 1000)
    for due in PublicationDue.objects.filter(village=MAAN).order_by("id"):
        newest = due.period_ends == quarters(1)[0]
        if newest and due.publication not in {"finance", "community-funds"}:
            continue
        days = 20 if due.publication == "community-relief" else 10
        moment = morning(due.period_ends + timedelta(days=days))
        if newest:
            moment = ago(hours=50)
        if due.publication == "finance":
            rows = [
                {"what": what, "way": way, "amount": amount, "note": note}
                for what, way, amount, note in LINES
            ]
            clerk, wei = maan.acting("王专干", moment), maan.acting("韦监督", moment)
            acts.do(due.matter, "submit", {"lines": rows}, clerk)
            acts.do(due.matter, "sign", {"checked": "逐笔核对，票据齐全"}, wei)
            accounts = Notice.objects.get(matter=due.matter)
        else:
            rows = [{"what": "逐项", "said": "见公开栏"}]
            clerk = maan.acting("王专干", moment)
            acts.do(due.matter, "publish", {"lines": rows}, clerk)
    assert accounts is not None
    return accounts


def test_a_resident_objects_on_a_phone_and_everybody_reads_it(
    walk: Walk, maan: Village
) -> None:
    notice = published(maan)
    yang = walk()
    yang.sign_in(maan, "杨甲")
    page = yang.page
    page.goto(f"/n/{notice.code}")
    expect(page.get_by_text("5,400")).to_be_visible()
    yang.looks()
    page.get_by_text("提异议，或者问一句").click()
    page.get_by_text("异议：我认为不对").click()
    page.get_by_label("您要说的").fill("门面明明是七间，少写了一间的租金")
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_text("少写了一间的租金")).to_be_visible()
    expect(page.get_by_text("还没了结")).to_be_visible()
    yang.looks()
    reader = walk(javascript=False).page
    reader.goto(f"/n/{notice.code}")
    assert "少写了一间的租金" in told(reader)
    assert "杨甲" not in told(reader)


def test_the_photo_of_the_board_is_handed_in_and_shown(
    walk: Walk, maan: Village
) -> None:
    notice = published(maan)
    wei = walk()
    wei.sign_in(maan, "韦监督")
    page = wei.page
    page.goto(f"/n/{notice.code}")
    page.get_by_text("交一张公开栏的照片").click()
    page.get_by_label(re.compile("公开栏的照片")).set_input_files(photo())
    page.get_by_label("哪天贴的").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="交上去").click()
    expect(page.locator("img.board")).to_be_visible()
    wei.looks()


@pytest.mark.parametrize("javascript", [True, False])
def test_every_channel_of_a_notice_is_kept_with_its_day(
    walk: Walk, maan: Village, *, javascript: bool
) -> None:
    notice = published(maan)
    wei = walk(javascript=javascript)
    wei.sign_in(maan, "韦监督")
    page = wei.page
    page.goto(f"/n/{notice.code}")
    page.get_by_text("记一笔：发到群里了").click()
    group = page.locator("form", has=page.get_by_label("哪个群"))
    group.get_by_label("哪个群").fill("一组微信群")
    # Today stands there already; a day ahead is refused, and the words are kept.
    day = group.get_by_label("哪天发的")
    expect(day).to_have_value(timezone.localdate().isoformat())
    day.evaluate("one => { one.removeAttribute('max'); one.value = '2999-01-01'; }")
    group.get_by_role("button", name="记下").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("要在公布那天到今天之间")
    if javascript:
        expect(alert).to_be_focused()
        wei.looks()
    expect(page.get_by_label("哪个群")).to_have_value("一组微信群")
    expect(page.get_by_label("哪个群")).to_be_visible()
    day.fill(timezone.localdate().isoformat())
    group.get_by_role("button", name="记下").click()
    expect(page.get_by_text("记下了。")).to_be_visible()
    page.get_by_text("交一张公开栏的照片").click()
    board = page.locator("form", has=page.get_by_label("贴在哪里"))
    board.get_by_label(re.compile("公开栏的照片")).set_input_files(photo())
    board.get_by_role("button", name="交上去").click()
    hung = page.locator("section, ul").filter(has=page.locator("img.board")).last
    expect(hung).to_contain_text("村公开栏")
    expect(hung).to_contain_text("一组微信群")
    expect(hung).to_contain_text("这个网页")
    if javascript:
        wei.looks()
    # Whoever is not signed in reads where it hung as well.
    reader = walk(javascript=False).page
    reader.goto(f"/n/{notice.code}")
    assert "一组微信群" in told(reader)
    expect(reader.get_by_role("img", name=re.compile("公开栏的照片"))).to_be_visible()


def test_what_was_missed_is_red_and_says_so(walk: Walk, maan: Village) -> None:
    notice = published(maan)
    while sequence():
        pass
    checkpoint(MAAN, timezone.now())
    year = quarters(1)[0].year
    for viewport in (None, DESK):
        visitor = walk(viewport=viewport) if viewport else walk()
        page = visitor.page
        page.goto(f"/p/{MAAN}")
        page.get_by_role("link", name="该公开的，公开了没有").click()
        page.goto(f"/p/{MAAN}/publication?year={year}")
        expect(page.locator(".missed").first).to_contain_text("没公开，晚了")
        expect(page.locator(".done").first).to_contain_text("按时公开")
        visitor.looks()
    page.locator(f'a[href="/n/{notice.code}"]').click()
    expect(page.get_by_text("逐笔核对，票据齐全")).to_be_visible()
    visitor.looks()
