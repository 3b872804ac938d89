"""What stands around a worklist, and its rows in words.

Saved filters, places to choose from and the charters in force come in one statement;
rows are worded from what the charters and playbooks in memory say, in none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import CharField, Q, Value
from django.utils import timezone

from yuanluo.kernel.words import in_language
from yuanluo.matters.models import SavedFilter
from yuanluo.matters.queries.cards import NOT_SETTLED, last_moment
from yuanluo.matters.queries.naming import Naming
from yuanluo.matters.queries.worklists import reached
from yuanluo.record.statements import Statement, prepare
from yuanluo.territory import charters
from yuanluo.territory.models import Charter, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, tzinfo

    from yuanluo.kernel.charter import Charter as Reading
    from yuanluo.matters.queries.lines import Line
    from yuanluo.matters.queries.naming import Names
    from yuanluo.people.queries import Standing

PLACES_MOST = 200

#: What awaits a word, and at which stage.
ASKED_WORDS = {
    ("handover", "open"): "交过来，等您收 / Offered to you",
    ("handover", "refused"): "被退回，等您定 / Refused: yours to rule",
    ("suspension", "open"): "申请暂停 / Suspension asked for",
    ("extension", "open"): "申请延期 / Extension asked for",
    ("inquiry", "open"): "督办在问 / Supervisors ask",
    ("question", "open"): "等提的人回话 / Awaits an answer",
}
NOBODY = "没人 / Nobody"


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody who works here has at hand."""

    saved: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    readings: Mapping[str, Reading]


class Row(NamedTuple):
    """A matter in a list, in words; `id` is its number."""

    id: str
    number: str
    title: str
    state: str
    tone: str
    category: str
    playbook: str
    place: str
    holder: str
    due: datetime | date | None
    when: datetime
    ended: bool
    late: bool
    paused: bool
    named: bool


def desk(who: Standing) -> Desk:
    """Gather what is at hand, in one statement."""
    keys = tuple(sorted({post.charter for post in who.posts if post.charter}))
    places = tuple(reached(who, "see"))
    statement = _desk(connection.vendor, who.person, keys, places)
    saved, around, shas = [], [], {}
    for kind, first, second in statement.rows() if statement else ():
        if kind == "saved":
            saved.append((first, second))
        elif kind == "place":
            around.append((first, second))
        else:
            shas[first] = second
    return Desk(
        saved=tuple(sorted(saved)),
        places=tuple(sorted(around, key=lambda p: (len(p[0]), p[0]))),
        readings={key: charters.charter(key, sha) for key, sha in shas.items()},
    )


@lru_cache(maxsize=256)
def _desk(
    vendor: str, person: int | None, keys: tuple[str, ...], places: tuple[str, ...]
) -> Statement | None:
    del vendor  # Each writes its own.
    near = Q(code__in=places) | Q(parent__in=places, until=None)
    few = Place.objects.filter(near).order_by("code")[:PLACES_MOST].values("pk")
    parts = (
        SavedFilter.objects.filter(person=person)
        .annotate(kind=_tag("saved"))
        .values_list("kind", "name", "query"),
        Place.objects.filter(pk__in=few)
        .annotate(kind=_tag("place"))
        .values_list("kind", "code", "name"),
        Charter.objects.filter(pk__in=keys)
        .annotate(kind=_tag("charter"))
        .values_list("kind", "id", "sha256"),
    )
    return prepare(parts[0].union(*parts[1:], all=True))


def _tag(kind: str) -> Value:
    return Value(kind, output_field=CharField())


def worded(
    lines: Iterable[Line],
    readings: Mapping[str, Reading],
    at: datetime,
    language: str,
) -> list[Row]:
    """Say lines in words; `readings` are the charters already at hand."""
    naming, zone = Naming(language, readings), timezone.get_current_timezone()
    return [_row(line, naming.of(line), at, zone, language) for line in lines]


def _row(line: Line, names: Names, at: datetime, zone: tzinfo, language: str) -> Row:
    running = not (line.ended or line.suspended)
    late = running and line.due_at is not None and line.due_at <= at
    waits = ASKED_WORDS.get((line.waits, line.stage)) if line.waits else None
    return Row(
        id=line.number,
        number=line.number,
        title=line.title,
        state=in_language(waits, language) if waits else names.state,
        tone=_tone(line, late=late),
        category=names.category,
        playbook=names.playbook,
        place=line.place,
        holder=_holder(line, names.post, language),
        due=None if line.ended else last_moment(line.due_at, zone) or line.review_on,
        when=line.opened_at,
        ended=line.ended,
        late=late,
        paused=line.suspended and not line.ended,
        # Only a person's name needs a mask; a post is nobody's secret.
        named=bool(line.person) and not line.waits and not line.vacant,
    )


def _holder(line: Line, post: str, language: str) -> str:
    if line.waits:
        return line.reason
    if line.vacant:
        nobody = in_language(NOBODY, language)
        return (
            f"{post}（{nobody}）" if language.startswith("zh") else f"{post}: {nobody}"
        )
    return line.person or post


def _tone(line: Line, *, late: bool) -> str:
    if line.ended:
        return "closed" if line.result in NOT_SETTLED else "good"
    if line.waits or line.suspended:
        return "waiting"
    return "late" if late else "open"
