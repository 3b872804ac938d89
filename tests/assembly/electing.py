"""An election in the hall: residents on the roll, candidates, a round being voted."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from tests.assembly.hall import Hall
from tests.cast import MONDAY, VILLAGE
from yuanluo.assembly import rounds
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.nominating import answer_nomination, nominate
from yuanluo.assembly.actions.voting import cast, put
from yuanluo.assembly.models import Ballot, Candidate, Election, RollEntry
from yuanluo.assembly.rounds import Wanted
from yuanluo.kernel.effect import Subject
from yuanluo.people.models import Household, Person, Residency
from yuanluo.people.queries import Acting
from yuanluo.territory.models import Home

POLL_DAY = MONDAY + timedelta(days=20)


@dataclass
class Poll:
    """An election for a seat in the council, run by the council's own chair."""

    hall: Hall
    people: list[int]
    rules: str = "courtyard-election"
    seats: int = 1
    visit: int = 1
    place: str = VILLAGE
    matter: str = "2603-E00001"
    standing: list[Candidate] = field(default_factory=list)

    def subject(self, at: datetime) -> Subject:
        return Subject(
            id=1,
            number=self.matter,
            title="推选",
            charter=self.hall.village.charter.id,
            place=self.place,
            village=VILLAGE,
            visit=self.visit,
            at=at,
        )

    def wanted(self, days: int = 20) -> Wanted:
        return Wanted(
            body="council",
            post="seat:council",
            rules=self.rules,
            seats=self.seats,
            polls_on=(MONDAY + timedelta(days=days)).date(),
            venue="院坝",
        )

    def announced(self) -> Election:
        chair = self.hall.by("chair").who.person
        assert chair is not None
        return rounds.announce(self.subject(MONDAY), self.wanted(), chair, MONDAY)

    def nominated(self, how_many: int) -> Election:
        """Let the first of the people be nominated and agree."""
        one = self.announced()
        at = MONDAY + timedelta(days=8)
        rounds.open_nominations(one, at)
        for person in self.people[:how_many]:
            name = Person.objects.get(pk=person).name
            nominate(one.ballot_id, name, "", self.as_(self.people[-1], at))
            row = Candidate.objects.get(election=one, person=person)
            answer_nomination(row.pk, "accepted", self.as_(person, at))
        return Election.objects.get(pk=one.pk)

    def opened(self, candidates: int, way: str = "secret") -> Ballot:
        """Open the first round of voting."""
        one = self.nominated(candidates)
        self.standing = rounds.slate(one, MONDAY + timedelta(days=9))
        return self.round_opened(way)

    def round_opened(self, way: str = "secret") -> Ballot:
        self.visit += 1
        one = rounds.open_round(self.subject(POLL_DAY), POLL_DAY)
        put(one.ballot_id, way, self.hall.by("chair", POLL_DAY))
        self.standing = list(one.candidates.order_by("number"))
        return Ballot.objects.get(pk=one.ballot_id)

    def as_(self, person: int, at: datetime = POLL_DAY) -> Acting:
        return self.hall.as_person(person, at)

    def slated(self) -> None:
        """Close the list of those who agreed."""
        one = Election.objects.get(ballot__matter=self.matter)
        rounds.slate(one, MONDAY + timedelta(days=9))

    def vote_by(self, person: int, ballot: Ballot, choice: str) -> None:
        """Let one of the people vote."""
        cast(ballot.pk, choice, self.as_(person), receipt=uuid4().hex)

    def vote(self, ballot: Ballot, choices: list[str]) -> None:
        """Let the first people vote so, each in turn."""
        for person, choice in zip(self.people, choices, strict=False):
            self.vote_by(person, ballot, choice)

    def closed(self, ballot: Ballot) -> Ballot:
        close(ballot.pk, self.hall.by("chair", POLL_DAY))
        return Ballot.objects.get(pk=ballot.pk)

    def entry(self, person: int) -> RollEntry:
        rows = RollEntry.objects.filter(roll__meeting__ballots__matter=self.matter)
        return rows.distinct().get(person=person)


def poll(hall: Hall, people: int = 9, **more: object) -> Poll:
    """Give a village of so many residents who are to elect, and nobody else."""
    Residency.objects.all().delete()
    made = []
    for number in range(people):
        home = Home.objects.create(
            village_id=VILLAGE, address=f"{number}号", generated=True
        )
        lives = Household.objects.create(home=home, name=f"{number}家", generated=True)
        person = Person.objects.create(
            name=f"居民{number}", born=date(1960 + number, 1, 1), generated=True
        )
        Residency.objects.create(
            person=person, household=lives, since=date(2000, 1, 1), is_head=True
        )
        made.append(person.pk)
    return Poll(hall, made, **more)  # type: ignore[arg-type]
