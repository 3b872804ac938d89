"""A charter brought into the database: places, posts, bodies, playbook versions.

Loading is one transaction and can be repeated: what is as the charter says is left
alone. A loaded version of a playbook never changes, because matters run along it; its
text may change only under a higher version. What a charter no longer has keeps its rows
where something hangs on them, but a post without a charter has no powers.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from yuanluo.kernel import place as codes
from yuanluo.kernel.charter import Body as BodyReading
from yuanluo.kernel.charter import Charter as Reading
from yuanluo.kernel.fault import Fault
from yuanluo.kernel.playbook import Playbook
from yuanluo.matters.models import PlaybookVersion
from yuanluo.people.models import Body, Post
from yuanluo.territory.models import Charter, Place


class Faulty(Exception):
    """A charter has faults; each is told with file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading changed; nothing, the second time."""

    charter: bool = False
    playbooks: int = 0
    places: int = 0
    posts: int = 0
    bodies: int = 0


@transaction.atomic(durable=True)
def load(reading: Reading, at: datetime) -> Loaded:
    """Bring a charter into the database, or raise `Faulty` and change nothing."""
    document = reading.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    changed = _charter(reading, document, at)
    return Loaded(
        charter=changed,
        playbooks=_playbooks(reading, at),
        places=_places(reading),
        posts=_posts(reading),
        bodies=seat(reading),
    )


def sha256(document: dict[str, Any]) -> str:
    """Give the hash of a document, whatever the order of its keys."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _charter(reading: Reading, document: dict[str, Any], at: datetime) -> bool:
    """Write the charter's row; say whether it is new or other than before."""
    taken = _taken_roots(reading)
    if taken:
        raise Faulty(taken)
    sha = sha256(document)
    row = Charter.objects.select_for_update().filter(pk=reading.id).first()
    if row is not None and row.sha256 == sha:
        return False
    fields = {
        "title": reading.title,
        "roots": list(reading.roots),
        "document": document,
        "sha256": sha,
        "loaded_at": at,
    }
    Charter.objects.update_or_create(pk=reading.id, defaults=fields)
    return True


def _taken_roots(reading: Reading) -> list[Fault]:
    """A place has one charter; only part of it may have one of its own."""
    others = Charter.objects.exclude(pk=reading.id).values_list("pk", "roots")
    return [
        Fault(
            "charter.toml",
            1,
            f"{root} has the charter {key!r} already: leave it out of `roots`",
        )
        for key, roots in others
        for root in roots
        if root in reading.roots
    ]


# Playbooks ----------------------------------------------------------------------------


def _playbooks(reading: Reading, at: datetime) -> int:
    loaded: dict[str, dict[int, str]] = {}
    rows = PlaybookVersion.objects.filter(charter=reading.id)
    for key, version, sha in rows.values_list("key", "version", "sha256"):
        loaded.setdefault(key, {})[version] = sha
    fresh, faults = [], []
    for playbook in reading.playbooks:
        document = playbook.model_dump(
            mode="json", by_alias=True, exclude_defaults=True
        )
        versions = loaded.get(playbook.id, {})
        sha = sha256(document)
        if versions.get(playbook.version) == sha:
            continue
        if versions and playbook.version <= max(versions):
            faults.append(_raise_version(playbook, max(versions)))
        fresh.append(
            PlaybookVersion(
                charter=reading.id,
                key=playbook.id,
                version=playbook.version,
                document=document,
                sha256=sha,
                loaded_at=at,
            )
        )
    if faults:
        raise Faulty(faults)
    PlaybookVersion.objects.bulk_create(fresh)
    return len(fresh)


def _raise_version(playbook: Playbook, newest: int) -> Fault:
    return Fault(
        f"playbooks/{playbook.id}.toml",
        1,
        f"version {newest} is loaded and matters may run along it, so that it stays as "
        f"it is: raise `version` to {newest + 1}",
    )


# Places -------------------------------------------------------------------------------


