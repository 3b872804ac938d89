"""A hamlet to divide: three clusters of homes along a valley, two courtyards so far.

Clusters lie 150 metres apart, homes 12 metres; every home has one household with one
person. The clerk draws, the secretary draws and decides, a head minds each courtyard.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from tests.cast import CAST, MONDAY, SMALL, VILLAGE, Village
from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.stage import build
from yuanluo.courtyards.actions import ToDivide, draw
from yuanluo.courtyards.models import Partition
from yuanluo.kernel.charter import Charter, Level
from yuanluo.kernel.charter import Post as PostRule
from yuanluo.kernel.courtyards.village import Limits
from yuanluo.kernel.story import CastMember, Story
from yuanluo.matters import playbooks
from yuanluo.people.models import Appointment, Household, Person, Post, Residency
from yuanluo.people.queries import Acting
from yuanluo.territory.models import Home, Membership, Place

DAY = MONDAY.date()
LONG_AGO = date(2020, 1, 1)
#: A hundred-thousandth of a degree is a little more than a metre.
METRE = 0.00001
CLUSTERS, IN_CLUSTER = 3, 8
PARTS = {
    **CAST,
    "yang": (),
    "lin": (),
    "sec": ("secretary@village",),
    "sec2": ("secretary@village",),
    "drawer": ("drawer@village",),
}


def charter() -> Charter:
    """The small village's charter, with courtyards of 4 to 12 households."""
    small = read_folder(SMALL)
    yard = Level(id="courtyard", title="院落 / Courtyard", households=(4, 12))
    powers = ("see", "report", "assign", "approve", "divide", "appoint")
    posts = (
        PostRule(
            id="secretary",
            title="支书 / Secretary",
            levels=("village",),
            powers=powers,
        ),
        PostRule(
            id="drawer",
            title="文书 / Drawer",
            levels=("village",),
            powers=("see", "divide"),
        ),
        PostRule(
            id="courtyard-head",
            title="院落长 / Courtyard head",
            levels=("courtyard",),
            powers=("see", "report"),
        ),
    )
    return small.model_copy(
        update={"levels": (*small.levels, yard), "posts": (*small.posts, *posts)}
    )


@dataclass(frozen=True)
class Hamlet(Village):
    """The hamlet with its cast, its homes and its two courtyards."""

    doors: list[int] = field(default_factory=list)
    yards: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    def draw(self, by: str = "sec", **more: object) -> Partition:
        """Draw a partition."""
        wanted = ToDivide(VILLAGE, **{"title": "第一版", **more})  # type: ignore[arg-type]
        answer = draw(self.acting(by), wanted)
        return Partition.objects.get(pk=answer.content["partition"])

    def acts(
        self, name: str, at: datetime = MONDAY, request_id: UUID | None = None
    ) -> Acting:
        """Let somebody act at a moment."""
        return self.acting(name, at, request_id or uuid4())


def hamlet() -> Hamlet:
    """Build the hamlet."""
    playbooks.forget()
    reading = charter()
    load(reading, MONDAY)
    members = tuple(CastMember(name, parts) for name, parts in PARTS.items())
    stage = build(Story("", 0, members, (), ()), reading, VILLAGE)
    # The stage has a courtyard of its own, which nobody divides here.
    Place.objects.filter(level="courtyard").delete()
    made = Hamlet(stage, reading)
    for number in (1, 2):
        _yard(made, number)
    for number in range(CLUSTERS * IN_CLUSTER):
        _door(made, number)
    return made


def _yard(made: Hamlet, number: int) -> None:
    code = f"{VILLAGE}-000{number}"
    Place.objects.create(
        code=code,
        name=f"{number}号院落",
        level="courtyard",
        parent=VILLAGE,
        charter_id=made.charter.id,
        since=LONG_AGO,
    )
    head = Person.objects.create(name=f"示例院落长{number}")
    Appointment.objects.create(
        person=head,
        post=Post.objects.get(charter=made.charter.id, key="courtyard-head"),
        place_id=code,
        since=LONG_AGO,
    )
    made.yards.append(code)
    made.heads.append(head.pk)


def _door(made: Hamlet, number: int) -> None:
    cluster, inside = divmod(number, IN_CLUSTER)
    row, column = divmod(inside, 4)
    home = Home.objects.create(
        village_id=VILLAGE,
        address=f"{cluster + 1}组{inside + 1}号",
        lon=round(107.33 + (cluster * 150 + column * 12) * METRE, 6),
        lat=round(25.83 + row * 12 * METRE, 6),
    )
    household = Household.objects.create(home=home, name=f"户{number}")
    name = ("yang", "lin")[number] if number < 2 else ""
    person = (
        Person.objects.get(pk=made.stage.people[name])
        if name
        else Person.objects.create(name=f"示例{number}")
    )
    if name:
        made.stage.homes[name] = home.pk
    Residency.objects.create(person=person, household=household, since=LONG_AGO)
    yard = made.yards[0] if number < 12 else made.yards[1]
    Membership.objects.create(
        home=home, place_id=yard, level="courtyard", since=LONG_AGO
    )
    made.doors.append(home.pk)


NARROW = Limits(4, 4)
