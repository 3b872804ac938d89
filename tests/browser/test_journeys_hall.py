"""A meeting's quieter pages on phones: keeping out, help at a vote, minutes, receipts.

What goes wrong is told at once, at its question, with the words kept; what was done for
somebody they read themselves.
"""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.assembly.hall import Hall, hall
from tests.browser.conftest import SMALL_PHONE
from tests.browser.journeys import Walker
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.models import Ballot, Meeting
from yuanluo.matters import playbooks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]
BOTH = pytest.mark.parametrize("javascript", [True, False])
#: What a thumb needs, and what of a page lies beyond the edge of a phone.
TARGET = 44
SMALL_OR_BEYOND = """
least => [...document.querySelectorAll(
  "main a, main button, main select, main summary, main textarea, main input")]
  .filter(one => !["radio", "checkbox", "hidden", "file"].includes(one.type))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width && box.height)
  .filter(([one, box]) => box.height < least - 0.5
    || box.right > document.documentElement.clientWidth + 1)
  .map(([one]) => (one.textContent || one.name).trim())
"""


@pytest.fixture
def council(transactional_db: None) -> Hall:
    playbooks.forget()
    return hall()


def fits(walker: Walker, *, javascript: bool) -> None:
    """A thumb hits everything, nothing lies beyond the edge, nobody is shut out."""
    found = walker.page.evaluate(SMALL_OR_BEYOND, TARGET)
    assert found == [], walker.page.url
    if javascript:
        # What asks whether somebody is shut out is a script itself.
        walker.looks()


def sat(council: Hall, ballot: Ballot, came: int = 7) -> Meeting:
    """Let a meeting have been called for this hour, and so many have come."""
    meeting = council.call(ballot)
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(convened_at=now, held_at=now)
    council.come(Meeting.objects.get(pk=meeting.pk), came)
    return meeting


def number(page: Page, council: Hall, meeting: Meeting, name: str) -> str:
    entry = next(e for e in council.entries(meeting) if e.name == name)
    return str(entry.number)


@BOTH
def test_somebody_is_asked_to_keep_out_and_reads_why(
    walk: Walk, council: Hall, *, javascript: bool
) -> None:
    ballot = council.ask(title="修到田坝的路")
    meeting = sat(council, ballot, 0)
    chair = walk(javascript=javascript, viewport=SMALL_PHONE)
    chair.sign_in(council.village, "chair")
    page = chair.page
    page.goto(f"/decide/{meeting.pk}")
    page.get_by_role("link", name="回避").click()
    expect(page).to_have_title("回避 · 修到田坝的路")
    expect(page.get_by_text("还没有人回避")).to_be_visible()
    fits(chair, javascript=javascript)
    page.get_by_label("名册号").fill("999")
    page.get_by_label("为什么回避").fill("路从他家地里过")
    page.get_by_role("button", name="请他回避").click()
    expect(page.get_by_role("alert")).to_contain_text("名册上没有")
    asked = page.get_by_label("名册号")
    expect(asked).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("为什么回避")).to_have_value("路从他家地里过")
    fits(chair, javascript=javascript)
    asked.fill(number(page, council, meeting, "m3"))
    page.get_by_role("button", name="请他回避").click()
    expect(page.get_by_text("记下了。应到人数里不算")).to_be_visible()
    page.get_by_role("link", name="会议桌").click()
    assert page.url.endswith(f"/decide/{meeting.pk}")
    kept_out = walk(javascript=javascript)
    kept_out.sign_in(council.village, "m3")
    kept_out.page.goto(f"/meetings/{meeting.pk}")
    expect(kept_out.page.get_by_text("路从他家地里过")).to_be_visible()
    fits(kept_out, javascript=javascript)


