"""The clock's look at staffing, and the tree of bodies put in order by hand.

What is amiss becomes an alert once, and the alert is over when it is no longer found.
A body is hung under another by whoever may appoint over both; a tree that would go
round is refused with the whole round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yuanluo.kernel.place import PlaceCodeError as BadCode
from yuanluo.kernel.place import village_of
from yuanluo.people import strength
from yuanluo.people.models import Alert, Body, Post
from yuanluo.record.actions import Answer, Inscription, inscribe, once, refused
from yuanluo.territory import charters

if TYPE_CHECKING:
    from datetime import datetime

    from yuanluo.people.queries import Acting

#: Deeper than any organisation; a longer way up is a ring.
DEPTH_MOST = 50
REASON_MOST = 200


def sweep(charter: str, at: datetime) -> int:
    """Look at the staffing of a charter's places; say how many alerts changed."""
    reading = charters.charter(charter)
    day = timezone.localtime(at).date()
    lacks: dict[str, strength.Lack] = {}
    for root in reading.roots:
        found = strength.force(reading, root, day)
        lacks |= {one.key: one for one in strength.lacks(found)}
    posts = dict(Post.objects.filter(charter=charter).values_list("key", "pk"))
    with transaction.atomic(durable=True):
        return _bring_up_to_date(charter, lacks, posts, at)


def _bring_up_to_date(
    charter: str, lacks: dict[str, strength.Lack], posts: dict[str, int], at: datetime
) -> int:
    rows = Alert.objects.select_for_update(of=("self",))
    known = {
        alert.key: alert
        for alert in rows.filter(gone_at=None, post__charter=charter).order_by("id")
    }
    gone = [alert.pk for key, alert in known.items() if key not in lacks]
    changed = Alert.objects.filter(pk__in=gone).update(gone_at=at)
    fresh = []
    for key, lack in lacks.items():
        figures = {"found": lack.found, "bound": lack.bound, "due_on": lack.due_on}
        alert = known.get(key)
        if alert is None:
            fresh.append(
                Alert(
                    key=key,
                    kind=lack.kind,
                    place_id=lack.place,
                    post_id=posts[lack.post],
                    person_id=lack.person,
                    since=at,
                    **figures,
                )
            )
        elif any(getattr(alert, name) != value for name, value in figures.items()):
            for name, value in figures.items():
                setattr(alert, name, value)
            alert.save(update_fields=list(figures))
            changed += 1
    Alert.objects.bulk_create(fresh, 500)
    return changed + len(fresh)


# The tree of bodies -------------------------------------------------------------------


def hang_body(acting: Acting, body: int, above: int | None, reason: str) -> Answer:
    """Hang a body under another, or let it stand at the top, for a reason."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        # One lock for the charter's tree: two moves at once could close a ring.
        mine = Body.objects.filter(pk=body).values_list("charter", flat=True)
        rows = Body.objects.select_for_update().filter(charter__in=list(mine))
        tree = {one.pk: one for one in rows.order_by("pk")}
        moved = tree.get(body)
        if moved is None or (above is not None and above not in tree):
            raise refused("NO_SUCH_BODY")
        # Where one may not appoint, a body is as one that is not there.
        if not all(
            acting.who.may("appoint", one.place_id)
            for one in (moved, *([tree[above]] if above is not None else []))
        ):
            raise refused("NO_SUCH_BODY")
        if not reason.strip():
            raise refused("MISSING", "reason")
        if len(reason.strip()) > REASON_MOST:
            raise refused("TOO_LONG", "reason")
        if (ring := _ring(tree, body, above)) is not None:
            raise refused("GOES_ROUND", ring)
        moved.above_id = above
        moved.save(update_fields=["above"])
        _inscribe(acting, moved, request_hash, payload)
        return {}

    payload = {"body": body, "above": above, "reason": reason}
    return once(acting.request_id, payload, carry_out)


def _ring(tree: dict[int, Body], body: int, above: int | None) -> str | None:
    """Say the round that hanging a body there would close; None without one."""
    chain, at = [body], above
    while at is not None and at != body and len(chain) < DEPTH_MOST:
        chain.append(at)
        at = tree[at].above_id if at in tree else None
    if at is None:
        return None
    titles = [tree[one].title.partition(" / ")[0] for one in (*chain, body)]
    return " → ".join(titles)


def _inscribe(
    acting: Acting, body: Body, request_hash: str, payload: dict[str, Any]
) -> None:
    try:
        log = village_of(body.place_id)
    except BadCode:
        log = ""
    act = Inscription(
        subject=f"body:{body.pk}",
        verb="body.hang",
        at=acting.at,
        request_id=acting.request_id,
        actor=acting.who.person,
        actor_name=acting.who.name,
        place=body.place_id,
        log=log,
        payload=payload,
        channel=acting.channel,
    )
    inscribe(act, request_hash, {})
