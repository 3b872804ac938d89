"""One matter through the door, asked by statements that are kept.

Who may see a matter is one condition, and its text depends on how many posts somebody
holds and of which kind, not on who it is. It is written once for each such shape, with
samples in the places of the person, the household and the posts. Nothing is decided
here: `visibility` says what may be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection

from yuanluo.kernel.place import subtree_range
from yuanluo.matters.models import MatterPlace, Responsibility
from yuanluo.people.queries import Held, Standing
from yuanluo.record.models import Act
from yuanluo.record.statements import SAMPLES, Statement, prepare, question

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

STEP = "matter.step"

#: The powers by which the door opens.
OPENING = frozenset({"see"})
#: A place of each kind, that none has, with room for the number of the post.
PLACES = {
    2: "89",
    4: "89{:02}",
    6: "8999{:02}",
    9: "8999999{:02}",
    12: "8999999999{:02}",
}
DIVISION = "8999999999{:02}-9999"
HOUSEHOLD = 2**62 + 750
VILLAGE = "899999999899"
#: Beyond this many posts a statement is not worth keeping.
POSTS_MOST = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """What the text of the condition depends on: a person or not, a home, the posts."""

    person: bool
    household: bool
    posts: tuple[tuple[int, bool], ...]


def shape_of(who: Standing) -> Shape:
    """Give the shape of a standing; the kind of a division is 0."""
    return Shape(
        who.person is not None,
        who.household is not None,
        tuple(
            (0 if "-" in post.place else len(post.place), "see" in post.powers)
            for post in who.posts
        ),
    )


def ask(make: Callable[..., QuerySet[Any]], who: Standing, **values: Any) -> list[Any]:
    """Ask for what `make` gives of a standing and of values, as objects."""
    if len(who.posts) > POSTS_MOST:
        return list(make(who, **values))
    statement = _written(connection.vendor, make, shape_of(who), tuple(values))
    return statement.models({**_told(who), **values}) if statement else []


@lru_cache(maxsize=256)
def _written(
    vendor: str,
    make: Callable[..., QuerySet[Any]],
    shape: Shape,
    names: tuple[str, ...],
) -> Statement | None:
    del vendor  # Each writes its own.
    asked = {name: SAMPLES[name] for name in names}
    sample = _sample(shape)
    return prepare(make(sample, **asked), {**_told(sample), **asked})


def _sample(shape: Shape) -> Standing:
    """Give a standing of a shape that nobody has."""
    return Standing(
        person=SAMPLES["person"] if shape.person else None,
        posts=tuple(
            Held(
                f"sample-{index}",
                PLACES.get(kind, DIVISION).format(index),
                OPENING if sees else frozenset(),
                "",
            )
            for index, (kind, sees) in enumerate(shape.posts)
        ),
        household=HOUSEHOLD if shape.household else None,
        home_village=VILLAGE if shape.household else "",
    )


def _told(who: Standing) -> dict[str, Any]:
    """Name everything about a standing that may stand in the condition."""
    found: dict[str, Any] = {}
    if who.person is not None:
        found["person"] = who.person
    if who.household is not None:
        found |= {"household": who.household, "village": who.home_village}
    for index, post in enumerate(who.posts):
        lower, upper = subtree_range(post.place)
        found |= {
            f"post-{index}": post.key,
            f"place-{index}": post.place,
            f"lower-{index}": lower,
            f"upper-{index}": upper,
        }
    return found


# Around one matter, once it has been found --------------------------------------------


@question("id")
def held(id: int) -> QuerySet[Responsibility]:
    """Ask for the responsibility of a matter that runs, or ran last."""
    mine = Responsibility.objects.filter(matter=id)
    return mine.order_by("-id").select_related("person")[:1]


@question("id")
def units(id: int) -> QuerySet[Any]:
    """Ask for the divisions below the village in which a matter lay."""
    return MatterPlace.objects.filter(matter=id).values_list("level", "place")


@question("number")
def steps(number: str) -> QuerySet[Any]:
    """Ask for the steps that were taken on a matter, oldest first."""
    taken = Act.objects.filter(subject=number, verb=STEP).order_by("id")
    return taken.values_list("detail", "actor", "visit", "payload")


@question("number")
def acts_on(number: str) -> QuerySet[Act]:
    """Ask for the acts on a matter, oldest first."""
    return Act.objects.filter(subject=number).order_by("id")
