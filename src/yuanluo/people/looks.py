"""Who opened masked fields where, told to those who supervise there, week by week.

Counts by who looked and what for; whose field it was is told to that person alone. Once
a week each place with a supervisor and with openings gets an act, of which the notices
are made. Decides about nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from yuanluo.kernel.place import subtree_range
from yuanluo.people.inscribing import About, local_day, write
from yuanluo.people.models import Appointment, GlassBreak, Opening
from yuanluo.people.own import post_at
from yuanluo.people.queries import VISITOR, Acting
from yuanluo.record.actions import once, own_request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

POWER = "supervise"
WEEK = "people.looked-week"
ROWS_MOST = 20_000
LOOKERS_MOST = 200
#: Looks at these hours are counted apart: hardly any task is done then.
NIGHT = (22, 6)


@dataclass(slots=True)
class Looker:
    """Somebody who opened fields: how often, of how many, what for."""

    person: int
    name: str
    post: str = ""
    opened: int = 0
    people: set[int] = field(default_factory=set)
    purposes: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    night: int = 0


def monday(day: date) -> date:
    """Give the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def openings_in(places: Iterable[str], start: date, days: int = 7) -> QuerySet[Opening]:
    """Give the openings of people of some places in some days."""
    since = midnight(start)
    reach = Q(pk__in=())
    for code in places:
        lower, upper = subtree_range(code)
        reach |= Q(place__gte=lower, place__lt=upper)
    until = midnight(start + timedelta(days=days))
    return Opening.objects.filter(reach, at__gte=since, at__lt=until)


def midnight(day: date) -> datetime:
    """Give the moment at which a day begins where the people live."""
    return timezone.make_aware(datetime.combine(day, time()))


def lookers(places: Iterable[str], start: date) -> list[Looker]:
    """Give who opened fields of some places in a week, the most first."""
    found: dict[int, Looker] = {}
    opened = openings_in(places, start).order_by("at")
    rows = opened.values_list("by", "by__name", "person", "purpose", "breaking", "at")
    for by, name, person, purpose, breaking, at in rows[:ROWS_MOST]:
        one = found.setdefault(by, Looker(by, name))
        one.opened += 1
        one.people.add(person)
        one.purposes[purpose] += 1
        one.broken += breaking is not None
        hour = timezone.localtime(at).hour
        one.night += hour >= NIGHT[0] or hour < NIGHT[1]
    told = sorted(found.values(), key=lambda one: (-one.opened, one.person))
    _name_posts(told[:LOOKERS_MOST], start)
    return told[:LOOKERS_MOST]


def _name_posts(some: list[Looker], start: date) -> None:
    held = Appointment.objects.filter(person__in=[one.person for one in some])
    running = held.filter(Q(until=None) | Q(until__gt=start))
    rows = running.filter(since__lt=start + timedelta(days=7))
    posts: dict[int, str] = {}
    for one in rows.select_related("post", "place").order_by("post__order", "id"):
        posts.setdefault(one.person_id, post_at(one.place.name, one.post.title))
    for looker in some:
        looker.post = posts.get(looker.person, "")


def tell_week(at: datetime) -> int:
    """Write what was looked at last week, once for each place with a supervisor."""
    start = monday(local_day(at)) - timedelta(days=7)
    held = Appointment.objects.on(local_day(at)).filter(post__powers__contains=POWER)
    places = held.order_by("place").values_list("place", flat=True).distinct()
    told = 0
    for place in list(places):
        payload = _counted(place, start)
        if payload["opened"] or payload["broken"]:
            told += _tell(place, payload, at)
    return told


def _tell(place: str, payload: dict[str, Any], at: datetime) -> int:
    number = own_request(WEEK, place, payload["from"])
    acting = Acting(VISITOR, at, number, None, "clock")

    def carry_out(request_hash: str) -> dict[str, Any]:
        write(acting, About(f"place:{place}", WEEK, place), request_hash, payload, {})
        return {}

    once(number, {"place": place, "from": payload["from"]}, carry_out)
    return 1


def _counted(place: str, start: date) -> dict[str, Any]:
    opened = openings_in([place], start)
    lower, upper = subtree_range(place)
    until = midnight(start + timedelta(days=7))
    broken = GlassBreak.objects.filter(
        place__gte=lower, place__lt=upper, since__gte=midnight(start), since__lt=until
    )
    return {
        "from": start.isoformat(),
        "opened": opened.count(),
        "lookers": opened.order_by().values("by").distinct().count(),
        "broken": broken.count(),
    }
