"""Random people doing random things to matters, and goodwill that ends them.

Everything goes through the acts that pages use. What is answered is made up by the type
of the question; what is refused is not done.
"""

import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.convening import Call, convene
from yuanluo.assembly.actions.nominating import answer_nomination, nominate
from yuanluo.assembly.actions.voting import cast, put
from yuanluo.assembly.models import OUTCOMES, Ballot, Candidate, Election
from yuanluo.config.sitting import PRIOR, VENUE, sit
from yuanluo.config.stage import Stage, picture
from yuanluo.kernel.playbook import Ask, Playbook, Step
from yuanluo.matters import playbooks
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import follow
from yuanluo.matters.models import Matter, Party, Responsibility
from yuanluo.matters.queries.available import offered
from yuanluo.matters.queries.dossier import Dossier, Gone
from yuanluo.matters.queries.showing import available, find
from yuanluo.people.models import Appointment
from yuanluo.people.queries import Acting, standing_on
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act

if TYPE_CHECKING:
    from collections.abc import Callable

GOODWILL_MAX = 400
A_WHILE = timedelta(hours=26)
QUIET = {"divide", "join", "mine-too", "attach"}


def hurried(ballot: Ballot, acting: Acting) -> Call:
    """Call a body for now, as a rule allows where something cannot wait."""
    return Call(
        ballots=(ballot.pk,),
        held_at=acting.at,
        venue=VENUE,
        prior=PRIOR,
        special_reason="汛期",
        special_signer="主持人",
    )


