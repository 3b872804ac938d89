"""The addresses of pages that belong to no subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import path

from yuanluo.web.views import (
    cards,
    composition,
    facilities,
    linked,
    notices,
    noticing,
    noticing_print,
    portal,
    publication,
    rosters,
    staff,
    staffing,
)
from yuanluo.web.views.appearance import appearance
from yuanluo.web.views.styleguide import styleguide

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "web"

urlpatterns: list[URLPattern] = [
    path("", portal.home, name="home"),
    path("contacts", portal.contacts, name="contacts"),
    path("p/<str:code>", portal.place, name="place"),
    path("p/<str:code>/notices", portal.notices, name="notices"),
    path("p/<str:code>/publication", publication.publication, name="publication"),
    path("p/<str:code>/doors", portal.doors, name="doors"),
    path("p/<str:code>/doors/<int:home>", portal.door, name="door"),
    path("p/<str:code>/linked", linked.linked, name="linked"),
    path("p/<str:code>/linked/<str:place>", linked.unit, name="unit"),
    path("p/<str:code>/coverage", staffing.coverage, name="coverage"),
    path("p/<str:code>/organisation", staffing.organisation, name="organisation"),
    path("p/<str:code>/composition", composition.composition, name="composition"),
    path("p/<str:code>/knows", staffing.grid_card, name="grid-card"),
    path("p/<str:code>/doors/<int:home>/card.pdf", cards.door_card, name="door-card"),
    path("p/<str:code>/cards.pdf", cards.place_cards, name="place-cards"),
    path("p/<str:code>/near", facilities.near, name="facilities"),
    path("p/<str:code>/cadres", rosters.roster, name="roster"),
    path("p/<str:code>/cadres.xlsx", rosters.roster_xlsx, name="roster-xlsx"),
    path("p/<str:code>/reserve", rosters.reserve, name="reserve"),
    path("n/<slug:code>", notices.notice, name="notice"),
    path("n/<slug:code>/print", notices.notice_sheet, name="notice-sheet"),
    path("n/<slug:code>/notice.pdf", noticing_print.notice_pdf, name="notice-pdf"),
    path(
        "n/<slug:code>/archive.zip",
        noticing_print.notice_archive,
        name="notice-archive",
    ),
    path("n/<slug:code>/say", noticing.say, name="notice-say"),
    path("n/<slug:code>/keep", noticing.keep, name="notice-keep"),
    path("n/<slug:code>/photo/<uuid:photo>", notices.notice_photo, name="notice-photo"),
    path("staff", staff.staffing_places, name="staffing"),
    path("staff/end/<int:appointment>", staff.end, name="end-appointment"),
    path("staff/<str:code>", staff.staff, name="staff"),
    path("staff/<str:code>/<str:post>", staff.appoint, name="appoint"),
    path("appearance", appearance, name="appearance"),
]

if settings.DEMO:
    urlpatterns += [path("styleguide", styleguide, name="styleguide")]