def _places(reading: Reading) -> int:
    known = {place.code: place for place in _rows(reading).defer("boundary")}
    fresh, other = [], []
    for settled in reading.places:
        fields: dict[str, Any] = {
            "name": settled.name,
            "level": settled.level,
            "parent": settled.parent or (codes.parents(settled.code) or ("",))[0],
            "lon": settled.lon,
            "lat": settled.lat,
        }
        place = known.get(settled.code)
        if place is None:
            fresh.append(Place(code=settled.code, **fields))
        elif any(getattr(place, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(place, name, value)
            other.append(place)
    Place.objects.bulk_create(fresh)
    Place.objects.bulk_update(other, ["name", "level", "parent", "lon", "lat"], 500)
    _put_under(reading)
    return len(fresh) + len(other)


def _rows(reading: Reading) -> models.QuerySet[Place]:
    return Place.objects.filter(code__in=[place.code for place in reading.places])


def _put_under(reading: Reading) -> None:
    """Put the roots and all below them under the charter, save what has its own."""
    others = Charter.objects.exclude(pk=reading.id).values_list("roots", flat=True)
    for root in reading.roots:
        within = Place.objects.within(root)
        for inner in (one for roots in others for one in roots):
            if codes.contains(root, inner):
                lower, upper = codes.subtree_range(inner)
                within = within.exclude(code__gte=lower, code__lt=upper)
        wrong = models.Q(charter=None) | ~models.Q(charter=reading.id)
        within.filter(wrong).update(charter=reading.id)


# Posts and bodies ---------------------------------------------------------------------


def _posts(reading: Reading) -> int:
    """Write posts and seats; a seat is a post with the powers of its body."""
    wanted: dict[str, dict[str, Any]] = {}
    for post in reading.posts:
        wanted[post.id] = {
            "title": post.title,
            "levels": " ".join(post.levels),
            "powers": " ".join(post.powers),
            "duties": post.duties or "",
            "most": post.most,
        }
    for body in reading.bodies:
        for kind, most in (("seat", body.seats), ("chair", 1)):
            key = f"{kind}:{body.id}"
            wanted[key] = {
                "title": reading.title_of_post(key),
                "levels": body.level,
                "powers": " ".join(body.powers),
                "duties": body.remit,
                "most": most,
            }
    for order, fields in enumerate(wanted.values(), start=1):
        fields["order"] = order
    return _write_posts(reading.id, wanted)


def _write_posts(charter: str, wanted: dict[str, dict[str, Any]]) -> int:
    known = {post.key: post for post in Post.objects.filter(charter=charter)}
    fresh = [
        Post(charter_id=charter, key=key, **fields)
        for key, fields in wanted.items()
        if key not in known
    ]
    other = []
    for key, post in known.items():
        # Nobody acts by a post that the charter no longer has.
        fields = wanted.get(key, {"powers": ""})
        if any(getattr(post, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(post, name, value)
            other.append(post)
    Post.objects.bulk_create(fresh)
    changing = ["title", "levels", "powers", "duties", "most", "order"]
    Post.objects.bulk_update(other, changing, 500)
    return len(fresh) + len(other)


def seat(reading: Reading) -> int:
    """Let every body sit at its places, and nowhere else where nobody sits yet.

    Done again when a village has got divisions, for bodies sit there too.
    """
    rows = Body.objects.filter(charter=reading.id)
    changed = 0
    for body in reading.bodies:
        fields: dict[str, Any] = {
            "title": body.title,
            "seats": body.seats,
            "remit": body.remit,
            "term": body.term or "",
        }
        mine = rows.filter(key=body.id)
        changed += mine.exclude(**fields).update(**fields)
        seated = set(mine.values_list("place", flat=True))
        fresh = [
            Body(charter_id=reading.id, key=body.id, place_id=code, **fields)
            for code in _seats(reading, body)
            if code not in seated
        ]
        Body.objects.bulk_create(fresh)
        changed += len(fresh)
    gone = rows.exclude(key__in=[body.id for body in reading.bodies])
    deleted, _ = gone.filter(appointments=None, below=None).delete()
    return changed + deleted + _hang(reading)


def _hang(reading: Reading) -> int:
    """Hang each new body under the nearest one of the name that its charter says."""
    rows = Body.objects.filter(charter=reading.id)
    at = {(body.key, body.place_id): body for body in rows}
    parents = dict(
        Place.objects.filter(charter=reading.id).values_list("code", "parent")
    )
    fresh = []
    for reading_of in (body for body in reading.bodies if body.under):
        # Where somebody hung it otherwise, that stays.
        for body in (one for one in at.values() if one.key == reading_of.id):
            chain = _upward(body.place_id, parents)
            found = [at[key] for c in chain if (key := (reading_of.under, c)) in at]
            if body.above_id is None and found:
                body.above = found[0]
                fresh.append(body)
    return Body.objects.bulk_update(fresh, ["above"], 500)


def _upward(place: str, parents: dict[str, str]) -> list[str]:
    """Give a place and all it lies in, nearest first."""
    found = [place]
    while "-" in found[-1] and parents.get(found[-1], "") not in ("", *found):
        found.append(parents[found[-1]])
    return [*found, *(code for code in codes.parents(place) if code not in found)]


def _seats(reading: Reading, body: BodyReading) -> list[str]:
    """Give the places at which a body sits."""
    places = Place.objects.filter(charter=reading.id, level=body.level, until=None)
    if body.where:
        places = places.filter(code__in=body.where)
    return list(places.order_by("code").values_list("code", flat=True))
