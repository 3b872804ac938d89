"""The product's addresses, the page of styles, and doors behind which things fail."""

import time
from itertools import count

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
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
from yuanluo.paper.answer import engine, surroundings
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


NUMBERS = count(1)
# What arrived at the form, in its order.
ARRIVED: list[dict[str, str]] = []
FORM = """{% extends "web/shell.html" %}{% block content %}
<form method="post"{{ ui.kept("note") }}>{{ csrf_input }}
<input type="hidden" name="request_id" value="{{ number }}">
{{ ui.field("words", "什么事？", type="textarea") }}
{{ ui.field("password", "密码", type="password", required=false) }}
{{ ui.button("发", kind="primary", busy="正在发…") }}</form>{% endblock %}"""


def note(request: HttpRequest) -> HttpResponse:
    """Take a note; `away` in it loses the database, `slow` takes its time."""
    if request.method == "POST":
        ARRIVED.append({name: str(value) for name, value in request.POST.items()})
        if "away" in request.POST["words"]:
            raise OperationalError("away")
        if "slow" in request.POST["words"]:
            time.sleep(1)
        return HttpResponseRedirect("/note")
    known = {"number": f"id-{next(NUMBERS)}", **surroundings(request)}
    return HttpResponse(engine().env.from_string(FORM).render(known))


urlpatterns = [
    path("note", note),
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
