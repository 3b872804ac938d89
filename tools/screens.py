"""Photograph the product for the README, from a demonstration that is running.

    .venv/bin/python -m tools.screens http://127.0.0.1:8000

Steps into the made-up people of the cast and keeps what they see as small PNG files
under `docs/screens`. Refuses an address that shows no cast, because only generated
people may stand in a picture.
"""

import shutil
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from time import time
from zoneinfo import ZoneInfo

from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page, sync_playwright

SCREENS = Path(__file__).resolve().parent.parent / "docs" / "screens"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PAPER = {"width": 764, "height": 1093}
MARGIN = 48
LARGEST = 250_000
COLOURS = 256
VILLAGE = "马鞍社区"
#: 金星村: one month of its accounts was published by nobody.
CALENDAR = "522727104208"
RESIDENT = "居民"
CLERK = "专干"
CHAIR, SITS_IN = "居（村）民代表会议", "新兴社区"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def keep(name: str, page: Page, margin: int = 0) -> None:
    """Keep what is seen, in few colours so that a clone stays small."""
    page.wait_for_load_state("networkidle")
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    if margin:
        shot = ImageOps.expand(shot, margin, "white")
    few = shot.quantize(COLOURS, dither=Image.Dither.NONE)
    path = SCREENS / f"{name}.png"
    few.save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        sys.exit(f"{path.name}: {size:,} bytes, more than {LARGEST:,}")
    print(f"{path.name}: {shot.width}x{shot.height}, {size:,} bytes")


