"""Who may open the pages of staff, and the matter on them.

A visitor is asked to sign in, somebody without a post is told so; a matter that this
person may not see is not there at all.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from yuanluo.matters.queries import showing
from yuanluo.matters.queries.dossier import Dossier, Gone
from yuanluo.paper.clock import moment
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
View = "Callable[Concatenate[HttpRequest, P], HttpResponseBase]"


def staff_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who holds a post that may see matters."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        who = standing_of(request)
        if who.person is None and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not who.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", guarded)


def found(request: HttpRequest, number: str) -> Dossier:
    """Open a matter through the door; for anybody else it is not there."""
    try:
        return showing.find(number, standing_of(request), moment(request))
    except Gone:
        raise Http404 from None
