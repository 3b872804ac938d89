"""The cast: the same people in every test, each one answer to "may they?".

Yang asks, Lin lives next door, Wei in no household here; Zhou minds the grid, the clerk
the village, the township clerk the township; Lee is sent, the supervisor looks on.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.stage import Stage, build
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.story import CastMember, Story
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.spots import Spot
from yuanluo.people.models import Account, Person
from yuanluo.people.queries import Acting, standing_on

SMALL = Path(__file__).parent / "matters" / "small"
VILLAGE = "659901001001"
#: A Monday morning in Shanghai with working days before and after it.
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CAST = {
    "yang": ("resident",),
    "lin": ("resident",),
    "wei": (),
    "zhou": ("grid-member@grid",),
    "clerk": ("clerk@village",),
    "tclerk": ("clerk@township",),
    "lee": ("electrician",),
    "sup": ("supervisor@village",),
}


@dataclass(frozen=True)
class Village:
    """The small village with its cast."""

    stage: Stage
    charter: Charter

    def acting(
        self, name: str, at: datetime = MONDAY, request_id: UUID | None = None
    ) -> Acting:
        """Let somebody of the cast act at a moment."""
        person = self.stage.people[name]
        who = standing_on(person, at.date(), name)
        return Acting(who, at, request_id or uuid4())

    def person(self, name: str) -> Person:
        """Give somebody of the cast."""
        return Person.objects.get(pk=self.stage.people[name])

    def account(self, name: str) -> Account:
        """Give the account with which somebody signs in; made when first asked for."""
        found = Account.objects.filter(person=self.stage.people[name]).first()
        return found or Account.objects.create_user(name, person=self.person(name))

    def spot(self, name: str = "yang") -> Spot:
        """Give the home of somebody as the place of a matter."""
        return Spot(home=self.stage.homes[name])

    def open(
        self,
        playbook: str = "plain",
        by: str = "yang",
        at: datetime = MONDAY,
        **answers: object,
    ) -> Matter:
        """Open a matter and give it."""
        raw = {"title": "路灯不亮", **answers}
        answer = open_matter(playbook, raw, self.spot(), self.acting(by, at))
        return Matter.objects.get(number=answer.content["number"])


def village(cast: dict[str, tuple[str, ...]] | None = None) -> Village:
    """Load the small charter and set its stage with the cast."""
    charter = read_folder(SMALL)
    load(charter, MONDAY)
    members = tuple(CastMember(n, p) for n, p in (cast or CAST).items())
    story = Story("", 0, members, (), ())
    return Village(build(story, charter, VILLAGE), charter)
