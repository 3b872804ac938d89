"""Partitions: how the homes of a village are divided into courtyards.

A partition is a draft until it is adopted from a day or withdrawn; which of these it is
follows from its dates. What was moved by hand is not here: it is read from the record.
Only an adopted partition changes places; the one before ends and stays as history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from yuanluo.kernel.place import village_of
from yuanluo.people.models import Person
from yuanluo.territory.models import Home, Place

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing


class PartitionQuerySet(models.QuerySet["Partition"]):
    """The door to partitions."""

    def visible_to(self, who: Standing) -> Self:
        """Keep those of the villages that somebody lives in or serves in."""
        seen = Q(pk__in=())
        if who.home_village:
            seen |= Q(village=who.home_village)
        for held in who.posts:
            if "see" in held.powers:
                lower, upper = held.reach
                inside = Q(village__gte=lower, village__lt=upper)
                seen |= (
                    Q(village=village_of(held.place)) if "-" in held.place else inside
                )
        return self.filter(seen)


class Partition(models.Model):
    """A village's homes divided into courtyards, by the machine and by hand.

    `basis` is the partition that was in force when this one was made. Whoever changes
    it says which `version` they looked at, so that no change is lost by another.
    `settled_at` is when the places that ended with it were closed.
    """

    id = models.BigAutoField(primary_key=True)
    village = models.ForeignKey(Place, models.PROTECT, related_name="partitions")
    level = models.CharField(max_length=30)
    title = models.CharField(max_length=80)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="partitions"
    )
    at = models.DateTimeField()
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    barriers = models.JSONField(null=True, blank=True)
    basis = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = PartitionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["village", "-at"], name="partition_at"),
            models.Index(
                fields=["since"],
                name="partition_to_settle",
                condition=Q(adopted_at__isnull=False, settled_at=None),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "level"],
                condition=Q(adopted_at__isnull=False, until=None),
                name="partition_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None) | Q(withdrawn_at=None),
                name="partition_adopted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None, since=None)
                | Q(adopted_at__isnull=False, since__isnull=False),
                name="partition_adopted_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="partition_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(least__gte=1, most__gte=F("least")),
                name="partition_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} of {self.village_id}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.adopted_at is None and self.withdrawn_at is None


class Plot(models.Model):
    """A courtyard as a partition draws it: its number, name, and the place it becomes.

    `place` is known beforehand where a courtyard goes on.
    """

    partition = models.ForeignKey(Partition, models.CASCADE, related_name="plots")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="plots"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partition", "number"], name="plot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.partition_id}"


class Allotment(models.Model):
    """A home lies in a plot; with the point and the households it was drawn from.

    Homes with the same `together` are to stay in one courtyard.
    """

    partition = models.ForeignKey(Partition, models.CASCADE, related_name="allotments")
    home = models.ForeignKey(Home, models.PROTECT, related_name="allotments")
    number = models.PositiveIntegerField()
    households = models.PositiveIntegerField()
    lon = models.FloatField()
    lat = models.FloatField()
    together = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partition", "home"], name="allotment_one_for_a_home"
            ),
            models.CheckConstraint(
                condition=Q(households__gte=1), name="allotment_lived_in"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home_id} in {self.number} of {self.partition_id}"
