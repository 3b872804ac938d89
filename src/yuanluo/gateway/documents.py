"""How a matter is written down for a program: each field by name, and no other.

Takes what `matters.queries.showing` decided that somebody may see, and decides nothing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries.naming import Naming
from yuanluo.matters.refusal_words import in_words
from yuanluo.territory import charters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from yuanluo.kernel.playbook import Ask
    from yuanluo.matters.queries.lines import Line
    from yuanluo.matters.queries.naming import Names
    from yuanluo.matters.queries.showing import (
        Shown,
        ShownDue,
        ShownHolder,
        ShownOffer,
        ShownPending,
    )
    from yuanluo.matters.queries.telling import ShownAct
    from yuanluo.people.queries import Standing
    from yuanluo.record.models import Attachment


def address_of(number: str) -> str:
    """Give where a matter is read by a program."""
    return f"{_before_number()}{number}"


@cache
def _before_number() -> str:
    # Looking an address up costs more than the rest of a line; numbers need no quoting.
    return reverse("api:show_matter", args=["0"]).removesuffix("0")


def asks(some: Iterable[Ask], language: str) -> list[dict[str, Any]]:
    """Write down questions."""
    return [
        {
            "id": ask.id,
            "type": ask.type,
            "title": title_in(ask.title, language),
            "hint": title_in(ask.hint, language) if ask.hint else "",
            "optional": ask.optional,
            "options": [
                {"id": option.id, "title": title_in(option.title, language)}
                for option in ask.options
            ],
            "columns": asks(ask.columns, language),
            "of": list(ask.of),
        }
        for ask in some
    ]


def matter(shown: Shown, language: str, names: Mapping[str, str]) -> dict[str, Any]:
    """Write down a matter."""
    return {
        "number": shown.number,
        "url": address_of(shown.number),
        "title": shown.title,
        "text": shown.text,
        "playbook": {"id": shown.playbook, "title": shown.playbook_title},
        "playbook_version": shown.playbook_version,
        "category": {"id": shown.category, "title": shown.category_title},
        "way": shown.way,
        "place": {"code": shown.place, "name": shown.place_name},
        "address": shown.address,
        "state": {"id": shown.state, "title": shown.state_title},
        "next": shown.state_next,
        "level": shown.level_title,
        "result": shown.result,
        "ended": shown.ended,
        "opened_at": shown.opened_at,
        "ended_at": shown.ended_at,
        "revision": shown.revision,
        "stars": shown.stars,
        "reopened": shown.reopened,
        "suspended_until": shown.suspended_until,
        "is_own": shown.is_own,
        "is_handler": shown.is_handler,
        "is_holder": shown.is_holder,
        "requester": shown.requester,
        "holder": _holder(shown.holder) if shown.holder else None,
        "due": _due(shown.due) if shown.due else None,
        "offers": [_offer(offer, language, names) for offer in shown.offers],
        "acts": list(shown.built_ins),
        "pendings": [_pending(pending) for pending in shown.pendings],
        "timeline": [act(one) for one in shown.timeline],
        "photos": [_photo(photo, shown.number) for photo in shown.photos],
        "children": [
            {
                "number": child.number,
                "title": child.title,
                "state": child.state,
                "ended": child.ended,
            }
            for child in shown.children
        ],
        "planned": shown.planned,
    }


def _holder(holder: ShownHolder) -> dict[str, Any]:
    return {
        "title": holder.title,
        "person": holder.person,
        "level": holder.level,
        "since": holder.since,
        "how": holder.how,
        "vacant": holder.vacant,
    }


def _due(due: ShownDue) -> dict[str, Any]:
    return {
        "at": due.at,
        "on": due.on,
        "late": due.late,
        "provisional": due.provisional,
        "review": due.review,
        "why": list(due.why),
        "then": due.then,
        "level": due.level,
    }


def _offer(
    offer: ShownOffer, language: str, names: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "id": offer.id,
        "title": offer.title,
        "primary": offer.primary,
        "photo": offer.needs_photo,
        "asks": asks(offer.asks, language),
        "refusals": [
            {"code": code, "words": in_words(code, language, names)}
            for code in offer.refusals
        ],
    }


def _pending(pending: ShownPending) -> dict[str, Any]:
    return {
        "kind": pending.kind,
        "stage": pending.stage,
        "title": pending.title,
        "level": pending.level,
        "reason": pending.reason,
        "due_at": pending.due_at,
        "mine": pending.mine,
    }


def act(one: ShownAct) -> dict[str, Any]:
    """Write down one act of the history."""
    return {
        "at": one.at,
        "verb": one.verb,
        "step": one.step,
        "title": one.title,
        "who": one.who,
        "person": one.person,
        "channel": one.channel,
        "internal": one.internal,
        "state": one.to_state,
        "lines": [{"label": label, "text": text} for label, text in one.lines],
    }


def lines(
    some: Iterable[Line], who: Standing, at: datetime, language: str
) -> list[dict[str, Any]]:
    """Write down a list; a charter that the reader's posts do not name is asked for."""
    at_hand = {
        post.charter: charters.charter(post.charter, post.reading)
        for post in who.posts
        if post.reading
    }
    naming = Naming(language, at_hand)
    return [_line(one, naming.of(one), at) for one in some]


def _line(one: Line, names: Names, at: datetime) -> dict[str, Any]:
    return {
        "number": one.number,
        "url": address_of(one.number),
        "title": one.title,
        "state": {"id": one.state, "title": names.state},
        "playbook": {"id": names.playbook_id, "title": names.playbook},
        "category": {"id": one.category, "title": names.category},
        "place": one.place,
        "holder": {
            "title": names.post,
            "person": one.person,
            "vacant": one.vacant,
        },
        "due_at": one.due_at,
        "review_on": one.review_on,
        "late": one.due_at is not None and one.due_at <= at and not one.ended,
        "awaits": {"kind": one.waits, "stage": one.stage} if one.waits else None,
        "opened_at": one.opened_at,
        "reopened": one.reopened,
        "suspended": one.suspended,
        "ended": one.ended,
        "result": one.result,
    }


def _photo(photo: Attachment, number: str) -> dict[str, Any]:
    return {
        "id": photo.pk,
        "kind": photo.kind,
        "step": photo.step,
        "at": photo.at,
        "width": photo.width,
        "height": photo.height,
        "url": reverse("api:photo", args=[number, photo.pk]),
    }
