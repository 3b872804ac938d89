"""What a resident says to a notice: an objection or a question, as a child matter.

Whoever may read the notice and lives in the village may say something to it; for
somebody without a phone those do who may report for others there, and say how the
person agreed. It is that person's matter then, and they are told. The child
follows the work method that the charter has for it, and the matter that put the notice
on show waits while an objection is open. Refuses what hangs nowhere any more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yuanluo.kernel.deadline import local_date
from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.matters.queries import reporting
from yuanluo.matters.queries.spots import Spot
from yuanluo.publicity.models import Notice
from yuanluo.record.actions import Answer, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from yuanluo.people.queries import Acting

#: The work method by which each kind of remark is followed up.
PLAYBOOKS = {"objection": "objection", "question": "public-question"}
TITLES = {"objection": "对公示的异议：", "question": "问公示："}
TITLE_MOST = 80


@dataclass(frozen=True, slots=True)
class Helped:
    """Whom something is said for, how they agreed, and a photo if they signed."""

    person: int
    consent: str
    photos: Sequence[UUID] = ()


def remark_on(
    code: str, kind: str, text: str, acting: Acting, helped: Helped | None = None
) -> Answer:
    """Object to a notice, or ask about it in public; the answer names the matter."""
    notice = Notice.objects.visible_to(acting.who).filter(code=code).first()
    above = Matter.objects.filter(number=notice.matter).first() if notice else None
    if notice is None or above is None or notice.withdrawn_at is not None:
        raise Refused([Refusal("UNKNOWN_NOTICE")])
    if kind not in PLAYBOOKS:
        raise Refused([Refusal("BAD", "kind")])
    told = {
        "notice": notice.code,
        "title": f"{TITLES[kind]}{notice.title}"[:TITLE_MOST],
        "text": text,
    }
    parent = (above, notice.visit)
    if helped is None:
        return open_matter(
            PLAYBOOKS[kind], told, _spot(notice, acting), acting, parent=parent
        )
    day = local_date(acting.at)
    person = reporting.resident(acting.who, notice.village, helped.person, day)
    if person is None:
        raise Refused([Refusal("WRONG_POST")])
    return open_matter(
        PLAYBOOKS[kind],
        told,
        Spot(home=person.home),
        replace(acting, consent=helped.consent),
        photos=helped.photos,
        requester=person.id,
        parent=parent,
    )


def _spot(notice: Notice, acting: Acting) -> Spot:
    """Say where whoever speaks for themselves lives, if it is there."""
    who = acting.who
    at_home = who.home is not None and who.home_village == notice.village
    return Spot(home=who.home) if at_home else Spot(place=notice.village)
