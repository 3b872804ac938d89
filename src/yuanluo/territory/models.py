"""Places: official divisions, the divisions below the village, and homes.

A place is its code: official codes are kept short (522727104001), divisions below the
village are the village's code and a number (522727104001-0007). A subtree is a range of
codes, never recursion. Which homes belong to a division is a dated membership per
partition: moving a home changes a membership, not an identity.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from yuanluo.kernel.openinghours import FACILITIES
from yuanluo.kernel.place import subtree_range


class Charter(models.Model):
    """The charter (章程) of a locality as it is now in force.

    The document is what `yuanluo.kernel.charter` reads; `sha256` tells copies in memory
    whether they are still current.
    """

    id = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=120)
    roots = models.JSONField(default=list)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class PlaceQuerySet(models.QuerySet["Place"]):
    """Questions to places."""

    def within(self, code: str) -> Self:
        """Keep a place and everything below it."""
        lower, upper = subtree_range(code)
        return self.filter(code__gte=lower, code__lt=upper)

    def below_village(self, village: str) -> Self:
        """Keep the divisions of a village."""
        return self.within(village).exclude(code=village)


class Place(models.Model):
    """An official division, or a division of people's own below the village.

    `official` is its name in the table of the statistics office, empty where the table
    does not know it; `name` is what people here call it.
    """

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=80)
    official = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=30)
    parent = models.CharField(max_length=20, blank=True)
    # The partial index below serves; two more would slow the import of the country.
    charter = models.ForeignKey(
        Charter, models.PROTECT, null=True, blank=True, db_index=False
    )
    boundary = models.JSONField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["parent"], name="place_parent"),
            models.Index(
                fields=["charter", "level"],
                name="place_charter",
                condition=Q(charter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Home(models.Model):
    """A door: somewhere people live, with an address and a point."""

    id = models.BigAutoField(primary_key=True)
    village = models.ForeignKey(Place, models.PROTECT, related_name="homes")
    address = models.CharField(max_length=120)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    generated = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "address"], name="home_one_address"
            )
        ]

    def __str__(self) -> str:
        return self.address


class Membership(models.Model):
    """A home belongs to a division of one kind, from a day up to, not with, another."""

    home = models.ForeignKey(Home, models.PROTECT, related_name="memberships")
    place = models.ForeignKey(Place, models.PROTECT, related_name="memberships")
    level = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["home", "level"],
                condition=Q(until=None),
                name="membership_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home_id} in {self.place_id}"


class Facility(models.Model):
    """Somewhere people go: a school, a clinic, a hall; when it is open, what it does.

    `hours` are written as `yuanluo.kernel.openinghours` reads them; each line of
    `services` is one thing that can be done there.
    """

    id = models.BigAutoField(primary_key=True)
    village = models.ForeignKey(Place, models.PROTECT, related_name="facilities")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=120, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    services = models.TextField(blank=True)
    generated = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "facilities"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "name"],
                condition=Q(until=None),
                name="facility_one_name",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(FACILITIES)), name="facility_kind"
            ),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None)
                | Q(lon__isnull=False, lat__isnull=False),
                name="facility_whole_point",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="facility_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name
