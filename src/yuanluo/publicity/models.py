"""Publicity: notices (公示) on show for their days, and what people say to them.

A notice belongs to a visit of a matter and shows exactly what was put into it. When it
was up is told by its spells, where it hung by its channels, what it said before by its
versions, what people objected or asked by its remarks. How long it has been on show is
worked out from the spells whenever somebody asks; `ends_at` only finds rows and is the
same answer as it was when the spells last changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from yuanluo.territory.models import Membership

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing

AUDIENCES = ("public", "village", "courtyard")
MASKINGS = ("numbers", "names")
#: How a spell ends: it was blown down or out of order, taken off, the text was changed.
ENDINGS = ("fell", "taken-down", "amended")
CHANNELS = ("site", "group", "board")
#: An appeal is against the answer to an objection, which stays open beside it.
KINDS = ("objection", "appeal", "question")
OUTCOMES = ("upheld", "dismissed", "withdrawn", "answered", "declined")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The door to notices: some are for those who live there."""

    def visible_to(self, who: Standing) -> Self:
        """Keep what a person may read."""
        circle = Q(audience="public")
        if who.home_village:
            circle |= Q(audience="village", village=who.home_village)
            units = Membership.objects.filter(home=who.home, until=None)
            circle |= Q(audience="courtyard", unit__in=units.values("place"))
        for post in who.posts:
            if "see" in post.powers:
                lower, upper = post.reach
                circle |= Q(village__gte=lower, village__lt=upper)
        return self.filter(circle)


class Notice(models.Model):
    """Something on public show, with the hash of its content."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=20, unique=True)
    matter = models.CharField(max_length=30)
    visit = models.PositiveIntegerField()
    ident = models.CharField(max_length=60)
    village = models.CharField(max_length=20)
    unit = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    term = models.CharField(max_length=40, blank=True)
    days = models.PositiveIntegerField(default=15)
    citation = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=10, default="public")
    masking = models.CharField(max_length=10, default="numbers")
    item = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=10, blank=True)
    by = models.BigIntegerField(null=True, blank=True)
    shown_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

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
                condition=Q(ends_at=None) | Q(ends_at__gt=F("shown_at")),
                name="notice_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=AUDIENCES, masking__in=MASKINGS),
                name="notice_has_its_circle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class NoticeVersion(models.Model):
    """What a notice said before it was amended, and why it was; kept for everybody."""

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    until = models.DateTimeField()
    reason = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "version"], name="notice_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} v{self.version}"


class ShownSpell(models.Model):
    """A time during which a notice was up; `anew` begins the count of its days."""

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="spells")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    anew = models.BooleanField(default=False)
    ending = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice"], condition=Q(until=None), name="spell_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until=None, ending="")
                | Q(until__gte=F("since"), ending__in=ENDINGS),
                name="spell_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.since:%Y-%m-%d}"


class Channel(models.Model):
    """A way in which a notice reaches people: the site, a group, a board's photo."""

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=10)
    on = models.DateField()
    where = models.CharField(max_length=120, blank=True)
    photo = models.UUIDField(null=True, blank=True)
    by = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=CHANNELS), name="channel_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="board") | Q(photo__isnull=False),
                name="channel_board_has_photo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.kind}"


class Remark(models.Model):
    """What somebody says to a notice: an objection or a question, and its answer.

    `matter` is the child matter that follows it up; its days and holder are kept there.
    An `assisted` one was entered for somebody; how they agreed is kept with the matter.
    """

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10)
    matter = models.CharField(max_length=30, unique=True)
    person = models.BigIntegerField(null=True, blank=True)
    assisted = models.BooleanField(default=False)
    words = models.TextField()
    at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="remark_kind"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None)
                | Q(outcome__in=OUTCOMES, settled_at__isnull=False),
                name="remark_settled_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.matter}"


class PublicationDue(models.Model):
    """Something a village has to publish for one period, by a day, as a matter.

    Whether it was published is told by the notice of that matter, not here.
    """

    id = models.BigAutoField(primary_key=True)
    village = models.CharField(max_length=20)
    publication = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    period_ends = models.DateField()
    due_on = models.DateField()
    matter = models.CharField(max_length=30)

    class Meta:
        verbose_name_plural = "publications due"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "publication", "period"],
                name="publication_once_a_period",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["village", "period_ends"], name="publication_months"),
            models.Index(fields=["matter"], name="publication_of_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.publication} {self.period}"
