"""The addresses of the programs' interface, and of what people were told."""

from __future__ import annotations

from django.urls import path

# Importing a module is what adds its operations.
from yuanluo.gateway.api import (  # noqa: F401
    attachments,
    matters,
    notices,
    places,
    worklists,
)
from yuanluo.gateway.api.interface import api

urlpatterns = [path("api/v1/", api.urls)]
