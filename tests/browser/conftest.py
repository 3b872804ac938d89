"""The system's Chromium, driven as a person would on a phone or at a desk.

Refuses the network beyond the test's own server: a page that asks for anything else
fails its journey.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.journeys import Walker, community
from tests.cast import Village

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 640}
DESK = {"width": 1440, "height": 900}
WALL = {"width": 1920, "height": 1080}

# The browser's own loop runs in this thread; the database is used from it too.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "`make test` installs Chromium"
    browser = playwright.chromium.launch(
        executable_path=program, headless=True, args=FLAGS
    )
    yield browser
    browser.close()


@pytest.fixture
def open_page(
    chromium: Browser, live_server: LiveServer
) -> Iterator[Callable[..., Page]]:
    """Open a window: `open_page(viewport=DESK, javascript=False, locale="en")`."""
    contexts = []
    strangers: list[str] = []
    faults: list[str] = []
    own = urlsplit(live_server.url).netloc

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).netloc == own:
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    def window(
        *,
        viewport: dict[str, int] = PHONE,
        javascript: bool = True,
        locale: str = "zh-CN",
        **options: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=viewport,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            locale=locale,
            timezone_id="Asia/Shanghai",
            **options,
        )
        context.set_default_timeout(30_000)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        contexts.append(context)
        return page

    yield window
    for context in contexts:
        context.close()
    assert not strangers, f"asked beyond our own origin: {strangers}"
    assert not faults, f"scripts failed: {faults}"


@pytest.fixture
def serious_findings() -> Callable[[Page], list[str]]:
    """List what axe finds serious or critical on the page."""

    def look(page: Page) -> list[str]:
        # Evaluated by the driver, so that the page's own policy stays as strict.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {node['html'][:120]}"
            for one in found["violations"]
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]

    return look


@pytest.fixture
def maan(transactional_db: None) -> Village:
    """Ma'an community and its cast, in a database whose transactions are real."""
    return community()


@pytest.fixture
def walk(
    open_page: Callable[..., Page],
    live_server: LiveServer,
    serious_findings: Callable[[Page], list[str]],
) -> Iterator[Callable[..., Walker]]:
    """Let somebody walk: `walk(javascript=False)`; complaints fail the journey."""
    walkers: list[Walker] = []

    def start(**options: Any) -> Walker:
        walkers.append(Walker(open_page(**options), live_server.url, serious_findings))
        return walkers[-1]

    yield start
    said = [words for one in walkers for words in one.said]
    assert not said, f"the browser complains: {said}"
