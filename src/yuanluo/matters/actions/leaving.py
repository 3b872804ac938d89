"""What somebody leaves behind who gives up a post: others answer for it from then on.

Each open matter that a person holds by a post passes to the successor who was named, or
to whoever else holds the post at the place; with nobody there it is unassigned, which
is seen and escalates. Its deadline stays: that people change is no reason to wait
longer. The clock looks at once at posts that an act has ended, as the result of an
election does, and once a day at all that ended lately, so that a term which runs out
and a broken-off hand-over leave nothing behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yuanluo.matters.actions import clockwork, holding, moves
from yuanluo.matters.models import Responsibility
from yuanluo.matters.queries.holders import Holder, post_holder
from yuanluo.people.models import Appointment
from yuanluo.record import queries as record
from yuanluo.record.actions import advance, own_request
from yuanluo.record.models import Act

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from yuanluo.matters.models import ResponsibilityQuerySet
    from yuanluo.matters.queries.dossier import Dossier
    from yuanluo.people.queries import Acting

READER = "matters.leaving"
#: Up to which act it was seen whose posts were ended.
ENDED = "matters.ended"
#: How long after its end a post is still looked at, once a day.
LOOKED_AT = timedelta(days=7)
LEFT_PER_TICK_MAX = 500
REASON = "原来的经办人不再担任这个岗位 / The one before no longer holds the post"


@dataclass(frozen=True, slots=True)
class Left:
    """A post that somebody held at a place until a day."""

    appointment: int
    person: int
    post: str
    place: str

    def open(self) -> ResponsibilityQuerySet:
        """Give what the person still answers for by that post."""
        return (
            Responsibility.objects.now()
            .filter(person=self.person, post=self.post, place=self.place)
            .order_by("matter")
        )


def left(appointment: Appointment) -> Left:
    """Say what post an appointment gave, and to whom."""
    return Left(
        appointment.pk,
        appointment.person_id,
        appointment.post.key,
        appointment.place_id,
    )


def pass_on_all(post: Left, acting: Acting) -> int:
    """Hand over all that is left; say how many matters that were."""
    successor = _successor(post)
    held = list(post.open().values_list("pk", "matter"))
    return sum(_pass_on(*one, successor, acting.at, acting) for one in held)


def tick(at: datetime) -> int:
    """Hand over what was left by posts that have ended; bounded.

    What was ended by an act is looked at when it is new; everything once a day.
    """
    today = timezone.localtime(at).date()
    done = _newly_left(today, at)
    if record.cursor(READER) >= today.toordinal():
        return done
    for post in _ended(today):
        if done >= LEFT_PER_TICK_MAX:
            return done
        done += _pass_on_by_clock(post, at)
    advance(READER, today.toordinal())
    return done


def _newly_left(today: date, at: datetime) -> int:
    """Hand over what was left by posts that acts have ended since the last look."""
    seen = record.cursor(ENDED)
    newest = Act.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest <= seen:
        return 0
    ends = Act.objects.filter(pk__gt=seen, pk__lte=newest, verb="people.end")
    told = [row.get("appointment") for row in ends.values_list("payload", flat=True)]
    over = Appointment.objects.filter(pk__in=told, until__lte=today)
    done = sum(_pass_on_by_clock(post, at) for post in _given_up(over, today))
    advance(ENDED, newest)
    return done


def _pass_on_by_clock(post: Left, at: datetime) -> int:
    successor = _successor(post)
    held = list(post.open().values_list("pk", "matter"))
    return sum(_pass_on(*one, successor, at, None) for one in held)


def _ended(today: date) -> list[Left]:
    """Give posts that ended lately and that the same person does not hold again."""
    lately = Appointment.objects.filter(until__lte=today, until__gt=today - LOOKED_AT)
    return _given_up(lately, today)


def _given_up(ended: QuerySet[Appointment], today: date) -> list[Left]:
    return [
        left(one)
        for one in ended.select_related("post").order_by("id")
        if not Appointment.objects.on(today)
        .filter(person=one.person_id, post=one.post_id, place=one.place_id)
        .exists()
    ]


def _successor(post: Left) -> int | None:
    """Give who was named when the appointment was ended, as the record keeps it."""
    acts = Act.objects.filter(subject=f"person:{post.person}", verb="people.end")
    for payload in acts.order_by("-id").values_list("payload", flat=True)[:50]:
        if payload.get("appointment") == post.appointment:
            named: int | None = payload.get("successor")
            return named
    return None


@transaction.atomic(durable=True)
def _pass_on(
    held: int, matter: int, successor: int | None, at: datetime, acting: Acting | None
) -> bool:
    """Hand one matter over, unless it has moved on meanwhile; say whether it was."""
    dossier = moves.take_up_own(matter, at)
    now = dossier.held_or_none if dossier else None
    if dossier is None or now is None or now.pk != held or now.until is not None:
        return False
    holder = _holder(dossier, now, successor)
    holding.pass_on(dossier, holder, now.how)
    moves.keep(dossier)
    payload: dict[str, Any] = {
        "post": holder.post,
        "person": holder.person,
        "reason": REASON,
    }
    moves.write(
        dossier,
        acting.again("left", held) if acting else None,
        "matter.assign",
        "left",
        detail=holder.post,
        payload=payload,
        request_id=own_request("left", held),
    )
    clockwork.set_free(dossier)
    return True


def _holder(dossier: Dossier, now: Responsibility, successor: int | None) -> Holder:
    """Find who answers from now: the one named if they may, else the post's holders."""
    day = timezone.localtime(dossier.at).date()
    if successor is not None and successor not in dossier.matter.barred:
        posts = Appointment.objects.on(day).filter(person=successor, place=now.place)
        keys = list(posts.order_by("id").values_list("post__key", flat=True))
        if keys:
            post = now.post if now.post in keys else keys[0]
            return Holder(post, now.place, successor)
    found = post_holder(dossier, now.post, now.place)
    return Holder(found.post, found.place, found.person, vacant=found.vacant)
