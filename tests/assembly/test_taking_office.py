"""Who is elected takes office by the result, and whoever was there is succeeded."""

from datetime import date, timedelta

from django.db import transaction

from tests.assembly.electing import poll
from tests.assembly.hall import Hall
from tests.cast import MONDAY, VILLAGE
from yuanluo.matters.actions import leaving
from yuanluo.people.installing import Installed, install
from yuanluo.people.models import Appointment, Person
from yuanluo.people.queries import standing_on
from yuanluo.record.models import Act


def test_the_elected_are_appointed_and_those_before_are_succeeded(
    council: Hall,
) -> None:
    one = poll(council)
    before = council.village.stage.people["m1"]
    stays = council.village.stage.people["m2"]
    day = (MONDAY + timedelta(days=40)).date()
    # A step of the matter does this inside its transaction.
    with transaction.atomic():
        install(
            Installed(
                charter=council.village.charter.id,
                post="seat:council",
                place=VILLAGE,
                village=VILLAGE,
                people=(stays, one.people[0]),
                since=day,
                until=date(2031, 4, 11),
                reason="选举结果 2603-E00001",
                certificate="ab" * 32,
                at=MONDAY + timedelta(days=40),
            )
        )
    seated = Appointment.objects.on(day).filter(post__key="seat:council")
    assert set(seated.values_list("person", flat=True)) == {stays, one.people[0]}
    assert set(seated.values_list("until", flat=True)) == {date(2031, 4, 11)}
    # The power is there with the next request, and gone from the one before.
    assert any(p.key == "seat:council" for p in standing_on(one.people[0], day).posts)
    assert not standing_on(before, day).posts
    # Who comes after is in the record, by which their matters are handed over.
    old = Appointment.objects.get(person=before, post__key="seat:council")
    acts = Act.objects.filter(subject=f"person:{before}", verb="people.end")
    assert acts.get().payload["successor"] == one.people[0]
    assert leaving.left(old).post == "seat:council"
    made = Act.objects.get(subject=f"person:{one.people[0]}", verb="people.appoint")
    assert made.actor is None
    assert made.payload["certificate"] == "ab" * 32
    assert made.payload["reason"] == "选举结果 2603-E00001"
    # Whoever is elected again has one appointment running, from today.
    running = Appointment.objects.on(day).filter(person=stays)
    assert [row.since for row in running] == [day]
    assert Person.objects.filter(pk=before).exists()
