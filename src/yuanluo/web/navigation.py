"""The ways through the product: tabs for everybody, a row of pages for staff.

A way is shown only where its page exists, so that a locality without a subject has no
empty tab. Refuses to decide who may open a page: the page itself does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A page of the navigation, before its address is known; each is but itself.

    With a power, it is a way for those alone who have it somewhere.
    """

    name: str
    title: _StrPromise
    icon: str
    address: str
    power: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the navigation as a template draws it."""

    name: str
    title: str
    icon: str
    url: str


TABS = (
    Way("home", _("首页"), "house", "web:home"),
    Way("report", _("办事"), "clipboard-list", "matters:report"),
    Way("assembly", _("议事"), "messages-square", "assembly:home"),
    Way("points", _("积分"), "coins", "points:home"),
    Way("mine", _("我的"), "user-round", "matters:mine"),
)
STAFF = (
    Way("work", _("工作台"), "inbox", "matters:workbench"),
    Way("file", _("代人上报"), "clipboard-list", "matters:report"),
    Way("register", _("户籍册"), "users-round", "people:register", "people"),
    Way("courtyards", _("院落划分"), "map", "courtyards:home", "divide"),
    Way("watch", _("监督"), "scale", "insight:supervision", "supervise"),
    Way("staff", _("任免"), "user-check", "web:staffing", "appoint"),
    Way("board", _("看板"), "chart-column", "insight:board"),
    Way("assembly", _("议事"), "messages-square", "assembly:home"),
    Way("public", _("公开页"), "house", "web:home"),
    Way("mine", _("我的"), "user-round", "matters:mine"),
)
#: One's own pages, listed with one's matters.
OWN = (
    Way("notices", _("通知"), "bell", "gateway:notices"),
    Way("me", _("我的资料，谁看过"), "user-round", "people:me"),
)
FOOT = (
    Way("contacts", _("找谁办"), "phone", "web:contacts"),
    Way("playbooks", _("工作法"), "route", "matters:playbooks"),
    Way("styleguide", _("样式"), "book-open", "web:styleguide"),
)


@cache
def address(name: str) -> str | None:
    """Give the address of a page, or None where it does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def links(ways: tuple[Way, ...]) -> tuple[Link, ...]:
    """Give those of the ways that lead somewhere."""
    return _links(ways, get_language())


@lru_cache(maxsize=256)
def _links(ways: tuple[Way, ...], language: str | None) -> tuple[Link, ...]:
    assert language == get_language()
    return tuple(
        Link(way.name, gettext(str(way.title)), way.icon, found)
        for way in ways
        if (found := address(way.address)) is not None
    )
