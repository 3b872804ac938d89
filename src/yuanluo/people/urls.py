"""The addresses of one's own page, of the register, and of a demonstration's cast."""

from __future__ import annotations

from django.urls import path

from yuanluo.people.views import own, registers

app_name = "people"

urlpatterns = [
    path("me", own.me, name="me"),
    path("me/consents/<slug:purpose>", own.consent, name="consent"),
    path("demo", own.demo, name="demo"),
    path("demo/<int:person>", own.step_in, name="step-in"),
    path("demo/out", own.step_out, name="step-out"),
    path("register", registers.register, name="register"),
    path("register/import", registers.read_in, name="register-import"),
    path("register/export", registers.export, name="register-export"),
    path("register/glass", registers.glass, name="register-glass"),
    path("register/lists/<uuid:number>", registers.list_shown, name="register-list"),
    path(
        "register/lists/<uuid:number>/<slug:word>",
        registers.list_act,
        name="register-list-act",
    ),
    path("register/people/<int:person>", registers.person, name="register-person"),
]
