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
    expect(page.get_by_text("还差6人")).to_be_visible()
    meeting = held_now()
    for name in ("m1", "m2", "m3", "m4"):
        row = RollEntry.objects.get(name=name)
        check_in(row.pk, council.by("chair", timezone.now()))
    page.goto(f"/decide/{meeting.pk}")
    # One tap at the door for each.
    for name in ("m5", "m6"):
        row = page.locator("li", has_text=name)
        row.get_by_role("button", name="到了").click()
        expect(page.locator("li", has_text=name).get_by_role("button")).to_have_count(0)
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
    page.get_by_role("button", name="结束表决，计票").click()
    page.get_by_role("link", name="看效力证明").click()
    expect(page.get_by_text("没通过").first).to_be_visible()
    expect(page.get_by_text("差2").first).to_be_visible()
    looks(chair)
    assert page.url.endswith(f"/decided/{ballot.pk}")
