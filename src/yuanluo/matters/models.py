"""Matters: what somebody awaits an answer to, who answers for it, and until when.

State and responsibility are independent: `Matter.state` says where the work method
stands, the current `Responsibility` who holds it and when it is due. `Pending` is what
awaits another person's word. History is not here: it is read from the record.
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


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    """Worklists: responsibilities that somebody has now."""

    def visible_to(self, who: Standing) -> Self:
        """Keep those of matters that a person may see."""
        from yuanluo.matters.visibility import visible  # it asks these tables

        return self.filter(visible(who, "matter"))

    def now(self) -> Self:
        """Keep what is held now."""
        return self.filter(until=None)


class Responsibility(models.Model):
    """Who answers for a matter: by which post, where, since when, and due when.

    `person` is empty while every holder of the post at the place answers together.
    `sort_at` is `due_at`, or the far future, so that lists can be read page by page.
    """

    id = models.BigAutoField(primary_key=True)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="responsibilities")
    post = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=20)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="responsibilities"
    )
    level = models.CharField(max_length=30, blank=True)
    how = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    deadline = models.JSONField(null=True, blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    vacant = models.BooleanField(default=False)
    sort_at = models.DateTimeField()
    village = models.CharField(max_length=12)
    township = models.CharField(max_length=9)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(until=None),
                name="responsibility_one_holder",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["township", "sort_at", "id"],
                name="work_of_township",
                condition=Q(until=None),
            ),
            models.Index(
                fields=["village", "sort_at", "id"],
                name="work_of_village",
                condition=Q(until=None),
            ),
            models.Index(
                fields=["person", "sort_at", "id"],
                name="work_of_person",
                condition=Q(until=None),
            ),
            models.Index(
                fields=["place", "post", "sort_at", "id"],
                name="work_of_post",
                condition=Q(until=None),
            ),
            models.Index(
                fields=["township", "sort_at", "id"],
                name="work_vacant",
                condition=Q(until=None, vacant=True),
            ),
            models.Index(
                fields=["sort_at", "id"], name="work_of_all", condition=Q(until=None)
            ),
            models.Index(
                fields=["township", "until"],
                name="work_done",
                condition=Q(until__isnull=False, person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} held by {self.person_id or self.post}"


class Pending(models.Model):
    """Something on a matter that awaits another person's word.

    `handover`: offered to a post at a place, silence accepts at `due_at`; refused, it
    waits for `adjudicator`. `suspension` and `extension` await a second person.
    `question` awaits the requester, `inquiry` (of a supervisor) the holder.
    """

    KINDS: ClassVar = ("handover", "suspension", "extension", "question", "inquiry")

    id = models.BigAutoField(primary_key=True)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="pendings")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in KINDS])
    stage = models.CharField(max_length=12, default="open")
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    post = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="pendings"
    )
    adjudicator_post = models.CharField(max_length=60, blank=True)
    adjudicator_place = models.CharField(max_length=20, blank=True)
    content = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    village = models.CharField(max_length=12)
    township = models.CharField(max_length=9)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "kind"],
                condition=Q(settled_at=None),
                name="pending_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="")
                | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="pending_settled_has_outcome",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["place", "post", "id"],
                name="pending_for_post",
                condition=Q(settled_at=None),
            ),
            models.Index(
                fields=["person", "id"],
                name="pending_for_person",
                condition=Q(settled_at=None),
            ),
            models.Index(
                fields=["adjudicator_place", "adjudicator_post", "id"],
                name="pending_to_rule",
                condition=Q(settled_at=None, stage="refused"),
            ),
            models.Index(
                fields=["township", "id"],
                name="pending_in_township",
                condition=Q(settled_at=None),
            ),
            models.Index(
                fields=["township", "at"],
                name="pending_refused",
                condition=Q(kind="handover", stage="refused"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.matter_id}"


class SavedFilter(models.Model):
    """A worklist filter that a person keeps under a name."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=400)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "name"], name="filter_one_name")
        ]

    def __str__(self) -> str:
        return self.name
