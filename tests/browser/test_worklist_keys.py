"""A clerk with a morning's matters: two keys for each, no mouse, no word lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.journeys import Walker, asked, step
from tests.cast import Village
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.record.models import Act

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]
MORNING = 8


def opened(page: Page, number: str) -> None:
    """Wait until a matter stands beside the list, and nothing is on its way."""
    expect(page.locator(f"#detail [data-matter='{number}']")).to_be_visible()
    page.wait_for_load_state("networkidle")


def offered(maan: Village, title: str) -> Matter:
    """A matter that Ma'an has passed up to the township."""
    matter = asked(maan, title)
    step(maan, matter, "escalate", "王专干", reason="社区办不了")
    return matter


def test_a_morning_is_accepted_with_one_key_each(walk: Walk, maan: Village) -> None:
    made = [offered(maan, f"第{n}件") for n in range(MORNING)]
    clerk = walk(viewport=DESK)
    clerk.sign_in(maan, "田镇干")
    page = clerk.page
    page.goto("/work?list=accept")
    pressed = 0
    for matter in made:  # The longest waiting first; the next follows by itself.
        opened(page, matter.number)
        page.keyboard.press("a")
        pressed += 1
        row = page.locator(f".row[data-number='{matter.number}']")
        expect(row).to_have_class(re.compile("done"))
    accepted = Act.objects.filter(verb="matter.accept")
    assert accepted.count() == MORNING
    assert pressed <= 2 * MORNING
    levels = Responsibility.objects.filter(until=None).values_list("level", flat=True)
    assert set(levels) == {"township"}
    expect(page.locator("#said")).to_contain_text("收下")
    expect(page.locator("#tabs [aria-current]")).not_to_contain_text(re.compile(r"\d"))


def test_words_that_were_not_sent_are_there_again(walk: Walk, maan: Village) -> None:
    first, second = asked(maan, "第一件"), asked(maan, "第二件")
    clerk = walk(viewport=DESK)
    clerk.sign_in(maan, "王专干")
    page = clerk.page
    page.goto("/work?list=unit")
    opened(page, first.number)
    page.keyboard.press("n")
    note = page.get_by_label("只有经办的人看得到")
    expect(note).to_be_focused()
    page.keyboard.type("供电所说周五来")
    page.locator(f".row[data-number='{second.number}'] a").click()
    opened(page, second.number)
    page.locator(f".row[data-number='{first.number}'] a").click()
    opened(page, first.number)
    page.keyboard.press("n")
    expect(note).to_have_value("供电所说周五来")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f".row[data-number='{first.number}']")).to_have_class(
        re.compile("done")
    )
    told = Act.objects.get(verb="matter.comment")
    assert told.seen == "handlers"
    page.goto(f"/work/{first.number}?do=Note")
    expect(note).to_have_value("")


def test_the_keys_say_what_they_do_and_can_be_switched_off(
    walk: Walk, maan: Village
) -> None:
    matter = asked(maan)
    clerk = walk(viewport=DESK)
    clerk.sign_in(maan, "王专干")
    page = clerk.page
    page.goto("/work?list=unit")
    opened(page, matter.number)
    page.keyboard.press("?")
    keys = page.locator("#keys")
    expect(keys).to_be_visible()
    for words in ("下一件", "选中", "打印派单", "发出正在填的表"):
        expect(keys).to_contain_text(words)
    clerk.looks()
    page.get_by_label("不用单键").check()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("#form h3")).not_to_have_text(re.compile("对外留言"))
    # Everything a key does, a link or a button does too.
    page.get_by_role("link", name="对外留言").click()
    expect(page.locator("#form h3")).to_have_text(re.compile("对外留言"))
    page.keyboard.press("/")
    expect(page.locator("#f-q")).not_to_be_focused()


def test_the_way_there_and_back_on_a_phone(walk: Walk, maan: Village) -> None:
    matter = asked(maan)
    clerk = walk(viewport=PHONE)
    clerk.sign_in(maan, "王专干")
    page = clerk.page
    page.goto("/work?list=unit")
    expect(page.locator("#detail")).not_to_be_visible()
    clerk.looks()
    page.get_by_role("link", name=re.compile(matter.title)).click()
    opened(page, matter.number)
    expect(page.locator("#list")).not_to_be_visible()
    clerk.looks()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
    page.get_by_role("link", name="回到清单").first.click()
    expect(page.locator(".row")).to_have_count(1)
