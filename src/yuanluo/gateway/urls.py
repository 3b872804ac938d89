"""The addresses of the programs' interface, and of what people were told."""

from __future__ import annotations

from django.urls import include, path

from yuanluo.gateway import views

# Importing a module is what adds its operations.
from yuanluo.gateway.api import (  # noqa: F401
    attachments,
    matters,
    notices,
    page,
    places,
    worklists,
)
from yuanluo.gateway.api.interface import api

pages = [
    path("notices", views.notices, name="notices"),
    path("notices/read", views.notices_read, name="notices-read"),
    path("notices/preferences", views.preferences, name="preferences"),
    path("api/docs", page.api_manual, name="manual"),
]

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include((pages, "gateway"))),
]
