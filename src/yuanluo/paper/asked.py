"""What a form sends beside its fields: the number by which it is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from django.http import HttpRequest

#: The hidden field of every form that writes.
FIELD = "request_id"


def request_id(request: HttpRequest) -> UUID:
    """Give the request id that a form was made with.

    A form that lost it is taken once all the same, under a fresh one: a resident whose
    old browser drops a hidden field is not turned away for it.
    """
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return uuid4()
