"""Votes: open ones under their voter, secret ones apart from the mark of who voted.

Of a secret vote there are two rows, that somebody on the roll was marked and that
somebody voted so; no key, time or order of one is in the other.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from yuanluo.assembly.models.ballots import Ballot
from yuanluo.assembly.models.meetings import RollEntry
from yuanluo.kernel.deciding.marks import CHOICES

__all__ = ["CHOICES", "Mark", "SecretVote", "Vote"]

#: The content of a sheet, as `yuanluo.kernel.deciding.marks` spells it.
CHOICE_MOST = 120
CHOICE = r"^(yes|no|abstain|[1-9][0-9]?(\+[1-9][0-9]?)*)$"


class Vote(models.Model):
    """An open vote under its voter; what was changed stays, one of them counts."""

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=CHOICE_MOST)
    at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ballot", "entry"],
                condition=Q(current=True),
                name="vote_one_counts",
            ),
            models.CheckConstraint(
                condition=Q(choice__regex=CHOICE), name="vote_is_a_choice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.entry_id}"


class Mark(models.Model):
    """Somebody on the roll has voted in a secret ballot; how stands nowhere near.

    Its key is random, so that its order tells nothing either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="marks")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.entry_id}"


class SecretVote(models.Model):
    """A vote without its voter: a random key, no moment, no order.

    `receipt` is the hash of a number that only the voter has, by which the vote can be
    changed until the close; then it is taken off, so that it shows no choice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="secret_votes")
    choice = models.CharField(max_length=CHOICE_MOST)
    receipt = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ballot", "receipt"],
                condition=~Q(receipt=""),
                name="secret_vote_receipt_once",
            ),
            models.CheckConstraint(
                condition=Q(choice__regex=CHOICE), name="secret_vote_is_a_choice"
            ),
        ]

    def __str__(self) -> str:
        return str(self.ballot_id)
