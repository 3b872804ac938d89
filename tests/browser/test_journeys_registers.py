"""Journeys of registers: opened and read, two people for a copy, a list."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.journeys import Walker, told
from tests.cast import Village
from tests.people.lists import TWO, book
from yuanluo.people.models import Person, Post, RegisterCopy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]
NUMBER = "13800000001"


@pytest.fixture
def keepers(maan: Village) -> Village:
    """Wang and Tian keep the register; Yang has a number."""
    Post.objects.filter(key="clerk").update(powers="see report people export")
    yang = Person.objects.get(pk=maan.stage.people["杨甲"])
    yang.phone = NUMBER
    yang.save(update_fields=["phone"])
    return maan


def test_a_number_is_opened_and_its_owner_reads_who_looked(
    walk: Walk, keepers: Village
) -> None:
    clerk = walk()
    clerk.sign_in(keepers, "王专干")
    page = clerk.page
    # On a phone the register is reached from one's own page.
    page.goto("/mine")
    page.get_by_role("link", name="户籍册").click()
    page.get_by_label("找谁").fill("杨")
    page.get_by_role("button", name="找", exact=True).click()
    clerk.looks()
    assert NUMBER not in told(page)
    page.get_by_role("link", name="杨甲").click()
    page.get_by_label("为什么要看").select_option("matter")
    page.get_by_role("button", name="打开来看").click()
    expect(page.get_by_role("alert")).to_contain_text("哪一件事")
    page.get_by_label("为什么要看").select_option("visit")
    page.get_by_role("button", name="打开来看").click()
    expect(page.get_by_role("status")).to_contain_text(NUMBER)
    clerk.looks()
    yang = walk(javascript=False)
    yang.sign_in(keepers, "杨甲")
    yang.page.goto("/mine")
    yang.page.get_by_role("link", name="我的资料").click()
    looked = told(yang.page)
    assert "王专干 看了您的手机号" in looked
    assert "上门走访" in looked
    yang.page.get_by_role("link", name="更正或删除").click()
    expect(yang.page.get_by_role("heading", name="更正或删除")).to_be_visible()


def test_a_copy_takes_two_by_keys_alone(walk: Walk, keepers: Village) -> None:
    clerk = walk(viewport=DESK)
    clerk.sign_in(keepers, "王专干")
    page, press = clerk.page, clerk.page.keyboard.press
    page.goto("/register")
    clerk.tab_to("导出打码的一份")
    press("Enter")
    page.wait_for_url("**/register/export**")
    clerk.tab_to("上级要的统计")
    press("Space")
    clerk.tab_to("说清楚一点")
    page.keyboard.type("民政办要老人数")
    press("Enter")
    expect(page.get_by_text("等另一个人同意")).to_be_visible()
    clerk.looks()
    second = walk(javascript=False)
    second.sign_in(keepers, "田镇干")
    second.page.goto(page.url)
    second.page.get_by_role("button", name="同意导出一天").click()
    expect(second.page.get_by_text("记下了")).to_be_visible()
    page.reload()
    for kind in ("导出Excel", "导出CSV"):
        expect(page.get_by_role("button", name=kind)).to_be_visible()
    assert RegisterCopy.objects.get().state == "agreed"


def test_a_list_is_read_taken_and_undone_without_scripts(
    walk: Walk, keepers: Village
) -> None:
    walker = walk(javascript=False)
    walker.sign_in(keepers, "王专干")
    page = walker.page
    page.goto("/register")
    page.get_by_label("名单").set_input_files(
        {"name": "x.xls", "mimeType": "", "buffer": b"\xd0\xcf\x11\xe0"}
    )
    page.get_by_role("button", name="读一遍").click()
    expect(page.get_by_role("alert")).to_contain_text("另存为xlsx")
    bad = (9, "妻", "示例戊", None, "2031-01-01", None, "九组", None)
    page.get_by_label("名单").set_input_files(
        {"name": "名单.xlsx", "mimeType": "", "buffer": book([*TWO, bad])}
    )
    page.get_by_role("button", name="读一遍").click()
    expect(page.get_by_text("没有这一天")).to_be_visible()
    page.get_by_role("button", name="登记没有差错的2户").click()
    expect(page.get_by_text("登记好了")).to_be_visible()
    assert Person.objects.filter(name__startswith="示例").count() == 3
    page.get_by_role("button", name="整份撤销").click()
    assert not Person.objects.filter(name__startswith="示例").exists()
