"""Stating what a body of representatives is made up of, and reading it with who sits.

How many sit and how many households there are is counted out of the register. How many
of those who sit are representatives, and how many of these are women, is stated by who
may appoint there, with where it was read; of nobody by name. When somebody else comes
to sit, what was stated stands for them no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.canonical import digest
from yuanluo.kernel.deciding.composing import MakeUp
from yuanluo.kernel.place import subtree_range
from yuanluo.kernel.text import TextFault, clean
from yuanluo.people.inscribing import About, local_day, write
from yuanluo.people.models import Appointment, Body, BodyMakeUp
from yuanluo.people.queries import residing
from yuanluo.record.actions import Answer, once, refused

if TYPE_CHECKING:
    from datetime import date

    from yuanluo.people.queries import Acting

POWER = "appoint"
SOURCE_MOST = 200
BODIES_MOST = 100


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What a body is made up of, and the statement it was read from, if any holds."""

    figures: MakeUp
    stated: BodyMakeUp | None
    #: A statement that stood for those who sat before.
    stale: BodyMakeUp | None


def bodies_at(charter: str, place: str) -> list[Body]:
    """Give the bodies of a charter that sit at a place."""
    rows = Body.objects.filter(charter=charter, place=place).order_by("key")
    return list(rows[:BODIES_MOST])


def made_up(body: Body, day: date) -> MadeUp:
    """Give what a body is made up of on a day."""
    people, seated = _seated(body, day)
    last = BodyMakeUp.objects.filter(body=body).order_by("-id").first()
    holds = last if last is not None and last.seated == seated else None
    figures = MakeUp(
        seats=people,
        representatives=holds.representatives if holds else None,
        women=holds.women if holds else None,
        households=_households(body.place_id, day),
    )
    return MadeUp(figures, holds, last if holds is None else None)


def _seated(body: Body, day: date) -> tuple[int, str]:
    """Count who sits, and give the hash by which they are known again."""
    held = Appointment.objects.on(day).filter(
        post__key__in=[f"seat:{body.key}", f"chair:{body.key}"],
        post__charter=body.charter_id,
        place=body.place_id,
    )
    people = sorted(set(held.values_list("person", flat=True)))
    return len(people), digest(people)


def _households(place: str, day: date) -> int:
    lower, upper = subtree_range(place.partition("-")[0])
    lives = residing(day).filter(
        household__home__village__gte=lower, household__home__village__lt=upper
    )
    return lives.values("household").distinct().count()


def state_make_up(
    acting: Acting, body: int, *, representatives: int, women: int, source: str
) -> Answer:
    """Say how many of a body are representatives and how many of these are women."""
    figures = {"representatives": representatives, "women": women}
    asked = {"make-up": body, **figures, "source": source}

    def carry_out(request_hash: str) -> dict[str, Any]:
        one = Body.objects.select_for_update().filter(pk=body).first()
        if one is None:
            raise refused("NO_SUCH_BODY")
        if acting.who.person is None or not acting.who.may(POWER, one.place_id):
            raise refused("NO_POWER", one.place_id)
        people, seated = _seated(one, local_day(acting.at))
        if representatives < 0 or representatives > people:
            raise refused("MORE_THAN_SIT", str(people))
        if women < 0 or women > representatives:
            raise refused("MORE_THAN_REPRESENTATIVES", str(representatives))
        made = BodyMakeUp.objects.create(
            body=one,
            source=_said(source),
            seated=seated,
            at=acting.at,
            by_id=acting.who.person,
            **figures,
        )
        about = About(f"body:{one.pk}", "people.make-up", one.place_id)
        write(acting, about, request_hash, asked, {"make-up": made.pk})
        return {"make-up": made.pk}

    return once(acting.request_id, asked, carry_out)


def _said(source: str) -> str:
    if not source.strip():
        raise refused("MISSING", "figures_from")
    try:
        return clean(source, SOURCE_MOST)
    except TextFault:
        raise refused("BAD", "figures_from") from None
