"""The addresses of figures and of what is behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from yuanluo.insight import views

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "insight"

urlpatterns: list[URLPattern] = [
    path("supervise", views.supervision, name="supervision"),
    path("supervise/list", views.watched_list, name="watched"),
]
