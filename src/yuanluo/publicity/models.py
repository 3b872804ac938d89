"""Publicity: notices (公示) that are on show for their days.

A notice belongs to a visit of a matter, names what it publishes and is on show from a
moment until a day; what may be read in it is exactly what was put into it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Notice(models.Model):
    """Something on public show, with the hash of its content."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=20, unique=True)
    matter = models.CharField(max_length=30)
    visit = models.PositiveIntegerField()
    ident = models.CharField(max_length=60)
    village = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    shown_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["village", "-shown_at"], name="notice_board"),
            models.Index(fields=["matter", "visit"], name="notice_of_matter"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "visit", "ident"],
                condition=Q(withdrawn_at=None),
                name="notice_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("shown_at")), name="notice_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
