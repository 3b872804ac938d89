"""Rows about those who serve: the cadre roster, reserve cadres, alerts on staffing.

Part of the app's models, in a file of its own. A roster keeps what its table needs and
nothing else; membership of the party stands there because the organisation's own table
asks for it, and is shown to nobody without the power to appoint. An alert is what the
clock found; it is over when it is no longer found, and stays as history.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yuanluo.kernel.roster import EDUCATION

#: Where reserve cadres come from (雏雁).
SOURCES = {
    "returned": "返乡创业人员 / Came back to start a business",
    "graduate": "大中专毕业生 / Graduate",
    "veteran": "退役军人 / Veteran",
    "away": "外出务工经商成功人士 / Did well away from home",
    "local": "本地致富能手 / Did well here",
    "examined": "公开招考 / By open examination",
}
OUTCOMES = {
    "appointed": "已任用 / Appointed",
    "left": "退出培养 / Left",
}


class Cadre(models.Model):
    """A line of the cadre roster (村干部名册), from a day up to, not with, another."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="cadre_lines"
    )
    place = models.ForeignKey(
        "territory.Place", models.PROTECT, related_name="cadre_lines"
    )
    born = models.DateField()
    woman = models.BooleanField()
    education = models.CharField(
        max_length=10, choices=[(key, key) for key in EDUCATION]
    )
    member = models.BooleanField(default=False)
    serves_since = models.DateField()
    returned = models.BooleanField(default=False)
    local_talent = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="cadre_once"
            ),
            models.CheckConstraint(
                condition=Q(education__in=list(EDUCATION)), name="cadre_education"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="cadre_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.place_id}"


class Reserve(models.Model):
    """A reserve cadre (后备干部、雏雁) in the ledger of a place."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="reserve")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="reserve")
    source = models.CharField(max_length=10, choices=[(key, key) for key in SOURCES])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="reserve_once"
            ),
            models.CheckConstraint(
                condition=Q(source__in=list(SOURCES)), name="reserve_source"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="reserve_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.place_id}"


class Placement(models.Model):
    """Work that a reserve cadre is given to learn by, planned and carried out."""

    id = models.BigAutoField(primary_key=True)
    reserve = models.ForeignKey(Reserve, models.PROTECT, related_name="placements")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="+")
    work = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    progress = models.CharField(max_length=200, blank=True)
    looked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="placement_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reserve_id} {self.work}"


class Alert(models.Model):
    """Something amiss with staffing, as the clock found it (预警).

    `key` names what is amiss, so that the same thing is told once while it lasts.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=10)
    place = models.ForeignKey(
        "territory.Place", models.PROTECT, related_name="staffing_alerts"
    )
    post = models.ForeignKey(
        "people.Post", models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    found = models.PositiveIntegerField(default=0)
    bound = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    since = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["place"], name="alert_open", condition=Q(gone_at=None)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(gone_at=None), name="alert_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key
