"""Lists of matters for programs: what waits for the reader, narrowed and page by page.

The same lists as on the workbench, read along the same indexes. A page begins where the
one before ended; nothing is counted.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query

from yuanluo.gateway.api.answering import answer, language
from yuanluo.gateway.api.interface import api
from yuanluo.gateway.documents import lines
from yuanluo.gateway.schemas.seen import MattersSeen
from yuanluo.gateway.schemas.sent import ListAsked
from yuanluo.kernel.text import TextFault, clean
from yuanluo.matters.queries.lines import Key
from yuanluo.matters.queries.worklists import Day, Wanted, worklist
from yuanluo.paper.clock import moment
from yuanluo.people.queries import standing_of
from yuanluo.record.refused import refused

#: What programs call the lists that the workbench has.
LISTS = {"vacant": "unassigned", "to-accept": "accept"}


@api.get(
    "/matters",
    response=MattersSeen,
    tags=["matters"],
    summary="清单 / List matters",
    url_name="list_matters",
)
def list_matters(
    request: HttpRequest, asked: Annotated[ListAsked, Query()]
) -> HttpResponse:
    """List matters that wait for the reader; `next` of one page goes into `after`."""
    wanted = Wanted(
        name=LISTS.get(asked.worklist, asked.worklist),
        place=asked.place,
        categories=tuple(_words(one) for one in asked.category),
        playbook=asked.playbook,
        state=asked.state,
        words=_words(asked.q),
        number=asked.number,
        late=asked.late,
        after=Key.parse(asked.after) if asked.after else None,
    )
    return answer(_page(request, wanted, asked.limit))


def _words(text: str) -> str:
    """Take what somebody looks for; what no row can hold is refused."""
    try:
        return clean(text, 60)
    except TextFault as fault:
        raise refused("BAD", "q") from fault


def _page(request: HttpRequest, wanted: Wanted, limit: int) -> dict[str, Any]:
    at, spoken = moment(request), language()
    who = standing_of(request)
    found = worklist(who, wanted, Day(at, _midnight(at)), limit)
    return {
        "items": lines(found.lines, who, at, spoken),
        "next": str(found.older) if found.older else None,
    }


def _midnight(at: datetime) -> datetime:
    """Give the end of the day where the people live."""
    local = timezone.localtime(at)
    return datetime.combine(local.date() + timedelta(days=1), time.min, local.tzinfo)
