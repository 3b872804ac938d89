"""Opening a matter: words, a place and a playbook; somebody answers from then on."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.judge import refusals
from yuanluo.kernel.place import township_of
from yuanluo.kernel.playbook import Ask, Playbook, Step
from yuanluo.matters import playbooks
from yuanluo.matters.actions import clockwork
from yuanluo.matters.actions.births import ALPHABET, Birth, born, new_number, prepare
from yuanluo.matters.actions.carrying import post_used
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.answers import Answers, Where, read
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.matters.queries.helping import POWER
from yuanluo.matters.queries.openness import openness_of
from yuanluo.matters.queries.spots import Found, Spot, applies, first_level, look_up
from yuanluo.matters.queries.ways import way_of
from yuanluo.people.helping import consented
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from yuanluo.people.queries import Acting


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks to be opened: by which playbook, where, with what."""

    book: Playbook
    found: Found
    spot: Spot
    acting: Acting
    photos: Sequence[UUID]
    anonymous: bool
    parent: Matter | None = None
    parent_visit: int = 0


def open_matter(
    playbook: str,
    raw: Mapping[str, Any],
    spot: Spot,
    acting: Acting,
    *,
    photos: Sequence[UUID] = (),
    anonymous: bool = False,
    requester: int | None = None,
    parent: tuple[Matter, int] | None = None,
) -> Answer:
    """Open a matter under a playbook, or raise `Refused` with every reason.

    `requester` is whom the acting person reports for. An anonymous matter keeps
    nobody's name; the answer then holds the code with which it can be followed. It is
    a child where `parent` names a matter and the visit it belongs to.
    """
    payload: dict[str, Any] = {
        "act": "matter.open",
        "playbook": playbook,
        "raw": dict(raw),
        "spot": [spot.home, spot.place, spot.address, spot.lon, spot.lat],
        "requester": requester,
        "anonymous": anonymous,
        "photos": [str(photo) for photo in photos],
    }
    if parent is not None:
        payload["parent"] = [parent[0].number, parent[1]]

    def act(request_hash: str) -> dict[str, Any]:
        found = look_up(spot, acting.at)
        book = found.charter.playbook(playbook)
        if book is None or not applies(book, found.village):
            raise Refused([Refusal("UNKNOWN_PLAYBOOK", playbook)])
        by = replace(acting, on_behalf=requester) if requester else acting
        above, visit = parent or (None, 0)
        asked = Asked(book, found, spot, by, photos, anonymous, above, visit)
        return _open(asked, raw, request_hash)

    return once(acting.request_id, payload, act)


def _open(asked: Asked, raw: Mapping[str, Any], request_hash: str) -> dict[str, Any]:
    book, found, acting = asked.book, asked.found, asked.acting
    step = book.opening
    where = Where(found.charter, found.today, found.village, (found.village,))
    answers = read(opening_asks(step), raw, where)
    way, because = way_of(found.charter, answers.values)
    receipt = new_receipt() if asked.anonymous else ""
    matter = _matter(asked, answers.values, way, receipt)
    if not asked.anonymous:
        _requested(matter, acting)
    dossier = Dossier(matter, acting.who, acting.at)
    prepare(dossier, found.charter, dict(found.units))
    _stand_in(dossier, asked)
    reasons = _reasons(dossier, asked, answers)
    if reasons:
        raise Refused(reasons)
    dossier.post_used = "" if asked.anonymous else post_used(dossier, step)
    birth = Birth(
        request_hash,
        acting,
        photos=asked.photos,
        because=because,
        receipt=receipt,
    )
    answer = born(dossier, step, answers.values, birth)
    clockwork.set_free(dossier)
    return answer


def _stand_in(dossier: Dossier, asked: Asked) -> None:
    """Let a report without a name, or for a resident, count as a resident's."""
    if asked.anonymous:
        dossier.__dict__["capacities"] = frozenset({"resident"})
    elif asked.acting.on_behalf and dossier.may(POWER):
        dossier.__dict__["capacities"] = dossier.capacities | {"resident"}


def _reasons(dossier: Dossier, asked: Asked, answers: Answers) -> list[Refusal]:
    """Say everything that stands against opening it."""
    if requester_unfit(dossier, asked.acting):
        return [Refusal("WRONG_POST")]
    helped = asked.acting.on_behalf not in {None, asked.acting.who.person}
    unsaid = consented(asked.acting.consent) if helped else []
    book, values = asked.book, answers.values
    step = book.opening
    facts = dossier.facts(len(asked.photos), step=step)
    reasons = refusals(book, step, facts, values) + answers.refusals + unsaid
    if step.needs.unique and is_duplicate(book, step, values, asked.found):
        reasons.append(Refusal("DUPLICATE"))
    category = asked.found.charter.category(values.get("category", ""))
    if asked.anonymous and not (category and category.anonymous):
        reasons.append(Refusal("NOT_ANONYMOUS_HERE"))
    return reasons


def requester_unfit(dossier: Dossier, acting: Acting) -> bool:
    """Whether somebody reports for another without a post here that may."""
    if acting.on_behalf is None or acting.on_behalf == acting.who.person:
        return False
    return not dossier.may(POWER)


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


def new_receipt() -> str:
    """Make the code with which an anonymous matter can be followed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def _matter(asked: Asked, values: Mapping[str, Any], way: str, receipt: str) -> Matter:
    """Make the matter, not yet saved."""
    book, found, spot, at = asked.book, asked.found, asked.spot, asked.acting.at
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
        parent=asked.parent,
        parent_visit=asked.parent_visit,
        fields={**values, "way": way},
        openness=openness_of(book, book.start, category, way),
        level=first_level(book, category, dict(found.units)),
        opened_at=at,
        started_at=at,
        entered_at=at,
    )
    matter.first_level = matter.level
    return matter
