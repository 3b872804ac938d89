"""Journeys of those who work here: a clerk by keys alone, supervisors, an answer."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK
from tests.browser.journeys import Walker, ago, asked, step, told
from tests.cast import Village
from yuanluo.matters.models import Pending, Responsibility

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]


def at_work(walk: Walk, maan: Village, name: str, **options: object) -> Walker:
    """Let somebody open the workbench."""
    walker = walk(viewport=DESK, **options)
    walker.sign_in(maan, name)
    return walker


def opened(page: Page, number: str) -> None:
    """Wait until a matter stands beside the list."""
    expect(page.locator(f"#detail [data-matter='{number}']")).to_be_visible()


def test_a_clerk_dispatches_by_keys_alone(walk: Walk, maan: Village) -> None:
    matter = asked(maan)
    clerk = at_work(walk, maan, "王专干")
    page, press = clerk.page, clerk.page.keyboard.press
    page.goto("/work?list=unit")
    # At a desk the first row opens by itself.
    opened(page, matter.number)
    clerk.looks()
    press("j")
    press("Enter")
    opened(page, matter.number)
    page.wait_for_load_state("networkidle")
    press("d")
    form = page.locator("#form")
    expect(form).to_be_visible()
    clerk.looks()
    to = form.locator("select, input[type=radio]").first
    expect(to).to_be_focused()
    page.keyboard.type("李电工")
    if not to.evaluate("one => one.value"):
        press("ArrowDown")
    while not page.evaluate("document.activeElement.name?.includes('delivery')"):
        press("Tab")
    press("Space")
    press("Control+Enter")
    expect(page.locator("#detail")).to_contain_text("已派单")
    clerk.looks()
    matter.refresh_from_db()
    assert matter.state == "dispatched"


def test_a_clerk_dispatches_without_scripts(walk: Walk, maan: Village) -> None:
    matter = asked(maan)
    page = at_work(walk, maan, "王专干", javascript=False).page
    page.goto("/work?list=unit")
    page.get_by_role("link", name=re.compile(matter.title)).click()
    form = page.locator("#form")
    form.locator("select").select_option(label=label_of(page, "李电工"))
    form.get_by_label("电话").check()
    form.get_by_role("button", name="派单").click()
    expect(page.get_by_text("已派单").first).to_be_visible()
    matter.refresh_from_db()
    assert matter.state == "dispatched"
    page.get_by_role("link", name="打印派单").click()
    expect(page.get_by_role("heading", name="派单").first).to_be_visible()


def label_of(page: Page, name: str) -> str:
    """Give the whole label of the option that names somebody."""
    return page.locator("#form option", has_text=name).first.inner_text().strip()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_several_at_once(walk: Walk, maan: Village, javascript: bool) -> None:
    matters = [asked(maan, f"第{n}盏灯不亮") for n in (1, 2, 3)]
    clerk = at_work(walk, maan, "王专干", javascript=javascript)
    page = clerk.page
    page.goto("/work?list=unit")
    for matter in matters[:2]:
        page.locator(f"input[name=picked][value='{matter.number}']").check()
    page.get_by_role("button", name="一起办").click()
    expect(page.get_by_role("heading", name="一起办2件")).to_be_visible()
    if javascript:
        clerk.looks()
    page.locator("summary", has_text="内部备注").click()
    form = page.locator("form", has=page.locator("[name=do][value=Note]"))
    form.locator("textarea").fill("下午一起去看")
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_be_visible()
    if javascript:
        clerk.looks()
    page.goto(f"/work/{matters[0].number}")
    expect(page.get_by_text("下午一起去看")).to_be_visible()
    page.goto(f"/work/{matters[2].number}")
    assert "下午一起去看" not in told(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_stale_page_is_told(walk: Walk, maan: Village, javascript: bool) -> None:
    matter = asked(maan)
    clerk = at_work(walk, maan, "王专干", javascript=javascript)
    page = clerk.page
    page.goto(f"/work/{matter.number}?do=dispatch")
    to = str(maan.stage.people["周水工"])
    step(maan, matter, "dispatch", "王专干", assignee=to, delivery="phone")
    form = page.locator("#form")
    form.locator("select").select_option(label=label_of(page, "李电工"))
    form.get_by_label("电话").check()
    form.get_by_role("button", name="派单").click()
    expect(page.get_by_text("您打开以后的变化")).to_be_visible()
    if javascript:
        clerk.looks()
    matter.refresh_from_db()
    assert matter.state == "dispatched"
    assert "周水工" in told(page)


def test_supervisors_ask_and_the_holder_answers(walk: Walk, maan: Village) -> None:
    matter = asked(maan)
    Responsibility.objects.filter(matter=matter).update(
        due_at=ago(hours=6), late_at=ago(hours=6), sort_at=ago(hours=6)
    )
    wei = at_work(walk, maan, "韦监督")
    page = wei.page
    page.goto("/work?list=late")
    # What is on its way is dimmed; it is read when it stands.
    opened(page, matter.number)
    page.wait_for_load_state("networkidle")
    wei.looks()
    ask = page.get_by_role("link", name="督办提问")
    if not ask.is_visible():
        page.locator("#detail summary", has_text="还可以").click()
    expect(ask).to_be_visible()
    ask.click()
    page.get_by_label("要问经办的人什么").fill("为什么还没派出去？")
    wei.looks()
    page.locator("#form").get_by_role("button", name="督办提问").click()
    expect(page.locator("#detail")).to_contain_text("为什么还没派出去？")
    assert Pending.objects.filter(matter=matter, kind="inquiry").exists()

    clerk = at_work(walk, maan, "王专干")
    page = clerk.page
    page.goto("/work?list=accept")
    opened(page, matter.number)
    page.wait_for_load_state("networkidle")
    clerk.looks()
    page.get_by_role("link", name="答复督办").click()
    page.get_by_label("答复", exact=True).fill("今天下午派给电工")
    page.locator("#form").get_by_role("button", name="答复督办").click()
    expect(page.locator("#detail")).to_contain_text("今天下午派给电工")
    clerk.looks()
