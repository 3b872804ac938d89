"""Under a map lie tiles of the one server that the operator named, and of no other."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from django.conf import settings as django_settings
from PIL import Image
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import DESK
from tests.browser.journeys import Walker
from tests.courtyards.hamlet import Hamlet, hamlet
from tests.matters.conftest import Breaking, breaking
from yuanluo.config.tiles import origin_of

__all__ = ["breaking"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture() -> bytes:
    held = BytesIO()
    Image.new("RGB", (256, 256), "#9fb8a8").save(held, "PNG")
    return held.getvalue()


class Tiles:
    """A small server of tiles on this machine, and what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.referrers: list[str | None] = []
        tiles, drawn = self, picture()

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                tiles.asked.append(self.path)
                tiles.referrers.append(self.headers.get("Referer"))
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.end_headers()
                self.wfile.write(drawn)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def tiles() -> Iterator[Tiles]:
    made = Tiles()
    running = Thread(target=made.server.serve_forever, daemon=True)
    running.start()
    yield made
    made.server.shutdown()
    running.join(5)
    made.server.server_close()


@pytest.fixture
def valley(breaking: Breaking, transactional_db: None) -> Hamlet:
    del breaking
    return hamlet()


def named(settings: Settings, *, shown: str, allowed: str) -> None:
    """Show tiles of one server, and allow pictures of another or the same."""
    policy = django_settings.CONTENT_SECURITY_POLICY
    sources = [*policy["DIRECTIVES"]["img-src"], origin_of(allowed)]
    directives = {**policy["DIRECTIVES"], "img-src": sources}
    settings.TILES = shown
    settings.CONTENT_SECURITY_POLICY = {**policy, "DIRECTIVES": directives}


def looked_at(
    chromium: Browser, live_server: LiveServer, small: Hamlet
) -> tuple[int, list[str]]:
    """Open a map; give how many tiles it has, and what the browser complained of."""
    draft = small.draw()
    context = chromium.new_context(
        base_url=live_server.url,
        viewport=DESK,  # type: ignore[arg-type]
        locale="zh-CN",
    )
    page = context.new_page()
    walker = Walker(page, live_server.url, lambda _page: [])
    walker.sign_in(small, "sec")
    page.goto(f"/p/{draft.village_id}/courtyards/{draft.pk}")
    page.wait_for_load_state("networkidle")
    number = page.locator("image.tile-picture").count()
    context.close()
    return number, walker.said


def test_the_named_server_is_asked_for_tiles_and_told_nothing_else(
    chromium: Browser,
    live_server: LiveServer,
    settings: Settings,
    tiles: Tiles,
    valley: Hamlet,
) -> None:
    way = f"{tiles.origin}/{{z}}/{{x}}/{{y}}.png"
    named(settings, shown=way, allowed=way)
    number, said = looked_at(chromium, live_server, valley)
    assert 0 < number <= 40
    assert len(set(tiles.asked)) == number
    assert said == []
    # The server of tiles does not learn which partition is looked at.
    for referrer in tiles.referrers:
        assert referrer is None or "courtyards" not in referrer


def test_a_server_that_was_not_named_is_not_asked(
    chromium: Browser,
    live_server: LiveServer,
    settings: Settings,
    tiles: Tiles,
    valley: Hamlet,
) -> None:
    """The control: the policy of the page holds back what the page would load."""
    way = f"{tiles.origin}/{{z}}/{{x}}/{{y}}.png"
    named(settings, shown=way, allowed="https://tiles.example/{z}/{x}/{y}.png")
    number, said = looked_at(chromium, live_server, valley)
    assert number > 0
    assert tiles.asked == []
    assert any("Content Security Policy" in line for line in said)


def test_without_the_setting_there_is_none(
    chromium: Browser,
    live_server: LiveServer,
    tiles: Tiles,
    valley: Hamlet,
) -> None:
    assert looked_at(chromium, live_server, valley) == (0, [])
    assert tiles.asked == []
