"""A matter with all that is needed to judge an act on it, gathered as it is asked for.

A dossier answers: in which capacities does this person stand before the matter, which
facts hold, who would hold it next and until when. It writes nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.conditions import ChildFact
from yuanluo.kernel.deadline import deadline, local_date
from yuanluo.kernel.effect import Finding, Subject
from yuanluo.kernel.judge import CLOCK, Facts, Taken, step_needs
from yuanluo.kernel.period import Period
from yuanluo.kernel.place import level_of, parents
from yuanluo.matters import playbooks, registry
from yuanluo.matters.models import (
    Matter,
    Party,
    Pending,
    PlannedChild,
    Responsibility,
)
from yuanluo.matters.queries import door
from yuanluo.matters.queries.answers import Where
from yuanluo.matters.queries.openness import openness_of
from yuanluo.people.models import Residency
from yuanluo.record.models import Act, Attachment
from yuanluo.territory import charters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from yuanluo.kernel.charter import Category, Charter
    from yuanluo.kernel.playbook import Playbook, Rung, Step
    from yuanluo.people.queries import Standing

STEP = door.STEP


class Gone(Exception):
    """No such matter, or none that this person may see: the same answer."""


class Dossier:
    """A matter, its playbook and charter, who holds it and who stands before it."""

    def __init__(
        self,
        matter: Matter,
        who: Standing | None,
        at: datetime,
        held: Responsibility | None = None,
        charter_sha: str | None = None,
    ) -> None:
        """Open the dossier; `who` is None for the clock."""
        self.matter = matter
        self.who = who
        self.at = at
        self._held = held
        self._charter_sha = charter_sha
        self.matter_awaits: bool = getattr(matter, "awaits", True)
        self.post_used = ""
        self.plans_children = False
        self.freed: list[int] = []
        self.is_new = False
        self.by_receipt = False
        self.playbook: Playbook = playbooks.of(matter.playbook_id)
        self.charter_id: str = playbooks.charter_of(matter.playbook_id)

    @cached_property
    def charter(self) -> Charter:
        """The charter in force where the matter lies."""
        return charters.charter(self.charter_id, self._charter_sha)

    @property
    def category(self) -> Category | None:
        """What the matter is about, in the words of the charter."""
        return self.charter.category(self.matter.category)

    @property
    def held_or_none(self) -> Responsibility | None:
        """The responsibility now running, or the last one, or none at the opening."""
        if self._held is None and not self.is_new:
            self._held = next(iter(door.held.models(id=self.matter.pk)), None)
        return self._held

    @property
    def held(self) -> Responsibility:
        """The responsibility now running, or the last one."""
        found = self.held_or_none
        assert found is not None, self.matter.number
        return found

    @held.setter
    def held(self, value: Responsibility) -> None:
        self._held = value

    @cached_property
    def subject(self) -> Subject:
        """The matter by value, for facts and effects of other apps."""
        return Subject(
            id=self.matter.pk,
            number=self.matter.number,
            title=self.matter.title,
            charter=self.charter_id,
            place=self.matter.place_id,
            village=self.matter.village,
            visit=self.matter.visit,
            at=self.at,
            openness=self.matter.openness,
            requester=self.matter.requester_id,
        )

    @cached_property
    def units(self) -> dict[str, str]:
        """Divisions below the village that the matter lay in at its opening."""
        return dict(door.units.rows(id=self.matter.pk))

    def place_at(self, level: str) -> str | None:
        """Give the place of the matter at a level, None where there is none."""
        for code in (self.matter.village, *parents(self.matter.village)):
            if level_of(code) == level:
                return code
        return self.units.get(level)

    def rung_above(self, level: str) -> Rung | None:
        """Give the next rung up that exists here: a place need not have every level."""
        rung = self.playbook.rung_above(level)
        while rung is not None and self.place_at(rung.level) is None:
            rung = self.playbook.rung_above(rung.level)
        return rung

    @property
    def where(self) -> Where:
        """Where and when questions on this matter are asked."""
        village = self.matter.village
        above = [self.place_at(level) for level in ("township", "county")]
        places = (village, *(c for c in above if c), *self.units.values())
        today = local_date(self.at, charters.zone(self.charter))
        return Where(self.charter, today, village, places)

    @cached_property
    def pendings(self) -> dict[str, Pending]:
        """What awaits somebody's word on this matter, by kind."""
        if not self.matter_awaits:
            return {}
        mine = Pending.objects.filter(matter=self.matter, settled_at=None)
        return {pending.kind: pending for pending in mine}

    @cached_property
    def parties(self) -> frozenset[int]:
        """Households that are parties."""
        mine = Party.objects.filter(matter=self.matter)
        return frozenset(mine.values_list("household", flat=True))

    # Who stands before the matter ---------------------------------------------------

    @cached_property
    def capacities(self) -> frozenset[str]:
        """In which capacities the person stands before the matter."""
        if self.who is None:
            return CLOCK
        found = set(self._posts())
        person = self.who.person
        if person is not None and person == self.matter.requester_id:
            found.add("requester")
        if self.who.home_village and self.who.home_village == self.matter.village:
            found.add("resident")
        if self.is_party:
            found.add("party")
        if self.is_holder:
            found.add("holder")
        return frozenset(found)

    @property
    def is_party(self) -> bool:
        """Whether the person's household is a party."""
        # Who said "mine too" follows it and does not read what another told.
        if self.playbook.parties is None or self.who is None:
            return False
        return self.who.household in self.parties

    def _posts(self) -> list[str]:
        """Name the person's posts that reach the matter, with and without level."""
        found: list[str] = []
        if self.who is None:
            return found
        for post in self.who.posts:
            level = self._reaches(post.place)
            if level is None:
                continue
            found += [post.key, f"{post.key}@{level}"]
            if level == self.matter.level:
                found.append(f"{post.key}@here")
        return found

    def _reaches(self, place: str) -> str | None:
        """Give the level at which a place covers the matter, or None."""
        if "-" in place:
            return next((lv for lv, code in self.units.items() if code == place), None)
        covered = place in (self.matter.village, *parents(self.matter.village))
        return level_of(place) if covered else None

    @property
    def is_holder(self) -> bool:
        """Whether the person answers for the matter now, and still may."""
        held, who = self.held_or_none, self.who
        if held is None or held.until is not None:
            return False
        if who is None or who.person is None:
            return False
        if who.person in self.matter.barred:
            return False
        if held.person_id is None:
            return self.has_post(held.post, held.place)
        if held.person_id != who.person:
            return False
        return not held.post or self.has_post(held.post, held.place)

    def has_post(self, key: str, place: str) -> bool:
        """Whether the person holds a post at a place now."""
        if self.who is None:
            return False
        return any(p.key == key and p.place == place for p in self.who.posts)

    def may(self, power: str) -> bool:
        """Whether the person has a power over the place of the matter."""
        if self.who is None:
            return False
        return any(
            power in post.powers and self._reaches(post.place) is not None
            for post in self.who.posts
        )

    @property
    def is_handler(self) -> bool:
        """Whether internal notes may be read: holders, and posts that may see."""
        return self.is_holder or self.may("see")

    @property
    def is_own(self) -> bool:
        """Whether it is the person's own matter: asked, reported or party to."""
        if self.by_receipt:
            return True
        person = self.who.person if self.who else None
        if person is None:
            return False
        mine = (self.matter.requester_id, self.matter.reporter_id)
        return person in mine or self.is_party

    # Facts --------------------------------------------------------------------------

    @cached_property
    def taken(self) -> tuple[Taken, ...]:
        """Steps taken so far, from the record."""
        return tuple(
            Taken(step, actor, visit, payload.get("about"))
            for step, actor, visit, payload in door.steps.rows(
                number=self.matter.number
            )
        )

    def use_acts(self, acts: list[Act]) -> None:
        """Take the steps from acts that were read already, all of the matter's."""
        self.__dict__["taken"] = tuple(
            Taken(act.detail, act.actor, act.visit, act.payload.get("about"))
            for act in acts
            if act.verb == STEP
        )

    @property
    def state_title(self) -> str:
        """The title of the state the matter is in, in both languages."""
        return self.playbook.title_of(self.matter.state)

    @cached_property
    def children(self) -> tuple[ChildFact, ...]:
        """Children of this visit: one fact for each kind and standing."""
        rows = (
            Matter.objects.filter(parent=self.matter.pk, parent_visit=self.matter.visit)
            .order_by()
            .values_list("playbook__key", "state", "result")
            .distinct()
        )
        born = [ChildFact(key, state, result or None) for key, state, result in rows]
        planned = PlannedChild.objects.filter(
            parent=self.matter.pk, parent_visit=self.matter.visit
        )
        keys = planned.order_by().values_list("playbook", flat=True).distinct()
        return (*born, *(ChildFact(key, "planned", None) for key in keys))

    @cached_property
    def findings(self) -> dict[str, Mapping[str, Finding]]:
        """What the named facts that this state may ask for have found."""
        asked = self._asked
        return {
            fact.name: fact.gather(self.subject)
            for fact in registry.facts()
            if fact.name in asked
        }

    @property
    def awaits_children(self) -> bool:
        """Whether a step from this state waits for children."""
        return "children" in self._asked

    @cached_property
    def asked_anywhere(self) -> frozenset[str]:
        """Named facts that any step of the playbook may ask for or open."""
        names = {name for step in self.playbook.steps for name in step.needs.facts}
        effects = {do.effect for step in self.playbook.steps for do in step.do}
        opened = {fact.name for fact in registry.facts() if fact.opened_by in effects}
        return frozenset(names | opened)

    def forget_visit(self) -> None:
        """Forget what was gathered for the visit that has been left."""
        for name in ("subject", "children", "findings", "taken"):
            self.__dict__.pop(name, None)

    def forget_pendings(self) -> None:
        """Forget what awaited somebody's word."""
        self.__dict__.pop("pendings", None)

    @property
    def _asked(self) -> frozenset[str]:
        return step_needs(self.playbook, self.matter.state)

    def facts(
        self, photos: int = 0, *, step: Step | None = None, duplicate: bool = False
    ) -> Facts:
        """Gather what the steps from this state may ask for, and no more."""
        asked = self._asked
        evidence = {"photo"} if photos else set()
        if step is not None and step.needs.evidence and not photos:
            mine = Attachment.objects.filter(
                subject=self.matter.number, at__gte=self.matter.entered_at
            )
            evidence = set(mine.values_list("kind", flat=True))
        return Facts(
            state=self.matter.state,
            visit=self.matter.visit,
            now=self.at,
            actor=self.who.person if self.who else None,
            capacities=self.capacities,
            fields=self.matter.fields,
            taken=self.taken if "taken" in asked else (),
            children=self.children if "children" in asked else (),
            findings=self.findings,
            outcomes={fact.name: fact.outcomes for fact in registry.facts()},
            evidence=frozenset(evidence),
            parties=self.parties if "parties" in asked else frozenset(),
            after=self._after(),
            suspended=self.matter.suspended_at is not None,
            kin=self._kin(step),
            duplicate=duplicate,
        )

    def _after(self) -> dict[str, datetime]:
        """Say from when steps with `after` may be taken."""
        found = {}
        for step in self.playbook.steps_from(self.matter.state):
            if step.needs.after:
                found[step.id] = self.due_after(step.needs.after).due_at
        return found

    def due_after(self, period: str) -> Any:
        """Give the deadline of a period that runs since the state was entered."""
        return deadline(
            self.matter.entered_at,
            Period.parse(period),
            charters.calendar_of(self.charter),
            day_ends=charters.day_ends(self.charter),
            zone=charters.zone(self.charter),
        )

    def _kin(self, step: Step | None) -> bool:
        """Whether the person lives in the requester's household."""
        if step is None or "kin" not in step.apart or self.who is None:
            return False
        if self.matter.requester_id is None or self.who.household is None:
            return False
        return Residency.objects.filter(
            person=self.matter.requester_id, until=None, household=self.who.household
        ).exists()

    # Who may see it -----------------------------------------------------------------

    def openness(self) -> int:
        """Work out the circle that may see the matter in its present state."""
        return openness_of(
            self.playbook, self.matter.state, self.category, self.matter.way
        )
