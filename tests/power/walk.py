"""The walk: every address by everybody, with what each answer must be.

An address is made from its pattern, so that a new page is walked without being named
here. What is found comes back as words; an empty list is a product without a leak.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.urls import get_resolver

from tests.architecture.test_addresses import addresses
from tests.power.ground import (
    CANARY,
    NEIGHBOUR_PHONE,
    POSTS,
    SECRET_KEY,
    SIGNED_OUT,
    THEIR_PHONE,
    Ground,
    Thing,
)
from yuanluo.config.audience import AUDIENCE, Audience, audience
from yuanluo.people.models import Appointment
from yuanluo.territory.models import Place

HOLE = re.compile(r"<(?:(\w+):)?(\w+)>")
#: Addresses that end what the walk stands on, or belong to a library's own flow.
LEFT_OUT = {
    "account_logout",
    "admin:logout",
    "mfa_reauthenticate",
    "account_reauthenticate",
}
CANARIES = (CANARY, NEIGHBOUR_PHONE, THEIR_PHONE, SECRET_KEY)
#: What differs between two answers that say the same.
FLEETING = (
    (re.compile(rb'nonce="[^"]*"'), b"nonce"),
    (re.compile(rb'(?:value|csrf[^"]*)="[0-9A-Za-z]{32,}"'), b"token"),
    (re.compile(rb'"X-CSRFToken": ?"[^"]*"'), b"token"),
    (
        re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
        b"id",
    ),
)
CLOSED = {
    *(HTTPStatus.FOUND, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN),
    *(HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED),
}


@dataclass(frozen=True)
class Route:
    """An address: its name, its pattern, and who it is for."""

    name: str
    path: str
    whom: Audience

    @property
    def of_matter(self) -> bool:
        """Whether it names a matter."""
        return any(name == "number" for kind, name in self.holes if kind != "uuid")

    @property
    def holes(self) -> list[tuple[str, str]]:
        """What it leaves open."""
        return HOLE.findall(self.path)

    @property
    def of_register(self) -> bool:
        """Whether it names somebody or a list of the register."""
        return self.name.startswith("people:register-") and bool(self.holes)

    @property
    def of_partition(self) -> bool:
        """Whether it names a partition of a village."""
        return any(name == "partition" for _kind, name in self.holes)

    def address(self, thing: Thing) -> str:
        """Make the address of a thing."""

        def fill(found: re.Match[str]) -> str:
            kind, name = found[1] or "str", found[2]
            if name == "number":
                return str(thing.roster) if kind == "uuid" else thing.matter
            known: dict[str, Any] = {
                "photo": thing.photo,
                "person": thing.person,
                "home": thing.home,
                "partition": thing.partition,
                "code": thing.village,
                "name": "comment",
                "word": "undo",
                "draft": thing.photo,
                "post": "clerk",
            }
            if self.name == "web:grid-card":
                inside = Place.objects.below_village(thing.village)
                known["code"] = inside.order_by("code").values_list("code").first()[0]
            if name == "appointment":
                held = Appointment.objects.filter(place=thing.village, until=None)
                known[name] = held.order_by("id").values_list("pk", flat=True).first()
            return str(known.get(name, "1" if kind == "int" else "x"))

        return "/" + HOLE.sub(fill, self.path)


def routes() -> list[Route]:
    """Give every address that has a name and is made of plain parts."""
    found: dict[str, Route] = {}
    for name, path, _view in addresses(get_resolver().url_patterns):
        whom = audience(name) if name else None
        plain = "(?P" not in path and "\\" not in path and "^" not in path
        if whom is not None and plain and name not in LEFT_OUT:
            found.setdefault(name, Route(name, path, whom))
    return list(found.values())


@dataclass
class Walk:
    """What was walked, and what was found."""

    ground: Ground
    answers: int = 0
    faults: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    _unknown: dict[tuple[str, str, str], tuple[int, bytes]] = field(
        default_factory=dict
    )

    def ask(self, role: str, method: str, address: str) -> tuple[int, bytes]:
        """Send one request; no answer may hold a canary or break."""
        client = self.ground.clients[role]
        answer = getattr(client, method)(address)
        body = b"".join(answer) if answer.streaming else answer.content
        self.answers += 1
        where = f"{role} {method} {address}"
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.faults.append(f"{where}: broke with {answer.status_code}")
        text = body + repr(sorted(answer.headers.items())).encode()
        for canary in CANARIES:
            if canary.encode() in text:
                self.faults.append(f"{where}: shows {canary}")
        return answer.status_code, body

    def door(self, role: str, route: Route, *, ended: bool = False) -> None:
        """Open an address with a name that names nothing; see who is let in."""
        thing = self.ground.thing(role, "own")
        for method in ("get", "post"):
            library = route.name not in AUDIENCE
            if library and (method == "post" or role not in {"anonymous", "resident"}):
                continue
            if method == "post" and route.holes:
                continue
            status, _body = self.ask(role, method, route.address(thing))
            if may_open(route, role, ended=ended):
                if status not in CLOSED - {HTTPStatus.FOUND}:
                    self.opened.add(route.name)
            elif status not in CLOSED:
                self.faults.append(f"{role} {method} {route.name}: let in ({status})")

    def forget(self) -> None:
        """Forget how nothing is answered, because who asks has changed."""
        self._unknown.clear()

    def relation(
        self, role: str, relation: str, route: Route, *, seen: bool, unknown: Thing
    ) -> None:
        """Compare the answer on what must not be seen with that on nothing at all."""
        thing = self.ground.thing(role, relation)
        for method in ("get",) if seen else ("get", "post"):
            status, body = self.ask(role, method, route.address(thing))
            if seen:
                self._opens(role, relation, route, status)
                continue
            kept = (role, route.name, method)
            if kept not in self._unknown:
                none = self.ask(role, method, route.address(unknown))
                self._unknown[kept] = (none[0], plain(none[1], unknown))
            if (status, plain(body, thing)) != self._unknown[kept]:
                self.faults.append(
                    f"{role} {method} {route.name} ({relation}): "
                    f"not as unknown, {status}"
                )

    def _opens(self, role: str, relation: str, route: Route, status: int) -> None:
        """See that who may look does, so that the walk is no walk past closed doors."""
        page = route.name in {
            *("matters:matter", "api:show_matter"),
            *("people:register-person", "people:register-list"),
            *("courtyards:one", "courtyards:compare", "courtyards:print"),
            "people:register-copy",
        }
        if page and status != HTTPStatus.OK:
            self.faults.append(f"{role} {route.name} ({relation}): closed, {status}")


def may_open(route: Route, role: str, *, ended: bool) -> bool:
    """Say whether somebody is among those whom the table names."""
    if route.whom is Audience.SIGNED_IN:
        return role not in SIGNED_OUT
    if route.whom is Audience.POST:
        return role in POSTS and not ended
    if route.whom is Audience.OPERATOR:
        return role == "operator"
    return route.whom is not Audience.DEMO


def plain(body: bytes, thing: Thing) -> bytes:
    """Give an answer without its ids and nonces."""
    for own in (thing.matter, thing.photo, thing.roster):
        body = body.replace(str(own).encode(), b"id")
    body = re.sub(rb"(people|leaks|tells)/%d\b" % thing.person, b"id", body)
    body = re.sub(rb"courtyards/%d\b" % thing.partition, b"id", body)
    body = body.replace(b"/p/%s/" % thing.village.encode(), b"/p/village/")
    for fleeting, word in FLEETING:
        body = fleeting.sub(word, body)
    return body


def each(ground: Ground, kinds: list[Route]) -> Iterator[tuple[str, Route]]:
    """Give everybody at every one of some addresses."""
    for role in ground.clients:
        for route in kinds:
            yield role, route
