"""A village with a grid, a building and a unit, and the people who answer there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from yuanluo.config.loading import load
from yuanluo.kernel.charter import Charter
from yuanluo.people.models import Appointment, Body, Household, Person, Post, Residency
from yuanluo.people.queries import Acting, standing_on
from yuanluo.territory.models import Home, Membership

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MARCH = date(2026, 3, 2)
LONG_AGO = date(2020, 1, 1)
COUNTY, TOWNSHIP, VILLAGE = "522727", "522727104", "522727104001"
OTHER_VILLAGE = "522727104208"
GRID, BUILDING, UNIT = (f"{VILLAGE}-000{n}" for n in (1, 2, 3))

DOCUMENT = {
    "id": "testland",
    "title": "试县 / Testland",
    "roots": [COUNTY],
    "level": [
        {"id": "grid", "title": "网格 / Grid"},
        {"id": "building", "title": "楼栋 / Building"},
        {"id": "linked-household", "title": "联户单元 / Linked-household unit"},
    ],
    "post": [
        {
            "id": "leader",
            "title": "镇领导 / Leader",
            "levels": ["township"],
            "powers": ["see", "appoint", "people"],
            "duties": "包村 / Looks after villages",
        },
        {
            "id": "clerk",
            "title": "专干 / Clerk",
            "levels": ["township", "village"],
            "powers": ["see", "people"],
            "contact": True,
        },
        {
            "id": "grid-member",
            "title": "网格员 / Grid member",
            "levels": ["grid"],
            "powers": ["see", "report"],
            "duties": "入户走访 / Visits homes",
            "contact": True,
        },
        {
            "id": "party-leader",
            "title": "党小组长 / Party-group leader",
            "levels": ["grid"],
            "most": 1,
            "contact": True,
        },
        {
            "id": "building-head",
            "title": "楼栋长 / Building head",
            "levels": ["building"],
            "most": 1,
            "contact": True,
        },
        {
            "id": "linked-head",
            "title": "联户长 / Linked-household head",
            "levels": ["linked-household"],
            "most": 1,
            "contact": True,
        },
    ],
    "body": [
        {
            "id": "affairs",
            "title": "事管委 / Affairs committee",
            "level": "village",
            "seats": 2,
            "remit": "收集民情 / Collects what people feel",
        }
    ],
    "place": [
        {"code": TOWNSHIP, "name": "克度镇", "level": "township"},
        {"code": VILLAGE, "name": "马鞍社区", "level": "village"},
        {"code": OTHER_VILLAGE, "name": "金星村", "level": "village"},
        {"code": GRID, "name": "一网格", "level": "grid", "parent": VILLAGE},
        {"code": BUILDING, "name": "3栋", "level": "building", "parent": GRID},
        {"code": UNIT, "name": "一单元", "level": "linked-household", "parent": GRID},
    ],
}


@dataclass
class Locality:
    """The people of the village by name."""

    people: dict[str, Person] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    households: dict[str, Household] = field(default_factory=dict)

    def person(self, name: str, phone: str = "") -> Person:
        """Add somebody."""
        self.people[name] = Person.objects.create(name=name, phone=phone)
        return self.people[name]

    def appoint(self, name: str, post: str, place: str, phone: str = "") -> Appointment:
        """Let somebody hold a post since long ago."""
        body = None
        if ":" in post:
            body = Body.objects.get(key=post.partition(":")[2], place=place)
        return Appointment.objects.create(
            person=self.people.get(name) or self.person(name),
            post=Post.objects.get(key=post),
            place_id=place,
            body=body,
            since=LONG_AGO,
            phone=phone,
        )

    def house(self, address: str, village: str, *names: str) -> Household:
        """Build a home in which some people live since long ago."""
        home = Home.objects.create(village_id=village, address=address)
        household = Household.objects.create(home=home, name=f"{names[0]}家")
        for name in names:
            person = self.people.get(name) or self.person(name)
            Residency.objects.create(person=person, household=household, since=LONG_AGO)
        self.homes[address], self.households[address] = home, household
        return household

    def acting(
        self, name: str, at: datetime = MORNING, request_id: UUID | None = None
    ) -> Acting:
        """Let somebody act."""
        person = self.people[name].pk
        return Acting(standing_on(person, at.date(), name), at, request_id or uuid4())


def settle() -> Locality:
    """Load the charter, build two homes and appoint a leader, a clerk and a member."""
    load(Charter.model_validate(DOCUMENT), MORNING)
    locality = Locality()
    locality.person("杨小明", phone="13800000001")
    locality.house("3栋101号", VILLAGE, "杨小明", "林秀英")
    locality.house("金星1号", OTHER_VILLAGE, "韦老三")
    home = locality.homes["3栋101号"]
    for place, level in ((BUILDING, "building"), (UNIT, "linked-household")):
        Membership.objects.create(
            home=home, place_id=place, level=level, since=LONG_AGO
        )
    locality.person("周网格", phone="13800000002")
    locality.appoint("吴镇长", "leader", TOWNSHIP)
    locality.appoint("陈专干", "clerk", VILLAGE, phone="0854-4820001")
    locality.appoint("周网格", "grid-member", GRID)
    locality.appoint("石联户", "linked-head", UNIT)
    return locality
