"""A partition is adjusted by dragging, by keyboard, and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.journeys import Walker
from tests.courtyards.hamlet import Hamlet, hamlet
from tests.matters.conftest import Breaking, breaking
from yuanluo.courtyards import actions
from yuanluo.courtyards.models import Allotment, Partition
from yuanluo.kernel.courtyards.village import Limits

__all__ = ["breaking"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]


@pytest.fixture
def valley(breaking: Breaking, transactional_db: None) -> Hamlet:
    """The hamlet in its valley."""
    del breaking
    return hamlet()


@pytest.fixture
def one(valley: Hamlet) -> Partition:
    """A draft of three courtyards."""
    return valley.draw(limits=Limits(8, 8))


def address(draft: Partition) -> str:
    return f"/p/{draft.village_id}/courtyards/{draft.pk}"


def number_of(draft: Partition, home: int) -> int:
    return Allotment.objects.get(partition=draft, home=home).number


def dot(page: Page, home: int) -> Locator:
    return page.locator(f"a.dot[data-home='{home}']")


def drag(page: Page, home: int, onto: int) -> None:
    """Drag a home onto another, as a hand does: step by step."""
    dot(page, home).scroll_into_view_if_needed()
    places = []
    for each in (home, onto):
        box = dot(page, each).bounding_box()
        assert box is not None
        places.append((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    page.mouse.move(*places[0])
    page.mouse.down()
    for part in (0.3, 0.7, 1.0):
        x, y = (a + (b - a) * part for a, b in zip(*places, strict=True))
        page.mouse.move(x, y)
    page.mouse.up()


def test_a_home_is_dragged_into_another_courtyard_and_back(
    walk: Walk, valley: Hamlet, one: Partition
) -> None:
    secretary = walk(viewport=DESK)
    secretary.sign_in(valley, "sec")
    page = secretary.page
    page.goto(address(one))
    secretary.looks()
    home, other = valley.doors[7], valley.doors[8]
    before = number_of(one, home)
    drag(page, home, other)
    expect(page.locator("#partition")).to_have_attribute("data-version", "2")
    assert number_of(one, home) == number_of(one, other)
    # Limits are looked at again at once, on the map and in the list.
    expect(page.locator(".plot.wrong")).to_have_count(2)
    expect(page.locator("#told")).to_have_text("移好了1处。")
    expect(dot(page, home)).to_be_focused()
    secretary.looks()
    page.get_by_role("button", name="撤回上一次移动").click()
    expect(page.locator("#partition")).to_have_attribute("data-version", "3")
    assert number_of(one, home) == before
    expect(page.locator(".plot.wrong")).to_have_count(0)
    page.get_by_role("button", name="重做撤回的移动").click()
    expect(page.locator("#partition")).to_have_attribute("data-version", "4")
    assert number_of(one, home) == number_of(one, other)
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#partition")).to_have_attribute("data-version", "5")
    assert number_of(one, home) == before
    # Let go where it was, nothing is sent.
    drag(page, home, valley.doors[6])
    page.wait_for_timeout(300)
    assert Partition.objects.get(pk=one.pk).version == 5
    assert secretary.said == []


def test_the_keyboard_alone_moves_a_home(
    walk: Walk, valley: Hamlet, one: Partition
) -> None:
    secretary = walk(viewport=DESK)
    secretary.sign_in(valley, "sec")
    page = secretary.page
    page.goto(address(one))
    # One stop for all homes; arrows go from one to the next.
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.dot')"):
            break
    first = int(page.evaluate("document.activeElement.dataset.home"))
    page.keyboard.press("ArrowRight")
    home = int(page.evaluate("document.activeElement.dataset.home"))
    assert home != first
    page.keyboard.press("Enter")
    expect(page.locator("#f-to")).to_be_focused()
    expect(page.locator("[data-picked]")).to_have_text("选了1处")
    was = number_of(one, home)
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        value = page.locator("#f-to").input_value()
        if value not in {"", str(was)}:
            break
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#partition")).to_have_attribute("data-version", "2")
    assert number_of(one, home) == int(value)
    expect(dot(page, home)).to_be_focused()
    assert secretary.said == []


def test_without_a_script_a_dot_ticks_its_home_and_the_form_moves_it(
    walk: Walk, valley: Hamlet, one: Partition
) -> None:
    secretary = walk(viewport=PHONE, javascript=False)
    secretary.sign_in(valley, "sec")
    page = secretary.page
    page.goto(address(one))
    home, other = valley.doors[7], valley.doors[8]
    page.goto(f"{address(one)}{dot(page, home).get_attribute('href')}")
    expect(page.locator(f"input[name=home][value='{home}']")).to_be_checked()
    page.locator("#f-to").select_option(str(number_of(one, other)))
    page.get_by_role("button", name="移过去").click()
    expect(page.locator("main")).to_contain_text("移好了1处。")
    assert number_of(one, home) == number_of(one, other)
    page.get_by_role("button", name="撤回上一次移动").click()
    expect(page.locator("main")).to_contain_text("撤回了上一次移动。")


def test_who_drags_too_late_sees_who_was_quicker_and_keeps_the_choice(
    walk: Walk, valley: Hamlet, one: Partition
) -> None:
    secretary = walk(viewport=DESK)
    secretary.sign_in(valley, "sec")
    page = secretary.page
    page.goto(address(one))
    home, other = valley.doors[7], valley.doors[8]
    to = number_of(one, other)
    actions.move(valley.acts("drawer"), one.pk, 1, [valley.doors[16]], to)
    drag(page, home, other)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("别人改过了")
    expect(alert).to_contain_text("drawer")
    secretary.looks()
    expect(page.locator(f"input[name=home][value='{home}']")).to_be_checked()
    expect(page.locator("#f-to")).to_have_value(str(to))
    page.get_by_role("button", name="移过去").click()
    expect(page.locator("#partition")).to_have_attribute("data-version", "3")
    assert number_of(one, home) == to
    assert secretary.said == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out_of_its_pages(
    walk: Walk, valley: Hamlet, one: Partition, theme: str
) -> None:
    valley.draw(title="第二版", limits=Limits(4, 12))
    secretary = walk(viewport=PHONE)
    secretary.sign_in(valley, "sec")
    page = secretary.page
    page.context.add_cookies(
        [{"name": "theme", "value": theme, "url": secretary.origin}]
    )
    village = f"/p/{one.village_id}/courtyards"
    own = [address(one) + tail for tail in ("", "/compare", "/adopt", "/print")]
    for way in (*own, village, f"{village}/new"):
        page.goto(way)
        secretary.looks()
        # Nothing reaches beyond the phone's screen but what scrolls by itself.
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], way
