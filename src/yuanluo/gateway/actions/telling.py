"""Making notices out of the record, batch by batch, without losing or doubling one.

A batch is one transaction: the notices of its acts and the cursor behind the last of
them. What dies halfway is done again as a whole; two readers take turns at the cursor's
row, and the constraint on act, person and channel holds whatever happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from yuanluo.gateway.kinds import KINDS, Say, Subject, words
from yuanluo.gateway.models import Notification, Preference
from yuanluo.gateway.queries import divided as dividing
from yuanluo.gateway.queries import helped
from yuanluo.gateway.queries import looks as looking
from yuanluo.gateway.queries.audience import announced, told
from yuanluo.gateway.queries.scene import gather
from yuanluo.kernel.deadline import Deadline
from yuanluo.kernel.playbook import title_in
from yuanluo.matters import playbooks
from yuanluo.paper.words import day
from yuanluo.people.models import Account, Person
from yuanluo.record import queries as record
from yuanluo.record.models import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from yuanluo.gateway.queries.divided import Divided
    from yuanluo.gateway.queries.looks import Looks
    from yuanluo.gateway.queries.scene import Scene
    from yuanluo.record.models import Act

READER = "notices"
BATCH = 200
#: What is older is told in the product only: nobody wants yesterday's mail.
FRESH = timedelta(days=1)
LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True)
class Batch:
    """What is known of a batch of acts: of matters, of looks, of partitions."""

    scene: Scene
    looks: Looks
    divided: Divided

    def told(self, act: Act) -> dict[int, Say]:
        """Say who is told of an act, and what."""
        return (
            told(self.scene, act)
            or looking.told(self.looks, act)
            or dividing.told(self.divided, act)
            or helped.told(act)
        )


def tell(at: datetime, limit: int = BATCH) -> int:
    """Tell people of the next acts of the record; say how many acts that were."""
    if not record.after(record.cursor(READER), 1):
        return 0
    with transaction.atomic(durable=True):
        Cursor.objects.get_or_create(reader=READER)
        mine = Cursor.objects.select_for_update().get(reader=READER)
        acts = record.after(mine.position, limit)
        if not acts:
            return 0
        Notification.objects.bulk_create(
            _notifications(acts, at), batch_size=500, ignore_conflicts=True
        )
        assert acts[-1].position is not None
        mine.position = acts[-1].position
        mine.save(update_fields=["position"])
    return len(acts)


def _notifications(acts: Sequence[Act], at: datetime) -> Iterable[Notification]:
    """Make the notices of a batch."""
    batch = Batch(gather(acts), looking.gather(acts), dividing.gather(acts))
    by_act = [(act, batch.told(act)) for act in acts]
    people = {person for _, found in by_act for person in found}
    languages = dict(Person.objects.filter(pk__in=people).values_list("pk", "language"))
    reached = _reached_by_mail(people)
    for act, found in by_act:
        texts: dict[tuple[Say, str], tuple[str, str]] = {}
        for person, say in found.items():
            language = languages.get(person) or LANGUAGE
            if (say, language) not in texts:
                texts[say, language] = said(batch, act, say, language)
            text = texts[say, language]
            yield _on_page(act, person, say, text)
            if (person, say.kind) in reached and act.at >= at - FRESH:
                yield _to_send(act, say, text, at, channel="mail", person=person)
        yield from _to_robots(batch, act, at)


def _reached_by_mail(people: set[int]) -> set[tuple[int, str]]:
    """Give the people with an address, by each kind that they have not switched off."""
    addressed = Account.objects.filter(person__in=people, is_active=True)
    mailed = set(addressed.exclude(email="").values_list("person", flat=True))
    off = Preference.objects.filter(person__in=mailed, channel="mail", on=False)
    silent = set(off.values_list("person", "kind"))
    return {(person, kind) for person in mailed for kind in KINDS} - silent


def said(batch: Batch, act: Act, say: Say, language: str) -> tuple[str, str]:
    """Say a notice in a language: what may be said to anybody, and no more."""
    with translation.override(language):
        if helped.is_ours(act.subject):
            return helped.words(say)
        if act.verb == dividing.ADOPTED:
            return dividing.words(batch.divided, act, say)
        if act.subject not in batch.scene.matters:
            return looking.words(batch.looks, act, say)
        return words(say, _subject(batch.scene, act, language))


def _about(act: Act, say: Say) -> str:
    """Give what a notice is about."""
    if act.verb == dividing.ADOPTED:
        return dividing.subject(act)
    return looking.subject(act, say)


def _subject(scene: Scene, act: Act, language: str) -> Subject:
    matter = scene.matters[act.subject]
    book, reading = playbooks.of(matter.playbook_id), scene.reading(matter)
    now = str(act.payload.get("state", matter.state))
    state = book.state(now)
    held = scene.held.get(matter.pk)
    # Where it has moved on since, its next notice will say who holds it.
    running = held is not None and held.until is None and now == matter.state
    holder = due = ""
    if held is not None and running:
        holder = reading.title_of_post(held.post) if held.post else ""
        if held.deadline:
            due = day(Deadline.from_document(held.deadline).due_on)
    return Subject(
        number=matter.number,
        state=title_in(book.title_of(now), language),
        then=title_in(state.next, language) if state and state.next else "",
        holder=title_in(holder, language),
        due=due,
    )


def _on_page(act: Act, person: int, say: Say, text: tuple[str, str]) -> Notification:
    assert act.position is not None, act.pk
    return Notification(
        position=act.position,
        at=act.at,
        person_id=person,
        channel="page",
        kind=say.kind,
        subject=_about(act, say),
        title=text[0],
        body=text[1],
        state="sent",
        sent_at=act.at,
    )


def _to_send(
    act: Act,
    say: Say,
    text: tuple[str, str],
    at: datetime,
    *,
    channel: str,
    person: int | None = None,
    robot: str = "",
) -> Notification:
    assert act.position is not None, act.pk
    return Notification(
        position=act.position,
        at=act.at,
        person_id=person,
        robot=robot,
        channel=channel,
        kind=say.kind,
        subject=_about(act, say),
        title=text[0],
        body=text[1],
        next_at=at,
    )


def _to_robots(batch: Batch, act: Act, at: datetime) -> Iterable[Notification]:
    """Tell the group robots of the locality what anybody may know."""
    scene = batch.scene
    say = announced(scene, act)
    if say is None or act.at < at - FRESH:
        return
    matter = scene.matters[act.subject]
    key = playbooks.charter_of(matter.playbook_id)
    for robot in scene.reading(matter).robots:
        text = said(batch, act, say, LANGUAGE)
        yield _to_send(act, say, text, at, channel="robot", robot=f"{key}/{robot.id}")
