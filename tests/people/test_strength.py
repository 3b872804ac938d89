"""Staffing: what the clock finds amiss, how far tiers are covered, and the tree."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.people.locality import (
    BUILDING,
    COUNTY,
    GRID,
    LONG_AGO,
    MARCH,
    MORNING,
    OTHER_VILLAGE,
    TOWNSHIP,
    UNIT,
    VILLAGE,
    Locality,
    settle,
)
from yuanluo.kernel.charter import Charter as Reading
from yuanluo.people import actions, jobs, organising, strength
from yuanluo.people.actions import ToAppoint
from yuanluo.people.models import Alert, Appointment, Body, Residency
from yuanluo.record import jobs as record_jobs
from yuanluo.record.actions import Refused
from yuanluo.territory import charters
from yuanluo.territory.models import Membership

KEY = "testland"


@pytest.fixture
def locality(transactional_db: None) -> Locality:
    return settle()


def reading(**bounds: int) -> Reading:
    """Give the charter with other bounds of the grid member's post."""
    now = charters.charter(KEY)
    posts = [
        post.model_copy(update=bounds) if post.id == "grid-member" else post
        for post in now.posts
    ]
    return now.model_copy(update={"posts": tuple(posts)})


def found(within: str = COUNTY, **bounds: int) -> strength.Force:
    return strength.force(reading(**bounds), within, MARCH)


def kinds(lacks: list[strength.Lack]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.place, one.post) for one in lacks]


def into_grid(locality: Locality) -> None:
    home = locality.homes["3栋101号"]
    Membership.objects.create(home=home, place_id=GRID, level="grid", since=LONG_AGO)


def test_vacancies_and_empty_seats_are_found(locality: Locality) -> None:
    assert kinds(strength.lacks(found())) == [
        ("vacant", TOWNSHIP, "clerk"),
        ("vacant", VILLAGE + "-0001", "party-leader"),
        ("vacant", BUILDING, "building-head"),
        ("vacant", OTHER_VILLAGE, "clerk"),
        ("seats", VILLAGE, "seat:affairs"),
        ("seats", OTHER_VILLAGE, "seat:affairs"),
    ]
    assert kinds(strength.lacks(found(GRID))) == [
        ("vacant", GRID, "party-leader"),
    ]
    two = [one for one in strength.lacks(found(GRID, least=2)) if one.found]
    assert [(one.post, one.found, one.bound) for one in two] == [("grid-member", 1, 2)]


def test_a_grid_over_its_limit_is_found_and_one_at_it_is_not(
    locality: Locality,
) -> None:
    into_grid(locality)
    force = found()
    assert (force.residents[GRID], force.residents[VILLAGE]) == (2, 2)
    over = strength.lacks(found(residents_most=1))
    zhou = locality.people["周网格"].pk
    assert [(one.person, one.found, one.bound) for one in over[:1]] == [(zhou, 2, 1)]
    assert over[0].kind == "overload"
    assert "overload" not in {
        one.kind for one in strength.lacks(found(residents_most=2))
    }
    # Two share a grid.
    locality.appoint("林秀英", "grid-member", GRID)
    assert "overload" not in {
        one.kind for one in strength.lacks(found(residents_most=1))
    }


def test_who_serves_two_places_answers_for_both(locality: Locality) -> None:
    into_grid(locality)
    post = reading().post("grid-member")
    assert post is not None
    zhou = locality.people["周网格"].pk
    locality.person("外来")
    Appointment.objects.create(
        person_id=zhou,
        post=Appointment.objects.filter(post__key="grid-member")[0].post,
        place_id=UNIT,
        since=LONG_AGO,
    )
    assert strength.loads(found(), post)[zhou][0] == 4


def test_who_moved_out_and_who_left_the_grid_are_not_counted(
    locality: Locality,
) -> None:
    into_grid(locality)
    lin = locality.people["林秀英"]
    Residency.objects.filter(person=lin).update(until=MARCH)
    assert found().residents[GRID] == 1
    Membership.objects.filter(place=GRID).update(until=MARCH)
    assert (found().residents[GRID], found().residents[VILLAGE]) == (0, 1)


def test_terms_that_end_within_sixty_days_are_found(locality: Locality) -> None:
    zhou = Appointment.objects.filter(person=locality.people["周网格"])
    for days, seen in ((60, True), (61, False)):
        zhou.update(until=MARCH + timedelta(days=days))
        told = [one for one in strength.lacks(found()) if one.kind == "ending"]
        assert [one.due_on for one in told] == (
            [MARCH + timedelta(days=days)] if seen else []
        )


def test_coverage_is_counted_by_tier(locality: Locality) -> None:
    seats = Body.objects.get(key="affairs", place=VILLAGE)
    locality.appoint("林秀英", "seat:affairs", VILLAGE)
    told = {
        (one.level, one.key): (one.have, one.of, one.people)
        for one in strength.coverage(found())
    }
    assert told["village", "clerk"] == (1, 2, 1)
    assert told["village", "affairs"] == (1, 2, 1)
    assert told["grid", "grid-member"] == (1, 1, 1)
    assert told["grid", "party-leader"] == (0, 1, 0)
    assert ("building", "linked-head") not in told
    assert seats.seats == 2


