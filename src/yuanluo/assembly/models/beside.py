"""What stands beside a vote: who was helped, who signed, what was said on-line.

None of it is counted as a vote. What somebody said on-line who was not there is kept
like a secret vote: that they were asked in one table, what was said in another.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from yuanluo.assembly.models.ballots import Ballot
from yuanluo.assembly.models.meetings import Meeting, RollEntry
from yuanluo.people.helping import CONSENTS
from yuanluo.people.models import Person


class Assistance(models.Model):
    """A vote was entered by somebody for another, and how they agreed to it.

    Who entered it and when says the record; how they voted stands nowhere here.
    """

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="assistances")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="assistances")
    consent = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="assisted_once"),
            models.CheckConstraint(
                condition=Q(consent__in=tuple(CONSENTS)), name="assisted_with_consent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.entry_id}"


class MinutesSignature(models.Model):
    """Somebody signed the minutes for themself, in one capacity, as they then read."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="minutes_signed")
    role = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person", "role"], name="minutes_signed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.role}"


class Asked(models.Model):
    """Somebody on the roll who was not there has said on-line what they think."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="asked")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "asked"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.entry_id}"


class SaidOnline(models.Model):
    """What was said on-line, without who said it; a number beside the votes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="said_online")
    choice = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "said on-line"

    def __str__(self) -> str:
        return str(self.ballot_id)
