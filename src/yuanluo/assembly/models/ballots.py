"""What is put to those who sit: questions, who keeps out of one, what tellers counted.

An outcome is counted from entries of single people; nowhere is one typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yuanluo.assembly.models.meetings import Meeting, RollEntry
from yuanluo.kernel.deciding.counting import CARRIED, INQUORATE, REJECTED
from yuanluo.kernel.deciding.electing import ELECTION_OUTCOMES
from yuanluo.people.models import Person

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing

#: The circles of a matter that a question may be read in.
HANDLERS, VILLAGE, PUBLIC = 1, 2, 3

OUTCOMES = (CARRIED, REJECTED, INQUORATE)
#: What a question or an election may come to.
ALL_OUTCOMES = tuple(sorted({*OUTCOMES, *ELECTION_OUTCOMES}))
#: By a show of hands, each vote under its voter, each apart from its voter, or, of an
#: election, all on paper and counted by tellers.
WAYS = ("hands", "open", "secret", "paper")


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Questions to questions."""

    def visible_to(self, who: Standing) -> Self:
        """Keep what somebody may read: no more than of the matter that asks.

        Whoever is on the roll or sits in the body reads what it is asked.
        """
        circle = Q(openness=PUBLIC)
        if who.home_village:
            circle |= Q(openness=VILLAGE, village=who.home_village)
        if who.person is not None:
            mine = Q(person=who.person)
            if who.household is not None:
                mine |= Q(household=who.household)
            rolls = RollEntry.objects.filter(mine, roll__meeting=OuterRef("meeting"))
            circle |= Q(Exists(rolls))
        for post in who.posts:
            kind, _, body = post.key.partition(":")
            lower, upper = post.reach
            there = Q(village__gte=lower, village__lt=upper)
            if kind in {"chair", "seat"}:
                village = post.place.partition("-")[0]
                circle |= Q(body=body, charter=post.charter, village=village)
            if "see" in post.powers:
                circle |= there & Q(openness__gte=HANDLERS)
        return self.filter(circle)


class Ballot(models.Model):
    """A question before a body, and what the body decided.

    Asked by a step of a matter; put on the agenda of a meeting; put to the vote at
    `polling_at`; decided when the count is made, with its certificate.
    """

    id = models.BigAutoField(primary_key=True)
    matter = models.CharField(max_length=30)
    visit = models.PositiveIntegerField()
    ident = models.CharField(max_length=60)
    charter = models.CharField(max_length=40)
    village = models.CharField(max_length=20)
    body = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    #: The kind of question, where the rule of the body has one of its own for it.
    item = models.CharField(max_length=60, blank=True)
    openness = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="ballots"
    )
    way = models.CharField(max_length=8, blank=True)
    polling_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    certificate = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    #: Hashes of the receipts of a secret vote, in their own order, once it is over.
    receipts = models.JSONField(default=list)
    #: Typed by a chair before anything was counted, in the first version; none is new.
    declared = models.BooleanField(default=False)
    minutes = models.TextField(blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "visit", "ident"],
                condition=Q(cancelled_at=None),
                name="ballot_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, sha256="")
                | Q(outcome__in=ALL_OUTCOMES, decided_at__isnull=False)
                & (
                    Q(declared=True)
                    | Q(meeting__isnull=False, certificate__isnull=False)
                    & ~Q(sha256="")
                ),
                name="ballot_decided_is_certified",
            ),
            models.CheckConstraint(
                condition=Q(way="", polling_at=None)
                | Q(way__in=WAYS, polling_at__isnull=False, meeting__isnull=False),
                name="ballot_polled_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.ident} {self.outcome or 'open'}"


class Recusal(models.Model):
    """Somebody on the roll takes no part in one question, for a named reason."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="recusals")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="recusal_once")
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.entry_id}"


class HandCount(models.Model):
    """What one teller counted of a show of hands; two must count the same."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="hand_counts")
    teller = models.ForeignKey(Person, models.PROTECT, related_name="hand_counts")
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "teller"], name="teller_once")
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.yes}:{self.no}:{self.abstain}"
