"""The page of styles: every component with words of a village, in each theme and size.

Shown in demonstration mode only. `?look=dark` and `?look=large` show the same page in
the other looks without changing what the visitor chose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from yuanluo.paper.answer import page
from yuanluo.web.shell import Shell
from yuanluo.web.views.samples import samples

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LOOKS = ("light", "dark", "large", "large-dark")


class Look(Shell):
    """A shell whose theme and size are those that the address asks for."""

    @property
    def look(self) -> str:
        """Which look is asked for."""
        asked = self._request.GET.get("look", "")
        return asked if asked in LOOKS else ""

    @property
    def theme(self) -> str:
        """Light or dark."""
        if not self.look:
            return super().theme
        return "dark" if "dark" in self.look else "light"

    @property
    def type_size(self) -> str:
        """Normal or large."""
        if not self.look:
            return super().type_size
        return "large" if "large" in self.look else "normal"


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component, or one of the sample pages."""
    pages = {
        "home": "web/styleguide/home.html",
        "desk": "web/styleguide/desk.html",
        "matter": "web/styleguide/matter.html",
        "board": "web/styleguide/board.html",
    }
    asked = request.GET.get("page", "")
    return page(
        request,
        pages.get(asked, "web/styleguide/index.html"),
        {"shell": Look(request), "looks": LOOKS, **samples(request)},
    )
