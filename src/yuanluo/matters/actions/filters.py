"""Keeping a worklist's filter under a name: a convenience of one person, no act.

Nothing of a matter is in it and nobody else sees it, so that it leaves no trace in the
record. A name that is used again is given the new filter.
"""

from __future__ import annotations

from django.db import transaction

from yuanluo.kernel.text import TextFault, clean
from yuanluo.matters.models import SavedFilter

MOST = 20
NAME_MOST = 40
QUERY_MOST = 400


@transaction.atomic(durable=True)
def keep(person: int, name: str, query: str) -> bool:
    """Keep a filter; say whether it was kept."""
    try:
        name = clean(name, NAME_MOST)
    except TextFault:
        return False
    mine = SavedFilter.objects.filter(person=person)
    there = mine.filter(name=name).exists()
    if not name or len(query) > QUERY_MOST or (not there and mine.count() >= MOST):
        return False
    SavedFilter.objects.update_or_create(
        person_id=person, name=name, defaults={"query": query}
    )
    return True


@transaction.atomic(durable=True)
def forget(person: int, name: str) -> None:
    """Forget a filter."""
    SavedFilter.objects.filter(person=person, name=name).delete()
