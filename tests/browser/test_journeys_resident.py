"""Journeys of those who ask: on the phone, with scripts and without, by keys alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE
from tests.browser.journeys import MAAN, Walker, asked, done, photo, step, told
from tests.cast import Village
from yuanluo.matters.models import Matter
from yuanluo.record.models import Attachment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]
TAPS_MOST = 8
COUNT_TAPS = """
sessionStorage.taps = sessionStorage.taps || 0;
addEventListener("click", event => {
  if (event.isTrusted) sessionStorage.taps = +sessionStorage.taps + 1;
}, true);
"""


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_lamp_with_a_photo_takes_three_screens(
    walk: Walk, maan: Village, javascript: bool
) -> None:
    yang = walk(javascript=javascript, viewport=SMALL_PHONE)
    yang.sign_in(maan, "杨甲")
    page = yang.page
    if javascript:
        page.add_init_script(COUNT_TAPS)
    page.goto("/")
    screens = []
    page.get_by_role("link", name="报一件事").first.click()
    screens.append(page.locator("h1").inner_text())
    if javascript:
        yang.looks()
    page.get_by_label("什么事？").click()
    page.get_by_label("什么事？").fill("三组路口的路灯不亮")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("拍照或选照片").click()
    chooser.value.set_files(photo())
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/place")
    screens.append(page.locator("h1").inner_text())
    if javascript:
        yang.looks()
    expect(page.get_by_label("在我家")).to_be_checked()
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/check")
    screens.append(page.locator("h1").inner_text())
    if javascript:
        yang.looks()
    expect(page.get_by_label("路灯照明").first).to_be_checked()
    page.get_by_role("button", name="发出去").click()
    page.wait_for_url("**/sent")
    expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    assert screens == ["报一件事", "在哪里？", "看一遍，发出去"]
    if javascript:
        yang.looks()
        taps = page.evaluate("+sessionStorage.taps")
        assert taps <= TAPS_MOST, f"{taps} taps"
    matter = Matter.objects.get()
    assert matter.title == "三组路口的路灯不亮"
    assert matter.category == "light"
    assert Attachment.objects.filter(subject=f"matter:{matter.number}").count() <= 1
    expect(page.get_by_text(matter.number)).to_be_visible()
    expect(page.get_by_role("group", name="现在谁在办")).to_contain_text("王")
    page.get_by_role("link", name="看这件事").click()
    expect(page.locator("main img").first).to_be_visible()
    assert page.locator("main img").first.evaluate("one => one.naturalWidth") > 0
    page.goto("/mine")
    page.get_by_role("link", name=matter.title).click()
    expect(page.get_by_text("您在这里", exact=False).first).to_be_visible()


def test_it_is_reported_by_keyboard_alone(walk: Walk, maan: Village) -> None:
    yang = walk()
    yang.sign_in(maan, "杨甲")
    page = yang.page
    page.goto("/report")
    page.get_by_label("什么事？").focus()
    page.keyboard.type("水管漏水")
    for name in ("下一步", "下一步", "发出去"):
        yang.tab_to(name)
        address = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, address=address: url != address)
    expect(page).to_have_url(re.compile("/sent$"))


def next_screen(page: Page, name: str = "下一步") -> None:
    """Go on to the next screen of a report."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_changing_the_kind_changes_what_is_asked(walk: Walk, maan: Village) -> None:
    yang = walk()
    yang.sign_in(maan, "杨甲")
    page = yang.page
    page.goto("/report")
    page.get_by_label("什么事？").fill("楼道灯又不亮了")
    next_screen(page)
    next_screen(page)
    expect(page.get_by_label("不写我的名字")).to_be_visible()
    page.get_by_text("换别的类").click()
    page.get_by_label("邻里纠纷").check()
    expect(page.get_by_label("不写我的名字")).to_have_count(0)
    expect(page.get_by_text("只有您和经办的人看得到。")).to_be_visible()


def test_every_page_of_a_resident_shuts_nobody_out(walk: Walk, maan: Village) -> None:
    yang = walk()
    yang.sign_in(maan, "杨甲")
    page = yang.page
    page.goto("/report")
    yang.looks()
    page.get_by_label("什么事？").fill("楼道灯又不亮了")
    for name in ("下一步", "下一步", "发出去"):
        next_screen(page, name)
        yang.looks()
    number = Matter.objects.get().number
    home = maan.stage.homes["杨甲"]
    unit = maan.stage.divisions["linked-household"]
    for address in (
        "/", "/?q=马", "/mine", "/me", "/follow", f"/m/{number}", f"/m/{number}/slip",
        f"/p/{MAAN}", f"/p/{MAAN}/doors?q=杨", f"/p/{MAAN}/doors/{home}",
        f"/p/{MAAN}/notices", f"/p/{MAAN}/linked", f"/p/{MAAN}/linked/{unit}",
    ):  # fmt: skip
        page.goto(address)
        yang.looks()


