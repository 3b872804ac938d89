"""Who answers for a matter, until when, and what awaits another person's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from yuanluo.matters.models.matters import Matter
from yuanluo.people.models import Person

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing


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
