"""The addresses of one's own page and of the cast of a demonstration."""

from __future__ import annotations

from django.urls import path

from yuanluo.people import views

app_name = "people"

urlpatterns = [
    path("me", views.me, name="me"),
    path("demo", views.demo, name="demo"),
    path("demo/<int:person>", views.step_in, name="step-in"),
    path("demo/out", views.step_out, name="step-out"),
]