def test_families_are_counted_without_names(locality: Locality) -> None:
    into_grid(locality)
    assert strength.families_of(GRID, MARCH) == strength.Families(1, 1, 2, 0, 0, 0)
    other = strength.families_of(OTHER_VILLAGE, MARCH)
    assert (other.homes, other.alone) == (1, 1)


def test_whose_family_works_elsewhere_lives_alone(locality: Locality) -> None:
    into_grid(locality)
    here = Residency.objects.filter(household__home__memberships__place=GRID)
    gone = here.order_by("pk").first()
    assert gone is not None
    gone.away = True
    gone.save(update_fields=["away"])
    found = strength.families_of(GRID, MARCH)
    assert (found.at_home, found.away, found.alone) == (1, 1, 1)
    here.update(away=True)
    found = strength.families_of(GRID, MARCH)
    assert (found.households, found.at_home, found.away) == (0, 0, 2)


# The clock ----------------------------------------------------------------------------


def test_the_clock_tells_once_and_takes_back_what_is_mended(
    locality: Locality,
) -> None:
    assert jobs.tick(MORNING) > 0
    first = set(Alert.objects.values_list("key", flat=True))
    assert f"vacant:{BUILDING}:building-head:" in first
    assert jobs.tick(MORNING + timedelta(hours=1)) == 0
    new = ToAppoint(
        locality.people["林秀英"].pk, "building-head", BUILDING, MARCH, "补缺"
    )
    actions.appoint(locality.acting("吴镇长"), new)
    record_jobs.tick(MORNING)
    later = MORNING + timedelta(hours=2)
    assert jobs.tick(later) > 0
    mended = Alert.objects.get(key=f"vacant:{BUILDING}:building-head:")
    assert mended.gone_at == later
    still = Alert.objects.filter(gone_at=None)
    assert set(still.values_list("key", flat=True)) == first - {mended.key}
    assert jobs.tick(later) == 0


def test_an_alert_follows_its_figures_and_can_come_back(locality: Locality) -> None:
    organising.sweep(KEY, MORNING)
    Appointment.objects.filter(post__key="grid-member").update(until=MARCH)
    organising.sweep(KEY, MORNING + timedelta(days=1))
    (gap,) = Alert.objects.filter(key=f"vacant:{GRID}:grid-member:")
    assert (gap.found, gap.bound, gap.gone_at) == (0, 1, None)
    Appointment.objects.filter(post__key="grid-member").update(until=None)
    organising.sweep(KEY, MORNING + timedelta(days=2))
    Appointment.objects.filter(post__key="grid-member").update(until=MARCH)
    organising.sweep(KEY, MORNING + timedelta(days=3))
    assert Alert.objects.filter(key=gap.key).count() == 2
    assert Alert.objects.filter(key=gap.key, gone_at=None).count() == 1
    assert organising.sweep(KEY, MORNING + timedelta(days=3)) == 0


# The tree of bodies -------------------------------------------------------------------


def tree(locality: Locality) -> list[Body]:
    one = Body.objects.get(place=VILLAGE)
    made = [one]
    for key in ("branch", "group"):
        made.append(
            Body.objects.create(
                charter_id=KEY,
                key=key,
                title=f"{key} / {key}",
                place_id=VILLAGE,
                seats=1,
                above=made[-1],
            )
        )
    return made


def test_a_body_that_would_stand_under_itself_is_refused_with_the_round(
    locality: Locality,
) -> None:
    top, branch, group = tree(locality)
    with pytest.raises(Refused) as refused:
        organising.hang_body(locality.acting("吴镇长"), top.pk, group.pk, "试试")
    assert [str(one) for one in refused.value.reasons] == [
        "GOES_ROUND:事管委 → group → branch → 事管委"
    ]
    with pytest.raises(Refused) as refused:
        organising.hang_body(locality.acting("吴镇长"), branch.pk, branch.pk, "试试")
    assert [one.code for one in refused.value.reasons] == ["GOES_ROUND"]
    assert list(Body.objects.filter(above=None, place=VILLAGE)) == [top]


def test_a_body_is_hung_elsewhere_once_with_a_reason(locality: Locality) -> None:
    top, _, group = tree(locality)
    acting = locality.acting("吴镇长", request_id=uuid4())
    organising.hang_body(acting, group.pk, top.pk, "直接归事管委")
    assert organising.hang_body(acting, group.pk, top.pk, "直接归事管委").replayed
    group.refresh_from_db()
    assert group.above_id == top.pk
    organising.hang_body(locality.acting("吴镇长"), group.pk, None, "独立")
    for who, body, above, reason, code in (
        ("陈专干", group.pk, top.pk, "试试", "NO_SUCH_BODY"),
        ("吴镇长", group.pk, top.pk, "长" * 201, "TOO_LONG"),
        ("吴镇长", group.pk, top.pk, " ", "MISSING"),
        ("吴镇长", group.pk, 10**9, "试试", "NO_SUCH_BODY"),
        ("吴镇长", 10**9, None, "试试", "NO_SUCH_BODY"),
    ):
        with pytest.raises(Refused) as refused:
            organising.hang_body(locality.acting(who), body, above, reason)
        assert [one.code for one in refused.value.reasons] == [code]
