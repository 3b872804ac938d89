"""What a person is shown of a matter: named field by field, for their circle only.

Pages, the programs' interface and the printed sheet show the same. A field is private
until it is named here; an answer is shown to the circle its question names, internal
notes to handlers alone, and people outside see what happened, not who said what.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Subquery

from yuanluo.kernel.deadline import Deadline
from yuanluo.kernel.explaining import explain
from yuanluo.kernel.playbook import Ask, Step, title_in
from yuanluo.matters.models import Matter, Pending, PlannedChild
from yuanluo.matters.queries.available import available, is_mine, offered
from yuanluo.matters.queries.belongings import (
    ShownChild,
    Tally,
    children_of,
    photos_of,
    planned_of,
    tally_of,
)
from yuanluo.matters.queries.door import acts_on, ask
from yuanluo.matters.queries.dossier import Dossier, Gone
from yuanluo.matters.queries.telling import ShownAct, timeline
from yuanluo.matters.queries.wording import ShownVersion, versions
from yuanluo.people.queries import VISITOR
from yuanluo.record.models import Attachment
from yuanluo.territory import charters
from yuanluo.territory.models import Charter

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from yuanluo.people.queries import Standing


@dataclass(frozen=True, slots=True)
class ShownHolder:
    """Who answers for it now."""

    title: str
    person: str
    since: datetime
    vacant: bool
    how: str
    level: str


@dataclass(frozen=True, slots=True)
class ShownDue:
    """When it is due, why, and what happens if it is late."""

    at: datetime | None
    on: date | None
    provisional: bool
    late: bool
    review: bool
    why: tuple[str, ...]
    then: str
    level: str


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """A step that may be taken, or what stands against it."""

    id: str
    title: str
    asks: tuple[Ask, ...]
    refusals: tuple[str, ...]
    photo: bool
    primary: bool
    needs_photo: bool = False


@dataclass(frozen=True, slots=True)
class ShownPending:
    """Something that awaits a word, and whether it is this person's."""

    kind: str
    stage: str
    reason: str
    title: str
    due_at: datetime | None
    mine: bool
    level: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A matter as one person sees it."""

    number: str
    title: str
    text: str
    category: str
    category_title: str
    way: str
    place: str
    place_name: str
    address: str
    playbook: str
    playbook_title: str
    playbook_version: int
    charter: str
    state: str
    state_title: str
    state_next: str
    result: str
    ended: bool
    opened_at: datetime
    ended_at: datetime | None
    revision: int
    level_title: str
    stars: int | None
    reopened: int
    suspended_until: datetime | None
    trouble: str
    is_own: bool
    is_handler: bool
    is_holder: bool
    requester: str
    holder: ShownHolder | None
    due: ShownDue | None
    offers: tuple[ShownOffer, ...] = ()
    built_ins: tuple[str, ...] = ()
    pendings: tuple[ShownPending, ...] = ()
    timeline: tuple[ShownAct, ...] = ()
    photos: tuple[Attachment, ...] = ()
    children: tuple[ShownChild, ...] = ()
    planned: int = 0
    tally: tuple[Tally, ...] = ()
    versions: tuple[ShownVersion, ...] = ()
    visited: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)


def find(
    number: str, who: Standing, at: datetime, *, receipt: str | None = None
) -> Dossier:
    """Find a matter through the door; `Gone` if there is none this person may see.

    A receipt opens the anonymous matter it was given for, for reading.
    """
    if receipt:
        hashed = hashlib.sha256(receipt.strip().upper().encode()).hexdigest()
        own = Matter.objects.filter(receipt=hashed, number=number)
        matter, who = next(iter(_with_surroundings(own)), None), VISITOR
    else:
        matter = next(iter(ask(_numbered, who, number=number)), None)
    if matter is None:
        raise Gone
    sha256: str | None = getattr(matter, "charter_sha", None)
    dossier = Dossier(matter, who, at, charter_sha=sha256)
    dossier.by_receipt = bool(receipt)
    return dossier


def _numbered(who: Standing, number: str) -> QuerySet[Matter]:
    """Ask for a matter that somebody may see, by its number."""
    return _with_surroundings(Matter.objects.visible_to(who).filter(number=number))


def _with_surroundings(found: QuerySet[Matter]) -> QuerySet[Matter]:
    """Ask also for what a page must know before it asks for more."""
    sha = Charter.objects.filter(pk=OuterRef("playbook__charter")).values("sha256")
    mine = {"matter": OuterRef("pk")}
    known = found.annotate(
        charter_sha=Subquery(sha),
        awaits=Exists(Pending.objects.filter(**mine, settled_at=None)),
        has_children=Exists(Matter.objects.filter(parent=OuterRef("pk"))),
        has_planned=Exists(PlannedChild.objects.filter(parent=OuterRef("pk"))),
        has_photos=Exists(Attachment.objects.filter(subject=OuterRef("number"))),
    )
    return known.select_related("place", "requester").defer("place__boundary")


def shown(dossier: Dossier, language: str) -> Shown:
    """Show a matter to the person of the dossier, in a language."""
    matter, book = dossier.matter, dossier.playbook
    reading = dossier.charter
    state = book.state(matter.state)
    category = dossier.category
    level = reading.level(matter.level)
    inside = dossier.is_own or dossier.is_handler
    acts = acts_on.models(number=matter.number)
    dossier.use_acts(acts)
    return Shown(
        number=matter.number,
        title=matter.title,
        text=matter.text if inside else "",
        category=matter.category,
        category_title=title_in(category.title, language) if category else "",
        way=matter.way,
        place=matter.place_id,
        place_name=matter.place.name,
        address=matter.address if inside else "",
        playbook=book.id,
        playbook_title=title_in(book.title, language),
        playbook_version=book.version,
        charter=dossier.charter_id,
        state=matter.state,
        state_title=title_in(book.title_of(matter.state), language),
        state_next=title_in(state.next, language) if state and state.next else "",
        result=matter.result,
        ended=matter.ended_at is not None,
        opened_at=matter.opened_at,
        ended_at=matter.ended_at,
        revision=matter.revision,
        level_title=title_in(level.title, language) if level else matter.level,
        stars=matter.stars,
        reopened=matter.reopened,
        suspended_until=matter.suspended_until,
        trouble=matter.trouble if dossier.is_handler else "",
        is_own=dossier.is_own,
        is_handler=dossier.is_handler,
        is_holder=dossier.is_holder,
        requester=_requester(dossier),
        holder=_holder(dossier, language),
        due=_due(dossier, language),
        offers=tuple(_offers(dossier, language)),
        built_ins=available(dossier),
        pendings=tuple(_pendings(dossier, language)),
        timeline=tuple(timeline(dossier, acts, language)),
        photos=photos_of(dossier),
        children=children_of(dossier, language),
        planned=planned_of(dossier),
        tally=tally_of(dossier, language),
        versions=versions(dossier, acts),
        visited=tuple(dict.fromkeys(a.payload.get("state", "") for a in acts)),
        replies=_replies(dossier, language),
        fields=dict(matter.fields) if inside else {},
    )


def _requester(dossier: Dossier) -> str:
    """Name the requester to handlers; to others only that it is theirs."""
    requester = dossier.matter.requester
    if requester is None or not (dossier.is_handler or dossier.is_own):
        return ""
    return requester.name


def _holder(dossier: Dossier, language: str) -> ShownHolder | None:
    matter = dossier.matter
    if matter.ended_at is not None:
        return None
    held = dossier.held
    inside = dossier.is_own or dossier.is_handler
    named = held.person.name if held.person and inside else ""
    if not held.post and not dossier.is_own and not dossier.is_handler:
        named = ""
    title = dossier.charter.title_of_post(held.post) if held.post else ""
    level = dossier.charter.level(held.level)
    return ShownHolder(
        title=title_in(title, language),
        person=named,
        since=held.since,
        vacant=held.vacant,
        how=held.how,
        level=title_in(level.title, language) if level else held.level,
    )


def _due(dossier: Dossier, language: str) -> ShownDue | None:
    matter = dossier.matter
    if matter.ended_at is not None:
        return None
    held, reading = dossier.held, dossier.charter
    if held.due_at is None and held.review_on is None:
        return None
    why: tuple[str, ...] = ()
    provisional = False
    zone = charters.zone(reading)
    if held.deadline:
        read = Deadline.from_document(held.deadline)
        why = tuple(explain(read, language, zone=zone))
        provisional = read.provisional
    running = matter.suspended_at is None
    late = running and held.due_at is not None and held.due_at <= dossier.at
    on = held.review_on
    if held.deadline:
        on = Deadline.from_document(held.deadline).due_on
    then, level = _then(dossier, language)
    return ShownDue(
        at=held.due_at,
        on=on,
        provisional=provisional,
        late=late,
        review=held.due_at is None,
        why=why,
        then=then,
        level=level,
    )


def _then(dossier: Dossier, language: str) -> tuple[str, str]:
    """Say what happens if it is late: escalate (with the level), remind, or a step."""
    state = dossier.playbook.state(dossier.matter.state)
    if state is None:
        return "", ""
    step = dossier.playbook.step(state.overdue)
    if step is not None:
        return "step", title_in(step.title, language)
    if state.overdue == "escalate":
        rung = dossier.rung_above(dossier.matter.level)
        level = dossier.charter.level(rung.level) if rung else None
        return "escalate", title_in(level.title, language) if level else ""
    return "remind", ""


def _offers(dossier: Dossier, language: str) -> list[ShownOffer]:
    found: list[ShownOffer] = []
    for step, refusals in offered(dossier):
        photo = step.to is not None or step.needs.evidence == "photo"
        found.append(
            ShownOffer(
                id=step.id,
                title=title_in(step.title, language),
                asks=step.ask,
                refusals=tuple(refusals),
                photo=photo,
                primary=_is_primary(dossier, step, found),
                needs_photo=step.needs.evidence == "photo",
            )
        )
    return found


def _is_primary(dossier: Dossier, step: Step, before: list[ShownOffer]) -> bool:
    """The first step that moves the matter on is the one the page puts forward."""
    ends = dossier.playbook.end.get(step.to or "", "")
    forward = step.to is not None and ends not in {"declined", "withdrawn", "refused"}
    return forward and not any(offer.primary for offer in before)


def _pendings(dossier: Dossier, language: str) -> list[ShownPending]:
    inside = dossier.is_own or dossier.is_handler
    found = []
    for pending in dossier.pendings.values():
        if pending.kind == "inquiry" and not dossier.is_handler:
            continue
        post = dossier.charter.title_of_post(pending.post) if pending.post else ""
        found.append(
            ShownPending(
                kind=pending.kind,
                stage=pending.stage,
                reason=pending.reason if inside else "",
                title=title_in(post, language),
                due_at=pending.due_at,
                mine=is_mine(dossier, pending),
                level=_level_title(dossier, pending.level, language),
                content=pending.content if inside else {},
            )
        )
    return found


def _level_title(dossier: Dossier, key: str, language: str) -> str:
    level = dossier.charter.level(key)
    return title_in(level.title, language) if level else key


def _replies(dossier: Dossier, language: str) -> tuple[str, ...]:
    category = dossier.category
    if category is None or not dossier.is_handler:
        return ()
    return tuple(title_in(reply, language) for reply in category.replies)
