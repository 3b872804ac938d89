"""Who came: by a tap at the door, by the square shown there, or by a proxy in writing.

Attendance is of single entries of the roll. A person is there once, for themselves or
for one household; a proxy needs written evidence and keeps within the rule's limits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError
from django.db.models import Q

from yuanluo.assembly.actions.inscribing import chairs, said, serves, told_to, write
from yuanluo.assembly.models import (
    DECLINED,
    Attendance,
    Ballot,
    Candidate,
    Meeting,
    Recusal,
    RollEntry,
)
from yuanluo.assembly.queries import entry_of
from yuanluo.assembly.tallying import rule_kept
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.effect import Refusal
from yuanluo.people.models import Person
from yuanluo.people.queries import residing, standing_on
from yuanluo.record.actions import Answer, Refused, once
from yuanluo.record.rows import add
from yuanluo.record.statements import question

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yuanluo.kernel.deciding.binding import Rule
    from yuanluo.kernel.deciding.rulepack import Proxies
    from yuanluo.people.models import Residency
    from yuanluo.people.queries import Acting

#: A sitting is opened at most so long before its hour, so that the door can be minded.
EARLY_HOURS = 3


def check_in(
    entry: int,
    acting: Acting,
    *,
    person: int | None = None,
    evidence: str = "",
) -> Answer:
    """Let an entry of the roll in at the door; the tap of whoever minds it.

    `person` is who came where it is not the entry itself: a member of the household,
    or, with `evidence` of the written mandate, a proxy.
    """
    payload = {"act": "meeting.check-in", "entry": entry, "person": person}

    def act(request_hash: str) -> dict[str, Any]:
        row = _entry(entry)
        meeting = row.roll.meeting if row else None
        if (
            row is None
            or meeting is None
            or not serves(acting.who, meeting.body, meeting.village)
        ):
            raise Refused([Refusal("WRONG_POST")])
        return _let_in(row, person, evidence, acting, request_hash)

    return once(acting.request_id, payload | {"evidence": evidence}, act)


def check_in_self(code: str, acting: Acting) -> Answer:
    """Come in by the square at the door; for whoever is signed in and on the roll."""
    payload = {"act": "meeting.come", "code": code, "person": acting.who.person}

    def act(request_hash: str) -> dict[str, Any]:
        who = acting.who
        of = {"person": who.person or 0, "household": who.household or 0}
        found = _by_code.models(number=code, **of) if code and who.person else []
        if not found:
            raise Refused([Refusal("NOT_ON_THE_ROLL")])
        return _let_in(found[0], who.person, "", acting, request_hash)

    return once(acting.request_id, payload, act)


@question("id")
def _under_lock(id: int) -> QuerySet[RollEntry]:
    rows = RollEntry.objects.select_for_update(of=("self",)).filter(pk=id)
    return rows.select_related("roll__meeting")


@question("number", "person", "household")
def _by_code(number: str, person: int, household: int) -> QuerySet[RollEntry]:
    """Lock the entry of who comes by a square: a roll is of people or of homes."""
    rows = RollEntry.objects.select_for_update(of=("self",))
    mine = Q(person=person, household=None) | Q(household=household)
    return rows.filter(mine, roll__meeting__code=number).select_related("roll__meeting")


@question("key_id", "id", "person")
def _came(key_id: int, id: int, person: int) -> QuerySet[Any]:
    """Ask who is there already: the entry, or whoever comes for it."""
    there = Attendance.objects.filter(meeting=id)
    found = there.filter(Q(entry=key_id) | Q(person=person) & ~Q(kind="proxy"))
    return found.values_list("entry")


@question("id", "person")
def _came_anyhow(id: int, person: int) -> QuerySet[Any]:
    there = Attendance.objects.filter(meeting=id, person=person)
    return there.exclude(kind="proxy").values_list("pk")


def check_in_by_phone(meeting: int, phone: str, acting: Acting) -> Answer:
    """Let in at the door whoever has a telephone number; whole, not its end."""
    payload = {"act": "meeting.phone", "meeting": meeting, "phone": phone}

    def act(request_hash: str) -> dict[str, Any]:
        one = Meeting.objects.filter(pk=meeting).first()
        if one is None or not serves(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        person, row = _of_phone(one, phone, acting)
        if row is None:
            raise Refused([Refusal("NOT_ON_THE_ROLL")])
        return _let_in(row, person, "", acting, request_hash)

    return once(acting.request_id, payload, act)


def _of_phone(
    meeting: Meeting, phone: str, acting: Acting
) -> tuple[int | None, RollEntry | None]:
    """Give whose number it is, and the entry of the roll that they stand for."""
    number = "".join(sign for sign in phone if sign.isdigit())
    found = Person.objects.filter(phone=number).first() if number else None
    if found is None:
        return None, None
    who = standing_on(found.pk, acting.at.astimezone(SHANGHAI).date())
    row = entry_of(meeting, replace(acting, who=who))
    return found.pk, _entry(row.pk) if row else None


def _entry(pk: int) -> RollEntry | None:
    return next(iter(_under_lock.models(id=pk)), None)


def _let_in(
    row: RollEntry,
    person: int | None,
    evidence: str,
    acting: Acting,
    request_hash: str,
) -> dict[str, Any]:
    meeting = row.roll.meeting
    who, kind, reasons = _stands_for(row, person, evidence, acting)
    reasons = [*_not_now(meeting, acting), *reasons]
    there = {
        one for (one,) in _came.rows(key_id=row.pk, id=meeting.pk, person=who or 0)
    }
    if row.pk in there:
        reasons.append(Refusal("ALREADY"))
    elif there and kind != "proxy":
        reasons.append(Refusal("ALREADY_THERE"))
    if reasons or who is None or acting.who.person is None:
        raise Refused(reasons or [Refusal("MISSING", "person")])
    came = Attendance(
        meeting=meeting,
        entry=row,
        person_id=who,
        kind=kind,
        evidence=said("evidence", evidence, 200, needed=False),
        at=acting.at,
        by_id=acting.who.person,
        channel=acting.channel,
    )
    try:
        add(came)
    except IntegrityError as twice_at_once:
        # At two doors at the same moment, for two entries: one of them stands.
        raise Refused([Refusal("ALREADY_THERE")]) from twice_at_once
    answer = {"meeting": meeting.pk, "entry": row.pk, "kind": kind}
    told = {"number": row.number, "kind": kind}
    # Whoever is told that they came and did not can say so.
    by = told_to(acting, row, who if row.person_id is None else None)
    return write(meeting, "meeting.check-in", by, request_hash, answer, payload=told)


def _not_now(meeting: Meeting, acting: Acting) -> list[Refusal]:
    if meeting.closed_at is not None:
        return [Refusal("TOO_LATE")]
    if (meeting.held_at - acting.at).total_seconds() > EARLY_HOURS * 3600:
        return [Refusal("TOO_EARLY")]
    return []


def _stands_for(
    row: RollEntry, person: int | None, evidence: str, acting: Acting
) -> tuple[int | None, str, list[Refusal]]:
    """Say who stands for an entry and as what, and why that cannot be."""
    day = acting.at.astimezone(SHANGHAI).date()
    if row.household_id is not None:
        lives = residing(day).filter(household=row.household_id)
        who = person or _head(lives.order_by("-is_head", "id").first())
        if who is not None and lives.filter(person=who).exists():
            return who, "representative", []
    elif person in (None, row.person_id):
        return row.person_id, "self", []
    rule = rule_kept(row.roll.meeting)
    return person, "proxy", _proxy_refused(row, person, evidence, rule, acting)


def _head(lives: Residency | None) -> int | None:
    return lives.person_id if lives else None


def _proxy_refused(
    row: RollEntry, person: int | None, evidence: str, rule: Rule, acting: Acting
) -> list[Refusal]:
    """Say why somebody may not stand in; where the rule is silent nobody may."""
    limits: Proxies | None = rule.pack.proxies
    if person is None:
        return [Refusal("MISSING", "person")]
    if limits is None or not limits.allowed:
        return [Refusal("NO_PROXIES")]
    found = []
    if not evidence.strip():
        found.append(Refusal("MISSING", "evidence"))
    held = Attendance.objects.filter(
        meeting=row.roll.meeting, person=person, kind="proxy"
    )
    if limits.most is not None and held.count() >= limits.most:
        found.append(Refusal("TOO_MANY_PROXIES", str(limits.most)))
    if limits.no_candidates and _stands(row.roll.meeting, person):
        found.append(Refusal("CANDIDATE_IS_NO_PROXY"))
    if limits.same_household and not _live_together(row.person_id, person, acting):
        found.append(Refusal("NOT_SAME_HOUSEHOLD"))
    return found


def _stands(meeting: Meeting, person: int) -> bool:
    """Say whether somebody stands in an election that is held there."""
    standing = Candidate.objects.filter(person=person).exclude(answer=DECLINED)
    return standing.filter(election__ballot__meeting=meeting).exists()


def come_to_vote(row: RollEntry, acting: Acting, *, own: bool) -> None:
    """Write that an entry took part, where voting itself is taking part.

    `own` says that whoever acts votes for themselves or their household. The entry is
    locked as at the door, where somebody may be letting them in at this moment.
    """
    _entry(row.pk)
    there = Attendance.objects.filter(entry=row).first()
    if there is not None:
        if own and there.person_id != acting.who.person:
            raise Refused([Refusal("REPRESENTED")])
        return
    who, kind, reasons = _stands_for(
        row, acting.who.person if own else None, "", acting
    )
    if who is None or acting.who.person is None:
        raise Refused(reasons or [Refusal("MISSING", "person")])
    if _came_anyhow.rows(id=row.roll.meeting_id, person=who):
        raise Refused([Refusal("ALREADY_THERE")])
    Attendance.objects.create(
        meeting=row.roll.meeting,
        entry=row,
        person_id=who,
        kind=kind,
        at=acting.at,
        by_id=acting.who.person,
        channel=acting.channel,
    )


def _live_together(one: int | None, other: int, acting: Acting) -> bool:
    day = acting.at.astimezone(SHANGHAI).date()
    mine = residing(day).filter(person=one).values("household")
    return residing(day).filter(person=other, household__in=mine).exists()


def recuse(ballot: int, entry: int, ground: str, acting: Acting) -> Answer:
    """Keep an entry of the roll out of one question; before it is put to the vote."""
    payload = {"act": "ballot.recuse", "ballot": ballot, "entry": entry}

    def act(request_hash: str) -> dict[str, Any]:
        one = Ballot.objects.select_for_update().filter(pk=ballot).first()
        meeting = one.meeting if one else None
        if one is None or not chairs(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        row = RollEntry.objects.filter(pk=entry, roll__meeting=meeting).first()
        if meeting is None or row is None:
            raise Refused([Refusal("NOT_ON_THE_ROLL")])
        if one.polling_at or one.decided_at or one.cancelled_at:
            raise Refused([Refusal("TOO_LATE")])
        Recusal.objects.create(
            ballot=one, entry=row, ground=said("ground", ground, 200), at=acting.at
        )
        answer = {"ballot": one.pk, "entry": row.pk}
        told = {"number": row.number}
        by = told_to(acting, row)
        return write(meeting, "ballot.recuse", by, request_hash, answer, payload=told)

    return once(acting.request_id, payload | {"ground": ground}, act)
