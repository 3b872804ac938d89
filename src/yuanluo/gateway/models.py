"""What people and group robots were told: one row for each act, person and channel.

A row is made once, in the transaction that moves the reader's cursor over the act, and
is sent until it has arrived or is given up, which stays visible. What leaves the
product names a matter by its number and state, never a person and never what was said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from yuanluo.people.models import Person

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing


class NotificationQuerySet(models.QuerySet["Notification"]):
    """The door to notifications, and questions to them."""

    def visible_to(self, who: Standing) -> Self:
        """Keep what this person was told, and nobody else."""
        if who.person is None:
            return self.none()
        return self.filter(person=who.person)

    def on_page(self) -> Self:
        """Keep those that are read in the product."""
        return self.filter(channel="page")

    def unread(self) -> Self:
        """Keep those that nobody has marked as read."""
        return self.on_page().filter(read_at=None)

    def due(self, at: object) -> Self:
        """Keep those that are to be sent by now."""
        return self.filter(state="pending", next_at__lte=at)


class Notification(models.Model):
    """Something that a person, or a group robot, is told about an act.

    `next_at` says when to send, or to try again; a worker that takes it up moves it on,
    so that what dies with a worker is taken up by another.
    """

    CHANNELS: ClassVar = ("page", "mail", "robot")
    STATES: ClassVar = ("pending", "sent", "failed", "skipped")

    id = models.BigAutoField(primary_key=True)
    position = models.BigIntegerField(help_text="Of the act in the record")
    at = models.DateTimeField(help_text="When the act was done")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="notifications"
    )
    robot = models.CharField(max_length=90, blank=True, help_text="CHARTER/ROBOT")
    channel = models.CharField(max_length=8, choices=[(c, c) for c in CHANNELS])
    kind = models.CharField(max_length=10)
    subject = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=600, blank=True)
    state = models.CharField(
        max_length=8, default="pending", choices=[(s, s) for s in STATES]
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["position", "person", "channel"],
                condition=Q(person__isnull=False),
                name="notification_once",
            ),
            models.UniqueConstraint(
                fields=["position", "robot"],
                condition=Q(person=None),
                name="notification_once_for_robot",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, robot="")
                | Q(person=None) & ~Q(robot=""),
                name="notification_for_one",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", next_at__isnull=False)
                | ~Q(state="pending") & Q(next_at=None),
                name="notification_pending_has_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_at", "id"],
                name="notification_due",
                condition=Q(state="pending"),
            ),
            models.Index(
                fields=["person", "-id"],
                name="notification_page",
                condition=Q(channel="page"),
            ),
            models.Index(
                fields=["person"],
                name="notification_unread",
                condition=Q(channel="page", read_at=None),
            ),
            models.Index(
                fields=["person", "-id"],
                name="notification_failed",
                condition=Q(state="failed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of {self.subject} to {self.person_id or self.robot}"


class Preference(models.Model):
    """Whether a person wants a kind of notice by a channel; without a row: yes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="preferences")
    channel = models.CharField(max_length=8)
    kind = models.CharField(max_length=10)
    on = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "channel", "kind"], name="preference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.channel} {self.kind} {self.on}"
