"""Journeys of anybody: what a village publishes and what it keeps back."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK
from tests.browser.journeys import MAAN, Walker, asked, done, told
from tests.cast import Village
from yuanluo.publicity.models import Notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Walk = Callable[..., Walker]
#: What a phone may fetch before the first page can be used.
WEIGHT_MOST = 60_000
SECRET = "婆媳为老屋吵起来了"


def planted(request: HttpRequest) -> HttpResponse:
    """Break the policy: a style, a script and a picture from elsewhere."""
    del request
    return HttpResponse(
        "<!doctype html><title>-</title><main style='color:red'>x</main>"
        "<script>document.title = 'ran'</script>"
        "<img src='http://198.51.100.7/x.png' alt=''>"
    )


urlpatterns = [path("planted", planted), path("", include("yuanluo.config.urls"))]


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_visitor_reads_what_is_public_and_nothing_else(
    walk: Walk, maan: Village, javascript: bool
) -> None:
    shown, running = asked(maan, "桥头灯不亮"), asked(maan, "三组灯不亮")
    private = asked(maan, SECRET, "family")
    done(maan, shown)
    visitor = walk(javascript=javascript)
    page, texts = visitor.page, []

    def read() -> None:
        texts.append(page.content())
        if javascript:
            visitor.looks()

    page.goto("/")
    read()
    page.get_by_label("村或社区的名字").fill("马鞍")
    page.get_by_role("button", name="找").click()
    page.get_by_role("link", name=re.compile("马鞍社区")).click()
    expect(page.get_by_role("link", name=running.title)).to_be_visible()
    read()
    page.get_by_role("link", name=re.compile("桥头")).first.click()
    read()
    page.get_by_role("link", name="打一张贴出去").click()
    # Without scripts the browser's own menu prints.
    button = page.locator("[data-print]")
    expect(button).to_be_visible(visible=javascript)
    read()
    page.emulate_media(media="print")
    expect(button).to_be_hidden()
    expect(page.locator(".sheet svg, .sheet img").first).to_be_visible()
    page.emulate_media(media="screen")
    page.goto(f"/m/{running.number}")
    read()
    page.goto(f"/p/{MAAN}/doors")
    read()
    page.get_by_label("门牌里的几个字").fill("杨甲")
    page.get_by_role("button", name="找").click()
    page.get_by_role("link", name=re.compile("杨甲家")).click()
    expect(page.get_by_text("这扇门属于")).to_be_visible()
    read()
    page.goto(f"/p/{MAAN}/notices")
    read()
    assert Notice.objects.count() == 1
    for text in texts:
        assert SECRET not in text
        assert private.number not in text
    assert page.goto(f"/m/{private.number}").status == 404  # type: ignore[union-attr]
    assert SECRET not in told(page)


@pytest.mark.urls("tests.browser.test_journeys_public")
def test_the_listener_hears_what_is_planted(
    open_page: Callable[..., Page],
    serious_findings: Callable[[Page], list[str]],
    live_server: object,
) -> None:
    """The control: without it, silence would prove nothing."""
    one = Walker(open_page(), live_server.url, serious_findings)  # type: ignore[attr-defined]
    one.page.goto("/planted")
    one.page.wait_for_load_state("networkidle")
    said = " ".join(one.said)
    assert "style" in said
    assert "script" in said
    assert "198.51.100.7" in said
    assert one.page.title() == "-"
    assert one.looks_bad(), "axe misses the language of the page"


@pytest.mark.parametrize("address", ["/", f"/p/{MAAN}"])
def test_the_first_page_is_light_on_the_wire(
    walk: Walk, maan: Village, address: str
) -> None:
    done(maan, asked(maan))
    visitor = walk()
    page = visitor.page
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    fetched: list[float] = []
    wire.on(
        "Network.loadingFinished",
        lambda event: fetched.append(event["encodedDataLength"]),
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert len(fetched) >= 3
    assert sum(fetched) <= WEIGHT_MOST


def test_somebody_steps_into_the_cast(walk: Walk, maan: Village) -> None:
    asked(maan)
    with override_settings(DEMO=True):
        visitor = walk(viewport=DESK)
        page = visitor.page
        page.goto("/demo")
        visitor.looks()
        page.get_by_role("button", name=re.compile("杨甲")).click()
        page.goto("/mine")
        expect(page.get_by_role("link", name="三组路口的灯不亮")).to_be_visible()
        page.goto("/demo")
        page.get_by_role("button", name=re.compile("王专干")).click()
        page.goto("/work?list=unit")
        expect(page.locator("[data-row]")).to_have_count(1)
        page.goto("/demo")
        page.get_by_role("button", name="不当了").click()
        page.goto("/mine")
        expect(page).to_have_url(re.compile("/account/"))
    assert page.goto("/demo").status == 404  # type: ignore[union-attr]
