"""Two villages, fourteen ways to stand before the product, eight to each other.

Everything of the other village holds a canary, a word that stands nowhere else; what
nobody may read in one's own village holds one too.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.cast import Village
from yuanluo.courtyards.models import Allotment, Partition, Plot
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.matters.queries.spots import Spot
from yuanluo.people.models import (
    Account,
    Appointment,
    Household,
    ImportedHousehold,
    Person,
    Post,
    RegisterCopy,
    RegisterImport,
    Residency,
)
from yuanluo.people.queries import Acting, standing_on
from yuanluo.record.actions import attach
from yuanluo.record.models import Attachment
from yuanluo.record.pictures import prepare
from yuanluo.territory.models import Home, Membership, Place

HERE, THERE = "659901001001", "659902001001"
LONG_AGO = date(2020, 1, 1)
CANARY = "KANARIENVOGEL"
#: A number to call that nobody has, of a neighbour here and of somebody there.
NEIGHBOUR_PHONE, THEIR_PHONE = "13799990001", "13799990002"
SECRET_KEY = "c0ffee" * 10

#: Role: its post and powers, and at which place; none for those without a post.
POSTS = {
    "volunteer": ("", HERE),
    "grid-worker": ("see report", "grid"),
    "cadre": ("see report assign approve publish people export divide", HERE),
    "supervisor": ("see supervise", HERE),
    "mediator": ("see", HERE),
    "township": ("see report assign approve appoint people export", HERE[:9]),
    "county": ("see supervise", HERE[:6]),
    "auditor": ("supervise", HERE),
}
ROLES = (
    *("anonymous", "resident", "head"),
    *POSTS,
    *("operator", "kiosk", "program"),
)
WITHOUT_PERSON = ("anonymous", "operator", "kiosk")
SIGNED_OUT = ("anonymous", "kiosk")
RELATIONS = (
    *("own", "household", "grid", "village"),
    *("other", "ended", "delegated", "complained"),
)
#: Whom a matter of each relation is shown to; nobody else may tell it from none.
EVERY_PERSON = frozenset(ROLES) - set(WITHOUT_PERSON)
VILLAGE_WIDE = frozenset({"cadre", "supervisor", "mediator", "township", "county"})
GRID_WIDE = VILLAGE_WIDE | {"grid-worker"}
SEEN: dict[str, frozenset[str]] = {
    "own": EVERY_PERSON,
    "household": GRID_WIDE,
    "grid": GRID_WIDE,
    "village": VILLAGE_WIDE,
    "other": frozenset(),
    "ended": frozenset(),
    "delegated": EVERY_PERSON,
    "complained": frozenset(),
}
#: Whose register somebody keeps, and who watches what leaves it.
KEEPERS = frozenset({"cadre", "township"})
WATCHING = frozenset({"supervisor", "county", "auditor"})


@dataclass
class Thing:
    """What an address names: a matter with its photo, somebody, a list, a door."""

    matter: str
    photo: UUID
    person: int
    roster: UUID
    home: int
    village: str
    partition: int


@dataclass
class Ground:
    """The two villages with everybody in them."""

    small: Village
    grid: str
    people: dict[str, Person] = field(default_factory=dict)
    kin: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    things: dict[tuple[str, str], Thing] = field(default_factory=dict)

    def thing(self, role: str, relation: str) -> Thing:
        """Give what stands in a relation to somebody."""
        return self.things.get((role, relation)) or self.things["", relation]

    def end_appointments(self, *, again: bool = False) -> None:
        """End every post of the roles today, or let them run again."""
        people = [person.pk for person in self.people.values()]
        held = Appointment.objects.filter(person__in=people)
        held.update(until=None if again else timezone.localdate())


def moment() -> datetime:
    return timezone.now() - timedelta(hours=1)


def build(small: Village, roles: tuple[str, ...] = ROLES) -> Ground:
    """Build both villages, with some roles or all."""
    ground = Ground(small, small.stage.divisions["grid"])
    _there()
    for role in roles:
        if role not in WITHOUT_PERSON:
            _settle(ground, role)
    _sign_in(ground, roles)
    _things(ground, roles)
    return ground


def _there() -> None:
    charter = Place.objects.get(code=HERE).charter_id
    for code, level in (
        ("659902", "county"),
        ("659902001", "township"),
        (THERE, "village"),
    ):
        Place.objects.create(
            code=code,
            name=f"邻{level}",
            level=level,
            parent=code[:-3],
            charter_id=charter,
        )
    Place.objects.create(
        code=f"{THERE}-0001",
        # What a division is called anybody may read.
        name="那边一网格",
        level="grid",
        parent=THERE,
        charter_id=charter,
    )


def _house(village: str, address: str, grid: str = "") -> Household:
    home = Home.objects.create(village_id=village, address=address)
    if grid:
        Membership.objects.create(
            home=home, place_id=grid, level="grid", since=LONG_AGO
        )
    name = CANARY if village == THERE else address
    return Household.objects.create(home=home, name=name)


def _live(name: str, household: Household, phone: str = "", **more: object) -> Person:
    person = Person.objects.create(name=name, phone=phone, **more)
    Residency.objects.create(person=person, household=household, since=LONG_AGO)
    return person


def _settle(ground: Ground, role: str) -> None:
    household = _house(HERE, f"{role}家", ground.grid)
    person = ground.people[role] = _live(f"示例{role}", household)
    ground.kin[role] = _live(f"示例{role}亲", household)
    if role == "head":
        Residency.objects.filter(person=person).update(is_head=True)
    if role not in POSTS:
        return
    powers, place = POSTS[role]
    charter = Place.objects.get(code=HERE).charter_id
    post = Post.objects.create(
        charter_id=charter, key=f"t-{role}", title=f"{role} / {role}", powers=powers
    )
    Appointment.objects.create(
        person=person,
        post=post,
        place_id=ground.grid if place == "grid" else place,
        since=LONG_AGO,
    )


def _sign_in(ground: Ground, roles: tuple[str, ...]) -> None:
    for role in roles:
        client = ground.clients[role] = Client(raise_request_exception=False)
        if role == "program":
            client = ground.clients[role] = Client(
                raise_request_exception=False, headers={"accept": "application/json"}
            )
        if role in ground.people:
            account = Account.objects.create_user(role, person=ground.people[role])
            client.force_login(account)
        elif role == "operator":
            client.force_login(Account.objects.create_superuser("operator"))
        elif role == "kiosk":
            # Somebody was here before, and left.
            client.force_login(Account.objects.get(username="resident"))
            client.get("/mine")
            client.post("/account/logout/")


def _things(ground: Ground, roles: tuple[str, ...]) -> None:
    near = _live("示例邻居", _house(HERE, "邻居家", ground.grid), NEIGHBOUR_PHONE)
    near.identity = SECRET_KEY
    near.save(update_fields=["identity"])
    far = _live("示例远邻", _house(HERE, "远邻家"))
    other = _live(CANARY, _house(THERE, "那边1号"), THEIR_PHONE)
    ground.things["", "grid"] = _thing(near, HERE)
    ground.things["", "ended"] = ground.things["", "grid"]
    ground.things["", "village"] = _thing(far, HERE)
    ground.things["", "other"] = _thing(other, THERE)
    ground.things["", "complained"] = _thing(near, HERE, category="quarrel")
    _held_by(ground.things["", "complained"], far)
    for role in roles:
        who = ground.people.get(role)
        own = ground.things[role, "own"] = _thing(who or near, HERE)
        kin = ground.kin.get(role)
        ground.things[role, "household"] = _thing(kin, HERE) if kin else own
        ground.things[role, "delegated"] = _thing(far, HERE)
        if who is not None:
            _held_by(ground.things[role, "delegated"], who)


def _held_by(thing: Thing, who: Person) -> None:
    rows = Responsibility.objects.filter(matter__number=thing.matter)
    rows.update(person=who, post="t-held", place=HERE, until=None)


def _thing(who: Person, village: str, **answers: object) -> Thing:
    at = moment()
    lives = Residency.objects.select_related("household").get(person=who)
    there = village == THERE
    told = {"title": f"{CANARY}的灯" if there else "路灯不亮", **answers}
    acting = Acting(standing_on(who.pk, at.date(), who.name), at, uuid4())
    spot = Spot(home=lives.household.home_id)
    number = open_matter("plain", told, spot, acting).content["number"]
    if not there:
        # Who lives far from the grid has no grid member; the clerk's rung holds it.
        assert Matter.objects.filter(number=number, village=HERE).exists()
    photo = attach(_photo(), number, at=at, by=who.pk, seen="handlers").pk
    roster = RegisterImport.objects.create(
        id=uuid4(),
        place_id=village,
        at=at,
        name=f"{CANARY}.xlsx" if there else "名单.xlsx",
        sha256="0" * 64,
        state="dropped",
        households=1,
        people=1,
        rows=1,
    )
    ImportedHousehold.objects.create(
        source=roster, row=3, address="x", content={"name": CANARY}, state="faulty"
    )
    # Under the list's id, so that an address of either names something.
    RegisterCopy.objects.create(
        id=roster.pk,
        place_id=village,
        by=who,
        at=at,
        purpose="report",
        reason=CANARY if there else "老人数",
        state="asked",
    )
    home = lives.household.home_id
    drawn = _drawn(village, home, at)
    return Thing(number, photo, who.pk, roster.pk, home, village, drawn)


def _drawn(village: str, home: int, at: datetime) -> int:
    """Give the one draft of a village; there, its name is a canary."""
    title = CANARY if village == THERE else "草案"
    draft, made = Partition.objects.get_or_create(
        village_id=village,
        defaults={
            "level": "grid",
            "title": title,
            "at": at,
            "least": 1,
            "most": 9,
        },
    )
    if made:
        Plot.objects.create(partition=draft, number=1, name=title)
        Allotment.objects.create(
            partition=draft, home_id=home, number=1, households=1, lon=107, lat=25
        )
    return draft.pk


PHOTO: list[bytes] = []


def _photo() -> object:
    if not PHOTO:
        drawn = BytesIO()
        Image.new("RGB", (8, 8), "navy").save(drawn, "JPEG")
        PHOTO.append(drawn.getvalue())
    return prepare(ContentFile(PHOTO[0]))


def nothing() -> Thing:
    """Give names of the right shape that name nothing."""
    assert not Matter.objects.filter(number="2603-ZZZZZZ").exists()
    assert Attachment.objects.count() < 10_000
    return Thing(
        "2603-ZZZZZZ", UUID(int=7), 9_999_999, UUID(int=8), 9_999_999, HERE, 9_999_999
    )
