"""Slowing down who does the same thing too often: codes tried, reports without a name.

Counts by address in the cache that all processes share. Refuses nothing to somebody
who has signed in: their acts are in the record under their name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.urls import get_resolver

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

HOUR_SECONDS = 3600


def too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Count one more try from this address; say whether it is one too many."""
    key = f"brake:{what}:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, HOUR_SECONDS)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # It has just run out: the next hour begins.
        cache.set(key, 1, HOUR_SECONDS)
        return False


def slow_down(request: HttpRequest) -> HttpResponse:
    """Answer who is too fast, with the product's own page."""
    return get_resolver().resolve_error_handler(429)(request)
