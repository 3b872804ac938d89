"""The product's addresses, the page of styles, and doors behind which things fail."""

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from yuanluo.config.urls import (
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
    urlpatterns,
)
from yuanluo.web import errors
from yuanluo.web.views.styleguide import styleguide

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the server closed the connection")


@csrf_exempt
def unguarded(request: HttpRequest) -> HttpResponse:
    raise InterfaceError("the connection is closed")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def second(request: HttpRequest) -> HttpResponse:
    return errors.stale(request, ["李电工收下了"], back="/matters/1")


def reads(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("words", ""))


urlpatterns = [
    path("styleguide", styleguide),
    path("away", away),
    path("api/away", away),
    path("unguarded", unguarded),
    path("broken", broken),
    path("api/broken", broken),
    path("closed", closed),
    path("second", second),
    path("reads", reads),
    *urlpatterns,
]
