"""A clerk's list on its way into the register, as it is kept until it is over.

What is put aside is no register: nobody is found by it, and its rows go when the list
can no longer be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from yuanluo.kernel.place import level_of, subtree_range, township_of
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing


class RegisterImportQuerySet(models.QuerySet["RegisterImport"]):
    """Questions to lists."""

    def visible_to(self, who: Standing) -> Self:
        """Keep the lists of villages whose register somebody keeps.

        A list of several villages is seen by who keeps all of the township, and by who
        brought it as long as they keep one of them.
        """
        seen = Q(pk__in=())
        for code in who.places_with("people"):
            lower, upper = subtree_range(code)
            seen |= Q(place__gte=lower, place__lt=upper)
            if level_of(code) == "village":
                seen |= Q(place=township_of(code), by=who.person)
        return self.filter(seen)


class RegisterImport(models.Model):
    """A clerk's list on its way into the register: read, taken, or undone again.

    Its rows are kept only until it can no longer be undone.
    """

    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="register_imports",
    )
    at = models.DateTimeField()
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10)
    households = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    faults = models.JSONField(default=list)
    more_faults = models.PositiveIntegerField(default=0)
    unread = models.JSONField(default=list)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["place", "-at"], name="register_import_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.place_id}"


class ImportedHousehold(models.Model):
    """A household of such a list: what it says, and what was made of it.

    `village` is empty in a list of one village.
    """

    source = models.ForeignKey(
        RegisterImport, models.CASCADE, related_name="imported_households"
    )
    row = models.PositiveIntegerField()
    village = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=120)
    content = models.JSONField()
    state = models.CharField(max_length=10)
    made = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["source", "state", "id"], name="imported_household"),
        ]

    def __str__(self) -> str:
        return f"row {self.row}"
