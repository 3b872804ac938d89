"""Units of a building and who owns them, for the assembly of owners (业主大会).

Part of the app's models, in a file of its own. Kept is what the count needs and nothing
else: which unit, its exclusive area, and one person who stands for it. Of several who
own one unit it is the one they named; the others stand nowhere here. How somebody came
to own it, for how much, and by which deed is not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from datetime import date


class OwnedUnitQuerySet(models.QuerySet["OwnedUnit"]):
    """Questions to units."""

    def on(self, day: date) -> OwnedUnitQuerySet:
        """Keep those that are owned so on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class OwnedUnit(models.Model):
    """A unit with its exclusive area, from a day up to, not with, another.

    `place` is the estate whose owners decide together. `area` is in hundredths of a
    square metre. `shared` says that several own it and named who stands for them.
    """

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey(
        "territory.Place", models.PROTECT, related_name="owned_units"
    )
    room = models.CharField(max_length=60)
    area = models.PositiveIntegerField()
    owner = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="owned_units"
    )
    shared = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = OwnedUnitQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "room"],
                condition=Q(until=None),
                name="owned_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(area__gte=1), name="owned_unit_has_area"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="owned_unit_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.area}"
