"""The ground that is measured on: a small village, those who sign in, many matters.

The first matter is opened by a real request; the others are copies of its rows with
other keys, places and dates, written by the database itself, so that a million take a
minute. `SMALL` holds ten thousand; `LARGE` begins as a copy of it and holds a million.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from bench.clients import Signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import Model
    from tests.cast import Village

SMALL, LARGE, HALL = "bench_small", "bench_large", "bench_hall"
#: Matters in each, and townships among which they lie.
FEW, MANY, TOWNSHIPS = 10_000, 1_000_000, 100
#: Keys of rows that steps are taken on, and of rows that requests make.
DESK, OWN = 5_000_000, 9_000_001
#: Open matters on one desk: more than the rounds can take steps on.
ON_DESK = 24_000
#: What is added to the key of a copied matter makes its number: digits alone are one.
NUMBERS = 2_600_000_000
COUNTY = "659901"
#: By what a table that has no key of a matter names it.
OWNERS = {"matters_matter": "number", "record_act": "subject"}
#: The township that the reader may see: neither the first, nor the last; and the key of
#: a matter that lies in it.
READ, READABLE = f"{COUNTY}042", 4_000_041


def address(database: str) -> str:
    """Give the address of a database on the server of this run."""
    return urlunsplit(urlsplit(os.environ["SERVER_URL"])._replace(path=f"/{database}"))


def settle() -> None:
    """Make the small database and point the product, in this process, at it."""
    os.environ["SERVER_URL"] = os.environ["DATABASE_URL"]
    with psycopg.connect(os.environ["SERVER_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {SMALL}")
    os.environ |= {
        "DATABASE_URL": address(SMALL),
        "DJANGO_SETTINGS_MODULE": "yuanluo.config.settings",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    _copied(SMALL, HALL)


# Who is there ------------------------------------------------------------------------


def village() -> Village:
    """Load the village of the tests, with the effect that a playbook of it names."""
    from tests.cast import village as small

    from yuanluo.config import registry as registered
    from yuanluo.kernel.effect import Effect
    from yuanluo.matters import registry

    effect = Effect("break-it", lambda deed: ())
    registry.install([*registered.effects(), effect], registered.facts())
    return small()


def reader(town: Village) -> None:
    """Let one more person hold a post that sees one township, and have an account."""
    from yuanluo.people.models import Account, Appointment, Person, Post
    from yuanluo.territory.models import Place

    here = Place.objects.filter(code__in=(f"{COUNTY}001", f"{COUNTY}001001"))
    for place in here:
        below = place.code.removeprefix(f"{COUNTY}001")
        others = (f"{COUNTY}{number:03}" for number in range(2, TOWNSHIPS + 1))
        Place.objects.bulk_create(
            Place(
                code=f"{code}{below}",
                name=f"{place.name}{code[-3:]}",
                level=place.level,
                parent=code if below else COUNTY,
                charter_id=place.charter_id,
            )
            for code in others
        )
    person = Person.objects.create(name="reader")
    post = Post.objects.get(charter=town.charter.id, key="clerk")
    Appointment.objects.create(
        person=person, post=post, place_id=READ, since=date(2000, 1, 1)
    )
    Account.objects.create_user("reader", person=person)


def signed(name: str, town: Village) -> Signed:
    """Sign somebody in, as sign-in does it, and read the token that writes carry."""
    from django.test import Client

    from yuanluo.people.models import Account

    known = Account.objects.filter(username=name).first()
    client = Client()
    client.force_login(known or town.account(name))
    token = client.get("/api/v1/me").json()["csrf_token"]
    cookies = "; ".join(f"{k}={one.value}" for k, one in client.cookies.items())
    return Signed(cookies, token)


@dataclass(frozen=True, slots=True)
class Ground:
    """Who signed in, and where the one lives who reports."""

    asks: Signed
    holds: Signed
    reads: Signed
    home: int

    def opening(self) -> dict[str, Any]:
        """Give what is sent to open a matter, with an id of its own."""
        return {
            "request_id": str(uuid4()),
            "playbook": "plain",
            "home": self.home,
            "answers": {
                "title": "路灯不亮",
                "category": "light",
                "text": "门口的路灯三天没有亮了，晚上看不见台阶。",
            },
        }

    def step(self, revision: int = 1) -> dict[str, Any]:
        """Give what is sent to report a matter done, with an id of its own."""
        answers = {"result": "换了灯泡，线也接好了。"}
        return {"request_id": str(uuid4()), "revision": revision, "answers": answers}


def call(who: Signed, path: str, body: Mapping[str, Any] | None = None) -> bytes:
    """Send a request through the product's handler in this process."""
    from django.test import Client

    client = Client(headers={"cookie": who.cookies, "x-csrftoken": who.token})
    if body is None:
        answer = client.get(path)
    else:
        answer = client.post(path, json.dumps(body), content_type="application/json")
    assert answer.status_code in {200, 201}, (answer.status_code, answer.content)
    return answer.content


