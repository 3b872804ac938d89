"""Taking out again what a clerk's list brought, except what is used by now.

A person, a household or a door stays as soon as anything of any app names it: every
foreign key is asked, those without a way back too. What is not named by anything goes,
so that nothing is broken and nobody is hidden. When and for whom is said in `taking`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import ForeignKey

from yuanluo.people.importing import LEFT, UNDONE
from yuanluo.people.models import Household, Person, Residency
from yuanluo.territory.models import Home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

    from yuanluo.people.models import ImportedHousehold


def take_out(some: list[ImportedHousehold]) -> dict[str, int]:
    """Take out what some households brought, except what is used by now."""
    ids: dict[str, set[int]] = defaultdict(set)
    for one in some:
        for kind in ("residencies", "people"):
            ids[kind].update(one.made.get(kind, ()))
        for kind in ("household", "home"):
            if kind in one.made:
                ids[kind].add(one.made[kind])
    kept = used(Person, ids["people"], but=Residency)
    # Who has lived elsewhere since, or has moved out of there, is somebody by now.
    lived = Residency.objects.filter(person__in=ids["people"])
    kept |= set(
        lived.exclude(pk__in=ids["residencies"]).values_list("person", flat=True)
    )
    kept |= set(lived.exclude(until=None).values_list("person", flat=True))
    gone = ids["people"] - kept
    settled = Residency.objects.filter(pk__in=ids["residencies"], until=None)
    settled.exclude(person__in=kept).delete()
    Person.objects.filter(pk__in=gone).delete()
    for model, kind in ((Household, "household"), (Home, "home")):
        empty = ids[kind] - used(model, ids[kind])
        model._default_manager.filter(pk__in=empty).delete()
    for one in some:
        one.state = LEFT if kept & set(one.made.get("people", ())) else UNDONE
    of = type(some[0])._default_manager
    for state in (LEFT, UNDONE):
        of.filter(pk__in=[one.pk for one in some if one.state == state]).update(
            state=state
        )
    return {"people": len(gone), "kept": len(ids["people"] & kept)}


def keys_to(model: type[Model]) -> Iterator[ForeignKey[Model, Model]]:
    """Give every foreign key of any app to a model, those without a way back too."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is model:
                yield field


def used(
    model: type[Model], ids: Iterable[int], but: type[Model] | None = None
) -> set[int]:
    """Give those rows that a row of any app stands on."""
    asked, found = list(ids), set[int]()
    if not asked:
        return found
    for field in keys_to(model):
        if field.model is but:
            continue
        rows = field.model._default_manager.filter(**{f"{field.name}__in": asked})
        found.update(rows.values_list(field.attname, flat=True))
    return found
