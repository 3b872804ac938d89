"""Appointing whom an election named: by its result, not by somebody's power.

The act that declares a result appoints with a reason and a date, and ends the terms of
those before. Whoever was there is succeeded in the record, so that what they answer for
is handed over. Nobody can call this for people whom no certificate names: it is told
the certificate's hash and keeps it with each appointment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.people.actions import REASON_MOST
from yuanluo.people.models import Appointment, Body, Post
from yuanluo.record.actions import Inscription, digest, inscribe, own_request

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Installed:
    """Who takes which post where, from when until when, and by which result."""

    charter: str
    post: str
    place: str
    village: str
    people: tuple[int, ...]
    since: date
    until: date | None
    reason: str
    certificate: str
    at: datetime


def install(told: Installed) -> list[int]:
    """End the terms of those who hold a post at a place, and appoint the elected."""
    posts = Post.objects.select_for_update()
    post = posts.get(charter=told.charter, key=told.post)
    held = Appointment.objects.filter(post=post, place=told.place)
    running = held.filter(until=None) | held.filter(until__gt=told.since)
    before = list(running.select_for_update(of=("self",)).order_by("id"))
    fresh = [one for one in told.people if one not in {b.person_id for b in before}]
    left = [one for one in before if one.person_id not in told.people]
    followers = dict(zip((one.pk for one in left), fresh, strict=False))
    for one in before:
        _end(one, followers.get(one.pk), told)
    return [_begin(person, post, told) for person in told.people]


def _end(one: Appointment, successor: int | None, told: Installed) -> None:
    one.until = max(told.since, one.since)
    one.reason = told.reason[:REASON_MOST]
    one.save(update_fields=["until", "reason"])
    payload = {
        "appointment": one.pk,
        "on": told.since.isoformat(),
        "reason": told.reason,
        "successor": successor,
        "post": told.post,
        "place": told.place,
    }
    _write(one.person_id, "people.end", payload, told, {})


def _begin(person: int, post: Post, told: Installed) -> int:
    kind, _, key = post.key.partition(":")
    bodies = Body.objects.filter(charter=told.charter, key=key, place=told.place)
    made = Appointment.objects.create(
        person_id=person,
        post=post,
        place_id=told.place,
        body=bodies.first() if kind in {"seat", "chair"} else None,
        since=told.since,
        until=told.until,
    )
    payload = {
        "person": person,
        "post": told.post,
        "place": told.place,
        "since": told.since.isoformat(),
        "until": told.until.isoformat() if told.until else None,
        "reason": told.reason,
        "certificate": told.certificate,
    }
    _write(person, "people.appoint", payload, told, {"appointment": made.pk})
    return made.pk


def _write(
    person: int,
    verb: str,
    payload: dict[str, object],
    told: Installed,
    answer: dict[str, int],
) -> None:
    act = Inscription(
        subject=f"person:{person}",
        verb=verb,
        at=told.at,
        request_id=own_request("elected", told.certificate, verb, person),
        place=told.place,
        log=told.village,
        payload=payload,
        channel="clock",
    )
    inscribe(act, digest(payload), answer)
