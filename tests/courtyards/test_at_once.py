"""Two people at one partition at the same moment, with real transactions."""

from threading import Barrier

import pytest
from django.db import transaction

from tests.courtyards.hamlet import DAY, NARROW, Hamlet
from tests.matters.test_concurrency import together
from yuanluo.courtyards import actions, queries
from yuanluo.courtyards.adopting import ToAdopt, adopt
from yuanluo.courtyards.models import Allotment, Partition, Plot
from yuanluo.people.models import Appointment
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act
from yuanluo.territory.models import Membership, Place

pytestmark = pytest.mark.postgresql
HANDS = 6


def where(partition: Partition) -> dict[int, int]:
    rows = Allotment.objects.filter(partition=partition)
    return dict(rows.values_list("home", "number"))


def test_of_many_who_move_at_once_one_moves_and_all_others_are_told(
    small: Hamlet,
) -> None:
    one = small.draw(limits=NARROW)
    before = where(one)
    to = before[small.doors[-1]]
    homes = small.doors[:HANDS]
    done = together(
        [
            lambda home=home: actions.move(  # type: ignore[misc]
                small.acts("sec"), one.pk, 1, [home], to
            )
            for home in homes
        ]
    )
    refused = [no for no in done if isinstance(no, Refused)]
    assert len(refused) == HANDS - 1
    assert {no.reasons[0].code for no in refused} == {"CHANGED"}
    assert Partition.objects.get(pk=one.pk).version == 2
    (change,) = queries.changes(one.pk, 1)
    moved = [home for home, number in where(one).items() if number != before[home]]
    assert moved == [home for home, _ in change.homes]


def test_control_without_a_version_both_would_move(small: Hamlet) -> None:
    one = small.draw(limits=NARROW)
    before = where(one)
    to = before[small.doors[-1]]
    barrier = Barrier(2)

    def naively(home: int) -> None:
        with transaction.atomic():
            assert Partition.objects.get(pk=one.pk).version == 1
            barrier.wait(10)
            rows = Allotment.objects.filter(partition=one, home=home)
            rows.update(number=to)

    done = together([lambda h=h: naively(h) for h in small.doors[:2]])  # type: ignore[misc]
    assert done == [None, None]
    now = where(one)
    assert [now[home] for home in small.doors[:2]] == [to, to]


def test_a_move_and_an_undo_at_once_leave_no_half(small: Hamlet) -> None:
    one = small.draw(limits=NARROW)
    before = where(one)
    to = before[small.doors[-1]]
    actions.move(small.acts("sec"), one.pk, 1, [small.doors[0]], to)
    done = together(
        [
            lambda: actions.undo(small.acts("sec"), one.pk, 2),
            lambda: actions.move(small.acts("drawer"), one.pk, 2, [small.doors[1]], to),
        ]
    )
    assert len([no for no in done if isinstance(no, Refused)]) == 1
    now = {home: number for home, number in where(one).items() if number == to}
    gone = set(now) - {home for home, number in before.items() if number == to}
    assert gone in (set(), {small.doors[0], small.doors[1]})


def wanted(partition: Partition) -> ToAdopt:
    numbers = Plot.objects.filter(partition=partition).values_list("number", flat=True)
    names = {number: f"{partition.title}{number}" for number in numbers}
    return ToAdopt(partition.pk, partition.version, DAY, names)


def test_of_two_who_adopt_at_once_one_adopts(small: Hamlet) -> None:
    drafts = [
        small.draw(title="甲", limits=NARROW),
        small.draw(title="乙", limits=NARROW),
    ]
    done = together(
        [
            lambda: adopt(small.acts("sec"), wanted(drafts[0])),
            lambda: adopt(small.acts("sec2"), wanted(drafts[1])),
        ]
    )
    refused = [no for no in done if isinstance(no, Refused)]
    assert [no.reasons[0].code for no in refused] == ["ANOTHER_ADOPTED"]
    assert Partition.objects.exclude(adopted_at=None).count() == 1
    assert Act.objects.filter(verb="partition.adopt").count() == 1
    # One courtyard to each home, and as many places as the one drew.
    assert Membership.objects.filter(level="courtyard", until=None).count() == 24
    new = Place.objects.filter(level="courtyard", since=DAY)
    assert new.count() == 6
    assert Appointment.objects.filter(until=DAY).count() == 2


def test_the_same_draft_adopted_twice_at_once_is_adopted_once(small: Hamlet) -> None:
    draft = small.draw(limits=NARROW)
    done = together(
        [
            lambda: adopt(small.acts("sec"), wanted(draft)),
            lambda: adopt(small.acts("sec2"), wanted(draft)),
        ]
    )
    refused = [no for no in done if isinstance(no, Refused)]
    assert [no.reasons[0].code for no in refused] == ["CLOSED"]
    assert Place.objects.filter(level="courtyard", since=DAY).count() == 6


def test_whoever_moves_while_another_adopts_changes_nothing_adopted(
    small: Hamlet,
) -> None:
    draft = small.draw(limits=NARROW)
    home = small.doors[0]
    to = where(draft)[small.doors[-1]]
    done = together(
        [
            lambda: adopt(small.acts("sec"), wanted(draft)),
            lambda: actions.move(small.acts("sec2"), draft.pk, 1, [home], to),
        ]
    )
    assert len([no for no in done if isinstance(no, Refused)]) == 1
    one = Partition.objects.get(pk=draft.pk)
    if one.adopted_at is not None:
        place = Plot.objects.get(partition=one, number=where(one)[home]).place_id
        mine = Membership.objects.get(home=home, level="courtyard", until=None)
        assert mine.place_id == place
        assert where(one)[home] != to
