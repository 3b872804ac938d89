"""Opening a matter: words, a place and a playbook; somebody answers from that moment."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from yuanluo.kernel.deadline import local_date
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.judge import refusals, waits
from yuanluo.kernel.place import township_of, village_of
from yuanluo.kernel.playbook import Ask, Playbook, Step
from yuanluo.matters import playbooks
from yuanluo.matters.actions import moves
from yuanluo.matters.actions.steps import apply, attach, post_used, run_effects
from yuanluo.matters.models import Matter, MatterPlace, Party
from yuanluo.matters.queries.answers import Where, read
from yuanluo.matters.queries.dossier import STEP, Dossier, openness_of
from yuanluo.matters.queries.holders import (
    Holder,
    due_in,
    find_holder,
    review_moment,
)
from yuanluo.matters.queries.ways import way_of
from yuanluo.record.actions import Answer, Refused, once
from yuanluo.territory import charters
from yuanluo.territory.models import Home, Membership, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from yuanluo.kernel.charter import Category, Charter
    from yuanluo.people.queries import Acting

#: Letters and digits that nobody misreads on paper or over the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a matter lies: a home, or a place, with words and a point if given."""

    home: int | None = None
    place: str = ""
    address: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A spot looked up: its place, charter and the divisions it lies in."""

    place: str
    village: str
    charter_id: str
    charter: Charter
    home: int | None
    address: str
    units: tuple[tuple[str, str], ...]
    today: date


def open_matter(
    playbook: str,
    raw: Mapping[str, Any],
    spot: Spot,
    acting: Acting,
    *,
    photos: Sequence[UUID] = (),
    anonymous: bool = False,
    requester: int | None = None,
) -> Answer:
    """Open a matter under a playbook, or raise `Refused` with every reason.

    `requester` is whom the acting person reports for. An anonymous matter keeps nobody's
    name; the answer then holds the code with which it can be followed.
    """
    payload = {
        "act": "matter.open",
        "playbook": playbook,
        "raw": dict(raw),
        "spot": [spot.home, spot.place, spot.address, spot.lon, spot.lat],
        "requester": requester,
        "anonymous": anonymous,
        "photos": [str(photo) for photo in photos],
    }

    def act(request_hash: str) -> dict[str, Any]:
        found = look_up(spot, acting.at)
        book = found.charter.playbook(playbook)
        if book is None or not applies(book, found.village):
            raise Refused([Refusal("UNKNOWN_PLAYBOOK", playbook)])
        by = replace(acting, on_behalf=requester) if requester else acting
        return _open(book, raw, spot, found, by, photos, anonymous, request_hash)

    return once(acting.request_id, payload, act)


def applies(book: Playbook, village: str) -> bool:
    """Say whether a playbook is used in a village."""
    return not book.where or any(village.startswith(code) for code in book.where)


def look_up(spot: Spot, at: datetime) -> Found:
    """Look a spot up; refuse a place that is unknown or has no charter."""
    home: Home | None = None
    if spot.home is not None:
        homes = Home.objects.select_related("village__charter")
        homes = homes.defer("village__charter__document", "village__boundary")
        home = homes.filter(pk=spot.home).first()
        place = home.village if home else None
    else:
        places = Place.objects.select_related("charter").defer(
            "charter__document", "boundary"
        )
        place = places.filter(code=spot.place, until=None).first()
    if place is None or place.charter is None:
        raise Refused([Refusal("UNKNOWN_PLACE")])
    if len(place.code) < 12:
        raise Refused([Refusal("PLACE_TOO_WIDE")])
    reading = charters.charter(place.charter.pk, place.charter.sha256)
    today = local_date(at, charters.zone(reading))
    units = _units(home, place, today)
    address = spot.address or (home.address if home else "")
    return Found(
        place=place.code,
        village=village_of(place.code),
        charter_id=place.charter.pk,
        charter=reading,
        home=home.pk if home else None,
        address=address,
        units=tuple(units),
        today=today,
    )


def _units(home: Home | None, place: Place, day: date) -> list[tuple[str, str]]:
    """Give the divisions of a home on a day, or a division and those above it."""
    if home is not None:
        mine = Membership.objects.filter(home=home, since__lte=day)
        mine = mine.filter(Q(until=None) | Q(until__gte=day))
        return list(mine.values_list("level", "place"))
    found: list[tuple[str, str]] = []
    while place.parent and "-" in place.code:
        found.append((place.level, place.code))
        if "-" not in place.parent:
            break
        place = Place.objects.get(code=place.parent)
    return found


def _open(
    book: Playbook,
    raw: Mapping[str, Any],
    spot: Spot,
    found: Found,
    acting: Acting,
    photos: Sequence[UUID],
    anonymous: bool,
    request_hash: str,
) -> dict[str, Any]:
    step = book.opening
    where = Where(found.charter, found.today, found.village, (found.village,))
    answers = read(opening_asks(step), raw, where)
    values = answers.values
    category = found.charter.category(values.get("category", ""))
    way, because = way_of(found.charter, values)
    matter, receipt = _matter(book, spot, found, acting.at, values, way, anonymous)
    if not anonymous:
        _requested(matter, acting)
    dossier = Dossier(matter, acting.who, acting.at)
    prepare(dossier, found.charter, dict(found.units))
    if anonymous:
        dossier.__dict__["capacities"] = frozenset({"resident"})
    elif acting.on_behalf and dossier.may("report"):
        dossier.__dict__["capacities"] = dossier.capacities | {"resident"}
    facts = dossier.facts(len(photos), step=step, duplicate=False)
    reasons = refusals(book, step, facts, values) + answers.refusals
    if step.needs.unique and is_duplicate(book, step, values, found):
        reasons.append(Refusal("DUPLICATE"))
    if anonymous and not (category and category.anonymous):
        reasons.append(Refusal("NOT_ANONYMOUS_HERE"))
    if requester_unfit(dossier, acting):
        reasons = [Refusal("WRONG_POST")]
    if reasons:
        raise Refused(reasons)
    dossier.post_used = "" if anonymous else post_used(dossier, step)
    return born(
        dossier, step, values, found.units, acting, request_hash, photos,
        more={"receipt": receipt} if receipt else {}, because=because,
        anonymous=anonymous,
    )  # fmt: skip


def requester_unfit(dossier: Dossier, acting: Acting) -> bool:
    """Whether somebody reports for another without a post here that may."""
    if acting.on_behalf is None or acting.on_behalf == acting.who.person:
        return False
    return not dossier.may("report")


def is_duplicate(
    book: Playbook, step: Step, values: Mapping[str, Any], found: Found
) -> bool:
    """Whether a live matter of this playbook has the same answers where it must not."""
    same = {f"fields__{name}": values.get(name) for name in step.needs.unique}
    live = Matter.objects.filter(village=found.village, ended_at=None, **same)
    return live.filter(playbook__key=book.id).exists()


def _requested(matter: Matter, acting: Acting) -> None:
    """Say whose matter it is, and who reported it if somebody else did."""
    person = acting.who.person
    matter.requester_id = acting.on_behalf or person
    if acting.on_behalf and acting.on_behalf != person:
        matter.reporter_id = person


def opening_asks(step: Step) -> tuple[Ask, ...]:
    """Give the questions of an opening step, and the words everybody may add."""
    known = {ask.id for ask in step.ask}
    words = Ask(id="text", type="text", title="说明 / Details", optional=True)
    return step.ask if "text" in known else (*step.ask, words)


def _matter(
    book: Playbook,
    spot: Spot,
    found: Found,
    at: datetime,
    values: Mapping[str, Any],
    way: str,
    anonymous: bool,
) -> tuple[Matter, str]:
    """Make the matter, not yet saved, and the receipt of an anonymous one."""
    receipt = "".join(secrets.choice(ALPHABET) for _ in range(8)) if anonymous else ""
    key = str(values.get("category", ""))
    category = found.charter.category(key)
    text = str(values.get("text", ""))
    title = str(values.get("title") or text[:40] or book.title)
    matter = Matter(
        number=new_number(at),
        playbook_id=playbooks.version_of(found.charter_id, book),
        state=book.opening.to or book.start,
        visit=1,
        revision=0,
        title=title[:200],
        text=text,
        category=key,
        way=way,
        place_id=found.place,
        village=found.village,
        township=township_of(found.village),
        home_id=found.home,
        address=found.address[:200],
        lon=spot.lon,
        lat=spot.lat,
        receipt=hashlib.sha256(receipt.encode()).hexdigest() if receipt else "",
        fields={**values, "way": way},
        openness=openness_of(book, book.start, category, way),
        level=first_level(book, category, dict(found.units)),
        opened_at=at,
        started_at=at,
        entered_at=at,
    )
    matter.first_level = matter.level
    return matter, receipt


def new_number(at: datetime) -> str:
    """Make a number that tells the month and nothing else."""
    tail = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{at:%y%m}-{tail}"


def first_level(
    book: Playbook, category: Category | None, units: Mapping[str, str]
) -> str:
    """Give the lowest competent level that exists here."""
    levels = [rung.level for rung in book.ladder]
    wanted = category.level if category and category.level in levels else None
    below = levels[levels.index(wanted) :] if wanted else levels
    for level in below:
        if level in units or level in {"village", "township", "county"}:
            return level
    return "village"


def prepare(dossier: Dossier, charter: Charter, units: dict[str, str]) -> None:
    """Tell the dossier of a matter not yet saved what would be read from rows."""
    dossier.is_new = True
    dossier.__dict__["charter"] = charter
    dossier.__dict__["units"] = units
    dossier.__dict__["parties"] = frozenset()
    dossier.__dict__["taken"] = ()
    dossier.__dict__["children"] = ()
    dossier.__dict__["findings"] = {}
    dossier.matter_awaits = False


def born(
    dossier: Dossier,
    step: Step,
    values: Mapping[str, Any],
    units: Sequence[tuple[str, str]],
    acting: Acting | None,
    request_hash: str,
    photos: Sequence[UUID] = (),
    *,
    more: Mapping[str, Any] | None = None,
    because: str = "",
    anonymous: bool = False,
    request_id: UUID | None = None,
) -> dict[str, Any]:
    """Save a matter that may be opened, let somebody answer, and write it down."""
    matter = dossier.matter
    matter.revision = 1
    first = _first_holder(dossier)
    matter.save(force_insert=True)
    dossier.forget_visit()
    rows = [MatterPlace(matter=matter, level=lv, place=code) for lv, code in units]
    if rows:
        MatterPlace.objects.bulk_create(rows)
    _add_parties(dossier, values)
    if acting is not None and photos:
        attach(dossier, step.id, photos, acting)
    changes = run_effects(dossier, step, values, acting, request_id)
    holder, due = apply(dossier, changes)
    moves.rehold(dossier, holder or first, "assigned" if holder else "opened")
    dossier.is_new = False
    if due is not None:
        moves.set_due(dossier, due)
    planned = matter.look_at
    moves.plan(dossier)
    if matter.look_at != planned or changes:
        matter.save(update_fields=["look_at", "level", "barred", "fields"])
    payload: dict[str, Any] = {"answers": dict(values)}
    if because:
        payload["because"] = because
    told = moves.anonymously(acting) if anonymous and acting else acting
    return moves.write(
        dossier,
        told,
        STEP,
        request_hash,
        detail=step.id,
        payload=payload,
        request_id=request_id,
        more=more,
    )


def _first_holder(dossier: Dossier) -> Holder:
    """Find who will hold it, and when the clock must look, before anything is saved."""
    matter = dossier.matter
    state = dossier.playbook.state(matter.state)
    assert state is not None, matter.state
    due = due_in(dossier, state, matter.level, dossier.at)
    moments = [due.deadline.due_at] if due.deadline else []
    if due.review_on:
        moments.append(review_moment(dossier, due.review_on))
    if waits(dossier.playbook, matter.state):
        moments.append(dossier.at + moves.SWEEP)
    matter.look_at = min(moments) if moments else None
    return find_holder(dossier, state.holder, matter.level)


def _add_parties(dossier: Dossier, values: Mapping[str, Any]) -> None:
    """Make households named at the opening parties of the matter."""
    name = dossier.playbook.parties
    given = values.get(name) if name else None
    if given is None:
        return
    households = given if isinstance(given, list) else [given]
    rows = [Party(matter=dossier.matter, household_id=pk) for pk in households]
    Party.objects.bulk_create(rows)
    dossier.__dict__["parties"] = frozenset(households)
