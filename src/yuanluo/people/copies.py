"""A masked copy of a village's register: asked for by one, agreed to by another.

Nothing of the register is kept here but two made-up rows, by which a copy that turns up
somewhere is known again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from yuanluo.kernel.place import subtree_range
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuanluo.people.queries import Standing

#: Powers by which somebody asks for a copy, or is the second to agree to one.
BOTH, WATCHING = ("people", "export"), "supervise"


class RegisterCopyQuerySet(models.QuerySet["RegisterCopy"]):
    """Questions to copies."""

    def visible_to(self, who: Standing) -> Self:
        """Keep the copies of villages whose register somebody keeps or watches."""
        powers = (BOTH[0], WATCHING)
        return self.within(code for one in powers for code in who.places_with(one))

    def within(self, codes: Iterable[str]) -> Self:
        """Keep the copies of villages in some places."""
        seen = Q(pk__in=())
        for code in codes:
            lower, upper = subtree_range(code)
            seen |= Q(place__gte=lower, place__lt=upper)
        return self.filter(seen)


class RegisterCopy(models.Model):
    """A copy of a register that somebody asked for, and what came of it.

    Another person agrees; it can then be taken for a day. `marks` are the two made-up
    rows that stand in this copy and in no other.
    """

    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="register_copies"
    )
    at = models.DateTimeField()
    purpose = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    second = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    marks = models.JSONField(default=list)

    objects = RegisterCopyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "register copies"
        indexes: ClassVar = [
            models.Index(fields=["place", "-at"], name="register_copy_at"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("by")),
                name="register_copy_needs_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} asks for {self.place_id}"