@BOTH
def test_help_at_a_vote_keeps_what_was_typed_and_prints_a_receipt(
    walk: Walk, council: Hall, *, javascript: bool
) -> None:
    ballot = council.ask(title="小广场装凉棚")
    meeting = sat(council, ballot)
    chair = walk(javascript=javascript, viewport=SMALL_PHONE)
    chair.sign_in(council.village, "chair")
    page = chair.page
    page.goto(f"/meetings/{meeting.pk}/help")
    expect(page.get_by_text("现在没有在投票的事")).to_be_visible()
    fits(chair, javascript=javascript)
    page.goto(f"/decide/{meeting.pk}")
    page.get_by_label("怎样表决").select_option("secret")
    page.get_by_role("button", name="开始表决").click()
    expect(page.get_by_text("到会的人现在可以投票")).to_be_visible()
    page.get_by_role("link", name="帮人填票").click()
    absent = number(page, council, meeting, "m8")
    page.get_by_label("本人的名册号").fill(absent)
    page.get_by_label("赞成").check()
    page.get_by_label("本人当面说的").check()
    page.get_by_role("button", name="照着填好").click()
    expect(page.get_by_role("alert")).to_contain_text("先签到再投票")
    expect(page.get_by_label("本人的名册号")).to_have_value(absent)
    expect(page.get_by_label("赞成")).to_be_checked()
    fits(chair, javascript=javascript)
    page.get_by_label("本人的名册号").fill(number(page, council, meeting, "m2"))
    page.get_by_role("button", name="照着填好").click()
    expect(page.get_by_text("填好了")).to_be_visible()
    receipt = page.locator(".sheet .number").inner_text()
    assert len(receipt.split()) == 8, "in fours, so that it can be read out"
    fits(chair, javascript=javascript)
    # Later it is found by the paper, and what was voted is not.
    close(ballot.pk, council.by("chair", timezone.now()))
    page.goto(f"/decided/{ballot.pk}")
    page.get_by_label("回执号").fill(receipt)
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="算进去了")).to_be_visible()
    page.get_by_label("回执号").fill("1234 5678")
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("没有这个回执号")
    fits(chair, javascript=javascript)


@BOTH
def test_minutes_are_written_signed_and_still_lead_back(
    walk: Walk, council: Hall, *, javascript: bool
) -> None:
    ballot = council.ask(title="小广场装凉棚")
    meeting = sat(council, ballot)
    chair = walk(javascript=javascript, viewport=SMALL_PHONE)
    chair.sign_in(council.village, "chair")
    page = chair.page
    page.goto(f"/decide/{meeting.pk}")
    day = timezone.localtime()
    text = page.get_by_label("会议纪要").input_value()
    assert f"{day.month}月{day.day}日" in text
    page.get_by_label("会议纪要").fill(f"{text}\n都赞成先修东头。")
    page.get_by_role("button", name="散会").click()
    expect(page.get_by_text("该签字的人签纪要")).to_be_visible()
    page.get_by_role("link", name="会议纪要").click()
    expect(page.get_by_text("都赞成先修东头")).to_be_visible()
    expect(page.get_by_text("还差1人签字")).to_be_visible()
    fits(chair, javascript=javascript)
    page.get_by_role("link", name="请您签字").click()
    page.get_by_role("button", name="我签字").click()
    expect(page.get_by_text("签好了")).to_be_visible()
    expect(page.get_by_role("button", name="我签字")).to_have_count(0)
    expect(page.get_by_text("还差1人签字")).to_have_count(0)
    fits(chair, javascript=javascript)
    page.get_by_role("link", name="会议", exact=True).click()
    assert page.url.endswith(f"/meetings/{meeting.pk}")
    # One of the roll reads them, and is offered nothing to sign.
    reader = walk(javascript=javascript)
    reader.sign_in(council.village, "m2")
    reader.page.goto(f"/meetings/{meeting.pk}/minutes")
    expect(reader.page.get_by_text("都赞成先修东头")).to_be_visible()
    expect(reader.page.get_by_role("button", name="我签字")).to_have_count(0)
