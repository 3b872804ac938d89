"""A village with four bodies, and a way to let one of them sit.

The council decides by seats, everybody by persons or by households, the collective with
proxies of the same household, the owners by number and by area; the national rule packs
stand in their charter.
"""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.cast import MONDAY, SMALL, VILLAGE, Village
from yuanluo.assembly.actions.attending import check_in
from yuanluo.assembly.actions.convening import Call, convene
from yuanluo.assembly.actions.voting import put
from yuanluo.assembly.models import Ballot, Meeting, RollEntry
from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.stage import build
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.story import CastMember, Story
from yuanluo.people.queries import Acting, standing_on

NATIONAL = Path(__file__).parents[2] / "charters" / "national"
BODY = """
[[body]]
id = "{id}"
title = "{title}"
level = "village"
seats = 99
rules = "{rules}"
remit = "议事 / Talks"
"""
#: Who keeps the register, and says what bodies are made up of.
REGISTRAR = """
[[post]]
id = "registrar"
title = "户籍专干 / Registrar"
levels = ["village"]
powers = ["see", "people", "appoint"]
duties = "管户籍册 / Keeps the register"
"""
BODIES = (
    ("council", "居民代表会议 / Council", "residents-representatives"),
    ("everybody", "村民会议 / Everybody", "villagers-assembly"),
    ("collective", "成员大会 / Collective", "collective-assembly"),
    ("owners", "业主大会 / Owners", "owners-assembly"),
)
PARTY = {"party-discussion": "三月一日支部会"}


@dataclass
class Hall:
    """The village, and shorthand for what its bodies do."""

    village: Village
    made: int = 0

    def by(self, name: str, at: datetime = MONDAY) -> Acting:
        return self.village.acting(name, at)

    def as_person(self, person: int, at: datetime = MONDAY) -> Acting:
        return Acting(standing_on(person, at.date(), "某人"), at, uuid4())

    def ask(self, body: str = "council", title: str = "修路") -> Ballot:
        """Put a question to a body, as a step of a matter does."""
        self.made += 1
        return Ballot.objects.create(
            matter=f"2603-T{self.made:05}",
            visit=1,
            ident="poll",
            charter=self.village.charter.id,
            village=VILLAGE,
            body=body,
            title=title,
            opened_at=MONDAY,
        )

    def call(self, ballot: Ballot, days: int = 0, **more: Any) -> Meeting:
        """Call the body; by default for now, with the party heard."""
        told = {"venue": "院坝", "prior": PARTY} | more
        at = MONDAY + timedelta(days=days)
        call = Call(ballots=(ballot.pk,), held_at=at, **told)
        answer = convene(call, self.by("chair"))
        return Meeting.objects.get(pk=answer.content["meeting"])

    def entries(self, meeting: Meeting) -> list[RollEntry]:
        rows = RollEntry.objects.filter(roll__meeting=meeting)
        return list(rows.order_by("number"))

    def come(self, meeting: Meeting, how_many: int) -> list[RollEntry]:
        """Let the first of the roll in at the door."""
        came = self.entries(meeting)[:how_many]
        for entry in came:
            check_in(entry.pk, self.by("chair", meeting.held_at))
        return came

    def polling(
        self, present: int, way: str = "open", body: str = "council"
    ) -> tuple[Ballot, list[RollEntry]]:
        """Give a question that is being voted on, and who is there."""
        ballot = self.ask(body)
        meeting = self.call(ballot)
        came = self.come(meeting, present)
        put(ballot.pk, way, self.by("chair"))
        return Ballot.objects.get(pk=ballot.pk), came

    def voter(self, entry: RollEntry, at: datetime = MONDAY) -> Acting:
        assert entry.person_id is not None
        return self.as_person(entry.person_id, at)


@cache
def written() -> Charter:
    """Write the charter into a folder and read it, once for all tests."""
    folder = Path(tempfile.mkdtemp()) / "hall"
    shutil.copytree(
        SMALL, folder, ignore=shutil.ignore_patterns("playbooks", "categories.toml")
    )
    bodies = folder / "bodies.toml"
    text = bodies.read_text("utf-8")
    for ident, title, rules in BODIES:
        text += BODY.format(id=ident, title=title, rules=rules)
    bodies.write_text(text, "utf-8")
    posts = folder / "posts.toml"
    posts.write_text(posts.read_text("utf-8") + REGISTRAR, "utf-8")
    shutil.copytree(NATIONAL / "rules", folder / "rules")
    charter = read_folder(folder)
    shutil.rmtree(folder.parent)
    return charter


def hall(seats: int = 9) -> Hall:
    """Build the village with so many seats in the council, the chair's among them."""
    charter = written()
    load(charter, MONDAY)
    chairs = tuple(f"chair:{ident}" for ident, _, _ in BODIES)
    members = [
        CastMember("chair", chairs),
        CastMember("yang", ("resident",)),
        CastMember("lin", ("resident",)),
        CastMember("clerk", ("clerk@village",)),
        CastMember("aide", ("seat:owners",)),
        CastMember("keeper", ("registrar@village",)),
        CastMember("sup", ("supervisor@village",)),
        *(CastMember(f"m{n}", ("seat:council",)) for n in range(1, seats)),
    ]
    return Hall(
        Village(build(Story("", 0, tuple(members), (), ()), charter, VILLAGE), charter)
    )