def test_a_double_press_and_a_second_send_are_one_matter(
    walk: Walk, maan: Village
) -> None:
    yang = walk()
    yang.sign_in(maan, "杨甲")
    page = yang.page
    page.goto("/report")
    page.get_by_label("什么事？").fill("楼道灯不亮")
    page.get_by_role("button", name="下一步").dblclick()
    page.wait_for_url("**/place")
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/check")
    check = page.url
    page.get_by_role("button", name="发出去").dblclick()
    page.wait_for_url("**/sent")
    number = Matter.objects.get().number
    page.go_back()
    if page.url == check and page.get_by_role("button", name="发出去").count():
        page.get_by_role("button", name="发出去").click()
        page.wait_for_url("**/sent")
    page.goto(check)
    page.wait_for_url("**/sent")
    expect(page.get_by_text(number).first).to_be_visible()
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_who_holds_it_why_that_day_and_an_answer(
    walk: Walk, maan: Village, javascript: bool
) -> None:
    matter = asked(maan)
    step(maan, matter, "ask", "王专干", question="哪一盏？")
    yang = walk(javascript=javascript)
    yang.sign_in(maan, "杨甲")
    page = yang.page
    page.goto("/mine")
    if javascript:
        yang.looks()
    expect(page.get_by_text("等您说话")).to_be_visible()
    page.get_by_role("link", name=matter.title).click()
    expect(page.get_by_text("现在在谁手里")).to_be_visible()
    assert "王专干" in told(page)
    page.get_by_text("为什么是这天").first.click()
    expect(page.get_by_text("个工作日").first).to_be_visible()
    expect(page.get_by_text("您在这里").first).to_be_visible()
    page.get_by_label("您的回话").fill("老井边上那盏")
    page.get_by_role("button", name="回过去").click()
    expect(page.get_by_text("回过去了").first).to_be_visible()
    expect(page.get_by_text("老井边上那盏").first).to_be_visible()
    if javascript:
        yang.looks()


def test_rated_and_then_not_settled(walk: Walk, maan: Village) -> None:
    matter = asked(maan)
    done(maan, matter)
    yang = walk()
    yang.sign_in(maan, "杨甲")
    page = yang.page
    page.goto(f"/m/{matter.number}")
    yang.looks()
    rate = page.locator("form[action$='/rate']")
    if not rate.is_visible():
        page.get_by_text("评单").first.click()
    rate.get_by_text("满意", exact=True).click()
    rate.get_by_role("button", name="评单").click()
    page.wait_for_load_state()
    matter.refresh_from_db()
    assert matter.state == "published"
    again = page.locator("form[action$='/reopen']")
    if not again.is_visible():
        page.locator("summary", has_text="没办好").click()
    again.get_by_label("哪里没办好").fill("晚上又黑了")
    again.get_by_role("button", name="没办好").click()
    expect(page.get_by_text("换人重办过1次")).to_be_visible()
    yang.looks()
    matter.refresh_from_db()
    assert matter.state == "ordered"
    assert maan.stage.people["李电工"] in matter.barred


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_without_a_name_and_followed_by_a_receipt(
    walk: Walk, maan: Village, javascript: bool
) -> None:
    nobody = walk(javascript=javascript)
    page = nobody.page
    page.goto("/p/522727104001")
    page.get_by_role("link", name="报一件事").first.click()
    page.get_by_label("什么事？").fill("桥头的路灯不亮")
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/place")
    page.get_by_text("我来写").click()
    page.get_by_label("怎么走到那里").fill("桥头第二根杆子")
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/check")
    page.get_by_label("不写我的名字").check()
    if javascript:
        nobody.looks()
    page.get_by_role("button", name="发出去").click()
    page.wait_for_url("**/sent")
    if javascript:
        nobody.looks()
    receipt = page.locator(".receipt").inner_text()
    matter = Matter.objects.get()
    assert matter.requester_id is None

    later = walk(javascript=javascript)
    page = later.page
    page.goto("/follow")
    if javascript:
        later.looks()
    page.get_by_label("编号").fill(matter.number.lower())
    page.get_by_label("查询码").fill("AAAAAAAA")
    page.get_by_role("button", name="看进展").click()
    assert matter.title not in told(page)
    page.get_by_label("编号").fill(matter.number.lower())
    page.get_by_label("查询码").fill(receipt.lower())
    page.get_by_role("button", name="看进展").click()
    expect(page.get_by_role("heading", name=matter.title)).to_be_visible()
    expect(page.get_by_text("现在在谁手里")).to_be_visible()
    if javascript:
        later.looks()
