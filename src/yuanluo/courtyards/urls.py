"""The addresses of partitions: their list, one of them, and what is done with it."""

from __future__ import annotations

from django.urls import path

from yuanluo.courtyards.views import acts, pages, taking

app_name = "courtyards"
ONE = "p/<str:code>/courtyards/<int:partition>"

urlpatterns = [
    path("courtyards", pages.home, name="home"),
    path("p/<str:code>/courtyards", pages.listing, name="list"),
    path("p/<str:code>/courtyards/new", acts.new, name="new"),
    path(ONE, pages.one, name="one"),
    path(f"{ONE}/compare", pages.compare, name="compare"),
    path(f"{ONE}/print", taking.sheet, name="print"),
    path(f"{ONE}/map.geojson", taking.geojson, name="geojson"),
    path(f"{ONE}/homes.csv", taking.table, name="csv"),
    path(f"{ONE}/move", acts.move, name="move"),
    path(f"{ONE}/undo", acts.undo, name="undo"),
    path(f"{ONE}/redo", acts.redo, name="redo"),
    path(f"{ONE}/refresh", acts.refresh, name="refresh"),
    path(f"{ONE}/withdraw", acts.withdraw, name="withdraw"),
    path(f"{ONE}/adopt", acts.adopt, name="adopt"),
]
