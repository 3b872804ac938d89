"""Who sits: meetings, their rolls, what is said against a roll, and who came.

A roll is who belonged at a stated time, frozen under one hash.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yuanluo.kernel.deciding.rulepack import OWNERS
from yuanluo.people.models import Household, Person

UNITS = ("persons", "households", "seats", OWNERS)
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
    #: What the rule asks of who sits, held against who sat on the day of the call.
    composition = models.JSONField(default=list)
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
    """One on the roll: a person or a seat's holder, or a household.

    Of owners, `area` is what all their units come to, in hundredths of a square metre.
    """

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
    area = models.PositiveBigIntegerField(null=True, blank=True)

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
