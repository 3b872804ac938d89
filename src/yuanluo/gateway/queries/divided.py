"""Who is told that a partition into courtyards was adopted: those whom it changes.

Whoever held a post at a courtyard that ends, whoever minds another division of the
village, and whoever lives behind a door that lies in another courtyard from the day on:
each once, in what concerns them most. The words name no person and no door.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yuanluo.courtyards.models import Partition
from yuanluo.gateway import kinds
from yuanluo.paper.words import day
from yuanluo.people.models import Appointment, Residency
from yuanluo.territory.models import Membership, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuanluo.gateway.kinds import Say
    from yuanluo.record.models import Act

ADOPTED = "partition.adopt"
PARTITION = "partition:"


@dataclass(slots=True)
class Divided:
    """The adoptions of a batch: what each village is called, and whom it changes."""

    names: dict[str, str] = field(default_factory=dict)
    concerned: dict[int, dict[int, Say]] = field(default_factory=dict)


def gather(acts: Sequence[Act]) -> Divided:
    """Gather what a batch needs; no statement where nothing was adopted."""
    ours = [act for act in acts if act.verb == ADOPTED]
    if not ours:
        return Divided()
    places = {act.place for act in ours}
    named = Place.objects.filter(code__in=places).values_list("code", "name")
    # Adoptions are rare; each is asked about by itself.
    concerned = {act.pk: dict(_concerned(act)) for act in ours}
    return Divided(dict(named), concerned)


def told(divided: Divided, act: Act) -> dict[int, Say]:
    """Say who is told of an adoption, and what; whoever adopted is not."""
    found = divided.concerned.get(act.pk, {})
    return {person: say for person, say in found.items() if person != act.actor}


def _concerned(act: Act) -> Iterator[tuple[int, Say]]:
    """Name those whom an adoption changes; what is said last of somebody holds."""
    partition = Partition.objects.filter(pk=_number(act.subject)).first()
    if partition is None or partition.since is None:
        return
    today = timezone.localtime(act.at).date()
    below = Appointment.objects.on(today).filter(
        place__code__startswith=f"{act.place}-"
    )
    begun = Membership.objects.filter(
        home__village=act.place, level=partition.level, since=partition.since
    )
    running = Q(until=None) | Q(until__gt=partition.since)
    living = Residency.objects.filter(
        running,
        since__lte=partition.since,
        household__home__in=begun.values("home"),
    )
    for person in living.values_list("person", flat=True).distinct():
        yield person, kinds.HOME_DIVIDED
    for person in below.values_list("person", flat=True).distinct():
        yield person, kinds.POST_DIVIDED
    ended = Appointment.objects.filter(pk__in=act.payload.get("posts_ended", ()))
    for person in ended.values_list("person", flat=True).distinct():
        yield person, kinds.POST_ENDS


def _number(subject: str) -> int:
    number = subject.removeprefix(PARTITION)
    return int(number) if number.isdecimal() else 0


def subject(act: Act) -> str:
    """Give what the notice is about: the partition, with the village it is of."""
    return f"{act.subject}:{act.place}"


def page_of(told: str) -> str:
    """Give the page of the partition that a notice is about."""
    number, _colon, village = told.removeprefix(PARTITION).partition(":")
    return reverse("courtyards:one", args=[village, int(number)])


def words(divided: Divided, act: Act, say: Say) -> tuple[str, str]:
    """Give title and body of a notice in the language that is active."""
    since = date.fromisoformat(str(act.payload["since"]))
    named = {"place": divided.names.get(act.place, ""), "day": day(since)}
    match say.phrase:
        case "post-ends":
            return (
                _("%(place)s：院落重新划分，您在院落的职务到%(day)s止") % named,
                _("手上的事跟着住处走。请打开看新的院落。"),
            )
        case "post-divided":
            return (
                _("%(place)s：院落划分定了，%(day)s起用") % named,
                _("请打开看您管的地方现在有哪些院落、哪些门户。"),
            )
        case _:
            return (
                _("%(place)s：您家所在的院落%(day)s起有变") % named,
                _("归到哪个院落，打开就能看到。"),
            )