def window(
    browser: Browser,
    base: str,
    view: dict[str, int],
    role: str = "",
    village: str = VILLAGE,
) -> Page:
    """Open a window of a size, as somebody of the cast or as nobody."""
    context = browser.new_context(
        base_url=base,
        viewport=view,  # type: ignore[arg-type]
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if role:
        step_in(page, role, village)
    return page


def step_in(page: Page, role: str, village: str = VILLAGE) -> None:
    """Become somebody of the village; of residents, the first with a matter running."""
    page.goto("/demo")
    heading = f"xpath=//h2[normalize-space()='{village}']/following::ul[1]"
    buttons = page.locator(heading).get_by_role("button").filter(has_text=f"· {role}")
    if not buttons.count():
        sys.exit(f"no {role} of {village} to step into; run the demonstration first")
    names = buttons.all_inner_texts()
    for name in names:
        page.get_by_role("button", name=name.strip(), exact=True).click()
        page.wait_for_load_state()
        if role != RESIDENT or running(page):
            return
        page.goto("/demo")
    sys.exit(f"no {role} of {VILLAGE} has anything running")


def running(page: Page) -> str:
    """Give the address of a matter of one's own that somebody is working on."""
    page.goto("/mine")
    cards = page.locator("main article.matter:not(:has(.state.good, .state.closed))")
    cards = cards.locator("a[href^='/m/']")
    return cards.first.get_attribute("href") or "" if cards.count() else ""


def size(page: Page, name: str) -> None:
    """Choose the size of type; it is kept with the person."""
    page.get_by_role("contentinfo").get_by_role("button", name=name).click()
    page.wait_for_load_state()


def resident(browser: Browser, base: str) -> None:
    """Photograph what a resident sees on the phone."""
    page = window(browser, base, PHONE, RESIDENT)
    size(page, "平常字")
    address = running(page)
    page.goto("/report")
    page.get_by_label("什么事？").fill("三组路口的路灯不亮，晚上老人走路看不见")
    keep("report", page)
    page.goto(address)
    keep("matter", page)
    picture = page.locator("figure.path-picture").first
    picture.evaluate("one => one.scrollIntoView({block: 'start'})")
    keep("playbook", page)
    page.goto(address)
    size(page, "大字")
    page.goto(address)
    keep("matter-large", page)
    size(page, "平常字")
    page.context.close()


def visitor(browser: Browser, base: str) -> None:
    """Photograph what anybody may read of the village."""
    page = window(browser, base, PHONE)
    page.goto(f"/?q={VILLAGE[:2]}")
    page.locator("main a[href^='/p/']").first.click()
    keep("place", page)
    page.context.close()


def publication(browser: Browser, base: str) -> None:
    """Photograph the calendar of what is published, and a notice as it is printed."""
    page = window(browser, base, PHONE)
    page.goto(f"/p/{CALENDAR}/publication")
    missed = page.locator(".months .missed").first
    missed.evaluate("one => one.closest('section').scrollIntoView({block: 'center'})")
    keep("publication", page)
    page.locator(".months .done a").last.click()
    page.wait_for_load_state()
    page.goto(f"{page.url}/print")
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    keep("notice-print", page, margin=MARGIN)
    page.context.close()


def clerk(browser: Browser, base: str) -> None:
    """Photograph the workbench with a matter open, and its paper."""
    page = window(browser, base, DESK, CLERK)
    page.goto("/work?list=all")
    page.locator("#detail article").wait_for()
    page.wait_for_load_state("networkidle")
    keep("workbench", page)
    number = page.locator("#detail article").get_attribute("data-matter")
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.goto(f"/m/{number}/sheet")
    keep("sheet", page, margin=MARGIN)
    page.context.close()


def called(page: Page) -> str:
    """Call the body that is waited for, unless it was; give its desk, at its hour."""
    open_ = page.locator("main a[href^='/decide/']")
    if open_.count():
        return open_.first.get_attribute("href") or ""
    call = page.get_by_role("button", name="召集", exact=True).first
    if not call.count():
        sys.exit(f"nothing waits for the {CHAIR} of {SITS_IN}")
    # The next whole minute: a form asks for no seconds.
    soon = (time() // 60 + 1) * 60
    told = datetime.fromtimestamp(soon, SHANGHAI)
    page.get_by_label("哪天几点开").first.fill(f"{told:%Y-%m-%dT%H:%M}")
    page.get_by_label("在哪里开").first.fill("社区院坝")
    call.click()
    page.wait_for_url("**/decide/*")
    # Before its hour nothing is put to the vote.
    page.wait_for_timeout(max(0, soon - time()) * 1000)
    return page.url


def meeting(browser: Browser, base: str) -> None:
    """Photograph a sitting: the desk one short, the ballot, and what was decided."""
    page = window(browser, base, PHONE, CHAIR, SITS_IN)
    page.goto("/decide")
    desk = called(page)
    page.goto(desk)
    page.goto(page.locator("figure.qr figcaption").text_content() or "")
    page.get_by_role("button", name="我到了").click()
    page.goto(desk)
    short = int(page.locator(".figure", has_text="还差").locator("strong").inner_text())
    page.get_by_role("link", name="门口签到").click()
    for left in range(short, 0, -1):
        if left == 1:
            keep("meeting-door", page)
            page.goto(desk)
            keep("meeting-desk", page)
            page.get_by_role("link", name="门口签到").click()
        page.locator("#door").get_by_role("button", name="到了").first.click()
        page.wait_for_load_state("networkidle")
    page.goto(desk)
    page.get_by_label("怎样表决").first.select_option("secret")
    page.get_by_role("button", name="开始表决").first.click()
    page.get_by_role("link", name="会议", exact=True).click()
    page.get_by_role("link", name="去投票").first.click()
    page.get_by_label("赞成").check()
    keep("ballot", page)
    page.get_by_role("button", name="投票", exact=True).click()
    page.goto(desk)
    page.get_by_role("button", name="结束表决，计票").first.click()
    page.get_by_role("link", name="看效力证明").first.click()
    keep("certificate", page)
    page.context.close()


def main(base: str) -> None:
    """Photograph everything."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        resident(browser, base)
        visitor(browser, base)
        publication(browser, base)
        clerk(browser, base)
        meeting(browser, base)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("which address? python -m tools.screens http://127.0.0.1:8000")
    main(sys.argv[1].rstrip("/"))
