"""What every journey stands on: a community with its cast, and a walker who listens.

The community is the shipped charter of Pingtang, so that what is walked is what people
get. A walker fails the journey for whatever the browser complains of: a script, the
policy of the page, a file that is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import ConsoleMessage, FilePayload, Page

from tests.cast import Village
from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.stage import build
from yuanluo.kernel.story import CastMember, Story
from yuanluo.matters import playbooks
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.record.models import Attachment

CHARTER = Path(__file__).parents[2] / "charters" / "pingtang"
MAAN = "522727104001"
CAST = {
    "杨甲": ("resident",),
    "林乙": ("resident",),
    "王专干": ("clerk@village",),
    "李电工": ("electrician",),
    "吴电工": ("electrician",),
    "周水工": ("plumber",),
    "韦监督": ("seat:supervision",),
    "石镇长": ("leader@township",),
    "田镇干": ("clerk@township",),
}
BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
#: A tab stop that is not what was looked for, at most so many times.
TABS_MOST = 80


def community() -> Village:
    """Load the charter and let its cast move in."""
    cache.clear()
    playbooks.forget()
    charter = read_folder(CHARTER)
    load(charter, BEFORE)
    members = tuple(CastMember(n, p) for n, p in CAST.items())
    return Village(build(Story("", 0, members, (), ()), charter, MAAN), charter)


@dataclass
class Walker:
    """Somebody at a screen: what they opened and what the browser said about it."""

    page: Page
    origin: str
    findings: Callable[[Page], list[str]]
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        # A refusal is an answer of ours and no fault of the page.
        refused = "status of 4" in message.text and "favicon" not in message.text
        if message.type in {"error", "warning"} and not refused:
            self.said.append(message.text)

    def sign_in(self, village: Village, name: str) -> None:
        """Come in as somebody of the cast."""
        client = Client()
        backend = settings.AUTHENTICATION_BACKENDS[0]
        client.force_login(village.account(name), backend=backend)
        key = settings.SESSION_COOKIE_NAME
        value = client.cookies[key].value
        self.page.context.add_cookies(
            [{"name": key, "value": value, "url": self.origin}]
        )

    def looks(self) -> None:
        """Nobody is shut out of the page that is open."""
        found = self.findings(self.page)
        assert not found, f"{self.page.url}: {found}"

    def looks_bad(self) -> bool:
        """Say whether axe finds somebody shut out."""
        return self.findings(self.page) != []

    def tab_to(self, words: str) -> None:
        """Press Tab until what carries the words has the focus."""
        for _ in range(TABS_MOST):
            self.page.keyboard.press("Tab")
            held = self.page.evaluate(
                "(document.activeElement.labels?.[0] || document.activeElement)"
                ".textContent"
            )
            if words in (held or ""):
                return
        raise AssertionError(f"Tab never reaches {words!r}")


def photo(name: str = "lamp.jpg") -> FilePayload:
    """Take a photo as a phone does: large."""
    drawn = BytesIO()
    Image.effect_noise((1600, 1200), 20).convert("RGB").save(drawn, "JPEG")
    return FilePayload(name=name, mimeType="image/jpeg", buffer=drawn.getvalue())


def told(page: Page) -> str:
    """Give the words of the page."""
    return page.locator("main").inner_text()


def asked(
    maan: Village, title: str = "三组路口的灯不亮", category: str = "light"
) -> Matter:
    """Let Yang have asked for something this morning."""
    raw = {"title": title, "category": category}
    answer = open_matter(
        "four-lists", raw, maan.spot("杨甲"), maan.acting("杨甲", ago(hours=8))
    )
    return Matter.objects.get(number=answer.content["number"])


def ago(hours: float) -> datetime:
    """Give a moment that has passed."""
    return timezone.now() - timedelta(hours=hours)


def step(maan: Village, matter: Matter, name: str, by: str, **given: object) -> None:
    """Let somebody of the cast take a step now."""
    acts.do(matter.number, name, given, maan.acting(by, timezone.now()))


def done(maan: Village, matter: Matter) -> None:
    """Let it be dispatched, claimed, done, checked and put on show."""
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    to = maan.stage.people["李电工"]
    step(maan, matter, "dispatch", "王专干", assignee=str(to), delivery="app")
    step(
        maan,
        matter,
        "claim",
        "李电工",
        measures="换一盏灯",
        promised_on=day,
        promise="两天内亮起来",
    )
    by = maan.acting("李电工", timezone.now())
    kept = Attachment.objects.create(by=to, at=by.at, kind="photo", sha256="0" * 64)
    acts.do(matter.number, "finish", {"result": "换了灯"}, by, photos=[kept.pk])
    step(maan, matter, "publish", "韦监督", remark="去看过，亮了")
