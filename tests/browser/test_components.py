"""The components in a browser: with and without JavaScript, by keys, in every look."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import DESK, PHONE, SMALL_PHONE, WALL
from tests.web.addresses import ARRIVED

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.web.addresses"),
    pytest.mark.django_db(transaction=True),
]
Open = Callable[..., Page]
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize(
    ("address", "viewport"),
    [
        ("?look=light", PHONE),
        ("?look=dark", DESK),
        ("?look=large", PHONE),
        ("?look=large-dark", PHONE),
        ("?page=home", PHONE),
        ("?page=matter&look=dark", PHONE),
        ("?page=desk", DESK),
        ("?page=desk&look=dark", DESK),
        ("?page=desk#keys", DESK),
    ],
)
def test_nobody_is_shut_out(
    open_page: Open,
    serious_findings: Callable[[Page], list[str]],
    address: str,
    viewport: dict[str, int],
) -> None:
    page = open_page(viewport=viewport)
    page.goto(f"/styleguide{address}")
    assert serious_findings(page) == []


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_no_page_is_wider_than_its_screen(open_page: Open, locale: str) -> None:
    page = open_page(locale=locale)
    for address in ("", "?look=large", "?page=home&look=large", "?page=desk"):
        page.goto(f"/styleguide{address}")
        for size in (SMALL_PHONE, PHONE, DESK, WALL):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert page.evaluate(SIDEWAYS) <= 0, (address, size)


def test_the_policy_refuses_nothing_of_ours(open_page: Open) -> None:
    page = open_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for shown in ("", "home", "matter", "desk"):
        page.goto(f"/styleguide?page={shown}")
    assert said == []


def test_targets_are_large_enough_for_a_thumb(open_page: Open) -> None:
    page = open_page()
    page.goto("/styleguide?page=home")
    small = page.evaluate(
        """[...document.querySelectorAll("button, .button, .tab-bar a, .tile")]
        .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 44 || box.height < 44))
        .map(([words]) => words)"""
    )
    assert small == []


def test_words_outlive_a_reload(open_page: Open) -> None:
    page = open_page()
    page.goto("/note")
    page.get_by_label("什么事").fill("路灯不亮")
    page.get_by_label("密码").fill("geheim")
    page.wait_for_timeout(600)
    page.goto("/note")
    expect(page.get_by_label("什么事")).to_have_value("路灯不亮")
    expect(page.get_by_label("密码")).to_have_value("")
    expect(page.get_by_text("上次没发出去的话还在")).to_be_visible()
    assert "geheim" not in page.evaluate("JSON.stringify(localStorage)")


def test_words_that_arrived_are_forgotten(open_page: Open) -> None:
    page = open_page()
    page.goto("/note")
    page.get_by_label("什么事").fill("路灯不亮")
    page.get_by_role("button", name="发", exact=True).click()
    page.wait_for_load_state()
    expect(page.get_by_label("什么事")).to_have_value("")
    page.goto("/note")
    expect(page.get_by_label("什么事")).to_have_value("")


def test_words_that_may_have_arrived_keep_their_id(open_page: Open) -> None:
    """The database went away: the words come back under the same request id."""
    page = open_page()
    page.goto("/note")
    number = page.locator("[name=request_id]").input_value()
    page.get_by_label("什么事").fill("away 路灯不亮")
    page.get_by_role("button", name="发", exact=True).click()
    expect(page.get_by_text("数据库连不上")).to_be_visible()
    expect(page.get_by_role("button", name="再发一次")).to_be_visible()
    page.goto("/note")
    expect(page.get_by_label("什么事")).to_have_value("away 路灯不亮")
    expect(page.locator("[name=request_id]")).to_have_value(number)


def test_the_words_can_be_sent_again_from_the_page_of_faults(open_page: Open) -> None:
    page = open_page(javascript=False)
    page.goto("/note")
    page.get_by_label("什么事").fill("away 没有脚本")
    page.get_by_role("button", name="发", exact=True).click()
    ARRIVED.clear()
    page.get_by_role("button", name="再发一次").click()
    assert [one["words"] for one in ARRIVED] == ["away 没有脚本"]
    assert ARRIVED[0]["request_id"].startswith("id-")


def test_a_double_press_sends_once(open_page: Open) -> None:
    page = open_page()
    page.goto("/note")
    ARRIVED.clear()
    page.get_by_label("什么事").fill("slow 两下")
    pressed = "const b = document.querySelector('.primary'); b.click(); b.click();"
    assert page.evaluate(pressed + "b.textContent.trim()") == "正在发…"
    expect(page.get_by_role("button", name="发", exact=True)).to_be_visible()
    assert len(ARRIVED) == 1


def test_a_photo_grows_small_and_is_seen(open_page: Open) -> None:
    page = open_page()
    page.goto("/styleguide")
    image = BytesIO()
    Image.effect_noise((2400, 1600), 25).convert("RGB").save(image, "JPEG", quality=85)
    photo = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=image.getvalue())
    field = page.locator("#f-photos")
    field.set_input_files([photo, photo])
    expect(page.locator("[data-photos] canvas")).to_have_count(2)
    sizes = field.evaluate("field => [...field.files].map(file => file.size)")
    assert max(sizes) < len(image.getvalue()) / 2
    assert (
        page.locator("canvas").first.evaluate("c => Math.max(c.width, c.height)")
        == 1600
    )
    page.get_by_role("button", name="去掉这张照片 1").click()
    assert field.evaluate("field => field.files.length") == 1


def test_a_list_of_choices_can_be_searched(open_page: Open) -> None:
    page = open_page()
    page.goto("/styleguide")
    page.get_by_role("searchbox", name="输入几个字来找").fill("路")
    shown = page.locator(".listed .choice:visible")
    expect(shown).to_have_count(2)
    page.get_by_role("searchbox", name="输入几个字来找").fill("没有的")
    expect(page.get_by_text("没有找到。换个说法试试。")).to_be_visible()


def test_a_worklist_is_walked_by_keys(open_page: Open) -> None:
    page = open_page(viewport=DESK)
    page.goto("/styleguide?page=desk")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(2)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("[name=picked]").nth(1)).to_be_checked()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("searchbox")).to_have_value("j")


def test_the_keys_are_explained_and_can_be_switched_off(open_page: Open) -> None:
    page = open_page(viewport=DESK)
    page.goto("/styleguide?page=desk")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘")).to_be_visible()
    page.get_by_label("不用单键").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="键盘")).to_be_hidden()
    page.reload()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘")).to_be_hidden()


def test_a_dialog_keeps_and_gives_back_the_focus(open_page: Open) -> None:
    page = open_page()
    page.goto("/styleguide")
    page.get_by_role("link", name="打开一张单子").click()
    dialog = page.get_by_role("dialog", name="交给谁？")
    expect(dialog).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert dialog.evaluate("box => box.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="打开一张单子")).to_be_focused()


def test_all_of_it_without_javascript(open_page: Open) -> None:
    page = open_page(javascript=False)
    page.goto("/styleguide")
    page.get_by_role("link", name="打开一张单子").click()
    expect(page.get_by_role("dialog", name="交给谁？")).to_be_visible()
    page.get_by_role("link", name="关闭").click()
    expect(page.get_by_role("dialog", name="交给谁？")).to_be_hidden()
    page.get_by_text("我来写").click()
    expect(page.get_by_label("怎么走到那里")).to_be_visible()
    page.get_by_text("从列表里选").click()
    expect(page.get_by_label("怎么走到那里")).to_be_hidden()
    page.get_by_text("为什么是这天").first.click()
    expect(page.get_by_text("调休上班")).to_be_visible()
    expect(page.locator("#f-photos")).to_be_visible()
    page.get_by_role("button", name="大字").first.click()
    expect(page.locator("html")).to_have_attribute("data-type", "large")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Styles")).to_be_visible()
