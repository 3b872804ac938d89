"""The demonstration of a pack: its villages, people and ninety days, made once.

What it shows is said in the pack's `demo.toml`; rows are made in bulk, the history by
the acts that pages use. It goes on where it was broken off and does nothing twice. It
refuses to touch a pack in which real people already live.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

from django.db import connection, transaction

from yuanluo.config import charters
from yuanluo.config.demo.casting import Casting
from yuanluo.config.demo.estates import give_units
from yuanluo.config.demo.figures import checked
from yuanluo.config.demo.folk import MOVED_IN, Folk
from yuanluo.config.demo.ground import lay_out
from yuanluo.config.demo.history import History
from yuanluo.config.demo.plan import FILE, Plan, plan_of
from yuanluo.config.demo.serving import enrol
from yuanluo.config.loading import seat
from yuanluo.matters.models import Matter
from yuanluo.people.models import Appointment, Household, Person, Residency
from yuanluo.people.organising import sweep
from yuanluo.record.actions import advance
from yuanluo.record.queries import cursor
from yuanluo.territory.models import Home, Membership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yuanluo.kernel.charter import Charter

__all__ = ["Inhabited", "Made", "make", "packs"]


class Inhabited(Exception):
    """Real people live where the demonstration would be made."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a demonstration has, and what came out otherwise than planned.

    `refused` are acts of its plan that were not taken, `wrong` the figures of the
    source, of `figures`, that the database does not give.
    """

    pack: str
    homes: int
    people: int
    appointments: int
    matters: int
    still_open: int
    fresh: bool
    refused: list[str] = field(default_factory=list)
    figures: int = 0
    wrong: list[str] = field(default_factory=list)


def packs(folder: Path) -> list[str]:
    """Give the packs that have a demonstration."""
    return sorted(path.parent.name for path in folder.glob(f"*/{FILE}"))


def make(folder: Path, at: datetime) -> Made:
    """Load a pack and make its demonstration, unless it is there already."""
    plan = plan_of(folder)
    charter, _ = charters.load_folder(folder, at)
    begun, done = f"demo-{charter.id}", f"demo-{charter.id}-done"
    if cursor(done):
        return _made(plan, charter, at, fresh=False)
    with hurried():
        resumed = bool(cursor(begun))
        if not resumed:
            _settle(plan, charter, at, begun)
        now = datetime.fromtimestamp(cursor(begun), UTC)
        history = History(plan, charter, Casting(charter, plan.usual), now, resumed)
        history.live()
        sweep(charter.id, now)
        advance(done, 1)
    return _made(plan, charter, at, fresh=True, refused=history.refused)


@transaction.atomic(durable=True)
def _settle(plan: Plan, charter: Charter, at: datetime, begun: str) -> None:
    """Make the ground and the people, and remember which day it was."""
    for village in plan.villages:
        if Home.objects.filter(village=village.code, generated=False).exists():
            raise Inhabited(village.code)
    grounds = {village.code: lay_out(village) for village in plan.villages}
    seat(charter)
    chance = Random(plan.seed)  # noqa: S311 -- chance of a demonstration
    folk = Folk(plan, charter.id, at.date(), grounds, chance)
    folk.settle()
    give_units(charter, grounds, folk.at_home, MOVED_IN, plan.seed)
    enrol(plan, charter.id, at.date(), chance)
    counted()
    advance(begun, int(at.timestamp()))


def counted() -> None:
    """Let the database count what came at once, before it plans by what was there."""
    models = (Home, Membership, Person, Household, Residency, Appointment)
    with connection.cursor() as sql:
        for model in models:
            sql.execute(f"ANALYZE {model._meta.db_table}")


def _made(
    plan: Plan,
    charter: Charter,
    at: datetime,
    *,
    fresh: bool,
    refused: list[str] | None = None,
) -> Made:
    codes = [village.code for village in plan.villages]
    matters = Matter.objects.filter(village__in=codes)
    people = Person.objects.filter(residencies__household__home__village__in=codes)
    return Made(
        pack=charter.id,
        homes=Home.objects.filter(village__in=codes).count(),
        people=people.count(),
        appointments=Appointment.objects.filter(post__charter=charter.id).count(),
        matters=matters.count(),
        still_open=matters.filter(ended_at=None).count(),
        fresh=fresh,
        refused=refused or [],
        figures=len(plan.figures),
        wrong=[str(one) for one in checked(plan, at.date()) if not one.holds],
    )


@contextmanager
def hurried() -> Iterator[None]:
    """Let SQLite not wait for the disk: what is lost can be made again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as sql:
        before = sql.execute("PRAGMA synchronous").fetchone()[0]
        sql.execute("PRAGMA synchronous = OFF")
    try:
        yield
    finally:
        with connection.cursor() as sql:
            sql.execute(f"PRAGMA synchronous = {int(before)}")
