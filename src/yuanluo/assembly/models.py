"""Assembly: a plain stand-in for decisions of bodies on big matters.

A question is put to a body; its chair records what the body decided and the minutes.
Rolls, meetings, attendance and ballots take this place in a later version; the contract
with playbooks (`ballot = "ID OUTCOME"`) stays.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

OUTCOMES = ("carried", "rejected", "inquorate")


class Ballot(models.Model):
    """A question before a body, and what the body decided."""

    id = models.BigAutoField(primary_key=True)
    matter = models.CharField(max_length=30)
    visit = models.PositiveIntegerField()
    ident = models.CharField(max_length=60)
    charter = models.CharField(max_length=40)
    village = models.CharField(max_length=20)
    body = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    yes = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.TextField(blank=True)
    by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "visit", "ident"],
                condition=Q(cancelled_at=None),
                name="ballot_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | Q(outcome__in=OUTCOMES, decided_at__isnull=False),
                name="ballot_decided_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.ident} {self.outcome or 'open'}"
