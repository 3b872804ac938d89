"""A hall full of people: a village of two thousand on the roll, each signed in.

It lies in a database of its own, made before anything else is there. Sign-in itself is
not measured: sessions are written as sign-in writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.clients import Signed
from bench.ground import HALL, connected
from yuanluo.kernel.canonical import digest

if TYPE_CHECKING:
    from datetime import datetime

    from tests.assembly.hall import Hall

    from yuanluo.assembly.models import Ballot, Meeting

PEOPLE = 2_000
NOTICE_DAYS = 12
#: Keys that are found again among all other values.
FIRST = {"people_person": 7_000_001, "assembly_rollentry": 8_000_001}
TOKEN = "b" * 32


@dataclass(frozen=True, slots=True)
class Full:
    """The hall with its people, in the order of the roll, and when it was called."""

    hall: Hall
    people: tuple[int, ...]
    signed: tuple[Signed, ...]
    now: datetime


def fill() -> Full:
    """Point this process at the hall's database and let the village move in."""
    from django.db import connection
    from django.utils import timezone
    from tests.assembly.hall import hall

    connection.close()
    connection.settings_dict["NAME"] = HALL
    town = hall()
    with connected(HALL) as found:
        for table, first in FIRST.items():
            found.execute(f"ALTER TABLE {table} ALTER id RESTART WITH {first}")
    people = _moved_in()
    signed = tuple(_signed(person) for person in people)
    return Full(town, people, signed, timezone.now())


def _moved_in() -> tuple[int, ...]:
    """Let people live there, and nobody else be on the roll."""
    from tests.cast import VILLAGE

    from yuanluo.people.models import Household, Person, Residency
    from yuanluo.territory.models import Home

    Residency.objects.all().delete()
    home = Home.objects.create(village_id=VILLAGE, address="1号", generated=True)
    people = Person.objects.bulk_create(
        Person(name=f"选民{n:05}", born=date(1970, 1, 1), generated=True)
        for n in range(PEOPLE)
    )
    households = Household.objects.bulk_create(
        Household(home=home, name=f"{n:05}家", generated=True) for n in range(PEOPLE)
    )
    Residency.objects.bulk_create(
        Residency(person=person, household=lives, since=date(2000, 1, 1))
        for person, lives in zip(people, households, strict=True)
    )
    return tuple(person.pk for person in people)


def _signed(person: int) -> Signed:
    """Sign somebody in."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from yuanluo.people.models import Account

    account = Account(username=f"v{person}", person_id=person)
    account.set_unusable_password()
    account.save()
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    cookies = {
        settings.SESSION_COOKIE_NAME: session.session_key,
        settings.CSRF_COOKIE_NAME: TOKEN,
    }
    return Signed("; ".join(f"{k}={v}" for k, v in cookies.items()), TOKEN)


def called(full: Full, questions: int) -> tuple[Meeting, list[Ballot]]:
    """Call everybody together, with notice, to sit now on so many questions."""
    from tests.assembly.hall import PARTY

    from yuanluo.assembly.actions.convening import Call, convene
    from yuanluo.assembly.models import Ballot, Meeting

    asked = [full.hall.ask("everybody", f"第{n + 1}件") for n in range(questions)]
    Ballot.objects.filter(pk__in=[one.pk for one in asked]).update(openness=3)
    call = Call(
        ballots=tuple(one.pk for one in asked),
        held_at=full.now,
        venue="院坝",
        unit="persons",
        prior=PARTY,
    )
    early = full.now - timedelta(days=NOTICE_DAYS)
    answer = convene(call, full.hall.by("chair", early))
    meeting = Meeting.objects.get(pk=answer.content["meeting"])
    assert meeting.roll.size == len(full.people), meeting.roll.size
    return meeting, asked


def many_voted(full: Full, voters: int) -> Ballot:
    """Decide a question by so many secret votes, written as rows and closed by the act.

    Each person stands on this roll several times over, which no act would do.
    """
    from yuanluo.assembly.actions.closing import close
    from yuanluo.assembly.models import (
        Attendance,
        Ballot,
        Mark,
        Roll,
        RollEntry,
        SecretVote,
    )
    from yuanluo.assembly.rolls import sha256_of
    from yuanluo.people.models import Person

    meeting, (ballot,) = called(full, 1)
    people = Person.objects.bulk_create(
        Person(name=f"多{n:05}", generated=True) for n in range(voters)
    )
    RollEntry.objects.filter(roll=meeting.roll).delete()
    rows = RollEntry.objects.bulk_create(
        RollEntry(roll=meeting.roll, number=n, name=one.name, person=one)
        for n, one in enumerate(people, start=1)
    )
    told = {"size": voters, "sha256": sha256_of(rows)}
    Roll.objects.filter(pk=meeting.roll.pk).update(**told)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            entry=row,
            person=one,
            kind="self",
            at=full.now,
            by=people[0],
            channel="web",
        )
        for row, one in zip(rows, people, strict=True)
    )
    Ballot.objects.filter(pk=ballot.pk).update(way="secret", polling_at=full.now)
    Mark.objects.bulk_create(Mark(ballot=ballot, entry=row) for row in rows)
    SecretVote.objects.bulk_create(
        SecretVote(
            ballot=ballot, choice=("yes", "no")[n % 3 == 0], receipt=digest(["r", n])
        )
        for n in range(voters)
    )
    close(ballot.pk, replace(full.hall.by("chair"), at=full.now))
    return Ballot.objects.get(pk=ballot.pk)
