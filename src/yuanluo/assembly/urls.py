"""The addresses of meetings, votes and what was decided."""

from __future__ import annotations

from django.urls import path

from yuanluo.assembly.views import door, elections, meetings, minutes, papers, signed

app_name = "assembly"

urlpatterns = [
    path("meetings", meetings.home, name="home"),
    path("meetings/<int:pk>", meetings.meeting, name="meeting"),
    path("meetings.ics", minutes.feed, name="feed"),
    path("meetings/<int:pk>/door", door.door, name="door"),
    path("meetings/<int:pk>/door/<int:number>", door.stand_in, name="stand-in"),
    path("meetings/<int:pk>/help", door.help_vote, name="help"),
    path("meetings/<int:pk>/attendance", door.attendance, name="attendance"),
    path("meetings/<int:pk>/minutes", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/signed", signed.signed, name="signed"),
    path("meetings/<int:pk>/signed/<uuid:photo>", signed.photo, name="signed-photo"),
    path("recusals/<int:pk>", door.recusals, name="recusals"),
    path("paper/<int:pk>", papers.paper, name="paper"),
    path("paper/<int:pk>/sheets.pdf", papers.sheets, name="sheets"),
    path("sheet/<slug:code>", papers.sheet, name="sheet"),
    path("say/<int:pk>", minutes.opinion, name="opinion"),
    path("come/<slug:code>", meetings.come, name="come"),
    path("vote/<int:pk>", meetings.vote, name="vote"),
    path("elections/<int:pk>", elections.election, name="election"),
    path("elections/<int:pk>/sheet", elections.elect, name="elect"),
    path("elections/<int:pk>/tellers", elections.tellers, name="tellers"),
    path("elections/<int:pk>/tally", elections.tally_sheet, name="tally-sheet"),
    path("decided/<int:pk>", meetings.certificate, name="certificate"),
]
