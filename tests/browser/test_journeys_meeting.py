"""A meeting on phones: called, opened at the door, voted on, counted, certified."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.assembly.hall import Hall, hall
from tests.browser.journeys import Walker
from yuanluo.assembly.actions.attending import check_in
from yuanluo.assembly.models import Meeting, RollEntry
from yuanluo.matters import playbooks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]


@pytest.fixture
def council(transactional_db: None) -> Hall:
    playbooks.forget()
    return hall()


def held_now() -> Meeting:
    """Let the hour of the meeting come."""
    now = timezone.now()
    Meeting.objects.update(convened_at=now, held_at=now)
    return Meeting.objects.get()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_body_decides_on_phones(
    walk: Walk, council: Hall, *, javascript: bool
) -> None:
    def looks(walker: Walker) -> None:
        # What asks whether somebody is shut out is a script itself.
        if javascript:
            walker.looks()

    ballot = council.ask(title="小广场装凉棚")
    chair = walk(javascript=javascript)
    chair.sign_in(council.village, "chair")
    page = chair.page
    page.goto("/decide")
    day = timezone.localtime() + timedelta(days=3)
    page.get_by_label("哪天几点开").fill(f"{day:%Y-%m-%dT19:30}")
    page.get_by_label("在哪里开").fill("院坝")
    looks(chair)
    page.get_by_role("button", name="召集").click()
    expect(page.get_by_text("还差6。")).to_be_visible()
    meeting = held_now()
    for name in ("m1", "m2", "m3", "m4"):
        row = RollEntry.objects.get(name=name)
        check_in(row.pk, council.by("chair", timezone.now()))
    page.goto(f"/decide/{meeting.pk}")
    page.get_by_role("link", name="门口签到").click()
    # The box finds while one types, and without scripts by its button.
    page.get_by_label("找谁").fill("m5")
    if not javascript:
        page.get_by_role("button", name="找", exact=True).click()
    rows = page.locator("#door li")
    expect(rows).to_have_count(1)
    looks(chair)
    # One tap for each; the whole list is there again for the next.
    for name in ("m5", "m6"):
        rows.filter(has_text=name).get_by_role("button", name="到了").click()
        expect(rows).to_have_count(9)
        expect(page.get_by_label("找谁")).to_have_value("")
        expect(rows.filter(has_text=name).get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("够开会了")).to_be_visible()
    looks(chair)
    page.goto(f"/decide/{meeting.pk}")
    looks(chair)
    page.get_by_label("怎样表决").select_option("secret")
    page.get_by_role("button", name="开始表决").click()
    expect(page.get_by_text("正在表决")).to_be_visible()
    for name in ("m1", "m2"):
        voter = walk(javascript=javascript)
        voter.sign_in(council.village, name)
        voter.page.goto(f"/meetings/{meeting.pk}")
        looks(voter)
        voter.page.get_by_role("link", name="去投票").click()
        voter.page.get_by_label("赞成").check()
        looks(voter)
        voter.page.get_by_role("button", name="投票").click()
        expect(voter.page.get_by_text("回执号").first).to_be_visible()
    page.get_by_role("link", name="帮人填票").click()
    page.get_by_label("本人的名册号").fill(str(RollEntry.objects.get(name="m3").number))
    page.get_by_label("反对").check()
    page.get_by_label("本人当面说的").check()
    looks(chair)
    page.get_by_role("button", name="照着填好").click()
    expect(page.get_by_text("填好了")).to_be_visible()
    expect(page.get_by_text("交给本人")).to_be_visible()
    looks(chair)
    page.goto(f"/decide/{meeting.pk}")
    page.get_by_role("button", name="结束表决，计票").click()
    page.get_by_role("link", name="看效力证明").click()
    expect(page.get_by_text("没通过").first).to_be_visible()
    expect(page.get_by_text("3票里有1票是别人照本人意思代填的").first).to_be_visible()
    expect(page.get_by_text("差2").first).to_be_visible()
    looks(chair)
    assert page.url.endswith(f"/decided/{ballot.pk}")


@pytest.mark.parametrize("javascript", [True, False])
def test_paper_is_declared_handed_out_and_read_by_two(
    walk: Walk, council: Hall, *, javascript: bool
) -> None:
    def looks(walker: Walker) -> None:
        if javascript:
            walker.looks()

    ballot = council.ask(title="小广场装凉棚")
    meeting = council.call(ballot)
    held_now()
    council.come(held_now(), 7)
    chair = walk(javascript=javascript)
    chair.sign_in(council.village, "chair")
    page = chair.page
    page.goto(f"/decide/{meeting.pk}")
    page.get_by_role("link", name="纸票").click()
    looks(chair)
    page.get_by_role("button", name="说定").click()
    expect(page.get_by_role("link", name="打印纸票")).to_be_visible()
    page.goto(f"/decide/{meeting.pk}")
    page.get_by_label("怎样表决").select_option("secret")
    page.get_by_role("button", name="开始表决").click()
    page.get_by_role("link", name="纸票").click()
    page.get_by_label("找谁").fill("m2")
    page.get_by_role("button", name="找", exact=True).click()
    page.get_by_role("button", name="发纸票：m2").click()
    expect(page.get_by_text("从票堆里拿一张给他").first).to_be_visible()
    looks(chair)
    page.get_by_role("button", name="停止投票，开箱").click()
    readers = ["chair", "m3", "m4"]
    for name in readers:
        walker = chair
        if name != "chair":
            walker = walk(javascript=javascript)
            walker.sign_in(council.village, name)
        walker.page.goto(f"/paper/{ballot.pk}?number=4")
        expect(walker.page.get_by_label("第几号票")).to_have_value("4")
        walker.page.get_by_label("赞成").check()
        looks(walker)
        walker.page.get_by_role("button", name="录好").click()
        expect(walker.page.get_by_text("第4号票录好了").first).to_be_visible()
        if name == "m3":
            page.goto(f"/paper/{ballot.pk}")
            page.get_by_role("button", name="抽查").click()
            expect(page.get_by_text("随机数：")).to_be_visible()
    page.goto(f"/decide/{meeting.pk}")
    page.get_by_role("button", name="结束表决，计票").click()
    page.get_by_role("link", name="看效力证明").click()
    expect(page.get_by_text("发了1，收回1，作废0，没收回0")).to_be_visible()
    looks(chair)
