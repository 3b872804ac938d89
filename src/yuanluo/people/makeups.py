"""What a body of representatives is made up of, as whoever appointed it states it.

Part of the app's models, in a file of its own. The register does not keep whether
somebody is a woman, and for this it need not: the law asks how many women are among the
representatives, and that number is stated once, with where it was read, by whoever
answers for the appointments. It stands for the people who sat then and for no others.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class BodyMakeUp(models.Model):
    """How many of a body's seats are representatives', and how many of them women.

    `seated` is a hash over who sat when it was stated; when others sit it is stale.
    """

    id = models.BigAutoField(primary_key=True)
    body = models.ForeignKey("people.Body", models.PROTECT, related_name="make_ups")
    representatives = models.PositiveIntegerField()
    women = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    seated = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="make_ups_stated"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(women__lte=F("representatives")),
                name="make_up_women_among_representatives",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.women}/{self.representatives}"