@dataclass
class Walk:
    """One matter, its cast and a moment that moves on."""

    stage: Stage
    number: str
    at: datetime
    luck: random.Random
    refused: int = 0
    done: list[str] = field(default_factory=list)

    def acting(self, name: str) -> Acting:
        """Let somebody act now."""
        person = self.stage.people[name]
        return Acting(standing_on(person, self.at.date(), name), self.at, uuid4())

    def family(self) -> list[Matter]:
        """Give the matter and all that came of it, youngest first."""
        found = [Matter.objects.get(number=self.number)]
        for matter in found:
            found += Matter.objects.filter(parent=matter)
        return found[::-1]

    def pass_time(self, until: datetime) -> None:
        """Let the clock do everything until a moment."""
        while True:
            due = Matter.objects.filter(look_at__lte=until).order_by("look_at", "id")
            first = due.first()
            if first is None or first.look_at is None:
                break
            self.at = max(self.at, first.look_at)
            follow(first.pk, self.at)
        self.at = max(self.at, until)

    # Random -------------------------------------------------------------------------

    def stumble(self) -> None:
        """Let somebody do something, or let time pass."""
        if self.luck.random() < 0.3:
            self.pass_time(self.at + timedelta(hours=self.luck.choice((3, 30, 200))))
            return
        live = [one for one in self.family() if one.ended_at is None]
        if not live:
            return
        matter = self.luck.choice(live)
        name = self.luck.choice(list(self.stage.people))
        self.decide(matter, self.luck.choice(OUTCOMES))
        try:
            dossier = find(matter.number, self.acting(name).who, self.at)
        except Gone:
            return
        offers = [step.id for step, _ in offered(dossier)]
        names = offers * 3 + [one for one in available(dossier) if one not in QUIET]
        if names:
            self.try_act(dossier, name, self.luck.choice(names))

    def try_act(self, dossier: Dossier, name: str, act: str) -> bool:
        """Try an act with made-up answers; say whether it was done."""
        step = dossier.playbook.step(act)
        asks = step.ask if step else ()
        raw = {ask.id: self.answer(ask, dossier) for ask in asks} | self.words()
        acting = self.acting(name)
        photo = picture(self.stage, acting.who.person, self.at)
        try:
            acts.do(dossier.matter.number, act, raw, acting, photos=[photo])
        except Refused:
            self.refused += 1
            return False
        self.done.append(act)
        return True

    def words(self) -> dict[str, str]:
        """Answer what the built-in acts ask for."""
        day = self.day(2, 30)
        said = dict.fromkeys(("text", "question", "reason", "answer"), "说一句")
        levels = ["grid", "village", "township", "clerk"]
        return {**said, "until": str(day), "to": self.luck.choice(levels)}

    def answer(self, ask: Ask, dossier: Dossier) -> Any:
        """Make up an answer of the type that is asked for."""
        kinds: dict[str, Callable[[], Any]] = {
            "choice": lambda: self.luck.choice(ask.options).id,
            "category": lambda: self.luck.choice(dossier.charter.categories).id,
            "date": lambda: str(self.day(1, 40)),
            "number": lambda: str(self.luck.randint(1, 5)),
            "money": lambda: str(self.luck.randint(1, 5)),
            "stars": lambda: str(self.luck.randint(1, 5)),
            "person": lambda: str(self.luck.choice(list(self.stage.people.values()))),
            "holder": lambda: self.somebody(ask),
            "household": lambda: str(self.untold(dossier)),
            "households": lambda: list(self.stage.households.values())[:3],
            "rows": lambda: [{c.id: self.answer(c, dossier) for c in ask.columns}] * 2,
        }
        return kinds.get(ask.type, lambda: "说一句")()

    def day(self, least: int, most: int) -> date:
        """Name a day that is still to come."""
        return (self.at + timedelta(days=self.luck.randint(least, most))).date()

    def somebody(self, ask: Ask) -> str:
        """Name somebody who may hold it."""
        held = Appointment.objects.all()
        held = held.filter(post__key__in=ask.of) if ask.of else held
        people = sorted(set(held.values_list("person", flat=True)))
        return str(self.luck.choice(people))

    def untold(self, dossier: Dossier) -> int:
        """Name a party that has not been told yet."""
        parties = Party.objects.filter(matter=dossier.matter)
        told = {taken.about for taken in dossier.taken}
        open_ = [
            p for p in parties.values_list("household", flat=True) if p not in told
        ]
        return self.luck.choice(open_ or list(self.stage.households.values()))

    def decide(self, matter: Matter, outcome: str) -> None:
        """Let a body sit, if it was asked, and come to something."""
        ballot = Ballot.objects.filter(
            matter=matter.number, decided_at=None, cancelled_at=None
        ).first()
        chair = f"chair-{ballot.body}" if ballot else ""
        election = Election.objects.filter(ballot=ballot).first() if ballot else None
        if election is not None:
            with suppress(Refused):
                self.elect(election, chair)
            follow(matter.pk, self.at)
        elif ballot and chair in self.stage.people and self.luck.random() < 0.4:
            # The chair and one seat: both, both with one in favour, or nobody.
            came = {"carried": (2, 2), "rejected": (2, 0), "inquorate": (0, 0)}
            present, yes = came[outcome]
            if ballot.meeting is None:
                # Nobody waits ten days here: what cannot wait is called specially.
                acting = self.acting(chair)
                convene(hurried(ballot, acting), acting.again("convene"))
            sit(ballot.pk, self.acting(chair), present=present, yes=yes)
            follow(matter.pk, self.at)

    def elect(self, election: Election, chair: str) -> None:
        """Let somebody stand, or the vote be opened, or closed."""
        ballot = election.ballot
        if election.slated_at is None:
            name = self.luck.choice(list(self.stage.people))
            nominate(ballot.pk, name, "", self.acting(name))
            row = Candidate.objects.get(election=election, name=name)
            answer_nomination(row.pk, "accepted", self.acting(name))
        elif ballot.polling_at is None:
            put(ballot.pk, "secret", self.acting(chair))
        else:
            name = self.luck.choice(list(self.stage.people))
            with suppress(Refused):
                cast(ballot.pk, "1", self.acting(name), receipt=uuid4().hex)
            if self.luck.random() < 0.2:
                close(ballot.pk, self.acting(chair))

    # Goodwill -----------------------------------------------------------------------

    def bring_to_an_end(self) -> bool:
        """Let everybody do what helps; say whether the matter ended."""
        for _ in range(GOODWILL_MAX):
            root = Matter.objects.get(number=self.number)
            if root.ended_at is not None:
                return True
            if not any(self.help(one) for one in self.family() if not one.ended_at):
                looks = [m.look_at for m in self.family() if m.look_at]
                self.pass_time(max([min(looks, default=self.at), self.at]) + A_WHILE)
        return False

    def help(self, matter: Matter) -> bool:
        """Take the step that brings a matter nearest to an end, if anybody can."""
        self.decide(matter, "carried")
        book = playbooks.of(matter.playbook_id)
        best: list[tuple[int, str, Step]] = []
        for name in self.stage.people:
            try:
                dossier = find(matter.number, self.acting(name).who, self.at)
            except Gone:
                continue
            for step, reasons in offered(dossier):
                if not reasons:
                    best.append((far(book, step.to or matter.state), name, step))
        best.sort(key=lambda one: (one[2].to is None, one[0], one[1]))
        for distance, name, step in best:
            forward = step.to is not None and distance < far(book, matter.state)
            if forward or step.to is None:
                dossier = find(matter.number, self.acting(name).who, self.at)
                before = Act.objects.count()
                if self.try_act(dossier, name, step.id) and (
                    forward or self.needed(book, matter, step)
                ):
                    return Act.objects.count() > before
        return False

    @staticmethod
    def needed(book: Playbook, matter: Matter, step: Step) -> bool:
        """Whether a step that moves nothing is counted by one that does."""
        beside = book.steps_from(matter.state)
        return any(step.id in other.needs.taken for other in beside)

    def check(self) -> None:
        """What must hold after every act."""
        for matter in self.family():
            now = Responsibility.objects.filter(matter=matter, until=None)
            assert now.count() == (matter.ended_at is None), matter
            waits = matter.ended_at is None and matter.look_at is None
            # Nothing that anybody awaits stands without a date of the clock's.
            assert not waits or now.get().late_at is not None, (matter, self.done)


def far(book: Playbook, state: str) -> int:
    """Say how many steps a state is from an end at best."""
    found = dict.fromkeys(book.end, 0)
    for _ in book.states:
        for step in book.steps:
            for source in step.sources if step.to in found else ():
                near = found[step.to or ""] + 1
                found[source] = min(found.get(source, near), near)
    return found[state]
