"""The addresses of meetings, votes and what was decided."""

from __future__ import annotations

from django.urls import path

from yuanluo.assembly import views

app_name = "assembly"

urlpatterns = [
    path("meetings", views.home, name="home"),
    path("meetings/<int:pk>", views.meeting, name="meeting"),
    path("come/<slug:code>", views.come, name="come"),
    path("vote/<int:pk>", views.vote, name="vote"),
    path("decided/<int:pk>", views.certificate, name="certificate"),
]
