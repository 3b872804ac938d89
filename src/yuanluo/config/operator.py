"""The operator's admin, in by the same door as everybody and under its own policy.

The admin's menus are written for evaluation in the browser, which no page of ours
may do; the wider policy holds for its addresses alone. Refuses its own sign-in page.
"""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from unfold.sites import UnfoldAdminSite

View = Callable[..., HttpResponse]

POLICY = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class OperatorSite(UnfoldAdminSite):  # type: ignore[misc]
    """The admin of the people who run the platform."""

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002
        """Let the admin's own scripts run."""
        guarded = csp_replace(POLICY)(super().admin_view(view, cacheable))
        return cast("View", guarded)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send to the common sign-in page."""
        door: View = secure_admin_login(super().login)
        return door(request, extra_context)
