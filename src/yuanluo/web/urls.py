"""The addresses of pages that belong to no subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import path

from yuanluo.web.views.appearance import appearance
from yuanluo.web.views.styleguide import styleguide

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "web"

urlpatterns: list[URLPattern] = [
    path("appearance", appearance, name="appearance"),
]

if settings.DEMO:
    urlpatterns += [path("styleguide", styleguide, name="styleguide")]
