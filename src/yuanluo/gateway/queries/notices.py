"""What somebody was told: newest first, page by page, and how much is unread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.gateway.models import Notification, Preference
from yuanluo.matters.models import Matter
from yuanluo.people.models import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuanluo.people.queries import Standing

PAGE = 30
FAILED_MOST = 5
#: Beyond this many the mark only says that there are more.
COUNTED_MOST = 99


@dataclass(frozen=True, slots=True)
class Page:
    """Some notices, and from which one the older ones follow."""

    items: tuple[Notification, ...]
    older: int | None


def page(who: Standing, before: int | None = None, *, unread: bool = False) -> Page:
    """Give a page of a person's notices, older than one of them."""
    mine = Notification.objects.visible_to(who)
    mine = mine.unread() if unread else mine.on_page()
    if before is not None:
        mine = mine.filter(pk__lt=before)
    found = list(mine.order_by("-pk")[: PAGE + 1])
    shown = tuple(found[:PAGE])
    return Page(shown, shown[-1].pk if len(found) > PAGE else None)


def count_unread(who: Standing) -> int:
    """Say how many are unread, counted up to a bound."""
    mine = Notification.objects.visible_to(who).unread()
    return mine.order_by()[: COUNTED_MOST + 1].count()


def failed(who: Standing) -> list[Notification]:
    """Give the latest of a person's notices that did not arrive by mail."""
    lost = Notification.objects.visible_to(who).filter(state="failed")
    return list(lost.order_by("-pk")[:FAILED_MOST])


def titles(who: Standing, numbers: Iterable[str]) -> dict[str, str]:
    """Give the titles of those matters that the person may still see."""
    seen = Matter.objects.visible_to(who).filter(number__in=set(numbers))
    return dict(seen.values_list("number", "title"))


def switched_off(who: Standing) -> set[tuple[str, str]]:
    """Give the channels and kinds that a person has switched off."""
    off = Preference.objects.filter(person=who.person, on=False)
    return set(off.values_list("channel", "kind"))


def mail_address(who: Standing) -> str:
    """Give the address to which a person's mail goes, empty if there is none."""
    mine = Account.objects.filter(person=who.person, is_active=True)
    return mine.values_list("email", flat=True).first() or ""
