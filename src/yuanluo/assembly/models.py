"""Assembly: rolls, meetings, attendance and ballots, by which bodies decide.

A roll is who belonged at a stated time, frozen under one hash. Attendance and votes are
entries of single people, from which the outcome is counted; nowhere is an outcome or a
total typed. Of a secret vote there are two rows, that somebody on the roll was marked
and that somebody voted so; no key, time or order of one is in the other.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from yuanluo.kernel.deciding.counting import CARRIED, INQUORATE, REJECTED
from yuanluo.people.models import Household, Person

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing

#: The circles of a matter that a question may be read in.
HANDLERS, VILLAGE, PUBLIC = 1, 2, 3

OUTCOMES = (CARRIED, REJECTED, INQUORATE)
CHOICES = ("yes", "no", "abstain")
UNITS = ("persons", "households", "seats")
#: By a show of hands, each vote under its voter, or each apart from its voter.
WAYS = ("hands", "open", "secret")
KINDS = ("self", "representative", "proxy")


class Meeting(models.Model):
    """A sitting of a body: called with notice, opened, and closed.

    `rule` is what bound the body on the day of the sitting, whole, as it was then.
    `code` is in the square shown at the door; `prior` says what went before, where the
    rule asks for it.
    """

    id = models.BigAutoField(primary_key=True)
    charter = models.CharField(max_length=40)
    village = models.CharField(max_length=20)
    body = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    unit = models.CharField(max_length=12)
    rule = models.JSONField()
    venue = models.CharField(max_length=200)
    code = models.CharField(max_length=32, unique=True)
    convened_at = models.DateTimeField()
    convened_by = models.ForeignKey(
        Person, models.PROTECT, related_name="meetings_called"
    )
    held_at = models.DateTimeField()
    notice_days = models.PositiveIntegerField()
    special_reason = models.CharField(max_length=200, blank=True)
    special_signer = models.CharField(max_length=80, blank=True)
    prior = models.JSONField(default=dict)
    closed_at = models.DateTimeField(null=True, blank=True)
    minutes = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(unit__in=UNITS), name="meeting_unit"),
            models.CheckConstraint(
                condition=Q(special_reason="", special_signer="")
                | ~Q(special_reason="") & ~Q(special_signer=""),
                name="meeting_special_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(held_at__gte=F("convened_at")),
                name="meeting_after_its_call",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.held_at:%Y-%m-%d}"


class Roll(models.Model):
    """Who belonged at a stated time, frozen: one hash over all its rows."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="roll")
    as_of = models.DateField()
    frozen_at = models.DateTimeField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    objections_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.size}"


class RollEntry(models.Model):
    """One on the roll: a person or a seat's holder, or a household."""

    id = models.BigAutoField(primary_key=True)
    roll = models.ForeignKey(Roll, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="roll_entries"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="roll_entries"
    )

    class Meta:
        verbose_name_plural = "roll entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["roll", "number"], name="entry_number"),
            models.UniqueConstraint(
                fields=["roll", "person"],
                condition=Q(household=None),
                name="entry_person_once",
            ),
            models.UniqueConstraint(
                fields=["roll", "household"], name="entry_household_once"
            ),
            models.CheckConstraint(
                condition=Q(person=None, household__isnull=False)
                | Q(person__isnull=False, household=None),
                name="entry_is_one_or_the_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class RollObjection(models.Model):
    """Somebody says that the roll is wrong, and how it was answered."""

    roll = models.ForeignKey(Roll, models.PROTECT, related_name="objections")
    by = models.ForeignKey(Person, models.PROTECT, related_name="roll_objections")
    at = models.DateTimeField()
    text = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="objection_answered_has_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roll_id} {self.by_id}"


class Attendance(models.Model):
    """An entry of the roll took part: itself, by its representative, or by a proxy."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    entry = models.OneToOneField(RollEntry, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    kind = models.CharField(max_length=16)
    evidence = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="let_in")
    channel = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            # Somebody is there once, for themselves or for one household.
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=~Q(kind="proxy"),
                name="attendance_person_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="attendance_kind"),
            models.CheckConstraint(
                condition=~Q(kind="proxy") | ~Q(evidence=""),
                name="attendance_proxy_in_writing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"


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
                | Q(outcome__in=OUTCOMES, decided_at__isnull=False)
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


class Vote(models.Model):
    """An open vote under its voter; what was changed stays, one of them counts."""

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8)
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
                condition=Q(choice__in=CHOICES), name="vote_is_a_choice"
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
    choice = models.CharField(max_length=8)
    receipt = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ballot", "receipt"],
                condition=~Q(receipt=""),
                name="secret_vote_receipt_once",
            ),
            models.CheckConstraint(
                condition=Q(choice__in=CHOICES), name="secret_vote_is_a_choice"
            ),
        ]

    def __str__(self) -> str:
        return str(self.ballot_id)
