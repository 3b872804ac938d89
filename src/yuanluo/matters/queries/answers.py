"""Reading what somebody answered to the questions of a step.

Answers come as text from a form, a program or a story; what cannot be used is refused
by name, all at once, and nothing is guessed. Values are plain and can be kept as JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.text import TextFault, clean
from yuanluo.people.models import Appointment, Household, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.playbook import Ask

TEXT_MOST = 4000
TITLE_MOST = 200
ROWS_MOST = 500
STARS = range(1, 6)
#: Keys of rows that a database can hold.
KEY_MOST = 2**63 - 1
#: What a form or a program may answer where one thing is asked.
PLAIN = (str, int, float)


class Unusable(ValueError):
    """An answer cannot be used; says why in a word."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where and when a question is asked, for answers that name people or places."""

    charter: Charter
    today: date
    village: str
    places: tuple[str, ...] = ()


@dataclass(slots=True)
class Answers:
    """What was understood, and what was not."""

    values: dict[str, Any] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)


def read(asks: tuple[Ask, ...], raw: Mapping[str, Any], where: Where) -> Answers:
    """Read the answers to all questions of a step."""
    found = Answers()
    for ask in asks:
        given = raw.get(ask.id)
        if given is None or (isinstance(given, str) and not given.strip()):
            if not ask.optional:
                found.refusals.append(Refusal("MISSING", ask.id))
            continue
        try:
            if ask.type not in MANY and not isinstance(given, PLAIN):
                raise Unusable("not one thing")
            found.values[ask.id] = READERS[ask.type](ask, given, where)
        except (Unusable, ValueError, ArithmeticError, RecursionError):
            found.refusals.append(Refusal("BAD", ask.id))
    return found


def _text(ask: Ask, given: Any, where: Where) -> str:
    del where
    most = TITLE_MOST if ask.id == "title" else TEXT_MOST
    try:
        return clean(str(given), most)
    except TextFault as fault:
        raise Unusable(str(fault)) from fault


def _choice(ask: Ask, given: Any, where: Where) -> str:
    del where
    if given not in {option.id for option in ask.options}:
        raise Unusable(str(given))
    return str(given)


def _category(ask: Ask, given: Any, where: Where) -> str:
    del ask
    if where.charter.category(str(given)) is None:
        raise Unusable(str(given))
    return str(given)


def _date(ask: Ask, given: Any, where: Where) -> str:
    day = date.fromisoformat(str(given))
    if ask.id.startswith(("promised", "next", "until")) and day < where.today:
        raise Unusable("in the past")
    return day.isoformat()


def _number(ask: Ask, given: Any, where: Where) -> int:
    del ask, where
    number = int(str(given))
    if abs(number) > 10**12:
        raise Unusable("too large")
    return number


def _money(ask: Ask, given: Any, where: Where) -> int:
    """Read yuan with at most two decimals, kept as whole fen."""
    del ask, where
    fen = Decimal(str(given).replace(",", "")) * 100
    if fen != fen.to_integral_value() or not 0 <= fen < 10**15:
        raise Unusable("not an amount")
    return int(fen)


def _stars(ask: Ask, given: Any, where: Where) -> int:
    del ask, where
    stars = int(str(given))
    if stars not in STARS:
        raise Unusable("1 to 5")
    return stars


def _key(given: Any) -> int:
    """Read the key of a row."""
    key = int(str(given))
    if not 0 < key <= KEY_MOST:
        raise Unusable("no key")
    return key


def _person(ask: Ask, given: Any, where: Where) -> int:
    del ask, where
    pk = _key(given)
    if not Person.objects.filter(pk=pk).exists():
        raise Unusable("nobody")
    return pk


def _holder(ask: Ask, given: Any, where: Where) -> dict[str, Any]:
    return holder_of(given, ask.of, where)


def holder_of(given: Any, posts: tuple[str, ...], where: Where) -> dict[str, Any]:
    """Read a person, `ID` or `ID:post`, with the post by which they can answer here."""
    pk, _, key = str(given).partition(":")
    held = Appointment.objects.on(where.today).filter(
        person=_key(pk), place__in=where.places
    )
    if posts:
        held = held.filter(post__key__in=posts)
    if key:
        held = held.filter(post__key=key)
    found = (
        held.order_by("-place", "id")
        .values("person", "post__key", "place", "person__name")
        .first()
    )
    if found is None:
        raise Unusable("holds no post here")
    return {
        "person": found["person"],
        "post": found["post__key"],
        "place": found["place"],
        "name": found["person__name"],
    }


def _household(ask: Ask, given: Any, where: Where) -> int:
    one = given if isinstance(given, list) else [given]
    if len(one) != 1:
        raise Unusable("one household")
    return _households(ask, one, where)[0]


def _households(ask: Ask, given: Any, where: Where) -> list[int]:
    del ask
    if isinstance(given, str):
        given = [part for part in given.replace("，", ",").split(",") if part.strip()]
    if not isinstance(given, list) or len(given) > ROWS_MOST:
        raise Unusable("not a list of households")
    wanted = [_key(one) for one in given]
    there = Household.objects.filter(pk__in=wanted, home__village=where.village)
    known = set(there.values_list("pk", flat=True))
    if not wanted or set(wanted) - known:
        raise Unusable("not all live here")
    return wanted


def _rows(ask: Ask, given: Any, where: Where) -> list[dict[str, Any]]:
    if isinstance(given, str):
        given = json.loads(given) if given.lstrip().startswith("[") else _lines(given)
    if not isinstance(given, list) or not 0 < len(given) <= ROWS_MOST:
        raise Unusable("rows")
    rows = []
    for row in given:
        if isinstance(row, PLAIN):
            row = {ask.columns[0].id: row}
        if not isinstance(row, dict):
            raise Unusable("not a row")
        answers = read(ask.columns, row, where)
        if answers.refusals:
            raise Unusable(str(answers.refusals[0]))
        rows.append(answers.values)
    return rows


def _lines(text: str) -> list[str]:
    """Take one row from each line or each part between commas."""
    parts = text.splitlines() if "\n" in text else text.replace("，", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


#: Types whose answer is a list, or may be one.
MANY = frozenset({"household", "households", "rows"})

READERS: dict[str, Callable[[Ask, Any, Where], Any]] = {
    "text": _text,
    "citation": _text,
    "choice": _choice,
    "category": _category,
    "date": _date,
    "number": _number,
    "money": _money,
    "stars": _stars,
    "person": _person,
    "holder": _holder,
    "household": _household,
    "households": _households,
    "rows": _rows,
}
