"""Matters as cards: what a list shows of each, in a fixed number of statements.

For one's own matters and for those that anybody may see. The public is told the post
that answers and never a person, the village and never a door.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yuanluo.kernel.playbook import title_in
from yuanluo.matters import playbooks
from yuanluo.matters.models import OPENNESS, Matter, Party, Pending, Responsibility
from yuanluo.publicity.masking import PERSONAL
from yuanluo.territory import charters
from yuanluo.territory.models import Charter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, tzinfo

    from yuanluo.kernel.charter import Charter as Reading
    from yuanluo.people.queries import Standing

HIDDEN = "〔已隐去〕"
#: Results that are no settlement.
NOT_SETTLED = frozenset({"withdrawn", "declined", "joined", "refused"})


@dataclass(frozen=True, slots=True)
class Card:
    """A matter in a list of few."""

    number: str
    title: str
    state: str
    tone: str
    category: str
    category_key: str
    place: str
    holder: str
    due: datetime | date | None
    when: datetime
    ended_at: datetime | None
    asked: bool


def last_moment(
    at: datetime | None, zone: tzinfo | None = None
) -> datetime | date | None:
    """Give a moment as people keep it: midnight belongs to the day that it ends."""
    if at is None:
        return None
    local = timezone.localtime(at, zone)
    ends_day = (local.hour, local.minute, local.second) == (0, 0, 0)
    return local.date() - timedelta(days=1) if ends_day else at


def public_words(text: str) -> str:
    """Take telephone and identity numbers out of words that anybody may read."""
    return PERSONAL.sub(HIDDEN, text)


def own(
    who: Standing, most: int, before: datetime | None = None
) -> tuple[list[Matter], bool]:
    """Give the matters somebody asked, reported or is party to, newest first.

    Says also whether there are older ones. Each way of being one's own has its index.
    """
    if who.person is None:
        return [], False
    ways: list[dict[str, Any]] = [{"requester": who.person}, {"reporter": who.person}]
    if who.household is not None:
        joined = Party.objects.filter(household=who.household).order_by("-matter")
        ways.append({"pk__in": list(joined.values_list("matter", flat=True)[:200])})
    found: dict[int, Matter] = {}
    for way in ways:
        mine = Matter.objects.filter(**way).select_related("place")
        if before is not None:
            mine = mine.filter(opened_at__lt=before)
        found |= {m.pk: m for m in mine.order_by("-opened_at")[: most + 1]}
    newest = sorted(found.values(), key=lambda m: m.opened_at, reverse=True)
    return newest[:most], len(newest) > most


def public_open(village: str, most: int) -> list[Matter]:
    """Give the open matters of a village that anybody may see, newest first."""
    live = Matter.objects.filter(
        village=village, openness=OPENNESS["public"], ended_at=None, parent=None
    )
    return list(live.select_related("place").order_by("-opened_at")[:most])


def cards(
    matters: Sequence[Matter], at: datetime, language: str, *, public: bool = False
) -> list[Card]:
    """Make cards of matters: three statements, however many there are."""
    held = _held(matters)
    asked = set() if public else _asked(matters)
    readings = _readings(playbooks.charter_of(m.playbook_id) for m in matters)
    return [
        _card(
            matter,
            held.get(matter.pk),
            readings[playbooks.charter_of(matter.playbook_id)],
            at,
            language,
            public=public,
            asked=matter.pk in asked,
        )
        for matter in matters
    ]


def _held(matters: Iterable[Matter]) -> dict[int, Responsibility]:
    now = Responsibility.objects.now().filter(matter__in=[m.pk for m in matters])
    return {one.matter_id: one for one in now.select_related("person")}


def _asked(matters: Iterable[Matter]) -> set[int]:
    """Which of them await an answer of the requester."""
    open_ones = Pending.objects.filter(
        matter__in=[m.pk for m in matters], kind="question", settled_at=None
    )
    return set(open_ones.values_list("matter", flat=True))


def _readings(keys: Iterable[str]) -> dict[str, Reading]:
    wanted = set(keys)
    rows = Charter.objects.filter(pk__in=wanted).values_list("pk", "sha256")
    return {key: charters.charter(key, sha256) for key, sha256 in rows}


def _card(
    matter: Matter,
    held: Responsibility | None,
    reading: Reading,
    at: datetime,
    language: str,
    *,
    public: bool,
    asked: bool,
) -> Card:
    book = playbooks.of(matter.playbook_id)
    category = reading.category(matter.category)
    post = reading.title_of_post(held.post) if held and held.post else ""
    person = held.person.name if held and held.person and not public else ""
    due = last_moment(held.due_at) or held.review_on if held else None
    due_at = held.due_at if held and matter.suspended_at is None else None
    late = due_at is not None and due_at <= at
    awaited = asked or (held is not None and not held.post and not public)
    return Card(
        number=matter.number,
        title=public_words(matter.title) if public else matter.title,
        state=title_in(book.title_of(matter.state), language),
        tone=_tone(matter, late=late, awaited=awaited),
        category=title_in(category.title, language) if category else "",
        category_key=matter.category,
        place=matter.place.name,
        holder=person or title_in(post, language),
        due=due,
        when=matter.opened_at,
        ended_at=matter.ended_at,
        asked=asked,
    )


def _tone(matter: Matter, *, late: bool, awaited: bool) -> str:
    if matter.ended_at is not None:
        return "closed" if matter.result in NOT_SETTLED else "good"
    if awaited:
        return "waiting"
    return "late" if late else "open"
