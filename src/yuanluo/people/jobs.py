"""What the clock does for people: tidying once a day, and a look at staffing.

Who never came in is forgotten, and sessions long over. Staffing is looked at where an
act may have changed it, and everywhere once a day, because terms end by themselves.
Bounded, and without a rule of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.utils import timezone

from yuanluo.people import accounts, organising
from yuanluo.record import actions, queries
from yuanluo.territory.models import Charter, Place

if TYPE_CHECKING:
    from datetime import datetime

READER = "people.tidy"
STAFFING, STAFFING_DAY = "people.staffing", "people.staffing-day"
ACTS_AT_ONCE = 500
#: Acts after which a place may be staffed otherwise.
STAFFED_BY = ("people.appoint", "people.end", "people.move-in", "home.", "place.")


def tick(at: datetime) -> int:
    """Tidy, and look at staffing; say how much was done."""
    return _tidy(at) + _staffing(at)


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


def _tidy(at: datetime) -> int:
    """Once a day forget unproven accounts and expired sessions; say how many."""
    today = timezone.localtime(at).date().toordinal()
    if queries.cursor(READER) >= today:
        return 0
    gone = accounts.forget_unproven(at)
    gone += Session.objects.filter(expire_date__lt=at).delete()[0]
    if gone < accounts.AT_ONCE:
        actions.advance(READER, today)
    return gone
