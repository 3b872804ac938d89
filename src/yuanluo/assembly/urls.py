"""The addresses of meetings, votes and what was decided."""

from __future__ import annotations

from django.urls import path

from yuanluo.assembly import electing_views, views

app_name = "assembly"

urlpatterns = [
    path("meetings", views.home, name="home"),
    path("meetings/<int:pk>", views.meeting, name="meeting"),
    path("come/<slug:code>", views.come, name="come"),
    path("vote/<int:pk>", views.vote, name="vote"),
    path("elections/<int:pk>", electing_views.election, name="election"),
    path("elections/<int:pk>/sheet", electing_views.elect, name="elect"),
    path("elections/<int:pk>/tellers", electing_views.tellers, name="tellers"),
    path("elections/<int:pk>/tally", electing_views.tally_sheet, name="tally-sheet"),
    path("decided/<int:pk>", views.certificate, name="certificate"),
]
