"""Every address by fourteen roles in eight relations: no leak, and no difference."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from tests.cast import Village
from tests.matters.conftest import breaking, small
from tests.power.ground import (
    EVERY_PERSON,
    KEEPERS,
    RELATIONS,
    ROLES,
    SEEN,
    WATCHING,
    build,
    nothing,
)
from tests.power.walk import CLOSED, Walk, each, routes
from yuanluo.config.audience import AUDIENCE, Audience
from yuanluo.config.urls import handler404, urlpatterns
from yuanluo.people.models import Person

__all__ = ["breaking", "handler404", "small"]

#: A village's register holds these relations; of another village it holds nobody.
IN_REGISTER = {"own", "household", "grid", "village", "delegated", "complained"}


def test_the_roles_and_relations_are_those_of_the_plan() -> None:
    assert (len(ROLES), len(RELATIONS)) == (14, 8)
    assert SEEN.keys() == set(RELATIONS)


def test_everybody_is_let_in_where_the_table_says_and_with_a_post_only_while_it_runs(
    small: Village,
) -> None:
    ground = build(small)
    walk = Walk(ground)
    for role, route in each(ground, routes()):
        walk.door(role, route)
    assert walk.faults == []
    # A walk past closed doors proves nothing: somebody came in everywhere.
    named = {route.name for route in routes() if route.name in AUDIENCE}
    demo = {name for name, whom in AUDIENCE.items() if whom is Audience.DEMO}
    assert named - walk.opened - demo <= NOTHING_THERE
    # The very next request of who was let in above.
    ended = Walk(ground)
    behind = [route for route in routes() if route.whom is Audience.POST]
    ground.end_appointments()
    for role, route in each(ground, behind):
        ended.door(role, route, ended=True)
    assert ended.faults == []
    assert ended.opened == set()


#: Addresses that answer nothing to a bare request: of a draft, a notice or a photo that
#: this walk does not make, or without the words that they ask for.
NOTHING_THERE = {
    *("matters:report-draft", "matters:report-place", "matters:report-check"),
    *("matters:report-sent", "matters:report-slip", "matters:draft-photo"),
    *("web:notice", "web:notice-sheet", "web:notice-pdf", "web:notice-photo"),
    *("web:notice-say", "web:notice-keep", "web:notice-archive"),
    # The village has no linked households, and no units that owners hold.
    *("web:unit", "people:owners-end"),
    # The village is not divided by its charter; acts are walked below.
    *("courtyards:new", "courtyards:move", "courtyards:undo", "courtyards:redo"),
    *("courtyards:refresh", "courtyards:withdraw"),
    # Acts: walked with their matter below.
    *("matters:act", "matters:work-act", "matters:work-phone", "api:act_on_matter"),
    # For who asked; `tests/matters/test_helping.py` walks these.
    *("matters:helping", "matters:help-with", "matters:report-paper"),
    *("people:register-list-act", "people:register-export", "people:consent"),
    "people:register-copy-act",
    *("insight:watched", "api:api-root", "api:read_notices", "matters:deciding"),
    # No meeting is called here; `tests/matters/test_deciding.py` walks them.
    *("assembly:meeting", "assembly:come", "assembly:vote", "assembly:certificate"),
    "matters:sitting",
    # Nor is anybody elected: `tests/assembly/test_election_pages.py` walks that.
    *("assembly:election", "assembly:elect", "assembly:tellers"),
    "assembly:tally-sheet",
    *("assembly:door", "assembly:stand-in", "assembly:help", "assembly:attendance"),
    *("assembly:recusals", "assembly:paper", "assembly:sheets", "assembly:sheet"),
    # A calendar is of a village that the address names.
    *("assembly:opinion", "assembly:minutes", "assembly:feed"),
    # `tests/assembly/test_signed.py` walks these.
    *("assembly:signed", "assembly:signed-photo"),
}


def test_what_must_not_be_seen_cannot_be_told_from_what_is_not_there(
    small: Village,
) -> None:
    ground = build(small)
    walk, unknown = Walk(ground), nothing()
    kinds = [
        route
        for route in routes()
        if route.of_matter or route.of_register or route.of_partition
    ]
    assert len(kinds) >= 14
    for relation in RELATIONS:
        if relation == "ended":
            ground.end_appointments()
            walk.forget()
        for role, route in each(ground, kinds):
            if route.of_register:
                copy = route.name.startswith("people:register-copy")
                able = KEEPERS | WATCHING if copy else KEEPERS
                seen = role in able and relation in IN_REGISTER
            elif route.of_partition:
                # Whoever lives in the village may look, and everybody lives here.
                seen = role in EVERY_PERSON and relation != "other"
            else:
                seen = role in SEEN[relation]
            walk.relation(role, relation, route, seen=seen, unknown=unknown)
        if relation == "ended":
            ground.end_appointments(again=True)
            walk.forget()
    assert walk.faults == []
    assert walk.answers > 14 * 8 * 14


def test_pages_of_places_show_nothing_of_another_village(small: Village) -> None:
    """Whoever serves here finds no page of a place there, nor any word kept there."""
    ground = build(small)
    walk = Walk(ground)
    kinds = [one for one in routes() if ("str", "code") in one.holes]
    behind = {one.name for one in kinds if one.whom is Audience.POST}
    assert behind >= {
        *("web:staff", "web:appoint", "web:roster", "web:reserve", "web:coverage"),
        *("web:organisation", "web:grid-card", "web:roster-xlsx"),
    }
    there = ground.thing("resident", "other")
    for role, route in each(ground, kinds):
        if route.whom is not Audience.POST:
            continue
        for method in ("get", "post"):
            status, _body = walk.ask(role, method, route.address(there))
            assert status in CLOSED, (role, method, route.name, status)
    assert walk.faults == []
    assert walk.answers >= 14 * 2 * len(behind)
    # The control: in one's own village the same pages open.
    own = ground.thing("township", "own")
    opened = {
        route.name
        for route in kinds
        if walk.ask("township", "get", route.address(own))[0] == 200
    }
    assert opened >= {"web:staff", "web:roster", "web:reserve", "web:organisation"}


# Controls: pages that leak, which the same walk must find.


def leaks(request: HttpRequest, person: int) -> HttpResponse:
    """Show anybody to everybody."""
    found = Person.objects.filter(pk=person).first()
    if found is None:
        raise Http404
    return HttpResponse(found.phone)


def tells(request: HttpRequest, person: int) -> HttpResponse:
    """Say that somebody is there, by an answer of its own."""
    if Person.objects.filter(pk=person).exists():
        return HttpResponse("closed", status=403)
    raise Http404


urlpatterns = [
    path("register/leaks/<int:person>", leaks, name="leaks"),
    path("register/tells/<int:person>", tells, name="tells"),
    *urlpatterns,
]


def test_the_control_is_found(
    small: Village, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    for name in ("leaks", "tells"):
        monkeypatch.setitem(AUDIENCE, name, Audience.POST)
    planted = [route for route in routes() if route.name in {"leaks", "tells"}]
    assert len(planted) == 2
    ground = build(small, ("anonymous", "resident", "cadre"))
    walk, unknown = Walk(ground), nothing()
    for role, route in each(ground, planted):
        walk.door(role, route)
        walk.relation(role, "other", route, seen=False, unknown=unknown)
    found = "\n".join(walk.faults)
    assert "resident get leaks: let in" in found
    assert "shows 13799990002" in found
    assert "resident get tells (other): not as unknown, 403" in found
