"""Who may see a matter: the one condition behind every page, list and program.

Written so that a worklist stays a walk along its index whatever the size of the data:
what the row itself tells is asked first, and each question to another table is asked
once, by the matter's key. Nothing here looks at an act or a step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from yuanluo.matters.models import (
    OPENNESS,
    MatterPlace,
    Party,
    Pending,
    Responsibility,
)

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing


def visible(who: Standing, matter: str = "") -> Any:
    """Say which matters a person may see, as a condition; `matter` is a prefix.

    Public ones; one's own and those one is party to; those of one's village that are
    open to it; those one holds or held, or is asked to take over or to rule upon; and,
    where the matter is open to handlers, those at places where one holds a post with
    the power to see.
    """
    at = matter and f"{matter}__"
    q = Q(**{f"{at}openness": OPENNESS["public"]})
    if who.person is None:
        return q
    ref = OuterRef(f"{at}pk")
    q |= _reached(who, at, ref)
    q |= Q(**{f"{at}requester": who.person}) | Q(**{f"{at}reporter": who.person})
    if who.household is not None:
        q |= Q(
            **{f"{at}openness": OPENNESS["village"], f"{at}village": who.home_village}
        )
    q |= Exists(Responsibility.objects.filter(_answers(who), matter=ref))
    if who.household is not None:
        q |= Exists(Party.objects.filter(matter=ref, household=who.household))
    if who.posts:
        q |= Exists(Pending.objects.filter(_asked(who), matter=ref, settled_at=None))
    return q


def _reached(who: Standing, at: str, ref: OuterRef) -> Any:
    """Those open to handlers at the places where one may see."""
    places: Any = Q()
    divisions = []
    for post in who.posts:
        if "see" not in post.powers:
            continue
        if "-" in post.place:
            divisions.append(post.place)
        elif len(post.place) == 12:
            places |= Q(**{f"{at}village": post.place})
        elif len(post.place) == 9:
            places |= Q(**{f"{at}township": post.place})
        else:
            lower, upper = post.reach
            places |= Q(**{f"{at}township__gte": lower, f"{at}township__lt": upper})
    if divisions:
        places |= Exists(MatterPlace.objects.filter(matter=ref, place__in=divisions))
    if not places:
        return places
    return Q(**{f"{at}openness__gte": OPENNESS["handlers"]}) & places


def _answers(who: Standing) -> Q:
    """Those one holds or held, and those one's post holds without naming anybody."""
    pooled = _posts(who, "post", "place")
    if not pooled:
        return Q(person=who.person)
    return Q(person=who.person) | Q(person=None, until=None) & pooled


def _asked(who: Standing) -> Q:
    """A hand-over that awaits one's word, or that one must rule upon."""
    offered = Q(person=who.person) | _posts(who, "post", "place")
    ruled = _posts(who, "adjudicator_post", "adjudicator_place")
    waits = Q(stage="open") & offered
    if ruled:
        waits |= Q(stage="refused") & ruled
    return Q(kind="handover") & waits


def _posts(who: Standing, post: str, place: str) -> Q:
    found = Q()
    for held in who.posts:
        found |= Q(**{post: held.key, place: held.place})
    return found
