"""What the clock does for people: lists, a daily tidying, staffing, who looked.

Lists that were accepted go on. On Mondays supervisors are told who opened fields. What
is over is forgotten once a day. Staffing is looked at where an act may have changed it,
and everywhere once a day, because terms end by themselves. Bounded, and without a rule
of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from yuanluo.people import looks, organising, retention, taking
from yuanluo.record import actions, queries
from yuanluo.territory.models import Charter, Place

if TYPE_CHECKING:
    from datetime import datetime

READER = "people.tidy"
STAFFING, STAFFING_DAY = "people.staffing", "people.staffing-day"
LOOKED = "people.looked-week"
ACTS_AT_ONCE = 500
#: Acts after which a place may be staffed otherwise.
STAFFED_BY = (
    *("people.appoint", "people.end", "people.move-in", "people.import"),
    *("home.", "place."),
)
#: Of each list; the next tick goes on.
BATCHES_PER_TICK_MAX = 5


def tick(at: datetime) -> int:
    """Go on with lists, tidy, look at staffing, tell looks; say how much was done."""
    return _carry_on(at) + _tidy(at) + _staffing(at) + _looked(at)


def _looked(at: datetime) -> int:
    """Once a week tell supervisors who opened fields in the week before."""
    week = looks.monday(timezone.localtime(at).date()).toordinal()
    if queries.cursor(LOOKED) >= week:
        return 0
    told = looks.tell_week(at)
    actions.advance(LOOKED, week)
    return told


def _staffing(at: datetime) -> int:
    """Look at the charters that acts touched since, or at all of them on a new day."""
    today = timezone.localtime(at).date().toordinal()
    begun = queries.cursor(STAFFING)
    acts = queries.after(begun, ACTS_AT_ONCE)
    fresh_day = queries.cursor(STAFFING_DAY) < today
    if not acts and not fresh_day:
        return 0
    charters = Charter.objects.order_by("pk")
    if not fresh_day:
        touched = {act.place for act in acts if act.verb.startswith(STAFFED_BY)}
        at_places = Place.objects.filter(code__in=touched)
        charters = charters.filter(pk__in=at_places.values("charter"))
    done = sum(organising.sweep(one.pk, at) for one in charters.only("pk"))
    if acts:
        actions.advance(STAFFING, acts[-1].position or begun)
    if fresh_day:
        actions.advance(STAFFING_DAY, today)
    return done + len(acts)


def _carry_on(at: datetime) -> int:
    """Do some batches of the lists that were accepted or are being undone."""
    waiting = taking.under_way()
    for number in waiting:
        taking.finish(number, at, BATCHES_PER_TICK_MAX)
    return len(waiting)


def _tidy(at: datetime) -> int:
    """Once a day forget what is over; say how much."""
    today = timezone.localtime(at).date().toordinal()
    if queries.cursor(READER) >= today:
        return 0
    forgotten = retention.forget(at)
    taking.forget_old(at)
    # What is more than one night takes goes on with the next tick.
    if max(forgotten.values()) < retention.AT_ONCE:
        actions.advance(READER, today)
    return sum(forgotten.values())
