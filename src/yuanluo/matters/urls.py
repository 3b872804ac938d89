"""The addresses of matters: reporting, following, handling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from yuanluo.matters.views import (
    deciding,
    helping,
    matter,
    mine,
    report,
    report_check,
    report_paper,
    report_place,
    sheet,
    sitting,
    work,
    work_bulk,
    work_export,
    work_matter,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "matters"

#: Pages of those who ask.
RESIDENT: list[URLPattern] = [
    path("report", report.report, name="report"),
    path("report/paper", report_paper.blank, name="report-paper"),
    path("report/<uuid:draft>", report.report, name="report-draft"),
    path("report/<uuid:draft>/place", report_place.place, name="report-place"),
    path("report/<uuid:draft>/check", report_check.check, name="report-check"),
    path("report/<uuid:draft>/sent", report.sent, name="report-sent"),
    path("report/<uuid:draft>/slip", report.slip, name="report-slip"),
    path(
        "report/<uuid:draft>/photos/<uuid:photo>",
        report.draft_photo,
        name="draft-photo",
    ),
    path("mine", mine.mine, name="mine"),
    path("decide", deciding.deciding, name="deciding"),
    path("decide/<int:pk>", sitting.sitting, name="sitting"),
    path("follow", matter.follow, name="follow"),
    path("m/<str:number>", matter.matter, name="matter"),
    path("m/<str:number>/slip", matter.slip, name="slip"),
    path("m/<str:number>/act/<slug:name>", matter.act, name="act"),
    path("m/<str:number>/for", helping.helping, name="helping"),
    path("m/<str:number>/for/<slug:name>", helping.help_with, name="help-with"),
    path("m/<str:number>/photos/<uuid:photo>", matter.photo, name="photo"),
]

#: Pages of those who work here.
STAFF: list[URLPattern] = [
    path("work", work.workbench, name="workbench"),
    path("work/counts", work.work_counts, name="work-counts"),
    path("work/filter", work.work_filter, name="work-filter"),
    path("work/bulk", work_bulk.work_bulk, name="work-bulk"),
    path("work/export", work_export.work_export, name="work-export"),
    path("work/<str:number>", work_matter.detail, name="work-on"),
    path("work/<str:number>/do/<slug:name>", work_matter.act, name="work-act"),
    path("work/<str:number>/phone", work_matter.phone, name="work-phone"),
    path("m/<str:number>/sheet", sheet.sheet, name="sheet"),
]

urlpatterns: list[URLPattern] = [*RESIDENT, *STAFF]
