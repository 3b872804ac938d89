"""Opening what a village has to publish, once its period is over, and reminding of it.

The calendar says what; each duty is a matter that follows the work method named there,
opened by the clock, one transaction each, once for each period. Where the clock stood
still for longer than a period, every period since the last one is opened, oldest first.
A duty that would be late on the day it is opened is left out where the village has none
before it: what was due before the product came is nobody's lateness. Whoever answers
for a duty is reminded once, some days before it is late.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from yuanluo.kernel.deadline import local_date
from yuanluo.kernel.place import township_of
from yuanluo.kernel.playbook import title_in
from yuanluo.kernel.publishing import concerns, due_on, ended_after, last_ended
from yuanluo.matters import playbooks
from yuanluo.matters.actions import clockwork
from yuanluo.matters.actions.births import Birth, born, new_number, prepare
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.matters.queries.openness import openness_of
from yuanluo.matters.queries.spots import applies, first_level
from yuanluo.publicity.models import Notice, PublicationDue
from yuanluo.record.actions import Inscription, inscribe, once, own_request
from yuanluo.record.models import Act
from yuanluo.territory import charters
from yuanluo.territory.models import Charter, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from yuanluo.kernel.charter import Charter as Reading
    from yuanluo.kernel.charter import Publication
    from yuanluo.kernel.publishing import PublicationPeriod

LANGUAGE = "zh-hans"
#: The act by which somebody is reminded, and how long before the day.
SOON, REMINDED = "publication.soon", timedelta(days=3)


def open_due(at: datetime, most: int, charter: str = "") -> int:
    """Open what has become due to be published, `most` of it; say how many.

    `charter` keeps to the villages of one.
    """
    done = 0
    rows = Charter.objects.order_by("pk")
    if charter:
        rows = rows.filter(pk=charter)
    for key in rows.values_list("pk", flat=True):
        reading = charters.charter(key)
        for due in _missing(key, reading, at):
            if done == most:
                return done
            done += _open(key, reading, due, at)
    return done


def _missing(key: str, reading: Reading, at: datetime) -> Iterator[PublicationDue]:
    """Find what has to be published and was not opened yet."""
    if not reading.publications:
        return
    today = local_date(at, charters.zone(reading))
    calendar = charters.calendar_of(reading)
    villages = Place.objects.filter(charter=key, level="village", until=None)
    codes = list(villages.order_by("code").values_list("code", flat=True))
    rows = PublicationDue.objects.filter(village__in=codes)
    ends = rows.values("village", "publication").annotate(last=Max("period_ends"))
    last = {(one["village"], one["publication"]): one["last"] for one in ends}
    for code in codes:
        for one in reading.publications:
            if not concerns(one, code):
                continue
            before = last.get((code, one.id))
            for period in _ended(one, before, today):
                day = due_on(period, one.within, calendar)
                if day >= today or before is not None:
                    yield PublicationDue(
                        village=code,
                        publication=one.id,
                        period=period.name,
                        period_ends=period.ends,
                        due_on=day,
                    )


def _ended(
    one: Publication, before: date | None, today: date
) -> list[PublicationPeriod]:
    """Give the periods that ended since the last one opened; else the last of all."""
    if before is not None:
        found = ended_after(one.rhythm, before, today)
    else:
        period = last_ended(one.rhythm, today)
        found = [period] if period is not None else []
    return [period for period in found if period.ends.isoformat() >= one.since]


@transaction.atomic(durable=True)
def _open(key: str, reading: Reading, due: PublicationDue, at: datetime) -> bool:
    """Open one duty as a matter; say whether its work method is used there."""
    one = reading.publication(due.publication)
    book = reading.playbook(one.playbook) if one is not None else None
    if one is None or book is None or not applies(book, due.village):
        return False
    title = f"{title_in(one.title, LANGUAGE)}（{due.period}）"
    values: dict[str, Any] = {
        "title": title,
        "publication": one.id,
        "period": due.period,
        "due_on": due.due_on.isoformat(),
    }
    matter = Matter(
        number=new_number(at),
        playbook_id=playbooks.version_of(key, book),
        state=book.opening.to or book.start,
        revision=0,
        title=title,
        text=_what(one),
        place_id=due.village,
        village=due.village,
        township=township_of(due.village),
        fields={**values, "masking": one.masking, "audience": one.audience},
        openness=openness_of(book, book.start, None, ""),
        level=first_level(book, None, {}),
        opened_at=at,
        started_at=at,
        entered_at=at,
    )
    matter.first_level = matter.level
    dossier = Dossier(matter, None, at)
    prepare(dossier, reading, {})
    due.matter = matter.number
    due.save(force_insert=True)
    request_id = own_request("publication", due.village, one.id, due.period)
    born(dossier, book.opening, values, Birth("clock", request_id=request_id))
    clockwork.set_free(dossier)
    return True


def remind(at: datetime, most: int) -> int:
    """Write down that the day is near for what is not on show yet; once for each."""
    today = local_date(at)
    near = PublicationDue.objects.filter(due_on__range=(today, today + REMINDED))
    hung = Notice.objects.filter(matter=OuterRef("matter"), withdrawn_at=None)
    told = Act.objects.filter(subject=OuterRef("matter"), verb=SOON)
    rows = list(near.exclude(Exists(hung)).exclude(Exists(told)).order_by("id")[:most])
    for due in rows:
        _remind(due, at)
    return len(rows)


def _remind(due: PublicationDue, at: datetime) -> None:
    """Inscribe it; those who answer hear of it as they do of other acts."""
    request_id = own_request("publication-soon", due.matter)
    payload = {"act": SOON, "matter": due.matter, "due": due.due_on.isoformat()}

    def act(request_hash: str) -> dict[str, Any]:
        inscribe(
            Inscription(
                subject=due.matter,
                verb=SOON,
                at=at,
                request_id=request_id,
                place=due.village,
                log=due.village,
                payload={"due": due.due_on.isoformat()},
                channel="clock",
            ),
            request_hash,
            {"matter": due.matter},
        )
        return {"matter": due.matter}

    once(request_id, payload, act)


def _what(one: Publication) -> str:
    """Say what has to be published, line by line, and by which rule."""
    lines = "、".join(title_in(line, LANGUAGE) for line in one.lines)
    return "\n".join(filter(None, [lines, f"依据：{one.citation}"]))
