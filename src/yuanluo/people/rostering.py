"""Acts upon rosters: entering and striking cadres, bringing on reserve cadres.

Each happens once, in one durable transaction, and is inscribed by whom it concerns;
what the roster keeps of a person is not written into the record. Whoever acts needs the
power to appoint at the place. Nothing is deleted: a line ends on a day.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.place import PlaceCodeError as BadCode
from yuanluo.kernel.place import village_of
from yuanluo.kernel.roster import EDUCATION, whole_years
from yuanluo.people.models import Cadre, Person, Placement, Reserve
from yuanluo.people.rosters import OUTCOMES, SOURCES
from yuanluo.record.actions import (
    Answer,
    Inscription,
    Refused,
    inscribe,
    once,
    refused,
)
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from datetime import date

    from yuanluo.people.queries import Acting

#: Nobody younger serves, nobody is said to have served before.
YOUNGEST = 16
WORK_MOST, PROGRESS_MOST, REASON_MOST = 80, 200, 200
#: Work to learn by ends within a working life.
AHEAD_MOST = timedelta(days=20 * 365)


@dataclass(frozen=True, slots=True)
class CadreEntry:
    """What is entered into the roster of one cadre."""

    person: int
    place: str
    born: date
    woman: bool
    education: str
    member: bool
    serves_since: date
    returned: bool = False
    local_talent: bool = False


def enter_cadre(acting: Acting, entry: CadreEntry) -> Answer:
    """Enter a person into the roster; what stood there of them ends today."""
    day = timezone.localtime(acting.at).date()

    def carry_out(request_hash: str) -> dict[str, Any]:
        place = _place(acting, entry.place)
        person = _person(entry.person)
        _check_entry(entry, day)
        before = Cadre.objects.select_for_update().filter(person=person, until=None)
        for line in before:
            _power(acting, line.place_id)
            line.until = max(day, line.since)
            line.save(update_fields=["until"])
        fields = asdict(entry) | {"person": person, "place": place}
        made = Cadre.objects.create(since=day, **fields)
        answer = {"cadre": made.pk}
        _write(acting, person.pk, "people.roster", place.code, request_hash, answer)
        return answer

    payload = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in asdict(entry).items()
    }
    return once(acting.request_id, payload, carry_out)


def _check_entry(entry: CadreEntry, day: date) -> None:
    age = whole_years(entry.born, day)
    served = whole_years(entry.born, entry.serves_since)
    checks = (
        (entry.education in EDUCATION, Refusal("BAD", "education")),
        (YOUNGEST <= age < 100, Refusal("BAD", "born")),
        (
            entry.serves_since <= day and served >= YOUNGEST,
            Refusal("BAD", "serves_since"),
        ),
    )
    reasons = [reason for holds, reason in checks if not holds]
    if reasons:
        raise Refused(reasons)


def strike_cadre(acting: Acting, cadre: int, reason: str) -> Answer:
    """End a line of the roster today, for a reason."""
    day = timezone.localtime(acting.at).date()

    def carry_out(request_hash: str) -> dict[str, Any]:
        line = Cadre.objects.select_for_update().filter(pk=cadre, until=None).first()
        if line is None or not acting.who.may("appoint", line.place_id):
            raise refused("ALREADY_ENDED")
        _check_words("reason", reason, REASON_MOST)
        line.until = max(day, line.since)
        line.save(update_fields=["until"])
        at = line.place_id
        _write(acting, line.person_id, "people.strike", at, request_hash, payload)
        return {}

    payload = {"cadre": cadre, "reason": reason}
    return once(acting.request_id, payload, carry_out)


# Reserve cadres -----------------------------------------------------------------------


def enter_reserve(acting: Acting, person: int, at: str, source: str) -> Answer:
    """Enter somebody into the ledger of reserve cadres of a place."""
    day = timezone.localtime(acting.at).date()

    def carry_out(request_hash: str) -> dict[str, Any]:
        place = _place(acting, at)
        one = _person(person)
        if source not in SOURCES:
            raise refused("BAD", "source")
        if Reserve.objects.filter(person=one, until=None).exists():
            raise refused("ALREADY")
        made = Reserve.objects.create(person=one, place=place, source=source, since=day)
        answer = {"reserve": made.pk}
        _write(acting, one.pk, "people.reserve", place.code, request_hash, answer)
        return answer

    payload = {"person": person, "place": at, "source": source}
    return once(acting.request_id, payload, carry_out)


@dataclass(frozen=True, slots=True)
class WorkToLearnBy:
    """Where a reserve cadre is to work at what, and for how long."""

    place: str
    work: str
    since: date
    until: date | None = None


def place_reserve(acting: Acting, reserve: int, given: WorkToLearnBy) -> Answer:
    """Give a reserve cadre work to learn by."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        line = _reserve(acting, reserve)
        place = _place(acting, given.place)
        work = given.work.strip()
        latest = given.until or given.since
        checks = (
            (bool(work), Refusal("MISSING", "work")),
            (len(work) <= WORK_MOST, Refusal("TOO_LONG", "work")),
            (given.until is None or given.until > given.since, Refusal("BAD", "until")),
            (
                latest <= line.since + AHEAD_MOST,
                Refusal("BAD", "until" if given.until else "since"),
            ),
            (given.since >= line.since, Refusal("TOO_EARLY", line.since.isoformat())),
        )
        if reasons := [reason for holds, reason in checks if not holds]:
            raise Refused(reasons)
        made = Placement.objects.create(
            reserve=line, place=place, work=work, since=given.since, until=given.until
        )
        answer = {"placement": made.pk}
        at = line.place_id
        _write(acting, line.person_id, "people.placement", at, request_hash, answer)
        return answer

    payload = {
        "reserve": reserve,
        "place": given.place,
        "work": given.work,
        "since": given.since.isoformat(),
        "until": given.until.isoformat() if given.until else None,
    }
    return once(acting.request_id, payload, carry_out)


