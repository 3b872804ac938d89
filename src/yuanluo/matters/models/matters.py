"""What somebody awaits an answer to: playbooks as loaded, matters, whom they concern.

History is not here: it is read from the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from yuanluo.people.models import Household, Person
from yuanluo.territory.models import Home, Place

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing

#: Circles that may see a matter, as stored; the names are `kernel.playbook.AUDIENCES`.
OPENNESS = {"parties": 0, "handlers": 1, "village": 2, "public": 3}


class PlaybookVersion(models.Model):
    """A playbook as loaded for a charter: immutable, and frozen into each matter."""

    charter = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["charter", "key", "version"], name="playbook_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.charter} {self.key} {self.version}"


class MatterQuerySet(models.QuerySet["Matter"]):
    """The door to matters, and questions to them."""

    def visible_to(self, who: Standing) -> Self:
        """Keep what a person may see: the only door for code that answers a request."""
        from yuanluo.matters.visibility import visible  # it asks these tables

        return self.filter(visible(who))


class Matter(models.Model):
    """Something that somebody awaits an answer to, on its way along a playbook."""

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=20, unique=True)
    playbook = models.ForeignKey(PlaybookVersion, models.PROTECT)
    state = models.CharField(max_length=60)
    visit = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    category = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="matters")
    village = models.CharField(max_length=12)
    township = models.CharField(max_length=9)
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    requester = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="matters"
    )
    reporter = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="matters_reported"
    )
    receipt = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(default=dict)
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    openness = models.PositiveSmallIntegerField(default=1)
    level = models.CharField(max_length=30, blank=True)
    first_level = models.CharField(max_length=30, blank=True)
    barred = models.JSONField(default=list)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    parent_visit = models.PositiveIntegerField(default=0)
    joined = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=60, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    look_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["look_at"],
                name="matter_look",
                condition=Q(look_at__isnull=False),
            ),
            models.Index(fields=["village", "-opened_at"], name="matter_village"),
            models.Index(
                fields=["requester", "-opened_at"],
                name="matter_requester",
                condition=Q(requester__isnull=False),
            ),
            models.Index(
                fields=["township", "-opened_at"],
                name="matter_assisted",
                condition=Q(reporter__isnull=False),
            ),
            models.Index(
                fields=["village", "-ended_at"],
                name="matter_public_results",
                condition=Q(openness=3, ended_at__isnull=False),
            ),
            models.Index(
                fields=["township", "ended_at", "id"],
                name="matter_ended",
                condition=Q(ended_at__isnull=False),
            ),
            models.Index(
                fields=["ended_at", "id"],
                name="matter_ended_anywhere",
                condition=Q(ended_at__isnull=False),
            ),
            models.Index(
                fields=["township", "started_at"],
                name="matter_reopened",
                condition=Q(reopened__gt=0),
            ),
            models.Index(
                fields=["parent", "parent_visit"],
                name="matter_children",
                condition=Q(parent__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, result="")
                | Q(ended_at__isnull=False) & ~Q(result=""),
                name="matter_ended_has_result",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="matter_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class MatterPlace(models.Model):
    """A division below the village in which a matter lay when it was opened."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="places")
    place = models.CharField(max_length=20)
    level = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "level"], name="matter_place_one")
        ]
        indexes: ClassVar = [
            models.Index(fields=["place", "matter"], name="matter_in_place")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} in {self.place}"


class Party(models.Model):
    """A household or a person that a matter concerns as a party."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parties")
    household = models.ForeignKey(Household, models.PROTECT)

    class Meta:
        verbose_name_plural = "parties"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "household"], name="party_once")
        ]

    def __str__(self) -> str:
        return f"{self.household_id} in {self.matter_id}"


class PlannedChild(models.Model):
    """A child that a step asked for and the clock opens: what is bulk becomes a job."""

    id = models.BigAutoField(primary_key=True)
    parent = models.ForeignKey(Matter, models.CASCADE, related_name="planned")
    parent_visit = models.PositiveIntegerField()
    playbook = models.CharField(max_length=60)
    answers = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "planned children"

    def __str__(self) -> str:
        return f"{self.playbook} of {self.parent_id}"
