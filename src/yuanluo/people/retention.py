"""How long each kind of row about people is kept, and forgetting what is over.

One table: what, how long, why, and which rows are over at a moment. The clock forgets
them once a day; `yuanluo people retention --dry-run` says how many that would be and
touches nothing. The record is not in it: an act is erased by an act (`record.erase`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q

from yuanluo.people import accounts, taking
from yuanluo.people.models import (
    Account,
    Appointment,
    Consent,
    GlassBreak,
    ImportedHousehold,
    Opening,
    Person,
    RegisterCopy,
    Residency,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import Model, QuerySet

YEAR = timedelta(days=365)
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of row: for how long it is kept, why, and which are over."""

    name: str
    title: str
    days: int
    over: Callable[[datetime], QuerySet[Any]]
    #: Fields that are emptied; without any the row itself goes.
    emptied: tuple[str, ...] = ()


def _unproven(at: datetime) -> QuerySet[Account]:
    unproven = Account.objects.filter(phone_verified=False, person=None, is_staff=False)
    return unproven.filter(joined_at__lt=at - accounts.UNPROVEN_AFTER).exclude(phone="")


def _sessions(at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=at)


def _taken(at: datetime) -> QuerySet[ImportedHousehold]:
    return ImportedHousehold.objects.filter(
        source__state__in=("taken", "undone"),
        source__accepted_at__lte=at - taking.UNDO_WITHIN,
    )


def _unwanted(at: datetime) -> QuerySet[ImportedHousehold]:
    return ImportedHousehold.objects.filter(
        source__state="read", source__at__lte=at - taking.FORGET_AFTER
    )


def _openings(at: datetime) -> QuerySet[Opening]:
    return Opening.objects.filter(at__lt=at - 3 * YEAR)


def _glass(at: datetime) -> QuerySet[GlassBreak]:
    # A glass through which somebody looked stays as long as that is told.
    return GlassBreak.objects.filter(until__lt=at - 3 * YEAR, openings=None)


def _copies(at: datetime) -> QuerySet[RegisterCopy]:
    return RegisterCopy.objects.filter(at__lt=at - 3 * YEAR)


def _withdrawn(at: datetime) -> QuerySet[Consent]:
    return Consent.objects.filter(withdrawn_at__lt=at - 3 * YEAR)


def _gone(at: datetime) -> QuerySet[Person]:
    """Give those who moved away a year ago, hold nothing and do not come in."""
    since = (at - YEAR).date()
    mine = Residency.objects.filter(person=OuterRef("pk"))
    lately = Exists(mine.filter(Q(until=None) | Q(until__gt=since)))
    serves = Exists(
        Appointment.objects.filter(
            Q(until=None) | Q(until__gt=since), person=OuterRef("pk")
        )
    )
    left = Person.objects.filter(Exists(mine), ~lately, ~serves, account=None)
    return left.exclude(phone="", identity="", born=None)


TABLE = (
    Kept("unproven", "没验证过的账号 / Accounts never proven", 7, _unproven),
    Kept("sessions", "过期的登录 / Sessions that expired", 0, _sessions),
    Kept("lists", "登记过的名单的行 / Rows of lists that were taken", 1, _taken),
    Kept("unwanted", "没有用的名单的行 / Rows of lists nobody took", 7, _unwanted),
    Kept("openings", "谁看过资料的记录 / Who opened fields", 1095, _openings),
    Kept("glass", "破例查看 / Glass that was broken", 1095, _glass),
    Kept("copies", "申请导出的户籍册 / Copies of registers", 1095, _copies),
    Kept("consents", "撤回了的同意 / Consents withdrawn", 1095, _withdrawn),
    Kept(
        "moved-away",
        "搬走一年的人的电话、出生日期、认人的码 "
        "/ Number, birth date and key of who moved away a year ago",
        365,
        _gone,
        ("phone", "born", "identity"),
    ),
)
EMPTY: dict[str, Any] = {"phone": "", "identity": "", "born": None}


def counted(at: datetime) -> dict[str, int]:
    """Say how many rows of each kind are over; touches nothing."""
    return {kept.name: kept.over(at).count() for kept in TABLE}


def forget(at: datetime) -> dict[str, int]:
    """Forget what is over, some thousands of each kind at most; say how many."""
    return {kept.name: _forget(kept, at) for kept in TABLE}


def _forget(kept: Kept, at: datetime) -> int:
    rows = kept.over(at)
    model: type[Model] = rows.model
    some = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    over = model._default_manager.filter(pk__in=some)
    if kept.emptied:
        return over.update(**{name: EMPTY[name] for name in kept.emptied})
    over.delete()
    return len(some)
