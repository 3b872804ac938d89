"""What happened to a matter since somebody looked, and the words its playbook uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.effect import Refusal
from yuanluo.matters.queries.dossier import Gone
from yuanluo.matters.queries.showing import find
from yuanluo.matters.queries.spots import look_up
from yuanluo.matters.queries.telling import ShownAct, timeline
from yuanluo.matters.refusal_words import names_of
from yuanluo.record.models import Act
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from yuanluo.matters.queries.spots import Spot
    from yuanluo.people.queries import Standing

CHANGES_MOST = 20


def changes_since(
    number: str, revision: int, who: Standing, at: datetime, language: str
) -> list[ShownAct]:
    """Give the acts after a revision, as far as this person may read them."""
    dossier = find(number, who, at)
    acts = Act.objects.filter(subject=number).order_by("-id")[:CHANGES_MOST]
    later = [act for act in acts if act.answer.get("revision", 0) > revision]
    return list(timeline(dossier, later[::-1], language))


def names_in(number: str, who: Standing, at: datetime) -> Mapping[str, str]:
    """Give the titles of a matter's questions and steps; none if it cannot be seen."""
    try:
        dossier = find(number, who, at)
    except Gone:
        return {}
    return names_of(dossier.playbook, dossier.charter)


def names_for(playbook: str, spot: Spot, at: datetime) -> Mapping[str, str]:
    """Give the titles of what opening asks at a spot; none where it is unknown."""
    try:
        found = look_up(spot, at)
    except Refused:
        return {}
    book = found.charter.playbook(playbook)
    return names_of(book, found.charter) if book else {}


def is_stale(why: Refused) -> bool:
    """Whether somebody else was first; nothing else stands against it then."""
    return why.reasons == [Refusal("STALE")]
