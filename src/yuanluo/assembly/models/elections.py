"""Elections: seats to fill, who stands for them, and what tellers counted of a pile.

A round of an election is put to the vote as a question is; what it adds is here. How a
tie is decided is declared with it, before anybody votes. Who is elected is counted and
stands in the certificate; no row says it of somebody.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yuanluo.assembly.models.ballots import Ballot
from yuanluo.people.models import Person

#: What somebody answered who was nominated.
ACCEPTED, DECLINED = "accepted", "declined"
ANSWERS = (ACCEPTED, DECLINED)


class Election(models.Model):
    """One round of filling seats: of which post, at which place, by which rule.

    `place` is a division whose residents elect, or the village. `seed` is kept from
    everybody until the close; `sealed` is its hash, published before the vote. A
    further round is `after` the one that left seats open.
    """

    ballot = models.OneToOneField(Ballot, models.PROTECT, related_name="election")
    after = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    round = models.PositiveSmallIntegerField(default=1)
    post = models.CharField(max_length=60)
    place = models.CharField(max_length=20)
    rules = models.CharField(max_length=60)
    seats = models.PositiveSmallIntegerField()
    ties = models.JSONField()
    sealed = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    #: How many were given a sheet of paper that tellers count in a pile.
    papers = models.PositiveIntegerField(default=0)
    nominating_since = models.DateTimeField(null=True, blank=True)
    slated_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    appointed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seats__gte=1, round__gte=1), name="election_has_seats"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(slated_at__isnull=False),
                name="election_opens_with_a_slate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.post} x {self.seats}"


class Candidate(models.Model):
    """Somebody nominated, by whom, and whether they agreed; a number once all stand."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="candidacies")
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=300, blank=True)
    nominated_by = models.ForeignKey(
        Person, models.PROTECT, related_name="nominations_made"
    )
    nominated_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["election", "person"], name="candidate_once"
            ),
            models.UniqueConstraint(
                fields=["election", "number"], name="candidate_number_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=ANSWERS, answered_at__isnull=False),
                name="candidate_answer",
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(answer=ACCEPTED),
                name="candidate_stands_who_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election_id} {self.number or ''} {self.name}"


class TellerTally(models.Model):
    """What one teller counted of a pile of sheets; two must count the same.

    `counts` are the votes of candidate 1, 2, …, then blank, spoiled and all sheets.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="teller_tallies")
    teller = models.ForeignKey(Person, models.PROTECT, related_name="teller_tallies")
    counts = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "teller tallies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ballot", "teller"], name="tally_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.teller_id}"
