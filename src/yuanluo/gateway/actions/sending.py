"""Sending notices until each has arrived, was given up, or is of no use any more.

A worker takes some up by moving their date on: what it does not finish, because it was
killed or the line hung, comes due again. It sends outside any transaction and notes the
outcome only where nobody else has taken the notice up meanwhile.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F

from yuanluo.gateway.carriers import Message, Undelivered, key_of
from yuanluo.gateway.models import Notification, Preference
from yuanluo.gateway.queries.subjects import page_of
from yuanluo.people.models import Account
from yuanluo.territory import charters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from yuanluo.gateway.carriers import Carrier
    from yuanluo.kernel.charter import Robot

#: How long one worker has for what it has taken up.
LEASE = timedelta(minutes=5)
TAKEN_UP_MAX = 20
#: A minute, two, four … an hour at most: given up after about half a day.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
TRIES_MAX = 16
#: Later than this nobody needs to be told by mail.
OLD = timedelta(days=3)

logger = logging.getLogger(__name__)


def take_up(at: datetime, most: int = TAKEN_UP_MAX) -> list[Notification]:
    """Take up notices that are due; nobody else does so while the lease runs."""
    skipping = connection.features.has_select_for_update_skip_locked
    with transaction.atomic(durable=True):
        due = Notification.objects.due(at).order_by("next_at", "id")
        mine = list(due.select_for_update(skip_locked=skipping)[:most])
        taken = Notification.objects.filter(pk__in=[one.pk for one in mine])
        taken.update(next_at=at + LEASE, tries=F("tries") + 1)
    for one in mine:
        one.tries += 1
    return mine


def send(
    some: Sequence[Notification], at: datetime, carriers: Mapping[str, Carrier]
) -> int:
    """Send notices that were taken up; say how many arrived."""
    addresses = _addresses(some)
    unwanted = _unwanted(some)
    arrived = 0
    for one in some:
        to = addresses.get(one.pk)
        if one.at < at - OLD:
            _note(one, "skipped", "too old to be of use")
        elif to is None or (one.person_id, one.kind) in unwanted:
            _note(one, "skipped", "no longer wanted, or nowhere to send it")
        else:
            arrived += _carry(one, to, at, carriers[one.channel])
    return arrived


def _carry(
    one: Notification, to: tuple[str, str], at: datetime, carrier: Carrier
) -> bool:
    message = Message(
        key=key_of(one.pk),
        to=to[0],
        title=one.title,
        body=one.body,
        link=settings.ORIGIN + page_of(one.subject),
        robot=to[1],
    )
    try:
        carrier.carry(message)
    except Undelivered as why:
        _later(one, why, at)
        return False
    _note(one, "sent", sent_at=at)
    return True


def _later(one: Notification, why: Undelivered, at: datetime) -> None:
    """Try again later, each time after twice as long; in the end give it up."""
    if why.final or one.tries >= TRIES_MAX:
        logger.warning("A notice was given up: %s, %s", one.channel, why.why)
        _note(one, "failed", why.why)
        return
    wait = min(FIRST_WAIT * 2 ** (one.tries - 1), LONGEST_WAIT)
    _mine(one).update(next_at=at + wait, error=why.why[:200])


def _note(
    one: Notification, state: str, error: str = "", sent_at: datetime | None = None
) -> None:
    _mine(one).update(state=state, next_at=None, error=error[:200], sent_at=sent_at)


def _mine(one: Notification) -> models.QuerySet[Notification]:
    """Keep the notice only while it is as this worker took it up."""
    return Notification.objects.filter(pk=one.pk, state="pending", tries=one.tries)


def _addresses(some: Sequence[Notification]) -> dict[int, tuple[str, str]]:
    """Give where each goes: an address, or the key of a robot and its kind."""
    people = {one.person_id for one in some if one.channel == "mail"}
    mails = dict(
        Account.objects.filter(person__in=people, is_active=True)
        .exclude(email="")
        .values_list("person", "email")
    )
    found: dict[int, tuple[str, str]] = {}
    for one in some:
        if one.channel == "mail" and one.person_id in mails:
            found[one.pk] = (mails[one.person_id], "")
        elif one.channel == "robot" and (robot := _robot(one.robot)):
            found[one.pk] = (settings.ROBOTS.get(robot.setting, ""), robot.kind)
    return found


def _robot(name: str) -> Robot | None:
    key, _, wanted = name.partition("/")
    robots = charters.charter(key).robots
    return next((robot for robot in robots if robot.id == wanted), None)


def _unwanted(some: Sequence[Notification]) -> set[tuple[int | None, str]]:
    people = {one.person_id for one in some if one.person_id is not None}
    off = Preference.objects.filter(person__in=people, channel="mail", on=False)
    return set(off.values_list("person", "kind"))


def send_again(some: models.QuerySet[Notification], at: datetime) -> int:
    """Begin anew with notices that were given up; say how many."""
    given_up = some.filter(state="failed")
    return given_up.update(state="pending", tries=0, next_at=at, error="")