def note_progress(acting: Acting, placement: int, words: str) -> Answer:
    """Write down how somebody is getting on, as of today."""
    day = timezone.localtime(acting.at).date()

    def carry_out(request_hash: str) -> dict[str, Any]:
        rows = Placement.objects.select_for_update(of=("self",))
        work = rows.select_related("reserve").filter(pk=placement).first()
        if work is None or not acting.who.may("appoint", work.reserve.place_id):
            raise refused("UNKNOWN_PLACEMENT")
        _check_words("progress", words, PROGRESS_MOST)
        work.progress, work.looked_on = words.strip(), day
        work.save(update_fields=["progress", "looked_on"])
        whom, at = work.reserve.person_id, work.reserve.place_id
        told = {"placement": placement}
        _write(acting, whom, "people.progress", at, request_hash, told)
        return {}

    payload = {"placement": placement, "progress": words}
    return once(acting.request_id, payload, carry_out)


def leave_reserve(acting: Acting, reserve: int, outcome: str) -> Answer:
    """End somebody's time in the ledger: appointed, or left."""
    day = timezone.localtime(acting.at).date()

    def carry_out(request_hash: str) -> dict[str, Any]:
        line = _reserve(acting, reserve)
        if outcome not in OUTCOMES:
            raise refused("BAD", "outcome")
        line.until, line.outcome = max(day, line.since), outcome
        line.save(update_fields=["until", "outcome"])
        at = line.place_id
        _write(acting, line.person_id, "people.leave", at, request_hash, payload)
        return {}

    payload = {"reserve": reserve, "outcome": outcome}
    return once(acting.request_id, payload, carry_out)


# What all of them ask -----------------------------------------------------------------


def _power(acting: Acting, place: str) -> None:
    if not acting.who.may("appoint", place):
        raise refused("NO_POWER", place)


def _place(acting: Acting, code: str) -> Place:
    _power(acting, code)
    found = Place.objects.filter(code=code, until=None).first()
    if found is None:
        raise refused("UNKNOWN_PLACE", code)
    return found


def _person(number: int) -> Person:
    found = Person.objects.filter(pk=number).first()
    if found is None:
        raise refused("UNKNOWN_PERSON", str(number))
    return found


def _reserve(acting: Acting, number: int) -> Reserve:
    rows = Reserve.objects.select_for_update()
    found = rows.filter(pk=number, until=None).first()
    if found is None or not acting.who.may("appoint", found.place_id):
        raise refused("ALREADY_ENDED")
    return found


def _check_words(name: str, words: str, most: int) -> None:
    """Refuse words that are not there, or more than are kept."""
    if not words.strip():
        raise refused("MISSING", name)
    if len(words.strip()) > most:
        raise refused("TOO_LONG", name)


def _write(  # noqa: PLR0917 -- what an act is made of
    acting: Acting,
    person: int,
    verb: str,
    place: str,
    request_hash: str,
    told: dict[str, Any],
) -> None:
    try:
        log = village_of(place)
    except BadCode:
        log = ""
    act = Inscription(
        subject=f"person:{person}",
        verb=verb,
        at=acting.at,
        request_id=acting.request_id,
        actor=acting.who.person,
        actor_name=acting.who.name,
        on_behalf=acting.on_behalf,
        place=place,
        log=log,
        payload=told,
        channel=acting.channel,
    )
    inscribe(act, request_hash, told)
