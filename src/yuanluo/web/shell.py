"""What surrounds every page: language, size of type, theme, navigation, messages.

Each part is found only when a template asks for it, so that a fragment costs nothing
and a page of faults, which is drawn `bare`, touches neither session nor database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yuanluo.people.queries import STEPPED_IN, VISITOR, standing_of
from yuanluo.web.navigation import FOOT, OWN, STAFF, TABS, Link, address, links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.messages.storage.base import Message
    from django.http import HttpRequest

    from yuanluo.people.queries import Standing

SIZES = ("normal", "large")
THEMES = ("light", "dark")


class Shell:
    """What the frame of a page shows, for one request."""

    def __init__(self, request: HttpRequest, *, bare: bool = False) -> None:
        self._request = request
        self._bare = bare

    @cached_property
    def _standing(self) -> Standing:
        return VISITOR if self._bare else standing_of(self._request)

    @property
    def language(self) -> str:
        """The language tag of the page."""
        return "en" if (get_language() or "").startswith("en") else "zh-Hans"

    @property
    def type_size(self) -> str:
        """The size of type: chosen on this device, else what the person keeps."""
        chosen = self._request.COOKIES.get("type", "")
        if chosen in SIZES:
            return chosen
        person = None if self._bare else getattr(self._request.user, "person", None)
        return "large" if person is not None and person.large_type else "normal"

    @property
    def theme(self) -> str:
        """Light or dark: what was chosen on this device."""
        chosen = self._request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else THEMES[0]

    @property
    def nonce(self) -> str:
        """The nonce of the content security policy."""
        return str(getattr(self._request, "csp_nonce", ""))

    @property
    def path(self) -> str:
        """The address to come back to after a change of the looks.

        A form that was refused may stand at an address that only takes forms: then it
        is the page the form was on.
        """
        asked = self._request
        if asked.method == "GET":
            return asked.get_full_path()
        page = urlsplit(asked.headers.get("Referer", ""))
        return page.path if page.netloc == asked.get_host() else asked.path

    @property
    def who(self) -> str:
        """Whose drafts these are on a phone that several people use."""
        return str(self._standing.person or "")

    @property
    def home(self) -> str:
        """The first page."""
        return address("web:home") or "/"

    @property
    def place(self) -> str:
        """The name in the header until a page gives its place."""
        return _("院落")

    @cached_property
    def tabs(self) -> tuple[Link, ...]:
        """The tab bar; who works here has the workbench in it."""
        if not self._standing.is_staff:
            return links(TABS)
        return links((*TABS[:1], *STAFF[:1], *TABS[1:]))

    @cached_property
    def staff(self) -> tuple[Link, ...]:
        """The row of pages for those who work here; empty for all others."""
        who = self._standing
        if not who.is_staff:
            return ()
        return links(
            tuple(way for way in STAFF if not way.power or who.places_with(way.power))
        )

    @cached_property
    def own(self) -> tuple[Link, ...]:
        """One's own pages; on a phone also those of one's work that have no tab."""
        tabbed = {tab.name for tab in self.tabs} | {"file", "public"}
        return (*links(OWN), *(one for one in self.staff if one.name not in tabbed))

    @property
    def links(self) -> tuple[Link, ...]:
        """The small links in the foot."""
        return links(FOOT)

    @property
    def sign_in(self) -> str:
        """The address of the sign-in page; empty for who is already in."""
        return "" if self._bare or self.who else address("account_login") or ""

    @property
    def cast(self) -> str:
        """The address of the cast, in a demonstration; empty elsewhere."""
        return address("people:demo") or "" if settings.DEMO and not self._bare else ""

    @property
    def played(self) -> str:
        """The member of the cast that one has stepped into, or nobody."""
        stepped = self.cast and self._request.session.get(STEPPED_IN)
        return self._standing.name if stepped else ""

    @property
    def messages(self) -> Iterable[Message]:
        """What the last act had to say."""
        return [] if self._bare else messages.get_messages(self._request)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template its shell; the template settings name this function."""
    return {"shell": Shell(request)}
