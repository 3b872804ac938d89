"""Drawing, moving, undoing, adopting: what each does, and what it refuses."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import MONDAY, VILLAGE
from tests.courtyards.hamlet import DAY, LONG_AGO, METRE, NARROW, Hamlet
from yuanluo.courtyards import actions, queries, settling
from yuanluo.courtyards.adopting import ToAdopt, adopt
from yuanluo.courtyards.models import Allotment, Partition, Plot
from yuanluo.courtyards.refusal_words import said
from yuanluo.kernel.courtyards.village import Limits
from yuanluo.matters.models import MatterPlace, Responsibility
from yuanluo.people.models import Appointment, Household, Person, Residency
from yuanluo.people.queries import Acting
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act
from yuanluo.territory.models import Home, Membership, Place

TOMORROW = DAY + timedelta(days=1)


def where(partition: Partition) -> dict[int, int]:
    rows = Allotment.objects.filter(partition=partition)
    return dict(rows.values_list("home", "number"))


def codes(no: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in no.value.reasons]


def adopted(small: Hamlet, drawn: Partition, by: str = "sec", **more: object) -> None:
    plots = Plot.objects.filter(partition=drawn)
    names = {p.number: p.name or f"新{p.number}" for p in plots}
    told = {"since": DAY, "names": names, **more}
    wanted = ToAdopt(drawn.pk, drawn.version, **told)  # type: ignore[arg-type]
    adopt(small.acts(by), wanted)


# Drawing ------------------------------------------------------------------------------


def test_the_machine_draws_courtyards_that_hold(small: Hamlet) -> None:
    drawn = small.draw(limits=Limits(8, 8))
    shown = queries.drawn(drawn)
    assert [plot.measured.households for plot in shown.plots] == [8, 8, 8]
    assert shown.holds
    # The clusters of the valley, one by one.
    for plot in shown.plots:
        assert len({home.address[0] for home in plot.homes}) == 1
    assert drawn.is_draft
    assert drawn.version == 1
    # Nothing is changed by a draft.
    assert not Membership.objects.exclude(until=None).exists()


def test_people_of_another_village_who_live_here_belong_here(small: Hamlet) -> None:
    # One more household behind a door: registered elsewhere, living here.
    guest = Person.objects.create(name="外村示例")
    there = Household.objects.create(home_id=small.doors[3], name="外村户")
    Residency.objects.create(person=guest, household=there, since=LONG_AGO)
    # And one that is registered here and left: it counts no more.
    Residency.objects.filter(household__home=small.doors[23]).update(until=DAY)
    shown = queries.drawn(small.draw())
    assert shown.households == 24
    assert {h.home: h.households for h in shown.homes}[small.doors[3]] == 2
    assert small.doors[23] not in {home.home for home in shown.homes}


def test_what_stands_and_what_stays_together_is_kept(small: Hamlet) -> None:
    ends = ("2组5号", "3组1号")
    drawn = small.draw(limits=Limits(4, 12), keep=(small.yards[0],), together=(ends,))
    shown = queries.drawn(drawn)
    kept = next(plot for plot in shown.plots if plot.place == small.yards[0])
    assert {home.home for home in kept.homes} == set(small.doors[:12])
    assert kept.name == "1号院落"
    both = {h.number for h in shown.homes if h.address in ends}
    assert len(both) == 1
    assert shown.holds


def test_why_no_partition_exists_is_told_with_the_doors(small: Hamlet) -> None:
    for number in range(12):
        household = Household.objects.create(home_id=small.doors[0], name=f"多{number}")
        person = Person.objects.create(name=f"示例多{number}")
        Residency.objects.create(person=person, household=household, since=LONG_AGO)
    with pytest.raises(Refused) as no:
        small.draw()
    assert codes(no) == ["IMPOSSIBLE"]
    assert "1组1号" in no.value.reasons[0].detail
    assert "13 户" in no.value.reasons[0].detail
    assert not Partition.objects.exists()


def test_every_fault_of_the_homes_is_told_at_once(small: Hamlet) -> None:
    Home.objects.filter(pk=small.doors[0]).update(lon=None, lat=None)
    Home.objects.filter(pk=small.doors[1]).update(address="2组 １号")
    Home.objects.filter(pk=small.doors[2]).update(lat=85.0)
    with pytest.raises(Refused) as no:
        small.draw(limits=Limits(2, 99), together=(("9组9号", "1组4号"),))
    assert codes(no) == [
        *("NO_POINT", "SAME_DOOR", "FAR_AWAY", "BAD_LIMITS", "UNKNOWN_DOOR")
    ]
    details = [reason.detail for reason in no.value.reasons]
    assert details[0] == "1组1号"
    assert set(details[1].split("、")) == {"2组 １号", "2组1号"}
    assert details[3] == "4–12"
    assert details[4] == "9组9号"


def square(west: float, south: float, east: float, north: float) -> dict[str, object]:
    corners = [[west, south], [east, south], [east, north], [west, north]]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


def test_a_boundary_that_crosses_itself_and_homes_outside_are_refused(
    small: Hamlet,
) -> None:
    village = Place.objects.get(code=VILLAGE)
    cross = [[107, 25], [108, 26], [108, 25], [107, 26], [107, 25]]
    village.boundary = {"type": "Polygon", "coordinates": [cross]}
    village.save(update_fields=["boundary"])
    with pytest.raises(Refused) as no:
        small.draw()
    assert codes(no) == ["BAD_BOUNDARY"]
    assert "not valid" in no.value.reasons[0].detail
    village.boundary = square(107.3, 25.8, 107.33 + 200 * METRE, 25.9)
    village.save(update_fields=["boundary"])
    with pytest.raises(Refused) as no:
        small.draw()
    assert codes(no) == ["OUTSIDE"]
    assert "3组1号" in no.value.reasons[0].detail


def test_barriers_part_and_bad_ones_are_refused(small: Hamlet) -> None:
    river = 107.33 + 100 * METRE
    line = {"type": "LineString", "coordinates": [[river, 25.8], [river, 25.9]]}
    shown = queries.drawn(small.draw(barriers=line, limits=Limits(4, 12)))
    for plot in shown.plots:
        assert len({home.lon < river for home in plot.homes}) == 1
    curl = [[107.3, 25.8], [107.4, 25.9], [107.4, 25.8], [107.3, 25.9]]
    with pytest.raises(Refused) as no:
        small.draw(barriers={"type": "LineString", "coordinates": curl})
    assert codes(no) == ["BAD_BARRIERS"]
    assert said(no.value.reasons, "zh-hans") == [
        "河流道路的文件读不懂，改好再传：第1个图形：这条线和自己交叉"
    ]
    assert said(no.value.reasons, "en") == [
        "The file of barriers cannot be used: shape 1: the line crosses itself"
    ]
    lake = square(*(107.33 - METRE, 25.83 - METRE, 107.33 + METRE, 25.83 + METRE))
    with pytest.raises(Refused) as no:
        small.draw(barriers=lake)
    assert [(r.code, r.detail) for r in no.value.reasons] == [
        ("IN_A_BARRIER", "1组1号")
    ]


def test_drawing_needs_the_power_and_happens_once(small: Hamlet) -> None:
    with pytest.raises(Refused) as no:
        small.draw(by="clerk")
    assert codes(no) == ["NO_POWER"]
    acting = small.acts("sec")
    wanted = actions.ToDivide(VILLAGE, title="一次")
    first, second = actions.draw(acting, wanted), actions.draw(acting, wanted)
    assert second.replayed
    assert first.content == second.content
    assert Partition.objects.count() == 1


# By hand ------------------------------------------------------------------------------


def test_a_home_is_moved_and_the_limits_are_looked_at_at_once(small: Hamlet) -> None:
    drawn = small.draw(limits=Limits(8, 8))
    before = where(drawn)
    home = small.doors[7]
    to = before[small.doors[8]]
    answer = actions.move(small.acts("sec"), drawn.pk, 1, [home], to)
    assert answer.content == {"partition": drawn.pk, "version": 2}
    assert where(drawn) == {**before, home: to}
    shown = queries.drawn(Partition.objects.get(pk=drawn.pk))
    assert (shown.within, shown.connected) == (1, 3)
    # Cut out of the middle of the other, it lies apart.
    actions.move(small.acts("sec"), drawn.pk, 2, [home], before[small.doors[23]])
    shown = queries.drawn(Partition.objects.get(pk=drawn.pk))
    assert shown.connected == 2


def test_undoing_restores_exactly_move_by_move(small: Hamlet) -> None:
    drawn = small.draw(limits=Limits(8, 8))
    states = [where(drawn)]
    one, two, three = (states[0][small.doors[at]] for at in (0, 8, 16))
    moves = (
        (small.doors[:8], two),
        ([small.doors[0], small.doors[9]], three),
        ([small.doors[9]], None),
    )
    for version, (homes, to) in enumerate(moves, start=1):
        actions.move(small.acts("sec"), drawn.pk, version, homes, to)
        states.append(where(drawn))
    assert states[3][small.doors[9]] not in {one, two, three}
    for back in (2, 1, 0):
        version = Partition.objects.get(pk=drawn.pk).version
        actions.undo(small.acts("sec"), drawn.pk, version)
        assert where(drawn) == states[back]
    with pytest.raises(Refused) as no:
        actions.undo(small.acts("sec"), drawn.pk, 7)
    assert codes(no) == ["NOTHING_TO_UNDO"]


def test_what_was_undone_is_done_again_until_something_else_is_moved(
    small: Hamlet,
) -> None:
    drawn = small.draw(limits=Limits(8, 8))
    states = [where(drawn)]
    two, three = (states[0][small.doors[at]] for at in (8, 16))
    for homes, to in ((small.doors[:8], two), ([small.doors[9]], three)):
        actions.move(small.acts("sec"), drawn.pk, len(states), homes, to)
        states.append(where(drawn))

    def turn(how: Callable[[Acting, int, int], object]) -> dict[int, int]:
        version = Partition.objects.get(pk=drawn.pk).version
        how(small.acts("sec"), drawn.pk, version)
        return where(drawn)

    with pytest.raises(Refused) as no:
        turn(actions.redo)
    assert codes(no) == ["NOTHING_TO_REDO"]
    assert [turn(actions.undo), turn(actions.undo)] == [states[1], states[0]]
    assert [turn(actions.redo), turn(actions.redo)] == [states[1], states[2]]
    assert [turn(actions.undo), turn(actions.redo)] == [states[1], states[2]]
    assert turn(actions.undo) == states[1]
    version = Partition.objects.get(pk=drawn.pk).version
    actions.move(small.acts("sec"), drawn.pk, version, [small.doors[20]], two)
    with pytest.raises(Refused) as no:
        turn(actions.redo)
    assert codes(no) == ["NOTHING_TO_REDO"]


def test_whoever_looked_at_an_older_version_changes_nothing(small: Hamlet) -> None:
    drawn = small.draw()
    before = where(drawn)
    home, other = small.doors[7], small.doors[8]
    actions.move(small.acts("sec"), drawn.pk, 1, [home], before[other])
    after = where(drawn)
    with pytest.raises(Refused) as no:
        actions.move(small.acts("drawer"), drawn.pk, 1, [other], before[home])
    assert codes(no) == ["CHANGED"]
    assert where(drawn) == after
    (change,) = queries.changes(drawn.pk, 1)
    assert (change.verb, change.by, change.homes) == (
        *("move", "sec"),
        ((home, before[home]),),
    )


@pytest.mark.parametrize(
    ("homes", "to", "code"),
    [
        ([], 1, "NO_HOME_CHOSEN"),
        ([999_999], 1, "NO_HOME_CHOSEN"),
        ([0], 99, "UNKNOWN_PLOT"),
        ([0], -1, "ALREADY"),
    ],
)
def test_what_cannot_be_moved_is_refused(
    small: Hamlet, homes: list[int], to: int, code: str
) -> None:
    drawn = small.draw()
    chosen = [small.doors[at] if at < 99 else at for at in homes]
    number = where(drawn)[chosen[0]] if to == -1 else to
    with pytest.raises(Refused) as no:
        actions.move(small.acts("sec"), drawn.pk, 1, chosen, number)
    assert codes(no) == [code]
    assert Partition.objects.get(pk=drawn.pk).version == 1


def test_a_withdrawn_draft_stays_as_it_is(small: Hamlet) -> None:
    drawn = small.draw()
    actions.withdraw(small.acts("sec"), drawn.pk, 1, "画错了")
    with pytest.raises(Refused) as no:
        actions.move(small.acts("sec"), drawn.pk, 2, [small.doors[0]], 2)
    assert codes(no) == ["CLOSED"]
    with pytest.raises(Refused) as no:
        adopted(small, Partition.objects.get(pk=drawn.pk))
    assert codes(no) == ["CLOSED"]


# Adopting -----------------------------------------------------------------------------


def test_adopting_makes_courtyards_with_dates_and_keeps_what_was(
    small: Hamlet,
) -> None:
    matter = small.open()
    drawn = small.draw(limits=Limits(8, 8))
    before = where(drawn)
    adopted(small, drawn)
    settling.settle(drawn.pk, MONDAY)
    drawn = Partition.objects.get(pk=drawn.pk)
    assert (drawn.since, drawn.until, drawn.settled_at) == (DAY, None, MONDAY)
    # The first cluster was all of courtyard one but four homes: it goes on.
    plots = {p.number: p for p in Plot.objects.filter(partition=drawn)}
    first = plots[before[small.doors[0]]]
    assert first.place_id == small.yards[0]
    last = plots[before[small.doors[23]]]
    assert last.place_id == small.yards[1]
    middle = plots[before[small.doors[8]]]
    assert middle.place_id not in small.yards
    new = Place.objects.get(code=middle.place_id)
    assert (new.name, new.level, new.since) == (middle.name, "courtyard", DAY)
    # Old memberships end on the day the new ones begin, and are not rewritten.
    moved = Membership.objects.filter(home=small.doors[8]).order_by("since")
    assert [(m.place_id, m.since, m.until) for m in moved] == [
        (small.yards[0], LONG_AGO, DAY),
        (new.code, DAY, None),
    ]
    assert Membership.objects.filter(home=small.doors[0]).count() == 1
    assert (
        MatterPlace.objects.filter(matter=matter, level="courtyard").get().place
        == (small.yards[0])
    )


def test_what_ends_ends_with_its_posts_and_matters_go_with_their_homes(
    small: Hamlet,
) -> None:
    matter = small.open()
    held = Responsibility.objects.get(matter=matter)
    Responsibility.objects.filter(pk=held.pk).update(
        post="courtyard-head", place=small.yards[0], person=small.heads[0]
    )
    due = Responsibility.objects.get(pk=held.pk).due_at
    drawn = small.draw(limits=NARROW)
    assert not Plot.objects.filter(partition=drawn).exclude(place=None).exists()
    adopted(small, drawn)
    assert settling.settle(drawn.pk, MONDAY) == 1
    heads = Appointment.objects.filter(post__key="courtyard-head")
    assert [one.until for one in heads] == [DAY, DAY]
    assert all("重新划分" in one.reason for one in heads)
    old = Place.objects.filter(code__in=small.yards)
    assert [place.until for place in old] == [DAY, DAY]
    # Nothing is lost: the matter waits where its home lies now, by the same day.
    place = Plot.objects.get(
        partition=drawn, number=where(drawn)[small.doors[0]]
    ).place_id
    now = Responsibility.objects.get(matter=matter, until=None)
    assert (now.place, now.post, now.person, now.vacant) == (
        *(place, "courtyard-head"),
        *(None, True),
    )
    assert now.due_at == due
    assert Act.objects.filter(
        subject=matter.number, verb="matter.relocate", detail=place
    ).exists()
    # A second look finds nothing to do.
    assert settling.settle(drawn.pk, MONDAY) == 0
    assert Responsibility.objects.filter(matter=matter).count() == 2


def test_a_partition_from_a_later_day_waits_for_it(small: Hamlet) -> None:
    from yuanluo.courtyards.jobs import tick

    drawn = small.draw(limits=NARROW)
    adopted(small, drawn, since=TOMORROW)
    tick(MONDAY)
    assert Place.objects.filter(code__in=small.yards, until=None).count() == 2
    today = Membership.objects.filter(home=small.doors[0], since__lte=DAY)
    assert [one.place_id for one in today] == [small.yards[0]]
    tick(MONDAY + timedelta(days=1))
    assert not Place.objects.filter(code__in=small.yards, until=None).exists()
    assert Partition.objects.get(pk=drawn.pk).settled_at is not None
    assert tick(MONDAY + timedelta(days=1)) == 0


def test_every_reason_against_adopting_is_told_at_once(small: Hamlet) -> None:
    drawn = small.draw(limits=Limits(8, 8), together=(("1组1号", "1组2号"),))
    number = where(drawn)
    far = number[small.doors[23]]
    actions.move(small.acts("sec"), drawn.pk, 1, [small.doors[0]], far)
    guest = Person.objects.create(name="新来示例")
    home = Home.objects.create(
        village_id=VILLAGE, address="新建1号", lon=107.33, lat=25.831
    )
    household = Household.objects.create(home=home, name="新户")
    Residency.objects.create(person=guest, household=household, since=LONG_AGO)
    drawn = Partition.objects.get(pk=drawn.pk)
    with pytest.raises(Refused) as no:
        adopted(
            small,
            drawn,
            since=DAY - timedelta(days=1),
            names={1: "同名", 2: "同名", 3: ""},
        )
    assert codes(no) == [
        *("DAY_PASSED", "OUT_OF_LIMITS", "IN_PIECES", "SET_APART"),
        *("HOMES_CHANGED", "NO_NAME", "NAME_TAKEN"),
    ]
    assert Place.objects.filter(level="courtyard").count() == 2
    assert not Act.objects.filter(verb="partition.adopt").exists()
    # Brought up to date, the new home lies where its nearest neighbour does.
    actions.refresh(small.acts("sec"), drawn.pk, 2)
    assert where(drawn)[home.pk] == where(drawn)[small.doors[4]]
    assert queries.last_move(drawn.pk) is None


def test_only_who_decides_adopts(small: Hamlet) -> None:
    drawn = small.draw(by="drawer")
    with pytest.raises(Refused) as no:
        adopted(small, drawn, by="drawer")
    assert codes(no) == ["NO_POWER"]
    adopted(small, drawn, by="sec")
    assert Partition.objects.get(pk=drawn.pk).adopted_by_id == small.stage.people["sec"]


def test_one_drawn_before_another_was_adopted_is_refused(small: Hamlet) -> None:
    one, other = small.draw(title="甲"), small.draw(title="乙", limits=NARROW)
    adopted(small, one)
    settling.settle(one.pk, MONDAY)
    with pytest.raises(Refused) as no:
        adopted(small, other, since=TOMORROW)
    assert codes(no) == ["ANOTHER_ADOPTED"]
    assert no.value.reasons[0].detail == "甲"
    # Drawn anew, it follows: the first ends on its day and stays as history.
    third = small.draw(title="丙", limits=NARROW)
    adopted(small, third, since=TOMORROW)
    assert Partition.objects.get(pk=one.pk).until == TOMORROW
    with pytest.raises(Refused) as no:
        adopted(small, small.draw(title="丁"), since=TOMORROW)
    assert "ANOTHER_TO_COME" in codes(no)


def test_empty_homes_belong_where_their_nearest_neighbour_does(small: Hamlet) -> None:
    empty = Home.objects.create(
        village_id=VILLAGE, address="空房", lon=107.33, lat=25.83 - 20 * METRE
    )
    drawn = small.draw(limits=Limits(8, 8))
    assert empty.pk not in where(drawn)
    adopted(small, drawn)
    mine = Membership.objects.get(home=empty, level="courtyard")
    theirs = Membership.objects.get(home=small.doors[0], level="courtyard", until=None)
    assert mine.place_id == theirs.place_id


def test_each_act_is_done_once(small: Hamlet) -> None:
    drawn = small.draw()
    number = where(drawn)[small.doors[8]]
    acting = small.acts("sec", request_id=uuid4())
    for _ in range(2):
        actions.move(acting, drawn.pk, 1, [small.doors[0]], number)
    assert Partition.objects.get(pk=drawn.pk).version == 2
