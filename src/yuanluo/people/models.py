"""People, households, the bodies they sit in, and the appointments that give power.

Only what the services need is kept, and nothing about opinions, beliefs or origin.
Power comes from an appointment: a person, a post, a place, and dates; a seat in a body
is an appointment too. What has dates runs from `since` up to, but not with, `until`, so
that what ends today ends its power with the next request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q

from yuanluo.people.copies import RegisterCopy
from yuanluo.people.lists import ImportedHousehold, RegisterImport
from yuanluo.people.makeups import BodyMakeUp
from yuanluo.people.owners import OwnedUnit
from yuanluo.people.rosters import Alert, Cadre, Placement, Reserve
from yuanluo.territory.models import Charter, Home, Place

if TYPE_CHECKING:
    from datetime import date

    from yuanluo.people.queries import Standing

__all__ = [
    "Account",
    "Alert",
    "Appointment",
    "Body",
    "BodyMakeUp",
    "Cadre",
    "Household",
    "ImportedHousehold",
    "Opening",
    "OwnedUnit",
    "Person",
    "Placement",
    "Post",
    "RegisterCopy",
    "RegisterImport",
    "Reserve",
    "Residency",
]


class Household(models.Model):
    """People who live together behind one door: the unit that many rights belong to."""

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey(Home, models.PROTECT, related_name="households")
    name = models.CharField(max_length=80)
    generated = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A human being; may have no account, no phone and no smartphone.

    `identity` is the keyed hash of an identity number, kept to know the same person
    again; the number itself is kept nowhere.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    identity = models.CharField(max_length=64, blank=True)
    born = models.DateField(null=True, blank=True)
    generated = models.BooleanField(default=False)
    large_type = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name_plural = "people"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["phone"], condition=~Q(phone=""), name="person_one_phone"
            ),
            models.UniqueConstraint(
                fields=["identity"],
                condition=~Q(identity=""),
                name="person_one_identity",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Residency(models.Model):
    """A person lives in a household, from a day up to, not with, another.

    `away` is said of who belongs here and is working or studying elsewhere.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="residencies")
    household = models.ForeignKey(Household, models.PROTECT, related_name="residencies")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_head = models.BooleanField(default=False)
    away = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "residencies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until=None),
                name="residency_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until=None, is_head=True),
                name="residency_one_head",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="residency_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.household_id}"


class Body(models.Model):
    """A body (组织) that deliberates or decides: seats, term and remit.

    `above` is the body it stands under; nothing stands under itself, however far up.
    """

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="bodies")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="bodies")
    seats = models.PositiveIntegerField(default=0)
    remit = models.TextField(blank=True)
    term = models.CharField(max_length=20, blank=True)
    above = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below"
    )

    class Meta:
        verbose_name_plural = "bodies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["charter", "key", "place"], name="body_once"
            ),
            models.CheckConstraint(
                condition=Q(above=None) | ~Q(above=F("id")),
                name="body_not_above_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Post(models.Model):
    """A post (职务) of a charter with the powers it carries.

    A seat in a body is a post as well: key `seat:affairs` or `chair:affairs`.
    """

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="posts")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    levels = models.CharField(max_length=200, blank=True)
    powers = models.CharField(max_length=200, blank=True)
    duties = models.TextField(blank=True)
    most = models.PositiveIntegerField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["charter", "key"], name="post_once")
        ]

    def __str__(self) -> str:
        return f"{self.charter_id} {self.key}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Questions to appointments."""

    def on(self, day: date) -> Self:
        """Keep those that run on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Appointment(models.Model):
    """A person holds a post at a place, from a day up to, not with, another.

    `phone` is the number of the post, which anyone may call; a person's own number is
    masked.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    place = models.ForeignKey(Place, models.PROTECT, related_name="appointments")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["place", "post"], name="appointment_at"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "post", "place"],
                condition=Q(until=None),
                name="appointment_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="appointment_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.post_id} at {self.place_id}"


class GlassBreak(models.Model):
    """Somebody went beyond their own places in an emergency, for one hour.

    Those who supervise there, and everybody whose field is opened, are told.
    """

    by = models.ForeignKey(Person, models.PROTECT, related_name="glass_broken")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["by", "-until"], name="glass_break_by"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} at {self.place_id}"


class Opening(models.Model):
    """A masked field was opened: who, for what purpose, to be read by the person.

    `place` is where the person lived then.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="openings_made")
    person = models.ForeignKey(Person, models.PROTECT, related_name="openings")
    field = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=20, blank=True)
    breaking = models.ForeignKey(
        GlassBreak, models.PROTECT, null=True, blank=True, related_name="openings"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-at"], name="opening_of_person"),
            models.Index(fields=["by", "-at"], name="opening_by"),
            models.Index(fields=["place", "at"], name="opening_at"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} opened {self.field} of {self.person_id}"


class Consent(models.Model):
    """A person agreed to one purpose, to words of one version, until they withdraw."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    text_sha256 = models.CharField(max_length=64)
    channel = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_one_of_a_purpose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.version}"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; a phone number or a name to sign in with is needed."""

    def create_user(
        self, username: str, password: str | None = None, **fields: Any
    ) -> Account:
        """Make an account; without a password it can only use codes."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(force_insert=True, using=self._db)
        return account

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> Account:
        """Make a platform operator's account."""
        fields |= {"is_staff": True, "is_superuser": True}
        return self.create_user(username, password, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """A way to sign in; what one may do comes from the person's appointments."""

    id = models.BigAutoField(primary_key=True)
    username = models.CharField(max_length=80, unique=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    phone_verified = models.BooleanField(default=False)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="account"
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["phone"], condition=~Q(phone=""), name="account_one_phone"
            )
        ]

    def __str__(self) -> str:
        return self.username

    #: The day and the standing that were looked up together with the account.
    standing: tuple[date | None, Standing | None] = (None, None)

    def get_full_name(self) -> str:
        """Give the name people see."""
        return self.person.name if self.person else self.username
