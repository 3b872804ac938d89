"""The record: one row for each act, and the log that makes it tamper-evident.

`Act` is what happened, in full, and can be erased when law asks. `Entry` holds only
the place of an act in its village's log and the hash of its leaf, is written after the
act has committed, and is never changed. Attachments hang on a subject by value. The
record names people and places by value, so that it stands below their apps.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Act(models.Model):
    """One act: who did what, when, to which subject, by which request.

    `request_id` makes a repeated request harmless: the same id with the same payload
    gives the stored `answer`, with another payload it is refused. An erased act keeps
    what is not personal, and `commitments` in place of what was.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True, help_text="Person, or None: the clock")
    actor_name = models.CharField(max_length=80, blank=True)
    on_behalf = models.BigIntegerField(null=True)
    post = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=20, blank=True)
    log = models.CharField(max_length=20, blank=True, help_text="Code of the village")
    subject = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    detail = models.CharField(max_length=60, blank=True)
    visit = models.PositiveIntegerField(default=0)
    seen = models.CharField(max_length=10, default="handlers")
    payload = models.JSONField(default=dict)
    request_id = models.UUIDField(unique=True)
    request_hash = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    channel = models.CharField(max_length=20, default="web")
    salt = models.BinaryField(max_length=16)
    position = models.BigIntegerField(null=True, unique=True)
    erased_at = models.DateTimeField(null=True)
    commitments = models.JSONField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"], name="act_subject"),
            models.Index(
                fields=["id"], name="act_unsequenced", condition=Q(position=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.verb} {self.detail}"


class Log(models.Model):
    """The Merkle log of one village: its size and the frontier of its tree.

    The log without a code holds acts that belong to no village. `noted_size` and
    `noted_on` say how far, and on which day, a checkpoint was last signed.
    """

    code = models.CharField(max_length=20, primary_key=True)
    size = models.BigIntegerField(default=0)
    frontier = models.JSONField(default=list)
    noted_size = models.BigIntegerField(default=0)
    noted_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.code


class Entry(models.Model):
    """The lasting trace of an act: position, log, index and leaf hash.

    Rows are added by the sequencer after the act committed, so a reader by cursor never
    passes one that commits late. A trigger refuses changes and deletions.
    """

    position = models.BigIntegerField(primary_key=True)
    # The constraint below is the index.
    log = models.ForeignKey(Log, models.PROTECT, related_name="entries", db_index=False)
    index = models.BigIntegerField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "index"], name="entry_once_in_log")
        ]

    def __str__(self) -> str:
        return f"{self.log_id}#{self.index}"


class Checkpoint(models.Model):
    """A signed note of a log's size and root, to be kept by others."""

    log = models.ForeignKey(
        Log, models.PROTECT, related_name="checkpoints", db_index=False
    )
    at = models.DateTimeField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "size"], name="checkpoint_once")
        ]

    def __str__(self) -> str:
        return f"{self.log_id}@{self.size}"


class Attachment(models.Model):
    """A photo or PDF that belongs to a subject; photos are drawn anew on arrival."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.CharField(max_length=60, db_index=True, blank=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, default="photo")
    file = models.FileField(upload_to="attachments/%Y/%m", max_length=200)
    thumbnail = models.FileField(upload_to="thumbnails/%Y/%m", blank=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)
    seen = models.CharField(max_length=10, default="handlers")
    step = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Cursor(models.Model):
    """How far a reader of the record has come; the sequencer is one of them."""

    reader = models.CharField(max_length=40, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} {self.position}"
