"""What stands around every view: the policy of content, and a lost database.

A lost database becomes a page that says so and keeps the form's words. Catches what
views raise; a fault in the session reaches `errors.server_error`, which answers the
same. Refuses to hide any other fault.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.db import InterfaceError, OperationalError

from yuanluo.web.errors import unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

log = logging.getLogger(__name__)


class ContentPolicy(CSPMiddleware):
    """Gives every answer a policy of content, but for those that bring a stricter one.

    The policy of pages is written anew each time, which takes longer than a short
    answer to a program does.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Write the policy of pages, where there is none."""
        if HEADER in response:
            return response
        return super().process_response(request, response)


class LostDatabase:
    """Answers 503 where the database cannot be reached or does not answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Turn a lost database into an answer; leave all else alone."""
        if isinstance(exception, OperationalError | InterfaceError):
            log.error("The database does not answer: %s", exception)
            return unavailable(request)
        return None
