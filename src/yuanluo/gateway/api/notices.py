"""Operations on what the reader was told."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query

from yuanluo.gateway.actions.reading import mark_read
from yuanluo.gateway.api.answering import answer
from yuanluo.gateway.api.interface import api
from yuanluo.gateway.documents import address_of
from yuanluo.gateway.models import Notification
from yuanluo.gateway.queries import notices as told
from yuanluo.gateway.queries.subjects import is_matter, page_of
from yuanluo.gateway.schemas.around import NoticesSeen, ReadSeen
from yuanluo.gateway.schemas.sent import KEY_MAX, ReadSent
from yuanluo.paper.clock import moment
from yuanluo.people.queries import standing_of

Before = Annotated[int | None, Query(ge=1, le=KEY_MAX)]


@api.get(
    "/notices", response=NoticesSeen, tags=["notices"], summary="我的通知 / My notices"
)
def notices(
    request: HttpRequest,
    before: Before = None,
    unread: Annotated[bool, Query()] = False,  # noqa: FBT002 -- a query, by name
) -> HttpResponse:
    """Give what the reader was told, newest first; `next` goes into `before`."""
    who = standing_of(request)
    found = told.page(who, before, unread=unread)
    return answer(
        {
            "items": [_notice(one) for one in found.items],
            "unread": told.count_unread(who),
            "next": found.older,
        }
    )


def _notice(one: Notification) -> dict[str, Any]:
    matter = is_matter(one.subject)
    return {
        "id": one.pk,
        "at": one.at,
        "kind": one.kind,
        "number": one.subject if matter else "",
        "title": one.title,
        "body": one.body,
        "url": address_of(one.subject) if matter else page_of(one.subject),
        "read": one.read_at is not None,
    }


@api.put(
    "/notices/read",
    response=ReadSeen,
    tags=["notices"],
    summary="标成看过了 / Mark notices as read",
)
def read_notices(request: HttpRequest, sent: ReadSent) -> HttpResponse:
    """Mark all up to one of them as read; sent again, it changes nothing."""
    who = standing_of(request)
    mark_read(who, sent.up_to, moment(request))
    return answer({"unread": told.count_unread(who)})
