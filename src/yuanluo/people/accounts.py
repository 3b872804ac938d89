"""Whose account a number is: found, or made empty until its holder shows the code.

The register of people comes first: whoever is in it with this number comes in as that
person. Anybody else becomes a person who lives nowhere here. An account alone gives no
right; it is gone after a day if nobody brought the code.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from yuanluo.people.models import Account, Person
from yuanluo.record.actions import Inscription, inscribe, own_request

if TYPE_CHECKING:
    from datetime import datetime

UNPROVEN_AFTER = timedelta(days=1)
AT_ONCE = 500


def account_of(phone: str) -> Account | None:
    """Give the account of a number."""
    accounts = Account.objects.select_related("person")
    return accounts.filter(phone=phone).first() if phone else None


def account_for(phone: str) -> Account:
    """Give the account of a number, made empty where there is none."""
    found = account_of(phone)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Account.objects.create_user(_unused_name(), phone=phone)
    except IntegrityError:
        # Two requests for one number at once: the other one made it.
        made = account_of(phone)
        if made is None:
            raise
        return made


def _unused_name() -> str:
    return f"r-{secrets.token_hex(8)}"


@transaction.atomic
def prove(account: Account, phone: str, at: datetime) -> None:
    """Note that the holder of a number brought its code, and who that is."""
    first = not account.phone_verified
    account.phone, account.phone_verified = phone, True
    account.save(update_fields=["phone", "phone_verified"])
    if account.person is None:
        account.person = _person(phone)
        account.save(update_fields=["person"])
    elif account.person.phone != phone and not _taken(phone):
        account.person.phone = phone
        account.person.save(update_fields=["phone"])
    if first:
        _write(account, at)


def _person(phone: str) -> Person:
    """Give the person of the register with this number, or a new one."""
    known = Person.objects.select_for_update().filter(phone=phone).first()
    if known is None:
        return Person.objects.create(name=f"*{phone[-4:]}", phone=phone)
    if Account.objects.filter(person=known).exists():
        # The register has the number of somebody who signs in by another one.
        return Person.objects.create(name=f"*{phone[-4:]}")
    return known


def _taken(phone: str) -> bool:
    return Person.objects.filter(phone=phone).exists()


def _write(account: Account, at: datetime) -> None:
    person = account.person
    assert person is not None, account.pk
    act = Inscription(
        subject=f"person:{person.pk}",
        verb="people.come-in",
        at=at,
        request_id=own_request("come-in", account.pk),
        actor=person.pk,
        actor_name=person.name,
    )
    inscribe(act, "", {})
