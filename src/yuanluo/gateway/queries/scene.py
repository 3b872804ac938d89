"""What must be known to say who is told of acts: gathered for a batch at once.

Matters as they stand now, who holds them, what awaits a word, whom they concern and who
has powers over their places. The number of statements does not grow with the batch.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from yuanluo.kernel.place import parents
from yuanluo.matters import playbooks
from yuanluo.matters.models import (
    OPENNESS,
    Matter,
    MatterPlace,
    Party,
    Pending,
    Responsibility,
)
from yuanluo.people.models import Appointment, Residency
from yuanluo.territory import charters
from yuanluo.territory.models import Charter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from yuanluo.kernel.charter import Charter as Reading
    from yuanluo.record.models import Act

#: Most people told of one thing at one place: a post that many hold together.
TOGETHER_MAX = 50
#: Powers by which somebody is told without holding the matter.
WATCHING = ("supervise", "approve", "assign")


@dataclass(frozen=True, slots=True)
class Appointed:
    """Somebody who holds a post, with its powers."""

    person: int
    post: str
    place: str
    powers: frozenset[str]


@dataclass(slots=True)
class Scene:
    """The matters of a batch of acts, and the people around them."""

    matters: dict[str, Matter] = field(default_factory=dict)
    held: dict[int, Responsibility] = field(default_factory=dict)
    pendings: dict[int, list[Pending]] = field(default_factory=dict)
    places: dict[int, frozenset[str]] = field(default_factory=dict)
    parties: dict[int, list[int]] = field(default_factory=dict)
    appointed: list[Appointed] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    #: The last act of this batch on a matter at a moment: several may share it.
    last: dict[tuple[str, datetime], int] = field(default_factory=dict)

    def reading(self, matter: Matter) -> Reading:
        """Give the charter of a matter."""
        return self.readings[playbooks.charter_of(matter.playbook_id)]

    def is_last(self, act: Act) -> bool:
        """Whether no later act of the batch happened on the matter at that moment."""
        return self.last[act.subject, act.at] == act.position

    def holding(self, post: str, place: str) -> list[int]:
        """Give the people who hold a post at a place."""
        found = [a.person for a in self.appointed if (a.post, a.place) == (post, place)]
        return found[:TOGETHER_MAX]

    def with_power(self, power: str, matter: Matter) -> list[int]:
        """Give the people with a power over a matter's place who may see it.

        A matter that is only for its parties is not told to anybody by power.
        """
        if matter.openness < OPENNESS["handlers"]:
            return []
        over = self.places[matter.pk]
        found = [
            a.person
            for a in self.appointed
            if a.place in over and power in a.powers and "see" in a.powers
        ]
        return found[:TOGETHER_MAX]


def gather(acts: Sequence[Act]) -> Scene:
    """Gather what a batch of acts needs; eight statements at most."""
    scene = Scene()
    rows = Matter.objects.filter(number__in={act.subject for act in acts})
    scene.matters = {matter.number: matter for matter in rows}
    for act in acts:
        assert act.position is not None, act.pk
        scene.last[act.subject, act.at] = act.position
    if not scene.matters:
        return scene
    keys = {matter.pk for matter in scene.matters.values()}
    since = min(act.at for act in acts)
    running = Responsibility.objects.filter(matter__in=keys)
    for held in running.filter(Q(until=None) | Q(until__gte=since)).order_by("id"):
        scene.held[held.matter_id] = held
    asked = Pending.objects.filter(matter__in=keys)
    for one in asked.filter(Q(settled_at=None) | Q(settled_at__gte=since)):
        scene.pendings.setdefault(one.matter_id, []).append(one)
    scene.places = _places(scene.matters.values())
    scene.parties = _parties(keys)
    scene.appointed = _appointed(scene, timezone.localtime(acts[-1].at).date())
    wanted = {playbooks.charter_of(m.playbook_id) for m in scene.matters.values()}
    known = Charter.objects.filter(pk__in=wanted).values_list("pk", "sha256")
    scene.readings = {key: charters.charter(key, sha) for key, sha in known}
    return scene


def _places(matters: Iterable[Matter]) -> dict[int, frozenset[str]]:
    """Give all places in which each matter lies."""
    found = {m.pk: {m.village, *parents(m.village)} for m in matters}
    inside = MatterPlace.objects.filter(matter__in=found)
    for matter, place in inside.values_list("matter", "place"):
        found[matter].add(place)
    return {matter: frozenset(codes) for matter, codes in found.items()}


def _parties(keys: set[int]) -> dict[int, list[int]]:
    """Give the people who live in the households that are party to each matter."""
    rows = list(
        Party.objects.filter(matter__in=keys).values_list("matter", "household")
    )
    if not rows:
        return {}
    living: dict[int, list[int]] = defaultdict(list)
    homes = Residency.objects.filter(household__in={h for _, h in rows}, until=None)
    for household, person in homes.values_list("household", "person"):
        living[household].append(person)
    found: dict[int, list[int]] = defaultdict(list)
    for matter, household in rows:
        found[matter] += living[household]
    return found


def _appointed(scene: Scene, day: date) -> list[Appointed]:
    """Give who holds the posts that are asked for, and who watches over the places."""
    asked = [(held.post, held.place) for held in scene.held.values() if held.post]
    for pendings in scene.pendings.values():
        for one in pendings:
            asked.append((one.post, one.place))
            asked.append((one.adjudicator_post, one.adjudicator_place))
    named = Q(post__key__in={post for post, _ in asked if post})
    named &= Q(place__in={place for post, place in asked if post})
    watching = Q()
    for power in WATCHING:
        watching |= Q(post__powers__contains=power)
    over = {code for codes in scene.places.values() for code in codes}
    rows = Appointment.objects.on(day).filter(named | watching & Q(place__in=over))
    return [
        Appointed(person, post, place, frozenset(powers.split()))
        for person, post, place, powers in rows.order_by("id").values_list(
            "person", "post__key", "place", "post__powers"
        )
    ]
