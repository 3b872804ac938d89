"""Paper in a vote: sheets with numbers, who took one, and what people read on them.

A sheet of a secret vote has no voter: that somebody took one is written when it is
handed out, and which one is written nowhere. What is on a sheet is what two people read
alike without seeing each other's reading.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from yuanluo.assembly.models.ballots import Ballot
from yuanluo.assembly.models.meetings import RollEntry
from yuanluo.people.models import Person

#: Which of the two counts of somebody who voted on paper and by phone.
FIRST, PAPER, PHONE = "first", "paper", "phone"
BOTH = (FIRST, PAPER, PHONE)
#: What is read on a sheet that says nothing clear.
SPOILED = "spoiled"


class PaperPlan(models.Model):
    """Paper in one vote, declared before it opens: how many sheets, and which counts.

    `counting_since` ends the vote and opens the box. `seed` picks the sheets that are
    read once more; it is drawn once. `result` is what the sheets came to at the close.
    """

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="paper")
    way = models.CharField(max_length=8)
    both = models.CharField(max_length=8)
    printed = models.PositiveIntegerField()
    declared_at = models.DateTimeField()
    counting_since = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            # Of a secret sheet nobody knows whose it is: it cannot be taken back.
            models.CheckConstraint(
                condition=Q(way="open", both__in=BOTH) | Q(way="secret", both=FIRST),
                name="paper_says_which_counts",
            ),
            models.CheckConstraint(
                condition=Q(seed="") | Q(counting_since__isnull=False),
                name="paper_drawn_after_the_box_is_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.printed}"


class PaperSheet(models.Model):
    """One sheet: its number, the code in its square; of an open vote, its voter."""

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=16, unique=True)
    secret = models.BooleanField()
    entry = models.ForeignKey(
        RollEntry, models.PROTECT, null=True, blank=True, related_name="+"
    )
    spoiled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "number"], name="sheet_number"),
            models.CheckConstraint(
                condition=Q(secret=False) | Q(entry=None),
                name="secret_sheet_has_no_voter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.number}"


class HandedOut(models.Model):
    """Somebody on the roll was given paper: how many sheets, never which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="handed_out")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="+")
    sheets = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "handed out"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="handed_out_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.entry_id} {self.sheets}"


class SheetReading(models.Model):
    """What one person read on a sheet; it stays, and another decides a difference."""

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(PaperSheet, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(Person, models.PROTECT, related_name="sheets_read")
    choice = models.CharField(max_length=120)
    #: Read once more because the seed picked it.
    again = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "reader"], name="sheet_read_once_by_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.reader_id}"
