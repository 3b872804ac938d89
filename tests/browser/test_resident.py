"""A resident on the phone: reports, follows, finds whom to turn to, with and without
scripts; by keyboard alone; and every page of theirs read by axe."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE
from yuanluo.config.charters import load_folder
from yuanluo.config.stage import Stage, build
from yuanluo.kernel.story import CastMember, Story
from yuanluo.matters import playbooks
from yuanluo.matters.models import Matter
from yuanluo.people.models import Account, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COMMUNITY = "522727104001"
TAPS_MOST = 8


@pytest.fixture
def community(transactional_db: None) -> Stage:
    """Ma'an community with a resident, a neighbour and a clerk."""
    playbooks.forget()
    folder = Path(settings.CHARTERS) / "pingtang"
    charter, _ = load_folder(folder, datetime(2026, 3, 2, tzinfo=UTC))
    cast = {"杨": ("resident",), "林": ("resident",), "王": ("clerk@village",)}
    members = tuple(CastMember(name, parts) for name, parts in cast.items())
    return build(Story("", 0, members, (), ()), charter, COMMUNITY)


def enter(page: Page, stage: Stage, name: str, origin: str) -> None:
    """Come in as somebody; how that is done has its own journey."""
    person = Person.objects.get(pk=stage.people[name])
    account = Account.objects.create_user(f"u{person.pk}", person=person)
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": origin}]
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_a_lamp_is_reported_in_three_screens(
    open_page: Callable[..., Page],
    community: Stage,
    live_server: object,
    javascript: bool,
) -> None:
    page = open_page(viewport=SMALL_PHONE, javascript=javascript)
    enter(page, community, "杨", live_server.url)  # type: ignore[attr-defined]
    page.goto("/")
    taps = 0

    def tap(name: str) -> None:
        nonlocal taps
        taps += 1
        page.get_by_role("button", name=name, exact=True).click()

    taps += 1
    page.get_by_role("link", name="报一件事").click()
    page.get_by_label("什么事？").fill("楼道灯又不亮了")
    tap("下一步")
    expect(page.get_by_label("在我家")).to_be_checked()
    tap("下一步")
    expect(page.get_by_label("路灯照明")).to_be_checked()
    tap("发出去")
    expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    assert taps <= TAPS_MOST
    matter = Matter.objects.get()
    expect(page.get_by_text(matter.number)).to_be_visible()
    expect(page.get_by_role("group", name="现在谁在办")).to_contain_text("王")
    page.goto("/mine")
    page.get_by_role("link", name="楼道灯又不亮了").click()
    expect(page.get_by_text("您在这里", exact=False).first).to_be_visible()


def test_it_is_reported_by_keyboard_alone(
    open_page: Callable[..., Page], community: Stage, live_server: object
) -> None:
    page = open_page()
    enter(page, community, "杨", live_server.url)  # type: ignore[attr-defined]
    page.goto("/report")
    page.get_by_label("什么事？").focus()
    page.keyboard.type("水管漏水")
    for name in ("下一步", "下一步", "发出去"):
        button = page.get_by_role("button", name=name, exact=True)
        for _ in range(40):
            if button.evaluate("node => node === document.activeElement"):
                break
            page.keyboard.press("Tab")
        address = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, address=address: url != address)
    expect(page).to_have_url(re.compile("/sent$"))


def test_changing_the_kind_changes_what_is_asked(
    open_page: Callable[..., Page], community: Stage, live_server: object
) -> None:
    page = open_page()
    enter(page, community, "杨", live_server.url)  # type: ignore[attr-defined]
    page.goto("/report")
    page.get_by_label("什么事？").fill("楼道灯又不亮了")
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_role("button", name="下一步", exact=True).click()
    expect(page.get_by_label("不写我的名字")).to_be_visible()
    page.get_by_text("换别的类").click()
    page.get_by_label("邻里纠纷").check()
    expect(page.get_by_label("不写我的名字")).to_have_count(0)
    expect(page.get_by_text("只有您和经办的人看得到。")).to_be_visible()


def test_every_page_of_a_resident_is_accessible(
    open_page: Callable[..., Page],
    community: Stage,
    live_server: object,
    serious_findings: Callable[[Page], list[str]],
) -> None:
    page = open_page()
    enter(page, community, "杨", live_server.url)  # type: ignore[attr-defined]
    found: dict[str, list[str]] = {}

    def look(address: str = "") -> None:
        if address:
            page.goto(address)
        found[page.url] = serious_findings(page)

    look("/report")
    page.get_by_label("什么事？").fill("楼道灯又不亮了")
    for name in ("下一步", "下一步", "发出去"):
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state()
        look()
    number = Matter.objects.get().number
    home = community.homes["杨"]
    for address in (
        "/", "/?q=马", "/mine", "/follow", f"/m/{number}", f"/m/{number}/slip",
        f"/p/{COMMUNITY}", f"/p/{COMMUNITY}/doors?q=杨",
        f"/p/{COMMUNITY}/doors/{home}", f"/p/{COMMUNITY}/notices",
    ):  # fmt: skip
        look(address)
    assert {url: some for url, some in found.items() if some} == {}
