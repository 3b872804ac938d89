"""Reading a list of matters a page at a time, by key and never by number of page.

A row carries everything that a line shows, in one statement; a page begins behind the
last row of the one before, so that the thousandth costs what the first does. Nothing
is counted. Which rows a list holds is said elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, Q

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEY_LONGEST = 40
MICROSECOND = timedelta(microseconds=1)


class Key(NamedTuple):
    """A place in a list: the moment it is sorted by, and the row.

    >>> str(Key(EPOCH, 31)), Key.parse("0.1f") == Key(EPOCH, 31), Key.parse("x")
    ('0.1f', True, None)
    """

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND:x}.{self.id:x}"

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """Read a place in a list; None for what is none."""
        moment, _, pk = text[:KEY_LONGEST].partition(".")
        try:
            found = cls(EPOCH + MICROSECOND * int(moment, 16), int(pk, 16))
        except (ValueError, OverflowError):
            return None
        return found if 0 < found.id < 2**63 else None


class Line(NamedTuple):
    """A matter in a list, in the words of the tables; a page makes fifty."""

    key: Key
    number: str
    title: str
    state: str
    playbook: int
    category: str
    place: str
    ended: bool
    result: str
    opened_at: datetime
    reopened: int
    suspended: bool
    post: str = ""
    level: str = ""
    person: str = ""
    due_at: datetime | None = None
    review_on: Any = None
    vacant: bool = False
    waits: str = ""
    stage: str = ""
    reason: str = ""


#: What a line tells besides its place in the list.
TOLD = Line._fields[1:]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, and where the pages after and before it begin."""

    lines: tuple[Line, ...] = ()
    older: Key | None = None
    newer: Key | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """How a table is read as lines: by which date, and from which columns.

    `down` lists the latest first.
    """

    by: str
    columns: dict[str, str]
    down: bool = False


_MATTER = {
    "number": "number",
    "title": "title",
    "state": "state",
    "playbook": "playbook_id",
    "category": "category",
    "place": "place__name",
    "ended": "ended_at",
    "result": "result",
    "opened_at": "opened_at",
    "suspended": "suspended_at",
    "reopened": "reopened",
}
_OF_MATTER = {name: f"matter__{column}" for name, column in _MATTER.items()}
_HOLDER = {"post": "post", "level": "level", "person": "person__name"}

#: Responsibilities by their due date; those without one come last.
HELD = Sorted(
    "sort_at",
    {
        **_OF_MATTER,
        **_HOLDER,
        "due_at": "due_at",
        "review_on": "review_on",
        "vacant": "vacant",
    },
)
#: Responsibilities that are over, the latest first.
DONE = Sorted("until", {**_OF_MATTER, **_HOLDER, "due_at": "due_at"}, down=True)
#: What awaits a word, the longest waiting first.
ASKED = Sorted(
    "at",
    {
        **_OF_MATTER,
        **_HOLDER,
        "due_at": "due_at",
        "waits": "kind",
        "stage": "stage",
        "reason": "reason",
    },
)
#: Matters by their opening; `now` is the responsibility that the query names so.
OPENED = Sorted(
    "opened_at",
    {
        **_MATTER,
        **{name: f"now__{column}" for name, column in _HOLDER.items()},
        "due_at": "now__due_at",
        "vacant": "now__vacant",
    },
    down=True,
)
ENDED = Sorted("ended_at", _MATTER, down=True)
RESTARTED = Sorted("started_at", _MATTER, down=True)
RAISED = Sorted("opened_at", _MATTER, down=True)


def page(
    found: QuerySet[Any],
    how: Sorted,
    most: int = PAGE,
    *,
    after: Key | None = None,
    before: Key | None = None,
) -> QuerySet[Any]:
    """Cut a page out of a list, and one row more that tells whether it goes on."""
    key = before or after
    descends = how.down != (before is not None)
    if key is not None:
        word = "lt" if descends else "gt"
        # The first condition is one that an index can begin at.
        found = found.filter(**{f"{how.by}__{word}e": key.at}).filter(
            Q(**{f"{how.by}__{word}": key.at}) | Q(**{f"pk__{word}": key.id})
        )
    sign = "-" if descends else ""
    return found.order_by(f"{sign}{how.by}", f"{sign}pk")[: most + 1]


def columns(
    found: QuerySet[Any],
    how: Sorted,
    most: int = PAGE,
    *,
    after: Key | None = None,
    before: Key | None = None,
) -> QuerySet[Any]:
    """Give the query that reads a page of a list."""
    cut = page(found, how, most, after=after, before=before)
    return cut.values_list(F(how.by), F("pk"), *map(F, how.columns.values()))


def listed(
    rows: Sequence[tuple[Any, ...]],
    how: Sorted,
    most: int = PAGE,
    *,
    after: Key | None = None,
    before: Key | None = None,
) -> Listed:
    """Make a page of the rows that `columns` has read."""
    goes_on = len(rows) > most
    lines = _lines(rows[:most], how)
    if before is not None:
        lines.reverse()
    if not lines:
        return Listed()
    comes_after = goes_on or before is not None
    comes_before = goes_on if before is not None else after is not None
    return Listed(
        tuple(lines),
        older=lines[-1].key if comes_after else None,
        newer=lines[0].key if comes_before else None,
    )


def _lines(rows: Sequence[tuple[Any, ...]], how: Sorted) -> list[Line]:
    """Make lines of rows; what a list does not read stands in its default.

    The columns are put in their places by one call for each row, because a page makes
    fifty and a dictionary for each would cost as much as all else that is done here.
    """
    names = tuple(how.columns)
    absent = tuple(name for name in TOLD if name not in how.columns)
    defaults = tuple(Line._field_defaults[name] for name in absent)
    order = ("at", "id", *names, *absent)
    told = itemgetter(*map(order.index, TOLD))
    lines = []
    for row in rows:
        (
            number, title, state, playbook, category, place, ended, result, opened_at,
            reopened, suspended, post, level, person, due_at, review_on, vacant, waits,
            stage, reason,
        ) = told(row + defaults)  # fmt: skip
        line = Line(
            Key(row[0], row[1]), number, title, state, playbook, category, place,
            ended is not None, result, opened_at, reopened, suspended is not None,
            # An ended matter has no responsibility any more, and none of its words.
            post or "", level or "", person or "", due_at, review_on, bool(vacant),
            waits, stage, reason,
        )  # fmt: skip
        lines.append(line)
    return lines