def ground() -> Ground:
    """Set everything up in the small database, as yet without a matter."""
    town = village()
    reader(town)
    with connected(SMALL) as database:
        # Keys of what requests make are found again among all other values by these.
        for number, table in enumerate(("matter", "responsibility")):
            database.execute(
                f"ALTER TABLE matters_{table} ALTER id "
                f"RESTART WITH {OWN + number * 1_000_000}"
            )
    return Ground(
        asks=signed("yang", town),
        holds=signed("zhou", town),
        reads=signed("reader", town),
        home=town.stage.homes["yang"],
    )


# Many matters ------------------------------------------------------------------------


@contextmanager
def connected(database: str) -> Iterator[psycopg.Connection]:
    """Connect to a database as its owner, each statement by itself."""
    with psycopg.connect(address(database), autocommit=True) as found:
        yield found


def spread(database: str, template: str, first: int, last: int) -> None:
    """Copy a matter to many, over all townships, each held by the clerk of its village.

    A third is open to its handlers, a third to its village, a third to everybody; one
    in seven is only for its parties, and the reader's list must step over it.
    """
    from yuanluo.matters.models import Matter, Responsibility

    town = f"'{COUNTY}' || lpad((n % {TOWNSHIPS} + 1)::text, 3, '0')"
    where = {"township": town, "village": f"{town} || '001'"}
    due = "t.since + (n::bigint * 7919 % 1000000) * interval '1 minute'"
    rows = {
        Matter: where
        | {
            "id": "n",
            "number": f"({NUMBERS} + n)::text",
            "place_id": where["village"],
            "home_id": "NULL",
            "requester_id": "NULL",
            "openness": "CASE n % 7 WHEN 0 THEN 0 ELSE 1 + n % 3 END",
        },
        Responsibility: where
        | {
            "id": "n",
            "matter_id": "n",
            "place": where["village"],
            "post": "'clerk'",
            "person_id": "NULL",
            "level": "'village'",
            "due_at": due,
            "sort_at": due,
        },
    }
    with connected(database) as found:
        _bulk(found)
        copies = Copies(found, template, first, last)
        again = _without_indexes(found, rows) if last - first > FEW else []
        for model, told in rows.items():
            copies.make(model, told)
        for statement in again:
            found.execute(statement)
        found.execute("VACUUM (ANALYZE) matters_matter, matters_responsibility")


def desk_number(place: int) -> str:
    """Give the number of a matter on the desk."""
    return str(NUMBERS + DESK + place)


def fill_desk(database: str, template: str) -> None:
    """Copy a matter, with all its rows, as often as steps are to be taken."""
    from yuanluo.matters.models import Matter, MatterPlace, Responsibility
    from yuanluo.record.models import Act

    number, key = f"({NUMBERS} + n)::text", {"id": "n"}
    act = {"request_id": "gen_random_uuid()", "subject": number, "id": "n"}
    with connected(database) as found:
        _bulk(found)
        copies = Copies(found, template, DESK, DESK + ON_DESK - 1)
        for model, told in (
            (Matter, key | {"number": number}),
            (MatterPlace, key | {"matter_id": "n"}),
            (Responsibility, key | {"matter_id": "n"}),
            (Act, act),
        ):
            copies.make(model, told)
        found.execute("VACUUM (ANALYZE)")


def _bulk(found: psycopg.Connection) -> None:
    """Leave out what only costs time where the rows are known to fit."""
    for setting in (
        "session_replication_role = replica",
        "synchronous_commit = off",
        "maintenance_work_mem = '256MB'",
    ):
        found.execute(f"SET {setting}")


@dataclass(frozen=True, slots=True)
class Copies:
    """Which matter is copied in a database, and the keys of its copies."""

    database: psycopg.Connection
    template: str
    first: int
    last: int

    def make(self, model: type[Model], told: Mapping[str, str]) -> None:
        """Copy its rows of one model; `told` are the columns that differ, in SQL."""
        meta = model._meta
        owner = OWNERS.get(meta.db_table)
        matter = f"SELECT id FROM matters_matter WHERE number = '{self.template}'"
        of = f"t.{owner} = '{self.template}'" if owner else f"t.matter_id = ({matter})"
        columns = [str(field.column) for field in meta.concrete_fields]
        values = ", ".join(told.get(column, f't."{column}"') for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        self.database.execute(
            f"INSERT INTO {meta.db_table} ({names}) SELECT {values} "
            f"FROM {meta.db_table} t, generate_series({self.first}, {self.last}) n "
            f"WHERE {of}"
        )


def _without_indexes(
    found: psycopg.Connection, models: Mapping[type[Model], Any]
) -> list[str]:
    """Drop the indexes that hold no constraint; give what makes them again."""
    tables = [model._meta.db_table for model in models]
    rows = found.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
        "AND indexdef LIKE 'CREATE INDEX%%'",
        [tables],
    ).fetchall()
    for name, _ in rows:
        found.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [definition for _, definition in rows]


def grow(template: str) -> None:
    """Make the large database of the small one."""
    _copied(SMALL, LARGE)
    spread(LARGE, template, FEW + 1, MANY)
    fill_desk(LARGE, template)


def _copied(database: str, name: str) -> None:
    """Make a database that is what another is now."""
    from django.db import connection

    # A database in use cannot be copied.
    connection.close()
    with connected("postgres") as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {database}")
