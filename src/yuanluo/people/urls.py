"""The addresses of one's own page, the register, who looked, a demonstration's cast."""

from __future__ import annotations

from django.urls import path

from yuanluo.people.views import copies, looks, own, owners, registers

app_name = "people"

urlpatterns = [
    path("me", own.me, name="me"),
    path("me/looked", own.looked, name="looked"),
    path("me/consents/<slug:purpose>", own.consent, name="consent"),
    path("demo", own.demo, name="demo"),
    path("demo/<int:person>", own.step_in, name="step-in"),
    path("demo/out", own.step_out, name="step-out"),
    path("register", registers.register, name="register"),
    path("register/import", registers.read_in, name="register-import"),
    path("register/export", copies.ask, name="register-export"),
    path("register/copies/<uuid:number>", copies.shown, name="register-copy"),
    path(
        "register/copies/<uuid:number>/<slug:word>",
        copies.act,
        name="register-copy-act",
    ),
    path("looks", looks.looked, name="looks"),
    path("looks/trace", looks.trace, name="trace"),
    path("register/glass", registers.glass, name="register-glass"),
    path("register/owners", owners.owners, name="owners"),
    path("register/owners/<int:unit>/end", owners.end, name="owners-end"),
    path("register/lists/<uuid:number>", registers.list_shown, name="register-list"),
    path(
        "register/lists/<uuid:number>/<slug:word>",
        registers.list_act,
        name="register-list-act",
    ),
    path("register/people/<int:person>", registers.person, name="register-person"),
]
